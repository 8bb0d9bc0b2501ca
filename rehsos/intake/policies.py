"""May this report be taken up? By the office that received it."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for

from .models import Decision, Report

_OTHERS = _("{what} ini diterima kantor lain.")


def may_take_up(report: Report, by: Actor) -> Answer:
    """Who takes reports in at the office that received this one decides on it and adds its letters."""
    if not by.may(Permission.REGISTER_LETTERS):
        return not_for(_("Hanya pekerja sosial dan tata usaha yang menangani aduan dan permintaan."))
    return YES if report.office_id == by.office else not_for(_OTHERS.format(what=report.called))


def may_correct(report: Report, by: Actor) -> Answer:
    """What was typed of its letters is corrected by who takes reports in, until it is a case; then in that case."""
    taken = may_take_up(report, by)
    if not taken or not report.case:
        return taken
    return no(_("{what} ini sudah menjadi kasus. Perbaiki suratnya di kasus itu.").format(what=report.called))


def may_decide(report: Report, decision: str, by: Actor) -> Answer:
    """Whoever takes reports in passes one on; what else becomes of it is for who works cases, or heads them, to say."""
    taken = may_take_up(report, by)
    judges = by.may(Permission.WORK_CASES) or by.may(Permission.APPROVE)
    if not taken or judges or decision == Decision.PASSED_ON:
        return taken
    return not_for(_("Tata usaha hanya dapat meneruskan. Yang lain diputuskan pekerja sosial atau Kabid."))
