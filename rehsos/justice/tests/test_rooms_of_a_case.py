"""A case bears the name of this room from its first row on."""

from importlib import import_module
from typing import Any

from django.db import connection

from rehsos.cases.models import Case
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.models import Part
from rehsos.justice.roles import Role
from rehsos.justice.tests.bench import case_of, part_of


def told(case: Case) -> list[str]:
    return Case.objects.values_list("rooms", flat=True).get(pk=case.pk)


def test_a_case_knows_of_its_first_part_and_is_told_once(people: Any) -> None:
    by = people.actor("melati")
    case = case_of("rambu", by)
    assert told(case) == []
    part_of(case, Role.VICTIM, by)
    assert told(case) == ["justice"]
    part_of(case, Role.WITNESS, by, Particulars(police_number="LP/B/13/XI/2026/CONTOH"))
    assert told(case) == ["justice"]


def test_an_upgrade_tells_the_cases_that_have_a_part(people: Any) -> None:
    by = people.actor("melati")
    with_part, without = case_of("rambu", by), case_of("yanto", by)
    part_of(with_part, Role.VICTIM, by)
    Case.objects.update(rooms=[])
    fill = import_module("rehsos.justice.migrations.0009_cases_know_that_there_is_a_matter").TOLD
    for _again in range(2):
        with connection.cursor() as cursor:
            cursor.execute(fill)
    assert (told(with_part), told(without)) == (["justice"], [])
    assert Part.objects.filter(case=with_part).exists()
