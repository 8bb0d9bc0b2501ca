"""Who was erased is named on no leg and in no list any more, at neither office; the road and its sums stay."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import NotAllowed
from rehsos.audit.models import Action
from rehsos.cases.actions.placing import place_client
from rehsos.cases.erasing import erase
from rehsos.cases.models import Case, Whereabouts, WhereaboutsKind
from rehsos.cases.placing import told_by
from rehsos.cases.tests.two_offices import ALL
from rehsos.console.operating import operating
from rehsos.repatriation.actions import groups
from rehsos.repatriation.actions.erasing import erase_legs
from rehsos.repatriation.erasing import erase_road, forget_rider
from rehsos.repatriation.models import Group, Leg, Member, Outcome, Ride
from rehsos.repatriation.sealing import shown
from rehsos.repatriation.sums import sums_of
from rehsos.vault.keys import key_destroyed, keys_of

from .conftest import Road, words

MARK = "Zarafana"
LIST = f"{MARK} Rekaan, P, 30\nOrang Lain Rekaan, L, 40"


def _legible(road: Road) -> str:
    """All that the rows of the room tell whoever has every key that is left."""
    with acting_for(ALL):
        rows: list[tuple[Any, Any]] = [(one.pk, one.sealed) for one in Leg.objects.all()]
        for ride in Ride.objects.all():
            rows += [(ride.key, ride.sealed), (ride.key, ride.told)]
        rows += [(one.group_id, one.sealed) for one in Member.objects.all()]
        keys = keys_of(key for key, _sealed in rows)
        found = " ".join(str(shown(key, sealed, keys.get(key))) for key, sealed in rows)
    road.by()
    return found


def _erase(road: Road, case: Case) -> None:
    with operating(case.owner, everywhere=True) as by:
        erase(person=case.client, because="Permintaan 7/2026", although_open="Perintah pengadilan", with_texts=False,
              by=by, action_id=new_id())  # fmt: skip
    road.by()


def _opened(road: Road, group: Group, number: int = 1) -> Case:
    member = group.members.select_related("group").get(number=number)
    return groups.open_member(member=member, by=road.by(), action_id=new_id())


def test_who_travels_alone_is_named_at_neither_office(road: Road) -> None:
    journey = road.journey()
    leg = road.left(road.planned(journey))
    assert "Rambu" in _legible(road)
    old = road.rides(leg)[0].key
    _erase(road, journey.case)
    assert "Rambu" not in _legible(road)
    assert key_destroyed(old), "what a copy of yesterday holds does not open either"
    for who in ("melati", "fajar"):
        page = words(road.get("leg", leg.pk, who=who))
        assert "Rambu" not in page
        assert "tanpa nama" in page


def test_who_is_on_the_road_still_is_accepted_or_told_of(road: Road) -> None:
    journey = road.journey()
    leg = road.left(road.planned(journey))
    _erase(road, journey.case)
    road.differs(leg, 1, Outcome.ILL, where="RSUD Contoh")
    assert sums_of(road.rides(leg)).differences == {"ill": 1}
    assert "RSUD Contoh" in _legible(road)


def test_their_next_leg_names_them_no_more(road: Road) -> None:
    journey = road.journey()
    _erase(road, journey.case)
    leg = road.planned(journey)
    assert "Rambu" not in _legible(road)
    assert road.get("leg", leg.pk).status_code == 200


@pytest.mark.parametrize("opened_first", [True, False])
def test_of_a_group_one_goes_and_the_others_stay(road: Road, *, opened_first: bool) -> None:
    group = road.group(text=LIST)
    case = _opened(road, group) if opened_first else None
    leg = road.planned(group=group)
    case = case or _opened(road, group)
    assert MARK in _legible(road)
    _erase(road, case)
    told = _legible(road)
    assert MARK not in told
    assert "Orang Lain Rekaan" in told
    assert sums_of(road.rides(leg)).listed == 2
    for name, pk in (("leg", leg.pk), ("group", group.pk)):
        page = words(road.get(name, pk))
        assert MARK not in page
        assert "O. L. R." in page or "Orang Lain Rekaan" in page


def test_with_the_texts_goes_what_the_leg_told_and_a_group_s_leg_stays(road: Road) -> None:
    journey = road.journey()
    own = road.planned(journey, who="Kakak Zarafana")
    group = road.group(text=LIST)
    case, shared = _opened(road, group, 2), road.planned(group=group)
    assert "Obat malam" in _legible(road)
    for each in (journey.case, case):
        with operating(each.owner, everywhere=True) as by:
            erase_road(each, "Permintaan 7/2026", by)
    road.by()
    assert key_destroyed(own.pk)
    assert not key_destroyed(shared.pk)
    assert "Kakak Zarafana" not in _legible(road)
    assert MARK in _legible(road), "of the other of the group nothing goes"
    assert road.get("leg", own.pk).status_code == 200


def test_of_somebody_around_the_client_nothing_goes(road: Road) -> None:
    journey = road.journey()
    road.planned(journey)
    with operating(journey.case.owner, everywhere=True) as by:
        forget_rider(new_id(), journey.case, "x", by)
    assert "Rambu" in _legible(road)


def test_the_log_says_that_it_went_and_names_nobody(road: Road) -> None:
    journey = road.journey()
    road.planned(journey)
    _erase(road, journey.case)
    with acting_for(ALL):
        [told] = Action.objects.filter(name="erase_riders", dossier=journey.case_id)
        assert told.sealed is None
        assert "Rambu" not in str(told.facts)


def test_a_worker_erases_nothing(road: Road) -> None:
    journey = road.journey()
    for who in ("melati", "bima", "citra", "dewi"):
        with pytest.raises(NotAllowed):
            erase_legs(case=journey.case, because="x", by=road.by(who), action_id=new_id())


def test_of_who_was_erased_a_place_is_told_and_read_in_no_words(road: Road) -> None:
    case = road.journey().case
    told: dict[str, Any] = {"custody": None, "custody_office": None, "custody_words": "", "whereabouts_office": None}

    def place(words: str, back: int) -> None:
        place_client(case=case, **told, whereabouts=WhereaboutsKind.INSTITUTION, whereabouts_words=words,
                     at=timezone.now() - timedelta(minutes=back), by=road.by(), action_id=new_id())  # fmt: skip

    place("Panti Rekaan", 9)
    _erase(road, case)
    place("Rumah sakit Rekaan", 1)
    road.by()
    rows = list(Whereabouts.objects.select_related("office").filter(case=case).order_by("since"))
    assert [(row.kind, told_by(row).words) for row in rows][-2:] == [("institution", "")] * 2
