"""Nobody goes home to a family while something is missing, but by a superior's signature; then they are contacted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from conftest import keeps, reveal, save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Approval, Clock, Fact
from rehsos.cases.sealing import seal_for
from rehsos.directory.models import Place
from rehsos.repatriation.actions import going_home, journeys
from rehsos.repatriation.actions.groups import open_member
from rehsos.repatriation.actions.journeys import CONTACTS
from rehsos.repatriation.going_home import RETURN, asked_of, open_of
from rehsos.repatriation.models import Journey, NoteKind

from .conftest import Road, words

pytestmark = pytest.mark.django_db
ALL = (NoteKind.RISK, NoteKind.HOUSEHOLD, NoteKind.WILL, NoteKind.CONFERENCE)


def states(answers: dict[str, str], age: int | None, category: str = "") -> dict[str, str]:
    return {one.kind: one.state for one in asked_of(answers, age, category)}


def test_an_adult_is_asked_for_their_will_a_child_for_a_conference_too() -> None:
    assert states({}, 40) == {"risk": "missing", "household": "missing", "will": "missing"}
    assert states({}, 17)["conference"] == "missing"
    assert "conference" not in states({}, 18)
    assert "conference" in states({}, None, "child")


def test_a_no_and_a_suspect_who_lives_there_speak_against_it() -> None:
    told = dict.fromkeys(map(str, ALL), "yes")
    assert open_of(asked_of(told, 9, "")) == []
    assert states({**told, "suspect": "yes"}, 9)["suspect"] == "against"
    assert "suspect" not in states({**told, "suspect": "no"}, 9)
    assert states({**told, "will": "no"}, 40)["will"] == "against"


def home(road: Road, journey: Journey) -> Any:
    return road.left(road.planned(journey, receiver=None, who="Kakak"))


@pytest.mark.parametrize("missing", ALL)
def test_nobody_leaves_for_a_family_while_one_is_missing(road: Road, missing: NoteKind) -> None:
    journey = road.ready(road.journey(), but=(missing,))
    with pytest.raises(Refused, match=r"No\. 1 belum dapat pulang ke keluarga"):
        home(road, journey)
    road.noted(journey, missing)
    leg = journey.rides.get().leg
    assert road.left(leg).departed_at is not None


def test_the_last_answer_counts(road: Road) -> None:
    journey = road.ready(road.journey())
    road.noted(journey, NoteKind.RISK, "no")
    with pytest.raises(Refused, match="belum aman"):
        home(road, journey)


def test_to_an_office_one_travels_as_before(road: Road) -> None:
    assert road.left(road.planned(road.journey())).departed_at is not None


def asked(road: Road, journey: Journey, who: str = "melati", reason: str = "Ibunya sakit keras.") -> Approval:
    seen = Journey.objects.select_related("case").get(pk=journey.pk)
    return going_home.ask_return(journey=seen, reason=reason, by=road.by(who), action_id=new_id())


def test_a_superior_signs_with_the_reason_and_they_may_leave(road: Road) -> None:
    journey = road.journey()
    approval = asked(road, journey)
    with pytest.raises(Conflict, match="sudah diminta"):
        asked(road, journey)
    reveal(road.browser("citra"), journey.case.code)
    address = reverse("cases:decide", args=[journey.case.code, approval.pk])
    page = words(road.browser("citra").get(address))
    assert "Risiko belum dinilai ulang" in page
    assert "Ibunya sakit keras." in page
    assert save(road.browser("citra"), address, {"approved": "yes"}).status_code == 422, "not without a reason"
    assert save(road.browser("melati"), address, {"approved": "yes", "note": "x"}).status_code == 422, "not its author"
    assert road.browser("dewi").get(address).status_code == 404
    assert save(road.browser("citra"), address, {"approved": "yes", "note": "Bibinya menjaga."}).status_code == 302
    road.by()
    assert home(road, journey).departed_at is not None


def signed(road: Road, journey: Journey) -> int:
    """Citra approves what waits; the answer of the page."""
    approval = asked(road, journey)
    return decided(road, journey, approval)


def decided(road: Road, journey: Journey, approval: Approval) -> int:
    reveal(road.browser("citra"), journey.case.code)
    address = reverse("cases:decide", args=[journey.case.code, approval.pk])
    road.browser("citra").get(address)
    status = save(road.browser("citra"), address, {"approved": "yes", "note": "Bibinya menjaga."}).status_code
    road.by()
    return int(status)


def goes_to(road: Road, journey: Journey, place: str = "53.01", family: str = "") -> None:
    seen = Journey.objects.select_related("case").get(pk=journey.pk)
    journeys.set_destination(journey=seen, destination=Place.objects.get(pk=place), certain=False, family=family,
                             by=road.by(), action_id=new_id())  # fmt: skip


LATER: list[Any] = [
    lambda road, it: road.noted(it, NoteKind.SUSPECT),
    lambda road, it: road.noted(it, NoteKind.RISK, "no"),
    lambda road, it: road.noted(it, NoteKind.HOUSEHOLD, "no"),
    lambda road, it: goes_to(road, it, "53.02"),
    lambda road, it: goes_to(road, it, family="Paman di Soe"),
]


@pytest.mark.parametrize("later", LATER)
def test_a_signature_covers_what_was_asked_and_nothing_after_it(road: Road, later: Any) -> None:
    journey = road.ready(road.journey(), but=(NoteKind.HOUSEHOLD,))
    road.noted(journey, NoteKind.RISK, "no")
    assert signed(road, journey) == 302
    assert "Kepala menyetujui" in words(road.get("journey", journey.pk))
    later(road, journey)
    page = words(road.get("journey", journey.pk))
    assert "Kepala menyetujui" not in page
    assert "Minta lagi" in page
    leg = road.planned(journey, receiver=None, who="Kakak")
    with pytest.raises(Refused, match="Minta persetujuannya lagi"):
        road.left(leg)
    assert signed(road, journey) == 302, "asked again, for what there is now"
    assert road.left(leg).departed_at is not None


def test_a_signature_holds_while_a_gap_closes_or_a_good_word_comes(road: Road) -> None:
    journey = road.journey()
    signed(road, journey)
    road.noted(journey, NoteKind.RISK)
    road.noted(journey, NoteKind.SUSPECT, "no")
    goes_to(road, journey, family="Kakak di Oesao")
    assert home(road, journey).departed_at is not None


def test_what_came_up_while_it_waited_is_not_signed_unseen(road: Road) -> None:
    journey = road.journey()
    waits = asked(road, journey)
    road.noted(journey, NoteKind.SUSPECT)
    assert decided(road, journey, waits) == 422
    again = asked(road, journey)
    assert list(Approval.objects.filter(kind=RETURN)) == [again], "what waited is replaced"
    assert decided(road, journey, again) == 302
    assert home(road, journey).departed_at is not None


def test_a_signature_that_does_not_say_what_it_covers_covers_nothing(road: Road) -> None:
    journey = road.journey()
    signed(road, journey)
    Approval.objects.filter(kind=RETURN).update(sealed=seal_for(journey.case_id, reason="Ibunya sakit keras."))
    with pytest.raises(Refused, match="Minta persetujuannya lagi"):
        home(road, journey)


def test_what_was_not_approved_lets_nobody_leave(road: Road) -> None:
    journey = road.journey()
    approval = asked(road, journey)
    reveal(road.browser("citra"), journey.case.code)
    address = reverse("cases:decide", args=[journey.case.code, approval.pk])
    road.browser("citra").get(address)
    save(road.browser("citra"), address, {"approved": "no", "note": "Tunggu kunjungan rumah."})
    road.by()
    assert Approval.objects.get(kind=RETURN).approved is False
    with pytest.raises(Refused, match="belum dapat pulang"):
        home(road, journey)


def test_asking_needs_a_reason_and_is_the_workers(road: Road) -> None:
    journey = road.journey()
    with pytest.raises(Refused, match="tidak dapat menunggu"):
        asked(road, journey, reason=" ")
    assert road.get("ask_return", journey.pk, who="dewi").status_code == 404
    assert road.post("ask_return", journey.pk, reason="Ibunya sakit keras.").status_code == 302
    assert Approval.objects.filter(kind=RETURN, subject=journey.pk).count() == 1


def test_the_page_says_what_is_missing_and_who_decides(road: Road) -> None:
    journey = road.journey()
    road.get("journey", journey.pk)
    with CaptureQueriesContext(connection) as asked_for:
        page = words(road.get("journey", journey.pk))
    for said in ("Risiko belum dinilai ulang", "Temu bahas keluarga belum dilakukan", "Minta persetujuan kepala"):
        assert said in page
    ours = [
        one for one in asked_for.captured_queries if "repatriation_" in one["sql"] or "cases_approval" in one["sql"]
    ]
    assert len(ours) <= 4
    road.ready(journey)
    assert "Minta persetujuan kepala" not in words(road.get("journey", journey.pk))


def came_home(road: Road) -> Journey:
    journey = road.ready(road.journey())
    road.accepted(home(road, journey), who="melati")
    return Journey.objects.select_related("case").get(pk=journey.pk)


def test_a_contact_before_the_return_is_refused(road: Road) -> None:
    with pytest.raises(Refused, match="Belum tercatat diterima"):
        road.noted(road.journey(), NoteKind.CONTACT)


@pytest.fixture
def after_return(road: Road) -> None:
    """Kupang keeps the four contacts."""
    keeps(*(f"after_return_{one}" for one in ("7d", "1m", "3m", "6m")))


def test_four_contacts_are_owed_once_the_office_says_so(road: Road, after_return: Any) -> None:
    journey = came_home(road)
    owed = Clock.objects.filter(case=journey.case, kind="return").order_by("due_at")
    assert [one.rule for one in owed] == [f"after_return_{one}" for one in ("7d", "1m", "3m", "6m")]
    assert journey.home_at is not None
    assert owed[0].due_at is not None
    assert timedelta(days=7) <= owed[0].due_at - journey.home_at <= timedelta(days=8)
    road.noted(journey, NoteKind.CONTACT)
    assert [one.state for one in owed.all()] == ["stopped", "running", "running", "running"]
    assert "Catat kontak" in words(road.browser("melati").get(f"/kasus/{journey.case.code}/"))


def test_nothing_is_owed_while_the_office_did_not_say_so(road: Road) -> None:
    journey = came_home(road)
    assert not Clock.objects.filter(case=journey.case, kind="return").exists()


def test_each_contact_answers_the_next_and_one_taken_back_answers_nothing(road: Road) -> None:
    journey = came_home(road)
    notes = [road.noted(journey, NoteKind.CONTACT) for _once in range(5)]

    def told() -> list[str]:
        return sorted(Fact.objects.filter(case=journey.case, subject=journey.pk, replaced_by=None)
                      .exclude(code="came_home").values_list("code", flat=True))  # fmt: skip

    assert told() == sorted(CONTACTS)
    withdraw(case=journey.case, recorded=notes[0].pk, recorded_as="note_journey", reason="Salah orang.",
             by=road.by(), action_id=new_id())  # fmt: skip
    assert told() == sorted(CONTACTS[1:])
    road.noted(journey, NoteKind.CONTACT)
    assert told() == sorted(CONTACTS)


def test_a_contact_before_they_came_is_refused(road: Road) -> None:
    journey = came_home(road)
    with pytest.raises(Refused, match="Lebih awal daripada tibanya"):
        road.noted(journey, NoteKind.CONTACT, at=timezone.now() - timedelta(days=3))


def test_who_came_home_with_a_group_is_home_once_they_have_a_case(road: Road) -> None:
    group = road.group(2)
    leg = road.left(road.planned(group=group, receiver=None, who="Keluarga"), (1, 2))
    leg = road.accepted(leg, (1, 2), who="melati")
    case = open_member(member=group.members.get(number=1), by=road.by(), action_id=new_id())
    assert Journey.objects.get(case=case).home_at == leg.accepted_at
    assert Fact.objects.filter(case=case, code="came_home", replaced_by=None).exists()
