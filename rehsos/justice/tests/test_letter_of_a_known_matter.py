"""A letter whose police number is known: its matter is offered and joined, never overwritten, never a second one."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from conftest import opened_form, unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Clock
from rehsos.intake.models import Report
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter
from rehsos.people.models import Person

from ..models import Matter, Officer, Part
from ..pages import from_letter
from ..queries import numbered
from ..roles import Role
from ..sealing import officers_of, words_of
from .test_from_letter import TYPED, address, asked_by_letter, report, sent

__all__ = ["report"]


def test_a_police_number_that_is_known_is_said_beside_it_and_nobody_is_registered(people: Any, report: Report) -> None:
    other = asked_by_letter(people.actor("melati"))
    sent(unlock(people.client("melati")), report)
    answer = sent(unlock(people.client("melati")), other, name="Rambu Teladan")
    assert answer.status_code == 422
    assert "Sudah tercatat. Simpan lagi untuk bergabung" in answer.content.decode()
    people.actor("melati")
    assert Person.objects.count() == 1


def test_while_a_number_is_typed_the_matter_that_has_it_is_offered(people: Any, report: Report) -> None:
    other = asked_by_letter(people.actor("melati"))
    sent(unlock(people.client("melati")), report)
    there = reverse("justice:number_on_file", args=[other.pk])
    browser = unlock(people.client("melati"))
    typed = {"police_number": TYPED["police_number"], "police_unit": "Unit PPA Polres Contoh"}
    page = browser.post(there, typed).content.decode()
    assert f'data-answer="{TYPED["police_number"]}"' in page
    assert len(re.findall(r'name="joins" value="[0-9a-f-]{36}" checked', page)) == 1
    assert "joins" not in browser.post(there, {"police_number": "LP/999/XI/2026"}).content.decode()
    assert browser.get(there).status_code == 405
    for outsider in ("dewi", "eka", "indah"):
        assert unlock(people.client(outsider)).post(there, typed).status_code == 404, outsider


def test_a_second_letter_of_one_police_number_joins_its_matter_in_one_tap(people: Any, report: Report) -> None:
    """It was refused, and the way named was in a case that did not exist yet."""
    browser = unlock(people.client("melati"))
    first = sent(browser, report, offence="", event_from="")
    other = asked_by_letter(people.actor("melati"))
    told = {"name": "Dodi Teladan", "role": "child_witness", "birth_year": "15", "officer": "Bripka Peraga Umpama"}
    refused = sent(browser, other, **told)
    ticked = re.findall(r'name="joins" value="([^"]*)" checked', refused.content.decode())
    assert len(ticked) == 1
    assert first.url.split("/")[2] in refused.content.decode()
    assert sent(browser, other, **told, joins=ticked[0]).status_code == 302
    people.actor("melati")
    second = Case.objects.get(report=other.pk)
    matter = Matter.objects.get()
    assert Part.objects.filter(case=second, matter=matter, role=Role.WITNESS).exists()
    assert envelope_of(Letter.objects.get(dossier=second.pk)).number == "B/71/XI/2026"
    assert Report.objects.get(pk=other.pk).decision == "case"
    assert Clock.objects.get(case=second, rule="social_report").due_at == other.received_at + timedelta(hours=72)
    # what the first letter did not say is known from the second, and both officers are
    assert (words_of(matter).offence, str(matter.event_from)) == ("Penganiayaan", "2026-11-20")
    assert sorted(officers_of(matter)) == ["Aipda Peraga Umpama", "Bripka Peraga Umpama"]


def test_a_letter_that_lies_in_a_case_says_in_which(people: Any, report: Report) -> None:
    """It opened the form as if nobody had taken it up."""
    browser = unlock(people.client("melati"))
    assert "Surat ini sudah di kasus" not in browser.get(address(report)).content.decode()
    there = sent(browser, report).url
    page = browser.get(address(report)).content.decode()
    assert f"Surat ini sudah di kasus {there.split('/')[2]}" in page
    assert f'href="{there}">Buka kasusnya</a>' in page
    assert "hanya untuk anak lain dari surat yang sama" in page


def test_the_page_of_such_a_letter_has_the_matter_ticked_already(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other = asked_by_letter(people.actor("melati"))
    matter = str(Matter.objects.get().pk)
    page = browser.get(address(other)).content.decode()
    assert re.findall(r'name="joins" value="([^"]*)" checked', page) == [matter]


@pytest.mark.parametrize(
    ("number", "ticks"),
    [
        ("LP/B/112/XI/2026/POLRES TTS", False),
        ("LP/B/112/XI/2026", True),
        ("LP-B-112-XI-2026 / Polres  Kupang", True),
    ],
)  # fmt: skip
def test_a_matter_whose_number_names_another_unit_is_never_ticked(
    people: Any, report: Report, number: str, *, ticks: bool
) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report, police_number="LP/B/112/XI/2026/POLRES KUPANG")
    other = asked_by_letter(people.actor("melati"))
    matter = str(Matter.objects.get().pk)
    told = {"name": "Dodi Teladan", "police_number": number}
    page = sent(browser, other, **told).content.decode()
    assert re.findall(r'name="joins" value="([^"]*)" checked', page) == [matter] * ticks
    assert ("<b>…/POLRES KUPANG</b>" in page) is not ticks
    people.actor("melati")
    assert (Matter.objects.count(), Person.objects.count()) == (1, 1)
    assert sent(browser, other, **told, joins=matter).status_code == 302  # chosen by hand


def test_what_is_known_of_the_matter_is_not_overwritten_by_a_letter(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other = asked_by_letter(people.actor("melati"))
    matter = Matter.objects.get()
    told = {"name": "Dodi Teladan", "offence": "Pencurian", "event_from": "2026-11-21", "joins": str(matter.pk)}
    assert sent(browser, other, **told).status_code == 302
    people.actor("melati")
    matter.refresh_from_db()
    assert (words_of(matter).offence, str(matter.event_from)) == ("Penganiayaan", "2026-11-20")
    assert Officer.objects.count() == 1


def test_another_police_office_may_give_the_same_number(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other = asked_by_letter(people.actor("melati"))
    told = {"name": "Dodi Teladan", "police_unit": "Unit PPA Polres Lain"}
    asked = sent(browser, other, **told)
    assert asked.status_code == 422  # the unit may only be written otherwise: asked, and nothing ticked
    assert not re.findall(r'name="joins" value="[^"]*" checked', asked.content.decode())
    assert sent(browser, other, **told, joins="new").status_code == 302
    people.actor("melati")
    assert Matter.objects.count() == 2


def test_what_was_said_of_one_number_is_not_said_of_the_next(people: Any, report: Report) -> None:
    """The matter ticked for a number stayed chosen when the number was corrected, and nothing was ticked of the new."""
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other = asked_by_letter(people.actor("melati"))
    assert sent(browser, other, name="Dodi Teladan", police_number="LP/B/213/XI/2026/Polres").status_code == 302
    people.actor("melati")
    first, second = (str(pk) for pk in Matter.objects.order_by("id").values_list("pk", flat=True))
    third = asked_by_letter(people.actor("melati"))
    there = reverse("justice:number_on_file", args=[third.pk])
    told = {"police_unit": TYPED["police_unit"], "police_number": "LP/B/213/XI/2026", "joins_of": "lp b 112 xi 2026"}
    for said in (first, "new"):
        page = browser.post(there, told | {"joins": said}).content.decode()
        assert re.findall(r'name="joins" value="([^"]*)" checked', page) == [second]
    page = browser.post(there, told | {"joins": "new", "joins_of": "lp b 213 xi 2026"}).content.decode()
    assert re.findall(r'name="joins" value="([^"]*)" checked', page) == ["new"]


def test_one_number_of_one_police_office_stays_one_matter(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other = asked_by_letter(people.actor("melati"))
    answer = sent(browser, other, name="Dodi Teladan", joins="new")
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Ubah, atau gabung" in shown, "what makes it another matter, not what was chosen already"
    assert "Pilih di bawah: gabung" not in shown
    assert re.search(r'<details open>(?:(?!</details>).)*name="police_unit"', shown, re.DOTALL), "it stands unfolded"
    for chosen in ("nonsense", str(new_id())):  # a matter that has not this number is no answer
        assert sent(browser, other, name="Dodi Teladan", joins=chosen).status_code == 422
    people.actor("melati")
    assert (Matter.objects.count(), Person.objects.count()) == (1, 1)


def test_the_slower_of_two_that_open_one_matter_at_once_is_offered_to_join_it(
    people: Any, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it was checked nothing was on file yet; the refusal named a way that this screen does not have."""
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other, early = asked_by_letter(people.actor("melati")), iter([True])
    form = opened_form(browser, address(other)) | TYPED | {"name": "Dodi Teladan"}
    monkeypatch.setattr(from_letter, "numbered", lambda number: [] if next(early, False) else numbered(number))
    answer = browser.post(address(other), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Simpan lagi untuk bergabung" in page
    ticked = re.findall(r'name="joins" value="([^"]*)" checked', page)
    assert sent(browser, other, name="Dodi Teladan", joins=ticked[0]).status_code == 302
    people.actor("melati")
    assert (Matter.objects.count(), Case.objects.count()) == (1, 2)
