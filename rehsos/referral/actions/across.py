"""What a step at one office does past its own sight: in the case it does not see, and in other referrals of that case.

A case goes on in one place. What its old office had asked of others and had not begun falls away when it is handed on,
and nobody arrives any more in the name of an office that gave the case away. Whom another office has by then, or whom
it serves, is followed by whose case it is.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import take_back_codes
from rehsos.audit.actions import action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, Words
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import Told as Placing
from rehsos.cases.actions.placing import everywhere, place, unplace
from rehsos.cases.actions.withdrawing import WITHDRAWS, undoes, withdrawn_in
from rehsos.cases.models import Case, Custody, Status, Whereabouts
from rehsos.directory.models import Office
from rehsos.look import words

from ..models import AGREED, RUNS, WAITS, Answer, Deed, Outside, Referral, State
from ..telling import FELL, FOLLOWS, FURTHER, LEFT, NOT_ARRIVED, OWN, STAYED, tell

MOVED = _("Rujukan ini sudah dilanjutkan atau dijawab orang lain. Muat ulang halaman.")


@action(_("{deed} kepada {to}: {answer}"))
def answer_told(*, case: Case, deed: Deed, to: Office, answer: Answer, by: Actor, action_id: UUID) -> None:
    """Said on the timeline of the case, which the receiver does not see."""


@action(_("{deed}: layanan di {to} dimulai"))
def service_told(*, case: Case, deed: Deed, to: Office, at: datetime, by: Actor, action_id: UUID) -> None:
    """The same, once what was accepted has begun."""


@action(_("{deed}: klien tiba di {to}"))
def arrival_told(
    *, case: Case, referral: Referral, deed: Deed, to: Office, at: datetime, by: Actor, action_id: UUID
) -> None:
    """Said on the timeline of the case: from that hour on the receiver answers for the client, who is there."""
    here = Placing("office", referral.office)
    try:
        place(case, custody=here, whereabouts=here, at=at, by=by, cause=action_id)
    except Refused as refused:
        # When somebody recorded another place, and where that is read, is the sender's to know.
        later = refused.field == "at" and at <= timezone.now()
        raise Refused(_told_later(referral, at) if later else refused.reason, field="at") from refused


def _told_later(referral: Referral, at: datetime) -> Words:
    """What the office whose case it is recorded meanwhile: that they are here already, or another place."""
    stands = {"case": referral.case_id, "until": None, "withdrawn_by": None}
    here = Whereabouts.objects.filter(**stands, office=referral.receiver_id, since__gte=at).first()
    return HERE.format(since=words.moment(here.since)) if here else LATER


HERE = _(
    "Klien sudah tercatat di kantor Anda sejak {since}, oleh kantor yang menangani kasusnya. "
    "Isi jam sesudah itu untuk mencatat tibanya."
)
LATER = _(
    "Kantor yang menangani kasusnya mencatat tempat lain yang berlaku sejak jam itu atau sesudahnya. "
    "Isi jam yang lebih baru, atau tanyakan kepada mereka."
)


@undoes("arrival_told", _("tibanya klien"))
def _not_arrived(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """By the sender, in its case: the referral waits for the arrival again, unless its result was told already."""
    unplace(case, recorded.pk, action_id, by)
    with everywhere():
        referral = Referral.objects.get(pk=recorded.facts["referral"])
        if _wait_again(referral):
            tell(referral, by, timezone.now(), {NOT_ARRIVED: ()})
        _say_they_stay(referral, by)


def _wait_again(referral: Referral) -> bool:
    """Whether it had arrived, and now has not."""
    there = Referral.objects.filter(pk=referral.pk, state=State.ARRIVED)
    return bool(there.update(state=F("answer"), arrived_at=None, left_at=None))


WITHDRAWS.add("arrival_taken_back")


@action(_("{deed}: tibanya di {to} salah catat, ditarik kembali"))
def arrival_taken_back(*, case: Case, recorded: UUID, deed: Deed, to: Office, by: Actor, action_id: UUID) -> None:
    """By the receiver who wrote it, of the line `recorded` of a case that it does not see."""
    unplace(case, recorded, action_id, by)


def take_back(referral: Referral, by: Actor) -> None:
    """Nobody arrived at that hour: where the client was before holds again. Raises Conflict where somebody was quicker.

    A line that the sender took back before stays as it is.
    """
    with everywhere():
        case = Case.objects.select_for_update(no_key=True).get(pk=referral.case_id)
        Conflict.unless(_wait_again(referral), _BEFORE)
        for line in _arrival(referral).exclude(pk__in=withdrawn_in(case)):
            deed, to = Deed(referral.deed), referral.office
            arrival_taken_back(case=case, recorded=line.pk, deed=deed, to=to, by=by, action_id=new_id())
        _say_they_stay(referral, by)


_BEFORE = _("Catatan ini sudah ditarik kembali, atau hasilnya sudah disampaikan. Muat ulang halaman.")


def _arrival(referral: Referral) -> QuerySet[Action]:
    """What the arrival last recorded said in the case."""
    recorded = Action.objects.filter(dossier=referral.pk, name="record_arrival").order_by("-recorded_at")
    return Action.objects.filter(cause__in=recorded.values("pk")[:1], name__in=("arrival_told", "service_told"))


def _say_they_stay(referral: Referral, by: Actor) -> None:
    """To who had read that the client is elsewhere."""
    if referral.deed == Deed.HAND_OVER:
        for other in _had_them(referral):
            client_stayed(referral=other, by=by, action_id=new_id())


@action(_("Pindahnya klien salah catat, ditarik kembali"))
def client_stayed(*, referral: Referral, by: Actor, action_id: UUID) -> None:
    """Who had the client reads that they were recorded elsewhere wrongly."""
    tell(referral, by, timezone.now(), {STAYED: ()})


def insist_stands(referral: Referral) -> None:
    """Raise Refused for a case that never should have been: nobody serves it; what was asked may be refused."""
    with everywhere():
        if Case.objects.filter(pk=referral.case_id, status=Status.VOID).exists():
            raise Refused(_VOID)


_VOID = _("Kantor pengirim membatalkan kasusnya, jadi rujukan ini tidak dapat dilayani. Tolak, atau hubungi mereka.")


@action(_("{deed} kepada {to}: {state}"))
def tell_outside(*, case: Case, deed: Deed, to: Outside, state: State, by: Actor, action_id: UUID) -> None:
    """The same, of what was asked of somebody outside."""


@action(_("{deed} kepada {to}: gugur, karena kasus dialihkan"))
def fall_told(*, case: Case, deed: Deed, to: Office, by: Actor, action_id: UUID) -> None:
    """The same, of what had been asked of another office when the case was handed on."""


def tell_answer(referral: Referral, answer: Answer, by: Actor) -> None:
    """Of a case that is the sender's still: one that was handed on says so itself."""
    with everywhere():
        case = Case.objects.get(pk=referral.case_id)
        if case.owner_id == referral.sender_id:
            deed, to = Deed(referral.deed), referral.office
            answer_told(case=case, deed=deed, to=to, answer=answer, by=by, action_id=new_id())


def arrive(referral: Referral, at: datetime, by: Actor) -> None:
    """It began. Of a hand-over the client's place is told, and any other office that had them is.

    The case is locked first: it is handed on before, or after. Raises Conflict where it went to another office, and
    where a colleague recorded the same meanwhile.
    """
    deed, to = Deed(referral.deed), referral.office
    with everywhere():
        case = Case.objects.select_for_update(no_key=True).get(pk=referral.case_id)
        Conflict.unless(Referral.objects.filter(pk=referral.pk, state__in=AGREED).exists(), MOVED)
        if case.status == Status.VOID:
            raise Refused(_VOID)
        if deed == Deed.REFER:
            service_told(case=case, deed=deed, to=to, at=at, by=by, action_id=new_id())
            return
        if case.owner_id != referral.sender_id:
            raise Conflict(_GONE)
        arrival_told(case=case, referral=referral, deed=deed, to=to, at=at, by=by, action_id=new_id())
        for other in _had_them(referral):
            client_left(referral=other, by=by, action_id=new_id())


_GONE = _(
    "Kasus ini tidak lagi pada kantor yang menyerahkan, jadi tibanya klien tidak dapat dicatat di sini. "
    "Tanyakan kepada kantor pengirim."
)


def _had_them(referral: Referral) -> QuerySet[Referral]:
    """Where the client is by another hand-over of the case."""
    others = _others(referral).filter(deed=Deed.HAND_OVER, state=State.ARRIVED)
    return others.exclude(receiver=referral.receiver_id)


def _others(referral: Referral) -> QuerySet[Referral]:
    return Referral.objects.select_related("sender", "receiver").filter(case=referral.case_id).exclude(pk=referral.pk)


@action(_("Klien tercatat pindah ke tempat lain"))
def client_left(*, referral: Referral, by: Actor, action_id: UUID) -> None:
    """Who had the client reads on its first page that they are recorded elsewhere, and is asked what came of it."""
    now = timezone.now()
    Referral.objects.filter(pk=referral.pk).update(asked_at=now)
    tell(referral, by, now, {LEFT: ()})


def go_along(handed_on: Referral, by: Actor) -> None:
    """What else goes between offices in a case that is handed on: what waits falls away, who is away is followed.

    Who handed it on before is told that it went further, unless it comes back to them.
    """
    _fall_away(handed_on, by)
    _follow(handed_on, by)
    _tell_before(handed_on, by)


def _fall_away(handed_on: Referral, by: Actor) -> None:
    """A case is handed on: what else its old office had asked, and had not begun, is nobody's to take any more."""
    waits = Q(state__in=(State.DRAFT, *WAITS))
    on_the_way = Q(deed=Deed.HAND_OVER, state__in=(State.ACCEPTED, State.PARTLY))
    with everywhere():
        open_ones = _others(handed_on).filter(waits | on_the_way, sender=handed_on.sender_id)
        for other in open_ones.select_for_update(of=("self",), no_key=True):  # as it is once who answers it is done
            let_fall(referral=other, by=by, action_id=new_id())
            if other.sent_at:
                _tell_fall(handed_on.case, other, by)


def _follow(handed_on: Referral, by: Actor) -> None:
    """Whom another office has by a hand-over, or serves: who takes the case over asks after them, and is told of them.

    What the new office itself was serving for the old one, and whom it has, goes on in its own case.
    """
    at_receiver = {"case": OuterRef("case"), "office": OuterRef("receiver"), "until": None, "withdrawn_by": None}
    there = Exists(Custody.objects.filter(**at_receiver)) | Exists(Whereabouts.objects.filter(**at_receiver))
    new = handed_on.office
    away = Q(state=State.ARRIVED) | Q(there, state=State.DONE, left_at=None)
    serves = Q(deed__in=(Deed.REFER, Deed.ASK_OPINION), state__in=RUNS)
    with everywhere():
        runs_on = _others(handed_on).filter(serves | Q(away, deed=Deed.HAND_OVER)).exclude(sender=new)
        runs_on = runs_on.exclude(receiver=new, state=State.DONE)
        for other in runs_on.select_for_update(of=("self",), no_key=True):
            follow_on(referral=other, to=new, by=by, action_id=new_id())


@action(_("Klien diikuti {to}, karena kasusnya dialihkan ke sana"))
def follow_on(*, referral: Referral, to: Office, by: Actor, action_id: UUID) -> None:
    """Of the office whose case it is now, as if it had sent it: results, departures and questions are its own.

    An office asks nothing of itself: what it served for another, or whom it had, ends here, and goes on in the case.
    """
    now, it = timezone.now(), Referral.objects.filter(pk=referral.pk)
    own = referral.receiver_id == to.pk
    it.update(**({"state": State.DONE, "resulted_at": now} if own else {"sender": to}))
    tell(referral, by, now, {OWN if own else FOLLOWS: ()})


def _tell_before(handed_on: Referral, by: Actor) -> None:
    with everywhere():
        before = _others(handed_on).filter(deed=Deed.TRANSFER, state=State.ACCEPTED)
        before = before.exclude(sender__in=[handed_on.sender_id, handed_on.receiver_id])
        for one in before.order_by("sender", "-answered_at").distinct("sender"):
            went_further(referral=one, by=by, action_id=new_id())


@action(_("Kasusnya dialihkan lagi ke kantor lain"))
def went_further(*, referral: Referral, by: Actor, action_id: UUID) -> None:
    """Who handed the case on, and counts it or has its history, reads on its first page that it went further."""
    now = timezone.now()
    Referral.objects.filter(pk=referral.pk).update(went_further_at=now)
    tell(referral, by, now, {FURTHER: ()})


def _tell_fall(case: Case, other: Referral, by: Actor) -> None:
    deed = Deed(other.deed)
    if other.outside:
        take_back_codes(other.pk)
        to = Outside(other.outside)
        tell_outside(case=case, deed=deed, to=to, state=State.FELL, by=by, action_id=new_id())
    else:
        fall_told(case=case, deed=deed, to=other.office, by=by, action_id=new_id())


@action(_("Rujukan gugur: kasusnya dialihkan ke kantor lain"))
def let_fall(*, referral: Referral, by: Actor, action_id: UUID) -> None:
    """Fell by the road itself; both its offices read why."""
    now = timezone.now()
    Referral.objects.filter(pk=referral.pk).update(state=State.FELL, revoked_at=now)
    tell(referral, by, now, {FELL: ()})
