"""Stays are counted by the day at the house, for ever: taken in, in house on a day, left, nights, incidents."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, CostKind, Payer, Share
from rehsos.directory.models import Office, OfficeKind
from rehsos.people.models import Sex
from rehsos.placement.actions import admitting, during
from rehsos.placement.actions.paying import StayLine, pay_stay
from rehsos.placement.models import BroughtBy, NoteKind, OutTo, Stay, StayKind
from rehsos.statistics.counting import Table, count, office_wide

pytestmark = pytest.mark.django_db

KUPANG, SENTRA = 3, 5


def counted(inn: Any, measure: str, by: tuple[str, ...] = (), *, who: str = "melati", **more: Any) -> Table:
    actor = inn.people.actor(who)
    with office_wide(actor), timezone.override(actor.zone):
        return count(measure, by, by_actor=actor, **more)


def cells(table: Table) -> dict[tuple[str, ...], int]:
    return {key: number for key, number in table.rows if number}


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def test_who_is_taken_in_is_counted_by_category_and_sex(inn: Any) -> None:
    inn.taken()
    inn.taken(called="Sirih", sex=Sex.FEMALE, age=30, category="woman_victim", bed=None)
    assert cells(counted(inn, "stays", ("category", "sex"))) == {("stranded", "L"): 1, ("woman_victim", "P"): 1}
    assert cells(counted(inn, "stays", ("stay_age",))) == {("18_59",): 2}
    assert counted(inn, "rptc").total == 0, "the house at Kupang is no RPTC"
    Office.objects.filter(pk=KUPANG).update(kind=OfficeKind.RPTC)
    assert cells(counted(inn, "rptc", ("category",))) == {("stranded",): 1, ("woman_victim",): 1}


def test_who_is_in_the_house_on_a_day_came_before_and_left_after(inn: Any) -> None:
    stay = inn.taken(at=ago(5))
    inn.out(stay)
    inn.taken(called="Sirih", bed=None, at=ago(2))
    today = timezone.localdate()
    on = {back: counted(inn, "staying", last=today - timedelta(days=back)).total for back in (6, 4, 1, 0)}
    assert on == {6: 0, 4: 1, 1: 2, 0: 1}


def test_nights_are_counted_each_in_its_own_month_and_of_who_left_as_one_sum(inn: Any) -> None:
    stay = inn.taken(at=ago(10))
    inn.out(stay)
    today = timezone.localdate()
    assert counted(inn, "nights", last=today).total == 10
    assert counted(inn, "nights", first=today - timedelta(days=3), last=today).total == 3
    assert counted(inn, "stays_out", unit="malam_keluar").total == 10
    assert cells(counted(inn, "stays_out", ("left_to", "nights"))) == {(OutTo.KIN, "8_14"): 1}


def test_who_stays_still_has_the_nights_that_passed(inn: Any) -> None:
    inn.taken(at=ago(2))
    inn.taken(called="Sirih", bed=None)
    assert counted(inn, "nights").total == 2, "tonight has not passed"


def test_what_was_taken_back_is_no_stay(inn: Any) -> None:
    stay = inn.taken()
    _take_back(inn, stay)
    assert (counted(inn, "stays").total, counted(inn, "staying").total, counted(inn, "nights").total) == (0, 0, 0)


def _take_back(inn: Any, stay: Stay) -> None:
    by = inn.people.actor("melati")
    withdraw(case=stay.case, recorded=stay.pk, recorded_as="take_in", reason="Salah orang.", by=by, action_id=new_id())


def _noted(inn: Any, stay: Stay, kind: NoteKind, who: str = "melati") -> None:
    during.note_stay(stay=inn.seen(stay, who), note_kind=kind, at=timezone.now(), words="Jatuh.",
                     by=inn.people.actor(who), action_id=new_id())  # fmt: skip


def test_incidents_are_counted_by_kind(inn: Any) -> None:
    stay = inn.taken()
    for kind in (NoteKind.INCIDENT, NoteKind.INCIDENT, NoteKind.HARM, NoteKind.CARE):
        _noted(inn, stay, kind)
    assert cells(counted(inn, "incidents", ("incident_kind",))) == {("incident",): 2, ("harm",): 1}


def test_a_house_counts_for_ever_whom_it_took_in_by_a_hand_over(inn: Any) -> None:
    it = inn.handed_over()
    stay = admitting.admit_referred(
        referral=it, stay_kind=StayKind.LONG, health="", bed=None, at=timezone.now(), by=inn.people.actor("fajar"),
        action_id=new_id(),
    )  # fmt: skip
    _noted(inn, stay, NoteKind.INCIDENT, who="fajar")
    inn.out(stay, to=OutTo.FAMILY, who="fajar")
    yesterday = timezone.localdate() - timedelta(days=1)
    with everywhere():
        Share.objects.filter(case=stay.case_id, office=SENTRA).update(since=yesterday, until=yesterday)
    inn.people.actor("fajar")
    assert not Case.objects.filter(pk=stay.case_id).exists(), "its sight of the case ended"
    for measure in ("stays", "stays_out", "incidents"):
        assert counted(inn, measure, who="fajar").total == 1
    assert cells(counted(inn, "stays", ("sex",), who="fajar")), "and along what"
    assert inn.get("placement:stay", stay.pk, who="fajar").status_code == 404


def test_what_becomes_known_of_the_case_is_known_to_the_count(inn: Any) -> None:
    stay = inn.taken()
    inn.people.actor("melati")
    Case.objects.filter(pk=stay.case_id).update(age=70, sex=Sex.FEMALE)
    assert cells(counted(inn, "stays", ("sex", "stay_age"))) == {("P", "60_up"): 1}


def test_another_office_counts_nothing_of_it(inn: Any) -> None:
    inn.taken()
    assert counted(inn, "stays", who="dewi").total == 0


def test_the_nation_counts_without_names(inn: Any) -> None:
    inn.taken()
    inn.taken(called="Sirih", bed=None, brought_by=BroughtBy.POLICE)
    assert cells(_nation("stays", ("brought_by",))) == {("satpol",): 1, ("police",): 1}
    assert _nation("stays", (), unit="orang").total == 2
    for measure in ("staying", "stays_out", "nights", "incidents"):
        assert _nation(measure, ()).total >= 0


def _nation(measure: str, by: tuple[str, ...], unit: str = "") -> Table:
    return count(measure, by, unit=unit, by_actor=None)


def test_a_hidden_house_is_not_known_by_its_kind(inn: Any) -> None:
    inn.taken()
    before = cells(counted(inn, "stays", ("house_kind",), who="eka"))
    assert before == {("regency",): 1}
    Office.objects.filter(pk=KUPANG).update(hidden_place=True, kind=OfficeKind.RPTC)
    assert cells(counted(inn, "stays", ("house_kind",), who="eka")) == {("partner",): 1}
    assert cells(counted(inn, "staying", ("house_kind",), who="eka")) == {("partner",): 1}
    assert cells(counted(inn, "stays", ("house_kind",))) == {("rptc",): 1}, "its own people know what it is"


def test_a_hidden_house_is_counted_alone_by_nobody_but_its_own_people(inn: Any) -> None:
    inn.taken()
    inn.people.actor("melati")
    Office.objects.filter(pk=KUPANG).update(kind=OfficeKind.RPTC)
    assert counted(inn, "rptc", who="eka").total == 1
    assert cells(counted(inn, "stays", ("place",), who="eka")) == {("53.01",): 1}
    Office.objects.filter(pk=KUPANG).update(hidden_place=True)
    assert counted(inn, "rptc", who="eka").total == _nation("rptc", ()).total == 0
    assert cells(_nation("rptc", ("category",))) == {}
    assert counted(inn, "stays", who="eka").total == 1, "it stands inside the sum"
    assert cells(counted(inn, "stays", ("place",), who="eka")) == {("53",): 1}
    assert counted(inn, "stays", who="eka", place="53.01").total == 0
    assert counted(inn, "rptc").total == 1, "its own people count it"


def test_a_hidden_house_stands_in_no_sum_that_lists_the_other_houses(inn: Any) -> None:
    stay = inn.taken()
    line = StayLine(CostKind.IN_HOUSE, 75_000, Payer.APBD, days=1)
    pay_stay(stay=inn.seen(stay), spent_on=timezone.localdate(), costs=(line,), by=inn.by, action_id=new_id())
    asked = ("stays", "staying", "stay_costs")
    assert [counted(inn, one, ("office",), who="eka").total for one in asked] == [1, 1, 75_000]
    Office.objects.filter(pk=KUPANG).update(hidden_place=True)
    assert [counted(inn, one, ("office",), who="eka").total for one in asked] == [0, 0, 0]
    assert counted(inn, "staying", who="eka").total == 1, "beside no other house it is one of all"
    assert counted(inn, "staying", ("office",)).total == 1, "its own people count it"
