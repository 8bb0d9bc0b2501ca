"""A browser of the plainest kind: it keeps cookies, fills in forms, and knows what it got."""

import re
import urllib.parse
import urllib.request
from http import HTTPStatus
from http.cookiejar import CookieJar
from urllib.error import HTTPError

from rehsos.demo.cast import PASSWORD, Hand

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Visitor:
    """Somebody at the address `site`, signed in as one of the cast unless `hand` is None."""

    def __init__(self, site: str, hand: Hand | None = None) -> None:
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        if hand:
            self.sends("/masuk/login/", login=hand.email, password=PASSWORD)

    def sees(self, path: str) -> str:
        """The page at an address; empty, where it answers with an error."""
        return self.asks(path)[1]

    def asks(self, path: str, told: dict[str, str] | None = None) -> tuple[int, str]:
        """Status and text of an address; with `told`, of what is sent to it."""
        sent = urllib.parse.urlencode(told).encode() if told is not None else None
        asked = urllib.request.Request(self.site + path, sent, {"Referer": self.site, "Host": "localhost"})  # noqa: S310
        try:
            with self.opener.open(asked, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            return error.code, error.read().decode()

    def pin_is_chosen(self) -> None:
        """The first time names are opened, a PIN is chosen; they stay open in this session."""
        self.sends("/nama/buka/", password=PASSWORD, pin="424242")

    def sends(self, path: str, **told: str) -> str:
        """Open a form, fill it in and send it; the page after it. AssertionError where it is not taken."""
        status, text = self.asks(path, dict(_HIDDEN.findall(self.sees(path))) | told)
        assert status == HTTPStatus.OK, f"{path}: {status}\n{text[-3000:]}"
        return text
