"""Asking somebody outside: a hospital, a school, an NGO. Nobody there signs in; they answer once, with a code (ADR 34).

What they read is made when the code is: who asks, what is needed, initials. Nothing else of the case, and no name.
Who asked writes down what they said on the phone or on paper with the actions of a receiver.
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import DIGITS, digits
from rehsos.access.by_code import give_code as give
from rehsos.access.models import AnswerCode
from rehsos.audit.actions import Private, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.models import Case
from rehsos.cases.queries import client_key
from rehsos.law.words import when
from rehsos.people.identity import Identity, identity_of

from ..models import WAITS, Answer, Deed, Outside, Referral, ReferralSeries, State, Urgency, Wanted
from ..nameless import insist_asked_nameless, insist_nameless
from ..others import insist_no_nik
from ..policies import insist_state, may_answer_by_code, may_give_code, may_refer
from ..sealing import seal_in, unsealed
from ..telling import ANSWERED, RESULT, tell
from . import age_of
from .across import tell_outside

KIND, OPINION = "referral", "opinion"
"""Whose codes these are, among all that are given: what is granted or refused, and what is answered in words alone."""
URGENT = timedelta(hours=24)
"""Until when an answer is awaited to what is urgent: an office by its own choice, somebody outside by ours."""
DEEDS = (Deed.REFER, Deed.ASK_OPINION)
"""What can be asked of somebody outside: neither a case nor a person is handed to them."""


@action(_("{deed} kepada pihak di luar Rehsos: {outside}"))
def ask_outside(
    *,
    case: Case,
    deed: Deed,
    outside: Outside,
    party: Private,
    phone: Private,
    wanted: Wanted,
    asked: Private,
    urgency: Urgency = Urgency.USUAL,
    by: Actor,
    action_id: UUID,
) -> Referral:
    """Asked from now on, by a letter or on the phone; the code for an answer is made apart, when it is printed.

    `phone` is theirs: its last digits go with the code. `asked` names nobody, for it is read without a sign-in. What is
    urgent is awaited within 24 hours, the rest for as long as the code opens.
    """
    may_refer(case, by).insist()
    if deed not in DEEDS:
        raise Refused(_("Kasus dan orang hanya diserahkan kepada kantor."))
    if len(digits(phone)) < DIGITS:
        raise Refused(_("Isi nomor telepon mereka: 4 angka terakhirnya diminta bersama kode."), field="phone")
    _insist_nameless(case, {"party": party, "asked": asked}, by.office)
    now, key = timezone.now(), new_id()
    number = f"RUJ-{ReferralSeries.following(case.owner, timezone.localdate(now).year)}"
    made = Referral.objects.create(
        id=action_id, code=number, deed=deed, state=State.SENT, urgency=urgency, wanted=wanted, case=case,
        sender_id=by.office, counts_at_id=by.office, outside=outside, sent_by=by.worker, sex=case.sex,
        **age_of(case), key=key, sealed=seal_in(key, asked=asked, party=party, phone=phone), drafted_at=now,
        sent_at=now, offices=[by.office],
        answer_due=now + URGENT if urgency == Urgency.URGENT else None,
    )  # fmt: skip
    tell_outside(case=case, deed=deed, to=outside, state=State.SENT, by=by, action_id=new_id())
    return made


def _insist_nameless(case: Case, told: Mapping[str, str], office: int) -> None:
    for field, text in told.items():
        if not text.strip():
            raise Refused(_("Wajib diisi."), field=field)
    party, asked = {"party": told["party"]}, {"asked": told["asked"]}
    insist_nameless(case, party, office=office, named=_NAMED, found=None)  # it is not read there, and may be
    insist_nameless(case, asked, office=office, named=_NAMED, found=_FOUND)  # the very school


_NAMED = _("Tulis tanpa nama klien: “{word}” menyebut orangnya. Mereka hanya membaca inisial: {initials}")


_ASKED = _("Permintaan ini menyebut orangnya: “{word}”. Cabut permintaan ini, lalu minta lagi dengan {initials}")
_ANEW = _("Cabut permintaan ini, lalu minta lagi.")


_FOUND = _("Hapus “{word}”: itu tercatat di identitas klien dan menunjukkan orangnya. Mereka hanya membaca {initials}")


@action(_("Lembar kode jawaban dibuat"))
def give_code(*, referral: Referral, by: Actor, action_id: UUID) -> AnswerCode:
    """A code for who was asked; an earlier one ends. What they read is what stands now. They have until it ends."""
    may_give_code(referral, by).insist()
    insist_state(referral, WAITS).insist()
    insist_asked_nameless(referral, _ASKED, _ANEW)
    told = unsealed(referral.key, referral.sealed)
    identity = identity_of(referral.case.client, client_key(referral.case))
    with translation.override("id"):
        lines = _lines(referral, str(told.get("asked", "")), identity, by)
    phone = str(told.get("phone", ""))
    kind = OPINION if referral.deed == Deed.ASK_OPINION else KIND
    made = give(kind, referral.pk, lines, office=referral.sender_id, phone=phone, key=referral.key, number=action_id)
    if not _urgent(referral):
        Referral.objects.filter(pk=referral.pk, state__in=WAITS).update(answer_due=made.ends_at)
    return made


def _lines(referral: Referral, asked: str, identity: Identity, by: Actor) -> dict[str, str]:
    """What is read with the code."""
    age = referral.called.said()
    zone = ZoneInfo(referral.sender.time_zone)
    due = when(referral.answer_due, zone, "id", ends=True) if referral.answer_due and _urgent(referral) else ""
    told = {
        _g("Dari"): str(referral.sender),
        _g("Petugas"): by.name,
        _g("Nomor"): referral.code or "",
        _g("Klien"): ", ".join(filter(None, (identity.initials, str(referral.get_sex_display()), age))),
        _g("Yang diminta"): str(referral.get_wanted_display()),
        _g("Permintaan"): asked,
        _g("Mendesak"): _g("mohon dijawab paling lambat {when}").format(when=due) if due else "",
    }
    return {name: said for name, said in told.items() if said}


def _urgent(referral: Referral) -> bool:
    return referral.urgency == Urgency.URGENT


@action(_("Dijawab dengan kode: {answer}"))
def answer_by_code(*, thing: UUID, answer: Answer, words: Private, by: Actor, action_id: UUID) -> Referral:
    """What somebody outside answered, with their code, once. An opinion is its own answer.

    Also of a case that was closed meanwhile: who asked reads it. Of one handed on the question fell away before.
    """
    may_answer_by_code(by).insist()
    referral = Referral.objects.select_related("sender", "case").get(pk=thing)
    if answer != Answer.ACCEPTED and not words.strip():
        raise Refused(_("Tulis alasannya, atau bagian mana yang dapat: kantor pengirim membacanya."), field="words")
    if referral.deed == Deed.ASK_OPINION and answer != Answer.REFUSED and not words.strip():
        raise Refused(_("Tulis pendapat Anda."), field="words")
    insist_no_nik(words)
    answered(referral, answer, words, by)
    return referral


def answered(referral: Referral, answer: Answer, words: str, by: Actor) -> None:
    """The state, the words, the line on the timeline of the case. Raises Conflict where it waits no more."""
    now, opinion = timezone.now(), referral.deed == Deed.ASK_OPINION and answer != Answer.REFUSED
    state = State.DONE if opinion else State(answer.value)
    moved = Referral.objects.filter(pk=referral.pk, state__in=WAITS).update(
        state=state, received_at=now, answered_at=now, answer="" if opinion else answer,
        resulted_at=now if opinion else None, refusal="other" if answer == Answer.REFUSED else "",
    )  # fmt: skip
    Conflict.unless(moved, _OVER)
    tell(referral, by, now, {RESULT if opinion else ANSWERED: (words,)})
    to = Outside(referral.outside)
    tell_outside(case=referral.case, deed=Deed(referral.deed), to=to, state=state, by=by, action_id=new_id())


_OVER = _("Rujukan ini tidak menunggu jawaban lagi: sudah dijawab, dicabut, atau gugur.")
