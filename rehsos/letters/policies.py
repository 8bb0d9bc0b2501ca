"""Who writes a letter out, and who signs it."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for
from rehsos.cases.models import Case, Status
from rehsos.cases.policies import is_ours, may_finish, may_finish_here, owns, stands_in
from rehsos.papers.models import Letter

from .written import written


def may_write(letter: Letter, case: Case, by: Actor) -> Answer:
    """Who works the case writes its letters, at the office that began them."""
    return may_finish(case, by) if (ours := is_ours(letter, by)) else ours


def may_write_here(letter: Letter, case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same, for a page that already knows whether the actor works the case."""
    return may_finish_here(case, by, works_it=works_it) if (ours := is_ours(letter, by)) else ours


def may_sign(letter: Letter, case: Case, by: Actor) -> Answer:
    """Who works the case signs its letters; one of a kind for it also the superior, or who acts for one."""
    if not by.may(Permission.SIGN_LETTERS):
        return not_for(_("Peran Anda tidak menandatangani surat."))
    recorded = may_write(letter, case, by)
    superior = written(letter.kind).superior and is_ours(letter, by) and owns(case, by)
    if recorded or not superior or case.status == Status.VOID:
        return recorded
    heads = by.may(Permission.APPROVE) or stands_in(by, timezone.localdate(timezone=by.zone))
    return YES if heads else recorded
