"""A count of anything: what an invented room gives is counted by command line, page and workbook, and released."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from rehsos.audit.answers import Refused
from rehsos.console.database import as_owner
from rehsos.demo import cast
from rehsos.demo.wipe import wipe
from rehsos.house import rooms
from rehsos.house.counting import Dimension, Item, Listed, Measure, Source, Told, Unit
from rehsos.statistics import dimensions
from rehsos.statistics.asked import Asked
from rehsos.statistics.counting import answer, count
from rehsos.statistics.dimensions import DIMENSIONS, ITEMS, MEASURES, SOURCES, UNITS
from rehsos.statistics.ladder.releasing import release_due

TODAY = date(2026, 11, 28)
WORDS = {"group": "Kelompok", "home": "Di rumah"}
OURS = "c.office_id", "c.place_id"
GIVEN = (
    Source("meeting", "pertemuan", "invented_meeting", *OURS, day="c.held_on", by_day="hari pertemuan",
           listed=Listed("c.name"), nation=False),
    Measure("meetings", "Pertemuan kelompok", "meeting", items=("meetings",), order=900),
    Unit("pertemuan", "pertemuan", "meeting", additive=True, order=900),
    Item("meetings", "meeting"),
    Dimension("meeting_kind", "Jenis pertemuan", {"meeting": "c.kind"}, WORDS.__getitem__,
              ("group", "home"), ("group", "home"), told=Told(("meetings",)), order=900),
    Source("licence", "izin", "invented_licence", *OURS, day="c.since", until="c.until", nation=False),
    Measure("licences", "Izin yang berlaku", "licence", order=910),
    Unit("izin", "izin", "licence", additive=True, order=910),
    Unit("lembaga", "lembaga", "licence", "count(DISTINCT c.holder)", order=920),
)  # fmt: skip
KNOWN: dict[type, Any] = {Source: SOURCES, Measure: MEASURES, Unit: UNITS, Dimension: DIMENSIONS, Item: ITEMS}
TABLES = """
CREATE TABLE invented_meeting (office_id int, place_id text, held_on date, kind text, name text, offices int[]);
CREATE TABLE invented_licence (office_id int, place_id text, since date, until date, holder int, offices int[]);
"""
GUARD = """
ALTER TABLE {0} ENABLE ROW LEVEL SECURITY; GRANT SELECT ON {0} TO rehsos_app;
CREATE POLICY offices ON {0} TO rehsos_app USING (offices && current_setting('rehsos.offices')::int[]);
"""
# Office, place and how many of each kind in 2024; the province (2) sees those of its dinas.
MEETINGS = ((3, "53.01", 18, 3), (4, "53.02", 25, 9), (6, "52.01", 30, 12))
LICENCES = ((1, "2022-03-01", "2024-06-30"), (2, "2023-05-01", None), (2, "2024-07-01", None), (3, "2026-12-31", None))


def fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TABLES + GUARD.format("invented_meeting") + GUARD.format("invented_licence"))
        for office, place, *kinds in MEETINGS:
            for kind, number in zip(("group", "home"), kinds, strict=True):
                cursor.execute(
                    "INSERT INTO invented_meeting SELECT %s, %s, make_date(2024, n %% 12 + 1, 3), %s, %s || n, %s "
                    "FROM generate_series(1, %s) n", [office, place, kind, kind, [office, 2], number],
                )  # fmt: skip
        for holder, since, until in LICENCES:
            cursor.execute("INSERT INTO invented_licence VALUES (3, '53.01', %s, %s, %s, '{3,2}')",
                           [since, until, holder])  # fmt: skip


@pytest.fixture(scope="module")
def invented(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two tables with what is given of them, and everything of it that was due on `TODAY` released."""
    keyset = override_settings(VAULT_KEYSET=tmp_path_factory.getbasetemp() / "keyset.json")
    with django_db_blocker.unblock(), keyset, pytest.MonkeyPatch.context() as patch:
        for thing in GIVEN:
            patch.setitem(KNOWN[type(thing)], thing.code, thing)
        with as_owner():
            fill()
            release_due(TODAY, signed_by="penguji")
        yield
        with as_owner():
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE invented_meeting, invented_licence")
            wipe()
        cast.load_places("53.01.06", "53.01.08")
        cast.put_offices_and_workers()


pytestmark = pytest.mark.usefixtures("invented")
KIND = {"apa": "meetings", "by": "year,meeting_kind", "dari": "2024-01-01", "sampai": "2024-12-31"}


def page(people: Any, hand: str, **asked: str) -> str:
    return str(people.client(hand).get(reverse("statistics:rekap"), asked).content.decode())


def words_of_the_book(people: Any, hand: str, **asked: str) -> str:
    book = people.client(hand).get(reverse("statistics:rekap_xlsx"), asked).content
    with ZipFile(BytesIO(book)) as parts:
        return "".join(parts.read(name).decode() for name in parts.namelist() if "sheet" in name or "shared" in name)


def test_a_kabid_counts_it_live_on_page_and_in_workbook(people: Any, few_statements: Any) -> None:
    citra = people.actor("citra")
    assert dict(count("meetings", ("meeting_kind",), by_actor=citra).rows) == {("group",): 18, ("home",): 3}
    body = few_statements(people.client("citra"), reverse("statistics:rekap"), KIND).content.decode()
    assert "menurut hari pertemuan" in body
    assert all(f">{number}</a>" in body for number in (18, 3, 21))
    book = words_of_the_book(people, "citra", **KIND)
    assert "Di rumah" in book
    assert "<v>18</v>" in book


def test_the_province_counts_its_dinas_and_another_sees_nothing_of_it(people: Any) -> None:
    assert count("meetings", ("place",), by_actor=people.actor("eka")).counts == {
        ("53.01",): 21, ("53.02",): 34, (None,): 55,
    }  # fmt: skip
    assert count("meetings", (), by_actor=people.actor("dewi")).total == 34
    assert count("meetings", (), by_actor=people.actor("jaya")).total == 42


def test_the_command_line_counts_it_as_the_page_does(people: Any, says: Any) -> None:
    told = says("count", "meetings", "--by", "half,meeting_kind", "--as", "citra@contoh.test", "--from", "2024-01-01",
                "--to", "2024-12-31", "--format", "csv")  # fmt: skip
    assert told.out.splitlines()[0] == "half,meeting_kind,count"
    numbers = [int(line.split(",")[2]) for line in told.out.splitlines()[1:]]
    assert (len(numbers), sum(numbers)) == (4, 21)
    assert "tidak dikenal" in says("count", "meetings", "--by", "role", "--as", "citra@contoh.test").err


def test_what_the_nation_may_not_read_is_said_so(people: Any, says: Any) -> None:
    with pytest.raises(Refused):
        count("meetings", by_actor=None)
    assert "Hitung sebagai pengguna kantor itu" in says("count", "meetings").err


def test_the_list_behind_a_number_is_what_the_source_says_of_each(people: Any) -> None:
    asked = KIND | {"meeting_kind": "home"}
    body = people.client("citra").get(reverse("statistics:rekap_cases"), asked).content.decode()
    assert sorted(name for name in ("home1", "home2", "home3", "home4") if name in body) == ["home1", "home2", "home3"]
    assert people.client("citra").get(reverse("statistics:rekap_cases"), {"apa": "licences"}).status_code == 404
    assert "/rekap/kasus/" not in page(people, "citra", apa="licences")


def test_the_analyst_reads_it_as_released_with_small_cells_hidden(people: Any, says: Any) -> None:
    told = says("count", "meetings", "--by", "year,meeting_kind", "--place", "53.01", "--from", "2024-01-01",
                "--to", "2024-12-31", "--as", "gita@contoh.test", "--format", "csv")  # fmt: skip
    assert "2024,home,<5" in told.out
    assert "2024,group,•" in told.out
    total = says("count", "meetings", "--by", "year", "--place", "53.01", "--as", "gita@contoh.test", "--format", "csv")
    assert "2024,21" in total.out
    body = page(people, "gita", apa="meetings", by="year,meeting_kind", tempat="53.01", tahun="2024")
    assert "&lt;5" in body
    assert ">18<" not in body


def test_an_analyst_reads_nothing_of_what_is_not_released(people: Any) -> None:
    assert "tidak diumumkan" in page(people, "gita", apa="licences")
    with pytest.raises(Refused):
        answer(Asked("licences"), people.actor("gita"))


def test_what_stands_is_counted_on_a_day_and_along_time_at_the_end_of_each_part(people: Any) -> None:
    citra = people.actor("citra")

    def standing(day: date) -> int:
        return count("licences", (), last=day, by_actor=citra).total

    days = (date(2022, 2, 28), date(2022, 3, 1), date(2024, 6, 29), date(2024, 6, 30), date(2024, 7, 1), TODAY)
    assert [standing(day) for day in days] == [0, 1, 2, 1, 2, 2]
    years = count("licences", ("year",), first=date(2021, 1, 1), last=TODAY, by_actor=citra)
    assert dict(years.rows) == {("2021",): 0, ("2022",): 1, ("2023",): 2, ("2024",): 2, ("2025",): 2, ("2026",): 2}
    assert years.total == 2
    for name, part in (("half", "2024-S1"), ("month", "2024-06"), ("month", "2024-05"), ("third", "2024-C1")):
        table = count("licences", (name, "place"), by_actor=citra)
        assert table.counts[part, "53.01"] == {"2024-S1": 1, "2024-06": 1, "2024-05": 2, "2024-C1": 2}[part]
        assert table.counts[None, None] == 2
    assert count("licences", ("year",), unit="lembaga", by_actor=citra).counts == {
        ("2022",): 1, ("2023",): 2, ("2024",): 1, ("2025",): 1, ("2026",): 1, (None,): 1,
    }  # fmt: skip


def test_a_name_twice_is_refused_and_both_rooms_are_named(monkeypatch: Any) -> None:
    gifts = [("cases", MEASURES["cases"]), ("wisma", Measure("cases", "Lain", "meeting"))]
    monkeypatch.setattr(rooms, "_gifts", lambda: rooms.by_door(gifts))
    with pytest.raises(ValueError, match="'cases': cases, wisma"):
        dimensions._all(Measure)
