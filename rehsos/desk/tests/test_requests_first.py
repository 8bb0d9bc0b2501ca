"""From the letter on, the 72 hours stand where people look: before there is a child, a case or a matter."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.receiving import receive_letter
from rehsos.cases.models import Case, Clock
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.actions import Told, decide_report, receive_report_letter
from rehsos.intake.models import Danger, Decision, Report
from rehsos.intake.tests.test_intake import received
from rehsos.justice.actions.matter import Particulars, end_part, open_matter
from rehsos.justice.models import MISTAKE, Side
from rehsos.justice.roles import Role
from rehsos.look import words
from rehsos.papers.letters import Envelope

WITA = ZoneInfo("Asia/Makassar")
HEAD = "Belum menjadi kasus atau perkara"
REPORT = "Laporan sosial kepada penyidik"


def letter(report: Report, by: Actor, at: datetime, kind: str = "report_request") -> None:
    receive_report_letter(
        report=report, kind=kind, envelope=Envelope(party="Unit PPA Polres Contoh"), number="B/71/XI/2026",
        dated=None, agenda="", received_at=at, received_by="TU Contoh", reached_worker_at=None, scan=None, by=by,
        action_id=new_id(),
    )  # fmt: skip


def letter_in(case: Case, by: Actor, at: datetime) -> None:
    receive_letter(
        case=case, subject=None, kind="report_request", envelope=Envelope(party="Unit PPA Polres Contoh"),
        number="B/72/XI/2026", dated=None, agenda="", received_at=at, received_by="TU Contoh", reached_worker_at=None,
        scan=None, by=by, action_id=new_id(),
    )  # fmt: skip


def ago(**time: int) -> datetime:
    return (timezone.now() - timedelta(**time)).replace(second=0, microsecond=0)


def seen(people: Any, who: str, address: str = "/") -> str:
    answer = people.client(who).get(address)
    assert answer.status_code == 200
    body: str = answer.content.decode()
    return body


def hours(at: datetime) -> tuple[str, str]:
    """The safe hour and the softer reading of a letter received then, by hand: 72 hours, and the end of that day."""
    due = at + timedelta(hours=72)
    with timezone.override(WITA):
        midnight = datetime.combine(due.astimezone(WITA).date() + timedelta(days=1), datetime.min.time(), WITA)
        return words.ends(due), words.ends(midnight)


@pytest.mark.parametrize("who", ["melati", "bima", "citra"])
def test_a_letter_of_the_registry_is_on_the_first_page_with_the_safe_hour_first(people: Any, who: str) -> None:
    at = ago(hours=46)
    letter(received(people.actor("indah")), people.actor("indah"), at)
    first = seen(people, who).split(HEAD)[1].split("<h2>")[0]
    soft, due = hours(at)[1], words.at_end(at + timedelta(hours=72))
    assert REPORT in first
    assert first.index(f"jatuh tempo {due}") < first.index(f"tafsir tanggal: sampai {soft}")
    assert first.count(words.hour(at + timedelta(hours=72))) == 2, "due, and received at the same hour of a day"
    assert "1 hari 1 jam" in first
    assert "Belum dapat ditentukan" in first
    assert "Peran anak dalam perkara; Anak yang mana" in first


def test_the_card_bears_the_number_of_the_letter_and_hides_it_where_others_look(
    people: Any, few_statements: Any
) -> None:
    letter(received(people.actor("indah")), people.actor("indah"), ago(hours=46))
    for who in ("melati", "bima", "citra"):
        assert "Surat B/71/XI/2026" in seen(people, who), who
    few_statements(people.client("melati"), "/")
    assert "B/71/XI/2026" not in seen(people, "dewi")
    assert "B/71/XI/2026" not in seen(people, "eka")
    browser = people.client("melati")
    browser.post(reverse("access:public_screen"))
    page = browser.get("/").content.decode()
    assert REPORT in page
    assert "B/71/XI/2026" not in page


def test_nobody_of_another_office_sees_it(people: Any) -> None:
    report = received(people.actor("indah"))
    letter(report, people.actor("indah"), ago(hours=46))
    assert HEAD not in seen(people, "dewi")
    assert people.client("dewi").get(f"/aduan/{report.pk}/").status_code == 404


def test_it_stands_in_the_inbox_the_report_and_the_register(people: Any) -> None:
    at = ago(hours=46)
    report = received(people.actor("indah"))
    letter(report, people.actor("indah"), at)
    on_paper, soft = hours(at)
    in_list = words.at_end(at + timedelta(hours=72))
    for address, safe in (("/aduan/", in_list), (f"/aduan/{report.pk}/", on_paper), ("/surat/", on_paper)):
        page = seen(people, "indah", address)
        assert page.index(safe) < page.index(soft), address
        assert "bukan sejak" not in page, address


def test_without_a_letter_no_clock_runs(people: Any) -> None:
    report = received(people.actor("indah"))
    address = f"/aduan/{report.pk}/"
    assert "bukan sejak permintaan lisan" in seen(people, "melati", address)
    letter(report, people.actor("indah"), ago(hours=46), "companion_request")
    assert REPORT not in seen(people, "melati")
    page = seen(people, "melati", address)
    assert "bukan sejak" not in page
    assert "tidak memulai tenggat undang-undang" in page


def test_a_reminder_does_not_start_it_again(people: Any) -> None:
    by, first = people.actor("indah"), ago(hours=46)
    report = received(by)
    letter(report, by, first)
    letter(report, by, ago(hours=2))
    page = seen(people, "melati")
    assert f"jatuh tempo {words.at_end(first + timedelta(hours=72))}" in page
    assert page.count("bila berlaku, jatuh tempo") == 1


def test_nothing_is_kept_and_a_decision_ends_it(people: Any) -> None:
    by = people.actor("indah")
    report = received(by)
    letter(report, by, ago(hours=46))
    assert not Clock.objects.exists()
    decide_report(report=report, decision=Decision.PASSED_ON, reason="Ke dinas kota", case=None, by=by,
                  action_id=new_id())  # fmt: skip
    assert HEAD not in seen(people, "melati")


def test_past_both_readings_it_is_a_warning_while_the_role_is_not_known(people: Any) -> None:
    by = people.actor("indah")
    letter(received(by), by, ago(days=9))
    first = seen(people, "melati").split(HEAD)[1].split("<h2>")[0]
    assert "<b>Belum dapat ditentukan</b>" in first
    assert "bila berlaku, jatuh tempo" in first
    assert "Lewat" not in first
    assert 'class="duty soon"' in first
    assert 'class="duty late"' not in first


@pytest.mark.parametrize("shared", [False, True])
def test_a_letter_just_recorded_is_not_asked_for_again(people: Any, shared: bool) -> None:
    by = people.actor("indah")
    report = received(by)
    assert "Catat suratnya" in _report(people, report, public_screen=shared)
    letter(report, people.actor("indah"), ago(hours=2))
    body = _report(people, report, public_screen=shared)
    assert ("Catat suratnya" in body, "Catat surat lain" in body) == (False, True)


def _report(people: Any, report: Report, **session: Any) -> str:
    browser = people.client("indah")
    kept = browser.session
    kept.update(session)
    kept.save()
    body: str = browser.get(f"/aduan/{report.pk}/").content.decode()
    return body


def test_in_a_case_without_a_matter_it_runs_and_can_be_late(people: Any) -> None:
    case, by = opened(people.actor("melati"), role=Role.VICTIM), people.actor("melati")
    letter_in(case, by, ago(days=9))
    assert not Clock.objects.filter(rule="social_report").exists()
    for who in ("melati", "citra"):
        first = seen(people, who).split(HEAD)[1].split("<h2>")[0]
        assert case.code in first
        assert 'class="duty late"' in first
    page = seen(people, "melati", f"/kasus/{case.code}/")
    assert REPORT in page
    assert "Catat perkaranya" in page


def test_in_a_case_whose_role_is_not_known_the_page_asks_for_it(people: Any) -> None:
    case, by = opened(people.actor("melati"), role=Role.NONE), people.actor("melati")
    at = ago(hours=46)
    letter_in(case, by, at)
    page = seen(people, "melati", f"/kasus/{case.code}/")
    said = page.split(REPORT)[1][:900]
    assert "belum dapat ditentukan" in said
    assert f"jatuh tempo {hours(at)[0]}" in said
    assert "Peran anak dalam perkara" in said


def test_a_child_in_conflict_owes_no_social_report(people: Any) -> None:
    case, by = opened(people.actor("melati"), role=Role.IN_CONFLICT), people.actor("melati")
    letter_in(case, by, ago(hours=46))
    assert HEAD not in seen(people, "melati")


def test_once_the_part_exists_the_kept_clock_is_the_only_one(people: Any) -> None:
    case, by = opened(people.actor("melati"), role=Role.VICTIM), people.actor("melati")
    letter_in(case, by, ago(hours=46))
    part = open_matter(case=case, role=Role.VICTIM, side=Side.HARMED, particulars=Particulars(), age_at_deed=14,
                       age_estimated=False, earlier_diversi=None, by=by, action_id=new_id())  # fmt: skip
    assert part is not None
    assert Clock.objects.filter(rule="social_report", subject=part.pk).exists()
    page = seen(people, "melati")
    assert HEAD not in page
    assert page.count(f"<b>{REPORT}</b>") == 1
    file = seen(people, "melati", f"/kasus/{case.code}/")
    assert file.count(f"<b>{REPORT}</b>") == 1
    end_part(part=part, ending=MISTAKE, on=timezone.localdate(timezone=WITA), note="", reason="salah anak", by=by,
             action_id=new_id())  # fmt: skip
    assert HEAD in seen(people, "melati")


def test_danger_now_is_said_in_words_and_in_time_until_somebody_decides(people: Any) -> None:
    by = people.actor("melati")
    report = received(by, at=ago(hours=3, minutes=12), danger=Danger.YES)
    for who in ("melati", "citra"):
        first = seen(people, who).split(HEAD)[1].split("<h2>")[0]
        assert "Dalam bahaya sekarang" in first
        assert "menunggu keputusan sudah 3 jam 1" in first
        assert seen(people, who).count(f"/aduan/{report.pk}/") == 1
    for address in ("/aduan/", f"/aduan/{report.pk}/"):
        assert "menunggu keputusan sudah 3 jam 1" in seen(people, "melati", address)
    people.actor("melati")
    decide_report(report=report, decision=Decision.RESPONSE, reason="Sudah aman", case=None, by=by, action_id=new_id())
    assert HEAD not in seen(people, "melati")
    assert "menunggu keputusan sudah" not in seen(people, "melati", f"/aduan/{report.pk}/")


def test_what_was_asked_stays_hidden_on_a_shared_screen(people: Any) -> None:
    by = people.actor("melati")
    letter(received(by), by, ago(hours=46))
    browser = people.client("melati")
    kept = browser.session
    kept["public_screen"] = True
    kept.save()
    page = browser.get("/").content.decode()
    assert HEAD in page
    assert "Dampingi pemeriksaan" not in page.split(HEAD)[1].split("<h2>")[0]


@pytest.mark.parametrize("address", ["/", "/aduan/", "/surat/"])
def test_it_costs_no_page_more_than_seven_statements(people: Any, few_statements: Any, address: str) -> None:
    by = people.actor("melati")
    for n in range(4):
        letter(received(by), by, ago(hours=n + 1))
    case = opened(by, role=Role.VICTIM)
    letter_in(case, by, ago(hours=5))
    few_statements(people.client("melati"), address)


@pytest.mark.parametrize(
    ("letter_ago", "danger", "due_in", "letters_first"),
    [
        (1, Danger.UNKNOWN, -2, False),  # what is late stands above letters with days left
        (1, Danger.UNKNOWN, 2, False),  # and what is due within a day
        (60, Danger.UNKNOWN, 2, True),  # as pressing: the letter nobody took up stands first
        (1, Danger.YES, -2, True),  # danger stands above everything
        (1, Danger.UNKNOWN, 70, True),
    ],
)
def test_what_is_more_pressing_stands_first(
    people: Any, letter_ago: int, danger: Danger, due_in: int, letters_first: bool
) -> None:
    """Ten letters with three days left pushed what was late five screens down."""
    by = people.actor("melati")
    letter(received(by, danger=danger), by, ago(hours=letter_ago))
    case = opened(by)
    Clock.objects.create(case=case, subject=case.pk, rule="social_report", duty="ours", state="running",
                         due_at=timezone.now() + timedelta(hours=due_in))  # fmt: skip
    body = seen(people, "melati").partition("<main")[2]
    assert body.count(HEAD) == 1
    assert (body.index(HEAD) < body.index("Kewajiban saya")) is letters_first


@pytest.mark.parametrize("who", ["melati", "citra"])
def test_of_twelve_letters_the_three_most_urgent_stand_unfolded_and_days_near(people: Any, who: str) -> None:
    """Unfolded, twelve of them were 6,000 px on a phone, and the day's appointments began below them."""
    by = people.actor("melati")
    for n in range(12):
        letter(received(by), by, ago(hours=n + 1))
    block = seen(people, who).split(HEAD)[1].split("<h2>")[0]
    nearest = words.at_end(ago(hours=9) + timedelta(hours=72))
    first, folded = block.split(f'<details><summary class="pad">9 lagi · terdekat {nearest}</summary>')
    assert (first.count("<article"), folded.count("<article")) == (3, 9)
    assert words.at_end(ago(hours=12) + timedelta(hours=72)) in first.partition("</article>")[0]
    for card in block.split("</article>")[:-1]:
        said = card.partition("<details class")[0]
        assert said.count("<p>") == 2, "what is asked, and who asks"
        assert card.partition('class="actions"')[2].count("<a ") == 1, "one button"


def test_what_is_late_or_in_danger_is_never_folded(people: Any) -> None:
    by = people.actor("melati")
    for n in range(5):
        received(by, at=ago(hours=n + 1), danger=Danger.YES)
    letter(received(by), by, ago(hours=1))
    first, _words, folded = seen(people, "melati").split(HEAD)[1].split("<h2>")[0].partition(">1 lagi ·")
    assert (first.count("Dalam bahaya sekarang"), folded.count("Dalam bahaya sekarang")) == (5, 0)
    assert first.count('<details class="small" open>') == 5, "how to call stands open where somebody is in danger"


@pytest.mark.parametrize("asked", ["Permintaan laporan sosial", "Permintaan laporan sosial a.n. Yunus Umpama, " * 3])
def test_a_long_request_has_two_lines_and_the_rest_folded(people: Any, asked: str) -> None:
    """Five bold lines on a phone: three such cards pushed the day off the screen."""
    by = people.actor("melati")
    letter(received(by, told=Told(asked=asked)), by, ago(hours=1))
    browser = unlock(people.client("melati"))
    block = browser.get("/").content.decode().split(HEAD)[1].split("<h2>")[0]
    card, folded = block.split("Selengkapnya</summary>")
    said = asked.strip()
    assert re.search(rf'<b class="brief">{re.escape(said)}\s*</b>', card)
    assert (said in folded) is (len(asked) > 70)


def test_what_falls_due_within_a_day_is_never_folded(people: Any) -> None:
    """Among twenty, what was due in three hours lay under "17 lagi"."""
    by = people.actor("melati")
    for n in range(5):
        letter(received(by), by, ago(hours=74 - n * 6))
    for n in range(2):
        letter(received(by), by, ago(hours=n + 1))
    block = seen(people, "melati").split(HEAD)[1].split("<h2>")[0]
    first, fold, folded = block.partition('<details><summary class="pad">2 lagi')
    assert fold
    assert (first.count("<article"), folded.count("<article")) == (5, 2)
    nearest = words.at_end(ago(hours=2) + timedelta(hours=72))
    assert f"terdekat {nearest}" in folded.partition("</summary>")[0]
