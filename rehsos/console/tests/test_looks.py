import json
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actor import set_scope
from rehsos.audit.models import View
from rehsos.cases.tests.test_open_case import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(people: Any) -> str:
    """A case that Melati opened once and Bima looked into."""
    case = opened(people.actor("melati"))
    for name in ("melati", "bima"):
        people.actor(name)
        people.client(name).get(reverse("cases:case", args=[case.code]))
    return case.code


def looks(says: Any, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(says("views", *argv, "--format", "json").out)
    return found


def test_everybody_who_opened_a_case_is_told(says: Any, code: str) -> None:
    rows = [(row["worker"], row["office"], row["what"]) for row in looks(says, "--case", code)]
    assert ("Melati Contoh", "Dinsos Kab. Kupang", "case") in rows
    assert ("Bima Contoh", "Dinsos Kab. Kupang", "case") in rows


def test_opening_the_client_counts_as_a_look_at_the_case(says: Any, code: str, people: Any) -> None:
    from rehsos.cases.models import Case

    people.actor("bima")
    client = Case.objects.get(code=code).client_id
    people.client("bima").get(reverse("people:person", args=[client]))
    assert [row["case"] for row in looks(says, "--case", code) if row["what"] == "person"] == [[code]]


def test_what_a_worker_looked_at_is_told_by_code(says: Any, code: str) -> None:
    rows = looks(says, "--worker", "bima@contoh.test")
    assert [(row["what"], row["case"]) for row in rows] == [("case", [code])]
    assert "membuka kasus" in says("views", "--worker", "bima@contoh.test").out


def test_reading_the_log_leaves_a_line_in_it(says: Any, code: str) -> None:
    assert [row["what"] for row in looks(says, "--case", code) if row["worker"] == "Administrator"] == ["views"]
    looks(says, "--worker", "bima@contoh.test")
    set_scope((3,), 0)
    assert View.objects.filter(worker=0, what="views").count() == 2


def test_no_client_is_named(says: Any, code: str) -> None:
    assert "Rambu" not in says("views", "--case", code).out


def test_since_leaves_the_older_out(says: Any, code: str) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert looks(says, "--case", code, "--since", tomorrow.isoformat()) == []


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ((), "Tulis salah satu: --case --worker."),
        (("--case", "x", "--worker", "y"), "Pilih satu saja"),
        (("--case", "53.01-99-9999"), "Kasus “53.01-99-9999” tidak ada."),
        (("--worker", "bimo@contoh.test"), "Mungkin: bima@contoh.test"),
        (("--case", "x", "--since", "entah"), "bukan tanggal"),
    ],
)
def test_wrong_questions_get_one_line(says: Any, argv: tuple[str, ...], words: str) -> None:
    told = says("views", *argv)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
