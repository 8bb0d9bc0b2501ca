"""Where a page may take its scripts and styles from: the same on every page, so put together once."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]


def content_policy(get_response: Next) -> Next:
    """The policy of the settings on every answer that does not bring one of its own."""
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(HEADER, policy)
        return response

    return middleware
