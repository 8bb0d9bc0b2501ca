"""What a service cost: lines of whole rupiah, each with who pays it and out of which year's budget."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, Conflict, Refused, no
from rehsos.look import words

from ..models import AnyCost, Case, Claim, Cost, CostKind, Payer, Service, Struck
from ..policies import may_finish

MOST_RUPIAH = 10**12
"""Above that of one line a nought is too many."""
OTHERWISE = _("Biaya ini sudah dicatat lain. Muat ulang halaman.")
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
Right = Annotated[int | None, "private"]
"""What it came to, where it is known: it stands in its own line."""


def pay(service: Service, costs: tuple[CostLine, ...]) -> None:
    """What it cost: a line of nothing is no cost."""
    told = [asdict(line) for line in costs if line.amount]
    Cost.objects.bulk_create([Cost(service=service, offices=service.offices, **one) for one in told])


@action(_("Klaim biaya: {claim}"))
def settle_cost(*, cost: Cost, case: Case, claim: Claim, by: Actor, action_id: UUID) -> None:
    """Where the claim of a cost stands: filed, paid, borne oneself, or no budget for it yet."""
    may_finish(case, by).insist()
    standing = Cost.objects.filter(pk=cost.pk, struck_as="").exclude(claim=claim)
    Conflict.unless(standing.update(claim=claim), _("Klaim ini sudah dicatat demikian."))


@action(_("Pembayar biaya dicatat"))
def split_cost(*, cost: Cost, case: Case, parts: tuple[CostPart, ...], by: Actor, action_id: UUID) -> None:
    """Who pays a line: one, or several who share it. The parts come to what the line was, to the rupiah.

    Raises Refused where they do not, Conflict where somebody wrote it down otherwise meanwhile.
    """
    may_finish(case, by).insist()
    share_bill(cost, parts, service_id=cost.service_id)


@action(_("Biaya ditarik: {struck_as}"))
def strike_cost(*, cost: Cost, case: Case, struck_as: Struck, right: Right, by: Actor, action_id: UUID) -> None:
    """A line was written wrongly: it is in no sum any more; with the right amount a line of that stands instead."""
    may_finish(case, by).insist()
    strike(cost, struck_as, right, by, service_id=cost.service_id)


def strike(cost: AnyCost, struck_as: Struck, right: int | None, by: Actor, **of: Any) -> None:
    """Within another action: a line of whatever it is of does not stand, and stays to be read.

    Raises Refused where the right amount is none, Conflict where somebody wrote the line down otherwise meanwhile.
    """
    if right is not None:
        _insist_right(cost, struck_as, right)
    lines = type(cost)._default_manager  # noqa: SLF001 - of whichever table it is
    standing = lines.filter(pk=cost.pk, amount=cost.amount, struck_as="")
    told = {"struck_as": struck_as, "struck_by": by.worker, "struck_at": timezone.now()}
    Conflict.unless(standing.update(**told), OTHERWISE)
    if right is not None:
        same = ("kind", "payer", "claim", "budget_year", "activity", "offices", "bill_id")
        lines.create(**of, **{name: getattr(cost, name) for name in same}, amount=right)


def stands(cost: AnyCost) -> Answer:
    """Whether a line may be written on: one that was struck is over."""
    return no(_("Baris ini sudah ditarik. Catat biaya baru bila perlu.")) if cost.struck_as else YES


def _insist_right(cost: AnyCost, struck_as: Struck, right: int) -> None:
    if struck_as != Struck.TYPED:
        raise Refused(_("Jumlah yang benar hanya untuk yang salah tulis. Kosongkan."), field="right")
    if right <= 0:
        raise Refused(_("Tulis jumlah di atas nol, atau kosongkan untuk menariknya saja."), field="right")
    insist_amounts([right], field="right")
    if right == cost.amount:
        raise Refused(_("Itu jumlah yang sudah tercatat. Tulis yang benar, atau kosongkan."), field="right")


def share_bill(cost: AnyCost, parts: tuple[CostPart, ...], **of: Any) -> None:
    """Within another action: who pays a line of whatever it is of; the first part is the line itself."""
    kept = tuple(part for part in parts if part.amount)
    _insist_whole(kept, cost.amount)
    first, *others = kept
    lines = type(cost)._default_manager  # noqa: SLF001 - of whichever table it is
    standing = lines.filter(pk=cost.pk, amount=cost.amount, payer=cost.payer, claim=cost.claim, struck_as="")
    Conflict.unless(standing.update(**asdict(first)), OTHERWISE)
    same = {**of, "kind": cost.kind, "bill_id": cost.bill_id or cost.pk, "offices": cost.offices}
    lines.bulk_create([type(cost)(**same, **asdict(part)) for part in others])


def told_lines(costs: tuple[Line, ...]) -> list[Line]:
    """Those that say something; refused where none does, or where one is less than nothing."""
    told = [line for line in costs if line.amount]
    if not told:
        raise Refused(_("Isi jumlahnya, dalam rupiah."), field="amount_0")
    insist_amounts(line.amount for line in told)
    return told


def insist_amounts(amounts: Iterable[int], field: str = "amount_0") -> None:
    """Raise Refused where one is less than nothing, or more than can be: of whatever it is a cost."""
    told = list(amounts)
    if any(amount < 0 for amount in told):
        raise Refused(_LESS, field=field)
    if any(amount > MOST_RUPIAH for amount in told):
        raise Refused(TOO_MUCH, field=field)


_LESS = _("Biaya tidak boleh kurang dari nol.")


def _insist_whole(parts: tuple[CostPart, ...], amount: int) -> None:
    """Refuse parts that do not come to what the line was, to the rupiah."""
    insist_amounts(part.amount for part in parts)
    told = sum(part.amount for part in parts)
    if told != amount or not parts:
        text = _g("Jumlah bagiannya {told}, tagihannya {amount}. Samakan dahulu.")
        raise Refused(text.format(told=words.rupiah(told), amount=words.rupiah(amount)), field="amount_0")
