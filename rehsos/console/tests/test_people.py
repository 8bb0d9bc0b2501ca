from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.opening import add_participant
from rehsos.cases.models import Case, Relation, Status
from rehsos.cases.sealing import seal_for, unsealed
from rehsos.cases.tests.test_open_case import opened, rambu
from rehsos.people.actions import correct_identity, names_in
from rehsos.people.identity import ERASED, Identity, identity_of
from rehsos.people.models import Person, Sex
from rehsos.vault.models import Key
from rehsos.vault.seal import Destroyed

pytestmark = pytest.mark.django_db
WHY = ("--because", "Permintaan 7/2026, UU 27/2022 Pasal 8")


@pytest.fixture
def case(people: Any) -> Case:
    """A closed case of Rambu."""
    made = opened(people.actor("melati"))
    Case.objects.filter(pk=made.pk).update(status=Status.CLOSED)
    return made


def erased(says: Any, whom: Any, *more: str) -> Any:
    return says("person", "erase", str(whom), *WHY, "--yes", *more)


def tokens() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(person_id) FROM people_token")
        found: int = cursor.fetchone()[0]
    return found


def test_the_key_the_identity_and_the_search_tokens_are_gone(says: Any, case: Case, people: Any) -> None:
    told = erased(says, case.code)
    assert told.code == 0
    assert "Rambu" not in told.out
    assert bytes(Key.objects.get(pk=case.client_id).wrapped) == b""
    assert tokens() == 0
    people.actor("melati")
    person = Person.objects.get(pk=case.client_id)
    assert bytes(person.sealed) == b""
    assert identity_of(person) is ERASED


def test_what_is_counted_stays_and_what_remains_is_told(says: Any, case: Case, people: Any) -> None:
    told = erased(says, case.code)
    assert f"Kasus yang tetap terhitung: {case.code}." in told.out
    assert "rehsos keys retire" in told.out
    assert "surat dan rujukan di dalam kasus" in told.out
    people.actor("melati")
    person = Person.objects.get(pk=case.client_id)
    assert (person.sex, person.birth_year) == (case.client.sex, case.client.birth_year)


def test_the_log_says_why_and_not_who(says: Any, case: Case) -> None:
    erased(says, case.code)
    set_scope((3,), 0)
    logged = Action.objects.get(name="erase_person")
    assert (logged.worker, logged.sealed) == (0, None)
    assert logged.facts == {"person": str(case.client_id), "because": WHY[1]}


def test_the_name_no_longer_finds_anybody_and_the_code_still_does(says: Any, case: Case, people: Any) -> None:
    erased(says, case.code)
    browser = people.client("melati")
    person = reverse("people:person", args=[case.client_id])
    assert person not in browser.post("/orang/", {"q": "Rambu Teladan"}).content.decode()
    assert person in browser.post("/orang/", {"q": case.code}).content.decode()
    page = browser.get(person).content.decode()
    assert "sudah dihapus" in page
    assert reverse("people:person_edit", args=[case.client_id]) not in page


def test_nobody_can_be_filled_in_again(says: Any, case: Case, people: Any) -> None:
    erased(says, case.code)
    by = people.actor("melati")
    with pytest.raises(Refused, match="sudah dihapus"):
        correct_identity(
            person=Person.objects.get(pk=case.client_id), identity=Identity(called="Rambu"), sex=Sex.FEMALE,
            birth_year=2012, birth_estimated=False, version=2, by=by, action_id=new_id(),
        )  # fmt: skip
    assert "sudah dihapus" in erased(says, case.code).err


def test_an_open_case_holds_it_back_until_it_is_told_why(says: Any, people: Any) -> None:
    case = opened(people.actor("melati"))
    told = erased(says, case.code)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert case.code in told.err
    assert erased(says, case.code, "--although-open", "Penetapan pengadilan 3/2026").code == 0


def test_an_open_case_around_somebody_holds_it_back_too(says: Any, people: Any) -> None:
    by = people.actor("melati")
    case, aunt = opened(by), rambu(by)
    add_participant(
        case=case, person=aunt, relation=Relation.SIBLING, lives_together=None, no_contact=False, alleged=False,
        trusted=False, safe_contact="", by=by, action_id=new_id(),
    )  # fmt: skip
    assert case.code in erased(says, aunt.pk).err


def test_with_texts_what_was_written_in_the_closed_case_goes_too(says: Any, case: Case) -> None:
    sealed = seal_for(case.pk, note="Catatan")
    erased(says, case.code, "--with-texts")
    with pytest.raises(Destroyed):
        unsealed(case.pk, sealed)
    set_scope((3,), 0)
    assert Action.objects.get(name="erase_texts").dossier == case.pk


def test_what_was_written_can_go_after_who_it_was_of(says: Any, people: Any) -> None:
    case = opened(people.actor("melati"))
    sealed = seal_for(case.pk, note="Catatan")
    assert erased(says, case.code, "--although-open", "Penetapan pengadilan 3/2026").code == 0
    Case.objects.filter(pk=case.pk).update(status="closed", closed_on=case.opened_on)
    assert erased(says, case.code, "--with-texts").code == 0
    with pytest.raises(Destroyed):
        unsealed(case.pk, sealed)


def test_without_it_what_was_written_in_the_case_stays(says: Any, case: Case) -> None:
    sealed = seal_for(case.pk, note="Catatan")
    assert "--with-texts" in erased(says, case.code).out
    assert unsealed(case.pk, sealed) == {"note": "Catatan"}


def test_the_texts_of_an_open_case_stay_and_so_does_the_person(says: Any, people: Any) -> None:
    case = opened(people.actor("melati"))
    told = erased(says, case.code, "--although-open", "Penetapan pengadilan", "--with-texts")
    assert "masih berjalan" in told.err
    people.actor("melati")
    assert identity_of(Person.objects.get(pk=case.client_id)).name == "Rambu Teladan"


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("53.01-99-0001", *WHY, "--yes"), "Kasus “53.01-99-0001” tidak ada."),
        (("01a2022f-db4f-7152-9b2b-d39c045f5e63", *WHY, "--yes"), "tidak ada. Tulis kode kasus"),
        (("53.01-26-0001",), "Masih kurang: --because."),
    ],
)
def test_wrong_words_get_one_line(says: Any, argv: tuple[str, ...], words: str) -> None:
    told = says("person", "erase", *argv)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err


@pytest.mark.parametrize("because", [" ", "Diminta ibu dari rambu"])
def test_a_reason_is_asked_and_may_name_nobody(says: Any, case: Case, people: Any, because: str) -> None:
    told = says("person", "erase", case.code, "--because", because, "--yes")
    assert (told.code, told.err.count("\n")) == (2, 1)
    people.actor("melati")
    assert identity_of(Person.objects.get(pk=case.client_id)).name == "Rambu Teladan"


@pytest.mark.parametrize("because", ["NIK 5301016203120001", "telp. 0812-0000-0001", "keluarga Moh. Teladan"])
def test_a_number_names_somebody_too(because: str) -> None:
    who = Identity(called="Rambu", full_name="Rambu Teladan", nik="5301016203120001", phone="081200000001")
    assert names_in(who, because)
    assert not names_in(who, WHY[1])


def test_nothing_happens_without_a_yes(says: Any, case: Case, people: Any) -> None:
    told = says("person", "erase", case.code, *WHY)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "--yes" in told.err
    people.actor("melati")
    assert identity_of(Person.objects.get(pk=case.client_id)).name == "Rambu Teladan"
