"""A letter recorded twice, a slip of the year, an hour three months back: asked about once, saved when meant."""

import html
import re
from datetime import timedelta
from typing import Any

from rehsos.cases.models import Fact
from rehsos.papers.models import Letter

from .report_bench import Bench, bench
from .test_letter_before_case import register, written
from .test_letter_in import said, sent

__all__ = ["bench"]
SAME = "sudah tercatat"


def sure_of(answer: Any) -> list[str]:
    """What the form was asked about, as its hidden fields send it back."""
    found = re.findall(r'name="sure" value="([^"]+)"', answer.content.decode())
    assert found
    return [html.unescape(one) for one in found]


def test_the_same_letter_twice_is_asked_about_names_the_first_and_is_saved_when_meant(bench: Bench) -> None:
    first = register(bench)
    again = register(bench, number="b/102/xi/Reskrim", party="Kepala Unit PPA")
    told = again.content.decode()
    assert again.status_code == 422
    assert SAME in told
    assert f'href="{first.url}"' in told
    assert Letter.objects.count() == 1
    meant = register(bench, number="b/102/xi/Reskrim", party="Kepala Unit PPA", sure=sure_of(again))
    assert meant.status_code == 302
    assert Letter.objects.count() == 2


def test_a_letter_is_looked_for_by_its_number_and_nobody_is_registered_by_one(bench: Bench) -> None:
    there = register(bench).url
    for typed in ("B/102/XI/Reskrim", "b/102/xi /reskrim"):
        found = bench.client("melati").post("/orang/", {"q": typed})
        assert (found.status_code, found.url) == (302, there)
    for who, typed in (("melati", "B/999/XI/Reskrim"), ("dewi", "B/102/XI/Reskrim")):
        seen = bench.client(who).post("/orang/", {"q": typed}).content.decode()
        assert "Kode atau nomor ini tidak ada" in seen
        assert "Daftarkan orang baru" not in seen


def test_another_sender_and_date_or_another_number_is_another_letter(bench: Bench) -> None:
    day = (bench.now - timedelta(hours=5)).date()  # the day on which it came
    register(bench, dated=day.isoformat())
    earlier = (day - timedelta(days=2)).isoformat()
    assert register(bench, party="Kejaksaan Negeri Contoh", dated=earlier).status_code == 302
    assert register(bench, number="B/103/XI/Reskrim", dated=day.isoformat()).status_code == 302


def test_the_same_number_and_date_is_asked_about_however_the_sender_is_spelled(bench: Bench) -> None:
    """A letter came by phone from the unit, and on paper from its head: two cards, and two terms of one letter."""
    day = (bench.now - timedelta(hours=5)).date().isoformat()
    register(bench, number="B/91 /XI/2026/Reskrim", party="PPA Polres Contoh", dated=day)
    again = register(bench, number="B/91/XI/2026/Reskrim", party="Kanit PPA Kepolisian Resor Contoh", dated=day)
    assert again.status_code == 422
    assert SAME in again.content.decode()


def test_a_number_is_kept_without_the_spaces_around_its_strokes(bench: Bench) -> None:
    answer = register(bench, number=" B/91 / XI/ 2026/Reskrim")
    assert "B/91/XI/2026/Reskrim" in bench.browser.get(answer.url).content.decode()


def test_within_one_case_it_is_asked_about_too_and_another_number_is_asked_anew(bench: Bench) -> None:
    letter = bench.request()
    told = sent(bench, number="B/101/IX/Reskrim")
    again = bench.post("letters:letter_in", data=told)
    assert again.status_code == 422
    assert "di kasus ini" in again.content.decode()
    assert bench.url("letters:letter", letter.pk) in again.content.decode()
    assert bench.post("letters:letter_in", data=told | {"sure": sure_of(again)}).status_code == 302
    third = bench.request(number="B/150/IX/Reskrim", kind="summons")
    other = bench.post("letters:letter_in", data=told | {"number": "B/150/IX/Reskrim", "sure": sure_of(again)})
    assert other.status_code == 422
    assert bench.url("letters:letter", third.pk) in other.content.decode()


def test_an_outsider_is_not_told_of_a_letter_of_this_office(bench: Bench) -> None:
    register(bench)
    answer = bench.client("dewi").post("/surat/masuk/", written(bench))
    assert SAME not in answer.content.decode()


def test_a_date_of_long_ago_is_asked_about_and_kept_when_meant(bench: Bench) -> None:
    old = (bench.now - timedelta(days=740)).date().isoformat()
    asked = register(bench, dated=old)
    assert asked.status_code == 422
    assert "Periksa tahunnya" in asked.content.decode()
    assert register(bench, dated=old, sure=sure_of(asked)).status_code == 302
    assert Letter.objects.get().dated.isoformat() == old  # type: ignore[union-attr]


def test_an_hour_three_months_back_is_asked_about_and_one_of_a_day_is_not(bench: Bench) -> None:
    letter = bench.request(dated=None)
    at = bench.now - timedelta(days=90)
    told = {"received_at": said(at), "reason": "Salah bulan."}
    asked = bench.post("letters:receipt_correct", letter.pk, data=told)
    assert asked.status_code == 422
    assert "tenggatnya ikut bergeser" in asked.content.decode()
    assert Fact.objects.get(code="report_request_received", replaced_by=None).at == letter.received_at
    assert bench.post("letters:receipt_correct", letter.pk, data=told | {"sure": sure_of(asked)}).status_code == 302
    assert Fact.objects.get(code="report_request_received", replaced_by=None).at == at
    near = bench.request(dated=None, number="B/109/IX/Reskrim")
    told = {"received_at": said(bench.now - timedelta(hours=70)), "reason": "Salah hari."}
    assert bench.post("letters:receipt_correct", near.pk, data=told).status_code == 302
