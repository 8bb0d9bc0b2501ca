"""A page that says what went wrong says only what is true."""

from typing import Any

import pytest
from django.urls import reverse

from conftest import save
from rehsos.cases.tests.test_open_case import opened
from rehsos.cases.tests.test_supervise import TALK
from rehsos.desk.errors import forbidden, server_error


def test_who_only_looked_is_not_told_that_something_was_not_saved(people: Any) -> None:
    request = people.client("melati").get("/").wsgi_request
    assert "belum tersimpan" not in server_error(request).content.decode()
    request.method = "POST"
    assert "belum tersimpan" in server_error(request).content.decode()


def test_a_refusal_with_its_own_reason_does_not_send_anybody_for_another_role(people: Any) -> None:
    request = people.client("melati").get("/").wsgi_request
    assert "menyesuaikan peran" not in forbidden(request, Exception("Kasus ini sudah diakhiri.")).content.decode()
    assert "menyesuaikan peran" in forbidden(request, Exception("")).content.decode()


@pytest.mark.parametrize("address", ["/layar-umum/", "/nama/tutup/", "/pengaturan/sesi/"])
def test_who_opens_the_address_of_a_button_is_told_where_it_is(people: Any, address: str) -> None:
    answer = people.client("melati").get(address)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "tekan tombolnya di sana" in answer.content.decode()


def test_every_answer_that_must_be_given_is_asked_for_in_the_same_words(people: Any) -> None:
    answer = people.client("melati").post(reverse("intake:receive_report"), {})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "tidak boleh kosong" not in page
    assert "Pilih salah satu." in page
    assert "Wajib diisi." in page


def test_what_a_superior_may_record_of_the_team_stands_under_one_heading(people: Any) -> None:
    case = opened(people.actor("melati"))
    page = people.client("citra").get(reverse("cases:case", args=[case.code])).content.decode()
    assert "Tugaskan pekerja" in page
    assert "Catatan supervisi" in page
    assert page.count('<p class="muted small">Tim</p>') == 1


def test_what_was_saved_before_is_told_on_the_next_page_and_not_beside_what_was_not(people: Any) -> None:
    """“Ada yang salah … Tersimpan. … belum tersimpan” in one breath: a second tap on a full disk."""
    melati = people.actor("melati")
    case, browser = opened(melati), people.client("citra")
    told = {**TALK, "other": str(melati.worker)}
    assert save(browser, reverse("cases:supervise", args=[case.code]), told).status_code == 302
    assert "Tersimpan" not in browser.get("/tidak-ada/").content.decode()
    assert "Tersimpan" in browser.get("/").content.decode()
    assert "Tersimpan" not in browser.get("/").content.decode()
