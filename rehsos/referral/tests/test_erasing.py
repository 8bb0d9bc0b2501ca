"""An identity that was erased is read in no referral any more, at either office; what came of it stays."""

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.models import Action
from rehsos.cases.actions.opening import add_participant
from rehsos.cases.erasing import erase
from rehsos.cases.models import Relation
from rehsos.cases.tests.two_offices import ALL
from rehsos.console.operating import operating
from rehsos.people.models import Person
from rehsos.people.tests.test_search import registered
from rehsos.referral import actions
from rehsos.referral.actions.erasing import erase_referral
from rehsos.referral.doors import Told
from rehsos.referral.models import Answer, Deed, Referral, State
from rehsos.vault.keys import key_of
from rehsos.vault.seal import Destroyed

from .conftest import Road, words

SAFE = Told("safe", ("Ibu · Wahyuni Percobaan · orang tepercaya",))
WHO = Told("identity", ("Rambu Teladan",))


def _sent(road: Road) -> Referral:
    it = road.draft()
    actions.send_referral(referral=it, parts=(WHO, SAFE, Told("risk", ("Tinggi",))), by=road.by, action_id=new_id())
    return road.seen(it)


def _erase(road: Road, person: Person) -> None:
    with operating(person.registered_at, everywhere=True) as by:
        erase(person=person, because="Permintaan 7/2026", although_open="Perintah pengadilan", with_texts=False, by=by,
              action_id=new_id())  # fmt: skip
    road.people.actor("melati")


def test_who_it_was_is_read_at_neither_office(road: Road) -> None:
    it = _sent(road)
    assert "Rambu Teladan" in road.read(it)
    _erase(road, road.case.client)
    for who in ("melati", "fajar"):
        page = words(road.get("referral:referral", it.pk, who=who))
        assert "Rambu Teladan" not in page
        assert "Wahyuni Percobaan" not in page
        assert "Sudah dihapus" in page
        assert "Tinggi" in page
        assert "Mohon rehabilitasi" not in page
    it = road.answered(it, Answer.REFUSED)  # and it goes on: else nobody could end it, nor the case
    assert "Besok pukul sembilan" in words(road.get("referral:referral", it.pk))


def test_the_log_holds_no_name_that_would_outlive_it(road: Road) -> None:
    it = _sent(road)
    actions.add_to_referral(referral=it, parts=(WHO,), words="Menunggu di rumah.", by=road.by, action_id=new_id())
    with acting_for(ALL):
        kept = Action.objects.filter(dossier=it.pk, name__in=["send_referral", "add_to_referral"])
        assert [(one.sealed, one.facts.get("parts")) for one in kept] == [(None, None)] * 2


def test_somebody_around_the_client_takes_along_who_is_safe_and_leaves_who_it_is(road: Road) -> None:
    around = registered(road.by, "Wahyuni Percobaan")
    add_participant(
        case=road.case,
        person=around,
        relation=Relation.MOTHER,
        lives_together=None,
        no_contact=False,
        alleged=False,
        trusted=True,
        safe_contact="",
        by=road.by,
        action_id=new_id(),
    )
    it = _sent(road)
    _erase(road, around)
    page = words(road.get("referral:referral", it.pk))
    assert "Wahyuni Percobaan" not in page
    assert "Rambu Teladan" in page


def test_with_the_texts_go_the_keys_of_the_parts(road: Road) -> None:
    it = _sent(road)
    parts = list(it.parts.exclude(key=it.pk).values_list("key", flat=True))
    assert len(parts) == 2
    parts.append(it.key)
    with operating(it.sender, everywhere=True) as by:
        erase_referral(case=road.case, referral=it, because="x", by=by, action_id=new_id())
    for subject in (it.pk, *parts):
        with pytest.raises(Destroyed):
            key_of(subject)
    assert road.seen(it).state == State.FELL, "nobody waits for what nobody can read, or answer"


def test_a_case_that_was_handed_on_stays_handed_on(road: Road) -> None:
    it = road.answered(road.sent(Deed.TRANSFER))
    with operating(it.sender, everywhere=True) as by:
        erase_referral(case=road.case, referral=it, because="x", by=by, action_id=new_id())
    it = road.seen(it)
    assert (it.state, it.answer, it.revoked_at) == (State.ACCEPTED, Answer.ACCEPTED, None)
