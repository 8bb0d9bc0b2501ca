"""What of the letters of a case is not done when it ends."""

from django.db.models import QuerySet

from rehsos.cases.models import Case
from rehsos.papers.letters import NOT_HANDED_OVER
from rehsos.papers.models import Direction, Letter


def letters(case: Case) -> QuerySet[Letter]:
    """Letters of the office whose case it is that nobody has yet; what another began is for that one to end."""
    return Letter.objects.filter(
        dossier=case.pk, office=case.owner_id, direction=Direction.OUT, state__in=NOT_HANDED_OVER
    )
