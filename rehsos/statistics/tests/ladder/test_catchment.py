"""What a Sentra reads of the provinces it serves: released numbers by province and year, and no case."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.models import View
from rehsos.cases.models import Case
from rehsos.directory.models import Catchment, Office

from .test_told import figures

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("told")]


@pytest.fixture
def serving(people: Any) -> Any:
    """Sentra Efata serves NTT and NTB."""
    for number, code in enumerate(("53", "52"), start=1):
        Catchment.objects.create(id=f"00000000-0000-4000-8000-00000000000{number}", office_id=5, province_id=code,
                                 since=date(2015, 1, 5))  # fmt: skip
    return people


def body(people: Any, who: str = "fajar", **asked: str) -> str:
    answer = people.client(who).get(reverse("statistics:catchment"), asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_each_province_of_the_catchment_has_a_line_of_released_years_and_no_sum(serving: Any) -> None:
    table = figures(body(serving, apa="abh"))
    assert table[0][0] == "Provinsi"
    assert [row[0] for row in table[1:]] == ["Prov. Nusa Tenggara Barat (52)", "Prov. Nusa Tenggara Timur (53)"]
    assert table[1][table[0].index("2024")] == "301"


def test_a_small_number_is_hidden_as_it_was_told(serving: Any) -> None:
    from rehsos.statistics.ladder.told import Ladder

    table = figures(body(serving, apa="cases"))
    told = [Ladder("cases", "", ("53",)).total("53", year) for year in table[0][1:]]
    assert table[2][1:] == [str(one.text) for one in told]


def test_it_opens_no_case_and_the_look_is_recorded(serving: Any) -> None:
    body(serving)
    serving.actor("fajar")
    assert not Case.objects.exists()
    assert View.objects.filter(what="count").exists()


def test_who_serves_no_province_finds_no_page(people: Any) -> None:
    there = reverse("statistics:catchment")
    assert [people.client(who).get(there).status_code for who in ("melati", "eka", "gita", "fajar")] == [404] * 4


def test_a_catchment_that_ended_shows_nothing_any_more(serving: Any) -> None:
    Catchment.objects.filter(province="52").update(until=date(2020, 1, 1))
    assert "Nusa Tenggara Barat" not in body(serving)


def test_the_way_there_stands_on_the_rekap_of_who_may_serve(serving: Any, few_statements: Any) -> None:
    there = reverse("statistics:catchment")
    assert there in serving.client("fajar").get(reverse("statistics:rekap")).content.decode()
    assert there not in serving.client("melati").get(reverse("statistics:rekap")).content.decode()
    few_statements(serving.client("fajar"), there)
    assert Office.objects.get(pk=5).kind == "sentra"
