"""The rekap of who may not open the cells: what was told, chosen from fixed periods. The look is recorded."""

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import Request
from rehsos.audit.actor import Actor
from rehsos.audit.views import saw
from rehsos.directory import gazetteer

from ..asking import day, home, measure_in
from ..dimensions import DIMENSIONS, MEASURES, SOURCES, UNITS, title_of, units_of
from ..estimates import how_counted
from ..everywhere import month_label
from ..periods import bounds
from .asking import BY_KAB, ROWS, NotToldError, Sought, Wanted, reach, said_place, wanted
from .hiding import Sign
from .printed import Printed, printed
from .rungs import LEAST_DIVIDED, period_of, told_by
from .told import told_so_far

KAB_LENGTH = len("53.01")


@dataclass(frozen=True)
class Answered:
    """A table, or why the one asked for is not told and the nearest that is."""

    printed: Printed | None
    refusal: str
    years: tuple[int, ...]
    until: date | None = None

    @property
    def told(self) -> str:
        """The last month that a table like this one can hold, in words; empty where nothing was told."""
        asked = self.printed.wanted if self.printed else None
        return month_label(f"{reach(asked, self.years, self.until):%Y-%m}") if asked and self.years else ""


def answered(given: QueryDict, by: Actor) -> Answered:
    """What an address asks of the ladder. Where it is never told: the totals by year, and why."""
    measure = measure_in(given)
    years, until = told_so_far(measure)
    names = [name for text in given.getlist("by") for name in text.split(",") if name]
    first, last = _days(given)
    source = SOURCES[MEASURES[measure].source]
    place = given.get("tempat", home(by)[:KAB_LENGTH] if source.elsewhere else "")
    along, unit = tuple(names) or source.by, given.get("satuan", "")
    sought = Sought(measure, along, place, first, last, unit, _beyond(given))
    try:
        return Answered(printed(wanted(sought, years, until)), "", years, until)
    except NotToldError as refused:
        return _nearest(sought, years, until, str(refused))


YEAR = re.compile("(19|20)[0-9]{2}")
ANSWERED = {"apa", "by", "tempat", "tahun", "dari", "sampai", "satuan"}


def _beyond(given: QueryDict) -> tuple[str, ...]:
    """What an address asks that is none of the ladder's filters, or no value of one."""
    unheard = {name for name in given if name not in ANSWERED}
    if given.get("apa", "") not in {"", *MEASURES}:
        unheard.add("apa")
    if given.get("tahun") and _days(given) == (None, None):
        unheard.add("tahun")
    if given.get("tahun") and any(given.get(name) for name in ("dari", "sampai")):
        unheard.add("tahun")  # a year and days at once: one of them would be left out
    unheard |= {
        name for name in ("apa", "tempat", "tahun", "dari", "sampai", "satuan") if len({*given.getlist(name)}) > 1
    }
    unheard |= {name for name in ("dari", "sampai") if given.get(name) and day(given.get(name, "")) is None}
    return tuple(sorted(name for name in unheard if given.get(name)))


def _nearest(sought: Sought, years: tuple[int, ...], until: date | None, why: str) -> Answered:
    kab = sought.place[:KAB_LENGTH]
    try:
        asked = wanted(Sought(sought.measure, ("year",), kab if gazetteer.place(kab) else ""), years, until)
    except NotToldError as refused:
        return Answered(None, str(refused), years)
    return Answered(printed(asked), why, years, until)


def _days(given: QueryDict) -> tuple[date | None, date | None]:
    """The days of a year chosen, or those an address names."""
    if not given.get("tahun"):
        return day(given.get("dari", "")), day(given.get("sampai", ""))
    year = str(given.get("tahun"))
    return bounds(year) if YEAR.fullmatch(year) else (None, None)


def rekap(request: Request) -> HttpResponseBase:
    """The released table with its chart, the ways to ask on, and what its signs mean."""
    found = answered(request.GET, request.actor)
    asked = found.printed.wanted if found.printed else None
    _record(request, found)
    grid = found.printed.grid() if found.printed else None
    return render(
        request,
        "statistics/released.html",
        {
            "asked": asked,
            "title": MEASURES[asked.measure].title if asked else _("Rekap"),
            "heading": found.printed.heading if found.printed else "",
            "grid": asdict(grid) if grid else None,
            "bars": grid.chart if grid else [],
            "refusal": found.refusal,
            "sentence": " · ".join(value for _name, value in facts(found)) if asked else "",
            "signs": signs_said(found),
            "in_units": bool(asked and not asked.plain),
            "estimates": how_counted((asked.columns,)) if asked else "",
            "options": _options(asked, found, request.actor) if asked else {},
            "chosen_year": _chosen_year(asked, found) if asked else "",
            "xlsx": f"{reverse('statistics:rekap_xlsx')}?{_address(asked)}" if asked else "",
        },
    )


def _record(request: Request, found: Answered) -> None:
    asked = _address(found.printed.wanted) if found.printed else ""
    saw("count", None, request.actor, question=request.GET.urlencode() or asked)


def workbook(request: Request) -> tuple[Printed, list[tuple[str, str]]] | None:
    """The same table for a workbook, with what it needs beside it."""
    found = answered(request.GET, request.actor)
    _record(request, found)
    if found.printed is None or found.refusal:
        return None
    estimates = how_counted((found.printed.wanted.columns,))
    return found.printed, [
        *facts(found),
        *([(_("Umur"), estimates)] if estimates else []),
        *((_("Tanda"), said) for said in signs_said(found)),
    ]


def facts(found: Answered) -> list[tuple[str, str]]:
    """What a number needs beside it to mean anything."""
    if found.printed is None:
        return []
    asked = found.printed.wanted
    return [
        (_("Dihitung"), _("{unit}, menurut {day}").format(unit=UNITS[asked.unit].title, day=asked.source.by_day)),
        (str(asked.source.at or _("Tempat")), said_place(asked.where)),
        (
            _("Yang menghitung"),
            _("semua kantor; tiap kasus satu kali") if asked.source.elsewhere else _("semua kantor"),
        ),
        (_("Periode"), found.printed.days),
        (_("Masa"), _("diumumkan sampai {until}").format(until=found.told)),
    ]


def signs_said(found: Answered) -> list[str]:
    """The signs that stand in a table, in words."""
    table = found.printed
    if table is None:
        return []
    words = {
        Sign.SMALL: [_("“<5”: satu sampai empat kasus.")],
        Sign.VEILED: [_("“•”: disembunyikan, dapat berapa pun, juga nol, agar angka kecil tak dapat dihitung balik.")],
        Sign.WITHHELD: _why_withheld(table, found.years),
    }
    return [one for sign, said in words.items() if sign in table.signs for one in said]


def _why_withheld(table: Printed, years: tuple[int, ...]) -> list[str]:
    """The reasons that hold for the dashes of this table, and no other."""
    asked, said = table.wanted, []
    if not asked.plain:
        return [_("“–”: tidak dijumlahkan, atau selisihnya dengan jumlah kasus terlalu kecil untuk diumumkan.")]
    running = [period for period in table.untold if int(period[:4]) > years[-1]]
    if running:
        said.append(
            _(
                "“–”: belum diumumkan. Bulan tahun berjalan diumumkan lebih dulu hanya bila sejak Januari tiap "
                "bulannya sedikitnya {n} kasus; selebihnya bersama tahunnya."
            ).format(n=LEAST_DIVIDED)
        )
    if len(running) == len(table.untold):
        return said
    if asked.columns:
        told = _("“–”: tidak diumumkan. Rincian hanya ada bila setahun sedikitnya {n} kasus.").format(n=LEAST_DIVIDED)
    elif "." in asked.place and asked.rows != "year":
        told = _("“–”: tidak diumumkan. Setengah tahun hanya ada bila kedua paruhnya dapat disebut.")
    else:
        told = _("“–”: tidak diumumkan, karena angka kecil dapat dihitung balik darinya.")
    return [*said, told]


def _address(asked: Wanted, **other: str) -> str:
    told = {
        "apa": asked.measure,
        "by": ",".join(filter(None, (asked.rows, asked.columns))),
        "tempat": asked.place,
        "dari": asked.first.isoformat(),
        "sampai": asked.last.isoformat(),
        "satuan": asked.unit,
    }
    return urlencode(told | other)


def _chosen_year(asked: Wanted, found: Answered) -> str:
    if asked.first.year > found.years[-1]:
        return str(asked.first.year)
    period = period_of(asked.first, asked.last)
    return period if period and "-" not in period else ""


def _options(asked: Wanted, found: Answered, by: Actor) -> dict[str, list[tuple[str, Any]]]:
    years = found.years
    if found.until and found.until.year > years[-1] and "." not in asked.place:
        years = (*years, found.until.year)
    rows = BY_KAB if "." in asked.place else tuple(ROWS)
    source = asked.source
    along = [(name, title_of(DIMENSIONS[name], source)) for name in told_by(asked.measure)]
    return {
        "measures": [(code, measure.title) for code, measure in MEASURES.items() if measure.items],
        "rows": [(name, ROWS[name]) for name in rows],
        "columns": [("", _("Tanpa rincian")), *along],
        "units": [(code, unit.title) for code, unit in units_of(source).items()],
        "places": _places(asked.place, by),
        "years": [("", _("Semua tahun")), *((str(year), str(year)) for year in reversed(years))],
    }


def _places(place: str, by: Actor) -> list[tuple[str, str]]:
    """The nation, its provinces, and the kab and kota of the province chosen or of one's own."""
    province = (place or home(by))[:2]
    kabs = [p.code for p in gazetteer.children(province)] if province else []
    found = []
    for code in [p.code for p in gazetteer.children("")]:
        found += [code, *(kabs if code == province else ())]
    codes = dict.fromkeys(["", *found, place])
    return [(code, said_place(code)) for code in codes]
