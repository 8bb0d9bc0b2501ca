"""What the pages of this room offer to record of a case: those made of several rooms."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import CASE, DAILY, TEAM, Offer
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Status
from rehsos.cases.offers import offer
from rehsos.justice.offers import MATTER, PART, REPORT, running


def letters(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What comes by post and what goes out: nearly every day; the laporan sosial stands with its part."""
    yield offer(_("Surat masuk"), "desk:letter_in", file, DAILY, place=(30,))
    yield offer(_("Surat keluar"), "desk:letter_out", file, DAILY, place=(60,))
    for n, part in running(file):
        yield offer(_("Laporan sosial"), "desk:social_report", file, MATTER, part["id"], place=(PART, n, REPORT))


def heading(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What the head of the office does with its case."""
    if file.case["status"] == Status.VOID:
        yield offer(_("Cabut pembatalan kasus"), "desk:void_case", file, CASE)
    else:
        yield offer(_("Tugaskan pekerja"), "desk:assign", file, TEAM)
        yield offer(_("Batalkan kasus"), "desk:void_case", file, CASE)
    yield offer(_("Siapa melihat kasus ini"), "desk:case_looks", file, CASE)
