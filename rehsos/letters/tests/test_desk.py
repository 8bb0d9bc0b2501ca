"""A desk is handed on: what was settled or numbered stays so, and holds a transfer as before."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.cases.actions.desk import hand_desk, take_desk
from rehsos.cases.models import Leaving
from rehsos.directory.models import Worker
from rehsos.letters import actions
from rehsos.papers.models import FilledForm, Letter, LetterState
from rehsos.referral.actions.handing_on import held_up

from .report_bench import Bench


@pytest.mark.parametrize("numbered", [False, True])
def test_a_settled_letter_of_who_left_stays_as_preview_and_paper_say(people: Any, *, numbered: bool) -> None:
    """Its signer settled the text; who goes on may make it a draft again, and then that is recorded."""
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
    by = people.actor("bima")
    take_desk(handover=made, by=by, action_id=new_id())
    now = Letter.objects.get(pk=letter.pk)
    assert (now.state, now.signer_id, now.number) == (letter.state, 1, letter.number)
    assert FilledForm.objects.get(pk=letter.pk).finished
    assert held_up(bench.case) is not None
    actions.unsign_letter(letter=now, case=bench.case, by=by, action_id=new_id())
    assert Letter.objects.get(pk=letter.pk).state == LetterState.DRAFT
