"""Erasing somebody with what was written: every word and file of their letters, in the case and in its reports."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Status
from rehsos.cases.voiding import restore, void
from rehsos.intake.actions import decide_report, told
from rehsos.intake.models import Decision, Report
from rehsos.letters.tests.report_bench import Bench, bench
from rehsos.papers.filling import answers_of, content_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import File, FilledForm, Letter
from rehsos.vault.seal import Destroyed

__all__ = ["bench"]
WHY = ("--because", "Permintaan 7/2026, UU 27/2022 Pasal 8", "--yes", "--with-texts")


def citra(bench: Bench) -> Any:
    return bench.people.actor("citra")


def closed(bench: Bench) -> None:
    Case.objects.filter(pk=bench.case.pk).update(status=Status.CLOSED)


def gone(letter: Letter) -> None:
    set_scope((3,), 0)
    with pytest.raises(Destroyed):
        envelope_of(Letter.objects.get(pk=letter.pk))
    for file in File.objects.all():
        with pytest.raises(Destroyed):
            content_of(file)


def voided(bench: Bench) -> Letter:
    """A letter that came straight into a case, which then was void: it waits in a report made for it."""
    letter = bench.request()
    case = Case.objects.get(pk=bench.case.pk)
    void(case=case, reason="Terbuka dua kali", by=citra(bench), action_id=new_id())
    moved = Letter.objects.get(pk=letter.pk)
    assert moved.dossier != bench.case.pk
    return moved


def test_a_settled_text_its_kept_pdf_and_the_letter_asked_for_are_gone(bench: Bench, says: Any) -> None:
    asked, letter = bench.request(), bench.signed()
    assert letter.to_sign is not None
    closed(bench)
    assert says("person", "erase", bench.case.code, *WHY).code == 0
    gone(asked)
    gone(letter)
    with pytest.raises(Destroyed):
        answers_of(FilledForm.objects.get(pk=letter.pk))
    assert bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).status_code == 410


def test_a_letter_that_waits_again_is_still_needed_and_said_so(bench: Bench, says: Any) -> None:
    letter = voided(bench)
    answer = says("person", "erase", bench.case.code, *WHY)
    assert answer.code != 0
    assert "menunggu keputusan lagi" in answer.err
    citra(bench)
    assert envelope_of(Letter.objects.get(pk=letter.pk)).party


def test_once_decided_it_goes_with_the_void_case_it_came_from(bench: Bench, says: Any) -> None:
    letter = voided(bench)
    report = Report.objects.get(pk=letter.dossier)
    given = {"reason": "Sudah ditangani Bapas", "case": None, "by": bench.as_melati(), "action_id": new_id()}
    decide_report(report=report, decision=Decision.REFUSED, **given)
    assert says("person", "erase", bench.case.code, *WHY).code == 0
    gone(letter)
    with pytest.raises(Destroyed):
        told(Report.objects.get(pk=report.pk))


def test_a_report_that_a_restored_case_took_again_goes_with_it(bench: Bench, says: Any) -> None:
    report = Report.objects.get(pk=voided(bench).dossier)
    case = Case.objects.get(pk=bench.case.pk)
    restore(case=case, reason="Keliru dibatalkan", by=citra(bench), action_id=new_id())
    assert (Report.objects.get(pk=report.pk).case, Case.objects.get(pk=case.pk).report) == (case.pk, None)
    closed(bench)
    assert says("person", "erase", bench.case.code, *WHY).code == 0
    set_scope((3,), 0)
    with pytest.raises(Destroyed):
        told(Report.objects.get(pk=report.pk))


def test_a_report_that_became_another_case_stays_with_that_one(bench: Bench, says: Any) -> None:
    letter = voided(bench)
    other = Bench(bench.people, police_number="LP/B/102/Contoh")
    Report.objects.filter(pk=letter.dossier).update(decision=Decision.CASE, case=other.case.pk)
    Case.objects.filter(pk=bench.case.pk).update(report=letter.dossier)
    assert says("person", "erase", bench.case.code, *WHY).code == 0
    citra(bench)
    assert told(Report.objects.get(pk=letter.dossier)).asked
    assert envelope_of(Letter.objects.get(pk=letter.pk)).party
