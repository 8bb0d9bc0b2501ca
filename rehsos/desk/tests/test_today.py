"""Hari ini: what waits for me, where I must be, what waits on others."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.closing import request_closure
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.models import Case, Clock, ClosureReason
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.actions import Told
from rehsos.intake.tests.test_intake import received
from rehsos.justice.appointments import Kind
from rehsos.look import words

from .test_requests_first import letter

pytestmark = pytest.mark.hours


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


def appointed(people: Any, case: Case, starts: datetime) -> None:
    set_appointment(case=case, subject=None, kind=Kind.STATEMENT, starts=starts, place="Polres Contoh",
                    assignment_letter="", by=people.actor("melati"), action_id=new_id())  # fmt: skip


def at_nine(days: int) -> datetime:
    day = timezone.localtime(timezone=ZoneInfo("Asia/Makassar")) + timedelta(days=days)
    return day.replace(hour=9, minute=0, second=0, microsecond=0)


def seen(people: Any, who: str = "melati", **session: Any) -> str:
    browser = people.client(who)
    kept = browser.session
    kept.update(session)
    kept.save()
    body: str = browser.get("/").content.decode()
    return body


def test_the_agenda_shows_tomorrow_and_the_next_seven_days(people: Any, case: Case) -> None:
    for days in (1, 7, 9):
        appointed(people, case, at_nine(days))
    body = seen(people)
    assert "Besok, " in body
    assert body.split("<h2>Jadwal</h2>")[1].count("Pendampingan BAP") == 2


def test_today_stands_first_and_holds_what_is_overdue(people: Any, case: Case) -> None:
    appointed(people, case, at_nine(-2))
    appointed(people, case, at_nine(3))
    body = seen(people).split("<h1>Hari ini</h1>")[1]
    today, later = body.split('<h3 class="day">')[1:3]
    assert today.split("</h3>")[0].endswith("<span>Hari ini</span></span>")
    assert "Pendampingan BAP" in today
    assert "Pendampingan BAP" in later


def test_the_hour_is_always_told_on_the_case_page(people: Any, case: Case) -> None:
    appointed(people, case, at_nine(3))
    assert ", 09.00" in people.client("melati").get(f"/kasus/{case.code}/").content.decode()


def test_a_report_says_what_was_asked_for_except_on_a_shared_screen(people: Any) -> None:
    received(people.actor("melati"), told=Told(asked="Dampingi sidang Rabu"))
    assert "Dampingi sidang Rabu" in seen(people, names_open=True)
    assert "Dampingi sidang Rabu" not in seen(people)
    assert "Dampingi sidang Rabu" not in seen(people, public_screen=True)
    assert "Dampingi sidang Rabu" not in people.client("dewi").get("/").content.decode()


def ask_to_close(people: Any, case: Case) -> None:
    by = people.actor("melati")
    request_closure(case=case, reason=ClosureReason.NOT_FOUND, goals="", carer="Ibu",
                    told_client="", handed_on="", by=by, action_id=new_id())  # fmt: skip


def test_who_decides_finds_the_decision_in_the_first_block(people: Any, case: Case) -> None:
    ask_to_close(people, case)
    body = seen(people, "citra")
    first, empty = body.index("Menunggu keputusan Anda"), body.index('id="kosong"')
    assert first < body.index("Persetujuan pengakhiran") < empty
    assert "Kewajiban saya" not in body


def test_who_asked_waits_for_the_kabid(people: Any, case: Case) -> None:
    ask_to_close(people, case)
    body = seen(people)
    assert body.index("Menunggu pihak lain") < body.index("Persetujuan pengakhiran")
    assert "Menunggu keputusan Anda" not in body


def test_late_clocks_below_are_told_in_short_to_who_approves(people: Any, case: Case) -> None:
    Clock.objects.create(case=case, subject=case.pk, rule="social_report", duty="ours", state="running",
                         due_at=timezone.now() - timedelta(hours=2))  # fmt: skip
    body = seen(people, "citra")
    assert "Tenggat bidang lewat: 1" in body
    assert "Lewat 2 jam" in body
    assert "/tim/" in body
    assert "Tenggat bidang lewat" not in seen(people, "bima")
    people.actor("melati")
    Clock.objects.update(second_due_at=timezone.now() + timedelta(hours=2))
    assert "Lewat batas aman 2 jam" in seen(people, "citra")


def test_what_the_softer_reading_still_allows_is_counted_apart_of_what_is_late(people: Any, case: Case) -> None:
    """Both were one number, under the words of whichever was worse or milder."""
    for rule, hours in (("social_report", 2), ("requests_pk_peksos", -3)):
        Clock.objects.create(case=case, subject=case.pk, rule=rule, duty="ours", state="running",
                             due_at=timezone.now() - timedelta(hours=4),
                             second_due_at=timezone.now() + timedelta(hours=hours))  # fmt: skip
    head = seen(people, "citra")
    assert "Tenggat bidang lewat: 1" in head
    assert "Tenggat bidang lewat batas aman: 1" in head
    assert "1 lewat · 1 lewat batas aman" in seen(people)


def test_what_cannot_be_determined_yet_is_not_late(people: Any, case: Case) -> None:
    people.actor("melati")
    clock = Clock.objects.create(case=case, subject=case.pk, rule="social_report", duty="ours", state="running",
                                 due_at=timezone.now() - timedelta(days=3))  # fmt: skip
    assert "1 lewat" in seen(people)
    people.actor("melati")
    Clock.objects.filter(pk=clock.pk).update(state="undetermined")
    body = seen(people)
    assert "Belum dapat ditentukan" in body
    assert "lewat" not in body.split("</h1>")[1].lower()


def test_what_fell_at_the_end_of_yesterday_says_24_00(people: Any, case: Case) -> None:
    people.actor("melati")
    midnight = timezone.localtime(timezone=ZoneInfo("Asia/Makassar")).replace(hour=0, minute=0, second=0, microsecond=0)
    Clock.objects.create(case=case, subject=case.pk, rule="social_report", duty="ours", state="running",
                         due_at=midnight)  # fmt: skip
    body = seen(people)
    assert ", 24.00" in body
    assert "jatuh tempo 00.00" not in body


def test_a_closed_case_waits_for_no_decision(people: Any, case: Case) -> None:
    ask_to_close(people, case)
    assert case.code in seen(people, "citra")
    people.actor("melati")
    Case.objects.filter(pk=case.pk).update(status="closed")
    assert case.code not in seen(people, "citra").split("</h1>")[1]


def test_the_bar_of_who_approves_leads_to_the_team(people: Any) -> None:
    bar = seen(people, "citra").split('class="tabbar"')[1]
    assert "<span>Tim</span>" in bar
    assert "Catat" not in bar.split("</nav>")[0]
    assert "<span>Tim</span>" not in seen(people).split('class="tabbar"')[1]


def test_it_asks_little_of_the_database(people: Any, case: Case, few_statements: Any) -> None:
    appointed(people, case, at_nine(1))
    received(people.actor("melati"))
    browser = people.client("melati")
    browser.get("/")
    few_statements(browser, "/")


def test_what_has_no_day_yet_stands_after_what_has_one(people: Any, case: Case) -> None:
    """An office's promise that cannot be told yet is not above the law's clock of another case."""
    people.actor("melati")
    soon = timezone.now() - timedelta(hours=1)
    Clock.objects.create(case=case, subject=case.pk, rule="first_contact_high", duty="policy", state="undetermined",
                         due_at=soon, missing=["risk_level"])  # fmt: skip
    other = opened(people.actor("melati"))
    Clock.objects.create(case=other, subject=other.pk, rule="social_report", duty="ours", state="running",
                         due_at=timezone.now() + timedelta(days=2))  # fmt: skip
    owed = seen(people).split("Kewajiban saya")[1].split("</section>")[0]
    assert owed.index(other.code) < owed.index(case.code)


def test_a_call_that_stands_above_says_its_hour_there_and_keeps_it_in_the_agenda(people: Any) -> None:
    hour = at_nine(1)
    received(people.actor("melati"), told=Told(asked="Dampingi BAP"), danger="yes", needed_at=hour)
    above, agenda = seen(people, names_open=True).split("Jadwal</h2>")
    assert "untuk" in above.split("Dampingi BAP")[1][:80]
    assert agenda.count("Dampingi BAP") == 1


@pytest.mark.parametrize("who", ["melati", "bima", "citra"])
def test_the_hour_of_a_call_stands_when_a_letter_to_it_is_recorded(people: Any, few_statements: Any, who: str) -> None:
    hour = at_nine(1)
    report = received(people.actor("melati"), told=Told(asked="Dampingi pemeriksaan (BAP)"), needed_at=hour)
    assert words.hour(hour) in agenda_of(people, who)
    letter(report, people.actor("indah"), timezone.now() - timedelta(minutes=5))
    stands = agenda_of(people, who)
    assert "Dampingi pemeriksaan (BAP)" in stands
    assert words.hour(hour) in stands
    few_statements(people.client(who), "/")
    assert "Dampingi pemeriksaan" not in seen(people, "dewi") + seen(people, "eka")


def agenda_of(people: Any, who: str) -> str:
    return seen(people, who).split("Jadwal</h2>")[1].split("</section>")[0]
