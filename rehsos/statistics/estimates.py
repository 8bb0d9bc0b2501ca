"""How many cases of a table by age stand there by an estimate: in the band of the recorded year, and said so."""

from collections.abc import Mapping

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rehsos.audit.actor import Actor
from rehsos.justice.models import MISTAKE

from .counting import Table, conditions

_AT_OPENING = "(p.birth_estimated OR p.birth_year IS NULL AND c.age IS NOT NULL)"
# At the deed it is the first part, as in `settle_role`: somebody may have known the age there, whatever the birth.
_AT_DEED = f"""CASE WHEN c.role = '' THEN {_AT_OPENING}
  ELSE c.age_at_deed IS NOT NULL AND (p.birth_estimated OR p.birth_year IS NULL) AND
       (SELECT j.age_estimated FROM justice_part j WHERE j.case_id = c.id AND j.ended_by <> '{MISTAKE}'
         ORDER BY j.id LIMIT 1) END"""
GUESSED: Mapping[str, str] = {"age_band": _AT_DEED, "report_band": _AT_OPENING}
"""That a case stands in its band by an estimate, as SQL over case and client, by dimension."""


def by_estimate(table: Table, by: Actor) -> int:
    """How many cases of a table by age stand there by an estimate; 0 of any other table. Ask within `office_wide`.

    What a wall closes to the asker stands in no age, and so in no estimate.
    """
    asked = table.asked
    guessed = " OR ".join(GUESSED[name] for name in asked.by if name in GUESSED)
    if not guessed:
        return 0
    where, given = conditions(asked, by.offices)
    ask = (
        f"SELECT count(*) FROM cases_case c JOIN people_person p ON p.id = c.client_id "
        f"WHERE {' AND '.join(where)} AND ({guessed}) AND NOT c.barred && %(not_told)s::int[]"
    )
    with connection.cursor() as cursor:
        cursor.execute(ask, given | {"not_told": list(asked.closed or ())})
        found: int = (cursor.fetchone() or (0,))[0]
        return found


def estimates_said(table: Table, by: Actor | None) -> str:
    """The sentence that page, workbook and command line print with a table by age; empty where there is no estimate.

    Of the nation, whose role reads no estimate: how estimates are counted, without how many.
    """
    if by is None:
        return how_counted(table.asked.by)
    number = by_estimate(table, by)
    if not number:
        return ""
    return ngettext(
        "{n} kasus di antaranya memakai umur perkiraan.", "{n} kasus di antaranya memakai umur perkiraan.", number
    ).format(n=number)


def how_counted(by: tuple[str, ...]) -> str:
    """How estimated ages stand in a table by age of which it is not told how many they are; empty for another table."""
    if not GUESSED.keys() & set(by):
        return ""
    return _("Umur perkiraan dihitung menurut tahun lahir yang tercatat.")
