"""Whether everything that lies sealed opens with the keyset that is here. Told by table and row; nothing is shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction

from rehsos.access.drafts import CONTEXT as DRAFT
from rehsos.access.lost_sessions import CONTEXT as KEPT
from rehsos.access.queries import key_of_sign_in
from rehsos.audit.actor import set_scope
from rehsos.cases.actions.supervising import SUPERVISION
from rehsos.cases.models import Filed
from rehsos.cases.sealing import CONTEXT as CASE
from rehsos.intake.actions import CONTEXT as REPORT
from rehsos.justice.sealing import CONTEXT as MATTER
from rehsos.papers.filling import ANSWERS, CONTENT, NAME
from rehsos.papers.letters import CONTEXT as LETTER
from rehsos.people.actions.sameness import CONTEXT as SAME
from rehsos.people.identity import CONTEXT as IDENTITY
from rehsos.vault.keys import keys_of, keyset
from rehsos.vault.models import Key
from rehsos.vault.seal import Unsealable, unseal

from .operating import OPERATOR, all_offices

MOST = 5000  # newest rows of a table that are tried unless all are asked for
MOST_FILES = 200  # a file may have ten megabytes
AT_ONCE = 500


@dataclass(frozen=True)
class Sealed:
    """A sealed column: in which model, under whose key, as what."""

    model: type[models.Model]
    column: str
    subject: str
    context: str

    @property
    def most(self) -> int:
        """How many of the newest rows are tried."""
        return MOST_FILES if self.context == CONTENT else MOST


# What is not filed in a case, or not sealed with it: by table and column, whose key and as what.
_OTHERS = {
    ("audit_action", "sealed"): ("dossier", "action"),
    ("papers_filledform", "sealed"): ("dossier", ANSWERS),
    ("papers_file", "sealed"): ("dossier", CONTENT),
    ("papers_file", "sealed_name"): ("dossier", NAME),
    ("papers_letter", "sealed"): ("dossier", LETTER),
    ("people_person", "sealed"): ("id", IDENTITY),
    ("people_sameperson", "sealed"): ("duplicate_id", SAME),
    ("intake_report", "sealed"): ("id", REPORT),
    ("justice_matter", "sealed"): ("id", MATTER),
    ("justice_officer", "sealed"): ("matter_id", MATTER),
    ("cases_supervisionnote", "sealed"): ("key", SUPERVISION),
    ("access_draft", "sealed"): ("user_id", DRAFT),
    ("access_keptform", "sealed"): ("user_id", KEPT),
}


def sealed_columns() -> Iterator[Sealed]:
    """Every sealed column there is. KeyError for one of a model that says neither by place nor here how it opens."""
    for model in apps.get_models():
        meta = model._meta  # noqa: SLF001 - the public way in
        for field in meta.local_fields:
            if isinstance(field, models.BinaryField) and field.name.startswith("sealed"):
                subject, context = _OTHERS.get((meta.db_table, field.name)) or _filed(model)
                yield Sealed(model, field.name, subject, context)


def _filed(model: type[models.Model]) -> tuple[str, str]:
    if not issubclass(model, Filed):
        raise KeyError(model.__name__)
    return "case_id", CASE


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
        for one in sealed_columns():
            rows = one.model._default_manager.exclude(**{one.column: None}).order_by("-pk")  # noqa: SLF001 - public
            tried.left_out |= not everything and rows[one.most : one.most + 1].exists()
            for batch in _batches(rows, one, None if everything else one.most):
                tried.bad += _unopened(one, batch)
    return tried


def _batches(rows: Any, one: Sealed, most: int | None) -> Iterator[list[tuple[Any, UUID, bytes]]]:
    batch: list[tuple[Any, UUID, bytes]] = []
    for pk, subject, value in rows.values_list("pk", one.subject, one.column)[:most].iterator(AT_ONCE):
        batch.append((pk, key_of_sign_in(subject) if one.subject == "user_id" else subject, bytes(value)))
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    yield batch


def _unopened(one: Sealed, batch: list[tuple[Any, UUID, bytes]]) -> Iterator[str]:
    subjects = {subject for _, subject, _ in batch}
    keys = keys_of(subjects)
    gone = set(Key.objects.filter(pk__in=subjects).exclude(destroyed_at=None).values_list("pk", flat=True))
    for pk, subject, value in batch:
        if subject not in gone and not _opens(keys.get(subject), value, subject, one.context):
            yield f"{one.model._meta.db_table}.{one.column} {pk}"  # noqa: SLF001 - the public way in


def _opens(key: bytes | None, value: bytes, subject: UUID, context: str) -> bool:
    if key is None:
        return False
    try:
        unseal(key, value, subject=subject, context=context)
    except Unsealable:
        return False
    return True
