"""Who signs a letter."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for
from rehsos.cases.models import Case, Status
from rehsos.cases.policies import may_finish, owns, stands_in
from rehsos.papers.models import Letter

from .written import written


def may_sign(letter: Letter, case: Case, by: Actor) -> Answer:
    """Who works the case signs its letters; one of a kind for it also the superior, or who acts for one."""
    if not by.may(Permission.SIGN_LETTERS):
        return not_for(_("Peran Anda tidak menandatangani surat."))
    recorded = may_finish(case, by)
    if recorded or not written(letter.kind).superior or not owns(case, by) or case.status == Status.VOID:
        return recorded
    heads = by.may(Permission.APPROVE) or stands_in(by, timezone.localdate(timezone=by.zone))
    return YES if heads else recorded
