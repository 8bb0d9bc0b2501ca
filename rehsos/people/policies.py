"""May this person be worked with, by an office that knows who they are; and may two be said to be one."""

from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Refused, no, not_for
from rehsos.house.rooms import given

from .doors import OnFile
from .models import Person, SamePerson

_KNOWS = "SELECT p.registered_at_id = %(office)s OR {ways} FROM people_person p WHERE p.id = %(person)s"


def may_name(person: Person, by: Actor) -> Answer:
    """Who works cases, at an office that registered this person or sees a case of theirs by name."""
    if not by.may(Permission.WORK_CASES):
        return not_for(_("Hanya pekerja sosial yang mendaftarkan dan memperbaiki identitas."))
    with connection.cursor() as cursor:
        cursor.execute(
            _knows(), {"office": by.office, "person": person.pk, "today": timezone.localdate(timezone=by.zone)}
        )
        row = cursor.fetchone()
    return YES if row and row[0] else _STRANGER


@cache
def _knows() -> str:
    return _KNOWS.format(ways=" OR ".join(door.known for door in given(OnFile)) or "false")


_STRANGER = not_for(_("Kantor Anda tidak mengenal orang ini dengan nama. Hubungi kantor yang menanganinya."))


def may_say_same(person: Person, other: Person, by: Actor) -> Answer:
    """Whether `person` may be proposed as the same as `other`: both known here by name, one step, in no circle."""
    known = _may_name_both(person.pk, other.pk, by)
    return known and _joinable(person, other)


def _joinable(person: Person, other: Person) -> Answer:
    if person.pk == other.pk:
        return no(_("Ini orang yang sama. Pilih orang lain yang terdaftar."))
    if not (bytes(person.sealed) and bytes(other.sealed)):
        return no(_("Identitas yang sudah dihapus tidak dapat disatukan."))
    if person.true_person_id:
        return no(_("Orang ini sudah disatukan dengan orang lain. Pisahkan dulu bila keliru."))
    if other.true_person_id:
        return no(_("Pilihan Anda sendiri sudah disatukan dengan orang lain. Pilih orang utamanya."))
    return no(_HEADS) if _stands_for_others(person) else YES


def may_say_apart(person: Person, by: Actor) -> Answer:
    """Whether it may be proposed that a duplicate is somebody else after all, by who knows both by name."""
    known = _may_name_both(person.pk, person.true_person_id or person.pk, by)
    if known and person.true_person_id is None:
        return no(_("Orang ini tidak disatukan dengan siapa pun."))
    return known


def may_settle(said: SamePerson, by: Actor) -> Answer:
    """Whether this person confirms or declines: of the same office, who knows both by name; never who proposed it."""
    if said.office_id != by.office or not (by.may(Permission.WORK_CASES) or by.may(Permission.ASSIGN)):
        return not_for(_("Hanya pekerja sosial lain atau Kabid kantor yang mengusulkan yang memastikan ini."))
    if said.proposed_by_id == by.worker:
        return not_for(_("Anda yang mengusulkan. Rekan lain atau Kabid yang memastikan."))
    named: bool | None = getattr(said, "here_named", None)
    return YES if (_both_named(said.duplicate_id, said.true_id) if named is None else named) else _STRANGER


def both_named() -> RawSQL:
    """The same question as a column beside what was said, where a page asks for it anyway."""
    return RawSQL("people_named(duplicate_id) AND people_named(true_id)", (), output_field=BooleanField())


def _may_name_both(one: UUID, other: UUID, by: Actor) -> Answer:
    if not by.may(Permission.WORK_CASES):
        return not_for(_("Hanya pekerja sosial yang mendaftarkan dan memperbaiki identitas."))
    return YES if _both_named(one, other) else _STRANGER


def _both_named(one: UUID, other: UUID) -> bool:
    """Whether the offices of the scope know both by name, and no wall stands before either."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_named(%s) AND people_named(%s)", [one, other])
        return bool(cursor.fetchone()[0])


def insist_it_stands(said: SamePerson) -> None:
    """Raise Refused when what was proposed can no longer be carried out. The rows are to be locked before."""
    duplicate, true = (Person.objects.get(pk=pk) for pk in (said.duplicate_id, said.true_id))
    if not said.apart:
        _joinable(duplicate, true).insist()
    elif duplicate.true_person_id != said.true_id:
        raise Refused(_("Keduanya sudah tidak disatukan. Tolak usulan ini."))


def _stands_for_others(person: Person) -> bool:
    """Also in registers this office does not see: a chain would count one child twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_stands_for(%s)", [person.pk])
        return bool(cursor.fetchone()[0])


_HEADS = _("Ada orang yang sudah disatukan ke orang ini. Usulkan dari halaman orang yang satunya.")
