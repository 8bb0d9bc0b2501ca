"""A room nobody here knows is added to the house, and nothing outside its folder is written but its name in `ROOMS`.

In a database and a process of its own, over HTTP, as the worker of a case, a colleague above and an outsider.
"""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest

from ops.environment import database
from rehsos.demo import cast
from tests.invented.visitor import Visitor

ROOT = Path(__file__).resolve().parents[2]
NAME = "rehsos_invented"
RUNS = "from rehsos.console import main; main()"
SUMMED = "SELECT sum(numbers[1])::bigint FROM {} AND source = 'loan'"


class House:
    """The house with the invented room: where it answers, and how to run a command in it."""

    def __init__(self, keyset: Path) -> None:
        taken = socket.create_server(("127.0.0.1", 0))
        self.port = taken.getsockname()[1]
        taken.close()
        self.site = f"http://127.0.0.1:{self.port}"
        self.around = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.invented.house",
            "REHSOS_DATABASE_NAME": NAME,
            "REHSOS_DATABASE_ROLE": "app",
            "REHSOS_KEYSET": str(keyset),
        }
        self.code = ""

    def runs(self, *command: str, role: str = "app", check: bool = True) -> str:
        """A command of Python in it, and what it said."""
        done = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, *command], env=self.around | {"REHSOS_DATABASE_ROLE": role}, cwd=ROOT, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def case(self, path: str = "") -> str:
        """The address of the case, or of something under it."""
        return f"/kasus/{self.code}/{path}"


def _reach() -> dict[str, Any]:
    owner = database("owner")
    return {"host": owner["HOST"], "port": owner["PORT"], "user": owner["USER"], "password": owner["PASSWORD"]}


def _empty_database() -> None:
    with psycopg.connect(**_reach(), dbname=database("owner")["NAME"], autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {NAME}")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The house, filled with the cast, Lia's and Mawar's cases and what the rooms tell, and serving."""
    house = House(tmp_path_factory.mktemp("invented") / "keyset.json")
    _empty_database()
    house.runs("manage.py", "migrate", "--verbosity=0", role="owner")
    house.code = house.runs("-m", "tests.invented.filled").split()[-1]
    served = [
        *(sys.executable, "-m", "granian", "--interface", "rsgi", "--host", "127.0.0.1", "--port", str(house.port)),
        *("--workers", "1", "--no-ws", "--no-access-log", "--log-level", "error", "config.web:application"),
    ]
    with subprocess.Popen(served, env=house.around, cwd=ROOT) as web:  # noqa: S603 - our own words
        try:
            _wait(house)
            yield house
        finally:
            web.terminate()


def _wait(house: House, patience: int = 120) -> None:
    last = time.monotonic() + patience
    while time.monotonic() < last:
        try:
            if Visitor(house.site).asks("/sehat/")[0] == HTTPStatus.OK:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("tidak menjawab")


@pytest.fixture(scope="module")
def melati(house: House) -> Visitor:
    """The worker of Lia's case, with names open."""
    visitor = Visitor(house.site, cast.MELATI)
    visitor.pin_is_chosen()
    return visitor


@pytest.fixture(scope="module")
def dewi(house: House) -> Visitor:
    """A worker of another office."""
    return Visitor(house.site, cast.DEWI)


def test_who_is_not_signed_in_gets_nowhere(house: House) -> None:
    assert "/masuk/login/" in Visitor(house.site).sees("/alat/")


def test_a_cold_room_offers_one_line_and_shows_no_card(house: House, melati: Visitor) -> None:
    page = melati.sees(house.case())
    assert "Pinjamkan alat" in page
    assert "Alat yang dipinjam" not in page


def test_its_sample_is_told_before_the_cases_and_after_them(melati: Visitor, dewi: Visitor) -> None:
    assert "AB-01" in melati.sees("/alat/")
    assert "AB-01" not in dewi.sees("/alat/")
    assert re.search(r"Alat bantu dengar.{1,300}>1<", melati.sees("/rekap/?apa=loans&by=aid"), re.DOTALL)


def test_an_aid_is_lent_shown_and_comes_back(house: House, melati: Visitor, dewi: Visitor) -> None:
    assert "KR-01" in melati.sends("/alat/", kind="wheelchair", mark="KR-01", giver="Yayasan Contoh")
    assert "KR-01" not in dewi.sees("/alat/")  # another office's list
    lend = f"/alat/{house.code}/pinjam/"
    assert dewi.asks(lend)[0] == HTTPStatus.NOT_FOUND
    aid = re.findall(r'value="([0-9a-f-]{36})"[^>]*>\s*Kursi roda KR-01', melati.sees(lend))
    page = melati.sends(lend, aid=aid[0], agreed="Sampai kursinya sendiri datang.")
    assert "Alat yang dipinjam" in page
    assert "Kursi roda" in page
    assert "Alat dipinjamkan" in page  # on the timeline
    assert "Sampai kursinya" not in Visitor(house.site, cast.EKA).sees(house.case())  # the province sees a code


def test_its_clock_runs_on_its_own_kind_of_subject(house: House, melati: Visitor) -> None:
    assert "Alat kembali" in melati.sees("/aturan/")
    its_own = Visitor(house.site, cast.CITRA).sees("/kantor/tenggat/")
    assert re.search(r'name="on_aid_back"[^>]* checked', its_own)  # a promise that is kept until the office says no
    [asked] = re.findall(r'href="([^"]+fakta=aid_for_a_time[^"]+)"', melati.sees(house.case()))
    question = asked.replace("&amp;", "&")
    assert "Dipinjam untuk sementara?" in melati.sees(question)
    page = melati.sends(question.replace("/fakta/?fakta=", "/keadaan/?keadaan="), aid_for_a_time="yes")
    assert re.search(r"Alat kembali.{1,900}sisa (89|90) hari", page, re.DOTALL)


def test_the_hour_its_clock_began_is_corrected_like_any(house: House, melati: Visitor, dewi: Visitor) -> None:
    [began] = set(re.findall(r'href="([^"]+fakta=aid_lent[^"]+)"', melati.sees(house.case())))
    path = began.replace("&amp;", "&")
    assert dewi.asks(path)[0] == HTTPStatus.NOT_FOUND
    assert "Sudah tercatat" in melati.sees(path)
    day = datetime.now(ZoneInfo("Asia/Makassar")).date() - timedelta(days=10)
    page = melati.sends(path, fact="aid_lent", at=day.isoformat(), hour="09:00")
    assert re.search(r"Alat kembali.{1,900}sisa (79|80) hari", page, re.DOTALL)


def test_its_kind_of_letter_is_written_and_stands_in_the_register(house: House, melati: Visitor) -> None:
    address = house.case("surat/keluar/")
    assert "Mulai dengan isian awal: Surat peminjaman alat" in melati.sees(address)
    begun = melati.sees(f"{address}?jenis=aid_letter")
    assert re.search(r'name="about"[^>]*value="Peminjaman alat KR-01"', begun)
    assert "Mohon alatnya diperiksa tiap bulan." in begun
    assert melati.asks(f"{address}?jenis=aid_letter&menyangkut={uuid4()}")[0] == HTTPStatus.NOT_FOUND
    told = {
        "kind": "aid_letter", "classification": "secret", "party": "Kepala Puskesmas Contoh", "place": "Oelamasi",
        "about": "Peminjaman kursi roda", "body": "Mohon kursi rodanya diperiksa tiap bulan.",
    }  # fmt: skip
    text = melati.sends(house.case("surat/keluar/"), **told)
    assert "Surat peminjaman alat" in text, re.sub(r"<[^>]+>|\s+", " ", text)
    assert "Surat peminjaman alat" in melati.sees(house.case())
    assert "Surat peminjaman alat" in Visitor(house.site, cast.CITRA).sees("/surat/?arah=out")


def test_its_table_is_counted_by_page_workbook_and_command_line(house: House, melati: Visitor) -> None:
    page = melati.sees("/rekap/?apa=loans&by=aid")
    assert re.search(r"Kursi roda.{1,300}>1<", page, re.DOTALL)
    assert Visitor(house.site, cast.DEWI).sees("/rekap/?apa=loans&by=aid").count(">1<") == 0
    asked = ("count", "loans", "--by", "aid")
    said = house.runs("-c", RUNS, *asked, "--as", cast.MELATI.email)  # lent today, as it is in Kupang
    assert re.search(r"Kursi roda\s+1", said), said
    assert re.search(r"Alat bantu dengar\s+1", house.runs("-c", RUNS, *asked))  # the nation's day is Jakarta's
    by_office = house.runs("-c", RUNS, "count", "loans", "--by", "office", "--from", "2015-01-02")
    assert re.search(r"Dinas Sosial Kabupaten Kupang\s+[12]", by_office), by_office  # cut: from rows


def test_its_sums_are_kept_by_the_database(house: House) -> None:
    """Made of the declaration alone. Long enough ago, a loan is folded, and is counted the same."""
    ways = ("SELECT count(*) FROM lending_loan", SUMMED.format("statistics_sourcechange WHERE true"))
    with psycopg.connect(**_reach(), dbname=NAME) as connection:
        assert len({connection.execute(way).fetchone() for way in ways}) == 1
        connection.execute("UPDATE lending_loan SET lent_on = lent_on - 40")
        connection.execute("SELECT statistics_fold_sources()")
        of_year = SUMMED.format("statistics_sourcesum WHERE grain = 0")
        rows, summed = (connection.execute(way).fetchone() for way in (ways[0], of_year))
        assert summed == rows != (0,)
        connection.rollback()


def test_who_may_not_open_its_cells_is_told_none(house: House) -> None:
    """Nothing was released yet, so the analyst reads no number, and why."""
    status, page = Visitor(house.site, cast.GITA).asks("/rekap/?apa=loans&by=aid")
    assert status == HTTPStatus.OK
    assert "Kursi roda" not in page


def test_the_bench_knows_what_its_pages_are_about(house: House) -> None:
    walks = "from bench.walk import of_cases, untaught; print(untaught(), of_cases()['loan'])"
    assert (
        house.runs("-c", f"import django; django.setup(); {walks}")
        == "set() SELECT id, case_id FROM lending_loan WHERE case_id = ANY(%s)\n"
    )


def test_a_case_is_not_closed_while_an_aid_is_out(house: House, melati: Visitor) -> None:
    assert "1 alat belum kembali" in melati.sees(house.case("pengakhiran/"))


def test_the_check_finds_nothing_but_the_places_that_were_not_loaded(house: House) -> None:
    said = house.runs("-c", RUNS, "check", check=False)
    assert [line for line in said.splitlines() if line.startswith("✗") and "Wilayah" not in line] == []
    assert said.count("✓") > 8


def test_what_it_sealed_under_a_key_of_its_own_is_tried_by_the_check(house: House) -> None:
    """Altered, it is named; so the check above opened it."""
    alter = "UPDATE lending_aid SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)"
    with psycopg.connect(**_reach(), dbname=NAME, autocommit=True) as connection:
        connection.execute(alter)
        said = house.runs("-c", RUNS, "check", check=False)
        connection.execute(alter)
    assert re.search(r"✗ Semua yang tersegel terbuka: lending_aid.sealed [0-9a-f-]{36}", said), said


def test_it_comes_back_and_nothing_hinders_the_end(house: House, melati: Visitor) -> None:
    back = re.findall(r"/alat/[^/\"]+/kembali/[0-9a-f-]{36}/", melati.sees(house.case()))
    page = melati.sends(back[0])
    assert "sudah kembali" in page
    assert not re.search(r"Alat kembali.{1,900}sisa \d+ hari", page, re.DOTALL)
    assert "alat belum kembali" not in melati.sees(house.case("pengakhiran/"))
