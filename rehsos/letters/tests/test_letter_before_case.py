"""A letter that comes before the case: in the register at once, in the case later, with its own hour of receipt."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Fact
from rehsos.intake.models import Report
from rehsos.papers.filling import content_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Direction, File, Letter

from .report_bench import PDF, Bench, bench

pytestmark = pytest.mark.hours

__all__ = ["bench"]
ADDRESS = "/surat/masuk/"


def written(bench: Bench, **other: Any) -> dict[str, Any]:
    at = bench.now - timedelta(hours=5)
    return {
        "action_id": str(new_id()), "report": "", "from_role": "investigator", "kind": "report_request",
        "number": "B/102/XI/Reskrim", "dated": at.date().isoformat(), "party": "Kepala Unit PPA\nPolres Contoh",
        "about": "Mohon laporan sosial", "received_at": at.strftime("%Y-%m-%dT%H:%M"), "received_by": "Indah Contoh",
        "agenda": "78", "disposition": "Kabid: segera", **other,
    }  # fmt: skip


def register(bench: Bench, who: str = "indah", **other: Any) -> Any:
    answer = bench.client(who).post(ADDRESS, written(bench, **other))
    bench.as_melati()
    return answer


def becomes_a_case(bench: Bench, report: UUID) -> Case:
    given = {
        "action_id": str(new_id()), "kind": "case", "primary_type": "child_in_justice", "role": "child_victim",
        "place": "53.01", "opened_on": bench.now.date().isoformat(),
    }  # fmt: skip
    answer = bench.browser.post(f"/kasus/baru/{bench.case.client_id}/?aduan={report}", given)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    bench.as_melati()
    return Case.objects.get(report=report)


def test_the_letter_makes_its_own_report_and_stands_in_the_register(bench: Bench) -> None:
    answer = register(bench)
    report = Report.objects.get()
    assert answer.url == f"/aduan/{report.pk}/"
    assert (report.channel, report.from_role) == ("letter", "investigator")
    clerk = bench.client("indah")
    listed, page = (clerk.get(url).content.decode() for url in ("/surat/", answer.url))
    assert "B/102/XI/Reskrim" in listed
    assert answer.url in listed
    assert all(said in page for said in ("Kepala Unit PPA", "Kabid: segera", "Mohon laporan sosial"))


def test_its_agenda_number_takes_no_other_words(bench: Bench) -> None:
    answer = register(bench, agenda="Desa Oesao")
    assert answer.status_code == 422
    assert "Nomor agenda: Ini bukan nomor" in answer.content.decode()
    assert (Report.objects.count(), Letter.objects.count()) == (0, 0)


def test_sent_twice_it_is_one_report_and_one_letter(bench: Bench) -> None:
    twice = {"action_id": str(new_id())}
    assert {register(bench, **twice).status_code for _ in range(2)} == {302}
    assert (Report.objects.count(), Letter.objects.count()) == (1, 1)


def test_it_hangs_on_the_spoken_request_it_confirms(bench: Bench) -> None:
    register(bench)
    report = Report.objects.get()
    page = bench.client("indah").get(f"{ADDRESS}?aduan={report.pk}").content.decode()
    assert f'value="{report.pk}" selected' in page
    register(bench, report=str(report.pk), number="B/103/XI/Reskrim")
    assert (Report.objects.count(), Letter.objects.filter(dossier=report.pk).count()) == (1, 2)


def test_its_hour_of_receipt_starts_the_clock_once_the_report_is_a_case(bench: Bench) -> None:
    scan = SimpleUploadedFile("surat.pdf", PDF, content_type="application/pdf")
    register(bench, scan=scan)
    report = Report.objects.get()
    case = becomes_a_case(bench, report.pk)
    letter = Letter.objects.select_related("scan").get(direction=Direction.IN)
    assert (letter.number, envelope_of(letter).number) == ("", "B/102/XI/Reskrim")
    assert letter.dossier == case.pk
    assert envelope_of(letter).disposition == "Kabid: segera"
    assert letter.scan is not None
    assert content_of(letter.scan) == PDF
    assert letter.received_at == _hours_ago(bench, 5)
    assert Fact.objects.get(case=case, code="report_request_received").at == letter.received_at


def _hours_ago(bench: Bench, hours: int) -> datetime:
    moment: datetime = bench.now - timedelta(hours=hours)
    return moment


def test_no_letter_is_added_to_a_report_that_became_a_case(bench: Bench) -> None:
    register(bench)
    report = Report.objects.get()
    becomes_a_case(bench, report.pk)
    assert register(bench, report=str(report.pk), number="B/104").status_code == 422
    assert Letter.objects.count() == 1


def test_worker_colleague_and_clerk_read_it_and_an_outsider_finds_nothing(bench: Bench) -> None:
    register(bench, scan=SimpleUploadedFile("surat.pdf", PDF, content_type="application/pdf"))
    report = Report.objects.get()
    paper = f"/aduan/{report.pk}/berkas/{File.objects.get().pk}/"
    for who in ("melati", "bima", "indah"):
        assert "B/102/XI/Reskrim" in bench.client(who).get(f"/aduan/{report.pk}/").content.decode()
        assert bench.client(who).get(paper).status_code == 200
    outsider = bench.client("dewi")
    for address in (f"/aduan/{report.pk}/", paper):
        assert outsider.get(address).status_code == 404
    assert outsider.post(ADDRESS, written(bench, report=str(report.pk))).status_code in {404, 422}
    bench.people.actor("dewi")
    assert not Letter.objects.exists()
    assert not File.objects.exists()


def test_on_a_shared_screen_the_letter_is_not_shown(bench: Bench) -> None:
    register(bench)
    browser = bench.client("indah")
    browser.post("/layar-umum/")
    assert "Kepala Unit PPA" not in browser.get(f"/aduan/{Report.objects.get().pk}/").content.decode()


@pytest.mark.parametrize(("field", "value"), [("number", ""), ("party", ""), ("received_at", "2099-01-01T08:00")])
def test_a_letter_that_cannot_be_is_refused_and_makes_no_report(bench: Bench, field: str, value: str) -> None:
    assert register(bench, **{field: value}).status_code == 422
    assert not Report.objects.exists()


def test_a_sender_of_two_lines_is_told_whole_and_fills_the_unit(bench: Bench) -> None:
    register(bench, party="Kepala Unit PPA\r\nPolres Contoh")
    bench.as_melati()
    report = Report.objects.get()
    browser = unlock(bench.client("melati"))
    assert "Kepala Unit PPA Polres Contoh" in browser.get(f"/aduan/{report.pk}/").content.decode()
    form = browser.get(reverse("justice:case_of_letter", args=[report.pk])).content.decode()
    assert 'value="Unit PPA Polres Contoh"' in form
