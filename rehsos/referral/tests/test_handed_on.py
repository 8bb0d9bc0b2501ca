"""A case is handed on while its client is somewhere: who answers for them goes along, and where they are is asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import place_client
from rehsos.cases.actions.protecting import protect
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Clash, Custody, CustodyKind, Whereabouts, WhereaboutsKind
from rehsos.cases.tests.two_offices import ALL, tell, worked_elsewhere
from rehsos.directory.models import Office
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, LeftTo, Referral, State

from .conftest import OTHER, SENTRA, Road, words
from .test_staying import arrived, left

KUPANG = 3


def told_here(road: Road, who: str = "melati", office: int = KUPANG, ago: int = 1) -> None:
    """That the client is at the office, and that the office answers."""
    ours = Office.objects.get(pk=office)
    place_client(
        case=Case.objects.get(pk=road.case.pk), custody=CustodyKind.OFFICE, custody_office=ours, custody_words="",
        whereabouts=WhereaboutsKind.OFFICE, whereabouts_office=ours, whereabouts_words="",
        at=timezone.now() - timedelta(minutes=ago), by=road.people.actor(who), action_id=new_id(),
    )  # fmt: skip


def handed_on(road: Road, to: int = OTHER, who: str = "dewi") -> Referral:
    return road.answered(road.sent(Deed.TRANSFER, to), who=who)


def now(road: Road, who: str) -> tuple[int | None, int | None]:
    """Which office answers for the client, and at which they are, as one of its workers reads it."""
    road.people.actor(who)
    held = {"case": road.case, "until": None, "withdrawn_by": None}
    return Custody.objects.get(**held).office_id, Whereabouts.objects.get(**held).office_id


def close(road: Road, who: str) -> Any:
    return protect(case=Case.objects.get(pk=road.case.pk), first=road.worker(who), second=None, words="LPSK 1",
                   by=road.people.actor(who), action_id=new_id())  # fmt: skip


# Who has the client takes the case over.


def test_who_has_them_and_takes_the_case_over_has_them_once_and_in_its_own_case(road: Road) -> None:
    it = arrived(road)
    handed_on(road, SENTRA, "fajar")
    assert (road.seen(it).state, road.seen(it).sender_id) == (State.DONE, KUPANG)
    assert "1 orang di sini sekarang" in words(road.get("desk:today", who="fajar"))
    page = words(road.get("referral:here", who="fajar"))
    assert page.count("<article") == 1
    assert "kasus kantor kita" in page
    assert str(it.code) not in page
    page = words(road.get("referral:referral", it.pk, who="fajar"))
    assert "Kasusnya kini pada kantor ini sendiri" in page
    assert "Sampaikan hasil" not in page
    assert "Klien keluar" not in page
    with pytest.raises(Conflict):
        left(road, it, LeftTo.SENDER)


def test_an_opinion_that_was_agreed_to_is_told_to_whose_case_it_is_now(road: Road) -> None:
    it = road.answered(road.sent(Deed.ASK_OPINION), answer=Answer.PARTLY)
    handed_on(road)
    assert road.seen(it, "dewi").sender_id == OTHER


def test_who_was_asked_an_opinion_and_takes_the_case_over_owes_it_to_nobody(road: Road) -> None:
    it = road.answered(road.sent(Deed.ASK_OPINION), answer=Answer.PARTLY)
    handed_on(road, SENTRA, "fajar")
    assert road.seen(it).state == State.DONE


# The case goes on, and its client is still where it came from.


def test_who_took_the_case_answers_for_them_and_who_gave_it_away_does_not(road: Road) -> None:
    told_here(road)
    handed_on(road)
    assert now(road, "dewi") == (OTHER, KUPANG)
    page = words(road.get("cases:case", road.case.code, who="dewi"))
    assert "Pemegang tanggung jawab: Dinsos Kab. TTS" in page
    assert "Berada di: Dinsos Kab. Kupang" in page


def test_who_had_answered_at_another_office_answers_on(road: Road) -> None:
    arrived(road)
    handed_on(road)
    assert now(road, "dewi") == (SENTRA, SENTRA)


def test_who_gave_the_case_away_sees_whom_it_still_has_and_tells_that_they_left(road: Road) -> None:
    told_here(road)
    it = handed_on(road)
    assert "1 orang di sini sekarang" in words(road.get("desk:today"))
    page = words(road.get("referral:here"))
    assert "kasusnya dialihkan ke Dinsos Kab. TTS" in page
    assert f'href="{reverse("referral:departure", args=[it.pk])}"' in page
    assert "Sampaikan hasil" not in page
    assert "Klien keluar" in words(road.get("referral:referral", it.pk))
    assert "Klien keluar" not in words(road.get("referral:referral", it.pk, who="dewi"))
    assert road.get("referral:departure", it.pk, who="dewi").status_code == 404
    answer = road.post("referral:departure", it.pk, to="sender", words="", at=this_minute())
    assert answer.status_code == 302, words(answer)
    assert now(road, "dewi") == (OTHER, OTHER)
    assert "klien keluar dari Dinsos Kab. Kupang" in words(road.get("cases:case", road.case.code, who="dewi"))
    assert "Klien keluar" in words(road.get("desk:today", who="dewi"))
    assert "Tidak ada orang" in words(road.get("referral:here"))


def this_minute() -> str:
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


def test_that_they_left_is_told_by_who_has_them_alone(road: Road) -> None:
    told_here(road)
    it = handed_on(road)
    with pytest.raises(NotAllowed):
        left(road, it, LeftTo.FAMILY, who="dewi")
    handed_back = road.seen(it, "dewi")
    assert handed_back.sender_id == KUPANG
    left(road, it, LeftTo.FAMILY, who="melati")
    with pytest.raises(Conflict):
        left(road, it, LeftTo.FAMILY, who="melati")


def test_who_took_the_case_is_told_where_they_are_until_it_says_so(road: Road) -> None:
    told_here(road)
    it = handed_on(road)
    page = words(road.get("desk:today", who="dewi"))
    assert "Klien masih tercatat di Dinsos Kab. Kupang" in page
    assert f'href="{reverse("cases:place", args=[road.case.code])}"' in page
    told_here(road, "dewi", OTHER, 0)
    assert "Klien masih tercatat" not in words(road.get("desk:today", who="dewi"))
    assert "Tidak ada orang" in words(road.get("referral:here"))
    assert road.seen(it).left_at is None


def test_what_two_offices_tell_otherwise_is_asked_of_whose_case_it_is_now(road: Road) -> None:
    told_here(road)
    by = road.people.actor("fajar")
    there = worked_elsewhere(road.case, by)
    tell(there, by, timezone.now(), whereabouts=WhereaboutsKind.HOSPITAL, whereabouts_words="RSUD")
    assert clash() == (KUPANG, SENTRA, SENTRA)
    handed_on(road)
    assert clash() == (OTHER, SENTRA, SENTRA)
    assert "di tempat lain" not in words(road.get("desk:today", who="citra"))
    road.case = there
    again = road.draft(Deed.TRANSFER, KUPANG, who="fajar")
    actions.send_referral(referral=again, parts=(), by=road.people.actor("fajar"), action_id=new_id())
    road.answered(again, who="melati")
    assert clash() == (OTHER, KUPANG, KUPANG)


def clash() -> tuple[int, int, int | None]:
    """Who holds, who says otherwise, and who of them is told."""
    with acting_for(ALL):
        return Clash.objects.values_list("held_at", "said_at", "told").get(settled_at=None)


def test_nobody_is_told_where_a_client_is_who_was_nowhere(road: Road) -> None:
    handed_on(road)
    assert "Klien masih tercatat" not in words(road.get("desk:today", who="dewi"))


def test_what_was_told_wrongly_before_did_not_go_with_the_case(road: Road) -> None:
    """They never came back from the Sentra: it answers on."""
    left(road, arrived(road), LeftTo.SENDER)
    handed_on(road)
    assert now(road, "dewi") == (OTHER, KUPANG)
    line = Action.objects.get(dossier=road.case.pk, name="departure_told")
    withdraw(case=Case.objects.get(pk=road.case.pk), recorded=line.pk, recorded_as=line.name, reason="Keliru.",
             by=road.people.actor("dewi"), action_id=new_id())  # fmt: skip
    assert now(road, "dewi") == (SENTRA, SENTRA)


def test_who_is_here_is_told_apart_by_initials_where_it_was_written_who_they_are(road: Road) -> None:
    it = arrived(road)
    page = words(road.get("referral:here", who="fajar"))
    assert "R.T." in page
    assert "Rambu" not in page
    assert "R.T." in words(road.get("referral:here", who="fajar")).split(str(it.code))[1]
    browser = road.people.client("fajar")
    browser.post(reverse("access:public_screen"))
    assert "R.T." not in words(browser.get(reverse("referral:here")))


# And is protected then.


def test_who_handed_it_on_holds_up_no_protection_and_that_they_see_it_no_more_is_said_before(road: Road) -> None:
    told_here(road)
    handed_on(road, SENTRA, "fajar")
    page = words(road.people.client("fajar").get(reverse("cases:protect", args=[road.case.code])))
    assert "Klien tercatat di Dinsos Kab. Kupang, yang tidak melihatnya lagi" in page
    browser = road.people.client("fajar")
    told = {"first": str(road.worker("fajar").pk), "words": "LPSK 12/2026"}
    page = save(browser, reverse("cases:protect", args=[road.case.code]), told)
    assert page.status_code == 302, words(page)


def test_who_handed_it_on_and_has_them_by_a_hand_over_since_does(road: Road) -> None:
    handed_on(road, SENTRA, "fajar")
    by = road.people.actor("fajar")
    road.case = Case.objects.get(pk=road.case.pk)
    back = road.draft(Deed.HAND_OVER, KUPANG, who="fajar")
    actions.send_referral(referral=back, parts=(), by=by, action_id=new_id())
    road.answered(back, who="melati")
    actions.record_arrival(referral=road.seen(back, "melati"), at=timezone.now(), by=road.people.actor("melati"),
                           action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match=r"sekarang di Dinsos Kab\. Kupang"):
        close(road, "fajar")
    left(road, back, LeftTo.SENDER, who="melati")
    close(road, "fajar")


def test_told_again_afterwards_that_they_are_there_they_are_left_there_again(road: Road) -> None:
    """By the new owner: who gave the case away can tell that they left."""
    it = handed_on(road)
    told_here(road, "dewi", KUPANG, 0)
    assert str(it.code) in words(road.get("referral:here"))
