"""How an office divides itself, on its page of policies: a bidang a line, with numbers of types."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form
from rehsos.audit.actions import new_id
from rehsos.directory.actions.arranging import arrange_bidang
from rehsos.directory.bidang import bidang_of
from rehsos.directory.models import Office, Posting

from .conftest import Desk, words

pytestmark = pytest.mark.django_db
LINES = "Rehabilitasi Sosial: 1-15, 18-20\nPemberdayaan Sosial: 23, 25, 26"


def send(people: Any, text: str, since: str = "", who: str = "citra") -> Any:
    browser, there = people.client(who), reverse("desk:office_bidang")
    kept = opened_form(browser, there)
    answer = browser.post(there, {**kept, "bidang": text, "since": since or timezone.localdate().isoformat()})
    people.actor(who)
    return answer


def test_an_office_is_divided_from_a_day_that_may_lie_behind(people: Any) -> None:
    assert send(people, LINES, "2021-01-04").status_code == 302
    found = {one.name: (len(one.types), str(one.since)) for one in bidang_of(3)}
    assert found == {"Rehabilitasi Sosial": (18, "2021-01-04"), "Pemberdayaan Sosial": (3, "2021-01-04")}
    page = people.client("citra").get(reverse("desk:office")).content.decode()
    assert "Rehabilitasi Sosial: 18 jenis" in page
    assert "(1-15, 18-20)" in page


def test_what_was_written_stands_there_to_be_changed_and_emptied(people: Any) -> None:
    send(people, LINES)
    page = people.client("citra").get(reverse("desk:office_bidang")).content.decode()
    assert "Rehabilitasi Sosial: 1-15, 18-20" in page
    assert "01 · Balita telantar" in page
    assert send(people, "").status_code == 302
    assert bidang_of(3) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Rehabilitasi Sosial", "belum dapat dibaca"),
        (": 1-3", "belum dapat dibaca"),
        ("Anak: satu", "belum dapat dibaca"),
        ("Anak: 0", "belum dapat dibaca"),
        ("Anak: 27", "belum dapat dibaca"),
        ("Anak: 7-3", "belum dapat dibaca"),
        ("Anak: 1\nAnak: 2", "belum dapat dibaca"),
        ("Anak: 1-7\nLansia: 7-8", "sudah di bidang Anak"),
        ("…: 1", "Nama bidang"),
    ],
)
def test_a_line_that_is_none_is_said_and_nothing_is_kept(people: Any, text: str, said: str) -> None:
    answer = send(people, text)
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert bidang_of(3) == ()


def test_only_the_head_divides_the_office(people: Any) -> None:
    there = reverse("desk:office_bidang")
    assert [people.client(who).get(there).status_code for who in ("citra", "melati", "eka", "gita")] == [
        200, 404, 404, 404,
    ]  # fmt: skip


def test_the_bidang_of_a_case_and_its_head_are_named_and_another_may_receive(desk: Desk) -> None:
    citra = desk.people.actor("citra")
    divided = {"Anak": ["child_in_justice"], "Lansia": ["neglected_elderly"]}
    arrange_bidang(office=Office.objects.get(pk=3), bidang=divided,
                   since=desk.case.opened_on, by=citra, action_id=new_id())  # fmt: skip
    Posting.objects.filter(worker=citra.worker).update(bidang="anak")
    page = words(desk.get("cases:competence"))
    assert "Di kantor ini: bidang Anak (Citra Contoh). Bidang lain boleh menerima." in page


def test_an_office_of_one_bidang_says_nothing_of_it(desk: Desk) -> None:
    assert "bidang" not in words(desk.get("cases:competence")).split("<main", 1)[-1].split("Bidang lain", 1)[0].lower()
