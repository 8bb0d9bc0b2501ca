"""With what a letter begins that says who is to care for a child: each rung in its order, the reason, the decision."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import translation

from rehsos.cases.models import Case
from rehsos.cases.sealing import unsealed
from rehsos.law.findings import RUNGS
from rehsos.look import words
from rehsos.papers.models import Classification
from rehsos.papers.rendering.words import long_date

from .ladder import newest
from .models import CareDecision, CareLadder, Rung, RungState

DECISION = "care_decision"
ABOUT = "Keputusan pengasuhan"
OPEN = "............"
"""Room for who writes, or for the pen."""
BY_COURT = {Rung.GUARDIAN: "Perwalian", Rung.ADOPTION: "Pengangkatan anak"}
"""What no office decides."""
REVIEWED = "Keputusan ini ditinjau kembali secara berkala, dan segera bila keadaan anak berubah."


def decision(case: Case) -> dict[str, Any]:
    """The letter of a child of our own; nothing where nobody was asked yet."""
    ladder = newest(case)
    if ladder is None:
        return {}
    with translation.override("id"), words.on_paper():
        return {
            "kind": DECISION, "party": "", "about": f"{ABOUT}: kasus {case.code}",
            "classification": Classification.SECRET, "named": False, "closing": "",
            "body": "\n".join(_body(case, ladder)),
        }  # fmt: skip


def _body(case: Case, ladder: CareLadder) -> Iterator[str]:
    yield f"Kami telah menanyakan siapa yang dapat mengasuh anak dengan kode kasus {case.code}, menurut urutannya:"
    yield from rungs(ladder.states, unsealed(case.pk, ladder.sealed) if ladder.sealed else {})
    used = next((rung for rung, state in ladder.states.items() if state == RungState.USED), "")
    yield f"Dengan mempertimbangkan kepentingan terbaik bagi anak, diputuskan: anak diasuh oleh {_by_whom(used)}."
    yield from court(used)
    yield f"Berlaku sejak surat ini ditandatangani sampai {OPEN}."
    yield REVIEWED


def _by_whom(rung: str) -> str:
    return f"{str(Rung(rung).label).lower()} ({OPEN})" if rung else OPEN


def rungs(states: Mapping[str, str], reasons: Mapping[str, str]) -> Iterator[str]:
    """A line for each, the first before the next; where one is passed over without a reason, room for it."""
    for n, rung in enumerate(RUNGS, start=1):
        state = RungState(states[rung])
        why = reasons.get(rung, "") or (OPEN if _wants_reason(state) else "")
        yield f"{n}. {Rung(rung).label}: {str(state.label).lower()}{f'. Alasan: {why}' if why else ''}"


def _wants_reason(state: RungState) -> bool:
    return state not in {RungState.USED, RungState.NOT_ASKED}


def court(rung: str) -> Iterator[str]:
    """That a court says so, where no office may."""
    if what := BY_COURT.get(Rung(rung)) if rung in Rung.values else None:
        yield f"{what} ditetapkan pengadilan; sebelum itu anak dititipkan kepadanya untuk sementara."


def of_dinas(care: CareDecision, until: date | None, told: list[str], reason: str) -> Iterator[str]:
    """The lines by which a dinas tells an LKSA what it decided of a child there."""
    yield "Kami telah memeriksa laporan Saudara tentang anak yang baru diterima."
    if told:
        yield "Menurut laporan itu, siapa yang dapat mengasuh anak sudah ditanyakan:"
        yield from (f"- {line}" for line in told)
    yield f"Diputuskan: {care.label}{f', sampai {long_date(until)}' if until else ''}."
    yield from court(care.value)
    yield f"Alasan: {reason or OPEN}"
    yield REVIEWED
