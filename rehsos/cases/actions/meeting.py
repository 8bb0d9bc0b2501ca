"""That somebody met or spoke with the client: from this the office's own clocks and the list of the quiet count."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor

from ..clockwork import recompute
from ..models import Case, Fact
from ..models.clocks import Precision
from .facts import put_fact

FIRST, CONTACT = "first_contact_made", "contact_made"


def met(case: Case, at: datetime, *, by: Actor, precision: Precision = Precision.HOUR) -> None:
    """A contact with the client, and the first where there was none; for actions that record something larger."""
    day = timezone.localdate(at)
    before = Q(last_contact_on=None) | Q(last_contact_on__lt=day)
    Case.objects.filter(before, pk=case.pk).update(last_contact_on=day)
    if not _standing(case).filter(code=FIRST).exists():
        put_fact(case, case.subject, FIRST, at, fact_id=new_id(), precision=precision)
    put_fact(case, case.subject, CONTACT, at, fact_id=new_id(), precision=precision)
    recompute(case, by=by)


def look_for_first_contact(case: Case) -> None:
    """After the first contact was taken back: it is then the next."""
    first = _standing(case).filter(code=CONTACT).order_by("at").first()
    if first is None or _standing(case).filter(code=FIRST).exists():
        return
    made = put_fact(case, case.subject, FIRST, first.at, fact_id=new_id(), precision=first.precision)
    Fact.objects.filter(pk=made.pk).update(cause=first.cause)


def last_contact(case: Case) -> datetime | None:
    """When the client was last met, by what stands."""
    found: datetime | None = _standing(case).filter(code=CONTACT).order_by("-at").values_list("at", flat=True).first()
    return found


def _standing(case: Case) -> QuerySet[Fact]:
    return Fact.objects.filter(case=case, subject=case.pk, replaced_by=None)
