"""A letter of a case that is void waits for nobody: it is said to be cancelled, wherever it stands."""

import html

from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.actions.voiding import restore_case, void_case
from rehsos.papers.models import Letter

from .report_bench import Bench, bench
from .test_office_letter import written

__all__ = ["bench"]
CANCELLED = '<span class="chip quiet">Dibatalkan</span>'
DRAFT = '<span class="chip soon">Konsep</span>'
GOES_NO_FURTHER = "Dibatalkan bersama kasusnya: surat ini tidak diteruskan."


def page(bench: Bench, who: str, address: str) -> str:
    body: bytes = bench.client(who).get(address).content
    bench.as_melati()
    return html.unescape(body.decode())


def stands(bench: Bench, letter: Letter) -> None:
    """It is a draft, on the case, in the register of who keeps it and of who wrote it, and on its page."""
    addresses = [bench.url("cases:case"), reverse("letters:register")]
    for who in ("melati", "citra"):
        for address in addresses:
            found = page(bench, who, address)
            assert (CANCELLED in found, DRAFT in found) == (False, True), (who, address)
    assert "Konsep masih dapat disunting" in page(bench, "melati", bench.url("letters:letter", letter.pk))


def is_cancelled(bench: Bench, letter: Letter) -> None:
    for who, address in (
        ("melati", bench.url("cases:case")), ("citra", bench.url("cases:case")),
        ("melati", reverse("letters:register")), ("indah", reverse("letters:register")),
    ):  # fmt: skip
        found = page(bench, who, address)
        assert (CANCELLED in found, DRAFT in found) == (True, False), (who, address)
    for who in ("melati", "citra", "indah"):
        found = page(bench, who, bench.url("letters:letter", letter.pk))
        assert GOES_NO_FURTHER in found, who
        assert "masih dapat disunting" not in found
    assert bench.client("dewi").get(bench.url("letters:letter", letter.pk)).status_code == 404
    bench.as_melati()


def test_a_draft_of_a_void_case_is_cancelled_until_the_case_is_one_again(bench: Bench) -> None:
    letter = written(bench)
    stands(bench, letter)
    head = bench.people.actor("citra")
    void_case(
        case=bench.case, was=bench.case.kind, state="open", reason="Terbuka dua kali", by=head, action_id=new_id()
    )
    is_cancelled(bench, letter)
    bench.case.refresh_from_db()
    head = bench.people.actor("citra")
    restore_case(case=bench.case, reason="Ternyata benar", by=head, action_id=new_id())
    stands(bench, letter)
