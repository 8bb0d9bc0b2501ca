"""A client of Melati's who travels from Kupang to the Sentra, and a group of hers."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Custody, Whereabouts
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office, Place
from rehsos.repatriation.actions import arriving, differing, groups, journeys, legs
from rehsos.repatriation.lines import read
from rehsos.repatriation.models import Direction, Group, Journey, JourneyNote, Leg, NoteKind, Outcome, Ride, Vehicle

PROVINCE, KUPANG, SENTRA, AFTER_ALL = 2, 3, 5, timedelta(hours=3)


class Road:
    """Somebody begins a journey, and what follows; after every step the database sees as Melati again."""

    def __init__(self, people: Any) -> None:
        self.people = people
        people.actor("melati")
        self.before = timezone.now() - AFTER_ALL

    def by(self, who: str = "melati") -> Any:
        return self.people.actor(who)

    def journey(self, case: Case | None = None, **more: Any) -> Journey:
        given: dict[str, Any] = {
            "direction": Direction.OUT, "destination": Place.objects.get(pk="53.01"), "certain": False,
            "family": "Kakak di Oesao", **more,
        }  # fmt: skip
        by = self.by()
        return journeys.begin_journey(case=case or opened(by), **given, by=by, action_id=new_id())

    def noted(
        self, journey: Journey, kind: NoteKind, code: str = "yes", who: str = "melati", **more: Any
    ) -> JourneyNote:
        given: dict[str, Any] = {"at": timezone.now(), "until": None, "again_on": None, "words": "", **more}
        seen = Journey.objects.select_related("case").get(pk=journey.pk)
        return journeys.note_journey(
            journey=seen, note_kind=kind, code=code, **given, by=self.by(who), action_id=new_id()
        )

    def ready(self, journey: Journey, but: tuple[NoteKind, ...] = ()) -> Journey:
        """All that is asked before a child goes home to a family, answered yes."""
        for kind in (NoteKind.RISK, NoteKind.HOUSEHOLD, NoteKind.WILL, NoteKind.CONFERENCE):
            if kind not in but:
                self.noted(journey, kind)
        return journey

    def planned(self, journey: Journey | None = None, group: Group | None = None, **more: Any) -> Leg:
        given: dict[str, Any] = {
            "sender": Office.objects.get(pk=KUPANG), "receiver": Office.objects.get(pk=SENTRA), "from_place": None,
            "to_place": None, "vehicle": Vehicle.BUS, "seats": None, "escort": None, "departs": self.before,
            "arrives": self.before + timedelta(hours=1), "who": "", "needs": "Obat malam", **more,
        }  # fmt: skip
        if group is not None:
            return legs.plan_group_leg(group=group, **given, by=self.by(), action_id=new_id())
        return legs.plan_leg(journey=journey or self.journey(), **given, by=self.by(), action_id=new_id())

    def group(self, n: int = 4, text: str = "", **more: Any) -> Group:
        lines = text or "\n".join(f"Orang {one} Rekaan, {'LP'[one % 2]}, {20 + one}, Sumba Timur" for one in range(n))
        given: dict[str, Any] = {
            "direction": Direction.OUT, "category": "migrant", "from_place": None, "to_place": None,
            "same_meant": False, **more,
        }  # fmt: skip
        return groups.begin_group(lines=read(lines).lines, **given, by=self.by(), action_id=new_id())

    def left(self, leg: Leg, aboard: tuple[int, ...] = (1,), who: str = "melati") -> Leg:
        self.tick(leg, aboard, who)
        legs.depart(leg=self.seen(leg, who), at=self.before + timedelta(minutes=1), by=self.by(who), action_id=new_id())
        return self.seen(leg)

    def tick(self, leg: Leg, aboard: tuple[int, ...], who: str = "melati", action_id: Any = None) -> int:
        return legs.tick_aboard(
            leg=self.seen(leg, who), aboard=aboard, by=self.by(who), action_id=action_id or new_id()
        )

    def accepted(self, leg: Leg, arrived: tuple[int, ...] = (1,), who: str = "fajar") -> Leg:
        arriving.accept_leg(leg=self.seen(leg, who), arrived=arrived, at=timezone.now(), words="Tanpa luka",
                            by=self.by(who), action_id=new_id())  # fmt: skip
        return self.seen(leg)

    def differs(self, leg: Leg, number: int, outcome: Outcome, who: str = "melati", where: str = "Pelabuhan") -> None:
        differing.tell_difference(leg=self.seen(leg, who), number=number, outcome=outcome, where=where,
                                 at=timezone.now(), by=self.by(who), action_id=new_id())  # fmt: skip
        self.by()

    def seen(self, leg: Leg, who: str = "melati") -> Leg:
        self.by(who)
        return Leg.objects.select_related("office", "sender", "receiver").get(pk=leg.pk)

    def rides(self, leg: Leg) -> list[Ride]:
        self.by()
        return list(Ride.objects.filter(leg=leg).order_by("number"))

    def where(self, case: Any) -> tuple[object, ...]:
        """Who answers and where, as the case tells it."""
        self.by()
        now = {"case": case, "until": None, "withdrawn_by": None}
        custody, there = Custody.objects.filter(**now).first(), Whereabouts.objects.get(**now)
        return custody and (custody.kind, custody.office_id), there.kind, there.office_id

    def get(self, name: str, *args: Any, who: str = "melati", query: str = "") -> Any:
        page = self.browser(who).get(reverse(f"repatriation:{name}", args=args) + query)
        self.by()
        return page

    def post(self, name: str, *args: Any, who: str = "melati", query: str = "", **told: Any) -> Any:
        page = save(self.browser(who), reverse(f"repatriation:{name}", args=args) + query, told)
        self.by()
        return page

    def browser(self, who: str) -> Any:
        kept = self.__dict__.setdefault("browsers", {})
        if who not in kept:
            kept[who] = unlock(self.people.client(who))
        return kept[who]


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def words(page: Any) -> str:
    """The page as text."""
    return str(page.content.decode())
