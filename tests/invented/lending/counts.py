"""Loans as something to count: how many were made, of which kind of aid."""

from django.utils.translation import gettext_lazy as _

from rehsos.house.counting import Dimension, Grain, Item, Measure, Source, Summed, Told, Unit

from .models import AidKind

COUNTED = (
    Source(
        "loan",
        _("peminjaman yang tercatat"),
        "lending_loan",
        counts_at="c.counts_at_id",
        place="c.place_id",
        day="c.lent_on",
        barred="c.barred",
        joins="JOIN lending_aid a ON a.id = c.aid_id",
        by_day=_("tanggal dipinjam"),
        at=_("Tempat tinggal"),
        anywhere=_("semua tempat tinggal"),
        by=("year", "aid"),
        summed=Summed(
            {"place_id": "text", "aid_id": "uuid", "barred": "int[]"},
            (Grain("year", ("place_id", "aid_id", "barred")), Grain("month", ("aid_id", "barred"))),
        ),
    ),
    Measure("loans", _("Alat dipinjamkan"), "loan", items=("loans",)),
    Item("loans", "loan"),
    Unit("pinjaman", _("pinjaman"), "loan", additive=True, summed="c.n"),
    Dimension(
        "aid",
        _("Jenis alat"),
        {"loan": "a.kind"},
        lambda code: str(AidKind(code).label),
        all_codes=tuple(AidKind.values),
        told=Told(("loans",)),
        order=200,
    ),
)
