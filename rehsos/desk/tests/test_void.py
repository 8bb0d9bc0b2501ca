"""A case that was a mistake is void: reachable by its code, counted nowhere, in no list, and can be taken back."""

from datetime import date
from typing import Any

from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.cases.policies import may_record
from rehsos.cases.tests.test_open_case import opened
from rehsos.statistics.counting import count


def sent(people: Any, case: Case, who: str = "citra", reason: str = "Terbuka dua kali") -> int:
    told = {"reason": reason, "action_id": str(new_id())}
    status: int = people.client(who).post(reverse("void_case", args=[case.code]), told).status_code
    people.actor("melati")
    case.refresh_from_db()
    return status


def counted(people: Any) -> int:
    return count("cases", ("year",), first=date(2026, 1, 1), by_actor=people.actor("citra")).total


def test_a_void_case_counts_nowhere_and_is_restored(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert counted(people) == 1
    assert sent(people, case, reason="") == 422
    assert sent(people, case) == 302
    assert (case.kind, case.status) == ("void", "void")
    assert counted(people) == 0
    for address in (reverse("cases"), reverse("cases") + "?keadaan=semua", reverse("team")):
        assert case.code not in people.client("citra").get(address).content.decode()
    assert "Kasus ini dibatalkan" in people.client("citra").get(reverse("case", args=[case.code])).content.decode()
    refused = may_record(case, people.actor("melati"))
    assert not refused
    assert "dibatalkan" in str(refused.reason)
    assert opened(people.actor("melati")).code == "53.01-26-0002"
    assert sent(people, case, reason="Ternyata benar") == 302
    assert (case.kind, case.status) == ("case", "open")
    assert counted(people) == 2


def test_only_the_superior_of_the_office_voids(people: Any) -> None:
    case = opened(people.actor("melati"))
    for who in ("melati", "bima", "dewi", "eka", "indah", "jaya"):
        assert sent(people, case, who) == 404
    assert case.status == "open"
