"""What a closed case still takes, without being opened again: calls, visits, photos, letters, an hour already set."""

import re
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.models import Appointment, Case, Clock, Service, Stage, Status
from rehsos.cases.models.clocks import Precision
from rehsos.papers.kinds import incoming
from rehsos.papers.models import Letter

from .conftest import Desk, words
from .test_closing import asked, closed

TAKEN = ("cases:service", "cases:attach_file", "letters:letter_in", "letters:letter_out")
NOT_TAKEN = ("cases:risk", "cases:plan_new", "cases:task_new", "cases:appointment_new", "cases:stage")
CALL = {"kind": "contact", "mode": "phone", "note": "Nenek menelepon: anak sudah sekolah lagi."}


def now() -> str:
    return (timezone.localtime() - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M")


def set_for(desk: Desk, kind: str = "visit") -> Appointment:
    at = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert desk.post("cases:appointment_new", kind=kind, starts=at).status_code == 302
    return Appointment.objects.exclude(kind="aftercare").get(case=desk.case, state="set")


def test_a_call_of_aftercare_is_recorded_and_the_case_stays_closed(desk: Desk) -> None:
    closed(desk)
    assert desk.post("cases:service", at=now(), **CALL).status_code == 302
    assert Service.objects.filter(clients__case=desk.case, kind="contact").count() == 1
    assert (desk.case.status, desk.case.stage) == (Status.CLOSED, Stage.AFTERCARE)
    assert desk.case.last_contact_on == timezone.localdate()
    assert "Kontak" in words(desk.get("cases:case"))


def test_a_call_of_aftercare_asks_what_a_call_needs_and_folds_the_rest(desk: Desk) -> None:
    folded = "Lama, pekerja kedua, dan biaya"
    assert folded not in words(desk.get("cases:service"))
    closed(desk)
    first, rest = words(desk.get("cases:service")).split(folded)
    assert 'value="contact" checked' in re.sub(r"\s+", " ", first)
    for part, name in [(first, "at"), (first, "mode"), (first, "note"), (rest, "minutes"), (rest, "second")]:
        assert f'name="{name}"' in part, name
    assert 'name="minutes"' not in first
    wrong = words(desk.post("cases:service", at=now(), **CALL, minutes="-3"))
    assert re.search(rf"<details open>\s*<summary[^>]*>\s*{folded}", wrong), "what is wrong is not folded away"


def test_who_records_a_visit_on_the_day_of_the_closing_is_told_that_it_is_that_of_the_month(desk: Desk) -> None:
    """A call on that day, recorded there, ended the first month."""
    closed(desk)
    first = Appointment.objects.filter(case=desk.case, kind="aftercare").earliest("at")
    told = "memenuhi kunjungan bulannya"
    assert told in words(desk.get("cases:aftercare", first.pk))
    desk.people.actor("melati")
    Case.objects.filter(pk=desk.case.pk).update(closed_on=timezone.localdate() - timedelta(days=1))
    assert told not in words(desk.get("cases:aftercare", first.pk))
    assert desk.post("cases:service", at=now(), **CALL).status_code == 302
    assert Clock.objects.get(case=desk.case, rule="aftercare_1").state == "running"


def test_the_button_offers_what_it_takes_and_no_more(desk: Desk) -> None:
    closed(desk)
    page = words(desk.get("cases:case"))
    for name in (*TAKEN, "cases:reopen"):
        assert f'"{reverse(name, args=[desk.case.code])}"' in page, name
        assert desk.get(name).status_code == 200, name
    for name in NOT_TAKEN:
        assert f'"{reverse(name, args=[desk.case.code])}"' not in page, name
        assert desk.get(name).status_code == 403, name


def test_what_is_known_to_the_day_shows_no_hour_on_the_timeline(desk: Desk) -> None:
    """It read “Hari ini 00.00”."""
    at = timezone.make_aware(datetime.combine(timezone.localdate(), time(0)))
    told: dict[str, Any] = {"case": desk.case, "subject": desk.case.pk, "code": "assessment_completed", "level": ""}
    told |= {"until": None, "note": "", "by": desk.people.actor("melati"), "action_id": new_id()}
    record_fact(**told, at=at, precision=Precision.DAY)
    page = words(desk.get("cases:case"))
    assert "Hari ini</span>" in page
    assert "00.00" not in page


def test_of_the_visits_that_lie_ahead_the_next_alone_can_be_said_to_be_made(desk: Desk) -> None:
    """Those of the third and the sixth month offered Selesai on the day of the closing."""
    closed(desk)
    visits = list(Appointment.objects.filter(case=desk.case, kind="aftercare").order_by("at"))
    page = words(desk.get("cases:case"))
    offered = [f'"{reverse("cases:appointment_held", args=[desk.case.code, it.pk])}"' in page for it in visits]
    assert offered == [True, False, False]
    assert desk.post("cases:aftercare", visits[0].pk, at=now(), note="Anak sudah bersekolah.").status_code == 302
    page = words(desk.get("cases:case"))
    assert f'"{reverse("cases:appointment_held", args=[desk.case.code, visits[1].pk])}"' in page


def test_a_letter_comes_to_it_and_is_answered(desk: Desk) -> None:
    closed(desk)
    thanks = next(kind.code for kind in incoming() if not kind.term)
    came = {"kind": thanks, "number": "B/12/XI/2026", "dated": timezone.localdate().isoformat(),
            "received": "other", "received_at": now(), "party": "Kapolres Kupang", "about": "Terima kasih"}  # fmt: skip
    assert desk.post("letters:letter_in", **came).status_code == 302
    letter = Letter.objects.get(dossier=desk.case.pk)
    assert "Tulis balasan" in words(desk.get("letters:letter", letter.pk))
    assert desk.case.status == Status.CLOSED


def test_a_letter_that_begins_a_term_is_sent_where_the_term_is_seen(desk: Desk) -> None:
    closed(desk)
    asks = next(kind.code for kind in incoming() if kind.term)
    told = {"kind": asks, "number": "B/130/XI/2026", "received": "other", "received_at": now(), "party": "Unit PPA"}
    answer = desk.post("letters:letter_in", **told)
    assert answer.status_code == 422
    assert "Belum ada kasusnya" in words(answer)
    assert "B/130/XI/2026" in words(answer)
    assert not Letter.objects.filter(dossier=desk.case.pk).exists()
    assert 'href="/surat/masuk/"' in words(answer)
    agenda = words(desk.people.client("melati").get("/surat/masuk/"))
    for typed in ("B/130/XI/2026", "Unit PPA", told["received_at"]):
        assert typed in agenda, typed
    assert 'value="investigator" selected' in agenda


@pytest.mark.parametrize("done", [True, False])
def test_an_hour_that_was_set_takes_place_or_is_moved(desk: Desk, done: bool) -> None:
    appointment = set_for(desk)
    assert desk.decide(asked(desk, handed_on="TKSK").pk, approved="yes").status_code == 302
    page = words(desk.get("cases:case"))
    assert reverse("cases:appointment_postpone", args=[desk.case.code, appointment.pk]) in page
    if done:
        Appointment.objects.filter(pk=appointment.pk).update(at=timezone.now())
        answer = desk.post("cases:appointment_held", appointment.pk)
        assert answer["Location"].startswith(reverse("cases:service", args=[desk.case.code]))
    else:
        assert desk.post("cases:appointment_postpone", appointment.pk, preset="week").status_code == 302
    appointment.refresh_from_db()
    assert appointment.state == ("held" if done else "postponed")


def test_a_void_case_takes_none_of_it(desk: Desk) -> None:
    type(desk.case).objects.filter(pk=desk.case.pk).update(status="void")
    for name in TAKEN:
        assert desk.get(name).status_code == 403, name
    assert desk.post("cases:service", at=now(), **CALL).status_code == 409
    assert not Service.objects.filter(clients__case=desk.case).exists()


@pytest.mark.parametrize("who", ["bima", "indah", "dewi"])
def test_only_who_worked_it_records_in_it(desk: Desk, who: str) -> None:
    closed(desk)
    assert desk.post("cases:service", who=who, at=now(), **CALL).status_code in {403, 404}
    assert not Service.objects.filter(clients__case=desk.case).exists()


def test_paper_is_read_on_another_day(desk: Desk) -> None:
    set_for(desk)
    assert "Besok" in words(desk.get("cases:case"))
    page = words(desk.get("cases:case_print", query="?untuk=court")).split("<main")[1].split("</main>")[0]
    for word in ("Besok", "Hari ini", "sisa "):
        assert word not in page, word
