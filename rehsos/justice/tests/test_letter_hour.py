"""The hour at which a letter started a term is corrected on the letter, wherever one meets it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import reveal, save, unlock
from rehsos.audit.models import Action
from rehsos.cases.models import Case, Clock, Fact
from rehsos.papers.letters import envelope_of, seal_envelope
from rehsos.papers.models import Letter

from ..models import Part
from .test_from_letter import asked_by_letter, sent

pytestmark = pytest.mark.hours
ASKED = "report_request_received"


@pytest.fixture
def opened(people: Any) -> Any:
    """The page of a case whose clock a letter started, by who works it."""
    report = asked_by_letter(people.actor("melati"))
    page = sent(unlock(people.client("melati")), report).url
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
    browser = unlock(people.client("melati"))
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
        answer = save(
            unlock(people.client("melati")), form, told | {"at": at.date().isoformat(), "hour": f"{at:%H:%M}"}
        )
        people.actor("melati")
        return answer

    refused = noted(1)
    assert refused.status_code == 422
    assert "Perbaiki data surat" in refused.content.decode(), refused.context["form"].errors
    assert not Fact.objects.filter(subject=part.pk, code=ASKED).exists()
    assert noted(-2).status_code == 302, "an earlier hour moves the clock, and is kept"
    began = Clock.objects.get(rule="social_report").started_at
    assert began is not None
    assert began < came


def two_of_one_letter(people: Any) -> tuple[Case, Case]:
    """Two children of one letter, each with a case of their own."""
    report = asked_by_letter(people.actor("melati"))
    assert sent(unlock(people.client("melati")), report).status_code == 302
    people.actor("melati")
    assert sent(unlock(people.client("melati")), report, name="Rambu Teladan", sex="P").status_code == 302
    people.actor("melati")
    first, second = Case.objects.order_by("code")
    return first, second


def corrected(people: Any, case: Case, who: str = "melati") -> tuple[str, datetime]:
    """The form as it is shown, and the hour that was then saved: two earlier."""
    letter = Letter.objects.get(dossier=case.pk)
    assert letter.received_at is not None
    there = reverse("letters:receipt_correct", args=[case.code, letter.pk])
    at = timezone.localtime(letter.received_at - timedelta(hours=2)).replace(second=0, microsecond=0)
    browser = unlock(people.client(who))
    form = browser.get(there).content.decode()
    told = {"received_at": at.strftime("%Y-%m-%dT%H:%M"), "reason": "Cap keliru dibaca."}
    assert save(browser, there, told).status_code == 302
    people.actor("melati")
    return form, at


def letter_page(people: Any, who: str, case: Case) -> str:
    """The page of the letter that came in, as somebody who unlocked the case's name reads it."""
    browser = unlock(people.client(who))
    reveal(browser, case.code)
    people.actor("melati")
    letter = Letter.objects.get(dossier=case.pk)
    page: str = browser.get(reverse("letters:letter", args=[case.code, letter.pk])).content.decode()
    people.actor("melati")
    return page


@pytest.mark.parametrize("of", [0, 1], ids=["in the first", "in the second"])
def test_one_letter_in_two_cases_has_one_hour(people: Any, of: int) -> None:
    """Corrected in one, the same letter said two hours and two days of the law."""
    cases = two_of_one_letter(people)
    form, at = corrected(people, cases[of])
    assert cases[1 - of].code in form, "said before it is saved"
    for case in cases:
        assert Letter.objects.get(dossier=case.pk).received_at == at
        assert Clock.objects.get(case=case, rule="social_report").due_at == at + timedelta(hours=72)
        assert Action.objects.filter(name="correct_receipt", dossier=case.pk).count() == 1
    assert Action.objects.filter(name="correct_receipt", cause=None).count() == 1


def test_a_letter_of_two_cases_sent_as_it_stood_is_answered_and_its_day_alone_is_corrected_in_both(people: Any) -> None:
    """Each of the two sent the other on to it, for ever; and its own twin was asked about as another letter."""
    first, second = two_of_one_letter(people)
    letter = Letter.objects.get(dossier=second.pk)
    there = reverse("letters:receipt_correct", args=[second.code, letter.pk])
    browser = unlock(people.client("melati"))
    asked = save(browser, there, {"reason": "Dicek."})
    assert asked.status_code == 422
    assert "Belum ada yang diubah" in asked.content.decode()
    assert letter.received_at is not None
    day = timezone.localdate(letter.received_at) - timedelta(days=1)
    assert save(browser, there, {"dated": day.isoformat(), "reason": "Salah baca."}).status_code == 302
    people.actor("melati")
    assert {Letter.objects.get(dossier=case.pk).dated for case in (first, second)} == {day}


def test_a_case_that_does_not_open_keeps_its_hour_and_is_not_told_of(people: Any) -> None:
    first, second = two_of_one_letter(people)
    came = Letter.objects.get(dossier=second.pk).received_at
    barred = people.actor("bima").worker
    people.actor("melati")
    Case.objects.filter(pk=second.pk).update(barred=[barred])
    form, at = corrected(people, first, "bima")
    assert second.code not in letter_page(people, "bima", first)
    assert second.code not in form
    assert "juga tercatat" not in form
    assert Letter.objects.get(dossier=first.pk).received_at == at
    assert Letter.objects.get(dossier=second.pk).received_at == came


@pytest.mark.parametrize("other", [{"number": "B/72/XI/2026"}, {"number": ""}, {"party": "Kejaksaan Negeri Contoh"}])
def test_another_letter_of_the_same_hour_keeps_its_own(people: Any, other: dict[str, Any]) -> None:
    first, second = two_of_one_letter(people)
    beside = Letter.objects.get(dossier=second.pk)
    beside.sealed = seal_envelope(second.pk, replace(envelope_of(beside), **other, agenda="999"))
    beside.save(update_fields=["sealed"])
    form, at = corrected(people, first)
    assert second.code not in form
    assert Letter.objects.get(dossier=first.pk).received_at == at
    assert Letter.objects.get(dossier=second.pk).received_at == beside.received_at


@pytest.mark.parametrize("agenda", ["420", ""])
def test_one_letter_corrected_by_who_may_not_open_the_other_case_is_told_to_who_may_open_both(
    people: Any, agenda: str
) -> None:
    """One paper became two in silence: two numbers under one of the agenda, and neither page said so."""
    first, second = two_of_one_letter(people)
    for case in (first, second):
        letter = Letter.objects.get(dossier=case.pk)
        letter.sealed = seal_envelope(case.pk, replace(envelope_of(letter), agenda=agenda))
        letter.save(update_fields=["sealed"])
    barred = people.actor("indah").worker
    people.actor("melati")
    Case.objects.filter(pk=first.pk).update(barred=[barred])
    letter = Letter.objects.get(dossier=second.pk)
    there = reverse("letters:receipt_correct", args=[second.code, letter.pk])
    browser = unlock(people.client("indah"))
    assert save(browser, there, {"number": "B/100/XI/2026", "reason": "Salah ketik."}).status_code == 302
    walled = letter_page(people, "indah", second) + browser.get("/surat/").content.decode()
    assert f"{first.code}</a>" not in walled
    assert "data lain" not in walled
    people.actor("melati")
    Case.objects.filter(pk=first.pk).update(barred=[])
    for who in ("indah", "citra", "melati"):
        for case, other in ((first, second), (second, first)):
            said = letter_page(people, who, case).split("tercatat dengan data lain di kasus")[1].split("</p>")[0]
            assert other.code in said
    if agenda:
        register = unlock(people.client("indah")).get("/surat/").content.decode()
        assert register.count("data lain di kasus") == 2
    number = envelope_of(Letter.objects.get(dossier=first.pk)).number
    assert save(unlock(people.client("indah")), there, {"number": number, "reason": "Disamakan."}).status_code == 302
    assert "data lain" not in letter_page(people, "indah", second), "one paper again"


def test_the_register_holds_one_paper_once_with_the_case_of_each_child(people: Any) -> None:
    first, second = two_of_one_letter(people)
    page = unlock(people.client("indah")).get("/surat/").content.decode()
    rows = [row for row in page.split("<tr")[1:] if first.code in row or second.code in row]
    assert len(rows) == 1
    assert all(f">{case.code}<" in rows[0] for case in (first, second))
    letters = Letter.objects.filter(direction="in")
    links = {reverse("letters:letter", args=[Case.objects.get(pk=one.dossier).code, one.pk]) for one in letters}
    assert len(links) == 2
    assert all(f'href="{link}"' in rows[0] for link in links)


def test_one_letter_set_apart_by_an_earlier_correction_is_told_of(people: Any) -> None:
    """Corrected in one case alone, before one letter had one hour: nothing said that the other lay apart."""
    first, second = two_of_one_letter(people)
    there = Letter.objects.get(dossier=second.pk)
    assert there.received_at is not None
    Letter.objects.filter(pk=there.pk).update(received_at=there.received_at - timedelta(hours=5))
    form, at = corrected(people, first)
    assert "dengan jam lain di kasus" in form
    assert second.code in form
    assert "ikut diperbaiki" not in form
    for page in (letter_page(people, "melati", first), letter_page(people, "citra", first)):
        assert second.code in page.split("dengan jam lain di kasus")[1].split("</p>")[0]
    assert first.code in letter_page(people, "indah", second).split("dengan jam lain di kasus")[1].split("</p>")[0]
    register = unlock(people.client("indah")).get("/surat/").content.decode()
    rows = [row for row in register.split("<tr")[1:] if "jam lain di kasus" in row]
    assert len(rows) == 2
    for row in rows:
        assert all(f">{case.code}<" in row for case in (first, second))
    people.actor("melati")
    assert Letter.objects.get(dossier=first.pk).received_at == at
    assert Letter.objects.get(dossier=second.pk).received_at == there.received_at - timedelta(hours=5)
