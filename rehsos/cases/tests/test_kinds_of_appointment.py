"""Which appointments are for a part in a matter, and what a spoken request means: justice gives it, cases asks."""

from typing import Any

import pytest

from rehsos.cases import appointments
from rehsos.cases.doors import Appointments
from rehsos.cases.models import AppointmentKind
from rehsos.intake.forms import PURPOSES


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [("bap", "statement"), ("hearing", "hearing"), ("diversi", "diversi"), ("report", "other"), ("", "other")],
)
def test_a_spoken_request_becomes_the_appointment_it_means(purpose: str, kind: str) -> None:
    assert appointments.asked_for(purpose) == kind


def test_every_purpose_that_is_given_can_be_chosen() -> None:
    assert {*appointments._asked()} <= {code for code, _words in PURPOSES}


def test_what_no_room_gives_is_for_the_case_as_a_whole() -> None:
    assert {*AppointmentKind} - {*appointments.of_a_subject()} == {"visit", "conference", "aftercare", "other"}


def test_two_rooms_do_not_mean_two_things_by_one_request(monkeypatch: Any) -> None:
    one, other = (Appointments("part", frozenset({kind}), {"bap": kind}) for kind in ("statement", "visit"))
    monkeypatch.setattr("rehsos.house.rooms.by_room", lambda _door: (("justice", one), ("invented", other)))
    with pytest.raises(ValueError, match="'bap': justice, invented"):
        appointments._asked.__wrapped__()
