"""Who was brought home, and on which legs: persons once, legs in a unit of their own (ADR 25).

Both are counted from rides, by the office that arranged the leg, and by it alone: who has no case is counted as well,
and a list is its office's. They are told to nobody who may not open the cells, for one person rides on several legs, so
five of them may be one person.
"""

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.directory import gazetteer
from rehsos.house.counting import Along, Dimension, Measure, Source, Unit

from .models import AcceptedAs, Direction, Outcome, Vehicle

_JOINS = """JOIN repatriation_leg l ON l.id = c.leg_id LEFT JOIN repatriation_journey j ON j.id = c.journey_id
  LEFT JOIN people_person p ON p.id = j.person_id LEFT JOIN repatriation_group g ON g.id = l.group_id"""
_GOAL = "coalesce(j.destination_id, c.destination_id, '')"
_ONE = "coalesce(p.true_person_id, j.person_id, c.member_id, c.id)"
"""Who rides: the person, whichever of their files it is; of who has no case the line of the list."""
BOTH = ("return", "leg")
HOME = f"c.outcome = '{Outcome.ARRIVED}' AND (l.receiver_id IS NULL OR l.accepted_as = '{AcceptedAs.OTHER}')"
"""Accepted by the family, or by who stood for the office that did not come."""
ISLANDS: dict[str, Words] = {
    "1": _("Sumatera"), "3": _("Jawa"), "5": _("Bali dan Nusa Tenggara"), "6": _("Kalimantan"), "7": _("Sulawesi"),
    "8": _("Maluku"), "9": _("Papua"), "": _("Tujuan tidak diketahui"),
}  # fmt: skip
"""By the first digit of a province; 21, the islands of Riau, is of Sumatera."""
_ISLAND = f"replace(left({_GOAL}, 1), '2', '1')"
ENDS: dict[str, Words] = {
    AcceptedAs.OFFICE: _("diterima kantor"), AcceptedAs.FAMILY: _("diterima keluarga"),
    AcceptedAs.OTHER: _("diterima penerima pengganti"), "differs": _("tidak sampai"), "waiting": _("belum diterima"),
}  # fmt: skip
_END = f"""CASE WHEN c.outcome = '' THEN 'waiting' WHEN c.outcome <> '{Outcome.ARRIVED}' THEN 'differs'
  WHEN l.accepted_as <> '' THEN l.accepted_as WHEN l.receiver_id IS NULL THEN 'family' ELSE 'office' END"""


def _source(code: str, words: Words, by_day: Words, instant: str, by: tuple[str, ...]) -> Source:
    return Source(
        code,
        words,
        "repatriation_ride",
        counts_at="l.office_id",
        place=_GOAL,
        instant=instant,
        barred="c.barred",
        joins=_JOINS,
        above=False,
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
    _source("leg", _("etape yang berangkat"), _("tanggal berangkat"), "l.departed_at", ("year", "accepted")),
    Measure("repatriation", _("Dipulangkan"), "return", HOME, order=77),
    Measure("legs", _("Etape pemulangan"), "leg", "c.aboard", order=78),
    Unit("pulang", _("orang"), "return", f"count(DISTINCT {_ONE})", order=77),
    Unit("etape", _("etape"), "leg", "count(DISTINCT c.leg_id)", order=78),
    Unit("naik", _("orang di tiap etape"), "leg", additive=True, order=79),
    *(Along("category", source, "c.category") for source in BOTH),
    *(Along("sex", source, "c.sex") for source in BOTH),
    Dimension("destination_island", _("Pulau tujuan"), _each(_ISLAND), lambda code: str(ISLANDS[code]),
              all_codes=tuple(ISLANDS), order=220),
    Dimension("destination_province", _("Provinsi tujuan"), _each(f"left({_GOAL}, 2)"), _province, order=222),
    Dimension.of_choices("direction", _("Arah"), _each(f"coalesce(j.direction, g.direction, '{Direction.OUT}')"),
                         Direction, order=224),
    Dimension("accepted", _("Diterima oleh"), _each(_END), lambda code: str(ENDS[code]), all_codes=tuple(ENDS),
              order=226),
    Dimension.of_choices("vehicle", _("Kendaraan"), _each("l.vehicle"), Vehicle, order=228),
)  # fmt: skip
