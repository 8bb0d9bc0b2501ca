"""The papers of a group's leg, which stands in no case: one record of the handing over with a list, and its letters.

They are printed from the leg as it stands; number and signatures are put to them with the pen. Who is on the list is
called as on the screen that prints it, all of them alike: initials until names are opened, and the list says so; nobody
on a shared one. To the escort nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.directory.models import Office, Worker
from rehsos.law.words import ZONES
from rehsos.letters.letterhead import letter_place, letterhead
from rehsos.letters.signers import title_of
from rehsos.look import words
from rehsos.papers.letters import Row, lines_of
from rehsos.papers.rendering.letter import NUMBER_TO_COME, SECRET, Letter, Signer, date_line
from rehsos.papers.rendering.sheet import (
    Block,
    Facts,
    Heading,
    NextPage,
    Paragraph,
    Sheet,
    Signature,
    Signatures,
    Table,
    Title,
    told,
)
from rehsos.papers.rendering.words import day_and_date
from rehsos.referral.bast import PEN, REFUSED, ROOM

from . import drafting
from .drafting import CARRIER, COVER, ESCORT, PERSON, POLICE, Trip
from .models import AcceptedAs, Leg, Outcome, Ride
from .sums import sums_of, takers

SLUGS: Mapping[str, tuple[str, Words]] = {
    "bast": (PERSON, _("BAST orang")),
    "pengantar": (COVER, _("Pengantar pemulangan")),
    "polsek": (POLICE, _("Permohonan surat keterangan polisi")),
    "angkutan": (CARRIER, _("Surat kepada pengelola angkutan")),
    "spt": (ESCORT, _("Surat perintah tugas pendamping")),
}
"""By the word in their address: the kind, and what it is called."""
FULL = ("No.", "Nama", "L/P, umur", "Tujuan", "Kebutuhan", "Keadaan")
SHORT = ("No.", "Nama", "L/P, umur")
LISTED = {PERSON: FULL, COVER: ("No.", "Nama", "L/P, umur", "Tujuan"), POLICE: SHORT, CARRIER: SHORT}
"""Which columns of the list a receiver reads."""
TRAVEL = (COVER, POLICE, CARRIER)
"""Those that ask for a road: who died is on it no more."""


@dataclass(frozen=True)
class Person:
    """A line of the list, as this screen may call them."""

    ride: Ride
    who: str
    needs: str

    def cell(self, column: str) -> str:
        """What stands under a column."""
        age = "" if self.ride.age is None else f", {self.ride.age}"
        return {
            "No.": str(self.ride.number),
            "Nama": self.who or "tanpa nama",
            "L/P, umur": f"{self.ride.sex}{age}",
            "Tujuan": str(self.ride.destination or "belum diketahui"),
            "Kebutuhan": self.needs or "–",
            "Keadaan": _state(self.ride),
        }[column]


def _state(ride: Ride) -> str:
    if ride.accepted_as:
        taker = str(AcceptedAs(ride.accepted_as).label)
        return f"{Outcome(ride.outcome).label}: {taker[:1].lower()}{taker[1:]}"
    if ride.outcome:
        return str(Outcome(ride.outcome).label)
    return "naik" if ride.aboard else "belum naik"


def lists(slug: str) -> bool:
    """Whether a paper has a list of who travels."""
    return SLUGS[slug][0] in LISTED


def paper(slug: str, leg: Leg, people: Sequence[Person], by: Actor, *, whole: bool = True) -> Sheet:
    """One of the papers, in Indonesian whatever the screen speaks."""
    kind = SLUGS[slug][0]
    with translation.override("id"), words.on_paper():
        aboard, absent = _told_of(kind, leg, people)
        rides = [one.ride for one in aboard]
        listed = f"{len(rides)} orang menurut daftar terlampir"
        there = leg.arrived_at is not None
        trip = Trip(leg, listed, drafting.described(rides), there=there, absent=absent)
        made = _record(trip, aboard, by) if kind == PERSON else _letter(kind, trip, by)
        return replace(made, blocks=(*made.blocks, *_list(kind, aboard, whole=whole)))


def _told_of(kind: str, leg: Leg, people: Sequence[Person]) -> tuple[list[Person], str]:
    """Whom a paper tells of; and of a letter for a road that is over, by number, who did not come at its end."""
    rode = [one for one in people if one.ride.outcome != Outcome.NOT_ABOARD]
    if kind not in TRAVEL:
        return rode, ""
    alive = [one for one in rode if one.ride.outcome != Outcome.DIED]
    if leg.arrived_at is None:
        return alive, ""
    came = [one for one in alive if one.ride.outcome == Outcome.ARRIVED]
    return came, ", ".join(f"no. {one.ride.number}" for one in alive if one not in came)


def _letter(kind: str, trip: Trip, by: Actor) -> Sheet:
    """An office letter with room for its number."""
    begun, office = drafting.letter(kind, trip), Office.objects.get(pk=by.office)
    made = Letter(
        head=letterhead(office),
        date=_today(by),
        place=letter_place(office),
        to=lines_of(begun["party"]),
        about=begun["about"],
        body=begun["body"],
        signer=_signer(by),
        classification=SECRET if kind != ESCORT else "",
        attachments="1 (satu) daftar" if kind in LISTED else "",
        closing=begun["closing"],
        copies=lines_of(begun["copies"]),
    )
    return replace(made.sheet(), draft=False)


def _record(trip: Trip, people: Sequence[Person], by: Actor) -> Sheet:
    office = Office.objects.get(pk=by.office)
    return Sheet(
        subject="Berita acara serah terima orang",
        head=letterhead(office),
        day=_today(by),
        blocks=tuple(_blocks(trip, people, by, office)),
        classification=SECRET,
        foot="Berita Acara belum bernomor",
    )


def _blocks(trip: Trip, people: Sequence[Person], by: Actor, office: Office) -> Iterator[Block]:
    leg, kept = trip.leg, trip.kept
    first, second = _gives(leg), leg.receiver
    yield Title("Berita Acara Serah Terima Orang", (f"Nomor: {NUMBER_TO_COME}",))
    yield Paragraph(f"Pada {_hour(trip)}, bertempat di {trip.goal}, telah dilakukan serah terima antara:")
    yield Heading("Pihak Kesatu, yang menyerahkan")
    yield Facts(_party(first, first.name if first else trip.start, by))
    yield Heading("Pihak Kedua, yang menerima")
    yield Facts(tuple(_took(trip, [one.ride for one in people], by)))
    yield Heading("Yang diserahkan")
    yield Facts(told((("Jumlah", _sums(people)), ("Dasar", f"Pemulangan rombongan, etape {leg.number}"))))
    yield Heading("Perjalanan sampai di sini")
    yield Facts(tuple(_way(leg)))
    yield Heading("Obat, barang, uang, dan keadaan saat tiba")
    yield Facts((
        ("Obat, kebutuhan, barang, uang", kept.get("needs", "") or ROOM),
        ("Luka terlihat, keadaan", _seen(kept) or ROOM),
        ("Dokumen", ROOM),
        ("Yang dilakukan penerima, sampai kapan", ROOM),
        ("Siapa membayar, sampai kapan", ROOM),
        ("Pendapat orang yang diserahkan", ROOM),
    ))  # fmt: skip
    yield Paragraph("Berita acara ini dibuat rangkap dua, satu untuk masing-masing pihak.")
    yield Paragraph(REFUSED)
    dated = date_line(letter_place(office), _today(by))
    met = None if _ways(one.ride for one in people) == [AcceptedAs.OTHER] else second
    yield Signatures(_pen(met, by, dated, "Pihak Kedua,"), _pen(first, by, "Pihak Kesatu,"))
    yield Signatures(Signature(("Saksi 2,",), PEN), Signature(("Saksi 1,",), PEN))


def _seen(kept: Mapping[str, str]) -> str:
    """In which state they came; who did not is said by the sum and the list, as it is known by now."""
    return " · ".join(one for one in kept.get("accepted", "").split(" · ") if not one.startswith("tidak tiba: no."))


def _gives(leg: Leg) -> Office | None:
    """Who hands them over, whoever prints it: who sends, or, from a place, who brings them."""
    return leg.sender or (leg.office if leg.office_id != leg.receiver_id else None)


def _ways(rides: Iterable[Ride]) -> list[str]:
    """By whom those who arrived were accepted: one, or several on one leg."""
    return [way for way, _n in takers(rides)]


def _took(trip: Trip, rides: Sequence[Ride], by: Actor) -> Iterator[Row]:
    """The second party: who took whom. Where several did, the list says of each by whom."""
    kept, office, ways = trip.kept, trip.leg.receiver, _ways(rides)
    name = office.name if office else kept.get("who", "") or trip.goal
    if ways == [AcceptedAs.OTHER] and kept.get("instead_by"):
        yield from (("Nama", kept["instead_by"]), ("Jabatan", str(AcceptedAs.OTHER.label)), ("Untuk", name))
    elif len(ways) > 1:
        yield from _party(office, name, by, "lihat daftar")
        parts = (f"{str(AcceptedAs(way).label).lower()} {n} orang" for way, n in takers(rides))
        yield "Yang menerima", f"{', '.join(parts)} (lihat daftar)"
    else:
        yield from _party(office, name, by, kept.get("accepted_by", ""))
    if kept.get("instead"):
        yield "Diterima pengganti", kept["instead"]


def _party(office: Office | None, name: str, by: Actor, person: str = "") -> tuple[Row, ...]:
    """One of the two. Of the office that prints it, who prints it signs; of the other, who said so, or the pen."""
    if office is None or office.pk != by.office:
        return (("Nama", person or ROOM), ("Jabatan", ROOM), ("Kantor", name))
    signer = _signer(by)
    return told((("Nama", signer.name), ("Jabatan", signer.title), ("Kantor", name)))


def _pen(office: Office | None, by: Actor, *before: str) -> Signature:
    return _signer(by).signature(*before) if office and office.pk == by.office else Signature(before, PEN)


def _hour(trip: Trip) -> str:
    at = trip.leg.arrived_at or trip.leg.accepted_at
    if at is None:
        return "hari ............, tanggal ................, pukul ............"
    here = at.astimezone(ZoneInfo(trip.zone))
    weekday, _sep, on = day_and_date(here).partition(", ")
    return f"hari {weekday}, tanggal {on}, pukul {here:%H.%M} {ZONES.get(trip.zone, '')}".rstrip()


def _sums(people: Sequence[Person]) -> str:
    """Listed until somebody boards; then who boarded is who arrived and the named differences."""
    sums = sums_of([one.ride for one in people])
    if not sums.aboard:
        return f"{sums.listed} orang dalam daftar"
    ends = [
        f"{sums.arrived} tiba",
        *(f"{n} {str(Outcome(code).label).lower()}" for code, n in sums.differences.items()),
    ]
    if sums.missing == sums.aboard:
        return f"{sums.aboard} orang naik"
    missing = [f"{sums.missing} belum ada kabar"] if sums.missing else []
    return f"{sums.aboard} naik = {' + '.join([*ends, *missing])}"


def _way(leg: Leg) -> Iterator[Row]:
    """The strip of the journey in words: the legs of the group until this one."""
    legs = Leg.objects.select_related("office", "sender", "receiver").filter(group=leg.group_id, cancelled_at=None)
    for one in legs.filter(number__lte=leg.number).order_by("number"):
        trip = Trip(one, "", "")
        end = f"diterima {trip.at(one.accepted_at)}" if one.accepted_at else "belum diterima"
        yield f"Etape {one.number}", f"{trip.start} ke {trip.goal}; {end}"


def _list(kind: str, people: Sequence[Person], *, whole: bool) -> Iterator[Block]:
    columns = LISTED.get(kind)
    if columns:
        yield NextPage()
        yield Title("Daftar Orang", (f"{len(people)} orang",))
        if not whole:
            yield Paragraph("Nama semua orang disingkat: nama belum dibuka di layar yang mencetak daftar ini.")
        yield Table(columns, tuple(tuple(one.cell(column) for column in columns) for one in people))


def _signer(by: Actor) -> Signer:
    worker = Worker.objects.get(pk=by.worker)
    return Signer(str(worker), title_of(worker, _today(by)), nip=worker.nip)


def _today(by: Actor) -> date:
    return timezone.localdate(timezone=by.zone)


def papers_of(leg: Leg, by: Actor) -> tuple[tuple[str, Words], ...]:
    """Those that an office prints from a leg: of a group's alone, once it stands. Who receives has the record alone."""
    if leg.group_id is None or leg.cancelled_at is not None:
        return ()
    sends = by.office in {leg.office_id, leg.sender_id}
    return tuple((slug, name) for slug, (kind, name) in SLUGS.items() if sends or kind == PERSON)


def people_of(rides: Sequence[Ride], names: Mapping[UUID, str], needs: Mapping[UUID, str]) -> list[Person]:
    """The list as a screen may call it."""
    return [Person(ride, names[ride.pk], needs.get(ride.pk, "")) for ride in rides]
