"""Contacts after a return are asked of the dinas where the family lives: it has no case, tells, and the case hears."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Fact, Subject
from rehsos.directory.models import Office
from rehsos.directory.permissions import OPERATE
from rehsos.law.clocks import due
from rehsos.people.identity import identity_of
from rehsos.referral.nameless import insist_nobody_else
from rehsos.referral.others import insist_no_nik
from rehsos.vault.keys import destroy

from ..after_return import homes_of, may_ask_contacts, may_end_contacts, may_take_back_contact, may_tell_contact
from ..models import Found, HomeContact, Journey, Step
from ..sealing import seal_in
from .journeys import RETURNED, SHOWN_AFTER, close_contacts, insist_contact_hour

ASKED_AT_MOST = timedelta(days=730)


@action(_("Kontak setelah pulang diminta: {home}"))
def ask_contacts(
    *, journey: Journey, home: Office, family: Private, words: Private, by: Actor, action_id: UUID
) -> None:
    """The dinas of the family's place is asked for the contacts that nobody made yet, and reads who, where, what."""
    may_ask_contacts(journey, by).insist()
    Journey.objects.select_for_update(no_key=True).get(pk=journey.pk)
    may_ask_contacts(journey, by).insist()  # of two who ask at once the second reads the first
    insist_nobody_else(journey.case, {"family": family, "words": words}, office=by.office)
    if home not in homes_of(journey):
        raise Refused(_("Pilih dinas di tempat keluarganya."), field="home")
    known = identity_of(journey.person)
    said = {
        "name": known.full_name or known.called, "family": family.strip(), "words": words.strip(),
        "by": by.name, "where": str(journey.destination),
    }  # fmt: skip
    same = {
        "asked": action_id, "case": journey.case, "journey": journey, "office": journey.case.owner, "home": home,
        "home_at": journey.home_at, "shown_from": journey.home_at, "shown_until": _at_most(),
        "sealed": seal_in(action_id, **said),
    }  # fmt: skip
    rows = [HomeContact(id=new_id(), step=step, due_at=_due(step, journey, by), **same) for step in _left(journey)]
    if not rows:
        raise Refused(_("Keempat kontak sudah tercatat. Tidak ada yang perlu diminta."))
    HomeContact.objects.bulk_create(rows)


def _left(journey: Journey) -> Iterable[Step]:
    told = Fact.objects.filter(case=journey.case, subject=journey.pk, replaced_by=None)
    answered = set(told.values_list("code", flat=True))
    return [step for step in Step if fact_of(step) not in answered]


def _at_most() -> datetime:
    """Nobody is asked for ever: two years from now it closes by itself."""
    return timezone.now() + ASKED_AT_MOST


def _due(step: Step, journey: Journey, by: Actor) -> datetime:
    start = journey.home_at or timezone.now()
    return due(f"after_return_{step.value}", start, by.time_zone).due_at or start


def fact_of(step: str) -> str:
    """The fact that a contact makes in the case."""
    return f"return_contact_{step}"


@action(_("Permintaan kontak setelah pulang dicabut"))
def end_contacts(*, journey: Journey, by: Actor, action_id: UUID) -> None:
    """The dinas is asked no more: what it told stays, and it reads nothing of the rest."""
    may_end_contacts(journey, by).insist()
    Conflict.unless(close_contacts(journey, at_once=True), _("Permintaan ini sudah dicabut. Muat ulang halaman."))


@action(_("Kontak setelah pulang dijawab: {contact_found}"))
def tell_contact(
    *, contact: HomeContact, contact_found: Found, at: datetime, words: Private, by: Actor, action_id: UUID
) -> None:
    """The dinas was there, or called: how they are. The case hears it, and its clock of that contact ends."""
    may_tell_contact(contact, by).insist()
    insist_contact_hour(at, contact.home_at)
    insist_no_nik(words)
    if contact_found in {Found.OPEN, Found.BY_OTHERS}:
        raise Refused(_("Pilih salah satu."), field="contact_found")
    told = seal_in(contact.asked, words=words.strip(), by=by.name)
    with everywhere():
        standing = HomeContact.objects.filter(pk=contact.pk, done_at=None, revoked_at=None)
        Conflict.unless(standing.update(done_at=at, found=contact_found, told=told), _ANSWERED)
        if not HomeContact.objects.filter(asked=contact.asked, done_at=None, revoked_at=None).exists():
            HomeContact.objects.filter(asked=contact.asked).update(shown_until=timezone.now() + SHOWN_AFTER)
        case = Case.objects.get(pk=contact.case_id)
        contact_told(
            case=case, contact=contact.pk, contact_step=Step(contact.step), contact_found=contact_found, at=at, by=by,
            action_id=new_id(),
        )  # fmt: skip


_ANSWERED = _("Kontak ini sudah dicatat orang lain. Muat ulang halaman.")


@action(_("{contact_step}: {contact_found}"))
def contact_told(
    *, case: Case, contact: UUID, contact_step: Step, contact_found: Found, at: datetime, by: Actor, action_id: UUID
) -> None:
    """Said on the timeline of the case: what the dinas of the family's place found."""
    with everywhere():
        journey = HomeContact.objects.values_list("journey", flat=True).get(pk=contact)
        put_fact(case, Subject(RETURNED, journey), fact_of(contact_step), at, fact_id=new_id())
        recompute(case, by=by)


@action(_("Jawaban kontak setelah pulang: salah catat, ditarik kembali"))
def take_back_contact(*, contact: HomeContact, by: Actor, action_id: UUID) -> None:
    """It was written wrongly: the contact is owed again, and the case hears that too."""
    may_take_back_contact(contact, by).insist()
    with everywhere():
        standing = HomeContact.objects.filter(pk=contact.pk, revoked_at=None).exclude(done_at=None)
        Conflict.unless(standing.update(done_at=None, found=Found.OPEN, told=None), _("Ini sudah ditarik kembali."))
        HomeContact.objects.filter(asked=contact.asked, revoked_at=None).update(shown_until=_at_most())
        contact_untold(
            case=Case.objects.get(pk=contact.case_id), contact=contact.pk, contact_step=Step(contact.step), by=by,
            action_id=new_id(),
        )  # fmt: skip


@action(_("{contact_step}: salah catat, ditarik kembali"))
def contact_untold(*, case: Case, contact: UUID, contact_step: Step, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case: what was told of that contact counts no more."""
    with everywhere():
        journey = HomeContact.objects.values_list("journey", flat=True).get(pk=contact)
        facts = Fact.objects.filter(case=case, subject=journey, code=fact_of(contact_step), replaced_by=None)
        facts.update(replaced_by=action_id)
        recompute(case, by=by)


@action(_("Permintaan kontak setelah pulang dihapus: {because}"))
def erase_contacts(*, case: Case, because: Code, by: Actor, action_id: UUID) -> None:
    """Who was erased is named in no asking any more: its key goes, and what was told under it."""
    by.need(OPERATE)
    rows = HomeContact.objects.filter(case=case)
    for asked in set(rows.values_list("asked", flat=True)):
        destroy(asked)
    rows.update(sealed=None, told=None)
