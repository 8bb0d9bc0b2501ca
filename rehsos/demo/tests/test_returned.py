"""Who was brought home, as it was printed, by the command that counts; what was not printed is in no count."""

import csv
import io
from typing import Any

import pytest

from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Status
from rehsos.console import main
from rehsos.demo import cast
from rehsos.demo.told import fixed
from rehsos.repatriation.models import Direction, Group, Journey, JourneyNote, Leg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LUNA, MELATI = "luna@contoh.test", "melati@contoh.test"


def counted(capsys: pytest.CaptureFixture[str], *asked: str) -> dict[tuple[str, ...], int]:
    """What `rehsos count` prints, without its noughts."""
    assert main(["count", *asked, "--format", "csv"]) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))[1:]
    return {tuple(row[:-1]): int(row[-1]) for row in rows if row[-1] != "0"}


def home(capsys: pytest.CaptureFixture[str], by: str, first: str, last: str, *more: str) -> dict[tuple[str, ...], int]:
    return counted(capsys, "repatriation", "--by", by, "--from", first, "--to", last, *more)


def test_of_those_of_2024_39_were_home_on_java_by_the_end_of_may(capsys: pytest.CaptureFixture[str]) -> None:
    by_may = home(capsys, "destination_island,category", "2024-01-01", "2024-05-31")
    assert by_may[("3", "stranded")] == 39
    assert {category for _island, category in by_may} == {"stranded"}
    same = home(capsys, "destination_island", "2024-01-01", "2024-05-31", "--as", LUNA)
    assert same[("3",)] == 39, "and so does the office itself"


def test_who_recovered_came_to_banten_later_and_where_there_is_not_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert home(capsys, "destination_province,category", "2024-06-01", "2024-12-31") == {("36", "stranded"): 1}
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    [uncertain] = Journey.objects.filter(destination="36", certain=False)
    assert JourneyNote.objects.get(journey=uncertain, kind="hold").code == "ill"


def test_three_of_2023_went_to_jawa_timur_yogyakarta_and_palembang(capsys: pytest.CaptureFixture[str]) -> None:
    told = home(capsys, "category,destination_island", "2023-01-01", "2023-12-31")
    assert told == {("odgj", "3"): 2, ("odgj", "1"): 1}
    by_place = home(capsys, "destination_province", "2023-01-01", "2023-12-31")
    assert by_place == {("35",): 1, ("34",): 1, ("16",): 1}


def test_who_is_to_be_fetched_from_riau_is_traced_and_in_no_count(capsys: pytest.CaptureFixture[str]) -> None:
    assert counted(capsys, "repatriation", "--by", "direction", "--from", "2015-01-01").keys() == {("out",)}
    assert counted(capsys, "stays", "--by", "home_province", "--from", "2024-05-27", "--to", "2024-05-27") == {}
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    journey = Journey.objects.get(direction=Direction.IN)
    assert journey.case_id == fixed("case", "riau 0")
    assert [note.code for note in journey.notes.all()] == ["waiting"]


def test_the_group_of_2016_came_home_and_is_counted_as_invented(capsys: pytest.CaptureFixture[str]) -> None:
    """No number was printed: what is counted is our group, and equals its list."""
    told = home(capsys, "category,place", "2016-01-01", "2016-12-31", "--as", MELATI)
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    assert told == {("trafficked", "53.01"): Group.objects.get(office=3).members.count()}


def test_one_of_banten_was_taken_by_the_family_before_the_village_head(capsys: pytest.CaptureFixture[str]) -> None:
    told = counted(capsys, "legs", "--by", "accepted", "--unit", "etape", "--from", "2024-01-01", "--to", "2024-06-30")
    assert told[("other",)] == 1
    assert "waiting" not in {code for (code,) in told}


def test_a_leg_waits_for_26_hours_a_group_is_at_sea_and_one_is_held(people: Any) -> None:
    people.actor("luna")
    [late] = Leg.objects.filter(departed_at__isnull=False, accepted_at=None)
    assert (late.office_id, late.receiver_id) == (11, 5)
    people.actor("eka")
    assert Leg.objects.get(receiver=2, accepted_at=None).group_id is not None
    people.actor("kirana")
    journey = Journey.objects.get(case__owner=10)
    assert list(journey.notes.filter(kind="hold").values_list("code", flat=True)) == ["identity"]


def test_every_return_that_is_over_left_its_case_closed() -> None:
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    over = Journey.objects.exclude(ended="").values("case")
    assert set(Case.objects.filter(pk__in=over).values_list("status", flat=True)) == {Status.CLOSED}
    assert len(over) == 57, "54 and 3"
