"""Who pays a cost: one or several, out of which year's budget, and never a rupiah more or less than the bill."""

from typing import Any

import pytest
from django.db.models import Sum

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.paying import CostPart, split_cost
from rehsos.cases.models import Claim, Cost, CostKind, Payer
from rehsos.cases.unfinished import claims

from .conftest import Desk
from .test_service import told, words


def billed(desk: Desk, **more: Any) -> Cost:
    assert desk.post("cases:service", **told(amount_0="500.000", cost_0="burial", **more)).status_code == 302
    return Cost.objects.get()


def lines(desk: Desk) -> list[tuple[Any, ...]]:
    return list(Cost.objects.order_by("pk").values_list("amount", "payer", "claim", "budget_year"))


def test_a_service_with_a_cost_asks_neither_year_nor_code(desk: Desk) -> None:
    cost = billed(desk)
    assert (cost.kind, cost.budget_year, cost.activity, cost.bill) == ("burial", None, "", None)


def test_year_and_code_are_kept_where_they_are_known(desk: Desk) -> None:
    cost = billed(desk, budget_year_0="2026", activity_0="1.06.04.2.01.0003", claim_0="no_budget", payer_0="nobody")
    assert (cost.budget_year, cost.activity, cost.claim) == (2026, "1.06.04.2.01.0003", "no_budget")


@pytest.mark.parametrize("wrong", [{"budget_year_0": "26"}, {"activity_0": "untuk Rambu"}])
def test_what_is_no_year_and_no_code_is_told(desk: Desk, wrong: dict[str, str]) -> None:
    assert desk.post("cases:service", **told(amount_0="500.000", **wrong)).status_code == 422
    assert not Cost.objects.exists()


def test_a_bill_is_split_among_payers_and_years(desk: Desk) -> None:
    cost = billed(desk)
    assert "Rp500.000" in words(desk.get("cases:split_cost", cost.pk))
    assert desk.statements("cases:split_cost", cost.pk) <= 7
    answer = desk.post("cases:split_cost", cost.pk, amount_0="300.000", payer_0="baznas", claim_0="paid",
                       budget_year_0="2026", amount_1="200.000", payer_1="village", claim_1="no_budget",
                       budget_year_1="2027")  # fmt: skip
    assert answer.status_code == 302
    assert lines(desk) == [(300_000, "baznas", "paid", 2026), (200_000, "village", "no_budget", 2027)]
    first, second = Cost.objects.order_by("pk")
    assert (first.bill, second.bill, second.kind) == (None, first, "burial")
    assert second.offices == first.offices
    assert "Rp200.000 · Desa" in words(desk.get("cases:case"))


@pytest.mark.parametrize("second", ["199.999", "200.001", ""])
def test_the_parts_come_to_the_bill_to_the_rupiah(desk: Desk, second: str) -> None:
    cost = billed(desk)
    answer = desk.post("cases:split_cost", cost.pk, amount_0="300.000", payer_0="apbd", amount_1=second, payer_1="own")
    assert answer.status_code == 422
    assert "tagihannya Rp500.000" in words(answer)
    assert lines(desk) == [(500_000, "own", "none", None)]


def test_a_part_is_split_again_and_stays_of_the_same_bill(desk: Desk) -> None:
    cost = billed(desk)
    split(desk, cost, 300_000, 200_000)
    split(desk, Cost.objects.order_by("pk").last(), 150_000, 50_000)
    assert Cost.objects.aggregate(Sum("amount"))["amount__sum"] == 500_000
    assert set(Cost.objects.exclude(pk=cost.pk).values_list("bill", flat=True)) == {cost.pk}


def split(desk: Desk, cost: Any, *amounts: int) -> None:
    parts = tuple(CostPart(amount, Payer.APBD) for amount in amounts)
    split_cost(cost=cost, case=desk.case, parts=parts, by=desk.by, action_id=new_id())


def test_one_payer_instead_of_another_is_no_split(desk: Desk) -> None:
    cost = billed(desk)
    split(desk, cost, 500_000)
    assert lines(desk) == [(500_000, "apbd", "none", None)]


def test_of_two_who_split_at_once_one_is_told(desk: Desk) -> None:
    cost = billed(desk)
    split(desk, cost, 300_000, 200_000)
    with pytest.raises(Conflict):
        split(desk, cost, 400_000, 100_000)
    assert Cost.objects.aggregate(Sum("amount"))["amount__sum"] == 500_000


def test_nothing_is_no_part_and_less_than_nothing_is_refused(desk: Desk) -> None:
    cost = billed(desk)
    split(desk, cost, 500_000, 0)
    assert Cost.objects.count() == 1
    for amounts in ((600_000, -100_000), ()):
        with pytest.raises(Refused):
            split(desk, Cost.objects.get(), *amounts)


def test_without_a_budget_line_somebody_still_waits_for_the_money(desk: Desk) -> None:
    cost = billed(desk, claim_0="no_budget")
    assert list(claims(desk.case)) == [cost]
    assert "Belum ada pagu" in words(desk.get("cases:case"))


def test_who_does_not_work_the_case_writes_no_payer(desk: Desk) -> None:
    cost = billed(desk)
    assert desk.get("cases:split_cost", cost.pk, who="bima").status_code == 403
    assert desk.get("cases:split_cost", cost.pk, who="dewi").status_code == 404
    assert desk.get("cases:split_cost", cost.pk + 1).status_code == 404


def test_every_code_fits_its_column() -> None:
    for field, codes in (("kind", CostKind), ("payer", Payer), ("claim", Claim)):
        column: Any = Cost._meta.get_field(field)
        assert max(map(len, codes.values)) <= column.max_length


def test_a_cost_written_wrongly_is_put_right_or_drawn_and_waits_for_nobody(desk: Desk) -> None:
    cost = billed(desk)
    assert "Salah catat" in words(desk.get("cases:settle_cost", cost.pk))
    assert desk.statements("cases:strike_cost", cost.pk) <= 7
    assert desk.post("cases:strike_cost", cost.pk, struck_as="typed", right="50.000").status_code == 302
    right = Cost.objects.get(struck_as="")
    assert (right.amount, right.kind) == (50_000, "burial")
    assert [one.pk for one in claims(desk.case)] == [right.pk]
    assert "Rp50.000 · Dibayar sendiri" in words(desk.get("cases:case"))
    assert desk.post("cases:strike_cost", right.pk, struck_as="not_spent").status_code == 302
    assert not claims(desk.case).exists()


def test_who_strikes_a_cost_of_a_service(desk: Desk) -> None:
    cost = billed(desk)
    for who, status in (("bima", 403), ("dewi", 404)):
        assert desk.get("cases:strike_cost", cost.pk, who=who).status_code == status
    assert desk.get("cases:strike_cost", cost.pk + 1).status_code == 404
