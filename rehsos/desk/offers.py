"""What the pages of this room offer to record of a case: what the head of the office does with it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import CASE, TEAM, Offer
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Status
from rehsos.cases.offers import offer


def heading(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What the head of the office does with its case."""
    if file.case["status"] == Status.VOID:
        yield offer(_("Cabut pembatalan kasus"), "desk:void_case", file, CASE)
    else:
        yield offer(_("Tugaskan pekerja"), "desk:assign", file, TEAM)
        yield offer(_("Batalkan kasus"), "desk:void_case", file, CASE)
    yield offer(_("Siapa melihat kasus ini"), "desk:case_looks", file, CASE)
