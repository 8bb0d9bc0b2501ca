"""Whether everything that lies sealed opens with the keyset that is here. Told by table and row; nothing is shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from rehsos.audit.actor import set_scope
from rehsos.house.rooms import merged
from rehsos.vault.doors import ALL, Sealed
from rehsos.vault.keys import keys_of, keyset
from rehsos.vault.models import Key
from rehsos.vault.seal import Unsealable, unseal

from .operating import OPERATOR, all_offices

MOST = 5000  # newest rows of a table that are tried unless all are asked for
MOST_FILES = 200  # a file may have ten megabytes
AT_ONCE = 500


@dataclass(frozen=True)
class Column:
    """A sealed column of a table, and how it opens; None where no room says so."""

    model: type[models.Model]
    name: str
    opens: Sealed | None

    def __str__(self) -> str:
        return f"{self.model._meta.db_table}.{self.name}"  # noqa: SLF001 - the public way in


def sealed_columns() -> list[Column]:
    """Every sealed column there is. ValueError where two rooms say of one how it opens."""
    said = merged(Sealed, lambda one: {(one.model, one.column): one})
    return [
        Column(model, field.name, _nearest(said, model, field.name))
        for model in apps.get_models()
        for field in model._meta.local_fields  # noqa: SLF001 - the public way in
        if isinstance(field, models.BinaryField) and field.name.startswith("sealed")
    ]


def _nearest(said: Mapping[tuple[type, str], Sealed], model: type, column: str) -> Sealed | None:
    """What is said of the column, or else of all, by the model itself before what it inherits from."""
    asked = ((one, which) for one in model.__mro__ for which in (column, ALL))
    return next((said[one] for one in asked if one in said), None)


def broken_keys() -> list[str]:
    """Data keys that this keyset does not unwrap."""
    wrapper, bad = keyset(), []
    for key in Key.objects.filter(destroyed_at=None).iterator(AT_ONCE):
        try:
            wrapper.unwrap(bytes(key.wrapped), key.subject)
        except Unsealable:
            bad.append(f"vault_key {key.subject}")
    return bad


@dataclass
class Tried:
    """What was tried: the rows that do not open, and whether older ones were left out."""

    bad: list[str]
    left_out: bool


def broken_seals(*, everything: bool = False) -> Tried:
    """Sealed values that do not open: damaged, moved to another row, or under a key that is lost."""
    tried = Tried([], left_out=False)
    with transaction.atomic():
        set_scope(all_offices(), OPERATOR)
        for column in sealed_columns():
            if column.opens:
                tried.bad += _tried(column, column.opens, tried, everything=everything)
    return tried


def _tried(column: Column, opens: Sealed, tried: Tried, *, everything: bool) -> Iterator[str]:
    rows = column.model._default_manager.exclude(**{column.name: None}).order_by("-pk")  # noqa: SLF001 - public
    most = MOST_FILES if opens.heavy else MOST
    tried.left_out |= not everything and rows[most : most + 1].exists()
    for batch in _batches(rows, column, opens, None if everything else most):
        yield from (f"{column} {pk}" for pk in _unopened(opens, batch))


Batch = list[tuple[Any, UUID, bytes]]


def _batches(rows: Any, column: Column, opens: Sealed, most: int | None) -> Iterator[Batch]:
    batch: Batch = []
    for pk, named, value in rows.values_list("pk", opens.key, column.name)[:most].iterator(AT_ONCE):
        batch.append((pk, opens.whose(named), bytes(value)))
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


def _unopened(opens: Sealed, batch: Batch) -> Iterator[Any]:
    """The rows that do not open, but for those whose key was destroyed."""
    subjects = {subject for _, subject, _ in batch}
    keys = keys_of(subjects)
    gone = set(Key.objects.filter(pk__in=subjects).exclude(destroyed_at=None).values_list("pk", flat=True))
    for pk, subject, value in batch:
        if subject not in gone and not _opens(keys.get(subject), value, subject, opens.context):
            yield pk


def _opens(key: bytes | None, value: bytes, subject: UUID, context: str) -> bool:
    if key is None:
        return False
    try:
        unseal(key, value, subject=subject, context=context)
    except Unsealable:
        return False
    return True
