"""A journey begins, is traced, decided, held up, and ends."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.clockwork import recompute
from rehsos.cases.dying import insist_alive
from rehsos.cases.models import Case, Fact, Subject
from rehsos.cases.policies import may_record
from rehsos.cases.sealing import seal_for
from rehsos.directory.models import Place

from ..models import Direction, Ended, Found, Hold, HomeContact, Journey, JourneyNote, NoteKind, Ride, TraceResult
from ..policies import may_travel
from ..stages import STAGES

CODES = {
    NoteKind.TRACE: set(TraceResult.values),
    NoteKind.HOLD: set(Hold.values),
    NoteKind.SKIP: set(STAGES),
}
"""What the code of a note may be; of the others yes or no."""
YES_OR_NO = {"yes", "no"}
RETURNED = "return"
"""The kind of subject that a journey is once somebody is with their family."""
CONTACTS = ("return_contact_7d", "return_contact_1m", "return_contact_3m", "return_contact_6m")
"""Each contact answers the first of these that is not answered."""
SHOWN_AFTER = timedelta(days=7)
"""How long the dinas that was asked for contacts still reads what is over."""


@action(_("Pemulangan dibuka: {direction}"))
def begin_journey(
    *,
    case: Case,
    direction: Direction,
    destination: Place | None,
    certain: bool,
    family: Text,
    by: Actor,
    action_id: UUID,
) -> Journey:
    """Somebody is to be brought home. Nothing must be known but the direction; a client has one journey at a time."""
    may_record(case, by).insist()
    insist_alive(case)
    if Journey.objects.filter(case=case, ended_at=None, withdrawn_by=None).exists():
        raise Refused(_("Pemulangan klien ini sudah dibuka. Buka yang ada di halaman kasus."))
    if certain and destination is None:
        raise Refused(_("Tulis tujuannya, atau biarkan “belum pasti”."), field="destination")
    return Journey.objects.create(
        id=action_id, case=case, person_id=case.client_id, direction=direction, category=case.category,
        destination=destination, certain=certain, began_at=timezone.now(),
        sealed=seal_for(case.pk, family=family.strip()) if family.strip() else None,
    )  # fmt: skip


@undoes("begin_journey", _("pemulangan"))
def _never_begun(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """It never was, as long as nobody rode on it."""
    if Ride.objects.filter(journey=recorded.pk, aboard=True).exists():
        raise Refused(_("Perjalanan ini sudah ada etape yang berangkat. Akhiri pemulangannya, bukan menariknya."))
    Ride.objects.filter(journey=recorded.pk).delete()
    Journey.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)


@action(_("Tujuan pemulangan: {destination}"))
def set_destination(
    *, journey: Journey, destination: Place, certain: bool, family: Text, by: Actor, action_id: UUID
) -> None:
    """Where to, at the level that is known now. Who waits there replaces what was written of it."""
    may_travel(journey, by).insist()
    told = {"sealed": seal_for(journey.case_id, family=family.strip())} if family.strip() else {}
    Journey.objects.filter(pk=journey.pk).update(destination=destination, certain=certain, **told)


@action(_("Pemulangan: {note_kind}"))
def note_journey(
    *,
    journey: Journey,
    note_kind: NoteKind,
    code: Code,
    at: datetime,
    until: date | None,
    again_on: date | None,
    words: Text,
    by: Actor,
    action_id: UUID,
) -> JourneyNote:
    """What was asked, found out, decided, or is in the way. A stage that is skipped needs its reason."""
    may_travel(journey, by).insist()
    if code not in CODES.get(note_kind, YES_OR_NO):
        raise Refused(_("Pilih salah satu."), field="code")
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah terjadi."), field="at")
    if note_kind == NoteKind.SKIP and not words.strip():
        raise Refused(_("Tulis mengapa tahap ini dilewati."), field="words")
    if until is not None and until < timezone.localdate(at):
        raise Refused(_("Lebih awal daripada tanggal catatannya."), field="until")
    if note_kind == NoteKind.CONTACT:
        _contacted(journey, at, by)
    if (note_kind, code) == (NoteKind.TRACE, TraceResult.CONFIRMED):
        put_fact(journey.case, Subject(RETURNED, journey.pk), "address_confirmed", at, fact_id=new_id())
        recompute(journey.case, by=by)
    return JourneyNote.objects.create(
        id=action_id, case=journey.case, journey=journey, kind=note_kind, code=code, at=at, until=until,
        again_on=again_on, worker=by.worker,
        sealed=seal_for(journey.case_id, words=words.strip()) if words.strip() else None,
    )  # fmt: skip


def _contacted(journey: Journey, at: datetime, by: Actor) -> None:
    if journey.home_at is None:
        raise Refused(_("Belum tercatat diterima keluarganya. Catat dulu etape terakhirnya."), field="code")
    insist_contact_hour(at, journey.home_at)
    told = Fact.objects.filter(case=journey.case, subject=journey.pk, code__in=CONTACTS, replaced_by=None)
    answered = set(told.values_list("code", flat=True))
    code = next((one for one in CONTACTS if one not in answered), None)
    if code is not None:
        put_fact(journey.case, Subject(RETURNED, journey.pk), code, at, fact_id=new_id())
        asked = HomeContact.objects.filter(journey=journey, step=code.removeprefix("return_contact_"))
        asked.filter(done_at=None, revoked_at=None).update(done_at=at, found=Found.BY_OTHERS)
        recompute(journey.case, by=by)


def insist_contact_hour(at: datetime, home_at: datetime) -> None:
    """Raise Refused where a contact is still to come, or was before they came home."""
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah terjadi."), field="at")
    if at < home_at:
        raise Refused(_("Lebih awal daripada tibanya di keluarga. Periksa tanggal dan jamnya."), field="at")


def close_contacts(journey: Journey, *, at_once: bool = False) -> int:
    """Within another action: what is not answered is asked no more."""
    now = timezone.now()
    rows = HomeContact.objects.filter(journey=journey, revoked_at=None)
    rows.update(shown_until=now if at_once else now + SHOWN_AFTER)
    return rows.filter(done_at=None).update(revoked_at=now)


@action(_("Tidak ditahan lagi"))
def end_hold(*, held: JourneyNote, at: datetime, by: Actor, action_id: UUID) -> None:
    """What held them up is over."""
    may_travel(held.journey, by).insist()
    standing = JourneyNote.objects.filter(pk=held.pk, kind=NoteKind.HOLD, ended_at=None, withdrawn_by=None)
    Conflict.unless(standing.update(ended_at=max(at, held.at)), _("Ini sudah tercatat selesai. Muat ulang halaman."))


@action(_("Pemulangan berakhir: {ended}"))
def end_journey(*, journey: Journey, ended: Ended, words: Text, by: Actor, action_id: UUID) -> None:
    """It is over: followed long enough at home, or for another reason, which is written down."""
    may_travel(journey, by).insist()
    if ended == Ended.DIED:
        raise Refused(_("Meninggal dicatat pada etapenya, atau di halaman kasus: “Klien meninggal”."), field="ended")
    if ended == Ended.DONE and journey.home_at is None:
        raise Refused(_("Belum tercatat diterima keluarganya. Pilih alasan lain, atau catat dulu etape terakhir."),
                      field="ended")  # fmt: skip
    if ended != Ended.DONE and not words.strip():
        raise Refused(_("Tulis alasannya."), field="words")
    if Ride.objects.filter(journey=journey, aboard=True, outcome="").exists():
        raise Refused(_("Masih di perjalanan. Catat dulu penerimaannya."), field="ended")
    finish(journey, ended, timezone.now(), action_id)
    Ride.objects.filter(journey=journey, aboard=False, outcome="", leg__departed_at=None).delete()


def finish(journey: Journey, ended: Ended, at: datetime, cause: UUID) -> None:
    """Within another action: the journey is over."""
    standing = Journey.objects.filter(pk=journey.pk, ended_at=None, withdrawn_by=None)
    standing.update(ended_at=max(at, journey.began_at), ended=ended, ended_by=cause)
    close_contacts(journey)


@undoes("end_journey", _("berakhirnya pemulangan"))
def _goes_on(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    if Journey.objects.filter(case=case, ended_at=None, withdrawn_by=None).exists():
        raise Refused(_("Pemulangan baru klien ini sudah dibuka."))
    Journey.objects.filter(case=case, ended_by=recorded.pk).update(ended_at=None, ended=Ended.OPEN, ended_by=None)


@undoes("note_journey", _("catatan pemulangan"))
def _not_noted(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    JourneyNote.objects.filter(case=case, pk=recorded.pk).update(withdrawn_by=action_id)
