"""How many cases of a table by age stand there by an estimate: in the band of the recorded year, and said so."""

from dataclasses import replace

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rehsos.audit.actor import Actor

from .counting import Table, conditions
from .dimensions import DIMENSIONS, units_of
from .sums import added_up


def by_estimate(table: Table, by: Actor) -> int:
    """How many cases of a table by age stand there by an estimate; 0 of any other table. Ask within `office_wide`.

    What a wall closes to the asker stands in no age, and so in no estimate. Of children or perkara it is their cases.
    """
    guessed = _guessed(table.asked.by)
    if not guessed:
        return 0
    asked = replace(table.asked, unit=next(iter(units_of(table.asked.source))))
    where, given = conditions(asked, by.offices)
    where.append(f"({' OR '.join(guessed)})")  # any grain of the sums that tells an age tells this too
    if walls := asked.source.barred:
        where.append(f"({walls} && %(not_told)s::int[]) IS NOT TRUE")
    of_sums = [f"coalesce(sum({asked.one.summed}), 0)"]
    found = added_up(asked, where, by, of_sums=of_sums, of_cases=[asked.one.sql], joins=asked.one.joins)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum(number) FROM ({found}) f (number)", given | {"not_told": list(asked.closed or ())})
        [number] = cursor.fetchone()
        return int(number)


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
    if not _guessed(by):
        return ""
    return _("Umur perkiraan dihitung menurut tahun lahir yang tercatat.")


def _guessed(by: tuple[str, ...]) -> list[str]:
    """When a row stands in a line of these by an estimate, as SQL."""
    return [guessed for name in by if name in DIMENSIONS and (guessed := DIMENSIONS[name].guessed)]
