"""What night staff have on their phone: who waits at the door, the roll on paper, and no link that leads nowhere."""

from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office
from rehsos.placement.models import StayKind
from rehsos.referral import actions as referring
from rehsos.referral.models import Answer, Deed, Referral, Refusal, Urgency, Wanted

from .conftest import Inn, words

PUSLANSOS = 10


def arrived(inn: Inn) -> Referral:
    """Handed over to Puslansos, come there, and not taken in yet."""
    by = inn.people.actor("melati")
    made = referring.begin_referral(
        case=opened(by), deed=Deed.HAND_OVER, receiver=Office.objects.get(pk=PUSLANSOS), wanted=Wanted.BED,
        asked="Mohon tempat.", urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    referring.send_referral(referral=made, parts=(), by=by, action_id=new_id())
    by = inn.people.actor("kirana")
    it = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
    referring.answer_referral(referral=it, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                              action_id=new_id())  # fmt: skip
    it = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
    referring.record_arrival(referral=it, at=timezone.now(), by=by, action_id=new_id())
    return it


def test_who_waits_at_the_door_is_told_to_night_staff_without_a_link(inn: Inn) -> None:
    it = arrived(inn)
    link = reverse("referral:referral", args=[it.pk])
    night, day = words(inn.get("placement:tonight", who="omar")), words(inn.get("placement:tonight", who="kirana"))
    for page in (night, day):
        assert str(it) in page
        assert "Tiba, belum diterima" in page
    assert link in day
    assert link not in night
    assert inn.get("referral:referral", it.pk, who="omar").status_code == 404


def test_the_roll_is_printed_and_typed_later(inn: Inn) -> None:
    stay = inn.taken("kirana", called="Teratai Rekaan", stay_kind=StayKind.SHELTER, bed=None)
    page = words(inn.get("placement:roll_list", who="omar"))
    assert "Tanpa ranjang" in page
    assert "T.R." in page or "TR" in page or str(inn.seen(stay, "kirana").case) in page
    assert "Teratai" not in page
    assert reverse("placement:roll_list") in words(inn.get("placement:roll", who="omar"))
    assert inn.get("placement:roll_list", who="eka").status_code == 404
    elsewhere = words(inn.get("placement:roll_list", who="dewi"))
    assert "Tidak ada penghuni" in elsewhere
