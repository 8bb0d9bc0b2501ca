"""Erasing what was written of a matter, once none of its children's cases can be read any more."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action, new_id
from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.directory.permissions import OPERATE
from rehsos.vault.keys import destroy, keys_of

from ..models import Matter, Part


@action(_("Tulisan perkara dihapus: {because}"))
def erase_words(*, case: Case, matter: Matter, because: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the key of a matter: its numbers, unit, offence and officers. Article and days stay."""
    by.need(OPERATE)
    destroy(matter.pk)
    Matter.objects.filter(pk=matter.pk).update(police_mark=None, marks=[])


def erase_matters(case: Case, because: str, by: Actor) -> None:
    """Those of a case whose every child's case was erased; another child's file keeps its matter."""
    for part in Part.objects.filter(case=case).select_related("matter"):
        others = Part.objects.filter(matter=part.matter_id).values_list("case", flat=True)
        if not keys_of(others):
            erase_words(case=case, matter=part.matter, because=because, by=by, action_id=new_id())
