"""A request about personal data runs its 3x24 hours in the case where it was made (UU 27/2022 Ps 32)."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Clock
from rehsos.cases.tests.test_open_case import opened


def test_an_access_request_is_due_after_72_hours(people: Any) -> None:
    by = people.actor("melati")
    case, asked = opened(by), timezone.now() - timedelta(hours=1)
    put_fact(case, case.subject, "pdp_access_requested", asked, fact_id=new_id())
    recompute(case, by=by)
    clock = Clock.objects.get(case=case, rule="pdp_access")
    assert (clock.duty, clock.due_at) == ("ours", asked + timedelta(hours=72))


def test_the_worker_can_note_the_request(people: Any) -> None:
    case = opened(people.actor("melati"))
    page = people.client("melati").get(reverse("cases:record_fact", args=[case.code]))
    assert 'value="pdp_access_requested"' in page.content.decode()
