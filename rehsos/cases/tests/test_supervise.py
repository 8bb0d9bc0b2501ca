import re

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.supervising import read_note
from rehsos.cases.models import SupervisionNote

from .conftest import Desk, words

TALK = {
    "on": "2026-11-20",
    "note": "Ragu apakah anak dapat pulang",
    "advice": "Bicarakan dengan nenek",
    "follow_up": "Rabu",
}


def test_it_is_read_by_the_two_and_by_nobody_else(desk: Desk) -> None:
    assert desk.post("cases:supervise", other="3", **TALK).status_code == 302
    made = SupervisionNote.objects.get()
    assert (made.worker_id, made.supervisor_id) == (1, 3)
    assert TALK["note"] in words(desk.get("cases:supervise"))
    desk.reveal("citra")
    assert TALK["advice"] in words(desk.get("cases:supervise", who="citra"))
    desk.reveal("bima")
    assert desk.get("cases:supervise", who="bima").status_code == 403
    assert TALK["note"] not in words(desk.get("cases:supervise", who="eka"))
    assert read_note(made, desk.people.actor("bima")) == {}


def test_the_log_says_that_and_not_what(desk: Desk) -> None:
    desk.post("cases:supervise", other="3", **TALK)
    row = Action.objects.get(name="supervise")
    assert row.sealed is None
    assert "Ragu" not in str(row.facts)


def test_a_supervisor_writes_to_a_worker_of_the_case(desk: Desk) -> None:
    assert desk.post("cases:supervise", who="citra", other="2", **TALK).status_code == 422
    assert desk.post("cases:supervise", who="citra", other="1", **TALK).status_code == 302
    assert SupervisionNote.objects.get().supervisor_id == 3
    assert desk.get("cases:supervise", who="dewi").status_code == 404


def test_a_day_without_an_hour_is_said_as_a_day(desk: Desk) -> None:
    """It stood on the timeline as “Hari ini 12.00”, also at a quarter to three."""
    desk.post("cases:supervise", other="3", **{**TALK, "on": str(timezone.localdate())})
    page = words(desk.get("cases:case"))
    before = re.sub(r"<[^>]+>", "", page.rsplit("<b>Catatan supervisi</b>", 1)[0])
    assert before.rstrip().endswith("Hari ini")


def test_an_empty_or_future_talk_is_refused(desk: Desk) -> None:
    assert desk.post("cases:supervise", other="3", **{**TALK, "note": ""}).status_code == 422
    assert "masa depan" in words(desk.post("cases:supervise", other="3", **{**TALK, "on": "2099-01-01"}))
    assert not SupervisionNote.objects.exists()


def test_a_note_opens_once_names_are_open(desk: Desk) -> None:
    desk.post("cases:supervise", other="3", **TALK)
    shut = words(desk.get("cases:supervise", who="bima"))
    assert "Ragu" not in shut
    locked = desk.people.client("melati").get(desk.address("cases:supervise"))
    assert "Ragu" not in words(locked)
    assert "Isi tersegel" in words(locked)


def test_other_words_under_the_same_id_are_not_said_to_be_saved(desk: Desk) -> None:
    once = str(new_id())
    first = {**TALK, "other": "3", "action_id": once}
    assert desk.post("cases:supervise", **first).status_code == 302
    assert desk.post("cases:supervise", **first).status_code == 302
    answer = desk.post("cases:supervise", **first | {"note": "Catatan dua"})
    assert "dengan isi lain" in words(answer)
    assert SupervisionNote.objects.count() == 1
