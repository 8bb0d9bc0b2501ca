"""A child below 12 in conflict with the law: the first screen of the case says that others decide."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from conftest import unlock

from ..actions.matter import Particulars
from ..roles import Role
from .bench import case_of, part_of

SAID = "Di bawah 12 tahun saat kejadian: bukan diversi, tetapi keputusan bersama"


def page(people: Any, case: Any, who: str = "melati") -> str:
    shown: str = unlock(people.client(who)).get(reverse("cases:case", args=[case.code])).content.decode()
    people.actor("melati")
    return shown


@pytest.mark.parametrize("day", [date(2026, 11, 1), None])
def test_it_is_said_above_all_with_its_article(people: Any, day: date | None) -> None:
    by = people.actor("melati")
    case = case_of("lia", by)
    assert SAID not in page(people, case)
    part_of(case, Role.IN_CONFLICT, by, Particulars(event_from=day))
    shown = page(people, case)
    assert SAID in shown
    assert "UU 11/2012 Ps 21" in shown.split(SAID)[1][:900]
    assert SAID not in page(people, case, "bima"), "it is for who works the case"


@pytest.mark.parametrize("role", [Role.VICTIM, Role.WITNESS])
def test_of_who_is_a_victim_or_witness_it_is_not_said(people: Any, role: Role) -> None:
    by = people.actor("melati")
    case = case_of("lia", by)
    part_of(case, role, by, Particulars(event_from=date(2026, 11, 1)))
    assert SAID not in page(people, case)


def test_nor_of_who_was_12(people: Any) -> None:
    by = people.actor("melati")
    case = case_of("dodi", by)
    part_of(case, Role.IN_CONFLICT, by, Particulars(event_from=date(2026, 11, 1)))
    assert SAID not in page(people, case)
