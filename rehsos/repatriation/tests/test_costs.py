"""What a leg costs: once for all who ride, by several payers, and counted as money is."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.actions.paying import CostLine, CostPart
from rehsos.cases.models import Claim, CostKind, Payer, Struck
from rehsos.repatriation.actions import paying
from rehsos.repatriation.models import Leg, LegCost
from rehsos.statistics.counting import count

from .conftest import Road, words
from .test_counts import cells, counted

TICKETS = CostLine(CostKind.TICKET, 12_750_000, Payer.NOBODY)
SHARED = (
    CostPart(5_000_000, Payer.BAZNAS, Claim.PAID, 2025),
    CostPart(7_750_000, Payer.APBD, Claim.NO_BUDGET, 2026),
)


def paid(road: Road, leg: Leg, *lines: CostLine, who: str = "melati") -> list[LegCost]:
    paying.pay_leg(leg=road.seen(leg, who), costs=lines, by=road.by(who), action_id=new_id())
    road.by()
    return list(LegCost.objects.filter(leg=leg).order_by("pk"))


def split(road: Road, cost: LegCost, *parts: CostPart) -> None:
    paying.split_leg_cost(legcost=LegCost.objects.select_related("leg").get(pk=cost.pk), parts=parts, by=road.by(),
                          action_id=new_id())  # fmt: skip


def test_a_bill_of_a_group_stands_once_and_is_shared_to_the_rupiah(road: Road) -> None:
    [bill] = paid(road, road.planned(group=road.group(17)), TICKETS)
    split(road, bill, *SHARED)
    lines = list(LegCost.objects.order_by("pk"))
    assert [(one.amount, one.payer, one.claim, one.budget_year) for one in lines] == [
        (5_000_000, "baznas", "paid", 2025), (7_750_000, "apbd", "no_budget", 2026)
    ]  # fmt: skip
    assert lines[1].bill_id == bill.pk
    with pytest.raises(Refused, match="Samakan dahulu"):
        split(road, lines[0], CostPart(1, Payer.APBN))


def test_what_another_wrote_meanwhile_is_told(road: Road) -> None:
    [bill] = paid(road, road.planned(), TICKETS)
    stale = LegCost.objects.select_related("leg").get(pk=bill.pk)
    split(road, bill, CostPart(12_750_000, Payer.APBN))
    with pytest.raises(Conflict, match="Muat ulang"):
        paying.split_leg_cost(legcost=stale, parts=SHARED, by=road.by(), action_id=new_id())


@pytest.mark.parametrize("amount", [0, -5, 10**12 + 1])
def test_nothing_too_much_and_less_than_nothing_is_no_cost(road: Road, amount: int) -> None:
    with pytest.raises(Refused):
        paid(road, road.planned(), CostLine(CostKind.TICKET, amount, Payer.APBD))


def test_the_receiver_neither_writes_nor_reads_it(road: Road) -> None:
    leg = road.left(road.planned())
    paid(road, leg, TICKETS)
    with pytest.raises(NotAllowed, match="kantor yang menyusunnya"):
        paid(road, leg, TICKETS, who="fajar")
    road.by("fajar")
    assert not LegCost.objects.exists()
    assert "Rp12.750.000" not in words(road.get("leg", leg.pk, who="fajar")).replace("Rp ", "Rp").replace("\xa0", "")


@pytest.mark.parametrize(
    ("who", "status"), [("melati", 200), ("bima", 200), ("fajar", 403), ("dewi", 404), ("eka", 404)]
)
def test_who_opens_the_page_of_what_it_costs(road: Road, who: str, status: int) -> None:
    leg = road.left(road.planned())
    assert road.get("pay", leg.pk, who=who).status_code == status


def test_it_is_written_on_its_page_and_what_is_wrong_keeps_what_was_typed(road: Road) -> None:
    leg = road.planned()
    told: dict[str, Any] = {"cost_0": "ticket", "amount_0": "450.000", "payer_0": "apbd", "claim_0": "none"}
    page = road.post("pay", leg.pk, **told, budget_year_0="dua ribu")
    assert page.status_code == 422
    assert "450.000" in words(page)
    assert road.post("pay", leg.pk, **told, budget_year_0="2026").status_code == 302
    [cost] = LegCost.objects.all()
    assert (cost.amount, cost.payer, cost.budget_year) == (450_000, "apbd", 2026)
    assert "450.000" in words(road.get("leg", leg.pk))
    assert road.get("split", cost.pk).status_code == 200
    assert road.get("split", cost.pk, who="dewi").status_code == 404


def test_it_is_counted_by_payer_and_budget_year_of_its_office(road: Road) -> None:
    [bill] = paid(road, road.planned(group=road.group(17)), TICKETS)
    split(road, bill, *SHARED)
    assert cells(counted(road, "leg_costs", ("payer",))) == {("baznas",): 5_000_000, ("apbd",): 7_750_000}
    assert cells(counted(road, "leg_costs", ("budget_year", "claim"))) == {
        ("2025", "paid"): 5_000_000, ("2026", "no_budget"): 7_750_000
    }  # fmt: skip
    assert counted(road, "leg_costs", unit="baris_etape").total == 2
    assert [counted(road, "leg_costs", who=one).total for one in ("dewi", "eka")] == [0, 0]
    assert count("leg_costs", ("payer",), by_actor=None).rows


def test_a_line_written_wrongly_stays_to_be_read_and_is_in_no_sum(road: Road) -> None:
    leg = road.planned()
    twice, once = paid(road, leg, TICKETS, TICKETS)
    paying.strike_leg_cost(legcost=LegCost.objects.select_related("leg").get(pk=twice.pk), struck_as=Struck.TWICE,
                           right=None, by=road.by(), action_id=new_id())  # fmt: skip
    assert counted(road, "leg_costs").total == once.amount
    shown = words(road.get("leg", leg.pk))
    assert "Ditarik" in shown
    assert "Tercatat dua kali" in shown


@pytest.mark.parametrize(
    ("who", "status"), [("melati", 200), ("bima", 200), ("fajar", 404), ("dewi", 404), ("eka", 404)]
)
def test_who_opens_the_page_of_a_line_written_wrongly(road: Road, who: str, status: int) -> None:
    leg = road.left(road.planned())
    [cost] = paid(road, leg, TICKETS)
    assert road.get("strike", cost.pk, who=who).status_code == status


def test_it_is_struck_on_its_page_with_what_it_came_to(road: Road) -> None:
    [cost] = paid(road, road.planned(), TICKETS)
    assert road.post("strike", cost.pk, right="5").status_code == 422
    assert road.post("strike", cost.pk, struck_as="typed", right="1.275.000").status_code == 302
    assert LegCost.objects.get(struck_as="").amount == 1_275_000
    assert road.get("strike", cost.pk).status_code == 403
