"""Pages: the rekap, the list behind a number, a worker's month; each also as a workbook."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, Shown, page, shown
from rehsos.access.permissions import Permission
from rehsos.audit.views import saw

from . import beside, months, workbooks
from .asked import Asked
from .asking import (
    CASES,
    address,
    asked_in,
    counted_below,
    counted_by,
    home,
    not_heeded,
    places,
    said_day,
    said_period,
    said_place,
    unheard,
)
from .behind import After, Behind, cases_behind, numbers
from .closing import closed_to, left_out
from .counting import Table, TooManyCellsError, answer, office_wide, opens, said_code, size
from .dimensions import DIMENSIONS, MEASURES, dimensions_of, title_of, units_of
from .estimates import estimates_said
from .everywhere import month_code, month_label
from .grids import Grid, grid
from .ladder import pages as ladder
from .ladder.catchment import served_by
from .listed import Row, rows_behind
from .staffing import in_post

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(Permission.COUNT)
def rekap(request: Request) -> HttpResponseBase:
    """Counts along one or two dimensions, as a table and the same numbers as bars; or what was released."""
    if not opens(request.actor):
        return ladder.rekap(request)
    asked = asked_in(request.GET, request.actor)
    try:
        return _rekap(request, asked)
    except TooManyCellsError as refused:
        saw("count", None, request.actor, question=address(asked))
        return render(request, "statistics/rekap.html", _asking(request, asked) | {"refused": refused.reason})


def _asking(request: Request, asked: Asked) -> dict[str, Any]:
    return {
        "asked": asked,
        "unheard": unheard(request.GET, asked),
        "serves": bool(served_by(request.actor)),
        "kept": dict(asked.cell),
        "narrowed": ", ".join(f"{title} {value}" for title, value in _narrowed(asked)),
        "unfiltered": f"?{address(replace(asked, cell=()))}" if asked.cell else "",
        "presets": _presets(asked),
        "options": _options(asked, request),
    }


def _rekap(request: Request, asked: Asked) -> HttpResponse:
    with office_wide(request.actor):
        table = answer(asked, request.actor)
        elsewhere = _elsewhere(request, table)
        estimates = estimates_said(table, request.actor)
        said = [] if asked.cell else beside.sentences(asked, request.actor)
    saw("count", None, request.actor, question=address(asked))
    laid = _grid(request, table)
    return render(
        request,
        "statistics/rekap.html",
        _asking(request, asked)
        | {
            "grid": asdict(laid),
            "bars": laid.chart,
            "sentence": _sentence(request, table),
            "elsewhere": elsewhere,
            "estimates": estimates,
            "left_out": left_out(asked, request.actor),
            "below": counted_below(asked.source, request.actor),
            "xlsx": f"{reverse('statistics:rekap_xlsx')}?{address(asked)}",
            "beside": said,
        },
    )


def _grid(request: Request, table: Table) -> Grid:
    def behind(cell: Any) -> str:
        return f"{reverse('statistics:rekap_cases')}?{address(table.asked, **cell)}"

    link = behind if table.asked.source.listed else None
    return grid(table, link=link, beside=in_post(table, request.actor.offices))


def _sentence(request: Request, table: Table) -> str:
    """The same as `_facts`, in a line above the table."""
    told = [
        _("Dihitung: {unit}").format(unit=table.unit),
        said_place(table.asked),
        _("menurut {day}").format(day=table.asked.source.by_day),
        _("yang menghitung: {who}").format(who=counted_by(table, request.actor)),
        said_period(table),
        *(f"{title}: {value}" for title, value in _narrowed(table.asked)),
    ]
    return " · ".join(told)


def _narrowed(asked: Asked) -> list[tuple[str, str]]:
    """Which codes a question is narrowed to, in words."""
    return [(title_of(DIMENSIONS[name], asked.source), said_code(name, code)) for name, code in asked.cell]


def _facts(request: Request, table: Table) -> list[tuple[str, str]]:
    """What a number needs beside it to mean anything."""
    source, asked = table.asked.source, table.asked
    lacks = [words for words in (left_out(asked, request.actor), counted_below(source, request.actor)) if words]
    counted = _("{words} di Rehsos, dihitung {day}").format(words=source.words, day=said_day(timezone.localdate()))
    return [
        (_("Dihitung"), table.unit),
        (str(source.at or _("Tempat")), said_place(table.asked)),
        (_("Masa"), said_period(table)),
        *_narrowed(table.asked),
        (_("Menurut"), str(source.by_day)),
        (_("Yang menghitung"), counted_by(table, request.actor)),
        (_("Sumber"), counted),
        *((str(_("Tidak ikut")), words) for words in lacks),
    ]


def _elsewhere(request: Request, table: Table) -> tuple[str, str] | None:
    """What this office counts of other places: left out at home, and said."""
    asked = table.asked
    if not asked.source.elsewhere or not asked.place or asked.place != home(request.actor):
        return None
    everywhere = replace(asked, place="")
    number = size(everywhere, request.actor) - table.total
    return (str(asked.source.elsewhere).format(n=number), f"?{address(everywhere)}") if number else None


def _presets(asked: Asked) -> list[dict[str, Any]]:
    today = timezone.localdate()
    periods = [
        (_("Sejak awal"), None, today),
        (_("Lima tahun terakhir"), date(today.year - 4, 1, 1), today),
        (_("Tahun ini"), date(today.year, 1, 1), today),
        (_("Tahun lalu"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    ]
    return [
        {
            "label": label,
            "href": "?" + address(asked, dari=first.isoformat() if first else "", sampai=last.isoformat()),
            "on": (asked.first, asked.last) == (first, last),
        }
        for label, first, last in periods
    ]


def _options(asked: Asked, request: Request) -> dict[str, list[tuple[str, Any]]]:
    source = asked.source
    dimensions = [(code, title_of(dimension, source)) for code, dimension in dimensions_of(source).items()]
    return {
        "measures": [(code, measure.title) for code, measure in MEASURES.items()],
        "rows": dimensions,
        "columns": [("", _("Tanpa kolom")), *dimensions],
        "units": [(code, unit.title) for code, unit in units_of(source).items()],
        "places": places(asked, request.actor),
    }


@page(Permission.COUNT)
def rekap_xlsx(request: Request) -> HttpResponseBase:
    """The same table as a workbook that says what it counts and who made it. The export is recorded."""
    if not opens(request.actor):
        return _released_xlsx(request)
    asked = asked_in(request.GET, request.actor)
    if unheard(request.GET, asked):
        return redirect(f"{reverse('statistics:rekap')}?{request.GET.urlencode()}")
    try:
        with office_wide(request.actor):
            table = answer(asked, request.actor)
            estimates = estimates_said(table, request.actor)
    except TooManyCellsError:
        return redirect(f"{reverse('statistics:rekap')}?{address(asked)}")
    saw("count", None, request.actor, question=address(asked))
    facts = [*_facts(request, table), *([(_("Umur"), estimates)] if estimates else []), _maker(request)]
    book = workbooks.rekap_book(str(asked.what.title), facts, _grid(request, table))
    return _download(book, f"rekap-{asked.measure}-{timezone.localdate().isoformat()}.xlsx")


def _released_xlsx(request: Request) -> HttpResponseBase:
    found = ladder.workbook(request)
    if found is None:
        return redirect(f"{reverse('statistics:rekap')}?{request.GET.urlencode()}")
    table, facts = found
    measure = table.wanted.measure
    book = workbooks.rekap_book(str(MEASURES[measure].title), [*facts, _maker(request)], table.grid())
    return _download(book, f"rekap-{measure}-{timezone.localdate().isoformat()}.xlsx")


def _maker(request: Request) -> tuple[str, str]:
    name, office = request.actor.name, request.actor.office_name
    return _("Dibuat oleh"), f"{name}, {office}, {timezone.localtime():%Y-%m-%d %H.%M}"


def _download(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@page(Permission.OPEN_CELLS)
def rekap_cases(request: Request) -> HttpResponseBase:
    """The cases behind a number, within scope, named as this person may see them. The look is recorded."""
    asked = asked_in(request.GET, request.actor)
    if asked.source.listed is None:
        raise Http404
    with office_wide(request.actor):
        asked = closed_to(asked, request.actor)
        number, hidden = numbers(asked, request.actor)
    found, more = _behind(asked, request, number)
    saw("list", None, request.actor, question=address(asked))
    return render(
        request,
        "statistics/behind.html" if asked.source.code == CASES else "statistics/listed.html",
        {
            "asked": asked,
            "found": found,
            "number": number,
            "walled": hidden,
            "left_out": left_out(asked, request.actor),
            "unheard": unheard(request.GET, asked, "sesudah"),
            "narrowed": _narrowed(asked),
            "place": said_place(asked),
            "back": f"{reverse('statistics:rekap')}?{address(replace(asked, cell=()))}",
            "next": f"?{address(asked, sesudah=f'{more[0].isoformat()}_{more[1]}')}" if more else None,
            "first": f"?{address(asked)}" if request.GET.get("sesudah") else None,
        },
    )


def _behind(
    asked: Asked, request: Request, number: int
) -> tuple[Sequence[Behind | Row], tuple[date, UUID | str] | None]:
    """A page of the list, and the key of its last row where more follow."""
    after = request.GET.get("sesudah", "")
    if asked.source.code == CASES:
        return cases_behind(asked, request, _after(after), number=number)
    return rows_behind(asked, request.actor, after)


def _after(text: str) -> After | None:
    """The key of the last row seen: 2018-09-21_uuid. Anything else is the first page."""
    day, _sep, key = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


@page(Permission.WORK_CASES)
def my_month(request: Request) -> HttpResponseBase:
    """Laporan bulanan saya: counts of the month and the daily log they come from."""
    month = months.month_of(request.actor, asked_month(request.GET.get("bulan", "")), opens=opens_places(request))
    code = _code(month.first)
    return render(
        request,
        "statistics/my_month.html",
        {
            "month": month,
            "code": code,
            "unheard": not_heeded(_not_a_month(request.GET, code)),
            "title": month_label(code, long=True),
            "figures": workbooks.figures(month),
            "hours": months.hours,
            "opens_places": opens_places(request),
            "before": _code(months.month_before(month.first)),
            "after": _code(months.next_month(month.first)) if month.first < asked_month("") else "",
            "xlsx": f"{reverse('statistics:my_month_xlsx')}?bulan={code}",
        },
    )


@page(Permission.WORK_CASES)
def my_month_xlsx(request: Request) -> HttpResponseBase:
    """The month as a workbook of two sheets. No name of a client is in it."""
    month = months.month_of(request.actor, asked_month(request.GET.get("bulan", "")), opens=opens_places(request))
    code = _code(month.first)
    if _not_a_month(request.GET, code):
        return redirect(f"{reverse('statistics:my_month')}?{request.GET.urlencode()}")
    facts = [
        (_("Pekerja sosial"), request.actor.name),
        (_("Kantor"), request.actor.office_name),
        (_("Bulan"), month_label(code)),
        (_("Sumber"), _("layanan dan tindakan yang tercatat di Rehsos")),
        _maker(request),
    ]
    book = workbooks.month_book(_("Laporan bulanan saya"), facts, month)
    return _download(book, f"laporan-bulanan-{code}.xlsx")


def opens_places(request: Request) -> bool:
    """Places and surat tugas tell where and who: they stand where the names of one's own cases do."""
    return shown(request, None, works=True) is Shown.FULL


EARLIEST = 1900  # years that no office has records of; a zone would carry the year 1 below the calendar


def asked_month(text: str) -> date:
    """The first day of 2018-09; of this month for anything else, a month to come or one before there were records."""
    this = timezone.localdate().replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return this
    return min(first, this) if first.year >= EARLIEST else this


def _not_a_month(given: QueryDict, code: str) -> list[str]:
    """What an address asks of the month's page that is not the month shown."""
    return [
        f"{name}={value}"
        for name, values in given.lists()
        for value in values
        if value and (name, value) != ("bulan", code)
    ]


def _code(first: date) -> str:
    return month_code(first.year * 12 + first.month - 1)
