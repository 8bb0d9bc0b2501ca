"""What of a stay ends when somebody dies: the stay itself, in the same act; and what was counted of what they left."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.placing import everywhere, one_of
from rehsos.cases.models import Case, Death, Fact, Share
from rehsos.cases.sealing import unsealed
from rehsos.directory.days import today_at
from rehsos.directory.models import Office
from rehsos.referral import guests

from .actions.during import end_absence
from .actions.lying import get_up, lie_again
from .hearing import hears, waits_at
from .models import Absence, NoteKind, OutTo, Stay, StayNote
from .stays import absence_of, told

AFTERWARDS = timedelta(days=30)
"""How long a house goes on seeing a case of another office: body, belongings and papers are in its hands."""


def ends(case: Case, at: datetime, by: Actor, cause: UUID) -> None:
    """Their stays in this case end as a death, from leave and from hospital too; beds are free."""
    with everywhere():
        for stay in _open(case):
            if at < stay.since.replace(second=0, microsecond=0):
                raise Refused(_("Lebih awal daripada masuknya ke lembaga. Periksa tanggal dan jamnya."), field="at")
            Stay.objects.filter(pk=stay.pk).update(ended_at=max(at, stay.since), ended_to=OutTo.DIED, ended_by=cause)
            if (away := absence_of(stay)) is not None:
                end_absence(away, at, cause)
            get_up(stay, at, cause)
            until = today_at(stay.office) + AFTERWARDS
            _shares(stay).filter(until=None).update(until=until)
            told(stay, "stay_ended", at, by=by, fact_id=new_id())
        _heard(case, guests.died(case, at, cause), cause)


def _heard(case: Case, waited: Sequence[Office], death: UUID) -> None:
    """Where they waited for a bed the house has the body: what follows is its to tend to, as of who stayed.

    `waited`: where they did as one of a list, who had no case when they came.
    """
    for house in [*waited, waits_at(case, one_of(case.client_id))]:
        if house is not None and house.pk != case.owner_id:
            Death.objects.filter(pk=death, house=None).update(house=house)
            hears(case, house)


def goes_on(case: Case, death: UUID, cause: UUID) -> None:
    """They stay as before, in their bed if it is still free, and away if they were."""
    with everywhere():
        stays = Stay.objects.select_related("case", "office").filter(case=case, ended_by=death, withdrawn_by=None)
        for stay in list(stays):
            Stay.objects.filter(pk=stay.pk).update(ended_at=None, ended_to="", ended_by=None, contested=True)
            Absence.objects.filter(stay=stay, ended_by=death).update(until=None, ended_by=None)
            lie_again(stay, death)
            newest = _shares(stay).order_by("-since").values_list("pk", flat=True)[:1]
            Share.objects.filter(pk__in=list(newest)).update(until=None)
            told_so = Fact.objects.filter(case=case, subject=stay.pk, code="stay_ended", replaced_by=None)
            told_so.update(replaced_by=cause)
        guests.lives(death)


def _shares(stay: Stay) -> QuerySet[Share]:
    return Share.objects.filter(case=stay.case_id, office=stay.office_id, grounds="stay")


def _open(case: Case) -> list[Stay]:
    stays = Stay.objects.select_related("case", "office").select_for_update(of=("self",), no_key=True)
    return list(stays.filter(case=case, ended_at=None, withdrawn_by=None))


def holds(case: Case) -> bool:
    """Whether they stay somewhere in this case."""
    return Stay.objects.filter(case=case, ended_at=None, withdrawn_by=None).exists()


def left_behind(case: Case) -> Sequence[str]:
    """What was counted of their belongings, the newest first."""
    notes = StayNote.objects.filter(case=case, kind=NoteKind.BELONGINGS, withdrawn_by=None).order_by("-at")[:3]
    found = [str(unsealed(case.pk, note.sealed).get("words", "")) for note in notes]
    return [words for words in found if words]
