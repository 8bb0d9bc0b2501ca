"""The list of cases: filters in the address, pages by key."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.cases.models import Clock
from rehsos.cases.queries import PAGE
from rehsos.cases.tests.test_open_case import opened, rambu
from rehsos.look.labels import label


def test_it_pages_by_key_without_losing_or_repeating(people: Any) -> None:
    by = people.actor("melati")
    client = rambu(by)
    codes = {opened(by, client=client, opened_on=date(2026, 1, 1) + timedelta(days=n)).code for n in range(PAGE + 3)}
    browser = people.client("melati")
    first = browser.get(reverse("desk:cases"))
    second = browser.get(first.context["next"] if first.context else _next(first.content.decode()))
    seen = [code for code in codes if code in first.content.decode()] + [
        code for code in codes if code in second.content.decode()
    ]
    assert sorted(seen) == sorted(codes)


def _next(body: str) -> str:
    import html

    found = re.search(r'href="([^"]*sesudah=[^"]*)"', body)
    assert found
    return html.unescape(found[1])


def test_an_outsider_sees_none_of_it(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert case.code not in people.client("dewi").get(reverse("desk:cases")).content.decode()


def test_mine_is_not_my_colleagues(people: Any) -> None:
    case = opened(people.actor("melati"))
    address = reverse("desk:cases") + "?milik=saya"
    assert case.code in people.client("melati").get(address).content.decode()
    assert case.code not in people.client("bima").get(address).content.decode()


def test_nonsense_in_the_address_is_ignored(people: Any) -> None:
    answer = people.client("melati").get(reverse("desk:cases") + "?tahun=abcd&peran=x&sesudah=1_2&tahap='--")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("softer", "tone", "said"), [(5, "soon", "lewat batas aman 2 jam"), (-1, "late", "lewat 2 jam")]
)
def test_a_passed_clock_is_late_only_after_both_readings_in_colour_and_words_on_every_page(
    people: Any, softer: int, tone: str, said: str
) -> None:
    case, now = opened(people.actor("melati")), timezone.now()
    Clock.objects.create(
        case=case, subject=case.pk, rule="social_report", duty="ours", state="running",
        due_at=now - timedelta(hours=2), second_due_at=now + timedelta(hours=softer),
    )  # fmt: skip
    body = people.client("melati").get(reverse("desk:cases")).content.decode()
    assert re.search(rf'class="chip {tone}"[^>]*>[^<]*{said}', body, re.IGNORECASE)
    today = people.client("melati").get("/").content.decode()
    assert said in today.lower()
    badge = "1 lewat batas aman" if softer > 0 else "1 lewat<"
    assert badge in today


def test_a_phone_says_what_is_filtered_before_the_filters_are_opened(people: Any) -> None:
    page = people.client("melati").get(reverse("desk:cases"), {"milik": "saya", "keadaan": "closed"}).content.decode()
    assert "Kasus saya · Diakhiri" in page
    assert 'name="q"' in page  # and people are looked for from here


@pytest.mark.parametrize(("hours", "tone"), [(543 * 24, "quiet"), (5, "soon"), (-5, "late")])
def test_a_promise_of_the_office_looks_like_no_term_of_the_law(people: Any, hours: int, tone: str) -> None:
    """A stay with 543 days left stood in the amber of the law's clock with two."""
    case = opened(people.actor("melati"))
    given = {"case": case, "subject": case.pk, "state": "running", "due_at": timezone.now() + timedelta(hours=hours)}
    clock = Clock.objects.create(rule="monthly_contact", duty="policy", **given)
    body = people.client("melati").get(reverse("desk:cases")).content.decode()
    assert f'<span class="chip {tone}">{label("monthly_contact", "rule")}' in body
    assert "kebijakan dinas" in body
    people.actor("melati")
    Clock.objects.filter(pk=clock.pk).update(rule="social_report", duty="ours")
    assert "kebijakan dinas" not in people.client("melati").get(reverse("desk:cases")).content.decode()
