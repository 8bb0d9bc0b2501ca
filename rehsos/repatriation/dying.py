"""What of a journey ends when somebody dies: the ride they are on, the journey, and what was planned of it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Case, Fact, Subject

from .actions.arriving import close_if_whole
from .actions.journeys import finish
from .actions.legs import KIND
from .models import Ended, Journey, Leg, Outcome, Ride


def ends(case: Case, at: datetime, by: Actor, cause: UUID) -> None:  # noqa: ARG001 - the shape of `Dies.ends`
    """Who is on the road did not arrive; what had not left is planned no more; the journey is over."""
    with everywhere():
        away = Ride.objects.select_related("leg").filter(case=case, aboard=True, outcome="")
        for ride in away.exclude(leg__departed_at=None):
            if ride.leg.departed_at is not None and at < ride.leg.departed_at:
                raise Refused(_("Lebih awal daripada berangkatnya etape ini. Periksa tanggal dan jamnya."), field="at")
            Ride.objects.filter(pk=ride.pk).update(outcome=Outcome.DIED, ended_at=at, cause=cause)
            put_fact(case, Subject(KIND, ride.pk), "leg_accepted", at, fact_id=new_id())
            close_if_whole(ride.leg, at)
        Ride.objects.filter(case=case, outcome="", leg__departed_at=None).delete()
        for journey in Journey.objects.filter(case=case, ended_at=None, withdrawn_by=None):
            finish(journey, Ended.DIED, at, cause)


def goes_on(case: Case, death: UUID, cause: UUID) -> None:
    """They are on the road as before, and the leg waits for them; legs that were only planned are planned anew."""
    with everywhere():
        for ride in Ride.objects.select_related("leg").filter(case=case, cause=death, outcome=Outcome.DIED):
            Ride.objects.filter(pk=ride.pk).update(outcome=Outcome.OPEN, ended_at=None, cause=None, told=None)
            Leg.objects.filter(pk=ride.leg_id, cancelled_at=None).update(accepted_at=None)
            told = Fact.objects.filter(case=case, subject=ride.pk, code="leg_accepted", replaced_by=None)
            told.update(replaced_by=cause)
        again = Journey.objects.filter(case=case, ended_by=death, ended=Ended.DIED)
        again.update(ended_at=None, ended=Ended.OPEN, ended_by=None)


def holds(case: Case) -> bool:
    """Whether they are on the road in this case."""
    return Ride.objects.filter(case=case, aboard=True, outcome="").exists()
