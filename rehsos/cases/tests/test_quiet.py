"""Who is quiet counts as the clock of contact counts."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rehsos.cases.quiet import CONTACT, quiet_at
from rehsos.directory.models import LocalPolicy
from rehsos.law.clocks import Choice, Fact, Facts, Policy, clocks_for
from rehsos.law.shapes import Length

WITA = ZoneInfo("Asia/Makassar")
HERE = 3


def late(last: date, today: date, length: Length) -> bool:
    """Whether the clock of contact is late at noon of a day, by a last contact."""
    at = [Fact(code, _noon(last), "hour") for code in ("plan_approved", "contact_made")]
    kept = Policy((Choice(lengths={CONTACT: length}, switched_on=frozenset({CONTACT})),))
    return [one.late for one in clocks_for("case", Facts(at), at=_noon(today), tz=WITA, policy=kept)
            if one.rule.code == CONTACT] == [True]  # fmt: skip


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=WITA)


@pytest.mark.parametrize("today", [date(2026, 3, 1), date(2026, 3, 31), date(2026, 12, 15), date(2028, 2, 29)], ids=str)
@pytest.mark.parametrize("told", [None, "2 months"])
def test_a_case_is_quiet_on_the_days_on_which_its_contact_is_late(
    people: object, today: date, told: str | None
) -> None:
    if told:
        LocalPolicy.objects.create(office_id=HERE, key="clocks", since=date(2015, 1, 1),
                                   value={"lengths": {CONTACT: told}, "on": [], "off": []})  # fmt: skip
    found = quiet_at(HERE, today)
    assert str(found.length.number) in (told or "1 months")
    for back in range(24, 70):
        last = today - timedelta(days=back)
        assert late(last, today, found.length) == (last < found.before), last
