"""Counts from the keyboard: as the nation, or with what a named user may see. Never a name."""

import sys
from argparse import Namespace
from contextlib import nullcontext
from datetime import date

from django.db import transaction
from django.utils import timezone

from rehsos.access.models import User
from rehsos.access.permissions import Permission
from rehsos.access.queries import actor_for
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.audit.views import saw
from rehsos.directory import gazetteer
from rehsos.statistics.asking import address
from rehsos.statistics.closing import left_out
from rehsos.statistics.counting import Table, count, office_wide, opens, usual
from rehsos.statistics.dimensions import MEASURES, SOURCES, dimensions_of, units_of
from rehsos.statistics.estimates import estimates_said

from .database import answering
from .places import meant
from .problem import Problem, unknown
from .releases import show_released
from .table import Row, show


def count_cases(asked: Namespace) -> None:
    """A row for every cell, noughts too; the last column is the count. Codes for programs, words as text.

    As a user who may not open the cells: what was released, and a look in the view log.
    """
    by = usual(asked.measure) if asked.by is None else tuple(filter(None, map(str.strip, asked.by.split(","))))
    _check_words(asked, by)
    asked.unit = asked.unit or next(iter(units_of(SOURCES[MEASURES[asked.measure].source])))
    with answering(), transaction.atomic():
        actor = _actor(asked.email) if asked.email else None
        if actor and not opens(actor):
            show_released(asked, by, actor)
            return
        today = timezone.localdate(timezone=actor.zone if actor else None)
        _check(asked, by, today)
        try:
            with office_wide(actor) if actor else nullcontext(), timezone.override(actor.zone if actor else None):
                table = count(asked.measure, by, unit=asked.unit, place=asked.place, first=asked.first,
                              last=asked.last or today, by_actor=actor)  # fmt: skip
                beside = [left_out(table.asked, actor), estimates_said(table, actor)]
        except Refused as refused:
            raise Problem(str(refused.reason)) from None
        if actor:
            saw("count", None, actor, question=address(table.asked))
    rows = [_row(by, key, number, table if asked.format == "text" else None) for key, number in table.rows]
    if asked.format == "text" and by:
        rows.append(dict.fromkeys(by, "") | {by[0]: "Jumlah", "count": table.total})
    show(rows, asked.format, columns=[*by, "count"])
    for said in filter(None, beside):
        print(said, file=sys.stderr)  # beside the table, so that a program still reads it


def _check_words(asked: Namespace, by: tuple[str, ...]) -> None:
    if asked.measure not in MEASURES:
        raise unknown("Ukuran", asked.measure, MEASURES)
    source = SOURCES[MEASURES[asked.measure].source]
    units, dimensions = units_of(source), dimensions_of(source)
    if asked.unit and asked.unit not in units:
        raise unknown("Satuan", asked.unit, units)
    for name in by:
        if name not in dimensions:
            raise unknown("Sudut pandang", name, dimensions)


def _check(asked: Namespace, by: tuple[str, ...], today: date) -> None:
    if len(set(by)) < len(by):
        raise Problem("Sudut pandang yang sama tertulis dua kali.")
    if asked.place and gazetteer.place(asked.place) is None:
        asked.place = meant(asked.place).code
    if asked.first and asked.first > (asked.last or today):
        raise Problem("Masa hitung berakhir sebelum mulai. Periksa --from dan --to.")


def _actor(email: str) -> Actor:
    """The user's actor, with the database's scope set to theirs for this transaction."""
    user = User.objects.filter(email__iexact=email, is_active=True).first()
    actor = actor_for(user) if user else None
    if actor is None:
        raise Problem(f"“{email}” tidak ada, atau tidak ditempatkan di kantor mana pun hari ini.")
    if not actor.may(Permission.COUNT):
        raise Problem(f"Peran “{email}” tidak mencakup hitungan.")
    return actor


def _row(by: tuple[str, ...], key: tuple[str, ...], number: int, words: Table | None) -> Row:
    said = (words.label(position, code) if words else code for position, code in enumerate(key))
    return dict(zip(by, said, strict=True)) | {"count": number}
