"""Two registered persons become one: then one place is true. Asked of who confirms it; elsewhere the heads are told."""

from collections.abc import Sequence
from itertools import pairwise
from uuid import UUID

from django.db.models import CharField, F, Value
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.people.doors import DUPLICATE, TRUE
from rehsos.people.models import SamePerson

from .actions.placing import FACTS, Row, contend, everywhere, follow_them, hidden, let_others, one_of
from .models import Clash, Standing
from .placing import said as said_place


def asks(said: SamePerson, by: Actor) -> tuple[Words, Words] | None:
    """What this office holds of the two, where it differs; None where nothing is to be chosen here."""
    told: dict[UUID, dict[str, tuple[str, str | None]]] = {said.duplicate_id: {}, said.true_id: {}}
    for fact, one, kind, office in _held_here(said, by):
        told[one][fact] = (kind, office)
    duplicate, true = told[said.duplicate_id], told[said.true_id]
    if all(duplicate[fact] == true[fact] for fact in duplicate.keys() & true.keys()):
        return None
    return _words(duplicate), _words(true)


def _held_here(said: SamePerson, by: Actor) -> Sequence[tuple[str, UUID, str, str | None]]:
    held = [
        model.objects.filter(
            one__in=[said.duplicate_id, said.true_id], until=None, withdrawn_by=None, standing=Standing.HOLDS,
            case__owner=by.office,
        ).values_list(Value(fact, output_field=CharField()), "one", "kind", F("office__short"))
        for fact, model in FACTS.items()
    ]  # fmt: skip
    first, *others = held
    return list(first.union(*others, all=True))


def _words(told: dict[str, tuple[str, str | None]]) -> str:
    return " · ".join(str(said_place(fact, kind, office, "")) for fact, (kind, office) in told.items())


def joins(said: SamePerson, keep: str, by: Actor, cause: UUID) -> None:
    """Before they are one: of two that hold, one does. Raises Refused beside `keep` where it is not chosen."""
    with everywhere():
        both = {DUPLICATE: said.duplicate_id, TRUE: said.true_id}
        hides = {one: hidden(one_of(one)) for one in sorted(both.values())}
        for model in FACTS.values():
            rows = model.objects.select_related("case").filter(until=None, withdrawn_by=None, standing=Standing.HOLDS)
            held: list[Row] = [row for row in (rows.filter(one=one).first() for one in both.values()) if row]
            for one, other in pairwise(held):
                _join(one, other, both.get(keep), by, cause, hides=hides)


def _join(one: Row, other: Row, keep: UUID | None, by: Actor, cause: UUID, *, hides: dict[UUID, bool]) -> None:
    """Of one office one is taken back; of two, that of another office than the actor's holds, else the earlier."""
    offices = {one.case.owner_id, other.case.owner_id}
    if len(offices) == 1:
        wrong = _wrong(one, other, keep, asked=by.office in offices)
        type(wrong).objects.filter(pk=wrong.pk).update(withdrawn_by=cause)
        return
    claim, held = sorted((one, other), key=lambda row: (row.case.owner_id != by.office, -row.since.timestamp()))
    claim.standing = Standing.UNTOLD if hides[held.one] else Standing.ASKED
    claim.save(update_fields=["standing"])
    contend(held, claim, by)


def _wrong(one: Row, other: Row, keep: UUID | None, *, asked: bool) -> Row:
    if (one.kind, one.office_id) == (other.kind, other.office_id) or not asked:
        return min(one, other, key=lambda row: row.since)
    if keep is None:
        raise Refused(_("Pilih mana yang benar: klien hanya di satu tempat."), field="keep")
    return other if one.one == keep else one


def follow(said: SamePerson, by: Actor, cause: UUID) -> None:
    """Once they are one, or two again: a clash is about who is meant now, and what nobody contests holds."""
    with everywhere():
        both = [said.duplicate_id, said.true_id]
        for clash in Clash.objects.filter(one__in=both, settled_at=None):
            meant = FACTS[clash.fact].objects.values_list("one", flat=True).get(pk=clash.pk)
            Clash.objects.filter(pk=clash.pk).update(one=meant)
        for one in both:
            let_others(one, cause)
            follow_them(one, by, cause)
