"""A case is handed on while its client stays in a house: the house lets them go, and writes nothing else of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.placing import everywhere, place_client
from rehsos.cases.models import Case, Clock, Custody, Whereabouts
from rehsos.directory.models import Office
from rehsos.placement.actions import admitting, during
from rehsos.placement.models import AbsenceKind, OutTo, Stay, StayKind
from rehsos.placement.tonight import board, needs_a_hand, numbers
from rehsos.referral import actions as referring
from rehsos.referral.models import Answer, Deed, Referral, Refusal, Urgency, Wanted

from .conftest import KUPANG, SENTRA, Inn, words

TTS = 4


def transferred(inn: Inn, case: Case, to: int, who: str, sender: str = "melati") -> Case:
    """To another office, which said yes."""
    by = inn.people.actor(sender)
    made = referring.begin_referral(
        case=Case.objects.get(pk=case.pk), deed=Deed.TRANSFER, receiver=Office.objects.get(pk=to), wanted=Wanted.OTHER,
        asked="Pindah.", urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    referring.send_referral(referral=made, parts=(), by=by, action_id=new_id())
    by = inn.people.actor(who)
    it = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
    referring.answer_referral(referral=it, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                              action_id=new_id())  # fmt: skip
    return Case.objects.get(pk=case.pk)


def at_sentra(inn: Inn) -> Stay:
    return admitting.admit_referred(
        referral=inn.handed_over(), stay_kind=StayKind.SHELTER, health="", bed=None, at=timezone.now(),
        by=inn.people.actor("fajar"), action_id=new_id(),
    )  # fmt: skip


def now(stay: Stay) -> tuple[Stay, int | None, int | None]:
    """The stay, which office answers for them, and at which they are."""
    with everywhere():
        held = {"case": stay.case_id, "until": None, "withdrawn_by": None}
        return (Stay.objects.get(pk=stay.pk), Custody.objects.get(**held).office_id,
                Whereabouts.objects.get(**held).office_id)  # fmt: skip


def told_in_hospital(inn: Inn, stay: Stay) -> None:
    place_client(
        case=stay.case, custody=None, custody_office=None, custody_words="", whereabouts="hospital",  # type: ignore[arg-type]
        whereabouts_office=None, whereabouts_words="RSUD", at=timezone.now() - timedelta(minutes=2),
        by=inn.people.actor("melati"), action_id=new_id(),
    )  # fmt: skip


def test_who_is_in_the_house_stays_there_until_it_says_that_they_left(inn: Inn) -> None:
    stay = inn.taken()
    transferred(inn, stay.case, TTS, "dewi")
    it, custody, where = now(stay)
    assert (it.ended_at, custody, where) == (None, TTS, KUPANG)
    with pytest.raises(Refused, match="dialihkan"):
        inn.away(stay, AbsenceKind.HOSPITAL)
    inn.out(stay)
    it, custody, where = now(stay)
    assert (it.ended_to, where) == (OutTo.KIN, None)


def test_told_in_hospital_the_stay_ends_once_the_house_answers_for_them_no_more(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(minutes=5))
    told_in_hospital(inn, stay)
    assert now(stay)[0].is_open
    transferred(inn, stay.case, TTS, "dewi")
    it, custody, where = now(stay)
    assert (it.ended_to, custody, where) == (OutTo.MOVED, TTS, None)
    with everywhere():
        assert it.ended_at == Custody.objects.get(case=stay.case_id, until=None).since


def test_who_had_them_by_a_hand_over_then_the_case_and_gave_it_away_lets_them_go(inn: Inn) -> None:
    stay = at_sentra(inn)
    transferred(inn, stay.case, SENTRA, "fajar")
    transferred(inn, stay.case, TTS, "dewi", sender="fajar")
    it, custody, where = now(stay)
    assert (it.ended_at, custody, where) == (None, TTS, SENTRA)
    with pytest.raises(Refused, match="dialihkan"):
        during.go_away(stay=inn.seen(stay, "fajar"), absence_kind=AbsenceKind.HOSPITAL, at=timezone.now(),
                       expected=None, words="", by=inn.people.actor("fajar"), action_id=new_id())  # fmt: skip
    inn.out(stay, who="fajar")
    it, _custody, where = now(stay)
    assert (it.ended_to, where) == (OutTo.KIN, None)


def test_back_to_whose_case_it_is_now(inn: Inn) -> None:
    stay = at_sentra(inn)
    transferred(inn, stay.case, TTS, "dewi")
    assert now(stay)[1:] == (SENTRA, SENTRA)
    inn.out(stay, OutTo.SENDER, "", who="fajar")
    it, custody, where = now(stay)
    assert (it.ended_to, custody, where) == (OutTo.SENDER, TTS, TTS)


def test_an_own_stay_goes_back_to_no_sender(inn: Inn) -> None:
    stay = inn.taken()
    with pytest.raises(Refused):
        inn.out(stay, OutTo.SENDER, "")
    transferred(inn, stay.case, TTS, "dewi")
    assert "Keluar ke" in words(inn.get("placement:out", stay.pk))
    assert inn.get("placement:out", stay.pk, who="dewi").status_code == 403, (
        "whose case it is reads, and the house writes"
    )
    assert inn.get("placement:out", stay.pk, who="nadia").status_code == 404


@pytest.mark.parametrize("to", [None, TTS], ids=["its own case", "handed on"])
def test_how_long_somebody_may_stay_is_the_houses_to_know_whoever_has_their_case(inn: Inn, to: int | None) -> None:
    stay = inn.taken()
    if to:
        transferred(inn, stay.case, to, "dewi")
    assert told(inn, who="melati") == told_above(inn) == 0
    with everywhere():
        Clock.objects.filter(subject=stay.pk, rule="stay_limit_shelter").update(
            due_at=timezone.now() - timedelta(days=1)
        )
    assert told(inn, who="melati") == told_above(inn) == 1
    assert [one.id for one in board(inn.people.actor("melati")).stays if needs_a_hand(one)] == [stay.pk]
    assert "Lewat batas 1 hari" in words(inn.get("placement:tonight"))
    by = inn.people.actor("dewi")
    with connection.cursor() as cursor:
        cursor.execute("SELECT stay FROM placement_limits(%s)", [KUPANG])
        assert cursor.fetchall() == [], "of another house nobody is told anything"
    assert board(by).counted()["over"] == 0


def told(inn: Inn, who: str) -> int:
    return board(inn.people.actor(who)).counted()["over"]


def told_above(inn: Inn) -> int:
    """What the province reads of the house."""
    inn.people.actor("eka")
    return next(row.over for row in numbers("53") if row.office == KUPANG)
