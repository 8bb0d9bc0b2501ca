"""Correcting who somebody is: counts, ages and clocks follow, in every case of theirs."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.opening import open_case
from rehsos.cases.models import Case, CaseKind, Circumstance, Share
from rehsos.directory.models import Place
from rehsos.justice.actions.matter import Particulars, end_part, update_matter
from rehsos.justice.models import MISTAKE, Part
from rehsos.justice.roles import Role
from rehsos.justice.tests.bench import LP, case_of, part_of
from rehsos.people.correcting import correct
from rehsos.people.identity import identity_of
from rehsos.people.models import Person, Sex
from rehsos.statistics.counting import count

OPENED = date(2018, 6, 1)
YEAR: dict[str, Any] = {"first": date(2018, 1, 1), "last": date(2018, 12, 31)}


@pytest.fixture
def case(people: Any) -> Case:
    """Mawar, a girl of an estimated year, in a case of 2018."""
    by = people.actor("melati")
    made = case_of("mawar", by, opened_on=OPENED, birth_year=2009)
    Case.objects.filter(pk=made.pk).update(age=9)
    part_of(made, Role.VICTIM, by, replace(LP, event_from=date(2018, 5, 1)))
    made.refresh_from_db()
    return made


def corrected(people: Any, case: Case, *, who: str = "melati", action_id: Any = None, **told: Any) -> None:
    """The identity with some of it told anew."""
    by, person = people.actor(who), Person.objects.get(pk=case.client_id)
    known = {"sex": Sex(person.sex), "birth_year": person.birth_year, "birth_estimated": person.birth_estimated}
    identity = replace(identity_of(person), birth_date=told.pop("birth_date", ""))
    given = {**known, **told, "identity": identity, "version": person.version}
    correct(person=person, **given, by=by, action_id=action_id or new_id())
    case.refresh_from_db()


def counted(people: Any, by: str) -> dict[Any, int]:
    table = count("abh", (by,), **YEAR, by_actor=people.actor("melati"))
    return {row[0]: number for row, number in table.counts.items() if number and row[0] is not None}


def test_a_corrected_sex_moves_the_case_in_the_rekap(people: Any, case: Case) -> None:
    assert counted(people, "sex") == {"P": 1}
    corrected(people, case, sex=Sex.MALE)
    assert (case.sex, counted(people, "sex")) == ("L", {"L": 1})


def test_a_corrected_birth_counts_with_the_age_on_the_day_of_opening(people: Any, case: Case) -> None:
    assert counted(people, "report_band") == {"6_11": 1}
    corrected(people, case, birth_date="2005-06-02")
    assert (case.age, counted(people, "report_band")) == (12, {"12_17": 1})
    corrected(people, case, birth_date="2013-05-31")
    assert (case.age, counted(people, "report_band")) == (5, {"0_5": 1})


def test_the_band_of_the_law_follows_the_birth_and_the_day_of_the_deed(people: Any, case: Case) -> None:
    """Opened on 1 June 2018; the deed moves from that spring to the year before, and is found to be a mistake."""
    deed = Part.objects.select_related("matter").get(case=case).matter.event_from
    assert deed
    corrected(people, case, birth_date=deed.replace(year=deed.year - 12).isoformat())
    assert (case.age_at_deed, counted(people, "age_band")) == (12, {"12_13": 1})
    corrected(people, case, birth_date=(deed + timedelta(days=1)).replace(year=deed.year - 12).isoformat())
    assert (case.age_at_deed, counted(people, "age_band")) == (11, {"under_12": 1})
    by = people.actor("melati")
    part = Part.objects.select_related("matter", "case").get(case=case)
    told = {"case": case, "matter": part.matter, "version": part.matter.version, "by": by}
    later = Particulars(event_from=deed.replace(year=deed.year - 2))
    update_matter(**told, particulars=later, action_id=new_id())
    case.refresh_from_db()
    assert (case.age_at_deed, part.case.age_at_deed) == (9, 11)
    end_part(part=part, ending=MISTAKE, on=OPENED, note="", reason="", by=by, action_id=new_id())
    case.refresh_from_db()
    assert (case.age_at_deed, case.role) == (None, Role.NONE)


def test_an_age_told_at_the_opening_stays_until_a_birth_is_known(people: Any, case: Case) -> None:
    corrected(people, case, birth_year=None)
    assert case.age is None  # it came from the year that was taken back
    Case.objects.filter(pk=case.pk).update(age=10)
    corrected(people, case, sex=Sex.UNKNOWN)
    assert Case.objects.values_list("age", "sex").get(pk=case.pk) == (10, "?")


def test_the_age_at_the_deed_follows_unless_the_new_estimate_allows_it(people: Any, case: Case) -> None:
    part = Part.objects.get(case=case)
    corrected(people, case, birth_year=2010)
    part.refresh_from_db()
    allowed = part.age_at_deed
    corrected(people, case, birth_date="2004-01-31")
    part.refresh_from_db()
    assert (allowed, part.age_at_deed, part.age_estimated) == (9, 14, False)
    assert Circumstance.objects.get(case=case, subject=part.pk, code="act_age_band").value == "14_17"


def test_a_case_of_another_office_follows_and_says_so(people: Any, case: Case) -> None:
    Share.objects.create(
        case=case, office_id=4, grounds="referral", opened_on=OPENED, since=OPENED
    )  # knows her by name
    client, by, kinds = Person.objects.get(pk=case.client_id), people.actor("dewi"), ("child_in_justice",)
    other = open_case(
        client=client, types=kinds, primary_type=kinds[0], place=Place.objects.get(pk="53.02"),
        event_place=None, opened_on=OPENED, kind=CaseKind.CASE, report=None, earlier=None, age=9, by=by,
        action_id=new_id(),
    )  # fmt: skip
    assert other is not None
    corrected(people, case, birth_date="2005-06-02")
    assert not Case.objects.filter(pk=other.pk).exists()
    people.actor("dewi")
    other.refresh_from_db()
    assert other.age == 12
    people.actor("melati")
    assert Action.objects.get(name="follow_client", dossier=case.pk).facts == {
        "case": str(case.pk), "sex": "P", "age": 12,
    }  # fmt: skip


def test_sent_twice_it_is_corrected_once_and_an_unchanged_case_says_nothing(people: Any, case: Case) -> None:
    once, version = new_id(), Person.objects.get(pk=case.client_id).version
    corrected(people, case, action_id=once, sex=Sex.MALE)
    corrected(people, case, sex=Sex.MALE)
    assert Action.objects.filter(name="follow_client", dossier=case.pk).count() == 1
    assert Person.objects.get(pk=case.client_id).version == version + 2


def test_the_page_reaches_the_cases_too(people: Any, case: Case) -> None:
    browser = people.client("melati")
    session = browser.session
    session["names_open"] = True
    session.save()
    address = reverse("people:person_edit", args=[case.client_id])
    version = Person.objects.get(pk=case.client_id).version
    sent = {"called": "Mawar", "sex": "L", "birth_year": "2006", "version": version, "action_id": str(new_id())}
    assert browser.post(address, sent).status_code == 302
    people.actor("melati")
    case.refresh_from_db()
    assert (case.sex, case.age) == ("L", 12)
