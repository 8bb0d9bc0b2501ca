"""A case of Melati's and the hands that press its buttons."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conftest import opened_form, reveal, unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Fact

from .test_open_case import opened

LAID_OVER = {
    "cases:change_participant",
    "cases:settle_task",
    "cases:settle_cost",
    "cases:split_cost",
    "cases:plan_answer",
    "cases:protection",
    "cases:change_type",
    "cases:competence",
    "cases:risk",
    "cases:stage",
}
"""Forms laid over what is recorded: one opens them before one sends them."""


class Desk:
    """One case, and a person at it. After every request the database sees as Melati again."""

    def __init__(self, people: Any) -> None:
        self.people = people
        self.by = people.actor("melati")
        self.case = opened(self.by)

    def address(self, name: str, *args: Any) -> str:
        return reverse(name, args=[self.case.code, *args])

    def get(self, name: str, *args: Any, who: str = "melati", query: str = "") -> HttpResponse:
        answer: HttpResponse = self._browser(who).get(self.address(name, *args) + query)
        self.again()
        return answer

    def post(self, name: str, *args: Any, who: str = "melati", **sent: Any) -> HttpResponse:
        """Send a form; with an action id, as every form has one."""
        browser, address = self._browser(who), self.address(name, *args)
        over = {"laid_over": opened_form(browser, address).get("laid_over", "")} if name in LAID_OVER else {}
        told = {"action_id": str(new_id()), **over, **{k: v for k, v in sent.items() if v is not None}}
        answer: HttpResponse = browser.post(address, told)
        self.again()
        return answer

    def reveal(self, who: str) -> None:
        """That person opens the names of this case, and stays signed in."""
        reveal(self._browser(who), self.case.code)
        self.again()

    def decide(self, approval: Any, who: str = "citra", **sent: Any) -> HttpResponse:
        """Open the names, read what is asked for, decide."""
        self.reveal(who)
        self.get("cases:decide", approval, who=who)
        return self.post("cases:decide", approval, who=who, **sent)

    def statements(self, name: str, *args: Any, query: str = "") -> int:
        """How many SQL statements opening a page costs, the day's first look and the test's own savepoints apart."""
        browser = self._browser("melati")
        browser.get(self.address(name, *args) + query)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(self.address(name, *args) + query).status_code == 200
        self.again()
        return sum("SAVEPOINT" not in q["sql"] for q in seen.captured_queries)

    def facts(self, code: str) -> list[datetime]:
        """The hours of the facts of a code that stand."""
        standing = Fact.objects.filter(case=self.case, code=code, replaced_by=None)
        return list(standing.order_by("at").values_list("at", flat=True))

    def again(self) -> None:
        self.people.actor("melati")
        self.case.refresh_from_db()

    def _browser(self, who: str) -> Any:
        if who not in self.__dict__.setdefault("browsers", {}):
            browser = self.people.client(who)
            self.__dict__["browsers"][who] = unlock(browser) if who == "melati" else browser
        return self.__dict__["browsers"][who]


@pytest.fixture
def desk(people: Any) -> Desk:
    return Desk(people)


def words(answer: HttpResponse) -> str:
    """The page as text."""
    return answer.content.decode()
