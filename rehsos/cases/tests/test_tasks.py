from rehsos.audit.actions import new_id
from rehsos.cases.models import Task
from rehsos.cases.sealing import unsealed

from .conftest import Desk, words

ERRAND = {"kind": "birth", "what": "Akta kelahiran di Dukcapil", "agency": "Dukcapil", "due_on": "2099-01-01"}


def task(desk: Desk) -> Task:
    desk.post("cases:task_new", **ERRAND)
    return Task.objects.get()


def test_an_errand_is_noted_with_its_words_sealed(desk: Desk) -> None:
    assert desk.post("cases:task_new", **ERRAND).status_code == 302
    found = Task.objects.get()
    assert (found.kind, found.worker_id) == ("birth", 1)
    assert unsealed(desk.case.pk, found.sealed) == {"what": ERRAND["what"], "agency": "Dukcapil"}
    assert b"Akta" not in bytes(found.sealed)


def test_sent_twice_it_is_one_errand(desk: Desk) -> None:
    once = str(new_id())
    for _time in range(2):
        desk.post("cases:task_new", **ERRAND, action_id=once)
    assert Task.objects.count() == 1


def test_an_empty_or_long_gone_errand_is_refused(desk: Desk) -> None:
    assert "Wajib diisi" in words(desk.post("cases:task_new", **{**ERRAND, "what": "  "}))
    assert "sudah lewat" in words(desk.post("cases:task_new", **{**ERRAND, "due_on": "2020-01-01"}))
    assert not Task.objects.exists()


def test_it_is_settled_and_the_page_says_what_it_was(desk: Desk) -> None:
    found = task(desk)
    page = desk.get("cases:settle_task", found.pk)
    assert ERRAND["what"] in words(page)
    assert desk.statements("cases:settle_task", found.pk) <= 7
    assert desk.post("cases:settle_task", found.pk, state="asked", note="Sudah dikirim").status_code == 302
    found.refresh_from_db()
    assert (found.state, found.done_on) == ("asked", None)
    desk.post("cases:settle_task", found.pk, state="done")
    found.refresh_from_db()
    assert found.state == "done"
    assert found.done_on is not None


def test_it_cannot_be_settled_back_to_nothing_nor_by_others(desk: Desk) -> None:
    found = task(desk)
    assert desk.post("cases:settle_task", found.pk, state="open").status_code == 422
    assert desk.post("cases:settle_task", found.pk, who="bima", state="done").status_code == 403
    assert desk.post("cases:settle_task", found.pk, who="dewi", state="done").status_code == 404
    assert desk.post("cases:settle_task", new_id(), state="done").status_code == 404


def test_settling_a_task_costs_few_statements(desk: Desk) -> None:
    desk.post("cases:task_new", kind="birth", what="Akta kelahiran", agency="", due_on="")
    assert desk.statements("cases:settle_task", Task.objects.get().pk) <= 6  # one asks who wrote it last
