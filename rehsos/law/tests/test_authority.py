"""Who is competent, by the annex of UU 23/2014: as data, with its article, and never a lock."""

from datetime import date

import pytest

from rehsos.law import authority
from rehsos.law.authority import Government, Where, competent, grants
from rehsos.law.book import BadData, ppks_types

TODAY = date(2026, 11, 28)
NATION, PROVINCE, REGENCY = Government


def level(kind: str, where: Where = Where.COMMUNITY, on: date = TODAY) -> Government | None:
    found = competent(kind, where, on)
    return None if found is None else found.level


@pytest.mark.parametrize("kind", ppks_types())
@pytest.mark.parametrize("where", [Where.COMMUNITY, Where.PANTI])
def test_every_type_has_somebody_competent_and_an_article(kind: str, where: Where) -> None:
    found = competent(kind, where, TODAY)
    assert found is not None
    assert found.article.startswith("UU 23/2014 lampiran F nomor ")
    assert all(found.because)


def test_what_needs_a_panti_is_the_provinces_and_the_rest_the_regencys() -> None:
    assert (level("homeless_person"), level("homeless_person", Where.PANTI)) == (REGENCY, PROVINCE)


def test_a_child_before_the_law_is_the_regencys_in_a_panti_too() -> None:
    assert {level("child_in_justice", where) for where in (Where.COMMUNITY, Where.PANTI)} == {REGENCY}


def test_hiv_and_former_victims_of_drugs_are_the_nations() -> None:
    for kind in ("person_with_hiv", "recovering_from_drugs"):
        assert {level(kind, where) for where in (Where.COMMUNITY, Where.PANTI)} == {NATION}


def test_the_care_of_an_abandoned_child_rests_on_its_own_cell() -> None:
    found = competent("neglected_toddler", Where.COMMUNITY, TODAY)
    assert found is not None
    assert found.article == "UU 23/2014 lampiran F nomor 4"
    assert "pemeliharaan anak telantar" in found.reason[0]


def test_the_way_home_begins_with_the_nation_and_is_handed_on() -> None:
    found = competent("trafficking_survivor", Where.RETURN, TODAY)
    assert found is not None
    assert (found.level, [cell.government for cell in found.also]) == (NATION, [PROVINCE, REGENCY])
    assert level("trafficking_survivor", Where.TRAUMA) == NATION


def test_what_several_share_is_said_with_what_divides_it() -> None:
    found = competent("disaster_survivor", Where.COMMUNITY, TODAY)
    assert found is not None
    assert found.reason[0].endswith(
        "karena bencananya bencana kabupaten/kota; provinsi bila bencananya bencana provinsi; "
        "pusat (Kementerian Sosial) bila bencananya bencana nasional"
    )


def test_before_the_law_was_made_nothing_is_said() -> None:
    """PP 38/2007 divided the affairs before; nobody here read it."""
    assert level("neglected_child", on=date(2014, 10, 1)) is None
    assert level("neglected_child", on=date(2014, 10, 2)) == REGENCY


def test_a_traveller_without_means_is_in_no_cell_and_no_type_says_otherwise() -> None:
    assert competent("homeless_person", Where.RETURN, TODAY) is None


def test_what_no_cell_names_says_that_it_is_not_sure() -> None:
    found = competent("vulnerable_woman", Where.COMMUNITY, TODAY)
    assert found is not None
    assert not found.verified
    assert "(belum dipastikan)" in found.reason[0]


def test_a_row_that_names_no_type_is_refused_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"type": "nobody", "where": "panti", "cell": "panti", "from": "2014-10-02", "until": "", "verified": "yes"}
    monkeypatch.setattr(authority, "read_csv", lambda _name: [row])
    with pytest.raises(BadData, match=r"authority\.csv: line 2: 'nobody'"):
        grants.__wrapped__()
