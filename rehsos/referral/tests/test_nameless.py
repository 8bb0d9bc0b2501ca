"""What is typed to another office names nobody: a role that reads by code alone reads it as it stands."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import REGISTRY, new_id
from rehsos.audit.answers import Refused
from rehsos.cases.tests.test_open_case import opened
from rehsos.people.actions import correct_identity, register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex
from rehsos.referral import actions
from rehsos.referral.actions import staying
from rehsos.referral.models import Answer, Deed, LeftTo, Referral, Refusal, State

from .conftest import PROVINCE, Road, words

KNOWN = Identity(
    called="Rambu", full_name="Rambu Teladan", nik="5301234567890123", carer_name="Marta Contoh",
    phone="0812 9998 8877", school="SDN Contoh 3", lives_at="Dusun Contoh RT 01, Kab. Kupang",
)  # fmt: skip
GIVES_AWAY = ("Rambu perlu tempat.", "Untuk RAMBU, Teladan.", "NIK 5301-2345-6789-0123.")
LEADS = ("Anak Marta.", "Di Dusun Contoh RT 01.", "WA +62 812 9998 8877.", "Untuk anak SDN Contoh 3.")
ALLOWED = ("R.T. perlu tempat di Kab. Kupang, Senin 30 Nov pukul 9.", "Mohon tempat tidur.")
Says = Callable[[Road, str], Any]


@pytest.fixture
def known(road: Road) -> Road:
    """The road, with a client of whom much is known."""
    who = register_person(identity=KNOWN, sex=Sex.FEMALE, birth_year=2012, birth_estimated=False, by=road.by,
                          action_id=new_id())  # fmt: skip
    road.case = opened(road.by, client=who)
    return road


def _act(act: Callable[..., Any], road: Road, it: Referral, by: str, **told: Any) -> None:
    act(referral=road.seen(it, by), by=road.people.actor(by), action_id=new_id(), **told)


def _at(road: Road, state: State, deed: Deed = Deed.REFER) -> Referral:
    it = road.sent(deed)
    if state != State.SENT:
        it = road.answered(it)
    if state == State.ARRIVED:
        _act(actions.record_arrival, road, it, "fajar", at=timezone.now())
    return it


SENDERS: dict[tuple[str, str], Says] = {
    ("begin_referral", "asked"): lambda road, text: road.draft(asked=text),
    ("add_to_referral", "words"): lambda road, text: _act(
        actions.add_to_referral, road, _at(road, State.SENT), "melati", parts=(), words=text
    ),
    ("revoke_referral", "reason"): lambda road, text: _act(
        actions.revoke_referral, road, _at(road, State.SENT), "melati", reason=text
    ),
    ("ask_again", "asked"): lambda road, text: _act(
        actions.ask_again, road, _at(road, State.SENT), "melati", asked=text
    ),
    ("note_spoken", "who"): lambda road, text: _act(
        actions.note_spoken, road, _at(road, State.SENT), "melati", answer=Answer.ACCEPTED, who=text, at=timezone.now()
    ),
}
RECEIVERS: dict[tuple[str, str], Says] = {
    ("answer_referral", "words"): lambda road, text: road.answered(_at(road, State.SENT), words=text),
    ("take_back_arrival", "reason"): lambda road, text: _act(
        actions.take_back_arrival, road, _at(road, State.ARRIVED), "fajar", reason=text
    ),
    ("record_result", "words"): lambda road, text: _act(
        actions.record_result, road, _at(road, State.ACCEPTED), "fajar", words=text
    ),
    ("record_departure", "words"): lambda road, text: _act(
        staying.record_departure, road, _at(road, State.ARRIVED, Deed.HAND_OVER), "fajar", to=LeftTo.FAMILY,
        words=text, at=timezone.now(),
    ),
}  # fmt: skip
ELSEWHERE = {
    ("ask_outside", "party"), ("ask_outside", "phone"), ("ask_outside", "asked"),
    ("answer_by_code", "words"), ("departure_told", "words"),
}  # fmt: skip
"""Of somebody outside (test_outside.py); by somebody outside, to who asked; in the case, to who sees it."""


def test_each_line_that_is_typed_is_tried_here_or_has_its_reason() -> None:
    """A line that is added tomorrow is a decision: who reads it."""
    ours = (spec for spec in REGISTRY.values() if spec.module.startswith("rehsos.referral.actions"))
    typed = {(spec.name, field) for spec in ours for field in spec.private if field != "parts"}
    assert typed == {*SENDERS, *RECEIVERS} | ELSEWHERE


@pytest.mark.parametrize("text", [*GIVES_AWAY, *LEADS])
@pytest.mark.parametrize("line", SENDERS)
def test_the_sender_names_nobody_and_is_offered_the_initials(known: Road, line: tuple[str, str], text: str) -> None:
    with pytest.raises(Refused, match=r"R\.T\.") as why:
        SENDERS[line](known, text)
    assert why.value.field == line[1]
    assert "ringkasan" in str(why.value)


@pytest.mark.parametrize("text", ALLOWED)
@pytest.mark.parametrize("line", SENDERS)
def test_what_names_nobody_is_sent(known: Road, line: tuple[str, str], text: str) -> None:
    SENDERS[line](known, text)


@pytest.mark.parametrize("text", GIVES_AWAY)
@pytest.mark.parametrize("line", RECEIVERS)
def test_the_receiver_who_was_told_the_name_does_not_hand_it_to_who_reads_by_code(
    known: Road, line: tuple[str, str], text: str
) -> None:
    with pytest.raises(Refused, match=r"R\.T\.") as why:
        RECEIVERS[line](known, text)
    assert why.value.field == line[1]


@pytest.mark.parametrize("line", RECEIVERS)
def test_the_receiver_may_say_to_whom_somebody_went(known: Road, line: tuple[str, str]) -> None:
    RECEIVERS[line](known, "Dijemput Marta Contoh, ibunya.")


def test_a_refusal_tells_no_overseer_whether_they_guessed_right(known: Road) -> None:
    """Eka sees no names: what she types is neither right nor wrong."""
    it = known.sent(to=PROVINCE)
    assert known.answered(it, who="eka", words="Rambu?").state == State.ACCEPTED


def test_a_refusal_tells_nobody_the_name_who_was_not_told_it(known: Road) -> None:
    it = known.draft()
    actions.send_referral(referral=it, parts=(), by=known.by, action_id=new_id())
    assert known.answered(it, words="Rambu?").state == State.ACCEPTED


def test_a_draft_that_names_somebody_by_what_is_known_since_is_not_sent(known: Road) -> None:
    it = known.draft(asked="Untuk anak SMP Rekaan 9.")
    who = Person.objects.get(pk=known.case.client_id)
    since = replace(KNOWN, school="SMP Rekaan 9")
    correct_identity(
        person=who, identity=since, version=who.version, sex=Sex.FEMALE, birth_year=2012, birth_estimated=False,
        by=known.by, action_id=new_id(),
    )  # fmt: skip
    with pytest.raises(Refused, match="Cabut konsepnya"):
        actions.send_referral(referral=known.seen(it), parts=(), by=known.by, action_id=new_id())


def test_on_the_page_the_word_stands_beside_its_field_and_nothing_typed_is_lost(known: Road) -> None:
    text = "Rambu Teladan anak Marta di Dusun Contoh."
    given = {"receiver": "other", "elsewhere": "Prov. NTT", "wanted": "other", "asked": text, "urgency": "usual"}
    page = known.post("referral:refer", known.case.code, query="?laku=ask_opinion", **given)
    assert page.status_code == 422
    assert "“Rambu” menyebut orangnya" in words(page)
    assert text in words(page)


def test_who_reads_by_code_reads_a_request_without_a_name(known: Road) -> None:
    it = known.sent(Deed.ASK_OPINION, PROVINCE, asked="R.T. perlu pendapat.")
    page = words(known.get("referral:referral", it.pk, who="eka"))
    assert "R.T. perlu pendapat." in page
    assert "Rambu" not in page


def test_what_was_taken_back_says_so_without_a_name(known: Road) -> None:
    it = known.sent(to=PROVINCE)
    page = known.post("referral:revoke", it.pk, reason="Rambu sudah pulang.")
    assert page.status_code == 422
    assert Referral.objects.get(pk=it.pk).state == State.SENT
    assert known.post("referral:revoke", it.pk, reason="Sudah pulang.").status_code == 302
    assert Referral.objects.get(pk=it.pk).refusal == Refusal.NONE
