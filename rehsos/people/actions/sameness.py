"""Two registered persons who are one: said by one worker, confirmed by another. Both stay, and it can be taken back."""

from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.house.rooms import given
from rehsos.vault.keys import key_of
from rehsos.vault.seal import legible, seal

from ..doors import Joined
from ..models import Person, SamePerson
from ..policies import insist_it_stands, may_say_apart, may_say_same, may_settle

CONTEXT = "same"


@action(_("Diusulkan: orang yang sama"))
def say_same(*, person: Person, other: Person, reason: Text, by: Actor, action_id: UUID) -> SamePerson:
    """Propose that `person` is `other`, under whom both are found from then on. Somebody else confirms."""
    may_say_same(person, other, by).insist()
    return _propose(person, other.pk, reason, by, action_id, apart=False)


@action(_("Diusulkan: bukan orang yang sama"))
def say_apart(*, person: Person, reason: Text, by: Actor, action_id: UUID) -> SamePerson:
    """Propose that a duplicate is somebody else after all. Somebody else confirms."""
    may_say_apart(person, by).insist()
    assert person.true_person_id  # noqa: S101 - the policy said so
    return _propose(person, person.true_person_id, reason, by, action_id, apart=True)


def _propose(person: Person, true: UUID, reason: str, by: Actor, made: UUID, *, apart: bool) -> SamePerson:
    if not reason.strip():
        raise Refused(_("Tulis dari mana Anda tahu, misalnya akta atau keterangan keluarga."), field="reason")
    Person.objects.select_for_update().get(pk=person.pk)  # two who propose at once: one waits
    if SamePerson.objects.filter(duplicate=person, confirmed=None).exists():
        raise Conflict(_("Usulan tentang orang ini sudah menunggu kepastian."))
    return SamePerson.objects.create(
        id=made, duplicate=person, true_id=true, apart=apart, office_id=by.office, proposed_by_id=by.worker,
        proposed_at=timezone.now(), offices=[by.office],
        sealed=seal(key_of(person.pk), {"reason": reason}, subject=person.pk, context=CONTEXT),
    )  # fmt: skip


@action(_("Orang yang sama: dipastikan atau ditolak"))
def settle_same(*, said: SamePerson, confirmed: bool, note: Text, keep: Code = "", by: Actor, action_id: UUID) -> None:
    """Confirm or decline. Confirmed, one stands for both, or both for themselves again.

    `keep`: of which of the two holds what somebody has one of only (`doors.Joined`), where that is asked.
    """
    may_settle(said, by).insist()
    if not confirmed and not note.strip():
        raise Refused(_("Tulis mengapa ditolak."), field="note")
    both = [said.duplicate_id, said.true_id]
    list(Person.objects.select_for_update().filter(pk__in=both).order_by("pk"))  # against a chain made at once
    if confirmed:
        insist_it_stands(said)
        for door in () if said.apart else given(Joined):
            door.joins(said, keep, by, action_id)
    moved = SamePerson.objects.filter(pk=said.pk, confirmed=None).update(
        confirmed=confirmed, decided_by=by.worker, decided_at=timezone.now()
    )
    Conflict.unless(moved, _("Usulan ini sudah diputuskan orang lain."))
    if confirmed:
        Person.objects.filter(pk=said.duplicate_id).update(true_person=None if said.apart else said.true_id)
        for door in given(Joined):
            door.follow(said, by, action_id)


def reason_of(said: SamePerson, wrapped: bytes | None) -> str:
    """Why it was proposed, for showing, with the key that came along."""
    if said.sealed is None or not wrapped:
        return ""
    told = legible(key_of(said.duplicate_id, wrapped), bytes(said.sealed), subject=said.duplicate_id, context=CONTEXT)
    return str(told.get("reason", ""))


def waiting_on(person: UUID) -> UUID | None:
    """What waits to be settled about somebody at this office."""
    about = SamePerson.objects.filter(Q(duplicate=person) | Q(true=person), confirmed=None)
    return about.values_list("pk", flat=True).first()


def forget(person: Person) -> None:
    """Of who was erased no reason stays, and nothing waits. Who was one with them stays so, for the counts."""
    about = SamePerson.objects.filter(Q(duplicate=person) | Q(true=person))
    about.filter(confirmed=None).update(confirmed=False, decided_at=timezone.now())
    about.update(sealed=None)
