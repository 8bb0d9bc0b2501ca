"""Harm by staff is met nowhere at the house: before and after it is told its pages are the same (ADR 41)."""

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.console.tests.conftest import says
from rehsos.people.models import Sex
from rehsos.placement.actions.admitting import take_in
from rehsos.placement.actions.harming import tell_harm_by_staff
from rehsos.placement.models import BroughtBy, HarmReport, Stay, StayKind
from tests.test_security_protected import read
from tests.whole_office import MODELS, NOBODYS, PUBLIC, Door, Office, doors

__all__ = ["says"]
pytestmark = pytest.mark.usefixtures("undone_office")

HOUSE = {
    "nadia": "the head of an LKSA", "sinar": "the head of a government house", "luna": "staff of it",
    "omar": "night staff, who told it",
}  # fmt: skip
TAKES_IN = {"nadia": "nadia", "sinar": "luna", "luna": "luna", "omar": "kirana"}
TELLS = {"nadia": "nadia", "sinar": "luna", "luna": "luna", "omar": "omar"}
CALLED, BLOW = "Lontar Peraga", "Dipukul petugas di dapur"
COUNTS = ("apa=incidents", "apa=incidents&by=incident_kind", "apa=incidents&by=year,office", "apa=stays")
COUNTED = [reverse(f"statistics:{name}") + f"?{asked}" for name in ("rekap", "rekap_xlsx", "rekap_cases")
           for asked in COUNTS]  # fmt: skip
SIGNED = re.compile(r'nonce="[^"]*"|value="[0-9a-f-]{36}"|[0-9A-Za-z]{64}')
"""What is new on every page, whoever asks."""


def taken(office: Office, who: str) -> Stay:
    return take_in(
        called=CALLED, sex=Sex.FEMALE, age=19, client=None, category="woman_victim", stay_kind=StayKind.SHELTER,
        brought_by=BroughtBy.POLICE, health="", bed=None, at=timezone.now(), by=office.people.actor(who),
        action_id=new_id(),
    )  # fmt: skip


class _Seen(Office):
    """Addresses of what somebody of the house may see; of a kind of which there is nothing, none."""

    def __init__(self, office: Office, case: Case) -> None:
        self.__dict__.update(office.__dict__, cases=[case])

    def _fixed(self, door: Door) -> dict[str, Any] | None:
        del door

    def things(self, name: str) -> list[Any]:
        if name == "recorded":
            return super().things(name)
        return list(MODELS[name]._default_manager.order_by("-pk")[:4]) if name in MODELS else []


def addresses(office: Office, who: str, stay: Stay, report: UUID) -> list[str]:
    """Every page of the site, those of the case among them, the counts, and the report's own."""
    office.people.actor(who)
    seen = _Seen(office, stay.case)
    named = [d for d in doors() if d.arguments and len(d.things) <= 1 and d.name not in PUBLIC | NOBODYS]
    found = {reverse(d.name, kwargs=given) for d in named for given in seen.arguments(d)}
    found |= {reverse(d.name) for d in doors() if not d.arguments}
    found |= {reverse(f"placement:{name}", args=[report]) for name in ("harm_told", "harm_taken")}
    return sorted({*found, *COUNTED} - {"/keluar/"})


def walked(client: Any, paths: list[str], code: str) -> Iterator[tuple[str, str]]:
    """What every page answers, and a search for her by name and code."""
    for path in paths:
        answer = client.get(path)
        yield path, said(answer)
    for asked in (CALLED, code):
        yield f"search {asked}", said(client.post(reverse("people:people"), {"q": asked}))


def said(answer: Any) -> str:
    content = read(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return f"{answer.status_code} {SIGNED.sub('', content)}"


def looked(office: Office, who: str, walk: Callable[[], Iterator[tuple[str, str]]], says: Any) -> dict[str, str]:
    """All of it, and what the command line counts for them; the looks themselves are taken back."""
    with transaction.atomic():
        found = dict(walk())
        transaction.set_rollback(True)
    for more in ((), ("--by", "incident_kind"), ("--by", "year,house_kind")):
        counted = says("count", "incidents", *more, "--as", f"{who}@contoh.test")
        found[f"count {more}"] = f"{counted.code} {counted.out} {counted.err}"
    office.people.actor(who)
    return found


def told(office: Office, who: str, stay: Stay, report: UUID) -> None:
    by = office.people.actor(who)
    tell_harm_by_staff(stay=Stay.objects.select_related("office", "case").get(pk=stay.pk), words=BLOW,
                       at=timezone.now(), by=by, action_id=report)  # fmt: skip


def differs(office: Office, who: str, house: str, says: Any) -> list[str]:
    """Where somebody meets it that harm by the staff of a house was told: pages that are not as they were."""
    stay, report = taken(office, TAKES_IN[house]), new_id()
    code, client = stay.case.code, unlock(office.people.client(who))
    with time_machine.travel(timezone.now(), tick=False):
        paths = addresses(office, who, stay, report)
        walk = functools.partial(walked, client, paths, code)
        before = looked(office, who, walk, says)
        told(office, TELLS[house], stay, report)
        after = looked(office, who, walk, says)
    office.people.actor(who)
    assert sum(one.startswith("200") for one in after.values()) > LEAST, "the walk opened next to nothing"
    return [path for path in before if before[path] != after[path]] + [path for path in after if BLOW in after[path]]


LEAST = 10


@pytest.mark.parametrize("who", list(HOUSE), ids=list(HOUSE.values()))
def test_no_page_search_workbook_log_or_count_of_the_house_tells_it(office: Office, says: Any, who: str) -> None:
    assert differs(office, who, who, says) == []
    office.people.actor(who)
    assert not HarmReport.objects.exists()


def test_the_very_same_walk_meets_it_where_it_is_told(office: Office, says: Any) -> None:
    """Otherwise the test above would prove nothing."""
    found = differs(office, "melati", "nadia", says)
    assert reverse("desk:today") in found
    assert any("dilukai" in path for path in found)
