import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rehsos.access.models import Draft
from rehsos.audit.actions import new_id
from rehsos.people.identity import identity_of
from rehsos.people.models import Person
from rehsos.people.tests.test_search import open_names, registered

pytestmark = [pytest.mark.django_db, pytest.mark.hours]
NEW = "/orang/baru/"


def form(**given: Any) -> dict[str, Any]:
    return {
        "called": "Mawar",
        "sex": "P",
        "birth_year": "9",
        "birth_proof": "worker_guess",
        "action_id": str(new_id()),
        **given,
    }


def saved(people: Any, browser: Client, **given: Any) -> Person:
    answer = browser.post(NEW, form(**given))
    assert answer.status_code == 302, answer.content.decode()
    people.actor("melati")
    return Person.objects.get(pk=answer["Location"].split("/")[2])


def test_one_name_a_sex_and_an_age_are_enough(people: Any) -> None:
    person = saved(people, people.client("melati"))
    assert identity_of(person).name == "Mawar"
    assert person.birth_estimated


def test_an_age_nobody_knows_is_said_so(people: Any) -> None:
    person = saved(people, people.client("melati"), birth_year="", birth_proof="unknown")
    assert person.birth_year is None


def test_a_year_from_a_paper_is_no_guess(people: Any) -> None:
    person = saved(people, people.client("melati"), birth_year="2016", birth_proof="birth_certificate")
    assert (person.birth_year, person.birth_estimated) == (2016, False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Lia 🌸", "Lia 🌸"),
        ("\u202eawaL\u202c", "awaL"),
        ("  La   Ode ", "La Ode"),
        ("Ma'ruf", "Ma'ruf"),
        ("Ñusa", "Ñusa"),
    ],
)
def test_names_are_kept_as_people_write_them(people: Any, typed: str, kept: str) -> None:
    person = saved(people, people.client("melati"), called=typed)
    assert identity_of(person).called == kept


@pytest.mark.parametrize(
    ("typed", "age", "year"),
    [
        ("kira-kira 13", 13, None), ("± 13", 13, None), ("+/- 13", 13, None), ("13 th", 13, None),
        ("13 tahun", 13, None), ("umur 13 thn.", 13, None), ("13-an", 13, None), ("sekitar 13 tahun", 13, None),
        ("2013", None, 2013), ("tahun 2013", None, 2013), ("lahir th. 2013", None, 2013),
    ],
)  # fmt: skip
def test_an_age_is_taken_as_people_write_it(people: Any, typed: str, age: int | None, year: int | None) -> None:
    person = saved(people, people.client("melati"), birth_year=typed, birth_proof="birth_certificate")
    wanted = year if age is None else timezone.localdate().year - age
    assert (person.birth_year, person.birth_estimated) == (wanted, age is not None)


@pytest.mark.parametrize(
    ("year", "proof", "estimated"),
    [("2014", "", False), ("2014", "family_says", True), ("12", "", True), ("kira-kira 2014", "", True)],
)
def test_a_year_is_a_guess_only_where_somebody_says_so(people: Any, year: str, proof: str, estimated: bool) -> None:
    person = saved(people, people.client("melati"), birth_year=year, birth_proof=proof)
    assert person.birth_estimated is estimated


@pytest.mark.parametrize(
    ("year", "proof"), [("2014", ""), ("12", ""), ("kira-kira 2014", "school"), ("2014", "worker_guess")]
)
def test_saving_something_else_leaves_the_birth_as_it_was(people: Any, year: str, proof: str) -> None:
    browser = people.client("melati")
    before = saved(people, browser, birth_year=year, birth_proof=proof)
    sent = form(birth_year=str(before.birth_year), birth_proof=proof, school="SD Contoh", version="1")
    assert browser.post(f"/orang/{before.pk}/ubah/", sent).status_code == 302
    people.actor("melati")
    now = Person.objects.get(pk=before.pk)
    assert identity_of(now).school == "SD Contoh"
    assert (now.birth_year, now.birth_estimated) == (before.birth_year, before.birth_estimated)


def test_an_age_that_is_not_known_is_not_asked_for_again(people: Any) -> None:
    browser = people.client("melati")
    before = saved(people, browser, birth_year="", birth_proof="unknown")
    sent = form(birth_year="", birth_proof="", phone="0812 0000 0001", version="1")
    assert browser.post(f"/orang/{before.pk}/ubah/", sent).status_code == 302


def test_a_year_called_kira_kira_is_an_estimate_whatever_the_proof(people: Any) -> None:
    person = saved(people, people.client("melati"), birth_year="kira-kira 2013", birth_proof="birth_certificate")
    assert (person.birth_year, person.birth_estimated) == (2013, True)


@pytest.mark.parametrize("typed", ["8 bulan", "12-13", "tahun 13", "kelas 7", "13 2013"])
def test_what_means_no_certain_number_of_years_is_not_guessed_at(people: Any, typed: str) -> None:
    answer = people.client("melati").post(NEW, form(birth_year=typed))
    assert answer.status_code == 422
    assert "Isi dengan angka" in answer.content.decode()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"called": ""}, "Isi nama panggilan"),
        ({"birth_year": ""}, "Isi umur, tahun lahir"),
        ({"birth_year": "empat belas"}, "Isi dengan angka"),
        ({"birth_year": "1800"}, "Tahun lahir tidak mungkin"),
        ({"birth_year": "-3"}, "Tahun lahir tidak mungkin"),
        ({"birth_date": "2099-01-01"}, "masa depan"),
        ({"birth_date": "2012-02-31"}, "tanggal"),
        ({"sex": ""}, "Satu isian perlu dilihat"),
        ({"sex": "X"}, "Satu isian perlu dilihat"),
        ({"lives_in": "Kupang"}, "Kota Kupang"),
        ({"lives_in": "Negeri Dongeng"}, "tidak ditemukan"),
    ],
)
def test_a_mistake_is_named_and_what_was_typed_stays(people: Any, bad: dict[str, str], said: str) -> None:
    answer = people.client("melati").post(NEW, form(carer_name="Marta Teladan", **bad))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Marta Teladan" in answer.content.decode()
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    ("nik", "said"),
    [
        ("5301016213120001", "Tanggal di dalam NIK"),
        ("53010162031200", "16 angka"),
        ("9999996203120001", "bukan kode kecamatan"),
        ("5301012203120001", "Jenis kelamin di NIK"),
    ],
)
def test_an_odd_nik_is_saved_and_spoken_of(people: Any, nik: str, said: str) -> None:
    browser = people.client("melati")
    person = saved(people, browser, nik=nik, birth_year="14")
    assert identity_of(person).nik == nik
    assert said in browser.get(f"/orang/{person.pk}/").content.decode()


def test_where_she_lives_may_be_typed_or_picked(people: Any) -> None:
    person = saved(people, people.client("melati"), lives_in="Kel. Babau, Kec. Kupang Timur, Kab. Kupang")
    assert identity_of(person).lives_in.startswith("53.01.")


def test_those_whose_name_is_only_like_it_stand_folded(people: Any) -> None:
    by = people.actor("melati")
    for name in ("Karang Khayalan", "Marta Khayalan"):
        registered(by, name)
    browser = open_names(people.client("melati"))
    page = browser.post(NEW, form(called="Marta", full_name="Marta Khayalan", birth_year="14"))
    at_once, folded = page.content.decode().split('<details class="alike">')
    assert "Marta Khayalan</a>" in at_once
    assert "Karang Khayalan</a>" not in at_once
    assert "1 lagi yang namanya mirip" in folded
    assert "Karang Khayalan</a>" in folded.split("</details>")[0]


def test_who_may_be_the_same_is_shown_once(people: Any) -> None:
    registered(people.actor("melati"), "Rambu Teladan")
    browser, given = people.client("melati"), form(called="Rambu", full_name="Ramboe Teladan", birth_year="14")
    first = browser.post(NEW, given)
    assert first.status_code == 422
    assert "Mungkin orang yang sama" in first.content.decode()
    sends = dict(re.findall(r'name="(looked|shown)" value="([^"]*)"', first.content.decode()))
    assert browser.post(NEW, {**given, **sends}).status_code == 302
    people.actor("melati")
    assert Person.objects.count() == 2


def test_who_was_shown_for_one_name_answers_for_no_other(people: Any) -> None:
    """A page that had asked once let pass whatever name was typed on it afterwards."""
    registered(people.actor("melati"), "Rambu Teladan")
    registered(people.actor("melati"), "Yunus Umpama")
    browser, given = people.client("melati"), form(called="Rambu", full_name="Rambu Teladan", birth_year="14")
    first = browser.post(NEW, given).content.decode()
    sends = dict(re.findall(r'name="(looked|shown)" value="([^"]*)"', first))
    other = {**given, **sends, "called": "Yunus", "full_name": "Yunus Umpama"}
    assert browser.post(NEW, other).status_code == 422
    people.actor("melati")
    assert Person.objects.count() == 2


def test_a_common_family_name_stops_nobody(people: Any) -> None:
    registered(people.actor("melati"), "Karang Khayalan", year=2012)
    answer = people.client("melati").post(NEW, form(called="Marta", full_name="Marta Khayalan", birth_year="14"))
    assert answer.status_code == 302


def test_the_same_nik_under_another_name_is_shown(people: Any) -> None:
    registered(people.actor("melati"), "Rambu Teladan", nik="5301016203120001")
    answer = people.client("bima").post(NEW, form(called="Bunga", nik="5301016203120001"))
    assert "R.T." in answer.content.decode()


def test_the_same_name_elsewhere_is_shown_as_an_office(people: Any) -> None:
    registered(people.actor("melati"), "Rambu Teladan")
    answer = people.client("dewi").post(NEW, form(called="Rambu", full_name="Rambu Teladan"))
    assert answer.status_code == 422
    assert "Dinsos Kab. Kupang" in answer.content.decode()
    assert "R.T." not in answer.content.decode()


def test_sent_twice_registers_once(people: Any) -> None:
    browser, given = people.client("melati"), form()
    assert browser.post(NEW, given)["Location"] == browser.post(NEW, {**given, "looked": "1"})["Location"]
    people.actor("melati")
    assert Person.objects.count() == 1


def test_what_was_typed_to_search_fills_the_form_but_no_address(people: Any) -> None:
    browser = people.client("melati")
    report = new_id()
    answer = browser.post(f"/orang/baru/mulai/?aduan={report}", {"called": "Rambu", "full_name": "Rambu Teladan"})
    assert answer["Location"] == f"/orang/baru/?aduan={report}"
    assert 'value="Rambu Teladan"' in browser.get(answer["Location"]).content.decode()
    assert b"Teladan" not in bytes(Draft.objects.get().sealed)


@pytest.mark.parametrize("bad", ["x", "1", "'"])
def test_a_broken_report_number_is_no_page(people: Any, bad: str) -> None:
    assert people.client("melati").get(f"/orang/?aduan={bad}").status_code == 404


def test_two_tabs_see_each_other(people: Any) -> None:
    person = registered(people.actor("melati"), "Rambu Teladan")
    browser, address = open_names(people.client("melati")), f"/orang/{person.pk}/ubah/"
    given = form(called="Rambu", full_name="Rambu Teladan", birth_year="2012", version="1")
    assert browser.post(address, {**given, "school": "SD Contoh", "sex": "?"}).status_code == 302
    second = browser.post(address, {**given, "school": "SMP Contoh", "action_id": str(new_id())})
    told = second.content.decode()
    assert second.status_code == 422
    assert "<dd>SD Contoh</dd>" in told
    assert "<dd>Tidak diketahui</dd>" in told
    assert told.count("<dd>") == 2
    assert 'value="SMP Contoh"' in told
    assert 'name="version" value="2"' in told
    again = {**given, "school": "SMP Contoh", "action_id": str(new_id()), "version": "2"}
    assert browser.post(address, again).status_code == 302
    people.actor("melati")
    assert identity_of(Person.objects.get(pk=person.pk)).school == "SMP Contoh"


def test_a_corrected_name_is_found(people: Any) -> None:
    person = registered(people.actor("melati"), "Rambu Teladan")
    given = form(called="Lia", full_name="Lia Samaran", birth_year="2012", version="1")
    assert open_names(people.client("melati")).post(f"/orang/{person.pk}/ubah/", given).status_code == 302
    assert "L.S." in people.client("bima").post("/orang/", {"q": "samaran"}).content.decode()


def test_the_form_opens_only_with_names_open_and_never_for_others(people: Any) -> None:
    from rehsos.people.tests.test_search import case_of

    person = registered(people.actor("melati"), "Rambu Teladan")
    case_of(person, people.actor("melati"))
    address = f"/orang/{person.pk}/ubah/"
    assert "/nama/buka/" in people.client("melati").get(address)["Location"]
    assert "Rambu Teladan" in open_names(people.client("melati")).get(address).content.decode()
    assert open_names(people.client("bima")).get(address).status_code == 404
    assert open_names(people.client("dewi")).get(address).status_code == 404


@pytest.mark.parametrize("who", ["eka", "gita", "citra", "indah"])
def test_only_social_workers_register(people: Any, who: str) -> None:
    assert people.client(who).get(NEW).status_code == 404


def test_the_forms_cost_no_more_than_seven_statements(people: Any, few_statements: Any) -> None:
    person = registered(people.actor("melati"), "Rambu Teladan")
    browser = open_names(people.client("melati"))
    few_statements(browser, NEW)
    few_statements(browser, f"/orang/{person.pk}/ubah/")
