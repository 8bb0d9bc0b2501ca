"""What of the letters of a case is not done when it ends."""

from django.db.models import QuerySet

from rehsos.cases.models import Case
from rehsos.papers.models import Direction, Letter, LetterState

NOT_HANDED_OVER = (LetterState.DRAFT, LetterState.SETTLED, LetterState.NUMBERED, LetterState.SIGNED)


def letters(case: Case) -> QuerySet[Letter]:
    """Letters of ours that nobody has yet."""
    return Letter.objects.filter(dossier=case.pk, direction=Direction.OUT, state__in=NOT_HANDED_OVER)
