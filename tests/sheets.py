"""A form as a browser holds it: what stands in it is read from the page, so that a test sends what people send."""

from html.parser import HTMLParser
from typing import Any

Sheet = dict[str, list[str]]


class _Reader(HTMLParser):
    """The fields of the first form of a page that becomes an action."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Sheet] = []
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        checked = {"checked", "selected"} & told.keys()
        if tag == "form":
            self.forms.append({})
        elif tag == "input" and told.get("name") and self.forms:
            ticked = told.get("type") in {"checkbox", "radio"}
            if checked or not (ticked or told.get("type") == "file"):
                self._hold(told["name"], told.get("value", "on" if ticked else ""))
        elif tag == "select":
            self.select = told.get("name", "")
        elif tag == "option" and self.select and checked:
            self._hold(self.select, told.get("value", ""))
        elif tag == "textarea":
            self.area = told.get("name", "")
            self._hold(self.area, "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            held = self.forms[-1][self.area]
            held[-1], self.area = held[-1].removeprefix("\n"), ""  # the first line end after the tag is none
        elif tag == "select":
            self.select = ""

    def _hold(self, name: str, value: str) -> None:
        self.forms[-1].setdefault(name, []).append(value)


def sheet(body: str) -> Sheet:
    """What the page's own form holds; empty where the page has none."""
    reader = _Reader()
    reader.feed(body)
    return next((form for form in reader.forms if "form_title" in form or "version" in form), {})


def with_typed(held: Sheet, typed: dict[str, Any]) -> dict[str, Any]:
    """The same, after something was typed, ticked (a list) or unticked (None)."""
    sent = {name: values for name, values in held.items() if name not in typed}
    return sent | {name: value for name, value in typed.items() if value is not None}
