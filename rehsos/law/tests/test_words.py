"""Words for what is left and when it ends."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rehsos.law.clocks import due
from rehsos.law.words import explain, left, when

WITA = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("gap", "indonesian", "english"),
    [
        (timedelta(days=4, hours=5), "sisa 4 hari", "4 days left"),
        (timedelta(days=1, hours=3), "sisa 1 hari 3 jam", "1 day 3 h left"),
        (timedelta(days=1, minutes=20), "sisa 1 hari", "1 day left"),
        (timedelta(hours=7, minutes=40), "sisa 7 jam", "7 h left"),
        (timedelta(hours=5), "sisa 5 jam", "5 h left"),
        (timedelta(hours=1, minutes=40), "sisa 1 jam 40 mnt", "1 h 40 m left"),
        (timedelta(minutes=40), "sisa 40 menit", "40 min left"),
        (timedelta(seconds=20), "sisa kurang dari 1 menit", "less than a minute left"),
        (-timedelta(hours=1, minutes=40), "Lewat 1 jam 40 mnt", "1 h 40 m late"),
        (-timedelta(hours=5), "Lewat 5 jam", "5 h late"),
        (-timedelta(days=20), "Lewat 20 hari", "20 days late"),
    ],
)
def test_what_is_left(gap: timedelta, indonesian: str, english: str) -> None:
    assert left(gap) == (indonesian, english)


def test_a_midnight_that_ends_a_term_is_said_as_24_of_the_day_before() -> None:
    midnight = datetime(2026, 11, 26, tzinfo=WITA)
    assert when(midnight, WITA, ends=True) == "Rab 25 Nov 2026 pukul 24.00 WITA"
    assert when(midnight, WITA) == "Kam 26 Nov 2026 pukul 00.00 WITA"
    assert when(midnight, ZoneInfo("Asia/Jayapura"), "en") == "Thu 26 Nov 2026 at 01.00 WIT"


def test_a_rule_explained() -> None:
    found = due("social_report", datetime(2026, 11, 22, 8, tzinfo=WITA), WITA)
    said = explain(found, WITA)
    assert said[1] == "Batas: Rab 25 Nov 2026 pukul 08.00 WITA"
    assert said[2] == "Tafsir lain: Rab 25 Nov 2026 pukul 24.00 WITA (tafsir tanggal: sampai akhir hari)"
    assert "Dasar: PP 65/2015 Ps 13 ayat (2); UU 11/2012 Ps 27 ayat (3)" in said
    assert "Due: Wed 25 Nov 2026 at 08.00 WITA" in explain(found, WITA, "en")
    policy = due("plan_after_assessment", datetime(2026, 11, 22, 8, tzinfo=WITA), WITA)
    assert "Kebijakan dinas, bukan undang-undang" in explain(policy, WITA)
