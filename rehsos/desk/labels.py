"""Codes in words, for templates: `{{ row.kind | label("letter") }}`."""

from collections.abc import Callable, Mapping
from functools import cache
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
from rehsos.law.book import components, endings, fact_kinds, measures, ppks_types, rules
from rehsos.law.shapes import AND
from rehsos.papers.blanks.book import UnknownBlankError, blank
from rehsos.papers.models import FileKind, LetterKind, LetterState

from . import words

_CHOICES: Mapping[str, Any] = {
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
    "known": Known,
    "level": Level,
    "payer": Payer,
    "plan_state": PlanState,
    "recorded": RECORDED,
    "relation": Relation,
    "risk": Risk,
    "role": Role,
    "service": ServiceKind,
    "side": Side,
    "stage": Stage,
    "status": Status,
}
_BOOKS: Mapping[str, Callable[[], Mapping[str, Any]]] = {
    "component": components,
    "ending": endings,
    "fact": fact_kinds,
    "measure": measures,
    "rule": rules,
    "type": ppks_types,
}


def label(code: Any, kind: str) -> str:
    """The words for a code of that kind; the code itself when nobody knows it."""
    if kind in _BOOKS:
        found = _BOOKS[kind]().get(code)
        return str(found.label[words.language() == "en"]) if found else str(code or "")
    if kind == "blank":
        return _blank(str(code))
    if kind == "known" and AND in str(code):
        return ", ".join(label(one, kind) for one in str(code).split(AND))
    return str(_choices(kind).get(code, code or ""))


@cache
def _choices(kind: str) -> Mapping[Any, Any]:
    """The words of each code, in no language yet."""
    choices = _CHOICES[kind]
    return dict(getattr(choices, "choices", choices))


def _blank(code: str) -> str:
    try:
        return blank(code).title.said(words.language())
    except UnknownBlankError:
        return code
