"""What was recorded wrongly is taken back: it stays in the log, counts no longer, and is recorded anew (ADR 12)."""

from collections.abc import Callable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.audit.models import Action

from ..clockwork import recompute
from ..models import Case, Extension, Fact, LawfulBasis, Service, ServiceCase
from ..policies import may_finish
from .meeting import last_contact, look_for_first_contact

Undo = Callable[[Case, Action, UUID, Actor], None]
"""What a room does to its own rows when an action is withdrawn, whose id marks them."""
UNDO: dict[str, Undo] = {}
RECORDED: dict[str, Words] = {}
"""What can be withdrawn, by the action's name, in words."""
WITHDRAWS = {"withdraw"}
"""Actions that take back the one they name as `recorded`; a room adds its own where another office is to do so."""
CONTACTS = {"record_aftercare"}
"""Actions in which somebody met the client, by name."""


def undoes(name: str, words: Words, *, contact: bool = False) -> Callable[[Undo], Undo]:
    """Make a function what is done when an action of that name is withdrawn. Its facts are taken back before.

    `contact`: whether such an action was a contact with the client. TypeError where another does that already.
    """

    def keep(undo: Undo) -> Undo:
        if name in UNDO:
            raise TypeError(f"{name} is taken back by {UNDO[name].__module__} already, and by {undo.__module__}")
        UNDO[name], RECORDED[name] = undo, words
        CONTACTS.update([name] if contact else [])
        return undo

    return keep


@action(_("Salah catat, ditarik kembali: {recorded_as}"))
def withdraw(*, case: Case, recorded: UUID, recorded_as: Code, reason: Text, by: Actor, action_id: UUID) -> None:
    """Take back what was recorded wrongly: it counts no longer, its facts go and the clocks follow.

    Nothing is deleted: the rows bear this action's id, and the timeline shows both.
    """
    may_finish(case, by).insist()
    if not reason.strip():
        raise Refused(_("Tulis apa yang salah."), field="reason")
    found = Action.objects.filter(pk=recorded, dossier=case.pk, name=recorded_as).first()
    if found is None or recorded_as not in UNDO:
        raise Refused(_("Catatan ini tidak dapat ditarik kembali."))
    if str(recorded) in withdrawn_in(case):
        raise Refused(_("Catatan ini sudah ditarik kembali."))
    take_back_facts(case, recorded, action_id)
    UNDO[recorded_as](case, found, action_id, by)
    look_for_first_contact(case)
    _look_for_last_contact(case, recorded)
    recompute(case, by=by)


def withdrawn_in(case: Case) -> set[str]:
    """The actions of a case that were withdrawn."""
    return set(Action.objects.filter(dossier=case.pk, name__in=WITHDRAWS).values_list("facts__recorded", flat=True))


def take_back_facts(case: Case, recorded: UUID, action_id: UUID) -> None:
    """What the action's facts, and those of actions within it, had replaced counts again, unless replaced since."""
    within = Action.objects.filter(cause=recorded).values_list("pk", flat=True)
    gone = list(Fact.objects.filter(case=case, cause__in=[recorded, *within]))
    for fact in gone:
        Fact.objects.filter(case=case, replaced_by=fact.pk).update(replaced_by=fact.replaced_by)
    Fact.objects.filter(pk__in=[fact.pk for fact in gone]).update(replaced_by=action_id)


def _look_for_last_contact(case: Case, recorded: UUID) -> None:
    """By the facts; and by the log, for what was recorded before a contact was a fact."""
    gone = {UUID(one) for one in withdrawn_in(case)} | {recorded}
    told = Action.objects.filter(dossier=case.pk, name__in=CONTACTS).exclude(pk__in=gone).order_by("-happened_at")
    found = [at for at in (last_contact(case), told.values_list("happened_at", flat=True).first()) if at]
    latest = timezone.localdate(max(found)) if found else None
    Case.objects.filter(pk=case.pk).update(last_contact_on=latest)


@undoes("record_service", _("layanan"), contact=True)
def _service(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    _serve_not(case, recorded.pk, action_id)


@undoes("serve_too", _("layanan bersama klien lain"), contact=True)
def _service_of_another(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    _serve_not(case, UUID(recorded.facts["service"]), action_id)


def _serve_not(case: Case, service: UUID, action_id: UUID) -> None:
    """Not for this client; where no other client is left it was no service at all, nor its costs."""
    ServiceCase.objects.filter(service=service, case=case).update(withdrawn_by=action_id)
    if not ServiceCase.objects.filter(service=service, withdrawn_by=None).exists():
        Service.objects.filter(pk=service).update(withdrawn_by=action_id)


@undoes("record_basis", _("dasar layanan"))
def _basis(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    LawfulBasis.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)


@undoes("extend_clock", _("perpanjangan tenggat"))
def _extension(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    Extension.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)
