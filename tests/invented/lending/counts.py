"""Loans as something to count: how many were made, of which kind of aid."""

from django.utils.translation import gettext_lazy as _

from rehsos.house.counting import Dimension, Item, Measure, Source, Told, Unit

from .models import AidKind

COUNTED = (
    Source(
        "loan",
        _("peminjaman yang tercatat"),
        "lending_loan",
        counts_at="k.counts_at_id",
        place="k.place_id",
        day="c.lent_on",
        barred="c.barred",
        joins="JOIN cases_case k ON k.id = c.case_id JOIN lending_aid a ON a.id = c.aid_id",
        by_day=_("tanggal dipinjam"),
        at=_("Tempat tinggal"),
        anywhere=_("semua tempat tinggal"),
        by=("year", "aid"),
    ),
    Measure("loans", _("Alat dipinjamkan"), "loan", items=("loans",)),
    Item("loans", "loan"),
    Unit("pinjaman", _("pinjaman"), "loan", additive=True),
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
