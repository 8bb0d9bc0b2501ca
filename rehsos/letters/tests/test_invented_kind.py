"""A kind of letter that a room of tomorrow declares is written, received and counted in time as any other."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.models import Clock, Fact
from rehsos.desk.tests.test_one_age import GUESS, Aged
from rehsos.house import rooms
from rehsos.intake.requests import clocks_of
from rehsos.justice.roles import Role
from rehsos.letters import terms, written
from rehsos.letters.doors import Written
from rehsos.papers import kinds
from rehsos.papers.blanks.book import blank
from rehsos.papers.doors import LetterKind, Names
from rehsos.papers.models import Letter

from .report_bench import pdf_text, squeezed
from .test_letter_before_case import register

ASKS, ANSWERS = "litmas_asked", "litmas_answered"
KINDS = (
    LetterKind(ASKS, "Permintaan litmas umpama", 15, comes=True, term="litmas", starts="litmas_request_received",
               reaches="request_reached_worker", of_officers=True),
    LetterKind(ANSWERS, "Litmas umpama", 55, goes=True, term="litmas", stops="litmas_handed_over",
               names=Names.BY_INITIALS),
)  # fmt: skip


def forget() -> None:
    for asked_once in (kinds.kinds, written._own, terms._declared):
        asked_once.cache_clear()


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Build the house anew with more gifts, or without some."""

    def build(*more: LetterKind, without: str = "") -> None:
        kept = [gift for those in rooms._gifts().values() for gift in those]
        kept = [(room, gift) for room, gift in kept if not (isinstance(gift, LetterKind) and gift.code == without)]
        built = rooms.by_door([*kept, *(("lending", kind) for kind in more)])
        monkeypatch.setattr(rooms, "_gifts", lambda: built)
        forget()

    yield build
    forget()


@pytest.fixture
def bench(people: Any, house: Any) -> Aged:
    """A child in conflict with the law, for whom the invented letters' term runs."""
    house(*KINDS)
    return Aged(people, role=Role.IN_CONFLICT, **GUESS)


def facts(bench: Aged) -> dict[str, Any]:
    bench.as_melati()
    return dict(Fact.objects.filter(case=bench.case, replaced_by=None).values_list("code", "at"))


def received(bench: Aged, **other: Any) -> Letter:
    at = bench.now - timedelta(hours=5)
    told = {
        "kind": ASKS, "subject": str(bench.part), "number": "B/7/Contoh", "party": "Kepala Unit PPA",
        "received_at": f"{at:%Y-%m-%dT%H:%M}", "reached_worker_at": f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M}",
    } | other  # fmt: skip
    assert bench.post("letters:letter_in", data=told).status_code == 302
    return Letter.objects.get(kind=ASKS)


def answered(bench: Aged) -> Letter:
    told = {
        "kind": ANSWERS, "request": "", "party": "Kepala Bapas", "about": "Litmas", "place": "Oelamasi",
        "classification": "secret", "body": "Terlampir.", "closing": "", "attachments": "", "copies": "",
        "conceptor": "",
    }  # fmt: skip
    assert bench.post("letters:letter_out", data=told).status_code == 302
    return Letter.objects.select_related("office").get(kind=ANSWERS)


def test_it_is_offered_where_letters_are_received_and_written(bench: Aged) -> None:
    pages = (bench.browser.get(bench.url(f"letters:{name}")).content.decode() for name in ("letter_in", "letter_out"))
    coming, going = pages
    assert "Permintaan litmas umpama" in coming
    assert "Permintaan litmas umpama" not in going
    assert "Litmas umpama" in going
    assert coming.index("Permintaan laporan sosial") < coming.index("Permintaan litmas umpama")
    assert coming.index("Permintaan litmas umpama") < coming.index("Permintaan pendampingan")


def test_its_receipt_starts_what_it_declares_and_stands_on_the_timeline(bench: Aged) -> None:
    letter = received(bench)
    told = facts(bench)
    assert told["litmas_request_received"] == letter.received_at
    assert told["request_reached_worker"] == letter.reached_worker_at
    assert "report_request_received" not in told
    assert Clock.objects.get(case=bench.case, rule="litmas").state == "running"
    page = bench.browser.get(bench.url("cases:case")).content.decode()
    assert "Surat masuk dicatat: Permintaan litmas umpama" in page


def test_its_page_shows_the_term_in_the_words_of_the_rule(bench: Aged) -> None:
    page = bench.browser.get(bench.url("letters:letter", received(bench).pk)).content.decode()
    assert "UU 11/2012 Ps 28" in page
    assert "Sejak: Permintaan litmas diterima Bapas" in page
    assert "Tenggat laporan sosial" not in page
    assert "Susun laporan sosial" not in page


def test_a_reminder_starts_nothing_and_a_corrected_hour_moves_it(bench: Aged) -> None:
    letter = received(bench)
    bench.request(kind=ASKS, subject=bench.part, number="B/8/Contoh", hours_ago=1)
    assert facts(bench)["litmas_request_received"] == letter.received_at
    earlier = bench.now - timedelta(hours=9)
    told = {"received_at": f"{earlier:%Y-%m-%dT%H:%M}", "reason": "Cap agendanya lain."}
    assert bench.post("letters:receipt_correct", letter.pk, data=told).status_code == 302
    assert facts(bench)["litmas_request_received"] == earlier


def test_it_goes_the_whole_road_and_stops_what_it_declares(bench: Aged) -> None:
    received(bench)
    letter = answered(bench)
    text = bench.browser.get(bench.url("letters:letter_pdf", letter.pk)).content
    assert squeezed("R.T.") in pdf_text(text)
    bench.as_melati()
    assert bench.settle(letter).status_code == 302
    assert bench.number(letter).status_code == 302
    assert bench.sign(letter).status_code == 302
    assert (
        "Jam ini menghentikan tenggat"
        in bench.browser.get(bench.url("letters:letter_deliver", letter.pk)).content.decode()
    )
    assert bench.deliver(letter).status_code == 302
    assert facts(bench)["litmas_handed_over"] == bench.fresh(letter).delivered_at
    assert "social_report_handed_over" not in facts(bench)
    assert Clock.objects.get(case=bench.case, rule="litmas").state == "stopped"
    assert Action.objects.get(name="deliver_letter", dossier=bench.case.pk).room == "letters"


def test_the_register_calls_it_by_its_words(bench: Aged) -> None:
    received(bench)
    answered(bench)
    page = bench.client("indah").get("/surat/").content.decode()
    assert "Permintaan litmas umpama" in page
    assert "Litmas umpama</" in page


def test_before_there_is_a_case_its_term_waits_with_the_report(bench: Aged) -> None:
    assert register(bench, kind=ASKS).status_code == 302
    report = Letter.objects.get(kind=ASKS).dossier
    assert clocks_of([report], bench.melati.time_zone)[report].rule.code == "litmas"
    assert "Penelitian kemasyarakatan" in bench.client("indah").get(f"/aduan/{report}/").content.decode()
    assert "Permintaan litmas umpama" in bench.client("indah").get("/surat/").content.decode()
    assert "Penelitian kemasyarakatan" in bench.client("melati").get("/").content.decode()


def test_a_kind_twice_is_refused_with_both_rooms(house: Any) -> None:
    house(LetterKind("social_report", "Lagi", goes=True))
    with pytest.raises(ValueError, match=r"'social_report': justice, lending"):
        kinds.kinds()


def test_a_kind_that_names_what_is_in_no_book_is_refused(house: Any) -> None:
    house(LetterKind("lost", "Hilang", comes=True, starts="no_such_fact", term="no_such_rule"))
    with pytest.raises(ValueError, match="the fact no_such_fact of lost, the rule no_such_rule of lost"):
        kinds.kinds()


def test_each_way_of_writing_is_of_a_kind_that_goes_and_has_its_blank_and_pages() -> None:
    for how in rooms.given(Written):
        assert kinds.kind_of(how.kind).goes
        assert not how.answers or kinds.kind_of(how.answers).comes
        assert blank(how.blank).code == how.blank
        assert reverse(how.edit, args=["53.01-26-0001", new_id()])
        assert not how.begin or reverse(how.begin, args=["53.01-26-0001", new_id()])


def test_of_a_room_that_is_off_a_letter_is_called_by_its_code(people: Any, house: Any) -> None:
    house(*KINDS)
    bench = Aged(people, role=Role.IN_CONFLICT, **GUESS)
    coming, going = received(bench), answered(bench)
    bench.as_melati()
    Letter.objects.filter(pk__in=[coming.pk, going.pk]).update(kind="gone_with_it")
    seen = [
        bench.url("cases:case"), "/surat/",
        *(bench.url("letters:letter", letter.pk) for letter in (coming, going)),
    ]  # fmt: skip
    for address in seen:
        page = (bench.client("indah") if address == "/surat/" else bench.browser).get(address)
        assert page.status_code == 200, address
        assert "gone_with_it" in page.content.decode(), address
    assert bench.browser.get(bench.url("letters:letter_pdf", going.pk)).status_code == 200
    assert bench.browser.get(bench.url("letters:office_letter_edit", going.pk)).status_code == 200
    code = Letter.objects.get(pk=going.pk).check_code
    assert bench.browser.get(f"/periksa/{code}/").status_code in {200, 404}


def test_an_outsider_finds_neither_form_nor_letter(bench: Aged) -> None:
    letter = received(bench)
    for name, *args in (("letters:letter_in",), ("letters:letter_out",), ("letters:letter", letter.pk)):
        assert bench.client("dewi").get(bench.url(name, *args)).status_code == 404
