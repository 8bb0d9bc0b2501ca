"""An office letter as it is kept: its language, its bytes, who reads what of it, and what its pages cost."""

from typing import Any

import pytest
from django.db import connection

from rehsos.audit.models import Action
from rehsos.papers.filling import content_of
from rehsos.papers.models import FilledForm, Letter

from .report_bench import Bench, bench, pdf_text, squeezed
from .test_office_letter import NAMES, numbered, refused, signed, written

__all__ = ["bench"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_paper_is_indonesian_whatever_the_screen(bench: Bench, language: str) -> None:
    bench.browser.cookies["django_language"] = language
    letter = signed(bench, kind="invitation")
    content = bench.browser.get(bench.url("letters:letter_receipt", letter.pk)).content
    assert "Undangantemubahaskasus(RAHASIA),sampultertutup" in pdf_text(content)
    assert not [name for name in (*NAMES, "R.T.") if squeezed(name) in pdf_text(content)]


def test_the_stored_paper_is_the_one_that_was_signed(bench: Bench) -> None:
    letter = numbered(bench, kind="visum_request", capacity="")
    assert letter.to_sign is not None
    stored = content_of(letter.to_sign)
    assert bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content == stored
    assert bench.browser.get(bench.url("letters:letter_docx", letter.pk)).status_code == 404
    assert "RambuTeladan" in pdf_text(stored)


def test_a_numbered_letter_whose_paper_is_not_kept_says_so(bench: Bench) -> None:
    """Never the sheet that would be made today: what was numbered is what was signed."""
    letter = numbered(bench)
    Letter.objects.filter(pk=letter.pk).update(to_sign=None)
    answer = bench.browser.get(bench.url("letters:letter_pdf", letter.pk))
    assert answer.status_code == 403
    assert "tidak disimpan di Rehsos" in answer.content.decode()


def test_the_database_holds_no_clear_text(bench: Bench) -> None:
    bench.deliver(signed(bench, named="on", body="Rahasia Kenanga bagi Rambu."))
    with connection.cursor() as cursor:
        for table in ("papers_letter", "papers_filledform", "papers_file", "audit_action", "access_draft"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            text = cursor.fetchone()[0]
            assert not [
                word for word in ("Kenanga", "Sentra Efata", "psikolog", "Rambu", "4b656e616e6761") if word in text
            ]


def test_three_people_and_a_shared_screen(bench: Bench) -> None:
    letter = written(bench)
    for name, args in (("letters:letter_out", ()), ("letters:office_letter_edit", (letter.pk,))):
        assert bench.browser.get(bench.url(name, *args)).status_code == 200
        assert bench.client("bima").get(bench.url(name, *args)).status_code == 403
        assert bench.client("dewi").get(bench.url(name, *args)).status_code == 404
    assert (
        bench.client("bima")
        .get(bench.url("letters:letter_pdf", letter.pk))
        .url.startswith(bench.url("cases:reveal_case"))
    )
    session = bench.browser.session
    session["public_screen"] = True
    session.save()
    assert bench.browser.get(bench.url("letters:letter_out")).status_code == 403


def test_a_refusal_writes_nothing(bench: Bench) -> None:
    before = Action.objects.count()
    refused(bench, classification="plain", body="Rambu")
    assert (Action.objects.count(), FilledForm.objects.count()) == (before, 0)


@pytest.mark.parametrize("name", ["letters:letter_out", "letters:office_letter_edit", "letters:letter"])
def test_a_page_takes_few_statements(bench: Bench, name: str, few_statements: Any) -> None:
    bench.request()
    letter = written(bench)
    address = bench.url(name, *([] if name == "letters:letter_out" else [letter.pk]))
    bench.browser.get(address)
    few_statements(bench.browser, address)
