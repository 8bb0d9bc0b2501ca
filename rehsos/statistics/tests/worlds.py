"""A world of cases to which anything may happen."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, CaseKind, Status
from rehsos.justice.models import MISTAKE, Matter, Part, Side
from rehsos.justice.roles import Role
from rehsos.people.models import Person, Sex

from .years import bare

OFFICES = (2, 3, 4)
AGES = (None, 0, 5, 6, 11, 12, 13, 14, 17, 18, 20, 21, 59, 60, 151)
PLACES = ("53", "53.01", "53.01.06", "53.02", "53.01.08")


class World:
    """Cases of twenty children at two offices, to which anything may happen: most have one, two or three."""

    def __init__(self, people: Any, clients: list[Person], seed: int) -> None:
        self.by, self.clients, self.made = people.actor("melati"), clients, 0
        self.draw = random.Random(seed)  # noqa: S311 - a world that can be had again

    def live(self, steps: int) -> None:
        """So many things happen, most of them new cases."""
        set_scope(OFFICES, 0)
        for _step in range(steps):
            what: Callable[[], object] = self.draw.choice([
                self.opened, self.opened, self.changed, self.changed, self.seen, self.walled, self.moved, self.merged,
                self.gone, self.guessed, self.joined, self.parted,
            ])  # fmt: skip
            what()

    def opened(self) -> None:
        self.made += 1
        office = self.draw.choice((3, 4))
        given = {"owner_id": office, "counts_at_id": office, **self.traits(), **self.day()}
        case = bare(self.by, self.one_client(), f"s{self.made}", given.pop("opened_on"), **given)
        Case.objects.bulk_create([case])

    def traits(self) -> dict[str, Any]:
        choose = self.draw.choice
        return {
            "role": choose(Role.values), "sex": choose(Sex.values), "age": choose(AGES), "age_at_deed": choose(AGES),
            "place_id": choose(PLACES),
            "status": choose((Status.OPEN, Status.CLOSED)), "primary_type": choose(("child_in_justice", "neglected")),
            "category": choose(("", "", "migrant", "stranded")),
            "kind": choose((CaseKind.CASE, CaseKind.CASE, CaseKind.RESPONSE, CaseKind.CONSULTATION)),
        }  # fmt: skip

    def day(self) -> dict[str, Any]:
        day = timezone.localdate() - timedelta(days=self.draw.randrange(0, 800))
        return {"opened_on": day, "opened_month": day.year * 12 + day.month - 1}

    def one_client(self) -> Any:
        return self.draw.choice(self.clients).pk

    def some_case(self, **changed: Any) -> None:
        """A case is another than before; with nothing said, any of what is counted."""
        known = list(Case.objects.order_by("id").values_list("pk", flat=True))
        if known:
            Case.objects.filter(pk=self.draw.choice(known)).update(**changed)

    def changed(self) -> None:
        name, value = self.draw.choice(list(self.traits().items()))
        void = {"kind": CaseKind.VOID, "status": Status.VOID}
        self.some_case(**self.draw.choice(({name: value}, {name: value}, self.day(), void)))

    def moved(self) -> None:
        """It was somebody else's. Who counts it counts it for ever."""
        self.some_case(client_id=self.one_client())

    def seen(self) -> None:
        self.some_case(offices=self.draw.choice(([3], [4], [2, 3], [2, 4], [2, 3, 4])))

    def walled(self) -> None:
        self.some_case(barred=self.draw.choice(([], [1], [2], [1, 2])))

    def merged(self) -> None:
        one, other = self.draw.sample(self.clients, 2)
        Person.objects.filter(pk=one.pk).update(true_person=self.draw.choice((None, other)))

    def guessed(self) -> None:
        born = self.draw.choice(
            ({"birth_year": None}, {"birth_year": 2003}, {"birth_estimated": True}, {"birth_estimated": False})
        )
        Person.objects.filter(pk=self.one_client()).update(**born)

    def joined(self) -> None:
        known = list(Case.objects.order_by("id"))
        if known:
            case, estimated = self.draw.choice(known), self.draw.choice((True, False))
            matter = Matter.objects.create(id=new_id(), offices=case.offices)
            Part.objects.create(id=new_id(), case=case, matter=matter, person_id=case.client_id, role=Role.VICTIM,
                                side=Side.HARMED, age_estimated=estimated)  # fmt: skip

    def parted(self) -> None:
        known = list(Part.objects.order_by("id"))
        if known:
            changed = self.draw.choice(({"age_estimated": True}, {"age_estimated": False}, {"ended_by": MISTAKE}))
            Part.objects.filter(pk=self.draw.choice(known).pk).update(**changed)

    def gone(self) -> None:
        known = list(Case.objects.order_by("id").values_list("pk", flat=True))
        gone = [self.draw.choice(known) if known else None]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM justice_part WHERE case_id = %s", gone)
            cursor.execute("DELETE FROM cases_case WHERE id = %s", gone)
