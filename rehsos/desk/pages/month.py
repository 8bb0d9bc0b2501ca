"""A worker's month on paper, to be signed and handed in."""

from django.http import HttpResponseBase

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.papers.downloads import download
from rehsos.papers.rendering.press import pdf
from rehsos.statistics import months
from rehsos.statistics.pages import asked_month, opens_places

from ..month_sheet import sheet_of


@page(Permission.WORK_CASES)
def month_sheet(request: Request) -> HttpResponseBase:
    """The month on the office's sheet. No name of a client is in it."""
    first = asked_month(request.GET.get("bulan", ""))
    month = months.month_of(request.actor, first, opens=opens_places(request))
    return download(pdf(sheet_of(month, request.actor)), "application/pdf", f"laporan-bulanan-{month.first:%Y-%m}")
