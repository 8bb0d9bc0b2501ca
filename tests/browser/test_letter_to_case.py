"""From the letter's arrival to a case with its clock on a phone of 360 px, every tap and key counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from conftest import unlock
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.justice.models import Matter, Part
from rehsos.justice.tests.bench import person
from rehsos.justice.tests.test_from_letter import TYPED, asked_by_letter, sent
from rehsos.people.identity import identity_of

from .conftest import LAPTOP, looks_right, open_names

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_TAPS, MOST_KEYS = 20, 150


class Thumb:
    """Taps and types as a thumb does, and counts it. To type in a box is a tap on it, and a key for each letter."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.keys = page, 0, 0

    def tap(self, what: Locator) -> None:
        what.click()
        self.taps += 1

    def goes(self, what: Locator) -> None:
        """A tap that leads to another page."""
        here = self.page.url
        self.tap(what)
        self.page.wait_for_url(lambda url: url != here)

    def write(self, name: str, text: str) -> None:
        box = self.page.locator(f"[name={name}]:visible")
        self.tap(box)
        box.press_sequentially(text)
        self.keys += len(text)

    def pick_day(self, name: str, day: date) -> None:
        """In the browser's own picker, counted as the eight figures of the day."""
        box = self.page.locator(f"[name={name}]:visible")
        self.tap(box)
        box.fill(day.isoformat())
        self.keys += len("31122026")

    def choose(self, name: str, value: str) -> None:
        self.tap(self.page.locator(f"label:has([name={name}][value='{value}'])"))

    def link(self, words: str) -> Locator:
        return self.page.get_by_role("link", name=words, exact=True).filter(visible=True).first

    def save(self) -> None:
        self.goes(self.page.locator("form[data-keep] .savebar button").first)


def with_names(page: Page) -> Page:
    """The day begun: the PIN is given once, and not counted to a letter."""
    page.goto(reverse("access:open_names") + "?next=/")
    open_names(page)
    page.wait_for_url("**/")
    return page


def record_letter(thumb: Thumb, number: str = "B/71/XI/2026") -> None:
    """The peksos has the letter in hand: Hari ini, Catat, the letter."""
    thumb.goes(thumb.link("Catat…"))
    thumb.goes(thumb.link("Surat masuk yang belum ada kasusnya"))
    looks_right(thumb.page, "surat-masuk")
    thumb.write("number", number)
    thumb.write("party", "Unit PPA Polres Contoh")
    thumb.tap(thumb.page.locator("label", has_text="Sekarang, "))
    thumb.save()


def test_the_letter_becomes_a_case_with_its_clock(sign_in: Callable[..., Page], people: Any) -> None:
    page = with_names(sign_in("melati"))
    thumb = Thumb(page)
    record_letter(thumb)
    thumb.goes(thumb.link("Buka kasus dari surat"))
    looks_right(page, "dari-surat")
    thumb.write("name", "Yunus Umpama")
    thumb.choose("sex", "L")
    thumb.write("birth_year", "13")
    thumb.choose("role", "child_victim")
    thumb.write("police_number", "LP/112/XI/2026")
    thumb.pick_day("event_from", date(2026, 11, 20))
    thumb.write("offence", "Penganiayaan")
    thumb.write("officer", "Aipda Peraga Umpama")
    thumb.save()
    expect(page.get_by_text("Laporan sosial kepada penyidik").first).to_be_visible()
    looks_right(page, "kasus-dari-surat")
    with transaction.atomic():
        people.actor("melati")
        assert str(Part.objects.select_related("matter").get().matter.event_from) == "2026-11-20"
    print(f"\n{thumb.taps} taps, {thumb.keys} keys")  # noqa: T201 - the figure of the table of taps
    assert thumb.taps <= MOST_TAPS
    assert thumb.keys <= MOST_KEYS


def test_a_letter_that_the_clerk_recorded_is_opened_from_hari_ini(sign_in: Callable[..., Page], people: Any) -> None:
    with transaction.atomic():
        asked_by_letter(people.actor("melati"))
    page = with_names(sign_in("melati"))
    thumb = Thumb(page)
    looks_right(page, "hari-ini-surat-permintaan")
    thumb.goes(thumb.link("Buka kasus dari surat"))
    expect(page.locator("[name=name]")).to_have_value("Yunus Teladan")
    expect(page.locator("[name=event_from]")).to_have_value("2026-11-20")
    thumb.choose("sex", "L")
    thumb.write("birth_year", "13")
    thumb.choose("role", "child_victim")
    thumb.write("offence", "Penganiayaan")
    thumb.write("officer", "Aipda Peraga Umpama")
    thumb.save()
    expect(page.get_by_text("Laporan sosial kepada penyidik").first).to_be_visible()
    print(f"\nfrom Hari ini: {thumb.taps} taps, {thumb.keys} keys")  # noqa: T201 - the figure of the table of taps


def test_a_number_that_is_on_file_is_offered_as_typed_and_joined_without_a_refusal(
    sign_in: Callable[..., Page], people: Any
) -> None:
    """It was offered after a refused save only."""
    with transaction.atomic():
        first = asked_by_letter(people.actor("melati"))
        browser = unlock(people.client("melati"))
    assert sent(browser, first).status_code == 302
    page = with_names(sign_in("melati"))
    thumb = Thumb(page)
    record_letter(thumb, "B/72/XI/2026")
    thumb.goes(thumb.link("Buka kasus dari surat"))
    thumb.write("name", "Rambu Umpama")
    thumb.choose("sex", "P")
    thumb.write("birth_year", "12")
    thumb.choose("role", "child_witness")
    thumb.write("police_number", TYPED["police_number"])
    expect(page.get_by_text("Gabung ke perkara ini")).to_be_visible()
    looks_right(page, "dari-surat-lp")
    expect(page.locator("[name=joins]").first).to_be_checked()
    thumb.save()
    with transaction.atomic():
        people.actor("melati")
        assert (Matter.objects.count(), Part.objects.count()) == (1, 2)


def test_who_is_known_is_offered_as_typed_and_the_next_child_joins(sign_in: Callable[..., Page], people: Any) -> None:
    with transaction.atomic():
        known = person("yanto", people.actor("melati"))
        name = identity_of(known).name
    page = with_names(sign_in("melati"))
    thumb = Thumb(page)
    record_letter(thumb)
    thumb.goes(thumb.link("Buka kasus dari surat"))
    thumb.write("name", name)
    expect(page.get_by_text("Mungkin anak ini sudah terdaftar")).to_be_visible()
    looks_right(page, "dari-surat-mirip")
    thumb.choose("who", str(known.pk))
    expect(page.locator("[name=birth_year]")).to_be_hidden()
    thumb.choose("role", "child_witness")
    thumb.save()
    page.goto(page.url)
    before = (thumb.taps, thumb.keys)
    thumb.tap(page.get_by_text("Catat", exact=True).filter(visible=True).first)
    thumb.goes(page.get_by_role("link", name="Anak lain dari surat yang sama").first)
    thumb.write("name", "Rambu Teladan")
    thumb.choose("sex", "P")
    thumb.write("birth_year", "14")
    thumb.choose("role", "child_victim")
    thumb.save()
    print(f"\nnext child: {thumb.taps - before[0]} taps, {thumb.keys - before[1]} keys")  # noqa: T201
    with transaction.atomic():
        people.actor("melati")
        assert Case.objects.count() == 2
        assert Part.objects.values("matter").distinct().count() == 1


def test_a_second_letter_of_the_same_police_report_is_one_tap_more(sign_in: Callable[..., Page], people: Any) -> None:
    page = with_names(sign_in("melati"))
    thumb = Thumb(page)
    for number, name, role in (("B/71", "Yunus Umpama", "child_victim"), ("B/72", "Dodi Teladan", "child_in_conflict")):
        before = (thumb.taps, thumb.keys)
        page.goto("/")
        record_letter(thumb, f"{number}/XI/2026")
        thumb.goes(thumb.link("Buka kasus dari surat"))
        thumb.write("name", name)
        thumb.choose("sex", "L")
        thumb.write("birth_year", "14")
        thumb.choose("role", role)
        thumb.write("police_number", "LP/B/150/XI/2026")
        if role == "child_in_conflict":
            thumb.tap(page.locator("form[data-keep] .savebar button").first)
            expect(page.get_by_text("Gabung ke perkara ini")).to_be_visible()
            expect(page.locator("[name=joins]").first).to_be_checked()
            looks_right(page, "dari-surat-gabung")
        thumb.save()
    taps, keys = thumb.taps - before[0], thumb.keys - before[1]
    print(f"\nsecond letter: {taps} taps, {keys} keys")  # noqa: T201 - the figure of the table of taps
    assert taps <= MOST_TAPS
    with transaction.atomic():
        people.actor("melati")
        assert (Case.objects.count(), Part.objects.values("matter").distinct().count()) == (2, 1)


SMALL = {"width": 360, "height": 640}
SIX = ("safe_now", "needs_doctor", "safe_tonight", "alleged_at_home", "self_harm", "safe_adult")


@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["360", "1280"])
def test_six_questions_of_safety_are_taps_on_a_small_phone(
    sign_in: Callable[..., Page], people: Any, size: dict[str, int]
) -> None:
    with transaction.atomic():
        case = opened(people.actor("melati"))
    page = sign_in("melati", size)
    thumb = Thumb(page)
    page.goto(f"/kasus/{case.code}/asesmen/short_assessment/")
    high = page.evaluate("document.documentElement.scrollHeight")
    looks_right(page, "asesmen-singkat")
    for name in SIX:
        thumb.choose(name, "no")
    thumb.choose("risk_level", "critical")
    thumb.choose("met_how", "in_person")
    thumb.save()
    looks_right(page, "asesmen-singkat-tersimpan")
    print(f"\n{thumb.taps} taps, {thumb.keys} keys, {high} px")  # noqa: T201 - the figure of the table of taps
    assert (thumb.taps, thumb.keys) == (9, 0)
    assert high <= 2 * size["height"], "more than one scroll"


def test_it_looks_right_on_a_laptop(sign_in: Callable[..., Page]) -> None:
    page = with_names(sign_in("melati", LAPTOP))
    thumb = Thumb(page)
    page.goto("/surat/masuk/")
    thumb.write("number", "B/71/XI/2026")
    thumb.write("party", "Unit PPA Polres Contoh")
    thumb.tap(page.locator("label", has_text="Sekarang, "))
    thumb.save()
    thumb.goes(thumb.link("Buka kasus dari surat"))
    looks_right(page, "dari-surat")


def test_half_typed_it_comes_back_with_the_names_open(sign_in: Callable[..., Page]) -> None:
    page = sign_in("melati")
    thumb = Thumb(page)
    record_letter(thumb)
    thumb.goes(thumb.link("Buka kasus dari surat"))
    open_names(page)
    with page.expect_response(lambda answer: "/draf/" in answer.url):
        thumb.write("officer", "Aipda Peraga")
        page.locator("[name=officer]").blur()
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("[name=officer]")).to_have_value("Aipda Peraga")
