"""When the risk of a case was judged last, and why: what a superior weighs before the case ends."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from rehsos.audit.actions import CONTEXT
from rehsos.audit.models import Action
from rehsos.vault.seal import legible

from .models import Approval, Case
from .queries import case_key

BESIDE = {f"here_{name}": Subquery(
    Action.objects.filter(dossier=OuterRef("case"), name="set_risk").order_by("-happened_at", "-recorded_at")
    .values(name)[:1]) for name in ("happened_at", "sealed")}  # fmt: skip
"""What `judged_beside` reads of a request for a decision, asked for with it."""


class Judged(NamedTuple):
    """When, and the reasons as they were written; empty for who may not read them."""

    at: datetime
    reasons: str


def judged(case: Case, *, reads: bool) -> Judged | None:
    """The risk as it was judged last; None where it never was."""
    found: QuerySet[Action] = Action.objects.filter(dossier=case.pk, name="set_risk")
    last = found.order_by("-happened_at", "-recorded_at").first()
    return _read(case, last.happened_at, last.sealed, reads=reads) if last else None


def judged_beside(approval: Approval, case: Case, *, reads: bool) -> Judged | None:
    """The same, where it came with the request."""
    at = getattr(approval, "here_happened_at", None)
    return _read(case, at, getattr(approval, "here_sealed", None), reads=reads) if at else None


def _read(case: Case, at: datetime, sealed: bytes | memoryview | None, *, reads: bool) -> Judged:
    key = case_key(case) if reads and sealed else None
    told = legible(key, bytes(sealed), subject=case.pk, context=CONTEXT) if key and sealed else {}
    return Judged(at, str(told.get("reasons", "")))
