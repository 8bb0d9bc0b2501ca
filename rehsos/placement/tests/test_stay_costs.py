"""What a stay costs: by the day or at once, by several payers, counted as money of the house."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.actions.paying import CostPart
from rehsos.cases.models import Claim, CostKind, Payer, Struck
from rehsos.placement.actions import paying
from rehsos.placement.actions.paying import StayLine
from rehsos.placement.hanging import insist_nothing_hangs
from rehsos.placement.models import Stay, StayCost
from rehsos.statistics.counting import Table, count, office_wide

from .conftest import Inn, words

MEALS = StayLine(CostKind.IN_HOUSE, 75_000, Payer.NOBODY, days=14)
SHARED = (
    CostPart(50_000, Payer.BAZNAS, Claim.PAID, 2025),
    CostPart(1_000_000, Payer.APBD, Claim.NO_BUDGET, 2026),
)


def paid(inn: Inn, stay: Stay, *lines: StayLine, who: str = "melati", **more: Any) -> list[StayCost]:
    given: dict[str, Any] = {"spent_on": timezone.localdate(), **more}
    paying.pay_stay(stay=inn.seen(stay, who), costs=lines, **given, by=inn.people.actor(who), action_id=new_id())
    inn.people.actor("melati")
    return list(StayCost.objects.filter(stay=stay).order_by("pk"))


def two_weeks(inn: Inn) -> Stay:
    """Somebody's fourteenth day in the house."""
    return inn.taken(at=timezone.now() - timedelta(days=13))


def split(inn: Inn, cost: StayCost, *parts: CostPart) -> None:
    seen = StayCost.objects.select_related("stay__case").get(pk=cost.pk)
    paying.split_stay_cost(staycost=seen, parts=parts, by=inn.people.actor("melati"), action_id=new_id())


def test_days_at_a_rate_are_reckoned_and_a_lump_stands_as_it_is(inn: Inn) -> None:
    by_day, lump = paid(inn, two_weeks(inn), MEALS, StayLine(CostKind.MEDICINE, 240_000, Payer.APBD))
    assert (by_day.amount, by_day.days, by_day.per_day) == (1_050_000, 14, 75_000)
    assert (lump.amount, lump.days, lump.per_day) == (240_000, None, None)


def test_a_bill_is_shared_to_the_rupiah(inn: Inn) -> None:
    [bill] = paid(inn, two_weeks(inn), MEALS)
    with pytest.raises(Refused, match="Samakan dahulu"):
        split(inn, bill, CostPart(1, Payer.APBN))
    split(inn, bill, *SHARED)
    first, second = StayCost.objects.order_by("pk")
    assert (first.amount, first.payer, first.budget_year) == (50_000, "baznas", 2025)
    assert (second.amount, second.bill_id, second.spent_on) == (1_000_000, bill.pk, bill.spent_on)
    stale = StayCost(pk=bill.pk, stay=inn.seen(bill.stay), amount=1_050_000, payer="nobody")
    with pytest.raises(Conflict, match="Muat ulang"):
        paying.split_stay_cost(staycost=stale, parts=SHARED, by=inn.people.actor("melati"), action_id=new_id())


@pytest.mark.parametrize("amount", [0, -5])
def test_nothing_and_less_than_nothing_is_no_cost(inn: Inn, amount: int) -> None:
    with pytest.raises(Refused):
        paid(inn, two_weeks(inn), StayLine(CostKind.MEALS, amount, Payer.APBD, days=3))


@pytest.mark.parametrize("days", [-14, 1])
def test_a_day_before_they_came_or_still_to_come_is_refused(inn: Inn, days: int) -> None:
    with pytest.raises(Refused, match=r"masuknya|masa depan"):
        paid(inn, two_weeks(inn), MEALS, spent_on=timezone.localdate() + timedelta(days=days))


def test_no_day_is_billed_that_they_did_not_stay(inn: Inn) -> None:
    stay = two_weeks(inn)
    with pytest.raises(Refused, match="15 hari, tetapi tinggalnya baru 14 hari"):
        paid(inn, stay, StayLine(CostKind.IN_HOUSE, 75_000, Payer.APBD, days=15))
    with pytest.raises(Refused, match="terlalu besar"):
        paid(inn, stay, StayLine(CostKind.IN_HOUSE, 10**11, Payer.APBD, days=14))
    assert not StayCost.objects.exists()
    assert len(paid(inn, stay, MEALS)) == 1


def test_a_bill_comes_after_they_left(inn: Inn) -> None:
    stay = two_weeks(inn)
    inn.out(stay)
    assert len(paid(inn, stay, MEALS)) == 1


def test_the_house_alone_writes_it(inn: Inn) -> None:
    stay = two_weeks(inn)
    with pytest.raises(NotAllowed, match="lembaga lain"):
        paid(inn, stay, MEALS, who="eka")
    paid(inn, stay, MEALS, who="bima")
    paid(inn, stay, MEALS, who="citra")


@pytest.mark.parametrize(("who", "status"), [("melati", 200), ("bima", 200), ("eka", 403), ("dewi", 404)])
def test_who_opens_the_page(inn: Inn, who: str, status: int) -> None:
    assert inn.get("placement:pay", two_weeks(inn).pk, who=who).status_code == status


def test_it_is_written_on_its_page_and_what_is_wrong_keeps_what_was_typed(inn: Inn) -> None:
    stay = two_weeks(inn)
    told: dict[str, Any] = {
        "spent_on": timezone.localdate().isoformat(), "cost_0": "in_house", "amount_0": "75.000", "payer_0": "apbd",
        "claim_0": "none",
    }  # fmt: skip
    page = inn.post("placement:pay", stay.pk, **told, days_0="dua minggu")
    assert page.status_code == 422
    assert "75.000" in words(page)
    assert "Tulis jumlah harinya" in words(page)
    assert inn.post("placement:pay", stay.pk, **told, days_0="14").status_code == 302
    [cost] = StayCost.objects.all()
    shown = words(inn.get("placement:stay", stay.pk)).replace("\xa0", " ")
    assert "1.050.000" in shown
    assert "14 hari" in shown
    assert inn.get("placement:split", cost.pk).status_code == 200
    for who, status in (("dewi", 404), ("eka", 403)):
        assert inn.get("placement:split", cost.pk, who=who).status_code == status
    assert "1.050.000" not in words(inn.get("placement:stay", stay.pk, who="eka"))


def counted(inn: Inn, *by: str, who: str = "melati", **more: Any) -> Table:
    actor = inn.people.actor(who)
    with office_wide(actor), timezone.override(actor.zone):
        table = count("stay_costs", by, by_actor=actor, **more)
    inn.people.actor("melati")
    return table


def test_it_is_counted_by_payer_and_year_of_the_house_and_above(inn: Inn) -> None:
    [bill] = paid(inn, two_weeks(inn), MEALS)
    split(inn, bill, *SHARED)
    told = {key: n for key, n in counted(inn, "payer").rows if n}
    assert told == {("baznas",): 50_000, ("apbd",): 1_000_000}
    assert counted(inn, "budget_year").total == 1_050_000
    assert counted(inn, "payer", unit="baris_tinggal").total == 2
    assert counted(inn, "payer", who="dewi").total == 0
    assert count("stay_costs", ("payer",), by_actor=None).rows


def test_of_who_was_never_taken_in_nothing_was_paid(inn: Inn) -> None:
    stay = two_weeks(inn)
    paid(inn, stay, MEALS)
    Stay.objects.filter(pk=stay.pk).update(withdrawn_by=new_id())
    assert counted(inn, "payer").total == 0


def strike(inn: Inn, cost: StayCost, why: Struck, right: int | None = None, who: str = "melati") -> None:
    seen = StayCost.objects.select_related("stay__case").get(pk=cost.pk)
    paying.strike_stay_cost(staycost=seen, struck_as=why, right=right, by=inn.people.actor(who), action_id=new_id())
    inn.people.actor("melati")


def test_a_nought_too_many_is_put_right_and_the_wrong_line_is_in_no_sum(inn: Inn) -> None:
    stay = two_weeks(inn)
    [cost] = paid(inn, stay, MEALS)
    strike(inn, cost, Struck.TYPED, 105_000)
    wrong, right = StayCost.objects.order_by("pk")
    assert (wrong.struck_as, wrong.amount, wrong.struck_by_id) == (
        "typed",
        1_050_000,
        inn.people.actor("melati").worker,
    )
    assert (right.struck_as, right.amount, right.payer, right.spent_on) == ("", 105_000, "nobody", cost.spent_on)
    assert counted(inn, "payer").total == 105_000
    shown = words(inn.get("placement:stay", stay.pk)).replace("\xa0", " ")
    assert "Rp105.000" in shown
    assert "Ditarik" in shown
    assert "oleh Melati" in shown


def test_what_is_struck_is_neither_shared_nor_struck_again(inn: Inn) -> None:
    [cost] = paid(inn, two_weeks(inn), MEALS)
    strike(inn, cost, Struck.TWICE)
    assert counted(inn, "payer").total == 0
    with pytest.raises(Conflict, match="Muat ulang"):
        strike(inn, cost, Struck.TWICE)
    with pytest.raises(Conflict, match="Muat ulang"):
        split(inn, cost, CostPart(cost.amount, Payer.APBD))
    for name in ("placement:strike", "placement:split"):
        assert inn.get(name, cost.pk).status_code == 403


def test_a_stay_whose_costs_were_all_struck_may_be_taken_back(inn: Inn) -> None:
    stay = two_weeks(inn)
    [cost] = paid(inn, stay, MEALS)
    with pytest.raises(Refused, match="biaya"):
        insist_nothing_hangs(stay, past=False)
    strike(inn, cost, Struck.ELSEWHERE)
    insist_nothing_hangs(stay, past=False)


@pytest.mark.parametrize(
    ("why", "right", "told"),
    [(Struck.TYPED, 1_050_000, "sudah tercatat"), (Struck.TYPED, 0, "di atas nol"), (Struck.TWICE, 5, "Kosongkan"),
     (Struck.TYPED, 10**13, "terlalu besar")],
)  # fmt: skip
def test_what_is_no_right_amount_is_told(inn: Inn, why: Struck, right: int, told: str) -> None:
    [cost] = paid(inn, two_weeks(inn), MEALS)
    with pytest.raises(Refused, match=told):
        strike(inn, cost, why, right)
    assert not StayCost.objects.exclude(struck_as="").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("melati", 200), ("bima", 200), ("citra", 200), ("eka", 403), ("dewi", 404)]
)
def test_who_strikes(inn: Inn, who: str, status: int) -> None:
    [cost] = paid(inn, two_weeks(inn), MEALS)
    assert inn.get("placement:strike", cost.pk, who=who).status_code == status
    if status == 403:
        with pytest.raises(NotAllowed):
            strike(inn, cost, Struck.TWICE, who=who)


def test_its_page_keeps_what_was_typed_and_says_what_is_lacking(inn: Inn) -> None:
    stay = two_weeks(inn)
    [cost] = paid(inn, stay, MEALS)
    page = inn.post("placement:strike", cost.pk, right="105.000")
    assert page.status_code == 422
    assert 'value="105.000"' in page.content.decode()
    assert inn.post("placement:strike", cost.pk, struck_as="typed", right="105.000").status_code == 302
    assert StayCost.objects.get(struck_as="").amount == 105_000
