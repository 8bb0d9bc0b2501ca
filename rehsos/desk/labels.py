"""What the codes of the rooms are called on the screen, told to the look when the house starts."""

from collections.abc import Mapping
from typing import Any

from rehsos.cases.actions.facts import Known
from rehsos.cases.actions.withdrawing import RECORDED
from rehsos.cases.forms.around import GIVERS
from rehsos.cases.models import (
    AppointmentKind,
    ApprovalKind,
    Claim,
    CostKind,
    Errand,
    Ground,
    Payer,
    PlanState,
    Relation,
    Risk,
    Role,
    ServiceKind,
    Stage,
    Status,
)
from rehsos.intake.models import Channel, FromRole
from rehsos.justice.models import Level, Side
from rehsos.law.shapes import AND
from rehsos.look import words
from rehsos.look.labels import know, label
from rehsos.papers.blanks.book import UnknownBlankError, blank
from rehsos.papers.models import FileKind, LetterKind, LetterState

_CODES: Mapping[str, Any] = {
    "appointment": AppointmentKind,
    "approval": ApprovalKind,
    "channel": Channel,
    "claim": Claim,
    "cost": CostKind,
    "file": FileKind,
    "errand": Errand,
    "from": FromRole,
    "giver": GIVERS,
    "ground": Ground,
    "letter": LetterKind,
    "letter_state": LetterState,
    "level": Level,
    "payer": Payer,
    "plan_state": PlanState,
    "relation": Relation,
    "risk": Risk,
    "role": Role,
    "service": ServiceKind,
    "side": Side,
    "stage": Stage,
    "status": Status,
}
_KNOWN = dict(Known.choices)


def tell() -> None:
    """All of them."""
    for kind, codes in _CODES.items():
        know(kind, codes)
    know("blank", _blank)
    know("recorded", _recorded)
    know("known", _known)


def _known(code: Any) -> str:
    """An answer to a question of the law; several of them joined."""
    if AND in str(code):
        return ", ".join(label(one, "known") for one in str(code).split(AND))
    return str(_KNOWN.get(code, code or ""))


def _recorded(code: Any) -> str:
    """What was withdrawn: each room tells it where it says how, when that is read."""
    return str(RECORDED.get(code, code or ""))


def _blank(code: Any) -> str:
    try:
        return blank(str(code)).title.said(words.language())
    except UnknownBlankError:
        return str(code)
