"""Two requests wait for one child's report: it answers those it names, and the term of the other goes on."""

from datetime import timedelta
from typing import Any

from rehsos.audit.actions import new_id
from rehsos.cases.actions.answered_too import earlier_answer, say_answered
from rehsos.letters.tests.report_bench import Bench, bench, pdf_text, squeezed
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import FilledForm, Letter

__all__ = ["bench"]
EARLY, LATE = "B/77/XI/Reskrim", "B/78/XI/Reskrim"


def two(bench: Bench) -> tuple[Letter, Letter]:
    """The second one came while the first still waited."""
    return bench.request(hours_ago=40, number=EARLY), bench.request(hours_ago=20, number=LATE)


def handed(bench: Bench, letter: Letter) -> None:
    bench.settle(letter)
    assert bench.number(letter).status_code == 302
    assert bench.sign(bench.fresh(letter)).status_code == 302
    assert bench.deliver(bench.fresh(letter)).status_code == 302


def begun(bench: Bench, *answers: Letter) -> Letter:
    told: dict[str, Any] = bench.texts(request_number=EARLY)
    told["requests"] = [str(one.pk) for one in answers]
    assert bench.post("justice:social_report", bench.subject, data=told).status_code == 302
    return Letter.objects.select_related("office").get(direction="out", dossier=bench.case.pk)


def page_of(bench: Bench, letter: Letter) -> str:
    return str(bench.browser.get(bench.url("letters:letter", letter.pk)).content.decode())


def test_the_draft_asks_which_and_begins_with_the_one_whose_clock_runs(bench: Bench) -> None:
    """It filled in the later one, beside the clock of the earlier."""
    early, late = two(bench)
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert f'value="{EARLY}"' in page
    boxes = {one.pk: f'value="{one.pk}"' for one in (early, late)}
    ticked = [pk for pk, box in boxes.items() if "checked" in page[page.index(box) :].split(">")[0]]
    assert ticked == [early.pk]


def corrected(bench: Bench, letter: Letter, hours_ago: int) -> None:
    at = (bench.now - timedelta(hours=hours_ago)).replace(second=0, microsecond=0)
    told = {"received_at": at.strftime("%Y-%m-%dT%H:%M"), "reason": "Cap keliru dibaca."}
    assert bench.post("letters:receipt_correct", letter.pk, data=told).status_code == 302


def test_the_term_is_that_of_the_first_whose_hour_ever_is_corrected(bench: Bench) -> None:
    """Corrected to a later hour than the other's, the first took the term of the other along, past its limit."""
    early, late = two(bench)
    corrected(bench, early, 10)
    assert bench.clock().started_at == late.received_at
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert all(f'value="{one.pk}"' in page for one in (early, late)), "each may be answered"
    corrected(bench, early, 30)
    assert bench.clock().started_at == bench.fresh(early).received_at
    corrected(bench, late, 35)
    assert bench.clock().started_at == bench.fresh(late).received_at


def test_an_earlier_report_answers_the_one_it_is_said_to_and_the_others_term_runs(bench: Bench) -> None:
    """Said of one of two, the other was put out with it."""
    bench.request(hours_ago=90, number="B/60/XI/Reskrim")
    handed(bench, begun(bench))
    early, late = two(bench)
    at = earlier_answer(bench.case, bench.fresh(early))
    assert at is not None
    say_answered(
        case=bench.case, letter=bench.fresh(early), handed_at=at, by=bench.as_melati(), action_id=new_id()
    )  # fmt: skip
    assert (bench.clock().state, bench.clock().started_at) == ("running", late.received_at)
    assert "Sudah dijawab. Tenggatnya" not in page_of(bench, late)


def test_with_one_request_nothing_is_asked(bench: Bench) -> None:
    bench.request()
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert 'name="requests"' not in page


def test_what_is_handed_over_answers_what_it_names_and_the_others_term_goes_on(bench: Bench) -> None:
    early, late = two(bench)
    report = begun(bench, early)
    handed(bench, report)
    assert bench.fresh(report).answers_id == early.pk
    assert (bench.clock().state, bench.clock().started_at) == ("running", late.received_at)
    assert bench.clock().due_at == late.received_at + timedelta(hours=72)  # type: ignore[operator]
    assert "Sudah dijawab. Tenggatnya tidak berjalan lagi." in page_of(bench, early)
    assert "Sudah dijawab. Tenggatnya" not in page_of(bench, late)


def test_what_was_left_out_may_be_said_to_be_answered_afterwards(bench: Bench) -> None:
    """That takes back the term that went on, and not the handing over."""
    early, late = two(bench)
    handed(bench, begun(bench, early))
    at = earlier_answer(bench.case, bench.fresh(late))
    assert at is not None
    say_answered(
        case=bench.case, letter=bench.fresh(late), handed_at=at, by=bench.as_melati(), action_id=new_id()
    )  # fmt: skip
    assert (bench.clock().state, bench.clock().started_at) == ("stopped", early.received_at)


def test_the_later_may_be_answered_and_the_earlier_runs_on(bench: Bench) -> None:
    early, late = two(bench)
    report = begun(bench, late)
    assert answers_of(FilledForm.objects.get(pk=report.pk))["request_number"] == LATE
    due = bench.clock().due_at
    handed(bench, report)
    assert (bench.clock().state, bench.clock().due_at) == ("running", due)
    assert "Sudah dijawab. Tenggatnya" in page_of(bench, late)
    assert "Sudah dijawab. Tenggatnya" not in page_of(bench, early)


def test_one_report_may_answer_both_and_prints_both(bench: Bench) -> None:
    early, late = two(bench)
    report = begun(bench, early, late)
    assert [one["number"] for one in envelope_of(report).also] == [LATE]
    text = pdf_text(bench.browser.get(bench.url("letters:letter_pdf", report.pk)).content)
    assert squeezed(EARLY) in squeezed(text)
    assert squeezed(LATE) in squeezed(text)
    assert f"{EARLY}, {LATE}" in page_of(bench, report)
    handed(bench, report)
    assert bench.clock().state == "stopped"
    for one in (early, late):
        assert "Sudah dijawab. Tenggatnya" in page_of(bench, one)


def test_none_ticked_is_asked_for_and_a_stranger_is_no_choice(bench: Bench) -> None:
    two(bench)
    for wrong in ([], ["018f0000-0000-7000-8000-000000000000"]):
        told: dict[str, Any] = bench.texts() | {"requests": wrong}
        answer = bench.post("justice:social_report", bench.subject, data=told)
        assert answer.status_code == 422
        assert "Sulit tidur." in answer.content.decode()


def test_a_request_that_comes_while_the_draft_lies_is_offered_there(bench: Bench) -> None:
    early = bench.request(hours_ago=40, number=EARLY)
    report = bench.report(request_number=EARLY)
    late = bench.request(hours_ago=20, number=LATE)
    page = bench.browser.get(bench.url("justice:social_report_edit", report.pk)).content.decode()
    assert LATE in page
    told: dict[str, Any] = bench.texts(request_number=EARLY, version="1") | {"requests": [str(early.pk), str(late.pk)]}
    assert bench.post("justice:social_report_edit", report.pk, data=told).status_code == 302
    handed(bench, report)
    assert bench.clock().state == "stopped"


def test_who_does_not_write_its_letters_chooses_nothing(bench: Bench) -> None:
    two(bench)
    for who, status in (("bima", 403), ("citra", 404), ("dewi", 404)):
        answer = bench.client(who).get(bench.url("justice:social_report", bench.subject))
        assert answer.status_code == status, who


def test_an_answered_request_is_not_offered_again_when_an_earlier_one_comes_in(bench: Bench) -> None:
    answered = bench.request(hours_ago=10, number="B/93/XI/Reskrim")
    handed(bench, begun(bench))
    bench.request(hours_ago=0.1, number="B/201/XI/Reskrim")
    bench.request(hours_ago=40, number="B/202/XI/Reskrim")
    page = bench.browser.get(bench.url("justice:social_report", bench.subject)).content.decode()
    assert "B/202/XI/Reskrim" in page
    assert f'value="{answered.pk}"' not in page


def test_with_none_ticked_it_is_said_as_everywhere(bench: Bench) -> None:
    """The field is put to the form while it is made, and spoke as Django does."""
    bench.request(hours_ago=30, number=EARLY)
    bench.request(hours_ago=20, number="B/79/XI/2026")
    answer = bench.post("justice:social_report", bench.subject, data=bench.texts())
    assert answer.status_code == 422
    assert "tidak boleh kosong" not in answer.content.decode()
    assert "Pilih salah satu." in answer.content.decode()


def test_the_timeline_says_which_request_goes_on(bench: Bench) -> None:
    early, _late = two(bench)
    handed(bench, begun(bench, early))
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    line = page.partition("Permintaan ini belum dijawab")[2].partition("</li>")[0]
    assert f"nomor {LATE}" in line


def test_the_page_of_a_letter_says_with_what_it_was_answered(bench: Bench) -> None:
    asked = bench.request()
    report = begun(bench)
    assert "Dijawab dengan" not in page_of(bench, asked)
    handed(bench, report)
    answered = page_of(bench, asked).partition("Dijawab dengan")[2]
    assert bench.fresh(report).number in answered.partition("</dl>")[0]
