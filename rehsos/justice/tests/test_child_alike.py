"""The child of a letter may be registered already: who is alike is offered, and nobody is passed over unasked."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form, unlock
from rehsos.cases.models import Case
from rehsos.intake.models import Report
from rehsos.people.identity import identity_of
from rehsos.people.models import Person
from rehsos.people.tests.test_search import registered

from ..models import Matter
from .bench import person
from .test_from_letter import TYPED, address, asked_by_letter, sent


@pytest.fixture
def report(people: Any) -> Report:
    return asked_by_letter(people.actor("melati"))


def test_who_is_alike_is_offered_and_chosen(people: Any, report: Report) -> None:
    by = people.actor("melati")
    known = person("yunus", by) if "yunus" in _cast() else person("yanto", by)
    name = identity_of(known).name
    browser = unlock(people.client("melati"))
    found = browser.post(reverse("justice:child_alike", args=[report.pk]), {"name": name}).content.decode()
    assert str(known.pk) in found
    refused = sent(browser, report, name=name)
    assert refused.status_code == 422
    assert str(known.pk) in refused.content.decode()
    assert sent(browser, report, name=name, who=str(known.pk), sex="", birth_year="").status_code == 302
    people.actor("melati")
    assert Case.objects.get(report=report.pk).client_id == known.pk
    assert Person.objects.count() == 1


def _cast() -> Any:
    from rehsos.demo import cast

    return cast.clients(timezone.localdate())


def test_somebody_alike_may_be_somebody_else(people: Any, report: Report) -> None:
    by = people.actor("melati")
    name = identity_of(person("yanto", by)).name
    browser = unlock(people.client("melati"))
    told = {"name": name, "who": "new", "looked": name}
    assert sent(browser, report, **told, shown=_shown(browser, report, name)).status_code == 302
    people.actor("melati")
    assert Person.objects.count() == 2


def _shown(browser: Any, report: Report, name: str) -> str:
    """Who was offered for a name, as the page sends it back."""
    page = browser.post(reverse("justice:child_alike", args=[report.pk]), {"name": name}).content.decode()
    return " ".join(re.findall(r'name="shown" value="([^"]*)"', page))


def test_who_was_not_shown_as_alike_is_asked_about_before_a_second_of_the_name_is_registered(
    people: Any, report: Report
) -> None:
    """A page that offered nobody said so once; the child registered since then was passed over without a word."""
    by = people.actor("melati")
    name = identity_of(person("yanto", by)).name
    answer = sent(unlock(people.client("melati")), report, name=name, who="new", looked=name, shown="")
    assert answer.status_code == 422
    assert "Mungkin anak ini sudah terdaftar" in answer.content.decode()
    people.actor("melati")
    assert Person.objects.count() == 1


def test_a_page_that_could_not_look_who_is_alike_does_not_say_that_it_did(
    people: Any, report: Report, settings: Any
) -> None:
    by = people.actor("melati")
    name = identity_of(person("yanto", by)).name
    settings.SEARCHES_IN_TEN_MINUTES = 0
    browser = unlock(people.client("melati"))
    seen = browser.post(reverse("justice:child_alike", args=[report.pk]), {"name": name}).content.decode()
    looked = re.findall(r'name="looked" value="([^"]*)"', seen)
    assert sent(browser, report, name=name, who="new", looked=looked[0], shown="").status_code == 422
    people.actor("melati")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    "about", ["Permintaan laporan sosial a.n. Yanto Bayangan", "A.n. Yanto Bayangan umur 15 tahun"]
)
def test_the_registered_child_of_the_subject_is_offered_and_insisted_on(people: Any, about: str) -> None:
    known = person("yanto", people.actor("melati"))
    report = asked_by_letter(people.actor("melati"), about=about)
    browser = unlock(people.client("melati"))
    page = browser.get(address(report)).content.decode()
    assert 'value="Yanto Bayangan"' in page
    assert str(known.pk) in page
    sends = dict(re.findall(r'<input type="hidden" name="(action_id|laid_over|looked|shown)" value="([^"]*)"', page))
    untouched = {"name": "Yanto Bayangan", "role": "child_witness", "sex": "L", "birth_year": "15"}
    answer = browser.post(address(report), TYPED | sends | untouched | {"who": ""})
    assert answer.status_code == 422
    assert "Mungkin anak ini sudah terdaftar" in answer.content.decode()
    people.actor("melati")
    assert Person.objects.count() == 1


def test_nobody_of_quite_another_age_is_offered_for_the_child_but_one_of_the_very_name_is(
    people: Any, report: Report
) -> None:
    registered(people.actor("melati"), "Daun Umpama", year=2003)
    registered(people.actor("melati"), "Yunus Umpama", year=1913)
    alike = reverse("justice:child_alike", args=[report.pk])
    typed = TYPED | {"name": "Yunus Umpama"}
    seen = unlock(people.client("melati")).post(alike, typed).content.decode()
    assert "Daun Umpama" not in seen
    assert "umurnya berbeda jauh" in seen.partition("Yunus Umpama</b>")[2]
    browser = unlock(people.client("melati"))
    answer = sent(browser, report, name="Yunus Umpama", looked="")
    assert answer.status_code == 302  # a child of 13 is not an old man: nobody is stopped for him
    assert "Orang bernama sama" in browser.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("kept", "year", "stops"),
    [
        ("Karang Khayalan", 2013, False), ("Marta Khayalan", 2013, True), ("Marta Khayalan", None, True),
        ("Marta Khayalan", 1999, False), ("Martha Khayalan", 2012, True),
    ],
)  # fmt: skip
def test_only_a_name_with_sex_and_age_alike_stops_a_save_and_the_others_are_offered(
    people: Any, report: Report, kept: str, year: int | None, stops: bool
) -> None:
    """For “Marta Khayalan, P, 12” the page insisted on a brother: only the family's name agreed."""
    registered(people.actor("melati"), kept, year=year)
    browser = unlock(people.client("melati"))
    told = {"name": "Marta Khayalan", "sex": "P", "birth_year": "13"}
    seen = browser.post(reverse("justice:child_alike", args=[report.pk]), TYPED | told).content.decode()
    assert f"{kept}</b>" in seen
    assert ('value="new" checked' in seen) is not stops
    assert (sent(browser, report, **told).status_code == 422) is stops


def test_the_very_name_stands_first_and_the_others_are_folded(people: Any, report: Report) -> None:
    """Twelve cards of others stood between the child and “Anak baru”: 1,350 px on a phone."""
    by = people.actor("melati")
    for name in ("Karang Khayalan", "Bunga Khayalan", "Ombak Khayalan", "Hujan Khayalan"):
        registered(by, name, year=2013)
    registered(by, "Marta Khayalan", year=2013)
    browser = unlock(people.client("melati"))
    told = TYPED | {"name": "Marta Khayalan", "sex": "P", "birth_year": "13"}
    seen = browser.post(reverse("justice:child_alike", args=[report.pk]), told).content.decode()
    at_once, folded = seen.split("<details")
    assert re.findall(r"<b>([^<]*)</b>", at_once) == ["Marta Khayalan"]
    assert "4 lagi yang namanya mirip" in folded
    assert folded.index("</details>") < folded.index('value="new"')
    karang = re.findall(r'value="([0-9a-f-]{36})"[^>]*>\s*<span><b>Karang', folded)[0]
    again = browser.post(reverse("justice:child_alike", args=[report.pk]), told | {"who": karang}).content.decode()
    assert '<details class="alike" open>' in again


def test_a_child_of_that_matter_already_is_refused_with_the_way_into_the_case(people: Any, report: Report) -> None:
    """Joined to the matter it is in, the child was refused without a word of where the letter belongs."""
    browser = unlock(people.client("melati"))
    sent(browser, report)
    other = asked_by_letter(people.actor("melati"))
    case, matter = Case.objects.get(), Matter.objects.get()
    answer = sent(browser, other, who=str(case.client_id), joins=str(matter.pk))
    assert answer.status_code == 422
    page = answer.content.decode()
    refused = page[page.index("sudah tercatat dengan peran itu") :]
    assert f"di kasus {case.code}" in refused
    assert f"?kasus={case.code}" in refused


def test_of_the_other_sex_nobody_stops_a_save(people: Any, report: Report) -> None:
    registered(people.actor("melati"), "Marta Khayalan", year=2013)
    told = {"name": "Marta Khayalan", "sex": "L", "birth_year": "13"}
    assert sent(unlock(people.client("melati")), report, **told).status_code == 302


def test_the_age_speaks_before_the_sex_is_tapped(people: Any, report: Report) -> None:
    registered(people.actor("melati"), "Daun Umpama", year=2003)
    typed = TYPED | {"name": "Yunus Umpama", "sex": ""}
    seen = unlock(people.client("melati")).post(reverse("justice:child_alike", args=[report.pk]), typed)
    assert "Daun Umpama" not in seen.content.decode()


def test_who_saves_second_is_told_that_the_letter_has_its_case(people: Any, report: Report) -> None:
    bima = unlock(people.client("bima"))
    seen = opened_form(bima, address(report))
    looked = {"looked": TYPED["name"]}
    assert sent(unlock(people.client("melati")), report).status_code == 302
    for told in ({}, looked):  # nobody was alike when the form was opened: that was no answer about this child
        assert "Mungkin anak ini sudah terdaftar" in bima.post(address(report), seen | TYPED | told).content.decode()
    answer = bima.post(address(report), seen | TYPED | looked | {"shown": _shown(bima, report, TYPED["name"])})
    assert answer.status_code == 422
    assert "sudah dibuka dari surat ini" in answer.content.decode()
    assert "Yunus Teladan" in answer.content.decode()
    people.actor("melati")
    assert Case.objects.filter(client__in=Case.objects.filter(report=report.pk).values("client")).count() == 1
    assert Person.objects.filter(pk__in=Case.objects.values("client")).count() == 1


def test_on_a_shared_screen_who_is_alike_is_not_told(people: Any, report: Report) -> None:
    known = person("yanto", people.actor("melati"))
    browser = unlock(people.client("melati"))
    browser.post(reverse("access:public_screen"))
    name = identity_of(known).name
    found = browser.post(reverse("justice:child_alike", args=[report.pk]), {"name": name}).content.decode()
    assert str(known.pk) not in found
    refused = sent(browser, report, name=name)
    assert refused.status_code == 422
    assert "Matikan layar umum" in refused.content.decode()
