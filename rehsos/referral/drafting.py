"""With what a letter of the road between offices begins: all that the referral and its case know, to be changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone, translation

from rehsos.access.by_code import HOLDS
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Case
from rehsos.directory.models import Worker
from rehsos.law.words import ZONES
from rehsos.letters.signers import title_of
from rehsos.look import words
from rehsos.papers.models import Classification
from rehsos.papers.rendering.words import day_and_date, long_date, until
from rehsos.vault.keys import keys_of

from .left_open import still_open
from .models import WAITS, Deed, Part, Referral, State, Urgency, Wanted
from .sealing import shown
from .telling import ALONG, ARRIVED
from .with_annex import IDENTITY, told_in

CLOSING = "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."
CODE_SHEET = "1 (satu) lembar, kode jawaban"
"""What lies with a letter to somebody who answers with a code."""
NOT_ANSWERED = (State.DRAFT, *WAITS)
"""Where a letter asks for an answer: none is asked for that was given."""
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
    if running := _goes_along(case, it):
        yield "Yang masih berjalan dan turut beralih:"
        yield from (f"- {line}" for line in running)
    yield "Berkas diserahkan dengan berita acara serah terima berkas."


def asked_in(it: Referral) -> str:
    """What is asked, on one line."""
    said = str(_kept_in(it).get("asked", ""))
    return " ".join(said.split())


def _goes_along(case: Case, it: Referral) -> Sequence[str]:
    """What goes along, a line each; of a case that went already what was open when it did."""
    if case.owner_id == it.sender_id:
        return still_open(case, it.sender, texts=True)
    return told_in(Part.objects.filter(referral=it)).get(ALONG, ())


def record(case: Case, it: Referral) -> dict[str, Any]:
    """The fields of a record of a handing over: its ground, its hour, what runs, and what there is on paper."""
    with translation.override("id"), words.on_paper():
        parts = told_in(Part.objects.filter(referral=it))
        known = {
            "party": _addressed(it),
            "named": IDENTITY in parts and it.deed != Deed.TRANSFER,
            "basis": f"Rujukan {it.code} tanggal {long_date(timezone.localdate(it.sent_at))}" if it.code else "",
            **_when(it),
            "tasks": "\n".join(f"- {line}" for line in _goes_along(case, it)),
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
        return {"hour": f"{timezone.localtime(timezone=zone):%H.%M}"} | _accepted(it, zone)
    if it.arrived_at is None:
        return {}
    at = it.arrived_at.astimezone(zone)
    wrote = Part.objects.filter(referral=it, code=ARRIVED).order_by("-at").values_list("worker", flat=True).first()
    return {"day": at.date().isoformat(), "hour": f"{at:%H.%M}"} | _second(wrote, at.date())


def _accepted(it: Referral, zone: ZoneInfo) -> dict[str, Any]:
    """Who took a case over, once it was."""
    if it.answered_at is None or it.state != State.ACCEPTED:
        return {}
    with everywhere():
        said = Action.objects.filter(dossier=it.pk, name="answer_referral").order_by("-recorded_at")
        return _second(said.values_list("worker", flat=True).first(), it.answered_at.astimezone(zone).date())


def _second(worker: int | None, day: date) -> dict[str, str]:
    who = Worker.objects.filter(pk=worker).first() if worker else None
    return {"second_name": str(who), "second_post": title_of(who, day)} if who else {}
