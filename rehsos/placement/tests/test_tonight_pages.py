"""Malam ini on the screen: names for the own house, numbers for others, a code for a hidden one."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.directory.actions.hiding import hide_place
from rehsos.directory.models import Office
from rehsos.placement.models import AbsenceKind, Bed, Lying
from rehsos.referral.models import Referral

from .conftest import KUPANG, SENTRA, Inn, words


def hidden(number: int = SENTRA) -> None:
    office = Office.objects.get(pk=number)
    by = operator(office)
    set_scope(by.offices, by.worker)
    hide_place(office=office, by=by, action_id=new_id())


def test_the_heading_is_the_answer_and_residents_stand_by_initials(inn: Inn) -> None:
    inn.taken(called="Nipah Contoh")
    page = words(inn.get("placement:tonight"))
    assert "Malam ini: 1 tempat tidur bebas" in page
    assert "N.C." in page
    assert "Nipah" not in page
    assert "1 penghuni = 1 di ranjang + 0 tanpa ranjang" in page


def test_on_a_shared_screen_only_codes_stand(inn: Inn) -> None:
    stay = inn.taken(called="Nipah Contoh")
    browser = unlock(inn.people.client("melati"))
    session = browser.session
    session["public_screen"] = True
    session.save()
    page = words(browser.get(reverse("placement:tonight")))
    assert stay.case.code in page
    assert "N.C." not in page


def test_who_is_missing_is_asked_for_first(inn: Inn) -> None:
    stay = inn.taken()
    assert "Perlu tindakan" not in words(inn.get("placement:tonight"))
    inn.away(stay, AbsenceKind.MISSING)
    page = words(inn.get("placement:tonight"))
    assert page.index("Perlu tindakan") < page.index("Kamar dan tempat tidur")
    assert "Tidak di tempat" in page


def test_a_free_bed_leads_to_taking_somebody_in_there(inn: Inn) -> None:
    page = words(inn.get("placement:tonight"))
    assert f"{reverse('placement:take_in')}?ranjang={inn.two.pk}" in page
    asked = words(inn.get("placement:take_in", query=f"?ranjang={inn.two.pk}"))
    assert f'value="{inn.two.pk}" selected' in asked


def test_a_province_reads_numbers_and_no_name(inn: Inn) -> None:
    stay = inn.taken(called="Nipah Contoh")
    page = words(inn.get("placement:tonight", who="eka"))
    assert "Dinsos Kab. Kupang" in page
    assert "1 penghuni = 1 di ranjang" in page
    assert "N.C." not in page
    assert stay.case.code not in page


def test_a_neighbour_reads_beds_and_nothing_of_people(inn: Inn) -> None:
    inn.taken()
    page = words(inn.get("placement:houses", who="dewi"))
    assert "Dinsos Kab. Kupang" in page
    assert "penghuni" not in page
    assert "Lewat batas" not in page


def test_the_ministry_reads_provinces_and_leads_into_one(inn: Inn) -> None:
    from rehsos.directory.models import Posting

    Posting.objects.filter(worker__name="Gita Contoh").update(role="province")
    page = words(inn.get("placement:tonight", who="gita"))
    assert reverse("placement:houses_of", args=["53"]) in page
    assert "Dinsos Kab. Kupang" in words(inn.get("placement:houses_of", "53", who="gita"))


@pytest.mark.parametrize("province", ["52", "99", "x"])
def test_another_province_is_no_page_of_a_province(inn: Inn, province: str) -> None:
    assert inn.get("placement:houses_of", province, who="eka").status_code == 404


def test_a_hidden_house_has_a_row_to_ask_and_no_number(inn: Inn) -> None:
    before = words(inn.get("placement:houses", who="eka"))
    assert "Sentra Efata" in before
    hidden()
    page = words(inn.get("placement:houses", who="dewi"))
    assert "Rumah aman (5)" in page
    assert "Sentra Efata" not in page
    assert reverse("placement:ask", args=[SENTRA]) in page
    assert "Rumah aman tidak ikut dihitung" in page


def test_a_place_is_asked_from_a_case_and_the_request_is_filled_in(inn: Inn) -> None:
    stay = inn.admitted()
    page = words(inn.get("placement:ask", SENTRA))
    assert stay.case.code in page
    query = f"?laku=hand_over&kepada={SENTRA}&minta=bed"
    form = words(inn.get("referral:refer", stay.case.code, query=query))
    assert 'value="bed" required checked' in form or 'value="bed" checked' in form
    assert f'value="{SENTRA}" checked' in form.replace(" required", "")


@pytest.mark.parametrize("office", [KUPANG, 1, 999])
def test_one_asks_houses_and_not_oneself(inn: Inn, office: int) -> None:
    assert inn.get("placement:ask", office).status_code == 404


def bed_at_sentra(inn: Inn) -> Bed:
    told = {"name": "Melur", "sexes": "", "use": "general", "beds": "2"}
    save(inn.people.client("fajar"), reverse("placement:room_new"), told)
    inn.people.actor("fajar")
    return Bed.objects.filter(room__office=SENTRA).order_by("pk")[0]


def test_a_bed_is_promised_on_a_page_seen_on_the_board_and_given_free_again(inn: Inn) -> None:
    bed, it = bed_at_sentra(inn), inn.handed_over()
    assert reverse("placement:promise", args=[it.pk]) in words(inn.get("placement:tonight", who="fajar"))
    until = timezone.localtime(timezone.now() + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M")
    assert inn.post("placement:promise", it.pk, who="fajar", bed=str(bed.pk), until=until).status_code == 302
    board = words(inn.get("placement:tonight", who="fajar"))
    assert "Dipesan" in board
    assert reverse("placement:promise", args=[it.pk]) not in board
    inn.people.actor("fajar")
    made = Lying.objects.get(referral=it)
    assert inn.post("placement:promise_end", made.pk, who="fajar").status_code == 302
    assert "Malam ini: 2 tempat tidur bebas" in words(inn.get("placement:tonight", who="fajar"))


def test_only_the_house_finds_the_page_of_a_promise(inn: Inn) -> None:
    bed_at_sentra(inn)
    it: Referral = inn.handed_over()
    for who in ("melati", "dewi", "eka"):
        assert inn.get("placement:promise", it.pk, who=who).status_code == 404


def test_the_page_asks_as_much_for_many_as_for_one(inn: Inn, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from conftest import MARKS

    def asked() -> int:
        inn.get("placement:tonight")
        with CaptureQueriesContext(connection) as found:
            inn.get("placement:tonight")
        return sum(not one["sql"].startswith(MARKS) for one in found.captured_queries)

    inn.taken()
    one = asked()
    for name in ("Teratai", "Seroja", "Anggrek"):
        inn.taken(called=name, bed=None)
    assert asked() == one
    assert one <= 14  # with the session, the actor and the frame of every page


@pytest.mark.parametrize("who", ["indah", "gita"])
def test_who_has_no_case_to_look_at_finds_no_such_page(inn: Inn, who: str) -> None:
    assert inn.get("placement:tonight", who=who).status_code == 404
