"""Besok dan lusa: what falls due, who goes out without a surat tugas, who is away; and what is late below, by code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.models import Appointment, AppointmentKind, Case, Clock, Errand, Task, TaskState
from rehsos.cases.sealing import seal_for
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.actions import appoint_stand_in
from rehsos.directory.models import Capacity, Office, Worker
from rehsos.look.labels import label

from .test_today import seen

LACKS = "surat tugas belum dicatat"


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


def due(case: Case, hours: float, **more: Any) -> Clock:
    given = {"rule": "social_report", "duty": "ours", "state": "running", **more}
    return Clock.objects.create(case=case, subject=case.pk, due_at=timezone.now() + timedelta(hours=hours), **given)


def going(people: Any, case: Case, hours: float, letter: str = "", kind: str = AppointmentKind.VISIT) -> Appointment:
    return set_appointment(
        case=case, subject=None, kind=kind, starts=timezone.now() + timedelta(hours=hours), place="Oesao",
        assignment_letter=letter, by=people.actor("melati"), action_id=new_id(),
    )  # fmt: skip


def soon(body: str) -> str:
    """The card of the next two days; empty where there is none."""
    return body.partition('id="besok"')[2].partition("</section>")[0]


def test_what_falls_due_within_two_days_is_told_to_who_leads(people: Any, case: Case) -> None:
    due(case, 47)
    assert case.code in soon(seen(people, "citra"))
    people.actor("melati")
    Clock.objects.update(due_at=timezone.now() + timedelta(hours=49))
    assert case.code not in soon(seen(people, "citra"))


@pytest.mark.parametrize(("several", "folded"), [(5, False), (7, True)])
def test_after_five_the_rest_is_folded(people: Any, case: Case, several: int, folded: bool) -> None:
    for hours in range(several):
        due(case, 30 + hours, level=str(hours))
    card = soon(seen(people, "citra"))
    open_, _fold, below = card.partition("<details>")
    assert (open_.count(case.code) > 0, bool(below)) == (True, folded)
    assert ("2 lagi" in below) is folded


def test_who_owes_it_reads_it_once(people: Any, case: Case) -> None:
    """It stood among the duties, and a screen below again."""
    due(case, 20)
    body = seen(people, "melati")
    assert case.code in body.partition("<h2>Kewajiban saya")[2].partition("</section>")[0]
    assert body.count(label("social_report", "rule")) == 1
    assert case.code not in soon(body)


@pytest.mark.parametrize("who", ["melati", "citra"])
def test_who_goes_out_without_a_surat_tugas_is_told(people: Any, case: Case, who: str) -> None:
    going(people, case, 20)
    assert LACKS in soon(seen(people, who))


@pytest.mark.parametrize("who", ["melati", "citra"])
def test_what_was_set_outlives_the_closing_for_the_head_too(people: Any, case: Case, who: str) -> None:
    """The peksos kept tomorrow's BAP of a closed case in mind, and who signs her surat tugas was not told."""
    going(people, case, 20)
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=timezone.localdate())
    assert LACKS in soon(seen(people, who))
    people.actor("melati")
    Case.objects.filter(pk=case.pk).update(status="void")
    assert LACKS not in soon(seen(people, who))


@pytest.mark.parametrize("who", ["melati", "citra"])
@pytest.mark.parametrize("ready", [{"letter": "094/77"}, {"kind": AppointmentKind.CONFERENCE}, {"hours": 50}], ids=str)
def test_who_has_one_or_needs_none_is_not(people: Any, case: Case, who: str, ready: dict[str, Any]) -> None:
    going(people, case, **{"hours": 20, **ready})
    assert LACKS not in soon(seen(people, who))


@pytest.mark.parametrize(("first", "last", "told"), [(0, 3, True), (2, 5, True), (3, 5, False)])
def test_who_is_away_is_told_to_all_of_the_office(people: Any, first: int, last: int, told: bool) -> None:
    today = timezone.localdate()
    bima, melati = (Worker.objects.get(name__startswith=name) for name in ("Bima", "Melati"))
    appoint_stand_in(absent=bima, stand_in=melati, capacity=Capacity.COVER, since=today + timedelta(days=first),
                     until=today + timedelta(days=last), by=people.actor("citra"), action_id=new_id())  # fmt: skip
    for who in ("melati", "citra"):
        assert (f"{bima.name} tidak masuk" in soon(seen(people, who))) == told
    assert bima.name not in seen(people, "dewi")


def test_the_office_above_finds_what_is_late_below_by_code_and_no_empty_cards(people: Any, case: Case) -> None:
    due(case, -3)
    due(case, -5, rule="monthly_contact", duty="policy")
    body = seen(people, "eka")
    below = body.partition("Lewat di kantor bawahan")[2].partition("</section>")[0]
    assert case.code in below
    assert Office.objects.get(pk=3).name in below
    assert "Rambu" not in body
    assert below.count("<article") == 1, "a promise of theirs is none of ours"
    assert "<h2>Jadwal</h2>" not in body
    assert "Lewat di kantor bawahan" not in seen(people, "citra")
    people.actor("melati")
    Clock.objects.filter(duty="ours").update(second_due_at=timezone.now() + timedelta(hours=2))
    assert "Lewat batas aman 3 jam" in seen(people, "eka")
    assert case.code not in seen(people, "dewi")


def test_nothing_late_below_is_said(people: Any, case: Case) -> None:
    assert "Tidak ada tenggat undang-undang yang lewat di kantor bawahan" in seen(people, "eka")


def test_the_duty_of_others_is_never_late(people: Any, case: Case) -> None:
    due(case, -30, rule="diversi_offer_police", duty="others")
    past, sealed = timezone.localdate() - timedelta(days=3), seal_for(case.pk, what="Akta")
    Task.objects.create(id=new_id(), case=case, kind=Errand.BIRTH, state=TaskState.ASKED, due_on=past, sealed=sealed)
    body = seen(people).split("</h1>")[1]
    assert "Tidak diketahui" in body
    assert not re.search(r"[Ll]ewat|duty late", body)


def test_an_undetermined_start_known_to_the_day_invents_no_hour(people: Any, case: Case) -> None:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    started = midnight.astimezone(timezone.get_fixed_timezone(480)).replace(hour=0)
    due(case, -3, state="undetermined", rule="first_contact_high", duty="policy", started_at=started)
    body = seen(people).split("<h2>Kewajiban saya</h2>")[1]
    assert "Belum dapat ditentukan" in body
    assert "00.00" not in body


@pytest.mark.parametrize(("who", "most"), [("melati", 7), ("citra", 6), ("eka", 6)])
def test_none_of_this_asks_the_database_once_more(people: Any, case: Case, who: str, most: int) -> None:
    due(case, 20)
    due(case, -3, rule="str_expiry")
    going(people, case, 20)
    browser = people.client(who)
    browser.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert browser.get("/").status_code == 200
    assert len([q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]) <= most


def test_a_promise_is_not_red_while_the_law_s_clock_of_its_case_is_amber(people: Any, case: Case) -> None:
    due(case, 5)
    due(case, -30, rule="monthly_contact", duty="policy")
    body = seen(people).split("<h2>Kewajiban saya</h2>")[1].partition("</section>")[0]
    assert body.index("Laporan sosial") < body.index("Lewat 1 hari"), "the law first"
    assert "duty late" not in body
    people.actor("melati")
    Clock.objects.filter(rule="social_report").delete()
    assert "duty late" in seen(people)
