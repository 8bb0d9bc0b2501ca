"""Where the law sets no 3×24 hours for the child of a letter, the letter and the case say so, with the article."""

from typing import Any

import pytest

from rehsos.intake.requests import binds
from rehsos.justice.models import MISTAKE, Part
from rehsos.justice.roles import Role

from .test_one_age import GUESS, Aged

FREE = "Tenggat ini hanya bagi anak korban dan anak saksi; peran di kasus ini Anak (berkonflik)."
ARTICLE = "PP 65/2015 Ps 13 ayat (2)"
OPEN_QUESTION = "Catat surat permintaan dan perkara anak ini"


def pages(bench: Aged) -> tuple[str, str]:
    """The letter's page and the case's, as they stand now."""
    letter = bench.request()
    found = tuple(
        bench.browser.get(a).content.decode() for a in (bench.url("letters:letter", letter.pk), bench.url("cases:case"))
    )
    bench.as_melati()
    return found[0], found[1]


def test_of_a_child_in_conflict_both_say_that_the_term_does_not_bind(people: Any) -> None:
    letter, case = pages(Aged(people, role=Role.IN_CONFLICT, **GUESS))
    for page in (letter, case):
        assert FREE in page
        assert ARTICLE in page
        assert "tidak berlaku" in page
    assert OPEN_QUESTION not in letter
    assert "Tenggat 3×24 jam dihitung dari jam diterima" not in letter


@pytest.mark.parametrize("role", [Role.VICTIM, Role.WITNESS])
def test_of_a_child_it_binds_the_hours_stand_and_nothing_of_the_kind(people: Any, role: Role) -> None:
    letter, case = pages(Aged(people, role=role, **GUESS))
    assert "3×24 jam sejak diterima di kantor" in letter
    assert "Jatuh " in case
    assert "Tenggat ini hanya bagi" not in letter + case


def test_a_role_recorded_by_mistake_says_nothing(people: Any) -> None:
    bench = Aged(people, role=Role.IN_CONFLICT, **GUESS)
    letter = bench.request(subject=None)
    Part.objects.filter(case=bench.case).update(ended_by=MISTAKE)
    bench.case.role = Role.NONE
    bench.case.save(update_fields=["role"])
    page = bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode()
    assert "Tenggat ini hanya bagi" not in page


def test_the_law_data_decide_whom_it_binds() -> None:
    assert {role: binds("social_report", role) for role in Role.values} == {
        "": True, "child_victim": True, "child_witness": True, "child_in_conflict": False,
    }  # fmt: skip
