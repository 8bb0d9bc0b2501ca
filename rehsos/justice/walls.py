"""The wall between two sides of a matter: who works for one side cannot open the other's file."""

from collections import defaultdict
from uuid import UUID

from rehsos.audit.actor import acting_for
from rehsos.cases.models import Assignment, Case, Status
from rehsos.directory.days import runs

from .models import MISTAKE, Matter, Part, Side


def raise_walls(matter: Matter) -> None:
    """Bar the workers of each side from the files of the other, in this matter and those its children share.

    Whoever works on both sides is barred from neither: that is a conflict for the Kabid to end (`queries.conflicts`).
    """
    with acting_for(_offices(matter)):
        cases = {part.case_id: part.case for part in Part.objects.filter(matter=matter).select_related("case")}
        opposed = _opposed(set(cases))
        workers = _workers({*cases, *(other for others in opposed.values() for other in others)})
        for number, case in cases.items():
            against = {worker for other in opposed[number] for worker in workers[other]}
            barred = sorted(against - workers[number])
            if barred != sorted(case.barred):
                Case.objects.filter(pk=number).update(barred=barred)


def raise_walls_of(case: Case) -> None:
    """The walls of every matter the case has a part in."""
    for part in Part.objects.filter(case=case).select_related("matter"):
        raise_walls(part.matter)


def _offices(matter: Matter) -> tuple[int, ...]:
    """Every office with a child in this matter or in another matter of the same children."""
    offices = Matter.objects.values_list("offices", flat=True).get(pk=matter.pk)
    with acting_for(tuple(offices)):
        cases = Part.objects.filter(matter=matter).values("case")
        reach = Matter.objects.filter(parts__case__in=cases).values_list("offices", flat=True)
        return tuple({office for offices in reach for office in offices})


def _opposed(cases: set[UUID]) -> dict[UUID, set[UUID]]:
    """For each case, the cases that stand on the other side of a matter it has a part in."""
    matters = Part.objects.filter(case__in=cases).values("matter")
    parts = list(
        Part.objects.filter(matter__in=matters)
        .exclude(side=Side.NEITHER)
        .exclude(ended_by=MISTAKE)
        .exclude(case__status=Status.VOID)
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for part in parts:
        others = (p for p in parts if p.matter_id == part.matter_id and p.side != part.side)
        found[part.case_id] |= {other.case_id for other in others} - {part.case_id}
    return found


def _workers(cases: set[UUID]) -> dict[UUID, set[int]]:
    found: dict[UUID, set[int]] = defaultdict(set)
    for case, worker in Assignment.objects.filter(runs("case__owner_id"), case__in=cases).values_list("case", "worker"):
        found[case].add(worker)
    return found
