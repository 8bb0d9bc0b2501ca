"""May this report be taken up? By the office that received it."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for

from .models import Report


def may_take_up(report: Report, by: Actor) -> Answer:
    """Who takes reports in at the office that received this one decides on it and adds its letters."""
    if not by.may(Permission.REGISTER_LETTERS):
        return not_for(_("Hanya pekerja sosial dan tata usaha yang menangani aduan."))
    return YES if report.office_id == by.office else not_for(_("Aduan ini diterima kantor lain."))
