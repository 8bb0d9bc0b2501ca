"""The pages of rules: every chip of an article leads to one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from rehsos.cases.rulebook import length_words
from rehsos.law.book import rules
from rehsos.law.shapes import Length


@pytest.mark.parametrize("who", ["melati", "citra", "indah", "gita", "dewi"])
def test_any_worker_reads_a_rule(people: Any, who: str) -> None:
    page = people.client(who).get("/aturan/social_report/").content.decode()
    for words in (
        "72 jam",
        "PP 65/2015 Ps 13 ayat (2)",
        "Surat permintaan laporan sosial diterima di kantor",
        "Tidak dapat dijeda",
    ):
        assert words in page


def test_nobody_signed_in_is_led_to_the_door(client: Any, people: Any) -> None:
    assert "/masuk/" in client.get("/aturan/")["Location"]


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_has_a_page_without_codes(people: Any, code: str) -> None:
    response = people.client("melati").get(f"/aturan/{code}/")
    assert response.status_code == 200
    page = response.content.decode()
    assert rules()[code].label[0].replace("<", "&lt;") in page
    assert "child_victim" not in page
    assert "under_12" not in page


def test_an_unverified_rule_says_so(people: Any) -> None:
    code = next(code for code, rule in rules().items() if not rule.verified)
    assert "Aturan belum dipastikan" in people.client("melati").get(f"/aturan/{code}/").content.decode()


def test_a_policy_is_said_to_be_no_law(people: Any) -> None:
    page = people.client("melati").get("/aturan/first_contact_low/").content.decode()
    assert "Kebijakan dinas, bukan undang-undang" in page
    assert "Boleh dijeda dinas" in page


def test_the_list_names_every_rule_once(people: Any) -> None:
    browser = people.client("melati")
    with CaptureQueriesContext(connection) as asked:
        page = browser.get("/aturan/").content.decode()
    assert all(page.count(f'href="/aturan/{code}/"') == 1 for code in rules())
    assert len(asked.captured_queries) <= 7


@pytest.mark.parametrize("code", ["no_such_rule", "%3Cscript%3E", "social_report'--"])
def test_an_unknown_rule_is_not_found(people: Any, code: str) -> None:
    assert people.client("melati").get(f"/aturan/{code}/").status_code == 404


def test_it_speaks_english_to_who_asked_for_it(people: Any) -> None:
    from django.conf import settings

    browser = people.client("melati")
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Social report to the investigator" in browser.get("/aturan/social_report/").content.decode()


@pytest.mark.parametrize(
    ("length", "indonesian", "english"),
    [
        (Length(1, "days"), "1 hari", "1 day"),
        (Length(3, "working_days"), "3 hari kerja", "3 working days"),
        (Length(1, "months"), "1 bulan", "1 month"),
        (Length(24, "hours"), "24 jam", "24 hours"),
    ],
)
def test_english_tells_one_from_many_and_indonesian_does_not(length: Length, indonesian: str, english: str) -> None:
    assert length_words(length) == indonesian
    with translation.override("en"):
        assert length_words(length) == english
