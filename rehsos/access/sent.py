"""Addresses that only a button sends to: who opens one sees a page that says so, and nothing changes."""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

View = Callable[..., HttpResponseBase]


def only_sent(view: View) -> View:
    """Carry out what was sent; to who only opens the address (405) say where to go instead."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        if request.method == "POST":
            return view(request, *args, **given)
        return _said(request)

    return guarded


def _said(request: HttpRequest) -> HttpResponseBase:
    answer = render(request, "look/errors/405.html", status=405)
    answer["Allow"] = "POST"
    return answer
