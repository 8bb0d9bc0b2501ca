import csv
import io
import json
import subprocess
import sys
from datetime import datetime
from typing import Any

import pytest
import time_machine

from rehsos.law.book import rules

DUE = ("law", "due", "social_report", "--from", "2026-11-22T08:00", "--tz", "Asia/Makassar")


def test_a_term_is_due_three_times_24_hours_later_with_its_articles(says: Any) -> None:
    out = says(*DUE).out
    assert "Batas: Rab 25 Nov 2026 pukul 08.00 WITA" in out
    assert "Tafsir lain: Rab 25 Nov 2026 pukul 24.00 WITA" in out
    assert "Cara hitung: J (jam)" in out
    assert "Kewajiban: Pekerja Sosial yang ditugasi" in out
    assert "PP 65/2015 Ps 13 ayat (2)" in out


def test_a_program_gets_the_same_as_json(says: Any) -> None:
    told = json.loads(says(*DUE, "--format", "json").out)
    assert told["due"] == "2026-11-25T08:00:00+08:00"
    assert told["verified"] is True


def test_wita_is_a_time_zone_too(says: Any) -> None:
    assert says(*DUE[:-1], "WITA").out == says(*DUE).out


def test_a_rule_that_was_not_law_that_day_says_so(says: Any) -> None:
    told = says("law", "due", "tpks_copy", "--from", "2018-01-02T08:00")
    assert "pada tanggal itu aturan ini tidak berlaku (berlaku sejak 09-05-2022)" in told.out


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_can_be_asked_when_it_is_due(says: Any, code: str) -> None:
    assert says("law", "due", code, "--from", "2026-11-22T08:00", "--tz", "WIT").code == 0


def test_the_list_as_csv_has_a_row_for_each_rule(says: Any) -> None:
    rows = list(csv.DictReader(io.StringIO(says("law", "list", "--format", "csv").out)))
    assert {row["code"] for row in rows} == set(rules())


def test_one_rule_tells_its_start_stop_and_conditions(says: Any) -> None:
    out = says("law", "show", "diversi_offer_police").out
    assert "start: investigation_started" in out
    assert "penalty_below_7y = True" in out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("law", "show", "social_repor"), "Aturan “social_repor” tidak dikenal. Mungkin: social_report?"),
        (("law", "show", "stop_letter"), "Mungkin: stop_letter_peace, stop_letter_completed?"),
        (("law", "due", "litmas", "--from", "kemarin"), "--from: “kemarin” bukan tanggal dan jam"),
        (("law", "due", "litmas", "--from", "2026-11-31T08:00"), "bukan tanggal dan jam"),
        (("law", "due", "litmas", "--from", "2026-11-22T08:00", "--tz", "Mars"), "zona waktu “Mars” tidak dikenal"),
        (("law", "due", "litmas", "--from", "2026-11-22T08:00", "--tz", "../etc/passwd"), "tidak dikenal"),
        (("law", "due", "litmas"), "Masih kurang: --from."),
        (("law", "due"), "Masih kurang: ATURAN, --from."),
        (("law", "list", "--format", "xml"), "--format: “xml” tidak ada. Pilihannya: text, json, csv."),
        (("law", "list", "--banyak"), "Tidak dikenal: --banyak."),
        (("hukum",), "PERINTAH: “hukum” tidak ada. Pilihannya: law, authority, places,"),
        ((), "Masih kurang: PERINTAH."),
        (("law", "list", "--format"), "--format: isinya belum ditulis."),
    ],
)
def test_wrong_words_get_one_line_and_exit_code_2(says: Any, argv: tuple[str, ...], words: str) -> None:
    told = says(*argv)
    assert told.code == 2
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert words in told.err


def test_the_law_needs_no_django() -> None:
    code = (
        "import sys; from rehsos.console import main; "
        "assert main(['law', 'list']) == 0; assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603 - our own
    assert done.returncode == 0, done.stderr


def test_help_is_indonesian(says: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        says("law", "due", "--help")
    out = capsys.readouterr().out
    assert left.value.code == 0
    assert out.startswith("Pemakaian: rehsos law due")
    assert "usage" not in out
    assert "options" not in out


@pytest.mark.parametrize("written", ["2026-12-31 08.30", "2026-12-31T08:30", "2026-12-31 08:30", "2026-12-31T08.30"])
def test_an_hour_is_understood_as_it_is_written_here(says: Any, written: str) -> None:
    told = says("law", "due", "letter_to_worker", "--from", written, "--tz", "WITA")
    assert "Batas: Kam 31 Des 2026 pukul 12.30 WITA" in told.out


def test_part_of_an_hour_is_refused_and_not_thrown_away(says: Any) -> None:
    assert "bukan tanggal dan jam" in says("law", "due", "letter_to_worker", "--from", "2026-12-31 08.5").err


@pytest.mark.parametrize("start", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_time_is_said_in_a_line(says: Any, start: str) -> None:
    assert "terlalu jauh" in says("law", "due", "social_report", "--from", start, "--tz", "WIT").err


def test_what_begins_on_a_day_is_said_with_that_day(says: Any) -> None:
    """Six months of care at least, and a birthday, are dates that are reached; only a last moment is 24.00."""
    assert "Sejak: Sen 1 Mar 2027 pukul 00.00" in says("law", "due", "adoption_care_min", "--from", "2026-08-31").out
    assert "Sejak: Jum 1 Mar 2030 pukul 00.00" in says("law", "due", "birthday_14", "--from", "2016-02-29").out


@pytest.mark.parametrize(("zone", "due"), [("WIB", "2026-11-30T09:00:00+07:00"), ("WITA", "2026-12-01T09:00:00+08:00")])
def test_yesterday_is_one_of_the_zone_that_is_asked(says: Any, zone: str, due: str) -> None:
    """A quarter past midnight in Kupang is a quarter past eleven in Jakarta: never the day of the machine."""
    with time_machine.travel(datetime.fromisoformat("2026-11-29T00:15:00+08:00")):
        told = says(*DUE[:4], "kemarin 09.00", "--tz", zone, "--format", "json")
    assert json.loads(told.out)["due"] == due
