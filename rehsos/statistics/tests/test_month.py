"""A worker's month, counted from what was recorded anyway."""

import html
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from rehsos.audit.actions import new_id
from rehsos.cases.actions.paying import CostLine
from rehsos.cases.actions.work import hold_conference, record_service
from rehsos.cases.forms.fields import day_alone
from rehsos.cases.models import Case, Claim, CostKind, Mode, Payer, ServiceKind
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import LocalPolicy
from rehsos.intake.actions import decide_report
from rehsos.intake.models import Decision
from rehsos.intake.tests.test_intake import received
from rehsos.justice.actions.matter import Particulars, open_matter
from rehsos.justice.actions.steps import record_hearing
from rehsos.justice.models import HearingKind, Level, Role, Side
from rehsos.look import words
from rehsos.papers.rendering.words import long_month
from rehsos.people.tests.test_search import open_names
from rehsos.statistics.months import Month, month_of
from rehsos.statistics.workbooks import _logged


def serve(case: Case, by: Any, at: datetime, **other: Any) -> None:
    given: dict[str, Any] = {
        "case": case, "cases": (), "kind": ServiceKind.VISIT, "at": at, "minutes": 60, "waiting": 15,
        "mode": Mode.VISIT,
        "place": "Oesao", "component": "", "assignment_letter": "094/1/DINSOS", "workers": (), "note": "Rambu senang.",
        "costs": (), "by": by, "action_id": new_id(),
    }  # fmt: skip
    record_service(**{**given, **other})


def hear(case: Case, by: Any, at: datetime) -> None:
    part = open_matter(case=case, role=Role.VICTIM, side=Side.HARMED, particulars=Particulars(), age_at_deed=14,
                       age_estimated=False, earlier_diversi=None, by=by, action_id=new_id())  # fmt: skip
    assert part
    record_hearing(part=part, appointment=None, kind=HearingKind.STATEMENT, level=Level.POLICE, agenda="", at=at,
                   present=(), testimony=None, room_safe=None, met_suspect=None, note="", reason="", by=by,
                   action_id=new_id())  # fmt: skip


@pytest.fixture
def by(people: Any) -> Any:
    """Melati, with two services and a hearing last month and one service two months ago."""
    melati = people.actor("melati")
    first = timezone.localdate().replace(day=1)
    last_month = (first - timedelta(days=10)).replace(day=3)
    day = datetime.combine(last_month, datetime.min.time(), melati.zone).replace(hour=9)
    case = opened(melati, opened_on=date(2026, 1, 5))
    serve(case, melati, day, costs=(CostLine(CostKind.TRANSPORT, 40_000, Payer.OWN, Claim.FILED),))
    serve(case, melati, day + timedelta(hours=3), kind=ServiceKind.COUNSEL, workers=(2,), waiting=None,
          costs=(CostLine(CostKind.MEALS, 25_000, Payer.OWN, Claim.FILED),))  # fmt: skip
    hear(case, melati, day + timedelta(days=1))
    serve(case, melati, day - timedelta(days=40))
    return melati


def last_month(by: Any) -> Month:
    return month_of(by, timezone.localdate().replace(day=1) - timedelta(days=10), opens=True)


def test_every_figure_counts_lines_of_the_log(by: Any) -> None:
    month = last_month(by)
    assert (month.served, month.cases, month.of("record_hearing"), month.of("deliver_letter")) == (2, 1, 1, 0)
    assert (month.minutes, month.waiting) == (120, 15)
    assert month.services == [("Kunjungan rumah", 1), ("Konseling", 1)]
    assert month.others == [("Pemeriksaan (BAP)", 1)]
    assert [(d.said, d.minutes, d.letter) for d in month.log] == [
        ("Kunjungan rumah", 60, "094/1/DINSOS"), ("Konseling", 60, "094/1/DINSOS"), ("Pemeriksaan (BAP)", None, ""),
    ]  # fmt: skip


def test_costs_stand_by_payer_and_claim(by: Any) -> None:
    (cost,) = last_month(by).costs
    assert (cost.payer, cost.claim, cost.amount, cost.lines) == ("Dibayar sendiri", "Diajukan", 65_000, 2)
    assert cost.year == "belum dicatat"


def test_the_colleague_who_came_along_has_the_shared_service_only(people: Any, by: Any) -> None:
    month = last_month(people.actor("bima"))
    assert [deed.said for deed in month.log] == ["Konseling"]


def test_another_kab_has_an_empty_month(people: Any, by: Any) -> None:
    assert last_month(people.actor("dewi")).log == []
    assert "Belum ada yang tercatat" in people.client("dewi").get(reverse("statistics:my_month")).content.decode()


def test_a_report_that_became_a_case_bears_its_code(by: Any) -> None:
    report = received(by)
    case = opened(by)
    decide_report(report=report, decision=Decision.CASE, reason="", case=case.pk, by=by, action_id=new_id())
    month = month_of(by, timezone.localdate(), opens=True)
    (decided,) = [deed for deed in month.log if deed.name == "decide_report"]
    assert list(decided.codes) == [case.code]


def test_a_conference_is_known_to_its_day_and_no_hour_is_made_up(people: Any, by: Any) -> None:
    day = last_month(by).first.replace(day=7)
    told = {
        "held_on": day.isoformat(), "chair": "Citra", "agenda": "Pulang", "pledged": "yes", "client_heard": "not_yet",
        "attendees": "Bima", "decisions": "1. Pulang",
    }  # fmt: skip
    hold_conference(case=Case.objects.order_by("code")[0], at=day_alone(day), answers=told, decisions=(), by=by,
                    action_id=new_id())  # fmt: skip
    (held,) = [deed for deed in last_month(by).log if deed.name == "hold_conference"]
    assert (held.at.date(), held.timed) == (day, False)
    assert list(_logged(held)[:2]) == [day, None]
    page = people.client("melati").get(reverse("statistics:my_month"), {"bulan": f"{day:%Y-%m}"}).content.decode()
    assert f">{words.day(day)}</td>" in page
    at_night = replace(held, name="service", at=held.at)
    assert at_night.timed, "a service told for midnight was at midnight"


def code_of(by: Any) -> str:
    return last_month(by).first.isoformat()[:7]


def test_the_page_shows_codes_and_no_names(people: Any, by: Any) -> None:
    body = html.unescape(
        people.client("melati").get(reverse("statistics:my_month"), {"bulan": code_of(by)}).content.decode()
    )
    assert "53.01-26-0001" in body
    assert "Rp65.000" in body
    assert "2 jam 00 mnt" in body
    assert "Rambu" not in body
    assert "R.T." not in body
    assert long_month(last_month(by).first) in body
    said = " ".join(re.sub(r"<[^>]*>", " ", body).split())
    assert "Konseling: kunjungan" in said
    assert "Kunjungan rumah Kunjungan" not in said
    assert "60 mnt + menunggu 15 mnt" in said


def test_the_workbook_has_two_sheets_and_no_name(people: Any, by: Any) -> None:
    hers = people.client("melati")
    open_names(hers)
    answer = hers.get(reverse("statistics:my_month_xlsx"), {"bulan": code_of(by)})
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Rekap", "Log harian"]
    log = [list(row) for row in book["Log harian"].iter_rows(values_only=True)]
    assert [row[2] for row in log] == ["Kegiatan", "Kunjungan rumah", "Konseling", "Pemeriksaan (BAP)"]
    assert log[1][4:9] == ["53.01-26-0001", 60, 15, "Oesao", "094/1/DINSOS"]
    counts = {row[0]: row[1] for row in book["Rekap"].iter_rows(values_only=True) if row[0]}
    assert (counts["Layanan"], counts["Kasus ditangani"], counts["Jam layanan"]) == (2, 1, timedelta(hours=2))
    assert (type(log[1][0]), type(log[1][1])) == (datetime, time)
    assert all(book[name].freeze_panes for name in book.sheetnames)
    everything = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "Rambu" not in everything


def test_what_looks_like_a_formula_is_written_as_text(people: Any, by: Any) -> None:
    serve(Case.objects.get(), by, timezone.now() - timedelta(minutes=5), place='=HYPERLINK("http://x","y")',
          assignment_letter="@SUM(1)")  # fmt: skip
    hers = people.client("melati")
    open_names(hers)
    answer = hers.get(reverse("statistics:my_month_xlsx"))
    cells = [cell for row in openpyxl.load_workbook(BytesIO(answer.content))["Log harian"].iter_rows() for cell in row]
    assert '=HYPERLINK("http://x","y")' in [cell.value for cell in cells]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} <= {"s", "inlineStr"}


def test_where_it_was_stands_in_it_only_while_names_are_open(people: Any, by: Any) -> None:
    hers = people.client("melati")
    address = f"{reverse('statistics:my_month')}?bulan={code_of(by)}"
    assert "Oesao" not in hers.get(address).content.decode()
    open_names(hers)
    assert "Oesao" in hers.get(address).content.decode()
    hers.post(reverse("access:public_screen"))
    for shared in (address, f"{reverse('statistics:my_month_xlsx')}?bulan={code_of(by)}"):
        assert hers.get(shared).status_code == 200
    assert "Oesao" not in hers.get(address).content.decode()


@pytest.mark.parametrize("text", ["", "2018-13", "kemarin", "9999-12", "0000-01", "2018-09-01", "1"])
def test_a_month_that_cannot_be_is_this_month_and_said(people: Any, by: Any, text: str) -> None:
    page = people.client("melati").get(reverse("statistics:my_month"), {"bulan": text})
    assert page.status_code == 200
    assert (f"Tidak dikenal, jadi tidak menyaring: bulan={text}" in page.content.decode()) is bool(text)
    assert people.client("melati").get(reverse("statistics:my_month_xlsx"), {"bulan": text}).status_code == (
        302 if text else 200
    )


def test_it_is_for_who_works_cases(people: Any, by: Any) -> None:
    told = {
        who: people.client(who).get(reverse("statistics:my_month")).status_code
        for who in ("melati", "citra", "eka", "gita")
    }
    assert told == {"melati": 200, "citra": 404, "eka": 404, "gita": 404}


def test_the_sheet_to_be_signed_has_letterhead_signatures_and_nip_and_no_name(people: Any, by: Any) -> None:
    told = {"worker": 3, "title": "Kepala Bidang Rehabilitasi Sosial"}
    LocalPolicy.objects.create(office_id=3, key="letter_acknowledge", value=told, since=timezone.localdate())
    hers = people.client("melati")
    open_names(hers)
    answer = hers.get(reverse("desk:month_sheet"), {"bulan": code_of(by)})
    read = [page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages]
    text = " ".join(" ".join(read).split())
    for wanted in (
        "DINAS SOSIAL", "LAPORAN BULANAN", "53.01-26-0001", "60 mnt, tunggu 15 mnt", "Oesao", "094/1/DINSOS",
        "Rp65.000", "Mengetahui,", "Kepala Bidang Rehabilitasi Sosial,", "Citra Contoh", "Melati Contoh", "NIP",
    ):  # fmt: skip
        assert wanted in text, wanted
    assert all(page.count("RAHASIA") == 2 for page in read)
    assert long_month(last_month(by).first) in text
    assert "Kunjungan rumah Kunjungan" not in text
    assert "Konseling: kunjungan" in text
    assert "Rambu" not in text
    shared = people.client("melati").get(reverse("desk:month_sheet"), {"bulan": code_of(by)})
    assert "Oesao" not in "".join(page.extract_text() for page in PdfReader(BytesIO(shared.content)).pages)
    assert people.client("citra").get(reverse("desk:month_sheet")).status_code == 404


@pytest.mark.parametrize("name", ["statistics:my_month", "statistics:my_month_xlsx"])
def test_it_keeps_to_its_statements(people: Any, by: Any, few_statements: Any, name: str) -> None:
    browser = people.client("melati")
    few_statements(browser, reverse(name), {"bulan": code_of(by)})
