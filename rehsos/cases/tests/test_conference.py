from rehsos.audit.actions import new_id
from rehsos.cases.models import Conference, Task
from rehsos.cases.sealing import unsealed
from rehsos.papers.filling import answers_of

from .conftest import Desk, words

MEETING = {
    "held_on": "2026-11-19", "chair": "Citra Contoh", "agenda": "Pendampingan M.", "pledged": "yes",
    "attendees": "Bima Contoh, Dinsos\nIbu Contoh, Polres", "client_heard": "not_yet",
}  # fmt: skip
DECISIONS = {
    "what_0": "Urus akta kelahiran", "worker_0": "1", "due_on_0": "2026-12-01",
    "what_2": "Kirim hasil visum", "agency_2": "RSUD Contoh",
}  # fmt: skip


def test_each_decision_becomes_a_task(desk: Desk) -> None:
    assert desk.post("cases:conference", **MEETING, **DECISIONS).status_code == 302
    held = Conference.objects.select_related("form").get()
    assert answers_of(held.form)["decisions"] == "1. Urus akta kelahiran\n2. Kirim hasil visum"
    tasks = Task.objects.filter(conference=held).order_by("due_on")
    said = [(t, unsealed(desk.case.pk, t.sealed)) for t in tasks]
    told = [(texts["what"], t.worker_id, texts["agency"], str(t.due_on)) for t, texts in said]
    assert told == [
        ("Urus akta kelahiran", 1, "", "2026-12-01"),
        ("Kirim hasil visum", None, "RSUD Contoh", "None"),
    ]


def test_sent_twice_it_was_held_once(desk: Desk) -> None:
    once = str(new_id())
    for _time in range(2):
        desk.post("cases:conference", **MEETING, **DECISIONS, action_id=once)
    assert (Conference.objects.count(), Task.objects.count()) == (1, 2)


def test_who_has_not_pledged_is_told(desk: Desk) -> None:
    answer = desk.post("cases:conference", **{**MEETING, "pledged": "no"}, **DECISIONS)
    assert answer.status_code == 422
    assert "Yang belum berjanji" in words(answer)


def test_without_a_decision_it_asks_for_one_and_keeps_the_minutes(desk: Desk) -> None:
    answer = desk.post("cases:conference", **MEETING, agency_1="Polres")
    assert answer.status_code == 422
    assert "Ibu Contoh, Polres" in words(answer)
    assert "Tulis apa yang diputuskan" in words(answer)
    assert not Conference.objects.exists()


def test_a_meeting_to_come_has_no_minutes(desk: Desk) -> None:
    answer = desk.post("cases:conference", **{**MEETING, "held_on": "2099-01-01"}, **DECISIONS)
    assert answer.status_code == 422
    assert "masa depan" in words(answer)
