"""What a service cost: lines of whole rupiah, each with who pays it and out of which year's budget."""

from dataclasses import asdict, dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.look import words

from ..models import AnyCost, Case, Claim, Cost, CostKind, Payer, Service
from ..policies import may_finish

MOST_RUPIAH = 10**12
"""Above that of one line a nought is too many."""
TOO_MUCH = _("Jumlahnya terlalu besar. Periksa angka nolnya.")
MOST_PARTS = 4
"""Payers of one bill on one form; a part can be split again."""


@dataclass(frozen=True)
class CostLine:
    """What was paid on the way, in whole rupiah, and by whom. The year is that of the budget, where one is known."""

    kind: CostKind
    amount: int
    payer: Payer
    claim: Claim = Claim.NONE
    budget_year: int | None = None
    activity: Code = ""


@dataclass(frozen=True)
class CostPart:
    """A part of a bill: how much, whose, out of which year."""

    amount: int
    payer: Payer
    claim: Claim = Claim.NONE
    budget_year: int | None = None
    activity: Code = ""


Line = TypeVar("Line", bound=CostLine)


def pay(service: Service, costs: tuple[CostLine, ...]) -> None:
    """What it cost: a line of nothing is no cost."""
    told = [asdict(line) for line in costs if line.amount]
    Cost.objects.bulk_create([Cost(service=service, offices=service.offices, **one) for one in told])


@action(_("Klaim biaya: {claim}"))
def settle_cost(*, cost: Cost, case: Case, claim: Claim, by: Actor, action_id: UUID) -> None:
    """Where the claim of a cost stands: filed, paid, borne oneself, or no budget for it yet."""
    may_finish(case, by).insist()
    standing = Cost.objects.filter(pk=cost.pk).exclude(claim=claim)
    Conflict.unless(standing.update(claim=claim), _("Klaim ini sudah dicatat demikian."))


@action(_("Pembayar biaya dicatat"))
def split_cost(*, cost: Cost, case: Case, parts: tuple[CostPart, ...], by: Actor, action_id: UUID) -> None:
    """Who pays a line: one, or several who share it. The parts come to what the line was, to the rupiah.

    Raises Refused where they do not, Conflict where somebody wrote it down otherwise meanwhile.
    """
    may_finish(case, by).insist()
    share_bill(cost, parts, service_id=cost.service_id)


def share_bill(cost: AnyCost, parts: tuple[CostPart, ...], **of: Any) -> None:
    """Within another action: who pays a line of whatever it is of; the first part is the line itself."""
    kept = tuple(part for part in parts if part.amount)
    _insist_whole(kept, cost.amount)
    first, *others = kept
    lines = type(cost)._default_manager  # noqa: SLF001 - of whichever table it is
    standing = lines.filter(pk=cost.pk, amount=cost.amount, payer=cost.payer, claim=cost.claim)
    Conflict.unless(standing.update(**asdict(first)), _("Biaya ini sudah dicatat lain. Muat ulang halaman."))
    same = {**of, "kind": cost.kind, "bill_id": cost.bill_id or cost.pk, "offices": cost.offices}
    lines.bulk_create([type(cost)(**same, **asdict(part)) for part in others])


def told_lines(costs: tuple[Line, ...]) -> list[Line]:
    """Those that say something; refused where none does, or where one is less than nothing."""
    told = [line for line in costs if line.amount]
    if not told:
        raise Refused(_("Isi jumlahnya, dalam rupiah."), field="amount_0")
    if any(line.amount < 0 for line in told):
        raise Refused(_LESS, field="amount_0")
    return told


_LESS = _("Biaya tidak boleh kurang dari nol.")


def _insist_whole(parts: tuple[CostPart, ...], amount: int) -> None:
    """Refuse parts that do not come to what the line was, to the rupiah."""
    if any(part.amount < 0 for part in parts):
        raise Refused(_LESS, field="amount_0")
    told = sum(part.amount for part in parts)
    if told != amount or not parts:
        text = _g("Jumlah bagiannya {told}, tagihannya {amount}. Samakan dahulu.")
        raise Refused(text.format(told=words.rupiah(told), amount=words.rupiah(amount)), field="amount_0")
