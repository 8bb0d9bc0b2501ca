"""A house of Melati's at Kupang with two beds, and Fajar of the Sentra to whom somebody is handed over."""

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Clock, Custody, Whereabouts
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office
from rehsos.people.models import Sex
from rehsos.placement.actions import admitting, discharging, during
from rehsos.placement.actions.houses import add_room
from rehsos.placement.models import AbsenceKind, Bed, BroughtBy, OutTo, Sexes, Stay, StayKind, Use
from rehsos.referral import actions as referring
from rehsos.referral.models import Answer, Deed, Referral, Refusal, Urgency, Wanted

KUPANG, SENTRA = 3, 5


class Inn:
    """Somebody is taken in, and what follows; after every step the database sees as Melati again."""

    def __init__(self, people: Any) -> None:
        self.people = people
        by = people.actor("citra")
        add_room(office=Office.objects.get(pk=KUPANG), name="Kamar 1", sexes=Sexes.ALL, use=Use.GENERAL,
                 step_free=False, beds="1, 2", by=by, action_id=new_id())  # fmt: skip
        self.one, self.two = Bed.objects.filter(room__office=KUPANG).order_by("name")
        self.by = people.actor("melati")

    def taken(self, who: str = "melati", **more: Any) -> Stay:
        given: dict[str, Any] = {
            "called": "Nipah", "sex": Sex.MALE, "age": 34, "client": None, "category": "stranded",
            "stay_kind": StayKind.SHELTER, "brought_by": BroughtBy.SATPOL, "health": "Batuk.", "bed": self.one,
            "at": timezone.now(), **more,
        }  # fmt: skip
        stay = admitting.take_in(**given, by=self.people.actor(who), action_id=new_id())
        self.people.actor("melati")
        return stay

    def admitted(self, case: Case | None = None, who: str = "melati", **more: Any) -> Stay:
        given: dict[str, Any] = {
            "stay_kind": StayKind.SHELTER, "brought_by": BroughtBy.POLICE, "health": "", "bed": None,
            "at": timezone.now(), **more,
        }  # fmt: skip
        of = case or opened(self.people.actor(who))
        return admitting.admit_client(case=of, **given, by=self.people.actor(who), action_id=new_id())

    def handed_over(self) -> Referral:
        """To the Sentra, which said yes."""
        by = self.people.actor("melati")
        made = referring.begin_referral(
            case=opened(by), deed=Deed.HAND_OVER, receiver=Office.objects.get(pk=SENTRA), wanted=Wanted.BED,
            asked="Mohon tempat.", urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
        )  # fmt: skip
        referring.send_referral(referral=made, parts=(), by=by, action_id=new_id())
        by = self.people.actor("fajar")
        it = Referral.objects.select_related("sender", "receiver").get(pk=made.pk)
        referring.answer_referral(referral=it, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                                  action_id=new_id())  # fmt: skip
        return Referral.objects.select_related("sender", "receiver").get(pk=made.pk)

    def away(self, stay: Stay, kind: AbsenceKind, at: datetime | None = None, expected: datetime | None = None,
             words: str = "") -> Any:  # fmt: skip
        return during.go_away(
            stay=self.seen(stay), absence_kind=kind, at=at or timezone.now(), expected=expected, words=words,
            by=self.people.actor("melati"), action_id=new_id(),
        )  # fmt: skip

    def back(self, stay: Stay) -> None:
        during.come_back(stay=self.seen(stay), at=timezone.now(), words="", by=self.people.actor("melati"),
                         action_id=new_id())  # fmt: skip

    def out(self, stay: Stay, to: OutTo = OutTo.KIN, words: str = "Bibi di Oesao", who: str = "melati") -> None:
        discharging.discharge(stay=self.seen(stay, who), out_to=to, words=words, at=timezone.now(),
                              by=self.people.actor(who), action_id=new_id())  # fmt: skip

    def seen(self, stay: Stay, who: str = "melati") -> Stay:
        self.people.actor(who)
        return Stay.objects.select_related("case", "office", "referral__sender", "referral__receiver").get(pk=stay.pk)

    def where(self, stay: Stay) -> tuple[object, ...]:
        """Who answers and where, as the case tells it: kinds, and the office of the second."""
        self.people.actor("melati")
        now = {"case": stay.case_id, "until": None, "withdrawn_by": None}
        custody, whereabouts = Custody.objects.get(**now), Whereabouts.objects.get(**now)
        return custody.kind, whereabouts.kind, whereabouts.office_id

    def clock(self, stay: Stay, rule: str) -> Clock | None:
        return Clock.objects.filter(case=stay.case_id, subject=stay.pk, rule=rule).first()

    def get(self, name: str, *args: Any, who: str = "melati", query: str = "") -> Any:
        page = self._browser(who).get(reverse(name, args=args) + query)
        self.people.actor("melati")
        return page

    def post(self, name: str, *args: Any, who: str = "melati", query: str = "", **told: Any) -> Any:
        page = save(self._browser(who), reverse(name, args=args) + query, told)
        self.people.actor("melati")
        return page

    def _browser(self, who: str) -> Any:
        kept = self.__dict__.setdefault("browsers", {})
        if who not in kept:
            kept[who] = unlock(self.people.client(who))
        return kept[who]


@pytest.fixture
def inn(people: Any) -> Inn:
    return Inn(people)


def words(page: Any) -> str:
    """The page as text."""
    return str(page.content.decode())
