import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action, View
from rehsos.cases.actions.opening import add_participant, open_case
from rehsos.cases.models import Assignment, Case, CaseKind, Relation, Share
from rehsos.directory.models import Office, Place
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Person, Sex

pytestmark = pytest.mark.django_db


def registered(by: Any, full: str, called: str = "", *, year: int | None = 2012, **more: str) -> Person:
    identity = Identity(called=called or full.split(maxsplit=1)[0], full_name=full, lives_in="53.01", **more)
    return register_person(
        identity=identity, sex=Sex.FEMALE, birth_year=year, birth_estimated=False, by=by, action_id=new_id()
    )


def case_of(person: Person, by: Any) -> Case:
    made = open_case(
        client=person, types=("child_in_justice",), primary_type="child_in_justice",
        place=Place.objects.get(pk="53.01"), event_place=None,
        opened_on=date(2026, 2, 3), kind=CaseKind.CASE, report=None, earlier=None, age=14,
        by=by, action_id=new_id(),
    )  # fmt: skip
    assert made is not None
    return made


def page_for(browser: Client, text: str) -> str:
    answer = browser.post("/orang/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


def open_names(browser: Client) -> Client:
    session = browser.session
    session["names_open"] = True
    session.save()
    return browser


@pytest.mark.parametrize(
    "typed", ["Rambu Teladan", "teladan", "ramboe", "Rambu Teladann", "Rambu binti Contoh", "Teladan Rambu"]
)
def test_any_part_of_the_name_in_any_spelling_finds_her(people: Any, typed: str) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    found = page_for(people.client("melati"), typed)
    assert case.code in found
    assert "R.T." in found
    assert "14 th" in found or "13 th" in found


@pytest.mark.parametrize("typed", ["5301016203120001", "5301 0162 0312 0001", "081200000001", "+62 812-0000-0001"])
def test_a_nik_or_a_phone_finds_her(people: Any, typed: str) -> None:
    registered(people.actor("melati"), "Rambu Teladan", nik="5301016203120001", phone="081200000001")
    assert "R.T." in page_for(people.client("melati"), typed)


@pytest.mark.parametrize("dotless", [False, True])
def test_a_case_code_finds_its_client(people: Any, dotless: bool) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    typed = case.code.replace(".", "") if dotless else case.code.lower()
    assert "R.T." in page_for(people.client("bima"), typed)


@pytest.mark.parametrize("cut", [slice(-4, None), slice(-7, None)], ids=["the number", "year and number"])
def test_the_end_of_a_code_finds_its_client_at_the_own_office_alone(people: Any, cut: slice) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    assert "R.T." in page_for(people.client("bima"), case.code[cut])
    assert "R.T." not in page_for(people.client("dewi"), case.code[cut])


def test_her_worker_sees_the_name_after_one_unlock_and_a_colleague_initials(people: Any) -> None:
    case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    assert "Rambu Teladan</a>" in page_for(open_names(people.client("melati")), "rambu")
    seen = page_for(open_names(people.client("bima")), "rambu")
    assert "R.T.</a>" in seen
    assert "Rambu Teladan" not in seen


def test_another_kab_learns_only_which_office_to_ask(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    seen = page_for(people.client("dewi"), "Rambu Teladan")
    assert "Dinsos Kab. Kupang" in seen
    assert "kontak@contoh.test" in seen
    assert "Dinsos Prov. NTT" not in seen
    for secret in (case.code, "R.T.", "14 th", str(case.client_id)):
        assert secret not in seen


def test_of_who_is_at_a_hidden_office_another_learns_nothing(people: Any) -> None:
    case_of(registered(people.actor("melati"), "Rambu Teladan", nik="5301016203120001"), people.actor("melati"))
    Office.objects.filter(pk=3).update(hidden_place=True)
    for typed in ("Rambu Teladan", "5301016203120001"):
        seen = page_for(people.client("dewi"), typed)
        assert "Ada nama yang sama" not in seen
        assert "Dinsos Prov. NTT" not in seen
        assert "Belum terdaftar" in seen


@pytest.mark.parametrize("typed", ["Rambu", "teladan", "Rambu Lain"])
def test_part_of_a_name_says_nothing_about_other_offices(people: Any, typed: str) -> None:
    registered(people.actor("melati"), "Rambu Teladan", "Ambu")
    assert "Dinsos Kab. Kupang" not in page_for(people.client("dewi"), typed)


def test_a_nik_known_elsewhere_names_the_office_and_is_no_name(people: Any) -> None:
    registered(people.actor("melati"), "Rambu Teladan", nik="5301016203120001")
    seen = page_for(people.client("dewi"), "5301016203120001")
    assert "NIK ini ada di berkas Dinsos Kab. Kupang" in seen
    assert "nama yang sama" not in seen


def test_the_head_looks_for_somebody_and_registers_nobody(people: Any) -> None:
    """A name told on the telephone was found by paging through the list."""
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    browser = people.client("citra")
    assert 'name="q"' in browser.get("/kasus/").content.decode()
    for typed in ("Teladan", case.code, "26-1"):
        seen = page_for(browser, typed)
        assert f'href="/kasus/{case.code}/"' in seen, typed
        assert "Buka kasus" not in seen
        assert "Daftarkan orang baru" not in seen
        assert "/orang/" not in seen.split("<main")[1].replace('action="/orang/"', "")


def test_who_reads_codes_finds_by_code_and_learns_of_no_name(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    browser = people.client("eka")
    assert "Kode kasus atau rujukan" in browser.get("/kasus/").content.decode()
    found = browser.post("/orang/", {"q": case.code})
    assert (found.status_code, found.url) == (302, f"/kasus/{case.code}/")
    known, none = (page_for(browser, typed).split("<main")[1] for typed in ("Teladan", "Tiada"))
    assert "nama tidak dicari di sini" in known
    assert re.sub(r'value="[^"]*"', "", known) == re.sub(r'value="[^"]*"', "", none)


@pytest.mark.parametrize("who", ["citra", "melati"])
def test_a_case_of_the_office_below_is_found_by_its_code_as_the_list_shows_it(people: Any, who: str) -> None:
    case = case_of(registered(people.actor("nadia"), "Rambu Teladan"), people.actor("nadia"))
    place, year, number = case.code.split("-")
    assert f"/kasus/{case.code}/" in people.client(who).get("/kasus/").content.decode()
    for typed in (case.code, f"{place.replace('.', '')}-{year}-{int(number)}", f"{year}-{int(number)}", number):
        found = people.client(who).post("/orang/", {"q": typed})
        assert (found.status_code, found["Location"]) == (302, f"/kasus/{case.code}/"), typed
        assert people.client(who).get(found["Location"]).status_code == 200
    assert "R.T." in page_for(people.client("nadia"), case.code)
    for typed in ("Rambu Teladan", "Teladan"):
        assert case.code not in page_for(people.client(who), typed)
    for outside in (case.code, f"{case.code[:-1]}9"):
        assert "Kode atau nomor ini tidak ada di kantor Anda" in page_for(people.client("dewi"), outside)


def test_behind_a_wall_a_code_of_the_office_below_is_none(people: Any) -> None:
    case = case_of(registered(people.actor("nadia"), "Rambu Teladan"), people.actor("nadia"))
    Case.objects.filter(pk=case.pk).update(barred=[people.hands["bima"].id])
    assert people.client("melati").post("/orang/", {"q": case.code}).status_code == 302
    seen = page_for(people.client("bima"), case.code)
    assert f"/kasus/{case.code}/" not in seen


def mother_of(case: Case, by: Any, mother: Person) -> None:
    add_participant(
        case=case, person=mother, relation=Relation.MOTHER, lives_together=True, no_contact=False, alleged=False,
        trusted=True, safe_contact="", by=by, action_id=new_id(),
    )  # fmt: skip


def test_whom_only_a_walled_file_knows_stands_behind_its_wall(people: Any) -> None:
    """The other side of a matter found the mother by name and phone, and could give her another number."""
    by = people.actor("melati")
    mother = registered(by, "Tuminah Dinding", year=1986, phone="081255550001")
    case = case_of(registered(by, "Rambu Teladan"), by)
    mother_of(case, by, mother)
    bima, address = people.client("bima"), reverse("people:person", args=[mother.pk])
    assert bima.get(address).status_code == 200
    people.actor("melati")
    Case.objects.filter(pk=case.pk).update(barred=[people.hands["bima"].id])
    for typed in ("Tuminah", "Tuminah Dinding", "081255550001"):
        seen = page_for(bima, typed)
        assert str(mother.pk) not in seen, typed
        assert "Ada berkas yang tertutup bagi Anda" in seen, typed
        assert str(mother.pk) in page_for(people.client("melati"), typed), typed
    assert bima.get(address).status_code == 404
    assert bima.get(f"{address}ubah/").status_code == 404
    assert people.client("melati").get(address).status_code == 200


def test_who_is_around_clients_of_both_sides_is_open_to_the_workers_of_both(people: Any) -> None:
    by = people.actor("melati")
    mother = registered(by, "Tuminah Dinding", year=1986, phone="081255550001")
    walled, other = (case_of(registered(by, name), by) for name in ("Rambu Teladan", "Yudi Contoh"))
    for case in (walled, other):
        mother_of(case, by, mother)
    Case.objects.filter(pk=walled.pk).update(barred=[people.hands["bima"].id])
    seen = page_for(people.client("bima"), "Tuminah Dinding")
    assert str(mother.pk) in seen
    assert walled.code not in seen


def test_a_case_code_of_another_kab_says_nothing(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    seen = page_for(people.client("dewi"), case.code)
    assert "Kode atau nomor ini tidak ada di kantor Anda" in seen
    assert "Dinsos Kab. Kupang" not in seen


@pytest.mark.parametrize(
    "typed", ["53.01-26-9999", "5301-26-9999", "kasus 53.01/26/9999", "9999", "RUJ-53.01-26-9999", "ruj 9999"]
)
def test_who_types_a_code_that_is_none_is_told_so_and_registers_nobody(people: Any, typed: str) -> None:
    case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    for who in ("melati", "bima", "dewi"):
        seen = page_for(people.client(who), typed)
        assert "Kode atau nomor ini tidak ada di kantor Anda" in seen
        assert "Daftarkan orang baru" not in seen
        assert f'value="{typed}"' in seen


@pytest.mark.parametrize("typed", ["Rambu Teladan", "rambu", "081200000001"])
def test_behind_a_wall_there_is_a_word_and_nobody_and_no_second_registration(people: Any, typed: str) -> None:
    rambu = registered(people.actor("melati"), "Rambu Teladan", "Rambu", phone="081200000001")
    case = case_of(rambu, people.actor("melati"))
    Case.objects.filter(pk=case.pk).update(barred=[people.hands["bima"].id])
    seen = page_for(people.client("bima"), typed)
    assert "Ada berkas yang tertutup bagi Anda" in seen
    assert "Belum terdaftar" not in seen
    assert "Daftarkan orang baru" not in seen
    assert "Ada nama yang sama" not in seen
    assert case.code not in seen
    assert "R.T." in page_for(people.client("melati"), "Rambu Teladan")


def test_part_of_a_walled_name_and_another_office_learn_nothing_of_a_wall(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    Case.objects.filter(pk=case.pk).update(barred=[people.hands["bima"].id, people.hands["dewi"].id])
    assert "tertutup bagi Anda" not in page_for(people.client("bima"), "Ramb")
    assert "tertutup bagi Anda" not in page_for(people.client("dewi"), "Rambu Teladan")


def test_who_is_behind_a_wall_is_not_registered_again_without_a_word(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    Case.objects.filter(pk=case.pk).update(barred=[people.hands["bima"].id])
    sent = {"called": "Rambu", "full_name": "Rambu Teladan", "sex": "P", "birth_year": "2012"}
    answer = people.client("bima").post(reverse("people:person_new"), {**sent, "action_id": str(new_id())})
    assert answer.status_code == 422
    assert "Ada berkas yang tertutup bagi Anda" in answer.content.decode()


def test_a_share_that_ran_out_no_longer_shows_her(people: Any) -> None:
    by = people.actor("melati")
    case = case_of(registered(by, "Rambu Teladan"), by)
    yesterday = timezone.localdate() - timedelta(days=1)
    Share.objects.create(case=case, office_id=4, grounds="shared", opened_on=case.opened_on, since=case.opened_on)
    assert "R.T." in page_for(people.client("dewi"), "Rambu Teladan")
    people.actor("melati")
    Share.objects.filter(case=case, office_id=4).update(until=yesterday)
    assert "R.T." not in page_for(people.client("dewi"), "Rambu Teladan")


def test_a_closed_case_says_she_was_helped_before(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    assert "Pernah dibantu" not in page_for(people.client("bima"), "rambu")
    people.actor("melati")
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=date(2026, 5, 1))
    assert "Pernah dibantu" in page_for(people.client("bima"), "rambu")


def test_a_shared_screen_shows_codes_only(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    browser = open_names(people.client("melati"))
    session = browser.session
    session["public_screen"] = True
    session.save()
    seen = page_for(browser, case.code)
    assert case.code in seen
    assert "R.T." not in seen
    assert "Rambu" not in seen


def test_what_was_asked_is_written_nowhere(people: Any, caplog: pytest.LogCaptureFixture) -> None:
    browser = people.client("melati")
    page_for(browser, "Rambu Teladan")
    page_for(browser, "Lia Samaran")
    people.actor("melati")
    assert list(View.objects.filter(what="search").values_list("worker", "dossier")) == [(1, None)]
    assert not Action.objects.filter(name__contains="search").exists()
    assert "Teladan" not in caplog.text


def test_the_question_never_stands_in_an_address(people: Any) -> None:
    seen = page_for(people.client("melati"), "Rambu Teladan")
    assert "?q=" not in seen
    assert 'method="post"' in seen
    ignored = people.client("melati").get("/orang/?q=Rambu").content.decode()
    assert "Daftarkan orang baru" not in ignored


def test_a_search_costs_no_more_than_seven_statements(people: Any, few_statements: Any) -> None:
    by = people.actor("melati")
    for name in ("Rambu Teladan", "Rambu Contoh", "Rambo Contoh", "Lia Samaran"):
        case_of(registered(by, name), by)
    browser = people.client("melati")
    browser.get("/orang/")
    few_statements(browser, "/orang/", {"q": "Rambu Telaten"}, post=True)
    few_statements(browser, "/orang/")


@pytest.mark.parametrize(
    "typed", ["", "   ", "?", "'; DROP TABLE people_person; --", "🌸", "\u202enubmaR", "x" * 5000, "%_\\", "\x00a"]
)
def test_odd_questions_get_a_calm_answer(people: Any, typed: str) -> None:
    page_for(people.client("melati"), typed)
    assert Person.objects.count() == 0


@pytest.mark.parametrize("who", ["gita", "indah"])
def test_who_has_no_cases_to_look_at_does_not_search(people: Any, who: str) -> None:
    assert people.client(who).post("/orang/", {"q": "Rambu"}).status_code == 404


def test_her_page_shows_the_identity_to_her_worker_alone(people: Any) -> None:
    person = registered(people.actor("melati"), "Rambu Teladan", nik="5301016203120001", carer_name="Marta Teladan")
    case_of(person, people.actor("melati"))
    address = f"/orang/{person.pk}/"
    closed = people.client("melati").get(address).content.decode()
    assert "Buka nama dengan PIN" in closed
    assert "Marta" not in closed
    assert "Marta Teladan" in open_names(people.client("melati")).get(address).content.decode()
    colleague = open_names(people.client("bima")).get(address).content.decode()
    assert "R.T." in colleague
    assert "Marta" not in colleague
    assert people.client("dewi").get(address).status_code == 404


def test_a_stand_in_sees_what_the_absent_worker_sees(people: Any) -> None:
    person = registered(people.actor("melati"), "Rambu Teladan")
    case = case_of(person, people.actor("melati"))
    Assignment.objects.create(case=case, worker_id=people.hands["bima"].id, kind="second", since=date(2026, 2, 3))
    assert "Rambu Teladan" in open_names(people.client("bima")).get(f"/orang/{person.pk}/").content.decode()


def test_her_page_costs_no_more_than_seven_statements(people: Any, few_statements: Any) -> None:
    person = registered(people.actor("melati"), "Rambu Teladan")
    case_of(person, people.actor("melati"))
    browser = open_names(people.client("melati"))
    few_statements(browser, f"/orang/{person.pk}/")
    people.actor("melati")
    assert View.objects.filter(what="person", dossier=person.pk).count() == 1


def test_who_was_assigned_and_acts_at_another_office_no_longer_works_it(people: Any) -> None:
    """The office reads her by name, as any colleague does; the full name opens where the case is worked."""
    melati = people.actor("melati")
    person = registered(melati, "Rambu Teladan")
    case = case_of(person, melati)
    Assignment.objects.create(case=case, worker_id=people.hands["dewi"].id, kind="second", since=date(2026, 2, 3))
    Share.objects.create(case=case, office_id=4, named=True, since=date(2026, 2, 3), opened_on=case.opened_on)
    dewi = open_names(people.client("dewi"))
    for body in (dewi.get(f"/orang/{person.pk}/"), dewi.get("/kasus/")):
        assert "Rambu Teladan" not in body.content.decode()
        assert "R.T." in body.content.decode()


def test_a_particle_before_a_name_is_told_or_left_out(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Fransiska D'Souza"), people.actor("melati"))
    for typed in ("D'Souza", "D’Souza", "Souza", "De Souza", "D Souza", "Dsouza", "fransiska souza"):
        assert case.code in page_for(people.client("melati"), typed), typed


def test_a_child_is_found_by_who_cares_for_them_and_it_is_said(people: Any) -> None:
    case = case_of(
        registered(people.actor("melati"), "Rambu Teladan", carer_name="Mawar Samaran"), people.actor("melati")
    )
    found = page_for(people.client("melati"), "Samaran")
    assert case.code in found
    assert "Ibu, ayah, atau walinya bernama begitu" in found
    sent = {
        "called": "Mawar",
        "full_name": "Mawar Samaran",
        "sex": "P",
        "birth_year": "1986",
        "action_id": str(new_id()),
    }
    assert people.client("melati").post("/orang/baru/", sent).status_code == 302  # a mother is not her child


@pytest.mark.parametrize("typed", ["{office}-{year}-{number}", "{bare}-{year}-{number}", "{office}-{year}-000{number}"])
def test_a_case_code_is_found_without_its_zeros(people: Any, typed: str) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    office, year, number = case.code.split("-")
    told = typed.format(office=office, bare=office.replace(".", ""), year=year, number=int(number))
    assert case.code in page_for(people.client("melati"), told)


@pytest.mark.parametrize("typed", ["R-61", "B/71", "53012609", "530126 6", "12", "P-3"])
def test_a_number_in_part_is_told_that_a_number_is_written_whole(people: Any, typed: str) -> None:
    found = page_for(people.client("melati"), typed)
    assert "Tulis nomornya utuh, dengan tahunnya" in found
    assert "Terlalu pendek" not in found


def test_initials_are_told_that_letters_of_the_name_are_looked_for(people: Any) -> None:
    case_of(registered(people.actor("melati"), "Yulia Bunga"), people.actor("melati"))
    assert "bukan inisialnya" in page_for(people.client("melati"), "Y.B.")


@pytest.mark.parametrize("typed", ["a", "A.", "😀", "a b"])
def test_one_letter_is_too_short_and_nobody_is_said_to_be_missing(people: Any, typed: str) -> None:
    found = page_for(people.client("melati"), typed)
    assert "Terlalu pendek" in found
    assert "Belum terdaftar" not in found


def test_who_is_called_so_stands_apart_from_who_is_called_alike(people: Any) -> None:
    by = people.actor("melati")
    same, alike = (case_of(registered(by, name), by) for name in ("Djanto Contoh", "Dyanto Samaran"))
    found = page_for(people.client("melati"), "Djanto")
    cocok, _details, mirip = found.partition('<details class="alike">')
    assert same.code in cocok
    assert alike.code not in cocok
    assert alike.code in mirip


def _shared_screen(people: Any, who: str = "melati") -> Client:
    browser: Client = people.client(who)
    browser.post(reverse("access:public_screen"))
    return browser


@pytest.mark.parametrize("typed", ["Rambu", "Rambu Teladan", "5301016203120001", "081200000077"])
def test_on_a_shared_screen_no_name_or_number_leads_to_a_code(people: Any, typed: str) -> None:
    by = people.actor("melati")
    case = case_of(registered(by, "Rambu Teladan", nik="5301016203120001", phone="081200000077"), by)
    found = page_for(_shared_screen(people), typed)
    assert case.code not in found
    assert "Orang terdaftar" not in found
    assert "Nama tidak dicari di layar umum" in found


def test_on_a_shared_screen_nobody_is_registered_beside_the_code_of_whom_they_may_be(people: Any) -> None:
    case = case_of(registered(people.actor("melati"), "Rambu Teladan"), people.actor("melati"))
    sent = {"called": "Rambu", "full_name": "Rambu Teladan", "sex": "P", "birth_year": "2012"}
    before = Person.objects.count()
    refused = _shared_screen(people).post("/orang/baru/", {**sent, "action_id": str(new_id())})
    assert refused.status_code == 422
    assert case.code not in refused.content.decode()
    assert "Matikan layar umum" in refused.content.decode()
    assert Person.objects.count() == before
