"""Lainnya: what the side bar of a laptop holds, for a screen that has no room for one."""

from typing import Any

import pytest


@pytest.mark.parametrize("who", ["melati", "citra", "indah", "gita", "eka", "fajar"])
def test_the_way_out_the_shared_screen_and_the_language_are_for_every_role(people: Any, who: str) -> None:
    answer = people.client(who).get("/lainnya/")
    assert answer.status_code == 200
    page = answer.content.decode().split('<main id="isi"')[1].split("</main>")[0]
    assert 'action="/masuk/logout/"' in page
    assert 'action="/layar-umum/"' in page
    assert 'action="/bahasa/"' in page


def test_names_are_offered_on_the_first_page_until_they_are_open(people: Any) -> None:
    browser = people.client("melati")
    assert 'href="/nama/buka/"' in browser.get("/").content.decode()
    kept = browser.session
    kept["names_open"] = True
    kept.save()
    assert 'href="/nama/buka/"' not in browser.get("/").content.decode()


def test_who_may_not_see_names_is_not_offered_to_open_them(people: Any) -> None:
    assert 'href="/nama/buka/"' not in people.client("eka").get("/").content.decode()


def test_who_signs_letters_reads_the_register_and_registers_nothing(people: Any) -> None:
    browser = people.client("citra")
    page = browser.get("/surat/")
    assert page.status_code == 200
    assert "Catat surat kasus ini" not in page.content.decode()
    assert 'href="/surat/"' in browser.get("/").content.decode()
    assert browser.post("/surat/", {"code": "53.01-26-0001"}).status_code == 404
    assert "Catat surat kasus ini" in people.client("indah").get("/surat/").content.decode()
    assert people.client("eka").get("/surat/").status_code == 404
