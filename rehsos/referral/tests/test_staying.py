"""Whom an office has by a hand-over, and that they left it again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import Told, place
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Custody, Whereabouts
from rehsos.cases.tests.two_offices import ALL
from rehsos.look.words import day
from rehsos.referral import actions
from rehsos.referral.actions import staying
from rehsos.referral.models import Deed, LeftTo, Part, Referral, State

from .conftest import OTHER, SENTRA, Road, words


def arrived(road: Road, to: int = SENTRA, who: str = "fajar") -> Referral:
    it = road.answered(road.sent(Deed.HAND_OVER, to), who=who)
    by = road.people.actor(who)
    actions.record_arrival(referral=road.seen(it, who), at=timezone.now(), by=by, action_id=new_id())
    return road.seen(it)


def left(road: Road, it: Referral, to: LeftTo, words_: str = "", who: str = "fajar") -> Referral:
    staying.record_departure(
        referral=road.seen(it, who),
        to=to,
        words=words_,
        at=timezone.now(),
        by=road.people.actor(who),
        action_id=new_id(),
    )
    return road.seen(it)


def now(road: Road) -> tuple[object, ...]:
    """Who answers and where, as the sender reads it: kinds and offices."""
    road.people.actor("melati")
    open_ones = {"case": road.case, "until": None, "withdrawn_by": None}
    one, two = Custody.objects.get(**open_ones), Whereabouts.objects.get(**open_ones)
    return one.kind, one.office_id, two.kind, two.office_id


def test_who_arrived_stands_in_the_list_until_they_leave(road: Road) -> None:
    assert "Tidak ada orang" in words(road.get("referral:here", who="fajar"))
    it = arrived(road)
    page = words(road.get("referral:here", who="fajar"))
    assert str(it.code) in page
    assert "dari Dinsos Kab. Kupang" in page
    assert "Rambu" not in page
    assert f'href="{reverse("referral:result", args=[it.pk])}"' in page
    assert str(it.code) not in words(road.get("referral:here"))
    assert "Klien keluar" in words(road.get("referral:referral", it.pk, who="fajar"))
    left(road, it, LeftTo.FAMILY, "Bibi di Oesao")
    assert now(road) == ("family", None, "family", None)
    assert str(it.code) not in words(road.get("referral:here", who="fajar"))
    assert road.get("referral:departure", it.pk, who="fajar").status_code == 404


def test_who_is_here_is_one_tap_from_the_first_page_and_their_result_two(road: Road) -> None:
    assert "orang di sini" not in words(road.get("desk:today", who="fajar"))
    it = arrived(road)
    today = words(road.get("desk:today", who="fajar"))
    assert "1 orang di sini sekarang" in today
    assert reverse("referral:here") in today
    assert "orang di sini" not in words(road.get("desk:today"))
    told = f'href="{reverse("referral:result", args=[it.pk])}"'
    page = words(road.get("referral:here", who="fajar"))
    assert told in page
    once = day(timezone.localtime().date())
    assert "sejak pukul" in page
    assert page.split("<article")[1].split("</article>")[0].count(once) == 1
    road.post("referral:result", it.pk, who="fajar", words="Selesai dilatih.")
    page = words(road.get("referral:here", who="fajar"))
    assert told not in page
    assert reverse("referral:departure", args=[it.pk]) in page


def test_a_client_of_its_own_counts_among_those_here(road: Road) -> None:
    here = Told("office", road.case.owner)
    place(road.case, custody=here, whereabouts=here, at=timezone.now(), by=road.by, cause=new_id())
    assert "1 orang di sini sekarang" in words(road.get("desk:today"))


def test_the_sender_reads_it_on_the_first_page_the_referral_and_the_case(road: Road) -> None:
    it = left(road, arrived(road), LeftTo.FAMILY, "Bibi di Oesao")
    assert "Klien keluar" in words(road.get("desk:today"))
    assert "Klien keluar: Keluarga atau rumah sendiri" in words(road.get("referral:referral", it.pk))
    assert "klien keluar dari Sentra Efata Kupang" in words(road.get("cases:case", road.case.code))
    assert "Bibi di Oesao" in words(road.get("referral:referral", it.pk))


@pytest.mark.parametrize(
    ("to", "after"),
    [
        (LeftTo.SENDER, ("office", 3, "office", 3)),
        (LeftTo.INSTITUTION, ("outside", None, "institution", None)),
        (LeftTo.HOSPITAL, ("office", SENTRA, "hospital", None)),
        (LeftTo.POLICE, ("office", SENTRA, "police", None)),
        (LeftTo.UNKNOWN, ("office", SENTRA, "unknown", None)),
    ],
)
def test_who_answers_follows_from_where_they_went(road: Road, to: LeftTo, after: tuple[object, ...]) -> None:
    it = arrived(road)
    left(road, it, to, "LKSA Peraga")
    assert now(road) == after
    here = road.get("referral:here", who="fajar").content.decode()
    assert (str(it.code) in here) == (after[1] == SENTRA)


def test_after_its_result_it_is_asked_where_they_are_and_may_be_left(road: Road) -> None:
    it = arrived(road)
    answer = road.post("referral:result", it.pk, who="fajar", words="Selesai dilatih.")
    assert answer.status_code == 302
    assert answer["Location"].endswith("/keluar/")
    assert "Di mana klien sekarang?" in words(road.get("referral:departure", it.pk, who="fajar"))
    assert road.seen(it).state == State.DONE
    left(road, it, LeftTo.SENDER)
    assert now(road) == ("office", 3, "office", 3)


def test_who_is_there_no_more_did_not_leave(road: Road) -> None:
    """The sender recorded another place; or they left before; or it was another deed; or somebody else says so."""
    it = arrived(road)
    place(road.case, custody=Told("family"), whereabouts=Told("family"), at=timezone.now(), by=road.by, cause=new_id())
    with pytest.raises(Conflict):
        left(road, it, LeftTo.FAMILY)
    other = road.answered(road.sent())
    actions.record_arrival(referral=road.seen(other, "fajar"), at=timezone.now(), by=road.people.actor("fajar"),
                           action_id=new_id())  # fmt: skip
    with pytest.raises(Conflict):
        left(road, other, LeftTo.FAMILY)
    with pytest.raises(NotAllowed):
        left(road, it, LeftTo.FAMILY, who="melati")


def test_not_before_they_came_nor_without_saying_which_institution(road: Road) -> None:
    it = arrived(road)
    with pytest.raises(Refused) as why:
        left(road, it, LeftTo.INSTITUTION)
    assert why.value.field == "words"
    with pytest.raises(Refused) as why:
        staying.record_departure(
            referral=road.seen(it, "fajar"), to=LeftTo.FAMILY, words="", at=timezone.now() - timedelta(hours=9),
            by=road.people.actor("fajar"), action_id=new_id(),
        )  # fmt: skip
    assert why.value.field == "at"
    assert now(road)[3] == SENTRA


def test_marked_as_wrong_by_the_sender_they_are_where_they_were(road: Road) -> None:
    it = left(road, arrived(road), LeftTo.FAMILY)
    line = Action.objects.get(dossier=road.case.pk, name="departure_told")
    case = Case.objects.get(pk=road.case.pk)
    withdraw(
        case=case,
        recorded=line.pk,
        recorded_as=line.name,
        reason="Keliru.",
        by=road.people.actor("melati"),
        action_id=new_id(),
    )
    assert now(road) == ("office", SENTRA, "office", SENTRA)
    assert road.seen(it).left_at is None
    assert str(it.code) in words(road.get("referral:here", who="fajar"))


def test_moved_on_by_another_office_they_are_not_in_the_list(road: Road) -> None:
    first = arrived(road)
    arrived(road, OTHER, "dewi")
    assert str(first.code) not in words(road.get("referral:here", who="fajar"))


def test_who_stands_before_a_wall_does_not_see_them(road: Road) -> None:
    it = arrived(road)
    Case.objects.filter(pk=road.case.pk).update(barred=[6])
    assert str(it.code) not in words(road.get("referral:here", who="fajar"))


def test_a_client_of_the_office_itself_stands_there_by_initials(road: Road) -> None:
    here = Told("office", road.case.owner)
    place(road.case, custody=here, whereabouts=here, at=timezone.now(), by=road.by, cause=new_id())
    page = words(road.get("referral:here"))
    assert road.case.code in page
    assert "R.T." in page
    assert "Rambu" not in page


def handed_on(road: Road, to: int = OTHER, who: str = "dewi") -> Referral:
    """The client is at the Sentra; the case goes on to another office after that."""
    it = arrived(road)
    road.answered(road.sent(Deed.TRANSFER, to), who=who)
    return it


def test_back_is_to_the_office_whose_case_it_is_now(road: Road) -> None:
    it = handed_on(road)
    assert "Kembali ke kantor yang menangani kasusnya" in words(road.get("referral:departure", it.pk, who="fajar"))
    staying.record_departure(
        referral=road.seen(it, "fajar"), to=LeftTo.SENDER, words="", at=timezone.now(), by=road.people.actor("fajar"),
        action_id=new_id(),
    )  # fmt: skip
    road.people.actor("dewi")
    held = {"case": road.case, "until": None, "withdrawn_by": None}
    assert (Custody.objects.get(**held).office_id, Whereabouts.objects.get(**held).office_id) == (OTHER, OTHER)
    assert "Kembali ke kantor yang menangani kasusnya" in words(road.get("cases:case", road.case.code, who="dewi"))
    assert "Klien keluar" in words(road.get("desk:today", who="dewi"))
    assert "Klien keluar" not in words(road.get("desk:today"))


def test_who_takes_the_case_over_follows_whom_another_office_has(road: Road) -> None:
    it = handed_on(road)
    with acting_for(ALL):
        assert {tuple(one.offices) for one in Part.objects.filter(referral=it)} == {(OTHER, SENTRA)}
    assert "Rambu Teladan" in road.read(it, "dewi")
    page = words(road.get("referral:referral", it.pk, who="dewi"))
    assert "Kasusnya dialihkan: kantor yang menanganinya sekarang" in page
    assert "Tanyakan" in page
    assert "kini diikuti" in words(road.get("referral:referral", it.pk))
    assert "Dinsos Kab. TTS" in words(road.get("referral:here", who="fajar"))
    road.post("referral:result", it.pk, who="fajar", words="Selesai dilatih.")
    assert str(it.code) in words(road.get("desk:today", who="dewi"))
    assert str(it.code) not in words(road.get("desk:today"))
    assert "Selesai dilatih." in road.read(it, "dewi")


def test_who_has_them_and_takes_the_case_over_asks_nobody(road: Road) -> None:
    it = handed_on(road, SENTRA, "fajar")
    assert road.seen(it).sender_id == 3


def test_who_has_them_is_told_their_own_way_back_where_they_left_before_they_came(road: Road) -> None:
    """What stands in the sender's case is not theirs to take back."""
    it = arrived(road)
    with pytest.raises(Refused, match="Tandai salah catat") as refused:
        staying.record_departure(
            referral=road.seen(it, "fajar"), to=LeftTo.FAMILY, words="", at=timezone.now() - timedelta(hours=2),
            by=road.people.actor("fajar"), action_id=new_id(),
        )  # fmt: skip
    assert refused.value.field == "at"
    assert "Perjalanan" not in str(refused.value.reason)
    actions.record_result(referral=road.seen(it, "fajar"), words="Selesai.", by=road.people.actor("fajar"),
                          action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="hubungi kantor pengirim"):
        staying.record_departure(
            referral=road.seen(it, "fajar"), to=LeftTo.FAMILY, words="", at=timezone.now() - timedelta(hours=2),
            by=road.people.actor("fajar"), action_id=new_id(),
        )  # fmt: skip


def test_what_was_agreed_to_is_not_taken_back_and_both_pages_stay_as_they_were(road: Road) -> None:
    it = road.answered(road.sent(Deed.HAND_OVER))
    for arrived in (False, True):
        if arrived:
            actions.record_arrival(referral=road.seen(it, "fajar"), at=timezone.now(), by=road.people.actor("fajar"),
                                   action_id=new_id())  # fmt: skip
        with pytest.raises(Refused, match="dicatat keluar oleh kantor itu"):
            actions.revoke_referral(referral=road.seen(it), reason="Batal.", by=road.by, action_id=new_id())
        page = road.get("referral:revoke", it.pk)
        assert page.status_code == 409
        assert "tidak dapat dicabut lagi" in words(page)
        assert road.seen(it).state == (State.ARRIVED if arrived else State.ACCEPTED)
        assert reverse("referral:revoke", args=[it.pk]) not in words(road.get("referral:referral", it.pk))
