"""With what a letter about a leg begins: its road, its hours, its escort, what is needed; to be changed.

To whom it goes decides how much it says: to who receives all that the handing over needs, to the police who is
described, to a carrier how many go and when, to the escort no client at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum
from django.utils import translation

from rehsos.cases.models import Case, Payer
from rehsos.cases.sealing import unsealed as told_in_case
from rehsos.directory import gazetteer
from rehsos.directory.models import Office, OfficeKind, Worker
from rehsos.law.words import ZONES
from rehsos.letters.signers import title_of
from rehsos.look import words
from rehsos.papers.models import Classification
from rehsos.papers.rendering.words import long_date, moment

from .models import AcceptedAs, Leg, Outcome, Ride, Vehicle
from .queries import RELATED
from .sealing import unsealed

COVER, POLICE, CARRIER, ESCORT, PERSON, BELONGINGS = (
    "return_cover", "return_police", "return_carrier", "escort_order", "handover_person", "handover_belongings",
)  # fmt: skip
RECORDS = (PERSON, BELONGINGS)
"""Of a handing over, each on its own blank."""
ABOUT = {
    COVER: "Pengantar pemulangan",
    POLICE: "Permohonan surat keterangan untuk perjalanan pulang",
    CARRIER: "Permohonan bantuan pengangkutan",
    ESCORT: "Surat perintah tugas mendampingi pemulangan",
}
CLOSING = "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."


@dataclass(frozen=True)
class Trip:
    """A leg as its letters tell it: who goes (in their words), from where to where, and what that needs.

    `there`: they arrived, all who are told of; `absent`: who was on board and did not, in words of their own.
    """

    leg: Leg
    people: str
    described: str
    home: str = ""
    family: str = ""
    basis: str = ""
    there: bool = False
    absent: str = ""

    @property
    def zone(self) -> str:
        """In whose hours it is told."""
        return self.leg.office.time_zone

    def at(self, when: datetime) -> str:
        """An hour as a letter writes it."""
        return moment(when.astimezone(ZoneInfo(self.zone)), ZONES.get(self.zone, ""))

    @property
    def kept(self) -> Mapping[str, Any]:
        """What was written of the leg: who waits, what is needed, how they came."""
        return unsealed(self.leg.pk, self.leg.sealed)

    @property
    def start(self) -> str:
        """Where it begins."""
        return _end(self.leg.sender, self.leg.from_place_id) or "tempat asal"

    @property
    def goal(self) -> str:
        """Where it ends."""
        return _end(self.leg.receiver, self.leg.to_place_id) or "tempat keluarga"

    @property
    def escort(self) -> Worker | None:
        """Who goes along."""
        return Worker.objects.filter(pk=self.leg.escort).first() if self.leg.escort else None


def _end(office: Office | None, place: str | None) -> str:
    return office.name if office else gazetteer.full_name(place or "")


def letter(kind: str, trip: Trip) -> dict[str, Any]:
    """The fields of an office letter of that kind."""
    with translation.override("id"), words.on_paper():
        return {
            "kind": kind,
            "party": _to(kind, trip),
            "about": ABOUT[kind],
            "classification": Classification.PLAIN if kind == ESCORT else Classification.SECRET,
            "copies": _copies(trip) if kind == COVER else "",
            "body": "\n".join(_BODIES[kind](trip)),
            "closing": "" if kind == ESCORT else CLOSING,
        }


def _copies(trip: Trip) -> str:
    """The province is told, where it stands above ours or theirs."""
    above = {
        one.parent.name
        for one in (trip.leg.office, trip.leg.receiver)
        if one and one.parent and one.parent.kind == OfficeKind.PROVINCE and one.parent != trip.leg.receiver
    }
    return "\n".join(f"Kepala {name}" for name in sorted(above))


def _road(trip: Trip) -> Iterator[str]:
    yield f"- Perjalanan: dari {trip.start} ke {trip.goal}, dengan {str(Vehicle(trip.leg.vehicle).label).lower()}."
    yield f"- Berangkat: {trip.at(trip.leg.departed_at or trip.leg.departs)}."
    yield f"- Tiba: {trip.at(trip.leg.arrived_at or trip.leg.arrives)}."
    if (who := trip.escort) is not None:
        yield f"- Pendamping: {who}" + (f", NIP {who.nip}." if who.nip else ".")
    if trip.absent:
        yield f"- Tidak ikut tiba: {trip.absent}."


def _cover(trip: Trip) -> Iterator[str]:
    there = trip.there
    yield f"Bersama ini kami {'telah ' if there else ''}memulangkan dan mengantar kepada Saudara {trip.people}."
    yield from _road(trip)
    if trip.home:
        yield f"- Tujuan akhir: {trip.home}."
    if who := trip.kept.get("who") or trip.family:
        yield f"- Yang menunggu: {who}"
    if needs := trip.kept.get("needs"):
        yield f"- Obat, kebutuhan, barang, uang: {needs}"
    if borne := _borne(trip):
        yield f"- Biaya yang sudah ditanggung: {borne}."
    if there:
        yield "Bila belum, kami mohon Saudara menandatangani berita acara serah terima."
    else:
        yield ("Kami mohon Saudara menerima pada waktunya, menandatangani berita acara serah terima, dan mengabari "
               "kami bila penerimaan tidak dapat dilakukan.")  # fmt: skip


def _borne(trip: Trip) -> str:
    """Who bears what of this leg, as far as it is written; nothing of what nobody pays yet."""
    borne = trip.leg.costs.exclude(payer=Payer.NOBODY).values_list("payer").annotate(n=Sum("amount")).order_by("payer")
    return "; ".join(f"{Payer(payer).label} {words.rupiah(n)}" for payer, n in borne)


def _police(trip: Trip) -> Iterator[str]:
    when = {0: "akan", 1: "sedang", 2: "telah"}[_how_far(trip)]
    yield f"Kami menangani {trip.described}, yang {when} dipulangkan dan belum memegang dokumen diri yang lengkap."
    if trip.basis:
        yield f"- {trip.basis}."
    yield from _road(trip)
    if trip.there:
        yield "Perjalanan ini sudah selesai: surat ini memberitahukan, dan tidak memohon surat keterangan lagi."
    else:
        yield "Kami mohon diterbitkan surat keterangan yang dapat dipakai selama perjalanan tersebut."


def _how_far(trip: Trip) -> int:
    """0 while it is planned, 1 on the way, 2 once they arrived: a letter may be printed when all is over."""
    return 2 if trip.there else 1 if trip.leg.departed_at else 0


def _carrier(trip: Trip) -> Iterator[str]:
    if trip.leg.departed_at:
        yield f"Kami sampaikan bahwa {trip.described} telah diangkut."
    else:
        yield f"Kami mohon bantuan pengangkutan bagi {trip.described}."
    yield from _road(trip)
    if not trip.leg.departed_at:
        yield ("Bagi yang belum memegang dokumen perjalanan, kami mohon diizinkan naik dengan surat ini dan surat "
               "keterangan kepolisian bila ada.")  # fmt: skip


def _order(trip: Trip) -> Iterator[str]:
    who, over = trip.escort, trip.leg.arrived_at is not None
    yield "Telah menugaskan:" if over else "Menugaskan:"
    yield f"- Nama: {who or '................................'}"
    yield f"- NIP: {who.nip if who and who.nip else '–'}"
    yield f"- Jabatan: {title_of(who, trip.leg.departs.date()) if who else '–'}"
    yield f"Untuk mendampingi pemulangan {'yang sudah selesai' if over else 'sampai diserahterimakan'}:"
    yield from (line for line in _road(trip) if not line.startswith("- Pendamping"))
    if over:
        yield "Berita acara serah terima dan laporan hasilnya, bila belum ada, dibuat segera."
    else:
        yield "Membuat berita acara serah terima dan melaporkan hasilnya setelah kembali."


_BODIES: Mapping[str, Callable[[Trip], Iterator[str]]] = {COVER: _cover, POLICE: _police, CARRIER: _carrier,
                                                          ESCORT: _order}  # fmt: skip
CARRIERS = {Vehicle.SHIP: "Kepala Syahbandar dan pimpinan perusahaan pelayaran", Vehicle.PLANE: "Pimpinan maskapai"}


def _to(kind: str, trip: Trip) -> str:
    """To whom a letter of a kind goes."""
    if kind == ESCORT:
        return str(trip.escort or "Pendamping")
    if kind == POLICE:
        return "Kapolsek\ndi tempat"
    if kind == CARRIER:
        return f"{CARRIERS.get(Vehicle(trip.leg.vehicle), 'Pimpinan perusahaan angkutan')}\ndi tempat"
    return f"Kepala {trip.goal}\ndi tempat" if trip.leg.receiver else f"{trip.goal}\ndi tempat"


def of_ride(case: Case, ride: Ride) -> Trip:
    """The leg of one client, as letters of their case tell it."""
    leg = Leg.objects.select_related(*RELATED, "office__parent", "receiver__parent").get(pk=ride.leg_id)
    home = gazetteer.full_name(ride.destination_id or "")
    journey = ride.journey
    family = told_in_case(case.pk, journey.sealed).get("family", "") if journey and journey.sealed else ""
    since = f"Kami tangani sejak {long_date(case.opened_on)}, di {gazetteer.full_name(case.place_id)}"
    came = ride.outcome == Outcome.ARRIVED
    absent = "klien tersebut" if leg.arrived_at and not came else ""
    people = f"klien dengan kode kasus {case.code}"
    return Trip(leg, people, described([ride]), home, family, since, there=came, absent=absent)


def described(rides: Sequence[Ride]) -> str:
    """How many, and of whom: by sex, and of one the age."""
    if len(rides) == 1:
        age = f", umur kira-kira {rides[0].age} tahun" if rides[0].age is not None else ""
        return f"1 (satu) orang, {str(rides[0].get_sex_display()).lower()}{age}"
    by_sex = {sex: sum(str(ride.get_sex_display()) == sex for ride in rides) for sex in _sexes(rides)}
    return f"{len(rides)} orang ({', '.join(f'{n} {sex.lower()}' for sex, n in by_sex.items())})"


def _sexes(rides: Sequence[Ride]) -> list[str]:
    return sorted({str(ride.get_sex_display()) for ride in rides})


def recorded(kind: str, case: Case, ride: Ride) -> dict[str, Any]:
    """The fields of a record of a handing over at the end of the leg of one client."""
    trip = of_ride(case, ride)
    return belongings(trip, ride) if kind == BELONGINGS else record(case, trip, ride)


def record(case: Case, trip: Trip, ride: Ride) -> dict[str, Any]:
    """The fields of the record of a handing over at the end of this leg."""
    with translation.override("id"), words.on_paper():
        told = trip.kept
        return {
            **_head(trip, ride),
            **_substitute(trip, ride),
            "medicine": told.get("needs", ""),
            "health": told.get("accepted", ""),
            "pays": _borne(trip),
            "tasks": "\n".join(way_so_far(case.pk, trip)),
        }


def _substitute(trip: Trip, ride: Ride) -> dict[str, str]:
    """Who took them where the receiver did not come, and who saw it."""
    if ride.accepted_as != AcceptedAs.OTHER or not trip.kept.get("instead_by"):
        return {}
    post = str(AcceptedAs.OTHER.label)
    return {"second_name": trip.kept["instead_by"], "second_post": post, "witness_1": trip.kept["witness"]}


def belongings(trip: Trip, ride: Ride) -> dict[str, Any]:
    """The fields of the record of what they carry, at the end of this leg."""
    with translation.override("id"), words.on_paper():
        return {**_head(trip, ride), "items": trip.kept.get("needs", "")}


def _head(trip: Trip, ride: Ride) -> dict[str, Any]:
    """To whom, on what ground, where and when: the same of a person and of what they carry."""
    return {
        "party": _receives(trip),
        "basis": f"Pemulangan, etape {trip.leg.number}: {trip.start} ke {trip.goal}",
        "spot": trip.goal,
        **_when(trip, ride),
    }


def _receives(trip: Trip) -> str:
    return (
        _to(COVER, trip)
        if trip.leg.receiver
        else str(trip.kept.get("accepted_by") or trip.kept.get("who") or trip.goal)
    )


def _when(trip: Trip, ride: Ride) -> dict[str, Any]:
    """When they were accepted; before, the pen says so."""
    if ride.outcome != "arrived" or ride.ended_at is None:
        return {}
    at = ride.ended_at.astimezone(ZoneInfo(trip.zone))
    return {"day": at.date().isoformat(), "hour": f"{at:%H.%M}"}


def way_so_far(case: UUID, trip: Trip) -> Iterator[str]:
    """The strip of the journey in words: each leg, and how it ended."""
    rides = Ride.objects.filter(case=case, leg__cancelled_at=None)
    legs = rides.select_related("leg__office", "leg__sender", "leg__receiver").order_by("leg__departs")
    for ride in legs:
        way = Trip(ride.leg, "", "")
        end = f"{ride.get_outcome_display()}, {trip.at(ride.ended_at)}" if ride.ended_at else "belum diterima"
        yield f"- Etape {ride.leg.number}: {way.start} ke {way.goal}; {str(end).lower()[:1]}{str(end)[1:]}"
