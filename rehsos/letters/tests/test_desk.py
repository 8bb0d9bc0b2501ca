"""A desk is handed on: what who left was to sign, and did not, waits for who goes on."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.cases.actions.desk import hand_desk, take_desk
from rehsos.cases.models import Leaving
from rehsos.directory.models import Worker
from rehsos.papers.models import FilledForm, Letter, LetterState

from .report_bench import Bench


@pytest.mark.parametrize("numbered", [False, True])
def test_a_settled_letter_of_who_left_is_a_draft_again_and_keeps_its_number(people: Any, *, numbered: bool) -> None:
    bench = Bench(people)
    letter = bench.numbered() if numbered else bench.report()
    if not numbered:
        bench.settle(letter)
    letter = bench.fresh(letter)
    assert letter.signer_id == 1
    bench.as_melati()
    melati, bima = (Worker.objects.get(name=f"{who} Contoh") for who in ("Melati", "Bima"))
    made = hand_desk(giver=melati, receiver=bima, codes=(bench.case.code,), why=Leaving.MOVES, by=bench.as_melati(),
                     action_id=new_id())  # fmt: skip
    take_desk(handover=made, by=people.actor("bima"), action_id=new_id())
    now = Letter.objects.get(pk=letter.pk)
    assert (now.state, now.signer_id, now.number) == (LetterState.DRAFT, None, letter.number)
    assert not FilledForm.objects.get(pk=letter.pk).finished
