"""The terms of requests that an older release left out of step with their letters; an upgrade brings them in step."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.papers.doors import LetterKind
from rehsos.papers.kinds import incoming
from rehsos.papers.models import Direction, Letter

from ..asked import open_requests
from ..models import Case, Status
from .in_step import out_of_step, run_from_the_first


@action(_("Tenggat permintaan dihitung ulang dari surat yang masih menunggu jawaban"))
def follow_letters(*, case: Case, by: Actor, action_id: UUID) -> None:
    """Each term of a request runs from the first letter that waits: the clocks are reckoned after it."""
    for about, kind in list(_behind(case)):
        run_from_the_first(case, about, kind)


def follow_letters_of(cases: Sequence[Case], by: dict[UUID, Actor]) -> None:
    """Of those cases alone in which a letter waits, and whose term does not run from the first of them."""
    starting = [kind.code for kind in incoming() if kind.starts]
    waits = Letter.objects.filter(dossier__in=[case.pk for case in cases], direction=Direction.IN, kind__in=starting)
    found = set(waits.filter(answered_with=None).exclude(received_at=None).values_list("dossier", flat=True))
    for case in cases:
        if case.pk in found and case.status != Status.VOID and any(True for _one in _behind(case)):
            follow_letters(case=case, by=by[case.pk], action_id=new_id())


def _behind(case: Case) -> Iterator[tuple[UUID, LetterKind]]:
    """What requests of a kind are about that wait, where their term does not run from the first of them."""
    for kind in incoming():
        for about in {one.subject or case.pk for one in open_requests(case, case.pk, kind)}:
            if out_of_step(case, about, kind):
                yield about, kind
