"""What night staff have on their phone: who waits at the door, the roll on paper, and no link that leads nowhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed
from rehsos.cases.models import Confirmed, Death, Level
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office
from rehsos.placement.actions import admitting, discharging
from rehsos.placement.actions.during import set_level
from rehsos.placement.actions.houses import add_room
from rehsos.placement.models import Bed, OutTo, Sexes, Stay, StayKind, Use
from rehsos.placement.stays import bed_of
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


def slept(inn: Inn, **more: Any) -> Stay:
    """Somebody of Kirana's at Puslansos since this evening."""
    since = timezone.now() - timedelta(hours=4)
    return inn.taken("kirana", called="Teratai Rekaan", stay_kind=StayKind.SHELTER, bed=None, at=since, **more)


def now() -> str:
    return timezone.localtime().strftime("%d-%m-%Y %H.%M")


@pytest.mark.parametrize(("name", "statuses"), [("died", (200, 200, 404, 404)), ("out", (200, 200, 404, 404)),
                                                ("move", (200, 200, 404, 404))])  # fmt: skip
def test_whoever_is_awake_at_the_house_opens_it_and_nobody_elsewhere(
    inn: Inn, name: str, statuses: tuple[int, ...]
) -> None:
    stay = slept(inn)
    asked = [inn.get(f"placement:{name}", stay.pk, who=one).status_code for one in ("omar", "kirana", "melati", "dewi")]
    assert asked == list(statuses)


def test_a_death_at_night_is_what_is_known_then(inn: Inn) -> None:
    stay = slept(inn)
    page = words(inn.get("placement:died", stay.pk, who="omar"))
    assert "Siapa yang menemukan" in page
    assert "Nama dokter" not in page
    assert "Teratai" not in page
    told = inn.post("placement:died", stay.pk, who="omar", at=now(), found_by="Omar saat apel; Kirana ditelepon",
                    police_told="yes")  # fmt: skip
    assert told.status_code == 302
    assert told.url == reverse("placement:stay", args=[stay.pk])
    assert inn.seen(stay, "kirana").ended_to == OutTo.DIED
    death = Death.objects.get(case=stay.case_id)
    assert (death.confirmed, death.police_told) == (Confirmed.UNKNOWN, True)
    assert inn.get("placement:stay", stay.pk, who="omar").status_code == 200
    assert inn.get("cases:death", stay.case.code, who="omar").status_code == 404


def test_a_death_at_night_stands_on_the_first_page_of_who_sees_to_it(inn: Inn) -> None:
    stay = slept(inn)
    inn.post("placement:died", stay.pk, who="omar", at=now(), found_by="Omar saat apel", police_told="no")
    page = " ".join(words(inn._browser("kirana").get("/")).split())
    told = page[page.index("<h2>Sesudah meninggal") :].partition("</section>")[0]
    for kind in ("stated", "family", "payer", "body", "belongings", "papers"):
        assert f"/kasus/{stay.case.code}/kematian/{kind}/" in told
    assert "pembayar, " in told
    for who in ("melati", "dewi"):
        assert "Sesudah meninggal" not in words(inn._browser(who).get("/")), who


def test_at_night_somebody_is_taken_to_a_hospital_or_by_the_police_and_nowhere_else(inn: Inn) -> None:
    stay = slept(inn)
    page = words(inn.get("placement:out", stay.pk, who="omar"))
    offered = [one for one in OutTo if f'value="{one.value}"' in page]
    assert offered == [OutTo.HOSPITAL, OutTo.POLICE]
    it = inn.seen(stay, "omar")
    with pytest.raises(NotAllowed, match="pekerja sosial atau kepala"):
        discharging.discharge(stay=it, out_to=OutTo.KIN, words="Bibi", at=timezone.now(), by=inn.people.actor("omar"),
                              action_id=new_id())  # fmt: skip
    told = inn.post("placement:out", stay.pk, who="omar", out_to="hospital", words="RSUD Contoh", at=now())
    assert told.status_code == 302
    assert inn.seen(stay, "kirana").ended_to == OutTo.HOSPITAL


def test_at_night_who_was_handed_over_leaves_and_their_sender_reads_it(inn: Inn) -> None:
    by = inn.people.actor("kirana")
    it = Referral.objects.select_related("sender", "receiver").get(pk=arrived(inn).pk)
    stay = admitting.admit_referred(referral=it, stay_kind=StayKind.SHELTER, health="", bed=None, at=timezone.now(),
                                    by=by, action_id=new_id())  # fmt: skip
    discharging.discharge(stay=inn.seen(stay, "omar"), out_to=OutTo.POLICE, words="", at=timezone.now(),
                          by=inn.people.actor("omar"), action_id=new_id())  # fmt: skip
    inn.people.actor("melati")
    assert Stay.objects.get(pk=stay.pk).ended_to == OutTo.POLICE


def test_at_night_somebody_gets_another_bed_and_what_is_the_days_is_not_offered(inn: Inn) -> None:
    stay = slept(inn)
    add_room(office=Office.objects.get(pk=PUSLANSOS), name="Kamar 9", sexes=Sexes.ALL, use=Use.GENERAL,
             step_free=False, beds="1", by=inn.people.actor("kirana"), action_id=new_id())  # fmt: skip
    bed = Bed.objects.get(room__office=PUSLANSOS, room__name="Kamar 9")
    told = inn.post("placement:move", stay.pk, who="omar", bed=str(bed.pk), at=now())
    assert told.status_code == 302
    lying = bed_of(inn.seen(stay, "kirana"))
    assert lying is not None
    assert lying.bed_id == bed.pk
    page = words(inn.get("placement:stay", stay.pk, who="omar"))
    assert "Pindah tempat tidur" in page
    assert "Dasar tinggal" not in page.partition("action-row")[2]
    with pytest.raises(NotAllowed):
        set_level(stay=inn.seen(stay, "omar"), rehab_level=Level.BASIC, by=inn.people.actor("omar"),
                  action_id=new_id())  # fmt: skip
