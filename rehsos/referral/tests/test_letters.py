"""Letters of a case that is handed on: each stays its own office's, with its head and its people."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.access.permissions import permissions_of
from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.models import Case
from rehsos.cases.policies import may_handle
from rehsos.cases.unfinished import unfinished
from rehsos.directory.models import Office
from rehsos.letters import actions as letters
from rehsos.letters.policies import may_sign, may_write
from rehsos.letters.tests.report_bench import Bench
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter, LetterState, NumberSource
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, Refusal, State, Urgency, Wanted

from .conftest import SENTRA, words

KUPANG = 3


@pytest.fixture
def bench(people: Any) -> Bench:
    return Bench(people)


def draft(bench: Bench) -> Referral:
    return actions.begin_referral(
        case=bench.case, deed=Deed.TRANSFER, receiver=Office.objects.get(pk=SENTRA), wanted=Wanted.ADVANCED,
        asked="Mohon diambil alih.", urgency=Urgency.USUAL, proposed=None, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip


def sent(bench: Bench) -> Referral:
    made = draft(bench)
    actions.send_referral(referral=made, parts=(), by=bench.melati, action_id=new_id())
    return made


def taken(bench: Bench, it: Referral) -> Case:
    by = bench.people.actor("fajar")
    there = Referral.objects.select_related("sender", "receiver").get(pk=it.pk)
    actions.answer_referral(referral=there, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                            action_id=new_id())  # fmt: skip
    return Case.objects.get(pk=bench.case.pk)


def acting(bench: Bench, who: str, role: str = "") -> Actor:
    by: Actor = bench.people.actor(who)
    return replace(by, role=role, permissions=permissions_of(role)) if role else by


@pytest.mark.parametrize("state", [LetterState.SETTLED, LetterState.NUMBERED])
def test_a_letter_that_waits_for_its_signature_holds_the_case_and_both_read_whose_it_is(
    bench: Bench, state: LetterState
) -> None:
    letter, waits, other = bench.report(), sent(bench), draft(bench)
    bench.settle(letter)
    if state == LetterState.NUMBERED:
        bench.number(letter)
    assert bench.fresh(letter).state == state
    with pytest.raises(Refused, match="Kantor pengirim masih punya surat"):
        taken(bench, waits)
    page = words(bench.browser.get(reverse("referral:send", args=[other.pk])))
    assert "Kantor kita masih punya surat" in page
    with pytest.raises(Refused, match="Kantor kita masih punya surat"):
        actions.send_referral(referral=other, parts=(), by=bench.as_melati(), action_id=new_id())
    assert bench.step("letters:letter_unsign", letter).status_code == 302
    assert taken(bench, waits).owner_id == SENTRA


def test_a_draft_of_the_old_office_is_nobodys_to_finish_and_the_new_one_begins_its_own(bench: Bench) -> None:
    bench.request()
    letter = bench.report()
    case = taken(bench, sent(bench))
    assert not any("surat keluar" in left for left in unfinished(case))
    fajar = bench.client("fajar")
    page = words(fajar.get(reverse("cases:case", args=[case.code])))
    assert "Lanjutkan laporan" not in page
    assert "kantor terdahulu" in page
    assert "Lanjutkan laporan" not in words(fajar.get(reverse("desk:today")))
    begun = fajar.get(bench.url("justice:social_report", bench.subject))
    assert begun.status_code == 200
    told = bench.texts()
    assert save(fajar, bench.url("justice:social_report", bench.subject), told).status_code == 302
    bench.people.actor("fajar")
    own = Letter.objects.exclude(pk=letter.pk).get(direction="out", dossier=case.pk)
    assert own.office_id == SENTRA
    page = words(fajar.get(reverse("cases:case", args=[case.code])))
    assert f"{bench.url('letters:letter', own.pk)}" in page
    assert "Lanjutkan laporan" in page


@pytest.mark.parametrize("who", ["fajar", "melati"])
def test_its_page_says_whose_it_is_and_offers_nothing(bench: Bench, who: str) -> None:
    letter = bench.report()
    taken(bench, sent(bench))
    browser = bench.client(who)
    page = words(browser.get(bench.url("letters:letter", letter.pk)))
    assert ("Surat ini milik Dinsos Kab. Kupang" if who == "fajar" else "konsep ini ditutup") in page
    assert bench.url("letters:letter_settle", letter.pk) not in page
    assert bench.url("justice:social_report_edit", letter.pk) not in page
    for name in ("letters:letter_settle", "letters:letter_unsign", "justice:social_report_edit",
                 "letters:letter_number", "letters:letter_scan", "letters:letter_deliver"):  # fmt: skip
        assert browser.get(bench.url(name, letter.pk)).status_code == 403, name


Act = Callable[[Letter, Case, Actor], object]


def _edit(letter: Letter, case: Case, by: Actor) -> object:
    told: dict[str, Any] = {"kind": "social_report", "request": None, "answers": {}, "envelope": Envelope(party="X")}
    version = letter.version
    return letters.edit_letter(letter=letter, case=case, **told, version=version, by=by, action_id=new_id())


def _settle(letter: Letter, case: Case, by: Actor) -> object:
    return letters.settle_letter(letter=letter, case=case, capacity="", envelope=Envelope(), by=by, action_id=new_id())


def _unsign(letter: Letter, case: Case, by: Actor) -> object:
    return letters.unsign_letter(letter=letter, case=case, by=by, action_id=new_id())


def _number(letter: Letter, case: Case, by: Actor) -> object:
    return letters.number_letter(letter=letter, case=case, number="1/2", source=NumberSource.AGENDA,
                                 dated=timezone.localdate(), by=by, action_id=new_id())  # fmt: skip


def _sign(letter: Letter, case: Case, by: Actor) -> object:
    return letters.sign_letter(letter=letter, case=case, at=timezone.now(), scan=None, by=by, action_id=new_id())


def _deliver(letter: Letter, case: Case, by: Actor) -> object:
    return letters.deliver_letter(letter=letter, case=case, at=timezone.now(), handed_to="Budi", rank="", receipt=None,
                                  reason="", by=by, action_id=new_id())  # fmt: skip


@pytest.mark.parametrize("act", [_edit, _settle, _unsign, _number, _sign, _deliver])
def test_the_actions_refuse_the_new_office_too(bench: Bench, act: Act) -> None:
    letter = bench.report()
    case = taken(bench, sent(bench))
    for who, role in (
        ("fajar", ""),
        ("fajar", "kabid"),
        ("fajar", "clerk"),
        ("eka", ""),
        ("dewi", ""),
        ("dewi", "clerk"),
    ):
        by = acting(bench, who, role)
        with pytest.raises(NotAllowed):
            act(letter, case, by)
    with pytest.raises(NotAllowed):  # who began it works the case no more
        act(letter, case, bench.as_melati()) if act is not _deliver else _edit(letter, case, bench.as_melati())


def test_who_may_what_with_a_letter_of_the_office_that_gave_the_case_away(bench: Bench) -> None:
    """The register of its office goes on, and who signed it brings it; all others read."""
    letter = bench.signed()
    case = taken(bench, sent(bench))
    hands = {
        "old worker": ("melati", ""), "old head": ("citra", ""), "old register": ("melati", "clerk"),
        "colleague": ("bima", ""), "new worker": ("fajar", ""), "new head": ("fajar", "kabid"),
        "new register": ("fajar", "clerk"), "above": ("eka", ""), "outsider": ("dewi", ""),
    }  # fmt: skip
    may = {}
    for called, (who, role) in hands.items():
        by = acting(bench, who, role)
        may[called] = [bool(one(letter, case, by)) for one in (may_write, may_sign, may_handle)]
    assert {called for called, said in may.items() if said[0] or said[1]} == set()
    assert {called for called, said in may.items() if said[2]} == {"old worker", "old register"}


def test_a_signed_letter_is_handed_over_by_its_office_and_stops_the_clock(bench: Bench) -> None:
    bench.request()
    letter = bench.signed()
    case = taken(bench, sent(bench))
    assert bench.client("fajar").get(bench.url("letters:letter_deliver", letter.pk)).status_code == 403
    assert bench.deliver(letter).status_code == 302
    assert bench.fresh(letter).state == LetterState.DELIVERED
    assert (case.owner_id, bench.clock("fajar").state) == (SENTRA, "stopped")


@pytest.mark.parametrize("deed", list(Deed))
def test_who_is_asked_reads_what_it_is_and_what_saying_yes_does_before_answering(bench: Bench, deed: Deed) -> None:
    made = actions.begin_referral(
        case=bench.case, deed=deed, receiver=Office.objects.get(pk=SENTRA), wanted=Wanted.ADVANCED, asked="Mohon.",
        urgency=Urgency.USUAL, proposed=None, by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip
    actions.send_referral(referral=made, parts=(), by=bench.melati, action_id=new_id())
    page = words(bench.client("fajar").get(reverse("referral:answer", args=[made.pk])))
    assert f"<strong>{deed.label}</strong><ul>" in page
    said = {
        Deed.REFER: "kantor Anda memberi layanan", Deed.HAND_OVER: "memegang tanggung jawab atas orangnya",
        Deed.TRANSFER: "langsung menjadi milik kantor Anda", Deed.ASK_OPINION: "Tidak ada yang pindah",
    }  # fmt: skip
    assert [one for one, words_ in said.items() if words_ in page] == [deed]
    assert Referral.objects.filter(pk=made.pk, state=State.SENT).exists()
