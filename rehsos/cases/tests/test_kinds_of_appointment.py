"""Which appointments are for a part in a matter, and what a spoken request means: justice gives it, cases asks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases import appointments, subjects
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.appointments import called_to
from rehsos.cases.doors import Answers, Appointments, Roles, Rows, SubjectKind
from rehsos.cases.forms.doing import AppointmentForm, CancelForm
from rehsos.cases.models import Appointment, AppointmentKind, Clock, Subject
from rehsos.cases.roles import answers, roles
from rehsos.cases.subjects import Standing
from rehsos.cases.tests.conftest import Desk, words
from rehsos.cases.tests.test_open_case import opened
from rehsos.house import rooms
from rehsos.intake.actions import Told
from rehsos.intake.forms import SpokenForm
from rehsos.intake.purposes import purposes
from rehsos.law.book import fact_kinds
from rehsos.look.labels import label

MEALS = Rows("meals", "SELECT md5(c.id::text)::uuid AS id, 'Lunak' AS name")
MEAL = SubjectKind("meal", "Jatah makan", MEALS, lambda row: str(row["name"]))
REMEMBERING = (
    appointments.of_a_subject, appointments.kinds, appointments._asked, subjects.kinds, subjects.told_of,
)  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "kind"),
    [("bap", "statement"), ("hearing", "hearing"), ("diversi", "diversi"), ("report", "other"), ("", "other")],
)
def test_a_spoken_request_becomes_the_appointment_it_means(purpose: str, kind: str) -> None:
    assert appointments.asked_for(Told(asked="Jemput di Polres", purpose=purpose)) == (kind, "Jemput di Polres")


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
    for known in REMEMBERING:
        known.cache_clear()


@pytest.fixture
def meals(monkeypatch: Any) -> Any:
    """The house with a room whose meals stand in every case; some of its appointments are recorded on its page."""
    gifts = rooms._gifts()
    kinds = (
        Appointments("meal", {"meal_visit_to_the_kitchen": "Kunjungan dapur"}, recorded="cases:plan"),
        Appointments("meal", {"meal_talk": "Bincang menu"}),
    )
    more = {SubjectKind: (MEAL,), Rows: (MEALS,), Appointments: kinds}
    added = {door: (*gifts[door], *(("invented", one) for one in those)) for door, those in more.items()}
    monkeypatch.setattr(rooms, "_gifts", lambda: gifts | added)
    for known in REMEMBERING:
        known.cache_clear()
    yield
    monkeypatch.undo()


@pytest.mark.usefixtures("meals")
def test_what_took_place_is_recorded_where_its_room_says(desk: Desk) -> None:
    meal = called_to(desk.case)[0].subject.id
    for kind, subject in (("meal_visit_to_the_kitchen", meal), ("meal_visit_to_the_kitchen", None)):
        held = set_for(desk, kind, subject)
        answer = desk.get("cases:appointment_held", held.pk)
        assert (answer.status_code, answer["Location"]) == (
            302, desk.address("cases:plan", meal) + f"?janji={held.pk}"
        )  # fmt: skip
    talk = set_for(desk, "meal_talk", meal)
    Appointment.objects.filter(pk=talk.pk).update(at=timezone.now())
    assert "Ya, sudah berlangsung" in words(desk.get("cases:appointment_held", talk.pk))
    assert desk.post("cases:appointment_held", talk.pk).status_code == 302
    talk.refresh_from_db()
    assert talk.state == "held"


def set_for(desk: Desk, kind: str, subject: UUID | None) -> Appointment:
    return set_appointment(
        case=desk.case, subject=subject, kind=kind, starts=timezone.now() + timedelta(days=2), place="",
        assignment_letter="", by=desk.by, action_id=new_id(),
    )  # fmt: skip


@pytest.mark.usefixtures("meals")
def test_what_it_is_for_is_called_as_its_room_calls_it(desk: Desk) -> None:
    page = words(desk.get("cases:appointment_new"))
    assert "Untuk jatah makan" in page
    assert "Bukan untuk jatah makan" in page
    assert "perkara" not in page.lower()
    left = (
        "Tidak ada kewajiban, surat, perkara, tinggal di lembaga, etape, pemulangan, atau jatah makan yang tertinggal."
    )
    assert left in closing(desk)


def test_of_a_matter_the_words_are_those_of_a_matter(desk: Desk) -> None:
    standing = [Standing(Subject("part", new_id()), said) for said in ("Anak korban", "Anak saksi")]
    field: Any = AppointmentForm(standing=standing).fields["subject"]
    assert (field.label, field.choices[0]) == ("Untuk perkara", ("", "Bukan untuk perkara"))
    assert (
        "Tidak ada kewajiban, surat, perkara, tinggal di lembaga, etape, atau pemulangan yang tertinggal."
        in closing(desk)
    )


def closing(desk: Desk) -> str:
    """The page that asks to end the case, with nothing unfinished."""
    Clock.objects.filter(case=desk.case).delete()
    return words(desk.get("cases:request_closure"))


@pytest.mark.parametrize(
    ("door", "read"),
    [
        (Appointments("part", {"x" * 41: ""}), appointments.kinds),
        (SubjectKind("x" * 13, ""), subjects.kinds),
        (Roles({"x" * 19: ""}), roles),
    ],
)
def test_a_code_that_its_column_cannot_keep_is_refused(monkeypatch: Any, door: Any, read: Any) -> None:
    gifts = rooms._gifts()
    monkeypatch.setattr(rooms, "_gifts", lambda: gifts | {type(door): (*gifts[type(door)], ("invented", door))})
    with pytest.raises(ValueError, match=r"keeps codes of at most \d+ letters, not x+"):
        read.__wrapped__()


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
