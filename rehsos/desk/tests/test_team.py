"""The Kabid's page: what waits, what is late, who carries how much, who is away."""

import html
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form
from rehsos.audit.actions import new_id
from rehsos.cases.actions.assigning import assign_worker
from rehsos.cases.actions.closing import request_closure
from rehsos.cases.models import Assignment, AssignmentKind, Case, Clock, ClosureReason
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Capacity, Cover, Posting, Worker
from rehsos.justice.actions.matter import Particulars, join_matter, open_matter
from rehsos.justice.models import Role, Side

pytestmark = pytest.mark.hours


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"), opened_on=timezone.localdate())


def team(people: Any, who: str = "citra") -> str:
    people.actor(who)
    answer = people.client(who).get(reverse("desk:team"))
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def part(body: str, title: str) -> str:
    """The card under a title."""
    return body[body.index(f">{title}") :].partition("</section>")[0]


def test_a_request_waits_with_a_way_to_decide_it(people: Any, case: Case) -> None:
    approval = request_closure(
        case=case,
        reason=ClosureReason.GOALS_MET,
        goals="met",
        carer="Ibu",
        told_client="Ya",
        handed_on="",
        by=people.actor("melati"),
        action_id=new_id(),
    )
    assert approval
    card = part(team(people), "Menunggu keputusan")
    assert reverse("cases:decide", args=[case.code, approval.pk]) in card
    assert "Pengakhiran" in card
    assert "Melati Contoh" in card


def test_late_clocks_stand_under_their_worker_and_others_do_not(people: Any, case: Case) -> None:
    past, ahead = timezone.now() - timedelta(hours=5), timezone.now() + timedelta(hours=5)
    given: dict[str, Any] = {"case": case, "subject": case.pk, "rule": "social_report", "state": "running"}
    Clock.objects.create(**given, level="a", duty="ours", due_at=past)
    Clock.objects.create(**given, level="b", duty="ours", due_at=past, second_due_at=ahead)
    Clock.objects.create(**given, level="c", duty="others", due_at=past)
    Clock.objects.create(**given, level="d", duty="ours", due_at=past, advisory=True)
    card = part(team(people), "Tenggat yang lewat")
    assert card.count(reverse("cases:case", args=[case.code])) == 2
    assert re.search(r">1 lewat · 1 lewat batas aman<", card), "and in the heading"
    assert card.count(">lewat 5 jam") == card.count(">lewat batas aman 5 jam") == 1
    held = part(team(people), "Beban kasus").split("Melati Contoh")[1]
    assert re.search(r">1 ·\s*1 lewat batas aman<", held), "what the softer reading still allows is counted apart"
    assert card.count("tafsir tanggal: sampai") == 1
    assert "Melati Contoh" in card


def test_what_is_past_the_safe_hour_alone_is_not_called_late(people: Any, case: Case) -> None:
    now = timezone.now()
    Clock.objects.create(case=case, subject=case.pk, rule="social_report", state="running", duty="ours",
                         due_at=now - timedelta(hours=5), second_due_at=now + timedelta(hours=5))  # fmt: skip
    page = team(people)
    assert "Tenggat yang lewat" not in page
    assert ">1 lewat batas aman<" in part(page, "Tenggat lewat batas aman")


def test_the_caseload_is_told_by_name_and_not_ranked(people: Any, case: Case) -> None:
    opened(people.actor("bima"), opened_on=timezone.localdate())
    opened(people.actor("bima"), opened_on=timezone.localdate())
    card = part(team(people), "Beban kasus")
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in card.split("<tr")[2:]]
    assert [row[:2] for row in rows] == [["Bima Contoh", "2"], ["Melati Contoh", "1"]]


def test_a_case_counts_once_however_often_it_changed_hands(people: Any, case: Case) -> None:
    by = people.actor("citra")
    for worker in (2, 1, 2, 1):
        assign_worker(case=case, worker=Worker.objects.get(pk=worker), kind=AssignmentKind.LEAD,
                      since=timezone.localdate(), until=None, by=by, action_id=new_id())  # fmt: skip
    card = part(team(people), "Beban kasus")
    rows = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in card.split("<tr")[2:]]
    assert [row[:3] for row in rows] == [["Bima Contoh", "0", "0"], ["Melati Contoh", "1", "0"]]


def test_a_case_with_only_a_helper_is_a_case_of_nobody(people: Any, case: Case) -> None:
    Assignment.objects.filter(case=case).update(kind=AssignmentKind.SECOND)
    assert reverse("desk:assign", args=[case.code]) in part(team(people), "Belum ada penanggung jawab")
    today = html.unescape(people.client("citra").get("/").content.decode())
    assert "Belum ada penanggung jawab: 1" in today
    assert (
        "belum ada penanggung jawab, Melati"
        in people.client("citra").get(reverse("cases:case", args=[case.code])).content.decode()
    )


def test_a_case_of_nobody_can_be_assigned(people: Any, case: Case) -> None:
    assert "Belum ada penanggung jawab" not in team(people)
    Assignment.objects.filter(case=case).update(until=timezone.localdate() - timedelta(days=1))
    assert reverse("desk:assign", args=[case.code]) in part(team(people), "Belum ada penanggung jawab")


def test_a_case_gone_quiet_is_listed_with_its_worker(people: Any, case: Case) -> None:
    people.actor("melati")
    old = opened(people.actor("melati"), opened_on=date(2026, 1, 5))
    card = part(team(people), "Tanpa kontak 1 bulan")
    assert old.code in card
    assert case.code not in card


def test_one_worker_on_both_sides_is_said_first(people: Any, case: Case) -> None:
    by = people.actor("melati")
    given: dict[str, Any] = {"age_at_deed": 15, "age_estimated": False, "earlier_diversi": None, "by": by}
    harmed = open_matter(case=case, role=Role.VICTIM, side=Side.HARMED, particulars=Particulars(police_number="LP/1"),
                         action_id=new_id(), **given)  # fmt: skip
    assert harmed
    assert "kedua pihak" not in team(people)
    people.actor("melati")
    other = opened(by, opened_on=timezone.localdate())
    join_matter(case=other, matter=harmed.matter, role=Role.IN_CONFLICT, side=Side.ACCUSED, action_id=new_id(), **given)
    body = team(people)
    assert f"Melati Contoh menangani {case.code} dan {other.code}" in body
    assert reverse("desk:assign", args=[other.code]) in body


def test_no_client_is_named(people: Any, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(last_contact_on=date(2026, 1, 5), opened_on=date(2026, 1, 5))
    body = team(people)
    assert case.code in body
    assert "Rambu" not in body
    assert "R.T." not in body


def test_another_office_is_not_on_it(people: Any, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(last_contact_on=date(2026, 1, 5), opened_on=date(2026, 1, 5))
    assert case.code not in team(people, "jaya")


def test_it_is_for_who_decides(people: Any) -> None:
    seen = {
        who: people.client(who).get(reverse("desk:team")).status_code
        for who in ("melati", "bima", "dewi", "eka", "gita")
    }
    assert set(seen.values()) == {404}


def sent(**other: Any) -> dict[str, Any]:
    today = timezone.localdate()
    given = {"absent": "1", "stand_in": "2", "capacity": "cover", "since": today.isoformat(),
             "until": (today + timedelta(days=5)).isoformat()}  # fmt: skip
    return {**given, **other}


def test_the_kabid_appoints_a_stand_in_who_then_stands_on_the_page(people: Any) -> None:
    browser = people.client("citra")
    assert "Bima Contoh" in browser.get(reverse("desk:cover_new")).content.decode()
    answer = browser.post(reverse("desk:cover_new"), sent())
    assert answer.url == reverse("desk:team")
    card = part(team(people), "Tidak masuk")
    assert "Melati Contoh" in card
    assert "Pengganti: Bima Contoh" in card
    assert reverse("desk:cover_end", args=[Cover.objects.get().pk]) in card


def test_what_was_typed_wrong_is_said_beside_the_field(people: Any) -> None:
    answer = people.client("citra").post(reverse("desk:cover_new"), sent(stand_in="1"))
    assert answer.status_code == 422
    assert "menggantikan dirinya sendiri" in answer.content.decode()
    for wrong in ({"absent": "4"}, {"absent": ""}, {"since": "x"}, {"capacity": "raja"}):
        assert people.client("citra").post(reverse("desk:cover_new"), sent(**wrong)).status_code == 422
    assert not Cover.objects.exists()


def test_a_cover_ends_early(people: Any) -> None:
    people.client("citra").post(reverse("desk:cover_new"), sent())
    cover = Cover.objects.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    people.client("citra").post(reverse("desk:cover_end", args=[cover.pk]), {"last": yesterday.isoformat()})
    assert Cover.objects.get().until == yesterday
    assert "Semua masuk." in team(people)


def test_other_offices_and_workers_find_no_cover(people: Any) -> None:
    people.client("citra").post(reverse("desk:cover_new"), sent())
    cover = Cover.objects.get()
    for who in ("melati", "dewi", "jaya", "gita"):
        assert people.client(who).get(reverse("desk:cover_end", args=[cover.pk])).status_code == 404
    assert people.client("melati").get(reverse("desk:cover_new")).status_code == 404


def test_who_acts_for_the_kabid_sees_the_page_too(people: Any, case: Case) -> None:
    people.client("citra").post(reverse("desk:cover_new"), sent(absent="3", capacity=Capacity.PLH))
    body = team(people, "bima")
    assert "Persetujuan dan tim" in body
    assert reverse("desk:cover_new") not in body
    assert Posting.objects.filter(worker=2, role="kabid").count() == 0


def test_it_keeps_to_its_statements(people: Any, case: Case, few_statements: Any) -> None:
    few_statements(people.client("citra"), reverse("desk:team"))


def test_the_offices_own_norm_marks_who_leads_more(people: Any, case: Case) -> None:
    opened(people.actor("melati"), opened_on=timezone.localdate())
    assert "lebih dari" not in part(team(people), "Beban kasus")
    browser, address = people.client("citra"), reverse("desk:office_caseload")
    told = opened_form(browser, address) | {"norm": "1", "since": timezone.localdate().isoformat()}
    assert browser.post(address, told).status_code == 302
    assert "1 kasus" in html.unescape(browser.get(reverse("desk:office")).content.decode())
    row = part(team(people), "Beban kasus")
    assert "lebih dari 1" in row[row.index("Melati Contoh") :]
    assert browser.post(address, opened_form(browser, address) | {"norm": "banyak"}).status_code == 422
    assert [people.client(who).get(address).status_code for who in ("melati", "dewi")] == [404, 404]
