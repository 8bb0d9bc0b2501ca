"""What was answered about safety stands in the report's draft under risk, as a sentence that can be changed."""

import html
from datetime import timedelta
from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.actions.work import assess
from rehsos.cases.models import Risk
from rehsos.letters.tests.report_bench import Bench, bench
from rehsos.papers.rendering.words import long_date

__all__ = ["bench"]
KRITIS: dict[str, Any] = {
    "safe_now": "no",
    "needs_doctor": "not_asked",
    "self_harm": "yes",
    "safe_adult": "yes",
    "risk_level": "critical",
    "reason_1": "Apakah saat ini aman? Tidak. Ada tanda ingin melukai diri? Ya.",
}


def filled(bench: Bench, blank: str, answers: dict[str, Any], days: int = 0) -> str:
    on = (bench.now - timedelta(days=days)).date()
    given = {"answers": {"met_on": on.isoformat(), **answers}, "by": bench.as_melati(), "action_id": new_id()}
    assess(case=bench.case, blank=blank, about="client", phase="", on=on, **given)
    return long_date(on)


def risk_line(bench: Bench) -> str:
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    box = page[page.index('name="risk"') :]
    return html.unescape(box[box.index(">") + 1 : box.index("</textarea>")]).strip()


def test_six_questions_and_kritis_begin_the_line_of_risk(bench: Bench) -> None:
    day = filled(bench, "short_assessment", KRITIS)
    assert risk_line(bench).splitlines() == [
        "Kritis",
        (
            f"Menurut penilaian keselamatan tanggal {day}: saat itu anak tidak aman; ada tanda ingin melukai diri; "
            "ada orang dewasa yang dipercaya anak."
        ),
    ]


@pytest.mark.parametrize(("days", "level"), [(3, "Tinggi"), (0, "Kritis")])
def test_what_was_judged_last_counts(bench: Bench, days: int, level: str) -> None:
    whole = {"safe_now": "yes", "risk_level": "high", "reason_1": "Kerabat dekat.", "reason_2": "Jauh dari kota."}
    filled(bench, "short_assessment", KRITIS, days)
    filled(bench, "initial_assessment", whole, 1)
    told = risk_line(bench)
    assert told.startswith(level)
    assert ("- Kerabat dekat.\n- Jauh dari kota." in told) is (level == "Tinggi")
    assert ("saat itu anak aman" in told) is (level == "Tinggi")


def test_where_no_assessment_says_it_the_level_of_the_case_stands(bench: Bench) -> None:
    by = bench.as_melati()
    set_risk(case=bench.case, risk=Risk.LOW, reasons="Keluarga menjaga.", by=by, action_id=new_id())
    assert risk_line(bench) == "Rendah."


def test_nothing_asked_says_nothing(bench: Bench) -> None:
    filled(bench, "short_assessment", {"safe_now": "not_asked", "risk_level": "low", "reason_1": "Belum ada."})
    assert risk_line(bench) == "Rendah"
