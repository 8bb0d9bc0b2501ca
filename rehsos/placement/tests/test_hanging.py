"""A stay on which something hangs is ended, not taken back: what was counted, told and seen there stays counted."""

from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, CostKind, Payer
from rehsos.placement.actions import during
from rehsos.placement.actions.paying import StayLine, pay_stay
from rehsos.placement.models import AbsenceKind, NoteKind, Stay

from .conftest import Inn, words

pytestmark = pytest.mark.django_db


def taken_back(inn: Inn, stay: Stay, name: str = "take_in", recorded: Any = None) -> None:
    by = inn.people.actor("melati")
    withdraw(case=Case.objects.get(pk=stay.case_id), recorded=recorded or stay.pk, recorded_as=name, reason="Salah",
             by=by, action_id=new_id())  # fmt: skip


def noted(inn: Inn, stay: Stay, kind: NoteKind) -> None:
    during.note_stay(stay=inn.seen(stay), note_kind=kind, at=timezone.now(), words="Dompet", by=inn.by,
                     action_id=new_id())  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "said"), [(NoteKind.BELONGINGS, "barang dan uang dihitung"), (NoteKind.INCIDENT, "kejadian")]
)
def test_what_was_written_of_who_was_there_keeps_the_stay(inn: Inn, kind: NoteKind, said: str) -> None:
    stay = inn.taken()
    noted(inn, stay, kind)
    with pytest.raises(Refused, match=rf"{said}\. Akhiri tinggalnya lewat “Keluar”, bukan menariknya"):
        taken_back(inn, stay)
    assert inn.seen(stay).withdrawn_by is None


def test_who_left_was_there_until_their_leaving_is_taken_back(inn: Inn) -> None:
    stay = inn.taken()
    inn.out(stay)
    page = inn.post("cases:withdraw", stay.case.code, stay.pk, reason="Salah orang")
    assert page.status_code == 422
    assert "sudah tercatat: keluar " in words(page)
    left = Action.objects.get(dossier=stay.case_id, name="discharge").pk
    taken_back(inn, stay, "discharge", left)
    taken_back(inn, stay)
    assert inn.seen(stay).withdrawn_by is not None


def test_who_went_away_was_there(inn: Inn) -> None:
    stay = inn.taken()
    inn.away(stay, AbsenceKind.HOSPITAL)
    with pytest.raises(Refused, match="tidak di tempat"):
        taken_back(inn, stay)


def test_what_was_paid_for_them_keeps_the_stay(inn: Inn) -> None:
    stay = inn.taken()
    pay_stay(stay=inn.seen(stay), spent_on=timezone.localdate(), by=inn.by, action_id=new_id(),
             costs=(StayLine(CostKind.IN_HOUSE, 75_000, Payer.APBD, days=1),))  # fmt: skip
    with pytest.raises(Refused, match="sudah tercatat: biaya"):
        taken_back(inn, stay)
    assert inn.seen(stay).withdrawn_by is None


def test_a_line_of_care_hangs_on_nothing(inn: Inn) -> None:
    stay = inn.taken()
    noted(inn, stay, NoteKind.CARE)
    taken_back(inn, stay)
    assert inn.seen(stay).withdrawn_by is not None
