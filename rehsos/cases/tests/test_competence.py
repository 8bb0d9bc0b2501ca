"""Which offices are competent for a type at a place, on a day."""

from datetime import date

import pytest

from rehsos.cases.competence import Where, proposed
from rehsos.demo import arranged
from rehsos.directory.models import Catchment, Office

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _arranged() -> None:
    arranged.tell()


def offices(kind: str, place: str, where: Where = Where.COMMUNITY, on: date = DAY) -> list[str]:
    found = proposed(kind, place, on, where)
    assert found is not None
    return [office.short for office in found.offices]


def test_a_child_who_needs_no_panti_is_the_kabupatens() -> None:
    assert offices("neglected_child", "53.01.06.2001") == ["Dinsos Kab. Kupang"]


def test_who_needs_a_panti_is_the_provinces_and_its_upt_may_take_them() -> None:
    assert offices("homeless_person", "52.71", Where.PANTI) == ["Dinsos Prov. NTB", "Puslansos NTB", "RPTC Prov. NTB"]


def test_what_is_the_nations_goes_to_the_balai_in_whose_catchment_the_province_is() -> None:
    assert offices("person_with_hiv", "52.71") == ["Sentra Paramita"]
    assert offices("person_with_hiv", "14.71") == ["Balai Anak Rumbai"]


def test_a_catchment_has_days() -> None:
    Catchment.objects.filter(office=9, province="52").update(until=date(2020, 6, 30))
    assert offices("person_with_hiv", "52.71", on=date(2020, 6, 30)) == ["Sentra Paramita"]
    assert offices("person_with_hiv", "52.71", on=date(2020, 7, 1)) == ["Kementerian Sosial"]


def test_where_no_such_office_stands_here_none_is_named_and_the_reason_is_still_said() -> None:
    found = proposed("neglected_child", "11.01", DAY)
    assert found is not None
    assert (found.offices, "kabupaten/kota" in found.reason[0]) == ([], True)


def test_an_office_knows_whether_it_is_the_one() -> None:
    here = {office.short: office for office in Office.objects.select_related("parent")}
    home, panti = (proposed("neglected_child", "53.01", DAY, where) for where in (Where.COMMUNITY, Where.PANTI))
    assert home is not None
    assert panti is not None
    assert home.is_of(here["Dinsos Kab. Kupang"])
    assert not home.is_of(here["Dinsos Kab. TTS"])
    assert panti.is_of(here["Dinsos Prov. NTT"])
    assert not panti.is_of(here["RPTC Prov. NTB"])


def test_a_upt_stands_for_the_government_it_is_under() -> None:
    found = proposed("homeless_person", "52.71", DAY, Where.PANTI)
    assert found is not None
    assert found.is_of(Office.objects.get(short="RPTC Prov. NTB"))
