"""The only writers of this room: a referral on its way from one office to the other, and back."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import take_back_codes
from rehsos.audit.actions import Private, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.aged import age_when_opened, called_now
from rehsos.cases.dying import insist_alive
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Worker
from rehsos.people.identity import identity_of

from ..clock import answer_due
from ..doors import Told
from ..models import (
    AGREED,
    WAITS,
    Answer,
    Deed,
    Outside,
    Reading,
    Referral,
    ReferralSeries,
    Refusal,
    State,
    Urgency,
    Wanted,
    kept,
)
from ..nameless import (
    insist_nameless,
    insist_receiver_nameless,
    insist_request_nameless,
    insist_sender_nameless,
)
from ..policies import (
    ARRIVES,
    REVOKES,
    adds,
    insist_state,
    may_answer,
    may_follow,
    may_open_names,
    may_receive,
    may_refer,
    may_send,
    reaches,
    results,
)
from ..sealing import seal_in
from ..telling import ADDED, ANSWERED, ARRIVED, NOT_ARRIVED, QUESTION, RESULT, REVOKED, SPOKEN, TAKEN, tell
from .across import MOVED, arrive, insist_stands, take_back, tell_answer, tell_outside
from .handing_on import hand_on, held_up

GRACE = timedelta(minutes=10)
Parts = Annotated[tuple[Told, ...], "private"]
"""Kept in the referral and not in the log: what tells who somebody is goes with their identity."""


@action(_("Rujukan disusun: {deed}"))
def begin_referral(
    *,
    case: Case,
    deed: Deed,
    receiver: Office,
    wanted: Wanted,
    asked: Private,
    urgency: Urgency,
    proposed: Office | None,
    by: Actor,
    action_id: UUID,
) -> Referral:
    """A draft, nobody's but the sender's: what is done, to whom, what is asked. Its summary comes with the sending."""
    may_refer(case, by).insist()
    insist_alive(case)
    _insist_receiver(deed, case, receiver)
    if not asked.strip():
        raise Refused(_("Tulis satu baris: apa yang diminta?"), field="asked")
    insist_nameless(case, {"asked": asked}, office=by.office)
    key = new_id()
    return Referral.objects.create(
        id=action_id,
        deed=deed,
        urgency=urgency,
        wanted=wanted,
        case=case,
        sender_id=by.office,
        counts_at_id=by.office,
        receiver=receiver,
        proposed=proposed,
        sent_by=by.worker,
        sex=case.sex,
        **age_of(case),
        key=key,
        sealed=seal_in(key, asked=asked),
        drafted_at=timezone.now(),
        offices=[by.office],
    )


def age_of(case: Case) -> dict[str, Any]:
    """As the page of the case says it: one number, and what it may be where the birth is not known to the day.

    Where the case goes by another age than that at the opening, both: a house asks how old they are.
    """
    client = case.client
    who, year, estimated = identity_of(client), client.birth_year, client.birth_estimated
    age, said = age_when_opened(who, year, case.opened_on, case.age, estimated=estimated), called_now(case)
    low, high = (age.low, age.high) if age and age.estimated else (None, None)
    other = kept(said.age) if said.by and said.age else None
    return {"age": case.age, "age_low": low, "age_high": high, "age_by": said.by, "other_age": other}


def _insist_receiver(deed: str, case: Case, receiver: Office) -> None:
    answer = may_receive(deed, case.owner_id, receiver, case.barred)
    if not answer:
        raise Refused(answer.reason, field="receiver")


@action(_("Rujukan dikirim"))
def send_referral(*, referral: Referral, parts: Parts, by: Actor, action_id: UUID) -> None:
    """From now on the receiver sees it, with the parts of the summary that were ticked, as they stand today."""
    may_send(referral, by).insist()
    insist_state(referral, (State.DRAFT,)).insist()
    _insist_receiver(referral.deed, referral.case, referral.office)
    if referral.deed == Deed.TRANSFER and (why := held_up(referral.case)) is not None:
        raise Refused(why)
    insist_request_nameless(referral)
    now = timezone.now()
    sent = Referral.objects.filter(pk=referral.pk, state=State.DRAFT).update(
        state=State.SENT,
        code=f"RUJ-{ReferralSeries.following(referral.sender, timezone.localdate(now).year)}",
        shown_to=F("receiver"),
        sent_at=now,
        sent_by=by.worker,
        sex=referral.case.sex,
        answer_due=answer_due(referral.pk, Urgency(referral.urgency), referral.office, now),
        **age_of(referral.case),
    )
    Conflict.unless(sent, MOVED)
    tell(referral, by, now, {part.code: part.lines for part in parts})
    tell_case(case=referral.case, deed=Deed(referral.deed), to=referral.office, by=by, action_id=new_id())


@action(_("{deed} kepada {to}: dikirim"))
def tell_case(*, case: Case, deed: Deed, to: Office, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case, which the receiver does not see."""
    may_refer(case, by).insist()


@action(_("Rujukan ditambah"))
def add_to_referral(*, referral: Referral, parts: Parts, words: Private, by: Actor, action_id: UUID) -> None:
    """More parts, or words: they stand beside what was sent, which stays as it was read."""
    may_send(referral, by).insist()
    _insist_office(referral)
    insist_state(referral, adds(referral.deed)).insist()
    if not parts and not words.strip():
        raise Refused(_("Centang bagian yang ditambahkan, atau tulis keterangannya."), field="words")
    insist_sender_nameless(referral, words=words)
    tell(referral, by, timezone.now(), {**{part.code: part.lines for part in parts}, ADDED: (words,)})


@action(_("Rujukan dicabut"))
def revoke_referral(*, referral: Referral, reason: Private, by: Actor, action_id: UUID) -> None:
    """Take it back, until it was answered. A draft that was never sent is shown to nobody, before or after."""
    may_follow(referral, by).insist()
    insist_state(referral, REVOKES).insist()
    if referral.state != State.DRAFT and not reason.strip():
        raise Refused(_("Tulis mengapa rujukan ini dicabut; kantor penerima membacanya."), field="reason")
    insist_sender_nameless(referral, reason=reason)
    now = timezone.now()
    _move(referral, REVOKES, state=State.REVOKED, revoked_at=now)
    take_back_codes(referral.pk)
    tell(referral, by, now, {REVOKED: (reason,)})


@action(_("Kantor penerima ditanyai"))
def ask_again(*, referral: Referral, asked: Private, by: Actor, action_id: UUID) -> None:
    """Ask where it stands, or something about the answer. Their being late is theirs; that we asked is kept."""
    may_follow(referral, by).insist()
    _insist_office(referral)
    insist_state(referral, adds(referral.deed)).insist()
    reaches(referral).insist()
    insist_sender_nameless(referral, asked=asked)
    now = timezone.now()
    Referral.objects.filter(pk=referral.pk).update(asked_at=now)
    tell(referral, by, now, {QUESTION: (asked.strip() or str(_("Mohon kabar: sampai di mana rujukan ini?")),)})


def _insist_office(referral: Referral) -> None:
    if referral.outside:
        raise Refused(_("Mereka di luar Rehsos. Hubungi sendiri, lalu catat jawabannya."))


@action(_("Jawaban lisan dicatat: {answer}"))
def note_spoken(*, referral: Referral, answer: Answer, who: Private, at: datetime, by: Actor, action_id: UUID) -> None:
    """What the receiver said on the phone. It moves nothing, and is shown as told until they answer themselves."""
    may_follow(referral, by).insist()
    _insist_office(referral)
    insist_state(referral, WAITS).insist()
    _insist_past(at)
    if not who.strip():
        raise Refused(_("Isi siapa yang mengatakannya (nama atau jabatan)."), field="who")
    insist_sender_nameless(referral, who=who)
    _move(referral, WAITS, spoken=answer, spoken_at=at)
    tell(referral, by, timezone.now(), {SPOKEN: (who,)})


@action(_("Nama rujukan dibuka: {because}"))
def open_names_of_referral(*, referral: Referral, because: Reading, note: Text, by: Actor, action_id: UUID) -> None:
    """Note why it is read where there is no case of it. Open until the session's names are shut."""
    may_open_names(referral, by).insist()


@action(_("Rujukan diterima"))
def receive_referral(*, referral: Referral, at: datetime, by: Actor, action_id: UUID) -> None:
    """Who answers it took it up, and both offices read who. The time for the answer runs since it was sent."""
    may_answer(referral, by).insist()
    _insist_office(referral)
    insist_state(referral, (State.SENT,)).insist()
    _insist_past(at)
    _insist_after_sending(referral, at)
    _move(referral, (State.SENT,), state=State.RECEIVED, received_at=at)
    tell(referral, by, timezone.now(), {TAKEN: (at.isoformat(),)})


@action(_("Rujukan dijawab: {answer}"))
def answer_referral(
    *,
    referral: Referral,
    answer: Answer,
    refusal: Refusal,
    words: Private,
    lead: Worker | None = None,
    by: Actor,
    action_id: UUID,
) -> None:
    """Yes, partly, or no with its reason. What was not received before is received now.

    A transfer that is accepted hands the case on, in the same transaction: `lead` works it from now on, the actor where
    nobody is named. Until then, and where it is refused, everything stays where it was.
    """
    may_answer(referral, by).insist()
    insist_state(referral, WAITS).insist()
    _insist_reason(answer, refusal, words)
    insist_receiver_nameless(referral, by, words=words)
    if answer != Answer.REFUSED:
        insist_stands(referral)
    if referral.deed == Deed.TRANSFER and answer != Answer.REFUSED:
        hand_on(referral, answer, lead, by)
    now = timezone.now()
    came = referral.received_at or now
    _move(
        referral,
        WAITS,
        state=State(answer.value),
        received_at=came,
        answered_at=now,
        answer=answer,
        refusal=refusal if answer == Answer.REFUSED else Refusal.NONE,
    )
    tell(referral, by, now, {ANSWERED: (words,)})
    if referral.outside:
        take_back_codes(referral.pk)
        to, state = Outside(referral.outside), State(answer.value)
        tell_outside(case=referral.case, deed=Deed(referral.deed), to=to, state=state, by=by, action_id=new_id())
    else:
        tell_answer(referral, answer, by)


def _insist_reason(answer: Answer, refusal: Refusal, words: str) -> None:
    if answer == Answer.REFUSED and not refusal:
        raise Refused(_("Pilih alasan penolakan."), field="refusal")
    if answer == Answer.REFUSED and refusal == Refusal.OTHER and not words.strip():
        raise Refused(_("Tulis alasannya: kantor pengirim membacanya."), field="words")
    if answer == Answer.PARTLY and not words.strip():
        raise Refused(_("Tulis bagian mana yang disetujui dan mana yang tidak."), field="words")


@action(_("Klien tiba atau layanan dimulai"))
def record_arrival(*, referral: Referral, at: datetime, by: Actor, action_id: UUID) -> None:
    """What was accepted has begun at the receiver."""
    may_answer(referral, by).insist()
    insist_state(referral, AGREED).insist()
    _insist_past(at)
    _insist_after_sending(referral, at)
    if referral.deed not in ARRIVES or referral.outside:
        raise Refused(_("Hanya rujukan dan serah terima orang yang berjalan."))
    arrive(referral, at, by)
    _move(referral, AGREED, state=State.ARRIVED, arrived_at=at)
    tell(referral, by, timezone.now(), {ARRIVED: (at.isoformat(),)})


@action(_("Klien tiba atau layanan dimulai: salah catat, ditarik kembali"))
def take_back_arrival(*, referral: Referral, reason: Private, by: Actor, action_id: UUID) -> None:
    """It was not so, or not at that hour: as before it was recorded. The right hour is recorded anew."""
    may_answer(referral, by).insist()
    insist_state(referral, (State.ARRIVED,)).insist()
    if not reason.strip():
        raise Refused(_("Tulis apa yang salah."), field="reason")
    insist_receiver_nameless(referral, by, reason=reason)
    take_back(referral, by)
    tell(referral, by, timezone.now(), {NOT_ARRIVED: (reason,)})


@action(_("Hasil rujukan disampaikan"))
def record_result(*, referral: Referral, words: Private, by: Actor, action_id: UUID) -> None:
    """What came of it, told to the sender; of an opinion it is the opinion itself, and the answer."""
    may_answer(referral, by).insist()
    insist_state(referral, results(referral.deed)).insist()
    if not words.strip():
        raise Refused(_("Tulis hasilnya: kantor pengirim membacanya."), field="words")
    insist_receiver_nameless(referral, by, words=words)
    take_back_codes(referral.pk)
    now = timezone.now()
    came = referral.received_at or now
    _move(
        referral,
        results(referral.deed),
        state=State.DONE,
        received_at=came,
        answered_at=referral.answered_at or now,
        resulted_at=now,
    )
    tell(referral, by, now, {RESULT: (words,)})


def _insist_after_sending(referral: Referral, at: datetime) -> None:
    """By the minute, which is what a form tells."""
    if referral.sent_at and at < referral.sent_at.replace(second=0, microsecond=0):
        raise Refused(_("Lebih awal daripada saat dikirim. Periksa tanggal dan jamnya."), field="at")


def _insist_past(at: datetime) -> None:
    if at > timezone.now() + GRACE:
        raise Refused(_("Waktunya ada di masa depan. Periksa tanggal dan jamnya."), field="at")


def _move(referral: Referral, among: Collection[State], **to: object) -> None:
    """The state stands in the condition of the UPDATE itself: of two who answer at once, one is told."""
    Conflict.unless(Referral.objects.filter(pk=referral.pk, state__in=among).update(**to), MOVED)
