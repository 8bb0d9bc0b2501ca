"""Who was brought home, and on which legs: persons once, legs in a unit of their own (ADR 25).

Both are counted from rides, by the office that arranged the leg, and by the one right above it, as stays are: who has
no case is counted as well, and the office above reads no line of a list for it (`counted`). They are told to nobody who
may not open the cells, for one person rides on several legs, so five of them may be one person.
"""

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.directory import gazetteer
from rehsos.house.counting import Along, Dimension, Measure, Source, Unit

from .counted import HOME, ROWS, WALLED
from .models import AcceptedAs, Direction, Outcome, Vehicle

BOTH = ("return", "leg")
ISLANDS: dict[str, Words] = {
    "1": _("Sumatera"), "3": _("Jawa"), "5": _("Bali dan Nusa Tenggara"), "6": _("Kalimantan"), "7": _("Sulawesi"),
    "8": _("Maluku"), "9": _("Papua"), "": _("Tujuan tidak diketahui"),
}  # fmt: skip
"""By the first digit of a province; 21, the islands of Riau, is of Sumatera."""
_ISLAND = "replace(left(c.goal, 1), '2', '1')"
ENDS: dict[str, Words] = {
    AcceptedAs.OFFICE: _("diterima kantor"), AcceptedAs.FAMILY: _("diterima keluarga"),
    AcceptedAs.OTHER: _("diterima penerima pengganti"), AcceptedAs.OUTSIDE: _("diterima pihak di luar Rehsos"),
    "differs": _("tidak sampai"), "waiting": _("belum diterima"),
}  # fmt: skip
_END = f"""CASE WHEN c.outcome = '' THEN 'waiting' WHEN c.outcome <> '{Outcome.ARRIVED}' THEN 'differs'
  ELSE c.accepted_as END"""


def _source(code: str, words: Words, by_day: Words, instant: str, by: tuple[str, ...]) -> Source:
    return Source(
        code,
        words,
        ROWS[code],
        counts_at="c.office_id",
        place="c.goal",
        instant=instant,
        barred="w.barred",
        walled=WALLED,
        joins="LEFT JOIN repatriation_ride w ON w.id = c.id",
        by_day=by_day,
        at=_("Tujuan"),
        anywhere=_("semua tujuan"),
        by=by,
        titles={"office": _("Kantor yang memulangkan"), "place": _("Kabupaten/kota tujuan"),
                "category": _("Kategori saat berangkat")},
    )  # fmt: skip


def _each(sql: str) -> dict[str, str]:
    return dict.fromkeys(BOTH, sql)


def _province(code: str) -> str:
    known = gazetteer.place(code) if code else None
    return known.label if known else str(_("Tujuan tidak diketahui"))


COUNTED = (
    _source("return", _("orang yang sampai di keluarganya"), _("tanggal diterima keluarga"), "c.ended_at",
            ("year", "destination_island")),
    _source("leg", _("etape yang berangkat"), _("tanggal berangkat"), "c.departed_at", ("year", "accepted")),
    Measure("repatriation", _("Dipulangkan"), "return", f"c.{HOME}", order=77),
    Measure("legs", _("Etape pemulangan"), "leg", "c.aboard", order=78),
    Unit("pulang", _("orang"), "return", "count(DISTINCT c.one)", order=77),
    Unit("etape", _("etape"), "leg", "count(DISTINCT c.leg_id)", order=78),
    Unit("naik", _("orang di tiap etape"), "leg", additive=True, order=79),
    *(Along("category", source, "c.category") for source in BOTH),
    *(Along("sex", source, "c.sex") for source in BOTH),
    Dimension("destination_island", _("Pulau tujuan"), _each(_ISLAND), lambda code: str(ISLANDS[code]),
              all_codes=tuple(ISLANDS), order=220),
    Dimension("destination_province", _("Provinsi tujuan"), _each("left(c.goal, 2)"), _province, order=222),
    Dimension.of_choices("direction", _("Arah"), _each("c.direction"), Direction, order=224),
    Dimension("accepted", _("Diterima oleh"), _each(_END), lambda code: str(ENDS[code]), all_codes=tuple(ENDS),
              order=226),
    Dimension.of_choices("vehicle", _("Kendaraan"), _each("c.vehicle"), Vehicle, order=228),
)  # fmt: skip
