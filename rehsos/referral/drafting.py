"""With what a letter of the road between offices begins: all that the referral and its case know, to be changed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from rehsos.access.by_code import HOLDS
from rehsos.cases.desks import listed
from rehsos.cases.models import Case
from rehsos.directory.models import Worker
from rehsos.law.words import ZONES
from rehsos.letters.signers import title_of
from rehsos.look import words
from rehsos.papers.models import Classification
from rehsos.papers.rendering.words import day_and_date, long_date, until
from rehsos.vault.keys import keys_of

from .models import WAITS, Deed, Part, Referral, State, Urgency, Wanted
from .sealing import shown
from .telling import ARRIVED
from .with_annex import IDENTITY, told_in

CLOSING = "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."
CODE_SHEET = "1 (satu) lembar, kode jawaban"
"""What lies with a letter to somebody who answers with a code."""
NOT_ANSWERED = (State.DRAFT, *WAITS)
"""Where a letter asks for an answer: none is asked for that was given."""
ALONG = ("appointments", "tasks", "claims")
TOLD = ("kind", "assessed", "steps")
"""What was told of the case that a letter says, too: made of codes alone."""


def letter(kind: str, case: Case, it: Referral) -> dict[str, Any]:
    """The fields of an office letter of that kind about a referral."""
    with translation.override("id"), words.on_paper():
        parts = told_in(Part.objects.filter(referral=it))
        lines = _transfer(case, it) if it.deed == Deed.TRANSFER else _referral(case, it, parts)
        about = f"{_ABOUT[Deed(it.deed)]}: {Wanted(it.wanted).label}"
        about = f"Pelimpahan kasus {case.code}" if it.deed == Deed.TRANSFER else about
        return {
            "kind": kind,
            "party": _addressed(it),
            "about": about,
            "attachments": CODE_SHEET if it.outside else "",
            "classification": Classification.SECRET,
            "named": IDENTITY in parts,
            "body": "\n".join(lines),
            "closing": CLOSING,
        }


def _referral(case: Case, it: Referral, parts: dict[str, tuple[str, ...]]) -> Iterator[str]:
    code = f" (rujukan {it.code})" if it.code else ""
    yield f"Bersama ini kami {_ASKS[Deed(it.deed)]} klien yang kami tangani dengan kode kasus {case.code}{code}."
    yield f"Yang kami minta: {asked_in(it)}"
    if done := [line for part in TOLD for line in parts.get(part, ())]:
        yield f"Keadaan menurut berkas kami: {'; '.join(done)}."
    if it.state in NOT_ANSWERED:
        yield f"Mohon jawaban Saudara {_by_when(it)}."
    if it.outside and it.state in NOT_ANSWERED:
        yield "Jawaban dapat diberikan tanpa akun, dengan kode pada lembar terlampir."


_ASKS = {
    Deed.REFER: "merujuk kepada Saudara",
    Deed.ASK_OPINION: "meminta pendapat Saudara mengenai",
    Deed.HAND_OVER: "menyerahterimakan kepada Saudara",
}
_ABOUT = {
    Deed.REFER: "Rujukan",
    Deed.ASK_OPINION: "Permintaan pendapat",
    Deed.HAND_OVER: "Serah terima orang",
    Deed.TRANSFER: "Pelimpahan kasus",
}


def _addressed(it: Referral) -> str:
    if it.receiver:
        return f"Kepala {it.office.name}\ndi tempat"
    return f"{_kept_in(it).get('party', '')}\ndi tempat"


def _kept_in(it: Referral) -> Mapping[str, Any]:
    return shown(it.key, it.sealed, keys_of([it.key]).get(it.key))


def _by_when(it: Referral) -> str:
    if it.answer_due:
        due = it.answer_due.astimezone(ZoneInfo(it.sender.time_zone))
        return f"paling lambat {until(due, ZONES.get(it.sender.time_zone, ''))}".rstrip()
    if it.outside:
        return f"dalam {HOLDS.days} hari, selama kodenya berlaku"
    return f"dalam {'24 jam' if it.urgency == Urgency.URGENT else '3 hari kerja'} sejak surat ini diterima"


def _transfer(case: Case, it: Referral) -> Iterator[str]:
    code = f" (rujukan {it.code})" if it.code else ""
    yield f"Bersama ini kami melimpahkan kepada Saudara penanganan kasus {case.code}{code}."
    yield f"Dasar dan alasannya: {asked_in(it)}"
    if it.answered_at and it.state == State.ACCEPTED:
        on = day_and_date(it.answered_at.astimezone(ZoneInfo(it.sender.time_zone)))
        yield f"Tanggung jawab atas kasus ini beralih pada hari {on}, saat Saudara menyetujuinya."
    else:
        yield "Tanggung jawab atas kasus ini beralih sejak Saudara menyetujuinya; sebelum itu tetap pada kami."
    if running := still_open(case, it):
        yield "Yang masih berjalan dan turut beralih:"
        yield from (f"- {line}" for line in running)
    yield "Berkas diserahkan dengan berita acara serah terima berkas."


def asked_in(it: Referral) -> str:
    """What is asked, on one line."""
    said = str(_kept_in(it).get("asked", ""))
    return " ".join(said.split())


def still_open(case: Case, it: Referral) -> list[str]:
    """What goes along, a line each: clocks, appointments, errands, claims. Letters, referrals stay their office's.

    Of a case that went already nothing: how it stands now its old office does not see.
    """
    if case.owner_id != it.sender_id:
        return []
    one = listed({case.pk: case.stage}, case.owner_id)[case.pk]
    along = {code: n for code, n in one.left.items() if code in ALONG}
    return replace(one, letters=(), left=along).said


def record(case: Case, it: Referral) -> dict[str, Any]:
    """The fields of a record of a handing over: its ground, its hour, what runs, and what there is on paper."""
    with translation.override("id"), words.on_paper():
        parts = told_in(Part.objects.filter(referral=it))
        known = {
            "party": _addressed(it),
            "named": IDENTITY in parts and it.deed != Deed.TRANSFER,
            "basis": f"Rujukan {it.code} tanggal {long_date(timezone.localdate(it.sent_at))}" if it.code else "",
            **_when(it),
            "tasks": "\n".join(f"- {line}" for line in still_open(case, it)),
            "risks": "\n".join(parts.get("risk", ())),
            "does": asked_in(it),
        }
        return known | {"documents": "Berkas kasus " + case.code} if it.deed == Deed.TRANSFER else known


def _when(it: Referral) -> dict[str, Any]:
    """When it was handed over and who took it, as far as the referral knows: an arrival, with who wrote it down.

    What did not happen yet has no hour: the pen fills it in. A file is handed over when the paper is written.
    """
    zone = ZoneInfo(it.sender.time_zone)
    if it.deed == Deed.TRANSFER:
        return {"hour": f"{timezone.localtime(timezone=zone):%H.%M}"}
    if it.arrived_at is None:
        return {}
    at = it.arrived_at.astimezone(zone)
    told = {"day": at.date().isoformat(), "hour": f"{at:%H.%M}"}
    wrote = Part.objects.filter(referral=it, code=ARRIVED).order_by("-at").values_list("worker", flat=True).first()
    who = Worker.objects.filter(pk=wrote).first() if wrote else None
    return told | ({"second_name": str(who), "second_post": title_of(who, at.date())} if who else {})
