"""Who writes a letter out, and who signs it."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for
from rehsos.cases.models import Case, Status
from rehsos.cases.policies import is_ours, may_finish, may_finish_here, owns, stands_in
from rehsos.cases.policies import may_handle as handle
from rehsos.cases.policies import may_handle_here as handle_here
from rehsos.papers.models import Letter

from .written import written


def may_begin(kind: str, subject: UUID | None, case: Case, by: Actor) -> Answer:
    """Who works the case; of what follows its being handed on, also who handed it on (`doors.Written.after`)."""
    return YES if _follows(kind, subject, case, by) else may_finish(case, by)


def _follows(kind: str, subject: UUID | None, case: Case, by: Actor) -> bool:
    after = written(kind).after
    return after is not None and case.status != Status.VOID and after(case, subject, by)


def _follows_as(letter: Letter, case: Case, by: Actor) -> bool:
    return letter.office_id == by.office and _follows(letter.kind, letter.subject, case, by)


def may_handle(letter: Letter, case: Case, by: Actor) -> Answer:
    """Whether the actor may number a letter, hand it over, keep its scan: as of any letter, or as who writes it."""
    return YES if _follows_as(letter, case, by) else handle(letter, case, by)


def may_handle_here(letter: Letter, case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same, for a page that already knows whether the actor works the case."""
    return YES if _follows_as(letter, case, by) else handle_here(letter, case, by, works_it=works_it)


def may_write(letter: Letter, case: Case, by: Actor) -> Answer:
    """Who works the case writes its letters, at the office that began them."""
    if _follows_as(letter, case, by):
        return YES
    return may_finish(case, by) if (ours := is_ours(letter, by)) else ours


def may_write_here(letter: Letter, case: Case, by: Actor, *, works_it: bool) -> Answer:
    """The same, for a page that already knows whether the actor works the case."""
    if _follows_as(letter, case, by):
        return YES
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
