"""The door of every page that records something in a case: who works it enters, others are told why not."""

import functools
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission

from ..policies import may_record_here
from ..queries import Opened, open_case_file

P = ParamSpec("P")
CasePage = Callable[Concatenate[Request, Opened, P], HttpResponseBase]


def recording(view: CasePage[P]) -> Callable[..., HttpResponseBase]:
    """Give the page the case behind `code`: 404 for who does not see it, back to the case for who does not work it."""

    @page(Permission.WORK_CASES)
    def opened(request: Request, code: str, *args: Any, **given: Any) -> HttpResponseBase:
        file = open_case_file(request, code)
        answer = may_record_here(file.case, request.actor, works_it=file.works)
        if not answer:
            messages.error(request, str(answer.reason))
            return HttpResponseRedirect(reverse("case", args=[code]))
        return view(request, file, *args, **given)

    return functools.update_wrapper(opened, view, updated=())
