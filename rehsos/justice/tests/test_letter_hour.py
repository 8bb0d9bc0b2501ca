"""The hour at which a letter started a term is corrected on the letter, wherever one meets it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.cases.models import Clock, Fact
from rehsos.papers.models import Letter

from ..models import Part
from .test_from_letter import asked_by_letter, sent

pytestmark = pytest.mark.hours
ASKED = "report_request_received"


@pytest.fixture
def opened(people: Any) -> Any:
    """The page of a case whose clock a letter started, by who works it."""
    report = asked_by_letter(people.actor("melati"))
    page = sent(people.client("melati"), report).url
    people.actor("melati")
    return page


def test_the_hour_of_a_letter_is_corrected_on_the_letter(people: Any, opened: Any) -> None:
    """The link led to a form that saved a later hour beside the letter's, which moved nothing."""
    letter = Letter.objects.get(direction="in")
    code = opened.split("/")[2]
    page = unlock(people.client("melati")).get(opened).content.decode()
    there = reverse("letters:receipt_correct", args=[code, letter.pk])
    assert f'<a href="{there}">Perbaiki saat mulai</a>' in page
    assert letter.received_at is not None
    later = timezone.localtime(letter.received_at + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    browser = people.client("melati")
    assert save(browser, there, {"received_at": later, "reason": "Cap keliru dibaca."}).status_code == 302
    people.actor("melati")
    assert Letter.objects.get().received_at == Clock.objects.get(rule="social_report").started_at
    assert letter.received_at < Letter.objects.get().received_at  # type: ignore[operator]


def test_a_later_hour_beside_that_of_the_letter_is_refused_and_the_way_named(people: Any, opened: Any) -> None:
    letter, part = Letter.objects.get(direction="in"), Part.objects.get()
    code = opened.split("/")[2]
    form = reverse("cases:record_fact", args=[code]) + f"?fakta={ASKED}&subjek={part.pk}"
    came = letter.received_at
    assert came is not None
    told = {"fact": ASKED, "subject": str(part.pk), "reason": "Salah baca."}

    def noted(hours: int) -> Any:
        at = timezone.localtime(came + timedelta(hours=hours))
        answer = save(people.client("melati"), form, told | {"at": at.date().isoformat(), "hour": f"{at:%H:%M}"})
        people.actor("melati")
        return answer

    refused = noted(1)
    assert refused.status_code == 422
    assert "Perbaiki jam terima" in refused.content.decode(), refused.context["form"].errors
    assert not Fact.objects.filter(subject=part.pk, code=ASKED).exists()
    assert noted(-2).status_code == 302, "an earlier hour moves the clock, and is kept"
    began = Clock.objects.get(rule="social_report").started_at
    assert began is not None
    assert began < came
