"""Which appointments are for a part in a matter, and what a spoken request means: justice gives it, cases asks."""

from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases import appointments
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.doors import Answers, Appointments, Roles
from rehsos.cases.forms.doing import AppointmentForm, CancelForm
from rehsos.cases.models import AppointmentKind
from rehsos.cases.roles import answers, roles
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.forms import SpokenForm, purposes
from rehsos.law.book import fact_kinds
from rehsos.look.labels import label


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [("bap", "statement"), ("hearing", "hearing"), ("diversi", "diversi"), ("report", "other"), ("", "other")],
)
def test_a_spoken_request_becomes_the_appointment_it_means(purpose: str, kind: str) -> None:
    assert appointments.asked_for(purpose) == kind


def test_every_purpose_that_is_given_can_be_chosen() -> None:
    assert {*appointments._asked()} <= purposes().keys()
    assert [*purposes()] == ["bap", "hearing", "diversi", "hospital", "shelter", "other"]
    assert SpokenForm().initial["purpose"] == "bap"


def test_what_no_room_gives_is_for_the_case_as_a_whole() -> None:
    assert {*AppointmentKind} == {"visit", "conference", "aftercare", "other"}
    assert appointments.kinds().keys() == {*AppointmentKind} | appointments.of_a_subject().keys()


def test_the_kinds_are_offered_in_the_order_they_always_were() -> None:
    offered = [code for code, _words in AppointmentForm(standing=[]).fields["kind"].choices]
    assert offered == [
        "visit", "statement", "hearing", "diversi", "prosecution", "u12_meeting", "conference", "other"
    ]  # fmt: skip
    assert label("hearing", "appointment") == "Sidang"
    why = [code for code, _words in CancelForm().fields["reason"].choices]
    assert why == ["", "judge", "prosecutor", "witness", "child_ill", "carer", "worker"]


def test_one_that_was_moved_is_called_so() -> None:
    assert [appointments.said_move(kind, 2) for kind in ("hearing", "visit")] == ["sidang ke-2", "ke-2"]
    assert not appointments.said_move("hearing", 1)


def test_an_appointment_of_a_kind_nobody_gives_is_refused(people: Any) -> None:
    by = people.actor("melati")
    with pytest.raises(Refused, match="tidak dikenal"):
        set_appointment(case=opened(by), subject=None, kind="picnic", starts=timezone.now(), place="",
                        assignment_letter="", by=by, action_id=new_id())  # fmt: skip


def test_two_rooms_do_not_mean_two_things_by_one_request(monkeypatch: Any) -> None:
    one, other = (Appointments("part", {kind: kind}, {"bap": kind}) for kind in ("statement", "visit"))
    monkeypatch.setattr("rehsos.house.rooms.by_room", lambda _door: (("justice", one), ("invented", other)))
    with pytest.raises(ValueError, match="'bap': justice, invented"):
        appointments._asked.__wrapped__()
    appointments.of_a_subject.cache_clear()
    with pytest.raises(ValueError, match=r"\['visit'\]: cases"):
        appointments.kinds.__wrapped__()


@pytest.fixture(autouse=True)
def _anew() -> Any:
    yield
    appointments.of_a_subject.cache_clear()


@pytest.mark.parametrize(("door", "asked"), [(Roles, roles), (Answers, answers)])
def test_two_rooms_do_not_call_one_code_by_two_names(monkeypatch: Any, door: Any, asked: Any) -> None:
    monkeypatch.setattr("rehsos.house.rooms.by_room", lambda _: (("a", door({"x": "1"})), ("b", door({"x": "2"}))))
    with pytest.raises(ValueError, match="'x': a, b"):
        asked.__wrapped__()


def test_every_answer_the_law_of_a_room_allows_has_words() -> None:
    elsewhere = {"role", "level", "risk_level", "closed_because"}  # each is said by the codes of its own column
    asked = {answer for kind in fact_kinds().values() if kind.code not in elsewhere for answer in kind.values}
    assert asked <= answers().keys()
    assert {*fact_kinds()["role"].values} | {""} == roles().keys()
    assert label("service", "known") == "pelayanan masyarakat"  # as a line of the log that is older says it
    assert label("child_victim", "role") == "Anak korban"
