"""The two doors of the phone's bar: what may be recorded, and everything else."""

from django.http import HttpResponseBase
from django.shortcuts import render

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission


@page(Permission.WORK_CASES)
def quick(request: Request) -> HttpResponseBase:
    """What can be noted without opening a case first."""
    return render(request, "desk/quick.html")


@page()
def more(request: Request) -> HttpResponseBase:
    """Everything that does not fit the phone's bar."""
    return render(request, "desk/more.html")
