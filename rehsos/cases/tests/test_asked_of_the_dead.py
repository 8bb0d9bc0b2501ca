"""Of the dead nothing is asked: a form by address says so, and nobody is served together with them afterwards."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.work import assess, record_review, record_service
from rehsos.cases.models import Case, Progress, ServiceKind

from .test_dying import Wake
from .test_open_case import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def wake(people: Any) -> Wake:
    return Wake(people)


@pytest.mark.parametrize(("name", "more"), [
    ("cases:appointment_new", ()), ("cases:assess", ("short_assessment",)), ("cases:assess", ("risk",)),
    ("cases:risk", ()), ("cases:stage", ()), ("cases:review", ()), ("cases:plan_new", ()),
    ("repatriation:begin", ()), ("referral:refer", ()),
])  # fmt: skip
def test_a_form_that_asks_the_dead_says_so_and_offers_nothing(wake: Wake, name: str, more: tuple[str, ...]) -> None:
    way = reverse(name, args=[wake.case.code, *more])
    browser = unlock(wake.people.client("melati"))
    assert browser.get(way).status_code == 200
    wake.dies()
    page = browser.get(way)
    assert page.status_code in {403, 409}
    text = page.content.decode()
    assert "Klien tercatat meninggal" in text
    assert "<textarea" not in text


def test_nothing_is_assessed_of_the_dead(wake: Wake) -> None:
    wake.dies()
    case, day = Case.objects.get(pk=wake.case.pk), timezone.localdate()
    with pytest.raises(Refused, match="tercatat meninggal"):
        assess(case=case, blank="short_assessment", about="client", phase="initial", on=day, answers={}, by=wake.by,
               action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="tercatat meninggal"):
        record_review(case=case, on=day, progress=Progress.SAME, note="", next_on=None, by=wake.by,
                      action_id=new_id())  # fmt: skip


def test_who_died_is_served_with_nobody_after_it(wake: Wake) -> None:
    other = opened(wake.by)
    browser = unlock(wake.people.client("melati"))
    way = reverse("cases:service", args=[other.code])
    assert str(wake.case.pk) in browser.get(way).content.decode()
    wake.dies()
    assert str(wake.case.pk) not in browser.get(way).content.decode()
    given: dict[str, Any] = {
        "kind": ServiceKind.VISIT, "minutes": None, "waiting": None, "mode": None, "place": "", "component": "",
        "assignment_letter": "", "workers": (), "note": "", "costs": (), "by": wake.by,
    }  # fmt: skip
    cases = (Case.objects.get(pk=wake.case.pk),)
    with pytest.raises(Refused, match="sebelum layanan ini"):
        record_service(case=other, cases=cases, at=timezone.now(), **given, action_id=new_id())
    before = timezone.now() - timedelta(hours=2)
    assert record_service(case=other, cases=cases, at=before, **given, action_id=new_id()).clients.count() == 2
