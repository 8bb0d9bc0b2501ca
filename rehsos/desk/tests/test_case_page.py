"""One case page, three people, and what each sees of a name."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import keeps, reveal, unlock
from rehsos.access.models import User
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action, View
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.work import add_task
from rehsos.cases.models import Case, Clock, Errand
from rehsos.cases.models.clocks import Precision
from rehsos.cases.tests.test_open_case import opened
from rehsos.look import words
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"))


def page(people: Any, who: str, case: Case, **session: Any) -> Any:
    browser = people.client(who)
    kept = browser.session
    kept.update(session)
    kept.save()
    return browser.get(reverse("cases:case", args=[case.code]))


def test_the_worker_sees_initials_until_unlocking_names(people: Any, case: Case) -> None:
    body = page(people, "melati", case).content.decode()
    assert "R.T." in body
    assert "Rambu" not in body


def test_the_worker_sees_names_after_one_unlock(people: Any, case: Case) -> None:
    assert "Rambu Teladan" in page(people, "melati", case, names_open=True).content.decode()


def test_a_shared_screen_hides_names_and_initials(people: Any, case: Case) -> None:
    body = page(people, "melati", case, names_open=True, public_screen=True).content.decode()
    assert "Rambu" not in body
    assert "R.T." not in body


def test_a_colleague_sees_initials_even_with_names_unlocked(people: Any, case: Case) -> None:
    body = page(people, "bima", case, names_open=True).content.decode()
    assert "R.T." in body
    assert "Rambu" not in body


def test_a_colleague_sees_the_name_after_revealing_and_the_reveal_is_recorded(people: Any, case: Case) -> None:
    browser, address = people.client("bima"), reverse("cases:reveal_case", args=[case.code])
    assert browser.get(address).url.startswith(reverse("access:open_names"))
    assert unlock(browser).post(address, {"because": ""}).status_code == 422
    assert reveal(browser, case.code).status_code == 302
    assert "Rambu Teladan" in browser.get(reverse("cases:case", args=[case.code])).content.decode()
    people.actor("bima")
    assert View.objects.filter(what="name", dossier=case.pk, worker=2).count() == 1


def test_a_colleague_may_not_record(people: Any, case: Case) -> None:
    assert reverse("cases:service", args=[case.code]) not in page(people, "bima", case).content.decode()


def test_an_outsider_gets_404(people: Any, case: Case) -> None:
    assert page(people, "dewi", case).status_code == 404


def test_the_province_sees_the_code_and_no_initials(people: Any, case: Case) -> None:
    body = page(people, "eka", case, names_open=True).content.decode()
    assert case.code in body
    assert "R.T." not in body


def test_the_province_may_not_reveal(people: Any, case: Case) -> None:
    assert people.client("eka").post(reverse("cases:reveal_case", args=[case.code])).status_code == 404


def test_the_analyst_gets_404(people: Any, case: Case) -> None:
    assert page(people, "gita", case).status_code == 404


def test_an_unknown_code_gets_404(people: Any) -> None:
    assert people.client("melati").get(reverse("cases:case", args=["53.01-26-9999"])).status_code == 404


def test_a_stranger_is_sent_to_sign_in(client: Any, case: Case) -> None:
    assert client.get(reverse("cases:case", args=[case.code])).url.startswith(reverse("account_login"))


def test_two_looks_a_day_are_one_row(people: Any, case: Case) -> None:
    browser = people.client("melati")
    for _look in range(2):
        browser.get(reverse("cases:case", args=[case.code]))
    people.actor("melati")
    assert View.objects.filter(what="case", dossier=case.pk, worker=1).count() == 1


def test_why_a_colleague_looked_stands_on_the_timeline_and_their_words_are_sealed(people: Any, case: Case) -> None:
    told = {"because": "head_asked", "note": "Ibu Marta menelepon", "action_id": str(new_id())}
    unlock(people.client("bima")).post(reverse("cases:reveal_case", args=[case.code]), told)
    people.actor("melati")
    row = Action.objects.get(name="open_names_of", dossier=case.pk)
    assert (row.worker, row.facts["because"]) == (2, "head_asked")
    assert b"Marta" not in bytes(row.sealed or b"")
    assert "Permintaan Kabid" in page(people, "melati", case).content.decode()


def test_a_reason_given_once_does_not_outlive_the_session(people: Any, case: Case) -> None:
    browser = people.client("bima")
    told = {"because": "conference", "action_id": str(new_id())}
    unlock(browser).post(reverse("cases:reveal_case", args=[case.code]), told)
    browser.post(reverse("access:hide_names"))
    unlock(browser)
    assert "Rambu" not in browser.get(reverse("cases:case", args=[case.code])).content.decode()


def test_the_list_asks_for_its_session_its_worker_and_its_rows(people: Any, case: Case, few_statements: Any) -> None:
    answer = few_statements(people.client("melati"), reverse("desk:cases"), {"keadaan": "semua"}, most=3)
    assert case.code in answer.content.decode()


def test_the_case_page_asks_for_the_file_at_once_and_writes_the_look_of_the_day_once(
    people: Any, case: Case, few_statements: Any
) -> None:
    melati = people.client("melati")
    few_statements(melati, reverse("cases:case", args=[case.code]), most=4)
    few_statements(melati, reverse("cases:case", args=[case.code]), most=3)
    assert View.objects.filter(what="case", dossier=case.pk).count() == 1


def test_pins_are_asked_of_who_works_the_case(people: Any, case: Case) -> None:
    answer = people.client("melati").get(reverse("cases:reveal_case", args=[case.code]))
    assert answer.url.startswith(reverse("access:open_names"))
    assert User.objects.get(worker_id=1).pin == ""


def limits(body: str) -> str:
    """The card of dates on the file."""
    return body.partition("Batas menurut aturan")[2].partition("</section>")[0]


def test_birthdays_the_law_asks_about_stand_to_the_day_for_who_reads_the_birth_date(people: Any) -> None:
    by = people.actor("melati")
    born = Identity(called="Rambu", full_name="Rambu Teladan", birth_date="2012-03-05")
    child = register_person(
        identity=born, sex=Sex.FEMALE, birth_year=2012, birth_estimated=False, by=by, action_id=new_id()
    )
    case = opened(by, client=child)
    unlocked, locked = (
        limits(page(people, "melati", case, names_open=names).content.decode()) for names in (True, False)
    )
    assert "Ulang tahun ke-18" in unlocked
    assert "5 Mar 2030" in unlocked
    assert "Ulang tahun ke-12" not in unlocked  # before the case was opened
    assert "5 Mar" not in locked
    assert "tahun 2030" in locked


def test_an_estimated_year_says_so_and_no_birthday_is_kept(people: Any) -> None:
    by = people.actor("melati")
    child = register_person(
        identity=Identity(called="Rambu"), sex=Sex.FEMALE, birth_year=2012, birth_estimated=True, by=by,
        action_id=new_id(),
    )  # fmt: skip
    case = opened(by, client=child)
    shown = limits(page(people, "melati", case, names_open=True).content.decode())
    assert "tahun 2030" in shown
    assert "Tahun lahirnya perkiraan" in shown
    assert not Clock.objects.filter(case=case, rule__startswith="birthday").exists()


def test_a_new_case_asks_once_for_the_risk_and_leads_to_it(people: Any, case: Case) -> None:
    record_fact(
        case=case, subject=case.pk, code="intake_received", level="", at=timezone.now(), precision=Precision.HOUR,
        until=None, note="", by=people.actor("melati"), action_id=new_id(),
    )  # fmt: skip
    body = page(people, "melati", case).content.decode()
    assert body.count("<b>Kontak pertama</b>") == 1
    there = re.search(r'href="([^"]*fakta=risk_level[^"]*)"', body)
    assert there
    answer = people.client("melati").get(html.unescape(there[1]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("cases:risk", args=[case.code])


def test_a_clock_says_what_starts_and_stops_it_and_whose_duty_it_is(people: Any, case: Case) -> None:
    keeps("plan_after_assessment")
    record_fact(
        case=case, subject=case.pk, code="assessment_completed", level="", at=timezone.now(),
        precision=Precision.HOUR, until=None, note="", by=people.actor("melati"), action_id=new_id(),
    )  # fmt: skip
    shown = page(people, "melati", case).content.decode().partition("Rencana layanan setelah asesmen")[2]
    clock = html.unescape(shown.partition('<div class="clock')[0])
    assert all(word in clock for word in ("Mulai", "Berhenti", "Kewajiban", "24.00", "Perbaiki saat mulai"))


def test_a_day_without_an_hour_ends_a_clock_without_one(people: Any, case: Case) -> None:
    """“Kontak pertama, Min 29 Nov 2026, 00.00” stood seven hours before it began."""
    keeps("plan_after_assessment")
    by, midnight = people.actor("melati"), timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    begun = midnight - timedelta(hours=15)
    put_fact(case, case.subject, "plan_approved", midnight, fact_id=new_id(), precision=Precision.DAY)
    record_fact(case=case, subject=case.pk, code="assessment_completed", level="", at=begun, precision=Precision.HOUR,
                until=None, note="", by=by, action_id=new_id())  # fmt: skip
    said = html.unescape(page(people, "melati", case).content.decode())
    assert f"Rencana layanan disetujui, {words.begun(midnight)}" in said
    assert f"Rencana layanan disetujui, {words.moment(midnight)}" not in said


def menu(body: str) -> str:
    """What Catat offers."""
    return body.partition('id="catat"')[2].partition("</details>")[0]


def test_catat_begins_with_what_is_recorded_daily(people: Any, case: Case) -> None:
    offered = menu(page(people, "melati", case).content.decode())
    places = [offered.index(f"<b>{word}") for word in ("Layanan", "Jadwalkan", "Surat masuk", "Tugas", "Asesmen awal")]
    assert places == sorted(places)


@pytest.mark.parametrize(("role", "offered"), [("child_victim", False), ("child_in_conflict", True)])
def test_catat_offers_diversi_and_detention_only_to_a_child_in_conflict(
    people: Any, case: Case, role: str, offered: bool
) -> None:
    browser = people.client("melati")
    browser.post(reverse("justice:matter_open", args=[case.code]), {"role": role})
    shown = menu(browser.get(reverse("cases:case", args=[case.code])).content.decode())
    assert "BAP" in shown
    assert ("Hasil diversi" in shown) is ("Perintah penahanan" in shown) is offered


def test_the_bar_of_a_case_page_opens_its_own_list(people: Any, case: Case) -> None:
    def bar(who: str) -> str:
        body: str = page(people, who, case).content.decode()
        return body.partition('class="tabbar"')[2]

    assert 'href="#catat"' in bar("melati")
    assert 'href="/catat/"' in bar("bima")


def test_the_timeline_shows_its_newest_fifteen_until_all_are_asked_for(
    people: Any, case: Case, few_statements: Any
) -> None:
    by = people.actor("melati")
    for number in range(17):
        add_task(
            case=case, kind=Errand.OTHER, what=f"Urusan {number}", agency="", due_on=None, by=by, action_id=new_id()
        )
    few = page(people, "melati", case, names_open=True).content.decode()
    assert few.count("Tugas dicatat") == 15
    assert "Tampilkan semua" in few
    browser = people.client("melati")
    every = few_statements(browser, reverse("cases:case", args=[case.code]), {"semua": "1"}).content.decode()
    assert every.count("Tugas dicatat") == 17
    assert "Tampilkan semua" not in every
    paper = browser.get(reverse("cases:case_print", args=[case.code]), {"untuk": "field"}).content.decode()
    assert paper.count("Tugas dicatat") == 17


def test_notes_open_with_the_names_and_the_officers_phone_stands_before(people: Any, case: Case) -> None:
    browser = people.client("melati")
    told = {"role": "child_victim", "officer_post": "investigator", "officer_name": "Hasan Contoh",
            "officer_phone": "081200000099"}  # fmt: skip
    browser.post(reverse("justice:matter_open", args=[case.code]), told)
    add_task(case=case, kind=Errand.OTHER, what="Bertemu Rambu dan ayahnya", agency="", due_on=None,
             by=people.actor("melati"), action_id=new_id())  # fmt: skip
    locked = page(people, "melati", case).content.decode()
    assert "Bertemu Rambu" not in locked
    assert "081200000099" in locked
    assert "Bertemu Rambu" in page(people, "melati", case, names_open=True).content.decode()
    assert "081200000099" not in page(people, "melati", case, public_screen=True).content.decode()


def test_on_paper_there_is_nothing_to_press_and_every_page_bears_the_code(people: Any, case: Case) -> None:
    browser = people.client("melati")
    shown = browser.get(reverse("cases:case_print", args=[case.code]) + "?untuk=field").content.decode()
    assert 'id="catat"' not in shown
    assert '<nav class="subnav' not in shown
    marks = reverse("cases:case_marks", args=[case.code])
    assert f'<link rel="stylesheet" media="print" href="{marks}">' in shown
    style = browser.get(marks)
    assert style["Content-Type"].startswith("text/css")
    assert style.content.decode().count(f"RAHASIA · {case.code}") == 2
    assert people.client("indah").get(marks).status_code == 200  # TU prints letters of the case
    assert people.client("dewi").get(marks).status_code == 404
    bare = re.sub(
        r'<a[^>]*class="[^"]*no-print[^"]*".*?</a>|<(p|span) class="[^"]*no-print.*?</\1>', "", shown, flags=re.DOTALL
    )
    for pressed in ("Ubah</a>", "Jeda</a>", "Tandai salah catat"):
        assert pressed not in bare
