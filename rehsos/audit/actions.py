"""The one road for every write.

    @action(_("Sidang ditunda ke {to}"))
    def postpone_hearing(*, hearing: Hearing, to: datetime, reason: Text, by: Actor, action_id: UUID) -> None:

The decorator makes the function atomic and idempotent and appends one row to the log:

- `action_id` is made by the client. The same id twice happens once; the second call returns the thing that the
  first one made, or `DoneBefore` with the log's receipt where that thing may not be seen any more.
- The same id with other content is refused: somebody forged or reused it.
- Free text (`Text`) is sealed with the dossier's key; codes (`Code`), numbers, dates and ids are plain
  facts; `Private` text goes to a sealed place of its own and never into the log. A bare `str` is not
  accepted, so nobody seals or publishes by accident. A code may name the kind of label it is said by,
  `Annotated[str, "plain", "letter"]`.
- A thing that an action creates carries the action's id.
- `at`, when given, is when it happened; otherwise now.
"""

import functools
import hashlib
import inspect
import json
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, NamedTuple, ParamSpec, TypeVar
from uuid import UUID

import uuid_utils
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.vault.keys import key_of, keyset
from rehsos.vault.seal import seal

from .actor import Actor
from .answers import Conflict, Words
from .models import Action

Text = Annotated[str, "sealed"]
Code = Annotated[str, "plain"]
Codes = Annotated[tuple[str, ...], "plain"]
Private = Annotated[str, "private"]

CONTEXT = "action"
_REUSED = _(
    "Formulir ini sudah pernah dikirim dengan isi lain. Muat ulang halaman, lalu kirim lagi; "
    "isian yang pertama sudah tersimpan."
)

P = ParamSpec("P")
R = TypeVar("R")

_cause: ContextVar[UUID | None] = ContextVar("cause", default=None)
_writing: ContextVar[tuple["Written", ...]] = ContextVar("writing", default=())
_named: ContextVar[Collection[str] | None] = ContextVar("named", default=None)
REGISTRY: dict[str, "Spec"] = {}
EARLIER_NAMES: Mapping[str, str] = {}
"""What an action was called in lines of the log that are older than its name of today: earlier → today's."""


@dataclass(frozen=True)
class Spec:
    """What is known of an action before it happens: for the timeline, the offers and the drawn docs."""

    name: str
    title: Words
    module: str
    sealed: frozenset[str]
    private: frozenset[str]
    hints: Mapping[str, Any]
    makes: type[models.Model] | None
    doc: str

    @property
    def room(self) -> str:
        """The room whose action it is: the log keeps it beside the name."""
        return self.module.split(".")[1]


def new_id() -> UUID:
    """A fresh id for a form or an action: UUIDv7, so that logs and indexes stay in order of time."""
    return UUID(int=uuid_utils.uuid7().int)


def current() -> UUID | None:
    """The action that is being carried out: what it writes may bear its id."""
    return _cause.get()


class Written(NamedTuple):
    """What a line of the log says without opening its seal."""

    id: UUID
    name: str
    facts: Mapping[str, Any]


def being_written() -> tuple[Written, ...]:
    """The lines that are not in the log yet, for their actions are being carried out: the outermost first."""
    return _writing.get()


def action(title: Words) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function the one place where something is written. `title` is its line on the timeline.

    Raises TypeError when the module is read: for parameters that do not say what is sealed, and for a name that
    another action has already.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        spec = _spec(function, title)
        _enter(spec)
        signature = inspect.signature(function)

        @functools.wraps(function)
        def act(*args: P.args, **given: P.kwargs) -> R:
            bound = signature.bind(*args, **given)
            bound.apply_defaults()
            return _carry_out(spec, functools.partial(function, **given), bound.arguments)

        return act

    return decorate


def _enter(spec: Spec) -> None:
    """Into the registry; the name is the log's, so it means one thing for ever."""
    earlier = REGISTRY.get(spec.name) or REGISTRY.get(EARLIER_NAMES.get(spec.name, ""))
    if earlier is not None:
        raise TypeError(f"action {spec.name} of {spec.module} is the name of one in {earlier.module} already")
    REGISTRY[spec.name] = spec


def spec_of(name: str) -> Spec | None:
    """The action behind a name in the log, also one from before it was renamed; None for one nobody knows."""
    return REGISTRY.get(EARLIER_NAMES.get(name, name))


@contextmanager
def nothing_but(*actions: Callable[..., Any]) -> Iterator[None]:
    """As long as it lasts, another action than these is refused with TypeError; what they do inside is theirs."""
    token = _named.set({action.__name__ for action in actions})
    try:
        yield
    finally:
        _named.reset(token)


def _insist_named(spec: Spec) -> None:
    named = _named.get()
    if named is not None and _cause.get() is None and spec.name not in named:
        raise TypeError(f"action {spec.name} is none of those that may happen here: {sorted(named)}")


def is_action(function: Callable[..., Any]) -> bool:
    """Whether it is what stands in the log under its name, and not something that carries several out."""
    found = REGISTRY.get(function.__name__)
    return found is not None and found.module == function.__module__


class DoneBefore(Exception):  # noqa: N818 - nothing went wrong
    """The very action happened, and what it made is not to be seen from here any more: its receipt in the log."""

    def __init__(self, spec: Spec, action_id: UUID) -> None:
        super().__init__(spec.name)
        self.name, self.id = spec.name, action_id


def _made_before(spec: Spec, action_id: UUID, arguments: Mapping[str, Any]) -> Any:
    """What the action returned when it happened: it bears the action's id, was given to it, or its line lies in it."""
    if spec.makes is None:
        return None
    given = (value for value in arguments.values() if isinstance(value, spec.makes))
    made = spec.makes._default_manager  # noqa: SLF001 - Django's public name for it
    lies_in = Action.objects.filter(pk=action_id).values("dossier")
    found = made.filter(pk=action_id).first() or made.filter(pk__in=lies_in).first() or next(given, None)
    if found is None:
        raise DoneBefore(spec, action_id)
    return found


def _carry_out(spec: Spec, body: Callable[[], R], arguments: Mapping[str, Any]) -> R:
    _insist_named(spec)
    by: Actor = arguments["by"]
    action_id: UUID = arguments["action_id"]
    facts, secrets = _divide(spec, arguments)
    # Of what is kept elsewhere only whether it is the same is known.
    kept_elsewhere = {name: plain(arguments[name]) for name in sorted(spec.private)}
    digest = _digest(spec, by, facts, {**secrets, **kept_elsewhere})
    if _done_before(action_id, digest):
        return typing.cast("R", _made_before(spec, action_id, arguments))
    cause = _cause.get()
    token = _cause.set(action_id)
    lines = _writing.set((*_writing.get(), Written(action_id, spec.name, facts)))
    try:
        with transaction.atomic(), timezone.override(by.zone):  # today is the actor's, whoever calls
            value = body()
            things = [value, *arguments.values()]
            dossier = _dossier(things) or (_dossier(things, "own_file") if secrets else None)
            _append(spec, arguments, facts, _sealed(spec, dossier, secrets), dossier, digest=digest, cause=cause)
    except IntegrityError:
        if _done_before(action_id, digest):  # a twin request won the race: this one never happened
            return typing.cast("R", _made_before(spec, action_id, arguments))
        raise
    finally:
        _cause.reset(token)
        _writing.reset(lines)
    return value


def is_done(action_id: UUID) -> bool:
    """Whether an action with this id happened, in whatever office."""
    return _told(action_id, b"") is not None


def _done_before(action_id: UUID, digest: bytes) -> bool:
    """Whether this very action happened. Raises Conflict when another did under its id, seen from here or not."""
    earlier = _told(action_id, digest)
    if earlier == "other":
        raise Conflict(_REUSED)
    return earlier == "same"


def _told(action_id: UUID, digest: bytes) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_done(%s, %s)", [action_id, digest])
        found: str | None = cursor.fetchone()[0]
    return found


def _append(
    spec: Spec,
    arguments: Mapping[str, Any],
    facts: dict[str, Any],
    sealed: bytes | None,
    dossier: UUID | None,
    *,
    digest: bytes,
    cause: UUID | None,
) -> None:
    Action.objects.bulk_create([_line(spec, arguments, facts, sealed, dossier, digest=digest, cause=cause)])


def tell_each(name: str, told: Iterable[Mapping[str, Any]]) -> None:
    """Append a line for each of many, in one statement, of an action that writes nothing else and seals nothing.

    Its ids are fresh, so none of them can have happened before.
    """
    spec, lines = REGISTRY[name], []
    _insist_named(spec)
    for arguments in told:
        facts, secrets = _divide(spec, arguments)
        if secrets:
            raise TypeError(f"{name} seals text: carry it out instead")
        digest, dossier = _digest(spec, arguments["by"], facts, {}), _dossier([*arguments.values()])
        lines.append(_line(spec, arguments, facts, None, dossier, digest=digest, cause=_cause.get()))
    Action.objects.bulk_create(lines)


def _line(
    spec: Spec,
    arguments: Mapping[str, Any],
    facts: dict[str, Any],
    sealed: bytes | None,
    dossier: UUID | None,
    *,
    digest: bytes,
    cause: UUID | None,
) -> Action:
    by: Actor = arguments["by"]
    now = timezone.now()
    return Action(
        id=arguments["action_id"],
        name=spec.name,
        room=spec.room,
        happened_at=_moment(arguments.get("at"), by) or now,
        recorded_at=now,
        worker=by.worker,
        office=by.office,
        dossier=dossier,
        cause=cause,
        facts=facts,
        sealed=sealed,
        digest=digest,
        offices=list(by.offices),
    )


def _sealed(spec: Spec, dossier: UUID | None, secrets: dict[str, Any]) -> bytes | None:
    if not secrets:
        return None
    if dossier is None:
        raise TypeError(f"{spec.name} seals text but belongs to no dossier")
    return seal(key_of(dossier), secrets, subject=dossier, context=CONTEXT)


def _spec(function: Callable[..., Any], title: Words) -> Spec:
    hints = typing.get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters
    if any(p.kind is not inspect.Parameter.KEYWORD_ONLY for p in parameters.values()):
        raise TypeError(f"{function.__name__}: an action takes keywords only")
    if missing := {"by", "action_id"} - parameters.keys():
        raise TypeError(f"{function.__name__}: lacks {sorted(missing)}")
    told = {name: hints[name] for name in parameters if name not in {"by", "action_id"}}
    private = frozenset(n for n, hint in told.items() if getattr(hint, "__metadata__", ("",))[0] == "private")
    told = {name: hint for name, hint in told.items() if name not in private}
    return Spec(
        name=function.__name__,
        title=title,
        module=function.__module__,
        sealed=frozenset(name for name, hint in told.items() if _is_sealed(function, name, hint)),
        private=private,
        hints=told,
        makes=made if isinstance(made := hints.get("return"), type) and issubclass(made, models.Model) else None,
        doc=inspect.getdoc(function) or "",
    )


_PLAIN = (bool, int, Decimal, UUID, datetime, date, time, Enum, models.Model, float)


def _is_sealed(function: Callable[..., Any], name: str, hint: Any) -> bool:
    kinds = [k for k in typing.get_args(hint) if k is not type(None)] if _is_union(hint) else [hint]
    answers = {_kind_is_sealed(function, name, kind) for kind in kinds}
    return True in answers


def _kind_is_sealed(function: Callable[..., Any], name: str, kind: Any) -> bool:
    marks = getattr(kind, "__metadata__", ())
    if marks:
        return bool(marks[0] == "sealed")
    if kind is str:
        raise TypeError(f"{function.__name__}({name}): say Text (sealed) or Code (plain), not str")
    if isinstance(kind, type) and issubclass(kind, _PLAIN):
        return False
    inner = typing.get_args(kind)
    plain = inner and all(isinstance(k, type) and issubclass(k, _PLAIN) for k in inner if k is not Ellipsis)
    return not plain


def _is_union(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Union or type(hint).__name__ == "UnionType"


def _divide(spec: Spec, arguments: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    facts: dict[str, Any] = {}
    secrets: dict[str, Any] = {}
    for name in spec.hints:
        value = arguments[name]
        if value in (None, "", ()):
            continue
        (secrets if name in spec.sealed else facts)[name] = plain(value)
    return facts, secrets


def plain(value: Any) -> Any:  # noqa: PLR0911 - one kind of value, one line
    """A value as the log keeps it: choices by their code, days in ISO, rows by their key."""
    match value:
        case models.Model():
            return str(value.pk)
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case dict():
            return {str(k): plain(v) for k, v in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(v) for v in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return plain(asdict(value))
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)


def _digest(spec: Spec, by: Actor, facts: dict[str, Any], secrets: dict[str, Any]) -> bytes:
    told = json.dumps([spec.name, by.worker, facts, secrets], sort_keys=True, ensure_ascii=False)
    return hashlib.blake2b(told.encode(), digest_size=16, key=keyset().token_key[:32]).digest()


def _dossier(things: list[Any], names_it: str = "dossier_id") -> UUID | None:
    """The file this belongs to: that of what was made, else of what it was done to.

    Where there is none, words are sealed in the `own_file` of a thing that has one, as an office.
    """
    for value in things:
        dossier = getattr(value, names_it, None)
        if isinstance(dossier, UUID):
            return dossier
    return None


def _moment(at: Any, by: Actor) -> datetime | None:
    if isinstance(at, datetime):
        return at
    if isinstance(at, date):
        return datetime.combine(at, time(0), by.zone)
    return None
