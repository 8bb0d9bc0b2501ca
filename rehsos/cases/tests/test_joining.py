"""Two registered persons become one, and each was in a place: one of the two is true, and who confirms says which."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Refused
from rehsos.cases.actions.voiding import restore_case, void_case
from rehsos.cases.models import Case, Clash, Whereabouts
from rehsos.directory.models import Office
from rehsos.people.actions.sameness import say_apart, say_same, settle_same
from rehsos.people.models import SamePerson
from rehsos.people.tests.test_search import case_of, registered

from .two_offices import ALL, tell, worked_elsewhere

pytestmark = pytest.mark.django_db


class Twins:
    """One girl registered twice at Melati's office, with a case each, and said to be one."""

    def __init__(self, people: Any) -> None:
        self.people = people
        by = people.actor("melati")
        self.twin, self.true = registered(by, "Marta Samaran"), registered(by, "Rambu Teladan")
        self.cases: tuple[Case, Case] = (case_of(self.twin, by), case_of(self.true, by))

    def tell(self, number: int, back: int, who: str = "melati", case: Case | None = None, **told: Any) -> None:
        at = timezone.now() - timedelta(hours=back)
        tell(case or self.cases[number], self.people.actor(who), at, **told)

    def say(self) -> SamePerson:
        by = self.people.actor("melati")
        self.twin.refresh_from_db()
        said = say_same(person=self.twin, other=self.true, reason="Akta", by=by, action_id=new_id())
        assert said
        return said

    def settle(self, said: SamePerson, **told: Any) -> None:
        by = self.people.actor("bima")
        settle_same(said=said, confirmed=True, note="", **told, by=by, action_id=new_id())

    def rows(self) -> list[tuple[str, str, bool]]:
        with acting_for(ALL):
            found = Whereabouts.objects.filter(withdrawn_by=None, until=None).order_by("since")
            return [(row.kind, row.standing, row.one == self.true.pk) for row in found]


@pytest.fixture
def twins(people: Any) -> Twins:
    return Twins(people)


def test_who_confirms_is_asked_which_place_is_true(twins: Twins) -> None:
    twins.tell(0, 5, whereabouts="hospital", whereabouts_words="Bangsal Contoh")
    twins.tell(1, 3, whereabouts="family")
    said = twins.say()
    with pytest.raises(Refused, match="Pilih mana yang benar"):
        twins.settle(said)
    browser = unlock(twins.people.client("citra"))
    for case in twins.cases:
        reason = {"because": "supervises", "action_id": str(new_id())}
        browser.post(reverse("cases:reveal_case", args=[case.code]), reason)
    address = reverse("people:settle_same", args=[said.pk])
    page = browser.get(address).content.decode()
    assert "Orang ini: Rumah sakit" in page
    assert "Orang utama: Keluarga" in page
    assert save(browser, address, {"confirmed": "yes"}).status_code == 422
    assert save(browser, address, {"confirmed": "yes", "keep": "duplicate"}).status_code == 302
    assert twins.rows() == [("hospital", "holds", True)]


def test_nothing_is_asked_where_one_has_no_place_or_both_the_same(twins: Twins) -> None:
    twins.tell(0, 5, whereabouts="hospital")
    said = twins.say()
    twins.settle(said)
    assert twins.rows() == [("hospital", "holds", True)]
    by = twins.people.actor("melati")
    apart = say_apart(person=_fresh(twins), reason="Dua akta", by=by, action_id=new_id())
    assert apart
    twins.settle(apart)
    assert twins.rows() == [("hospital", "holds", False)]
    twins.tell(1, 4, whereabouts="hospital")
    twins.settle(twins.say())
    assert twins.rows() == [("hospital", "holds", True)]


def _fresh(twins: Twins) -> Any:
    twins.twin.refresh_from_db()
    return twins.twin


def test_what_another_office_holds_stays_and_both_heads_are_told(twins: Twins) -> None:
    there = worked_elsewhere(twins.cases[0], twins.people.actor("hadi"))
    twins.tell(0, 5, "hadi", there, whereabouts="police")
    twins.tell(1, 3, whereabouts="family")
    twins.settle(twins.say())
    assert twins.rows() == [("police", "holds", True), ("family", "asked", True)]
    with acting_for(ALL):
        clash = Clash.objects.get()
    assert (clash.held_at_id, clash.said_at_id, clash.told_id, clash.one) == (6, 3, 3, twins.true.pk)


def test_two_again_each_is_where_they_were_said_to_be(twins: Twins) -> None:
    there = worked_elsewhere(twins.cases[0], twins.people.actor("hadi"))
    twins.tell(0, 5, "hadi", there, whereabouts="police")
    twins.tell(1, 3, whereabouts="family")
    twins.settle(twins.say())
    by = twins.people.actor("melati")
    apart = say_apart(person=_fresh(twins), reason="Dua akta", by=by, action_id=new_id())
    assert apart
    twins.settle(apart)
    assert twins.rows() == [("police", "holds", False), ("family", "holds", True)]
    with acting_for(ALL):
        assert not Clash.objects.filter(settled_at=None).exists()


def test_where_the_client_is_outlives_the_case_that_was_opened_twice(twins: Twins) -> None:
    """The duplicate's place was kept, then its case voided: nobody knew any more where she was."""
    twins.tell(1, 5, whereabouts="office", whereabouts_office=Office.objects.get(pk=5))
    twins.tell(0, 3, whereabouts="hospital")
    twins.settle(twins.say(), keep="duplicate")
    assert twins.rows() == [("hospital", "holds", True)]
    by = twins.people.actor("citra")
    void_case(case=twins.cases[0], was="case", state="open", reason="Terbuka dua kali", by=by, action_id=new_id())
    assert twins.rows() == [("office", "holds", True)]
    by = twins.people.actor("citra")
    twins.cases[0].refresh_from_db()
    restore_case(case=twins.cases[0], reason="Dua kasus", by=by, action_id=new_id())
    assert twins.rows() == [("hospital", "holds", True)]


def test_a_case_that_is_one_after_all_says_again_where_its_client_is(twins: Twins) -> None:
    twins.tell(0, 5, whereabouts="family")
    twins.tell(0, 3, whereabouts="hospital")
    by, case = twins.people.actor("citra"), twins.cases[0]
    void_case(case=case, was="case", state="open", reason="Keliru", by=by, action_id=new_id())
    assert twins.rows() == []
    twins.people.actor("citra")
    case.refresh_from_db()
    restore_case(case=case, reason="Kasus sungguhan", by=by, action_id=new_id())
    assert twins.rows() == [("hospital", "holds", False)]
    with acting_for(ALL):
        told = Whereabouts.objects.filter(case=case, withdrawn_by=None).order_by("since")
        assert [(row.kind, row.until is None) for row in told] == [("family", False), ("hospital", True)]
