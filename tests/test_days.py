"""Nothing asks the database, the process or the machine which day it is: a day is a day at an office."""

import re
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
SOURCES = [
    path
    for folder in ("rehsos", "config")
    for path in (ROOT / folder).rglob("*.py")
    if not {"tests", "migrations"} & set(path.parts)
]
CLOCKS = {
    "current_date": r"\bcurrent_date\b|\blocaltimestamp\b|\bcurrent_timestamp\b|\bclock_timestamp\b|'(now|today)'::",
    "now() in SQL": r"(?<![\w.])now\(\)",
    "date.today": r"\bdate\.today\b|\bdatetime\.(now|today|utcnow)\b|\btime\.localtime\b",
}
THE_ONE = "nullif(current_setting('rehsos.now', true), '')::timestamptz, now())"  # where no scope was set
OUTSIDE = ["rehsos/console", "rehsos/access/actions.py", "rehsos/access/queries.py"]  # no request there


def asked(pattern: str, text: str) -> list[str]:
    lines = (
        line.strip() for line in text.splitlines() if "recorded_at" not in line
    )  # the log's hour is the database's
    return [line for line in lines if re.search(pattern, line, re.IGNORECASE)]


@pytest.mark.parametrize("clock", CLOCKS)
def test_no_code_asks_for_a_day_of_nowhere(clock: str) -> None:
    found = {path.relative_to(ROOT): asked(CLOCKS[clock], path.read_text().replace(THE_ONE, "")) for path in SOURCES}
    assert {str(path): lines for path, lines in found.items() if lines} == {}


def test_the_patterns_find_what_they_look_for() -> None:
    text = "since <= current_date\nat < now()\nday = date.today()\nnow = datetime.now(UTC)\ntimezone.now()\n_now()"
    assert [asked(pattern, text) for pattern in CLOCKS.values()] == [
        ["since <= current_date"],
        ["at < now()"],
        ["day = date.today()", "now = datetime.now(UTC)"],
    ]


def test_outside_a_request_a_day_is_asked_of_a_zone() -> None:
    """A request and an action run in the actor's zone; a command and a job have none but the machine's."""
    wrong = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in SOURCES
        if str(path.relative_to(ROOT)).startswith(tuple(OUTSIDE))
        for line in asked(r"local(date|time)\((?!.*(timezone=|zone))", path.read_text())
    ]
    assert wrong == []


@pytest.mark.django_db
def test_no_function_trigger_or_default_of_the_database_asks_for_its_own_day() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public'"
            " UNION ALL SELECT tablename || '.' || policyname, coalesce(qual, '') || coalesce(with_check, '')"
            " FROM pg_policies"
            " UNION ALL SELECT adrelid::regclass::text, pg_get_expr(adbin, adrelid) FROM pg_attrdef"
        )
        bodies = dict(cursor.fetchall())
    assert "cases_fact_file" in bodies
    found = {name: [asked(p, body.replace(THE_ONE, "")) for p in CLOCKS.values()] for name, body in bodies.items()}
    assert {name: lines for name, lines in found.items() if any(lines)} == {}
