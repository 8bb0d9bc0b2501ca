"""One screen from an officer's letter to a child's case with its clock; who may open it, and what it refuses."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form, unlock
from rehsos.access.pages import names_lock
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.receiving import receive_letter
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Clock
from rehsos.cases.subjects import subject_in
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.actions import Told, receive_report, receive_report_letter
from rehsos.intake.models import Channel, Danger, FromRole, Report
from rehsos.papers.letters import Envelope, envelope_of
from rehsos.papers.models import Letter
from rehsos.people.identity import identity_of
from rehsos.people.models import Person

from ..models import Matter, Officer, Part
from ..roles import Role
from ..sealing import words_of
from .bench import statements

ABOUT = "Permintaan laporan sosial a.n. Yunus Teladan, LP/B/112/XI/2026/Polres, kejadian tanggal 20 November 2026"


def asked_by_letter(by: Any, about: str = ABOUT, **told: str) -> Report:
    """A request letter of the police, recorded by the office's clerk or its worker."""
    at = timezone.now() - timedelta(hours=3)
    report = receive_report(
        channel=Channel.LETTER, from_role=FromRole.INVESTIGATOR, received_at=at, told=Told(**{"asked": about, **told}),
        danger=Danger.UNKNOWN, place=None, needed_at=None, by=by, action_id=new_id(),
    )  # fmt: skip
    receive_report_letter(
        report=report, kind="report_request", envelope=Envelope(party="Kepala Unit PPA\nPolres Contoh", about=about),
        number="B/71/XI/2026", dated=None, agenda="412", received_at=at, received_by="", reached_worker_at=None,
        scan=None, by=by, action_id=new_id(),
    )  # fmt: skip
    return report


def address(report: Report) -> str:
    return reverse("justice:case_of_letter", args=[report.pk])


TYPED = {
    "name": "Yunus Teladan", "who": "new", "sex": "L", "birth_year": "13", "role": "child_victim",
    "police_number": "LP/B/112/XI/2026", "offence": "Penganiayaan", "officer": "Aipda Peraga Umpama",
    "event_from": "2026-11-20", "police_unit": "Unit PPA Polres Contoh", "place": "53.01",
    "primary_type": "child_in_justice",
}  # fmt: skip


def sent(browser: Any, report: Report, **other: str) -> Any:
    return browser.post(address(report), opened_form(browser, address(report)) | TYPED | other)


@pytest.fixture
def report(people: Any) -> Report:
    return asked_by_letter(people.actor("melati"))


def test_one_saving_opens_person_case_and_matter_with_the_clock_of_the_letter(people: Any, report: Report) -> None:
    answer = sent(unlock(people.client("melati")), report)
    assert answer.status_code == 302, answer.content.decode()
    people.actor("melati")
    case = Case.objects.get(report=report.pk)
    part = Part.objects.get(case=case)
    assert answer.url == reverse("cases:case", args=[case.code])
    assert (case.owner_id, case.role, case.primary_type) == (report.office_id, Role.VICTIM, "child_in_justice")
    assert identity_of(Person.objects.get(pk=case.client_id)).name == "Yunus Teladan"
    assert (words_of(part.matter).police_number, str(part.matter.event_from)) == ("LP/B/112/XI/2026", "2026-11-20")
    assert words_of(part.matter).offence == "Penganiayaan"
    assert Officer.objects.filter(matter=part.matter).count() == 1
    letter = Letter.objects.get(dossier=case.pk)
    assert envelope_of(letter).number == "B/71/XI/2026"
    assert Clock.objects.get(case=case, rule="social_report").due_at == report.received_at + timedelta(hours=72)
    page = unlock(people.client("melati")).get(answer.url).content.decode()
    assert "Laporan sosial kepada penyidik" in page


def test_the_childs_name_waits_for_the_names_to_be_opened(people: Any, report: Report) -> None:
    """The subject of the letter names the child: before the PIN its page says so, and this one showed the name."""
    browser = people.client("melati")
    answer = browser.get(address(report))
    assert (answer.status_code, answer.url) == (302, names_lock(answer.wsgi_request))
    assert "Yunus" not in browser.get(answer.url).content.decode()
    assert 'value="Yunus Teladan"' in unlock(browser).get(address(report)).content.decode()
    typed = people.client("melati").post(address(report), TYPED)
    assert typed.url == names_lock(typed.wsgi_request)
    people.actor("melati")
    assert not Case.objects.filter(report=report.pk).exists()


def test_the_log_tells_it_as_one_story(people: Any, report: Report) -> None:
    sent(unlock(people.client("melati")), report)
    people.actor("melati")
    told = Action.objects.get(name="open_from_letter")
    assert told.dossier == Case.objects.get(report=report.pk).pk
    within = set(Action.objects.filter(cause=told.pk).values_list("name", flat=True))
    assert within == {
        "register_person", "open_case", "record_fact", "take_report", "adopt_letter", "open_matter", "name_officer",
    }  # fmt: skip
    assert b"Yunus" not in bytes(told.sealed or b"") and "Yunus" not in str(told.facts)  # noqa: PT018


def test_sent_twice_it_is_one_case(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    form = opened_form(browser, address(report)) | TYPED
    first, second = (browser.post(address(report), form) for _ in range(2))
    assert (first.status_code, first.url) == (second.status_code, second.url)
    people.actor("melati")
    assert (Case.objects.count(), Matter.objects.count(), Person.objects.count()) == (1, 1, 1)


def test_what_fails_late_leaves_nothing(people: Any, report: Report) -> None:
    future = (timezone.localdate() + timedelta(days=1)).isoformat()
    for wrong in ({"event_from": future}, {"place": "Atlantis"}, {"role": ""}, {"birth_year": ""}, {"sex": ""}):
        assert sent(unlock(people.client("melati")), report, **wrong).status_code == 422
    people.actor("melati")
    assert (Case.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", ["child_victim", "child_in_conflict", "child_witness"])
@pytest.mark.parametrize("born", ["36", str(timezone.localdate().year - 36)])
def test_a_childs_role_at_thirty_six_is_asked_about_once(people: Any, report: Report, role: str, born: str) -> None:
    """It was an error of ours, each time, and no case could be opened."""
    browser = unlock(people.client("melati"))
    asked = sent(browser, report, birth_year=born, role=role)
    assert asked.status_code == 422
    page = asked.content.decode()
    assert "perannya peran anak. Kalau benar, simpan lagi." in page
    sure = re.findall(r'name="sure" value="([^"]+)"', page)
    assert len(sure) == 1
    assert sent(browser, report, birth_year=born, role=role, sure=sure[0]).status_code == 302


def test_so_is_it_for_another_child_of_the_letter(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    told = {"name": "Rambu Teladan", "birth_year": "36", "role": "child_witness"}
    asked = sent(browser, report, **told)
    assert (asked.status_code, asked.content.decode().count('name="sure"')) == (422, 1)
    assert sent(browser, report, **told, sure="grown").status_code == 302


@pytest.mark.parametrize("age", ["0", "11"])
def test_a_child_in_conflict_below_twelve_is_asked_about_with_what_holds_for_it(
    people: Any, report: Report, age: str
) -> None:
    """A child in conflict of age 0 was taken without a word."""
    browser, told = unlock(people.client("melati")), {"birth_year": age, "role": "child_in_conflict"}
    for said in ({}, {"sure": "grown"}):
        asked = sent(browser, report, **told, **said)
        assert asked.status_code == 422
        assert "bukan diversi, tetapi keputusan bersama" in asked.content.decode()
    assert sent(browser, report, **told, sure="young").status_code == 302


def test_a_victim_below_twelve_is_asked_nothing(people: Any, report: Report) -> None:
    assert sent(unlock(people.client("melati")), report, birth_year="6").status_code == 302


def test_what_the_letter_says_need_not_be_typed(people: Any, report: Report) -> None:
    page = unlock(people.client("melati")).get(address(report)).content.decode()
    for value in ("Yunus Teladan", "LP/B/112/XI/2026/Polres", "2026-11-20", "Unit PPA Polres Contoh"):
        assert f'value="{value}"' in page


def test_a_second_open_case_is_said(people: Any, report: Report) -> None:
    case = opened(people.actor("melati"))
    browser = unlock(people.client("melati"))
    answer = sent(browser, report, who=str(case.client_id))
    assert answer.status_code == 302
    assert case.code in browser.get(answer.url).content.decode()
    people.actor("melati")
    assert Case.objects.get(report=report.pk).earlier_id == case.pk


def test_the_next_child_of_the_letter_joins_the_matter(people: Any, report: Report) -> None:
    sent(unlock(people.client("melati")), report)
    browser = unlock(people.client("melati"))
    page = browser.get(address(report)).content.decode()
    assert 'name="police_number"' not in page
    told = {"name": "Dodi Teladan", "who": "new", "sex": "L", "birth_year": "15", "role": "child_witness",
            "place": "53.01", "primary_type": "child_in_justice"}  # fmt: skip
    answer = browser.post(address(report), opened_form(browser, address(report)) | told)
    assert answer.status_code == 302, answer.content.decode()
    people.actor("melati")
    first = Case.objects.get(report=report.pk)
    second = Case.objects.exclude(pk=first.pk).get()
    assert Matter.objects.count() == 1
    assert {p.role for p in Part.objects.all()} == {Role.VICTIM, Role.WITNESS}
    copied = Letter.objects.get(dossier=second.pk)
    assert (envelope_of(copied).number, envelope_of(copied).agenda) == ("B/71/XI/2026", "412")
    assert Clock.objects.get(case=second, rule="social_report").due_at == report.received_at + timedelta(hours=72)


def test_another_letter_about_the_first_child_alone_is_not_taken_for_theirs(people: Any, report: Report) -> None:
    """It came earlier: the next child would have its number, and its term would run from its hour."""
    browser = unlock(people.client("melati"))
    sent(browser, report)
    by, first = people.actor("melati"), Case.objects.get(report=report.pk)
    receive_letter(
        case=first, subject=None, kind="report_request", envelope=Envelope(party="Unit PPA"), number="B/302/XI/2026",
        dated=None, agenda="", received_at=report.received_at - timedelta(hours=20), received_by="",
        reached_worker_at=None, scan=None, by=by, action_id=new_id(),
    )  # fmt: skip
    assert "B/302" not in browser.get(address(report)).content.decode()
    sent(browser, report, name="Dodi Teladan", role="child_witness")
    people.actor("melati")
    second = Case.objects.exclude(pk=first.pk).get()
    assert envelope_of(Letter.objects.get(dossier=second.pk)).number == "B/71/XI/2026"
    assert Clock.objects.get(case=second, rule="social_report").due_at == report.received_at + timedelta(hours=72)


def test_a_colleague_of_the_office_may_and_others_find_nothing(people: Any, report: Report) -> None:
    assert unlock(people.client("bima")).get(address(report)).status_code == 200
    for who in ("citra", "indah", "dewi", "gita", "eka"):
        if who in people.hands:
            assert unlock(people.client(who)).get(address(report)).status_code == 404, who
            assert unlock(people.client(who)).post(address(report), TYPED).status_code == 404, who
            assert unlock(people.client(who)).post(f"{address(report)}mirip/", {"name": "Yunus"}).status_code == 404, (
                who
            )
    assert unlock(people.client("melati")).get(f"{address(report)}mirip/").status_code == 405


def test_the_page_asks_little_of_the_database(people: Any) -> None:
    report = asked_by_letter(people.actor("melati"), about="Mohon laporan sosial")
    browser = unlock(people.client("melati"))
    browser.get(address(report))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address(report)).status_code == 200
    assert len(statements(asked)) <= 8, statements(asked)  # one of them looks for what was typed here before


def test_the_report_leads_there(people: Any, report: Report) -> None:
    page = unlock(people.client("melati")).get(reverse("intake:report", args=[report.pk])).content.decode()
    assert address(report) in page
    people.actor("melati")
    clerk = unlock(people.client("indah")).get(reverse("intake:report", args=[report.pk])).content.decode()
    assert address(report) not in clerk


def test_a_half_typed_form_survives_an_error(people: Any, report: Report) -> None:
    page = sent(unlock(people.client("melati")), report, role="").content.decode()
    for value in ("Yunus Teladan", "Aipda Peraga Umpama", "Penganiayaan", "13"):
        assert f'value="{value}"' in page


def test_the_action_done_twice_gives_the_same_case(people: Any, report: Report) -> None:
    from rehsos.directory.models import Place
    from rehsos.people.identity import Identity
    from rehsos.people.models import Sex

    from ..actions.from_letter import Newcomer, open_from_letter
    from ..actions.matter import Particulars

    by, number = people.actor("melati"), new_id()
    given: dict[str, Any] = {
        "report": report, "letter": None, "matter": None, "child": None, "earlier": None, "role": Role.WITNESS,
        "newcomer": Newcomer(Identity(called="Yunus"), Sex.MALE, 2013, True), "primary_type": "child_in_justice",
        "place": Place.objects.get(pk="53.01"), "particulars": Particulars(), "officer": "",
    }  # fmt: skip
    cases = [open_from_letter(**given, by=by, action_id=number) for _ in range(2)]
    assert cases[0].pk == cases[1].pk
    assert isinstance(cases[0].pk, UUID)


def test_the_case_offers_the_next_child_of_the_letter_also_from_the_second(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    first = browser.get(sent(browser, report).url).content.decode()
    assert address(report) in first
    second = sent(browser, report, name="Dodi Teladan", role="child_witness").url
    assert address(report) in browser.get(second).content.decode()


def test_a_child_suspected_beside_a_grown_suspect_is_said(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    people.actor("melati")
    Matter.objects.update(adult_suspect=True)
    answer = sent(browser, report, name="Dodi Teladan", role="child_in_conflict")
    assert "yang disangka tercatat orang dewasa" in browser.get(answer.url).content.decode()


def test_hari_ini_leads_there_for_who_works_cases_and_for_nobody_else(people: Any, report: Report) -> None:
    assert address(report) in unlock(people.client("melati")).get("/").content.decode()
    for who in ("citra", "indah"):
        assert address(report) not in unlock(people.client(who)).get("/").content.decode(), who


def test_the_page_of_the_next_child_and_those_alike_ask_little_too(people: Any, report: Report) -> None:
    browser = unlock(people.client("melati"))
    sent(browser, report)
    alike = reverse("justice:child_alike", args=[report.pk])
    asks: list[Callable[[], Any]] = [
        lambda: browser.get(address(report)),
        lambda: browser.post(alike, {"name": "Yunus Teladan"}),
    ]
    for ask in asks:
        ask()
        with CaptureQueriesContext(connection) as asked:
            assert ask().status_code == 200
        assert len(statements(asked)) <= 8, statements(asked)


@pytest.mark.parametrize(
    ("told", "offence", "article"),
    [
        ("Penganiayaan, Pasal 351 KUHP", "Penganiayaan, Pasal 351 KUHP", ""),
        ("Pasal 351 ayat (1) KUHP", "", "Pasal 351 ayat (1) KUHP"),
        ("Pencurian", "Pencurian", ""),
    ],
)
def test_an_offence_may_name_its_article(told: str, offence: str, article: str) -> None:
    from rehsos.justice.forms.from_letter import FromLetterForm

    found = FromLetterForm._particulars(None, {"offence": told})  # type: ignore[arg-type]
    assert (found.offence, found.article) == (offence, article)


def test_a_second_request_begins_its_own_term_after_the_first_was_answered(people: Any, report: Report) -> None:
    """The first stands with the case, for there was no part yet; the second with the part."""
    sent(unlock(people.client("melati")), report)
    by = people.actor("melati")
    case = Case.objects.get(report=report.pk)
    part = Part.objects.get(case=case)
    there = subject_in(case, part.pk)
    put_fact(case, there, "social_report_handed_over", timezone.now() - timedelta(hours=1), fact_id=new_id())
    recompute(case, by=by)
    assert not Clock.objects.filter(case=case, rule="social_report", state="running").exists()
    at = timezone.now() - timedelta(minutes=5)
    receive_letter(
        case=case, subject=part.pk, kind="report_request", envelope=Envelope(party="Unit PPA"), number="B/210/XI/2026",
        dated=None, agenda="", received_at=at, received_by="", reached_worker_at=None, scan=None, by=by,
        action_id=new_id(),
    )  # fmt: skip
    assert Clock.objects.get(case=case, rule="social_report", state="running").due_at == at + timedelta(hours=72)
    page = unlock(people.client("melati")).get(reverse("cases:case", args=[case.code])).content.decode()
    done = page.partition("selesai</summary>")[2].partition("</details>")[0]
    assert done.count("Laporan sosial kepada penyidik") == 1, "what was answered in time stays readable"
    assert "Laporan sosial kepada penyidik" in page.partition("selesai</summary>")[0]
    assert "jatuh temponya" in done
    assert "dihitung ulang" not in page, "another request is no correction of the term that was kept"
