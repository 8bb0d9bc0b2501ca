"""What is read from a box before the form is sent: for who is at work, by the eyes of their office, kept nowhere."""

from typing import Any

import pytest

from rehsos.audit.models import Action, View

pytestmark = pytest.mark.django_db
HERE = "/terbaca/"


def said(people: Any, who: str = "melati", **sent: str) -> str:
    answer = people.client(who).post(HERE, sent)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_sure_place_is_said_and_an_unsure_one_offered_under_the_name_of_its_box(people: Any) -> None:
    assert said(people, kind="place", name="lives_in", text="TTU") == "Terbaca: Kab. Timor Tengah Utara"
    offered = said(people, kind="place", name="lives_in", text="Kupang")
    assert 'name="lives_in-pick" value="53.71"' in offered
    assert said(people, kind="place", name="x", text="Negeri Dongeng") == ""


def test_a_day_is_said_in_words_ahead_where_its_field_looks_ahead(people: Any) -> None:
    assert said(people, kind="day", text="31 Des 2010") == "Jumat, 31 Desember 2010"
    assert said(people, kind="day", text="1 Jan") != said(people, kind="day", text="1 Jan", forward="1")
    assert said(people, kind="day", text="<b>") == ""


def test_what_was_written_is_escaped_and_leaves_no_trace(people: Any) -> None:
    before = (Action.objects.count(), View.objects.count())
    assert "<script" not in said(people, kind="place", name='"><script>', text="Kupang")
    assert (Action.objects.count(), View.objects.count()) == before


def test_nobody_reads_it_who_is_not_at_work(people: Any, client: Any) -> None:
    assert client.post(HERE, {"kind": "day", "text": "kemarin"}).status_code == 302
    assert people.client("melati").get(HERE).status_code == 405
