"""Two offices on two phones of 360 px: a referral there and back, a case handed on or not, a client told in two places.

What the other office did last stands on one's first page, and the page that answers it at most two taps from there.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.cases.tests.two_offices import tell, worked_elsewhere

from .conftest import looks_right, open_names
from .test_letter_to_case import Thumb

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENTRA, TTS = "Sentra Efata Kupang", "Dinsos Kab. TTS"
SignIn = Callable[..., Page]


@pytest.fixture
def case(people: Any) -> Case:
    """Melati's, at Kupang."""
    with transaction.atomic():
        return opened(people.actor("melati"))


def home(page: Page, size: str = "") -> Thumb:
    """Hari ini, with no tap counted yet."""
    page.goto("/")
    if size:
        looks_right(page, size)
    return Thumb(page)


def unlocked(page: Page) -> None:
    """Names open, where the page that was wanted asks for them first."""
    if "PIN" in page.locator("h1").inner_text():
        open_names(page)
        page.wait_for_url(lambda url: "/nama/buka/" not in url)


def sends(page: Page, case: Case, *answers: str, to: str) -> None:
    """From the page of the case: the two questions, to whom, what goes along."""
    page.goto(f"/kasus/{case.code}/")
    thumb = Thumb(page)
    thumb.tap(page.locator("summary:visible", has_text="Catat").first)
    thumb.goes(thumb.link("Rujuk atau serahkan"))
    for answer in answers:
        thumb.tap(page.locator(f"label:has(#{answer})"))
    looks_right(page, "rujuk-dua-pertanyaan")
    thumb.goes(page.get_by_role("button", name="Lanjut: pilih kantor"))
    thumb.tap(page.locator("label", has_text="Kantor lain").first)
    thumb.write("elsewhere", to)
    thumb.choose("wanted", "advanced")
    thumb.write("asked", "Mohon rehabilitasi lanjut.")
    looks_right(page, "rujuk-kepada")
    thumb.save()
    unlocked(page)
    expect(page.locator("h1")).to_contain_text("Ringkasan untuk")
    looks_right(page, "rujuk-ringkasan")
    thumb.save()
    expect(page.get_by_text("Terkirim.")).to_be_visible()


def first_line(thumb: Thumb) -> None:
    """To what the other office did last, from where it stands on Hari ini."""
    thumb.goes(thumb.page.locator(".duty", has_text="RUJ-").get_by_role("link").filter(has_text="RUJ-").first)


def answers(page: Page, answer: str, words: str) -> None:
    """Two taps from Hari ini: the line, and its answer."""
    thumb = home(page, "rujukan-hari-ini")
    first_line(thumb)
    looks_right(page, "rujukan-belum-dijawab")
    thumb.goes(thumb.link("Jawab"))
    assert thumb.taps == 2
    thumb.choose("answer", answer)
    if answer == "refused":
        page.select_option("[name=refusal]", "full")
    thumb.write("words", words)
    looks_right(page, f"rujukan-jawab-{answer}")
    thumb.save()


def reads(page: Page, state: str, words: str) -> None:
    """That the other office did something stands on Hari ini; what it said, one tap behind."""
    thumb = home(page)
    expect(page.locator("main")).to_contain_text(state)
    first_line(thumb)
    expect(page.locator("main")).to_contain_text(words)
    looks_right(page, f"rujukan-{state}")


def test_a_referral_goes_there_and_its_result_comes_back(sign_in: SignIn, case: Case) -> None:
    melati, fajar = sign_in("melati"), sign_in("fajar")
    sends(melati, case, to=SENTRA)
    thumb = home(fajar)
    first_line(thumb)
    thumb.goes(thumb.link("Buka nama"))
    assert thumb.taps == 2
    unlocked(fajar)
    thumb.choose("because", "answers")
    looks_right(fajar, "rujukan-buka-nama")
    thumb.save()
    expect(fajar.locator("main")).to_contain_text("Mohon rehabilitasi lanjut.")
    answers(fajar, "accepted", "Besok pukul sembilan.")
    reads(melati, "Disetujui", "Besok pukul sembilan.")
    thumb = home(fajar, "rujukan-belum-tiba")
    thumb.goes(thumb.link("Tiba atau mulai"))
    looks_right(fajar, "rujukan-tiba")
    thumb.save()
    assert thumb.taps == 2
    reads(melati, "Berjalan", "Klien tiba")
    thumb = Thumb(fajar)
    thumb.goes(thumb.link("Sampaikan hasil"))
    thumb.write("words", "Selesai dilatih.")
    looks_right(fajar, "rujukan-hasil")
    thumb.save()
    reads(melati, "Selesai", "Selesai dilatih.")


def test_a_case_is_handed_on_when_the_other_office_agrees(sign_in: SignIn, case: Case) -> None:
    melati, dewi = sign_in("melati"), sign_in("dewi")
    sends(melati, case, "lepas", to=TTS)
    answers(dewi, "accepted", "Kami terima.")
    thumb = Thumb(dewi)
    dewi.goto("/kasus/")
    thumb.goes(dewi.get_by_role("link", name=case.code).first)
    looks_right(dewi, "kasus-dialihkan-baru")
    expect(dewi.locator("main")).to_contain_text("Dewi Contoh")
    melati.goto(f"/kasus/{case.code}/")
    looks_right(melati, "kasus-dialihkan-lama")
    expect(melati.locator("main")).to_contain_text(TTS)


def test_and_stays_where_it_was_when_it_refuses(sign_in: SignIn, case: Case) -> None:
    melati, dewi = sign_in("melati"), sign_in("dewi")
    sends(melati, case, "lepas", to=TTS)
    answers(dewi, "refused", "Tidak ada tempat sampai Januari.")
    reads(melati, "Ditolak", "Tidak ada tempat sampai Januari.")
    dewi.goto(f"/kasus/{case.code}/")
    expect(dewi.locator("main")).to_contain_text("Halaman ini belum ditemukan")
    melati.goto(f"/kasus/{case.code}/")
    expect(melati.locator("summary:visible", has_text="Catat").first).to_be_visible()


def test_a_client_told_in_two_places_is_seen_by_both_heads(sign_in: SignIn, case: Case, people: Any) -> None:
    """By neither with the other's place; who holds answers in two taps and a choice."""
    with transaction.atomic():
        now, there = timezone.now(), worked_elsewhere(case, people.actor("hadi"))
        tell(case, people.actor("melati"), now - timedelta(hours=5), whereabouts="hospital")
        tell(there, people.actor("hadi"), now - timedelta(hours=1), whereabouts="family")
    citra, jaya = sign_in("citra"), sign_in("jaya")
    thumb = home(jaya, "dua-tempat-menunggu")
    expect(jaya.locator("main")).to_contain_text(there.code)
    expect(jaya.locator("main")).not_to_contain_text("Rumah sakit")
    thumb = home(citra, "dua-tempat-dipegang")
    thumb.goes(citra.locator(".duty", has_text=case.code).get_by_role("link", name="Jawab"))
    looks_right(citra, "dua-tempat-jawab")
    expect(citra.locator("main")).not_to_contain_text("Keluarga")
    thumb.choose("moved", "yes")
    thumb.save()
    expect(citra.locator("main")).not_to_contain_text(case.code)
    home(jaya)
    expect(jaya.locator("main")).not_to_contain_text(there.code)
