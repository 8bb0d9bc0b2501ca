"""Contacts after a return: who is asked, who tells, and what of it stands on Hari ini at both offices."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import NOBODY, WORKED, Line
from rehsos.access.pages import Request
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.audit.views import saw
from rehsos.directory.governments import offices_of
from rehsos.directory.models import Office
from rehsos.law.authority import Government
from rehsos.people.names import initials
from rehsos.vault.keys import keys_of

from .models import HomeContact, Journey
from .policies import HANDLES, may_travel
from .queries import reads_names
from .sealing import shown


def homes_of(journey: Journey) -> list[Office]:
    """The dinas where the family lives, as far as the destination says it; never the office whose case it is."""
    if journey.destination is None:
        return []
    found = offices_of(Government.REGENCY, journey.destination.code, timezone.localdate())
    return [office for office in found if office.pk != journey.case.owner_id]


def may_ask_contacts(journey: Journey, by: Actor) -> Answer:
    """Whether the actor asks the dinas of the family's place: who works the case, once they are home."""
    if not (may := may_travel(journey, by)):
        return may
    if journey.home_at is None:
        return no(_("Belum tercatat diterima keluarganya. Catat dulu etape terakhirnya."))
    if any(one < 0 for one in journey.case.barred):
        return no(_("Klien ini dilindungi. Kontaknya dicatat tim yang menanganinya sendiri."))
    if _running(journey):
        return no(_("Kontaknya sudah diminta. Cabut dulu bila dinasnya salah."))
    return YES if homes_of(journey) else no(_("Belum ada dinas di tempat keluarganya di Rehsos. Hubungi sendiri."))


def may_end_contacts(journey: Journey, by: Actor) -> Answer:
    """Whether the actor asks no more: the same people, while something is owed."""
    may = may_travel(journey, by)
    return (YES if _running(journey) else no(_("Tidak ada kontak yang ditunggu."))) if may else may


def _running(journey: Journey) -> bool:
    return HomeContact.objects.filter(journey=journey, done_at=None, revoked_at=None).exists()


def may_tell_contact(contact: HomeContact, by: Actor) -> Answer:
    """Whether the actor says how they were found: whoever is on duty at the dinas that was asked."""
    if not (may := _at_home(contact, by)):
        return may
    return YES if contact.is_open else no(_("Kontak ini sudah dicatat, atau tidak diminta lagi."))


def may_take_back_contact(contact: HomeContact, by: Actor) -> Answer:
    """Whether the actor says that it was written wrongly: the same office."""
    if not (may := _at_home(contact, by)):
        return may
    return YES if contact.done_at and not contact.revoked_at else no(_("Kontak ini belum dicatat."))


def _at_home(contact: HomeContact, by: Actor) -> Answer:
    if by.office != contact.home_id:
        return not_for(_("Kontak ini dicatat dinas tempat keluarganya."))
    if not any(by.may(one) for one in HANDLES):
        return not_for(_("Ini dicatat pekerja sosial atau kepala bidang."))
    return YES


def asking(request: Request, pk: UUID) -> list[HomeContact]:
    """The contacts of the asking that one is of, in their order, for an office that it is shown to."""
    asked = contact_of(request, pk).asked
    return list(HomeContact.objects.select_related("office", "home").filter(asked=asked).order_by("due_at"))


def contact_of(request: Request, pk: UUID) -> HomeContact:
    """One of them; the look is recorded."""
    found = HomeContact.objects.select_related("office", "home").filter(pk=pk).first()
    if found is None:
        raise Http404
    saw("home_contact", found.asked, request.actor, offices=found.offices)
    return found


def owed_at(by: Actor) -> list[HomeContact]:
    """What the actor's office was asked for and did not tell yet, the next one of each asking, the first due first."""
    rows = HomeContact.objects.select_related("office").filter(home=by.office, done_at=None, revoked_at=None)
    found: dict[UUID, HomeContact] = {}
    for one in rows.order_by("due_at")[:200]:
        found.setdefault(one.asked, one)
    return list(found.values())


def contacts_of(journey: Journey) -> list[HomeContact]:
    """What was asked of a journey and not revoked before it was told, in its order."""
    rows = HomeContact.objects.select_related("home").filter(journey=journey)
    return [one for one in rows.order_by("due_at") if one.done_at or one.revoked_at is None]


def said_in(request: Request, contacts: list[HomeContact]) -> dict[str, Any]:
    """Who it is, where and what to look for: the name once names are open, initials before."""
    if not contacts or not request.actor.may(Permission.SEE_NAMES) or request.session.get("public_screen"):
        return {}
    first = contacts[0]
    said = shown(first.asked, first.sealed, keys_of([first.asked]).get(first.asked))
    if reads_names(request) or not said:
        return said
    return {"name": initials(str(said.get("name", ""))), "where": said.get("where", ""), "by": said.get("by", "")}


def answers_in(request: Request, contacts: list[HomeContact]) -> list[dict[str, Any]]:
    """Each contact with what was told of it, where words are open."""
    keys = keys_of({one.asked for one in contacts}) if contacts and reads_names(request) else {}
    return [{"it": one, "told": shown(one.asked, one.told, keys.get(one.asked))} for one in contacts]


OWED = f"""
SELECT h.id, h.step, h.due_at, o.short, 0, NULL::date, NULL::bytea, 'owed', NULL::uuid, '', {NOBODY}
  FROM repatriation_homecontact h JOIN directory_office o ON o.id = h.office_id
 WHERE h.home_id = %(office)s AND h.done_at IS NULL AND h.revoked_at IS NULL AND h.due_at <= %(two_days)s
 ORDER BY h.due_at LIMIT 10"""
"""At the dinas that was asked: what is due within two days, or late."""
ANY_OWED = "SELECT FROM repatriation_homecontact h WHERE h.home_id = %(office)s AND h.revoked_at IS NULL"
_OURS = f"(h.case_id = {WORKED} OR %(approves)s AND c.owner_id = %(office)s)"
HEARD = f"""
SELECT h.journey_id, h.step, coalesce(h.done_at, h.due_at), o.short, 0, NULL::date, NULL::bytea, h.found, NULL::uuid,
       c.code, {NOBODY}
  FROM repatriation_homecontact h JOIN cases_case c ON c.id = h.case_id JOIN directory_office o ON o.id = h.home_id
 WHERE h.revoked_at IS NULL AND {_OURS}
   AND CASE WHEN h.done_at IS NULL THEN h.due_at < %(now)s
       ELSE h.found NOT IN ('well', 'by_others') AND h.done_at > %(now)s - interval '7 days' END
 ORDER BY h.done_at IS NULL, 3 LIMIT 10"""
"""At the office whose case it is: whom they did not find well, for a week, and what is late there, with whose it is."""
ANY_HEARD = "SELECT FROM repatriation_homecontact h WHERE h.revoked_at IS NULL AND h.home_id <> %(office)s"


def told(_request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """Whoever is not well at home stands first."""
    return {"news": line.state != "", "presses": line.state in {"unsafe", "not_found"},
            "danger": line.state == "unsafe"}  # fmt: skip


def owed(_request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """Until when."""
    return {"due": line.at}
