"""What of the letters of a case is not done when it ends."""

from django.db.models import F, QuerySet

from rehsos.cases.models import Case
from rehsos.papers.letters import NOT_HANDED_OVER
from rehsos.papers.models import Direction, FilledForm, Letter, LetterState


def letters(case: Case) -> QuerySet[Letter]:
    """Letters of the office whose case it is that nobody has yet; what another began is for that one to end."""
    return Letter.objects.filter(
        dossier=case.pk, office=case.owner_id, direction=Direction.OUT, state__in=NOT_HANDED_OVER
    )


def unsigned_by_who_left(case: Case, giver: int, receiver: int) -> None:  # noqa: ARG001 - the shape of FollowsDesk
    """What the giver was to sign and did not is a draft again: who signs answers for it, and that is another now."""
    bound = letters(case).filter(signer=giver, state__in=(LetterState.SETTLED, LetterState.NUMBERED))
    ids = list(bound.values_list("pk", flat=True))
    bound.update(state=LetterState.DRAFT, signer=None, capacity="", to_sign=None, road="", version=F("version") + 1)
    FilledForm.objects.filter(pk__in=ids).update(finished=False)
