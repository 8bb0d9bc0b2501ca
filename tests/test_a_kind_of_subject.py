"""A kind of subject nobody here knows, with a rule of its own: its clock runs, is corrected, shown, and is over."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases import subjects
from rehsos.cases.actions import facts
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.doors import Rows, SubjectKind
from rehsos.cases.models import Case, Clock, Subject
from rehsos.cases.models.clocks import Precision
from rehsos.console import checks
from rehsos.house import rooms
from rehsos.justice.roles import Role
from rehsos.justice.tests.bench import case_of, part_of
from rehsos.law import book, clocks

ROOMS = Rows("rooms", "SELECT md5(c.id::text || n)::uuid AS id, 'Kamar ' || n AS name FROM generate_series(1, 2) n")
STAY = SubjectKind("berth", "Tinggal", ROOMS, lambda row: str(row["name"]), over="berth_over")
LAW = """
[moment]
berth_began = { id = "Anak masuk kamar", en = "Child moved in", knows = "ours", of = "berth" }
berth_looked_at = { id = "Kamar ditengok", en = "Room looked at", knows = "ours", of = "berth" }

[date]
berth_over = { id = "Anak keluar dari kamar", en = "Child moved out", knows = "ours", of = "berth", elsewhere = true }

[yes_no]
berth_alone = { id = "Anak sendirian di kamar", en = "Child alone in the room", knows = "ours", of = "berth" }

[[rule]]
code = "berth_look"
group = "Z1"
label_id = "Menengok kamar"
label_en = "Look at the room"
start = "berth_began"
stop = ["berth_looked_at"]
length = "14 days"
kind = "H"
duty = "ours"
owed_by = ["Pekerja sosial", "Social worker"]
hangs_on = "berth"
applies = ["berth_alone = yes"]
applies_by = "step"
valid_from = 2020-01-01
basis = ["UU 11/2012 Ps 27 ayat (3)"]
verified = true
"""
REMEMBERING = (
    book.rules, book.fact_kinds, clocks._rules_on, subjects.kinds, subjects.told_of,
    facts._repeated,
)  # fmt: skip


def forget() -> None:
    for known in REMEMBERING:
        known.cache_clear()  # type: ignore[attr-defined]


@pytest.fixture
def law(monkeypatch: Any) -> dict[str, Any]:
    """The law of the invented room; what a test changes in it is read when it is asked for first."""
    told, shelves = tomllib.loads(LAW), book._shelves

    def with_more(name: str) -> Iterator[tuple[str, Any]]:
        yield from shelves(name)
        wanted = {"clocks.toml": {"rule"}, "facts.toml": {"moment", "date", "yes_no"}}[name]
        yield f"invented/law/{name}", {part: told[part] for part in told if part in wanted}

    monkeypatch.setattr(book, "_shelves", with_more)
    return told


@pytest.fixture
def house(law: dict[str, Any], monkeypatch: Any) -> Iterator[None]:
    """The house with the invented room's kind of subject and its rule."""
    gifts = rooms._gifts()
    more = {SubjectKind: (*gifts[SubjectKind], ("invented", STAY)), Rows: (*gifts[Rows], ("invented", ROOMS))}
    monkeypatch.setattr(rooms, "_gifts", lambda: gifts | more)
    forget()
    yield
    monkeypatch.undo()
    forget()


@pytest.fixture
def case(house: None, people: Any) -> Case:
    return case_of("rambu", people.actor("melati"))


def stays(case: Case) -> list[UUID]:
    return [one.subject.id for one in subjects.standing_in(case) if one.subject.kind == "berth"]


def began(case: Case, stay: UUID, at: datetime, people: Any) -> None:
    record_fact(
        case=case, subject=stay, code="berth_began", level="", at=at, precision=Precision.HOUR, until=None, note="",
        by=people.actor("melati"), action_id=new_id(),
    )  # fmt: skip


def told(case: Case, stay: UUID, value: str, people: Any) -> None:
    facts.set_circumstance(
        case=case, subject=stay, code="berth_alone", value=value, by=people.actor("melati"),
        action_id=new_id(),
    )  # fmt: skip


def kept(case: Case) -> dict[tuple[str, UUID], Clock]:
    return {(one.rule, one.subject): one for one in Clock.objects.filter(case=case, kind="berth")}


def seen(people: Any, address: str, **sent: str) -> str:
    client = people.client("melati")
    answer = client.post(address, sent) if sent else client.get(address)
    people.actor("melati")
    assert answer.status_code == (302 if sent else 200), answer.content.decode()[-2000:]
    return str(answer.content.decode())


def test_its_clock_runs_for_the_one_it_hangs_on_and_for_no_other(case: Case, people: Any) -> None:
    first, second = stays(case)
    moment = timezone.now() - timedelta(days=2)
    began(case, first, moment, people)
    assert kept(case)["berth_look", first].state == "undetermined"
    told(case, first, "yes", people)
    told(case, second, "yes", people)
    assert {key: one.state for key, one in kept(case).items()} == {("berth_look", first): "running"}
    assert kept(case)["berth_look", first].due_at is not None


def test_of_a_part_it_is_not_asked_nor_of_the_case(case: Case, people: Any) -> None:
    by = people.actor("melati")
    part = part_of(case, Role.VICTIM, by)
    facts.put_fact(case, part.subject, "berth_began", timezone.now(), fact_id=new_id())
    facts.put_fact(case, case.subject, "berth_looked_at", timezone.now(), fact_id=new_id())
    facts.put_circumstance(case, part.subject, "berth_alone", "yes")
    recompute(case, by=by)
    assert not Clock.objects.filter(case=case, rule="berth_look").exists()


def test_a_corrected_hour_moves_its_due_time_and_says_so(case: Case, people: Any) -> None:
    _first, stay = stays(case)
    began(case, stay, timezone.now() - timedelta(days=2), people)
    told(case, stay, "yes", people)
    before = kept(case)["berth_look", stay].due_at
    address = f"/kasus/{case.code}/fakta/?fakta=berth_began&subjek={stay}"
    form = seen(people, address)
    assert "Kamar 2" in form
    over = re.search(r'name="laid_over" value="([^"]+)"', form)
    assert over
    day = timezone.localdate() - timedelta(days=1)
    seen(people, address, fact="berth_began", subject=str(stay), at=day.isoformat(), hour="09:00", laid_over=over[1])
    after = kept(case)["berth_look", stay].due_at
    assert before
    assert after
    assert after > before
    assert Action.objects.filter(name="clock_moved", dossier=case.pk).count() == 1


def test_of_several_one_is_to_be_chosen(case: Case, people: Any) -> None:
    today = timezone.localdate().isoformat()
    answer = people.client("melati").post(
        f"/kasus/{case.code}/fakta/", {"fact": "berth_began", "at": today, "hour": "00:01"}
    )
    assert (answer.status_code, "Pilih yang mana" in answer.content.decode()) == (422, True)


def test_it_is_shown_in_its_words_and_asks_where_it_is_answered(case: Case, people: Any) -> None:
    first, _second = stays(case)
    assert "Anak masuk kamar" in seen(people, f"/kasus/{case.code}/fakta/")
    began(case, first, timezone.now() - timedelta(days=14), people)
    page = seen(people, f"/kasus/{case.code}/")
    assert ("Menengok kamar" in page, "Kamar 1" in page, "Kamar 2" in page) == (True, True, False)
    assert "Menengok kamar" in seen(people, "/")
    answer = f"/kasus/{case.code}/keadaan/?keadaan=berth_alone&subjek={first}"
    assert "Kamar 1" in seen(people, answer)
    seen(people, answer, berth_alone="yes")
    assert kept(case)["berth_look", first].state == "running"


def test_once_it_is_over_it_asks_nothing(case: Case, people: Any) -> None:
    first, second = stays(case)
    for stay in (first, second):
        began(case, stay, timezone.now() - timedelta(days=2), people)
        told(case, stay, "yes", people)
    facts.put_circumstance(case, Subject("berth", first), "berth_over", "2026-11-20")
    recompute(case, by=people.actor("melati"))
    assert set(kept(case)) == {("berth_look", second)}


def test_a_rule_on_a_kind_that_nobody_declares_is_refused(law: dict[str, Any]) -> None:
    forget()
    with pytest.raises(
        ValueError, match=r"the rule berth_look hangs on 'berth'.*there are case, person, referral, part, matter"
    ):
        subjects.kinds()
    assert "the rule berth_look hangs on 'berth'" in checks._fitting()
    forget()


def test_a_rule_that_asks_for_what_it_is_never_told_is_refused(house: None, law: dict[str, Any]) -> None:
    law["rule"][0]["hangs_on"] = "part"
    forget()
    with pytest.raises(ValueError, match="berth_look hangs on 'part', berth_began is told of 'berth'"):
        subjects.kinds()


def test_what_the_page_of_a_case_does_not_read_is_no_kind_of_subject(house: None, monkeypatch: Any) -> None:
    gifts = rooms._gifts()
    monkeypatch.setattr(rooms, "_gifts", lambda: gifts | {Rows: gifts[Rows][:-1]})
    subjects.kinds.cache_clear()
    with pytest.raises(ValueError, match=r"does not give to the page of a case: \['berth'\]"):
        subjects.kinds()


def test_two_rooms_do_not_declare_one_kind(house: None, monkeypatch: Any) -> None:
    gifts = rooms._gifts()
    monkeypatch.setattr(
        rooms,
        "_gifts",
        lambda: gifts | {SubjectKind: (*gifts[SubjectKind], ("other", SubjectKind("berth", "Tinggal")))},
    )
    subjects.kinds.cache_clear()
    with pytest.raises(ValueError, match="'berth': invented, other"):
        subjects.kinds()
