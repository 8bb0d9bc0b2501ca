"""Stays as something to count: taken in, in the house on a day, left and to whom, nights, incidents.

All of them by the day at the house, and by the house: what it did stays in its count, whoever has the case now. They
are told to nobody who may not open the cells: one person may have many stays, so five of them may be one person.
"""

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.cases.counts import UNKNOWN, band_codes, bands, choice, said_band
from rehsos.cases.models import Status
from rehsos.directory import gazetteer
from rehsos.directory.kinds import COUNTED_KINDS, counted_kind, counted_place, listed
from rehsos.directory.models import OfficeKind
from rehsos.house.counting import Along, Dimension, Measure, Source, Unit
from rehsos.law.ages import REPORT_BANDS

from .models import INCIDENTS, BroughtBy, NoteKind, OutTo, StayKind

_ROWS = "id, stay_id, office_id, kind, at, withdrawn_by"
_HAPPENED = (
    f"(SELECT {_ROWS}, false AS past FROM placement_staynote UNION ALL SELECT {_ROWS}, true FROM placement_harmreport)"
)
"""What the house wrote, and what was told `past` it: of the second row-level security shows a house nothing.

Nor does the house take that back by saying that nobody was taken in.
"""
_STAYS = ("stay", "stay_out", "stay_now", "night")
STANDS = f"c.withdrawn_by IS NULL AND c.status <> '{Status.VOID}'"
_INSIDE = f"{STANDS} AND (c.ended_to <> '' OR NOT c.contested)"
"""Who another office says is elsewhere is no head of any house, as on Malam ini."""
_OFFICE = "JOIN directory_office o ON o.id = c.office_id"
NIGHTS: dict[str, Words] = {
    "0": _("tanpa malam"), "1_7": _("1–7 malam"), "8_14": _("8–14 malam"), "15_30": _("15–30 malam"),
    "31_90": _("31–90 malam"), "91_up": _("91 malam atau lebih"),
}  # fmt: skip
_LONG = "(c.left_on - c.came_on)"
_NIGHTS = f"""CASE WHEN {_LONG} < 1 THEN '0' WHEN {_LONG} < 8 THEN '1_7' WHEN {_LONG} < 15 THEN '8_14'
  WHEN {_LONG} < 31 THEN '15_30' WHEN {_LONG} < 91 THEN '31_90' ELSE '91_up' END"""
_EACH_NIGHT = """CROSS JOIN LATERAL generate_series(0, coalesce(c.left_on,
  (rehsos_now() AT TIME ZONE o.time_zone)::date) - c.came_on - 1) AS n(number)"""
"""A row for each night from the day in to the day out; of who still stays, those that passed."""


def _source(code: str, words: Words, by_day: Words, day: str, *, until: str = "", joins: str = "") -> Source:
    return Source(
        code,
        words,
        "placement_stay",
        counts_at="c.office_id",
        place=counted_place("o"),
        day=day,
        until=until,
        barred="c.barred",
        joins=f"{_OFFICE} {joins}".strip(),
        beside=listed("o"),
        by_day=by_day,
        at=_("Tempat lembaga"),
        anywhere=_("semua lembaga"),
        by=("category",) if until else ("year", "category"),
        titles={"office": _("Lembaga"), "place": _("Kabupaten/kota lembaga"), "category": _("Kategori saat diterima")},
    )


def _each(sql: str, sources: tuple[str, ...] = _STAYS) -> dict[str, str]:
    return dict.fromkeys(sources, sql)


def _province(code: str) -> str:
    known = gazetteer.place(code)
    return known.label if known else str(_("Tempat tidak diketahui"))


COUNTED = (
    _source("stay", _("tinggal di lembaga yang tercatat"), _("tanggal masuk"), "c.came_on"),
    _source("stay_out", _("tinggal di lembaga yang tercatat"), _("tanggal keluar"), "c.left_on"),
    _source("stay_now", _("tinggal di lembaga yang tercatat"), _("tanggal"), "c.came_on", until="c.left_on"),
    _source("night", _("malam tinggal yang tercatat"), _("malam"), "(c.came_on + n.number)", joins=_EACH_NIGHT),
    Source(
        "incident",
        _("kejadian di lembaga yang tercatat"),
        _HAPPENED,
        counts_at="c.office_id",
        place=counted_place("o"),
        instant="c.at",
        barred="s.barred",
        joins=f"{_OFFICE} JOIN placement_stay s ON s.id = c.stay_id",
        beside=listed("o"),
        by_day=_("tanggal kejadian"),
        at=_("Tempat lembaga"),
        anywhere=_("semua lembaga"),
        by=("year", "incident_kind"),
        titles={"office": _("Lembaga"), "place": _("Kabupaten/kota lembaga")},
    ),
    Measure("stays", _("Diterima tinggal"), "stay", STANDS, order=70),
    Measure("rptc", _("Diterima di RPTC"), "stay", f"{STANDS} AND {counted_kind('o')} = '{OfficeKind.RPTC}'", order=71),
    Measure("staying", _("Tinggal di lembaga pada suatu hari"), "stay_now", _INSIDE, order=72),
    Measure("stays_out", _("Keluar dari lembaga"), "stay_out", STANDS, order=73),
    Measure("nights", _("Malam tinggal"), "night", _INSIDE, order=74),
    Measure(
        "incidents",
        _("Kejadian di lembaga"),
        "incident",
        f"c.withdrawn_by IS NULL AND (c.past OR s.withdrawn_by IS NULL AND s.status <> '{Status.VOID}') "
        f"AND c.kind IN ({', '.join(repr(str(kind)) for kind in INCIDENTS)})",
        order=75,
    ),
    Unit("tinggal", _("kali tinggal"), "stay", additive=True, order=70),
    Unit("orang", _("orang"), "stay", "count(DISTINCT c.one)", order=71),
    Unit("penghuni", _("orang"), "stay_now", additive=True, order=72),
    Unit("keluar", _("kali keluar"), "stay_out", additive=True, order=73),
    Unit("malam_keluar", _("malam sampai keluar"), "stay_out", f"coalesce(sum({_LONG}), 0)", additive=True, order=74),
    Unit("malam", _("malam"), "night", additive=True, order=75),
    Unit("kejadian", _("kejadian"), "incident", additive=True, order=76),
    *(Along("category", source, "c.category") for source in _STAYS),
    *(Along("sex", source, "c.sex") for source in _STAYS),
    Along("category", "incident", "s.category"),
    Along("sex", "incident", "s.sex"),
    Dimension(
        "stay_age",
        _("Umur saat diterima"),
        {**_each(bands(REPORT_BANDS, "c.age")), "incident": bands(REPORT_BANDS, "s.age")},
        said_band,
        all_codes=(*band_codes(REPORT_BANDS), UNKNOWN),
        order=200,
    ),
    Dimension.of_choices("stay_kind", _("Macam tinggal"), _each("c.kind"), StayKind, order=202),
    *(Along("level", source, "c.level") for source in _STAYS),
    Dimension("brought_by", _("Dibawa oleh"), _each("c.brought_by"), choice(BroughtBy.choices),
              all_codes=tuple(BroughtBy.values), order=206),
    Dimension("home_province", _("Provinsi tempat tinggal"), _each("coalesce(left(c.place_id, 2), '')"), _province,
              order=208),
    Dimension.of_choices("left_to", _("Keluar ke"), {"stay_out": "c.ended_to"}, OutTo, order=210),
    Dimension("nights", _("Lama tinggal"), {"stay_out": _NIGHTS}, lambda code: str(NIGHTS[code]),
              all_codes=tuple(NIGHTS), order=212),
    Dimension("house_kind", _("Jenis lembaga"), _each(counted_kind("o"), (*_STAYS, "incident")),
              lambda code: str(COUNTED_KINDS[code]), all_codes=tuple(COUNTED_KINDS), order=214),
    Dimension("incident_kind", _("Jenis kejadian"), {"incident": "c.kind"}, choice(NoteKind.choices),
              all_codes=tuple(map(str, INCIDENTS)), order=216),
)  # fmt: skip
