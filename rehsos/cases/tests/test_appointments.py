from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.models import Appointment, AppointmentKind
from rehsos.cases.sealing import unsealed
from rehsos.directory.models import LocalPolicy
from rehsos.law.holidays import national
from rehsos.look.words import moment

from .conftest import Desk, words


def hour(days: int) -> datetime:
    return (timezone.localtime() + timedelta(days=days)).replace(hour=9, minute=30, second=0, microsecond=0)


def appointment(desk: Desk, kind: Any = AppointmentKind.VISIT, days: int = 1) -> Any:
    return set_appointment(
        case=desk.case,
        subject=None,
        kind=kind,
        starts=hour(days),
        place="Oesao",
        assignment_letter="094/77",
        by=desk.by,
        action_id=new_id(),
    )


def sent(at: datetime) -> str:
    return timezone.localtime(at, timezone.get_fixed_timezone(480)).strftime("%Y-%m-%dT%H:%M")


def test_an_hour_and_a_place_are_set(desk: Desk) -> None:
    at = hour(2)
    assert desk.post("cases:appointment_new", kind="visit", starts=sent(at), place="Oesao").status_code == 302
    found = Appointment.objects.get()
    assert (found.at, found.subject, found.state) == (at, None, "set")
    assert unsealed(desk.case.pk, found.sealed)["place"] == "Oesao"


def test_what_is_past_or_impossible_is_not_set(desk: Desk) -> None:
    for at, why in (
        (sent(hour(-2)), "sudah lewat"),
        ("2026-02-30T09:00", "belum terbaca"),
        ("", "Isi tanggal dan jamnya"),
    ):
        answer = desk.post("cases:appointment_new", kind="visit", starts=at, place="Oesao")
        assert answer.status_code == 422
        assert why in words(answer)
        assert "Oesao" in words(answer)


def test_one_tap_postpones_to_the_next_working_day_at_the_same_hour(desk: Desk) -> None:
    first = appointment(desk, days=-3)
    assert desk.post("cases:appointment_postpone", first.pk, preset="tomorrow", reason="judge").status_code == 302
    first.refresh_from_db()
    following = Appointment.objects.get(moved_from=first)
    assert (first.state, following.session) == ("postponed", 2)
    assert unsealed(desk.case.pk, following.sealed) == {"place": "Oesao", "assignment_letter": "094/77"}
    local, was = following.at.astimezone(desk.by.zone), first.at.astimezone(desk.by.zone)
    assert local.date() == national().after(datetime.now(desk.by.zone).date(), 1)
    assert local.time() == was.time()


SATURDAY = datetime(2026, 11, 28, 10, tzinfo=ZoneInfo("Asia/Makassar"))


@pytest.mark.parametrize(
    ("set_for", "next_day", "week"),
    [
        (date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7)),
        (date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 10)),
        (date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 14)),
        (date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 7)),
        (date(2026, 11, 20), date(2026, 11, 30), date(2026, 12, 4)),
        (date(2026, 12, 18), date(2026, 12, 21), date(2026, 12, 28)),
    ],
    ids=["of tomorrow's", "of a later day", "over a day off of the office", "on a Sunday", "gone by", "over a holiday"],
)
def test_both_are_counted_from_the_set_day_and_fall_on_working_days(
    desk: Desk, set_for: date, next_day: date, week: date
) -> None:
    off = {"2026-12-11": "Hari jadi daerah"}
    LocalPolicy.objects.create(office_id=3, key="days_off", since=date(2020, 1, 1), value=off)
    with time_machine.travel(SATURDAY):
        first = appointment(desk)
        Appointment.objects.filter(pk=first.pk).update(at=datetime.combine(set_for, time(9, 30), SATURDAY.tzinfo))
        page = words(desk.get("cases:appointment_postpone", first.pk))
        for day, name in ((next_day, "Hari kerja berikutnya"), (week, "Seminggu sesudahnya")):
            assert f"{name}, jam sama: {moment(datetime.combine(day, time(9, 30), SATURDAY.tzinfo))}" in page
        desk.post("cases:appointment_postpone", first.pk, preset="week")
    assert timezone.localdate(Appointment.objects.get(moved_from=first).at) == week


def test_another_hour_is_typed_and_a_past_one_refused(desk: Desk) -> None:
    first = appointment(desk)
    assert "Waktu baru harus di depan" in words(
        desk.post("cases:appointment_postpone", first.pk, to="2020-01-01T08:00")
    )
    assert "Pilih salah satu" in words(desk.post("cases:appointment_postpone", first.pk, words="Hakim sakit"))
    assert desk.post("cases:appointment_postpone", first.pk, to=sent(hour(9))).status_code == 302
    assert Appointment.objects.get(moved_from=first).at == hour(9)


def test_what_is_postponed_cannot_be_postponed_again(desk: Desk) -> None:
    first = appointment(desk)
    desk.post("cases:appointment_postpone", first.pk, preset="week")
    answer = desk.post("cases:appointment_postpone", first.pk, preset="week")
    assert answer.status_code == 422
    assert "sudah dicatat hasilnya" in words(answer)
    assert Appointment.objects.count() == 2


def test_sent_twice_it_is_postponed_once(desk: Desk) -> None:
    first, once = appointment(desk), str(new_id())
    for _time in range(2):
        assert desk.post("cases:appointment_postpone", first.pk, preset="week", action_id=once).status_code == 302
    assert Appointment.objects.count() == 2


def test_a_visit_held_leads_to_its_service(desk: Desk) -> None:
    first = appointment(desk, days=-1)
    answer = desk.post("cases:appointment_held", first.pk)
    assert answer["Location"] == desk.address("cases:service") + "?jenis=visit"
    first.refresh_from_db()
    assert first.state == "held"
    assert desk.case.last_contact_on == timezone.localdate(first.at), "when it was, and not when it was noted"
    assert desk.facts("contact_made") == desk.facts("first_contact_made") == [first.at]


def test_nobody_came(desk: Desk) -> None:
    first = appointment(desk)
    assert desk.post("cases:appointment_cancel", first.pk, state="absent", reason="child_ill").status_code == 302
    first.refresh_from_db()
    assert first.state == "absent"
    assert desk.post("cases:appointment_cancel", first.pk, state="held").status_code == 422


def test_others_neither_see_nor_move_it(desk: Desk) -> None:
    first = appointment(desk)
    for name in ("cases:appointment_held", "cases:appointment_postpone", "cases:appointment_cancel"):
        assert desk.get(name, first.pk, who="bima").status_code == 403
        assert desk.get(name, first.pk, who="dewi").status_code == 404
        assert desk.statements(name, first.pk) <= 7


def test_what_lies_ahead_is_postponed_or_cancelled_and_not_done(desk: Desk) -> None:
    ahead = appointment(desk)
    deeds = {deed: desk.address(f"cases:appointment_{deed}", ahead.pk) for deed in ("held", "postpone", "cancel")}
    on_case, today = words(desk.get("cases:case")), words(desk.people.client("melati").get("/"))
    for page in (on_case, today):
        assert [deed for deed, address in deeds.items() if address in page] == ["postpone", "cancel"]
    desk.people.actor("melati")
    answer = desk.post("cases:appointment_held", ahead.pk)
    assert answer.status_code == 422
    assert "hanya dapat ditunda atau dibatalkan" in words(answer)
    ahead.refresh_from_db()
    assert ahead.state == "set"


def test_from_its_hour_on_it_may_be_done(desk: Desk) -> None:
    begun = appointment(desk)
    Appointment.objects.filter(pk=begun.pk).update(at=timezone.now() - timedelta(minutes=1))
    held = desk.address("cases:appointment_held", begun.pk)
    assert held in words(desk.get("cases:case"))
    assert held in words(desk.people.client("melati").get("/"))
    desk.people.actor("melati")
    assert desk.post("cases:appointment_held", begun.pk).status_code == 302
