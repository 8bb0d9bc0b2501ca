"""Codes with which somebody without a sign-in answers one question, once: a partner, later whoever reported something.

A code is made out of the id of its row and the installation's key, shown by the page that makes it, and kept nowhere.
It opens what was sealed for it and nothing else, together with the last digits of a telephone number that the office
knows. Wrong, over, taken back, locked, of somebody else: the answer is the same. See ADR 34.
"""

import hmac
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.audit.actions import nothing_but
from rehsos.audit.actor import SYSTEM, Actor, acting_for
from rehsos.audit.answers import Conflict
from rehsos.directory.models import Office
from rehsos.house.rooms import given
from rehsos.vault.keys import key_of, keys_of, keyset
from rehsos.vault.seal import legible, seal

from .doors import ByCode
from .in_database import MOST_TRIES
from .models import AnswerCode

CONTEXT = "answer_code"
HOLDS = timedelta(days=14)
SIGNS, LENGTH, GROUP = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ", 12, 4
"""What a code is made of: nothing that is mistaken for another when read from paper. Sixty bits."""
DIGITS = 4
"""How many last digits of the telephone number are asked."""


@dataclass(frozen=True)
class Opened:
    """What a code opens: whose question, about what, and the lines that may be read."""

    id: UUID
    door: ByCode
    thing: UUID
    office: int
    lines: tuple[tuple[str, str], ...]
    answered_at: datetime | None


# For who makes a code, as the office that asks.


def give_code(
    kind: str, thing: UUID, told: Mapping[str, str], *, office: int, phone: str, key: UUID, number: UUID
) -> AnswerCode:
    """A fresh code for a thing, within the action that has this `number`; earlier ones of it end.

    `told` is what may be read with it, line by line, sealed under `key`. `phone` has at least four digits, however it
    is written.
    """
    take_back_codes(thing)
    now, code = timezone.now(), code_of(number)
    return AnswerCode.objects.create(
        id=number, kind=kind, thing=thing, office_id=office, digest=_digest(code), second=_second(code, phone),
        key=key, sealed=seal(key_of(key), {"lines": list(told.items())}, subject=key, context=CONTEXT),
        made_at=now, ends_at=now + HOLDS, offices=[office],
    )  # fmt: skip


def take_back_codes(thing: UUID) -> None:
    """What was asked is asked no more, or with another code."""
    AnswerCode.objects.filter(thing=thing, answered_at=None, revoked_at=None).update(revoked_at=timezone.now())


def code_of(number: UUID) -> str:
    """The code that belongs to a row."""
    drawn = int.from_bytes(_keyed("drawn", number.hex))
    return "".join(SIGNS[drawn >> 5 * place & 31] for place in range(LENGTH))


def said(code: str) -> str:
    """As it is printed: in groups of four."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def locked(code: AnswerCode) -> bool:
    """Whether it was tried wrongly too often."""
    return code.tries >= MOST_TRIES


# For who has one.


def opened(typed: str, phone: str) -> Opened | None:
    """What this code opens, with the last digits of the number; None whatever the reason.

    Tried on a line of its own to the database, so that a wrong try stays counted whatever becomes of the request.
    """
    code = plain(typed)
    with line() as cursor:
        cursor.execute(
            "SELECT * FROM access_code_try(%s, %s, %s)", [_digest(code), _second(code, phone), timezone.now()]
        )
        row = cursor.fetchone()
    if row is None:
        return None
    number, kind, thing, office, key, sealed, answered_at = row
    door = next((one for one in given(ByCode) if one.kind == kind), None)
    keys = keys_of([key])
    if door is None or not keys:  # erased meanwhile
        return None
    lines = legible(keys[key], bytes(sealed), subject=key, context=CONTEXT).get("lines", ())
    return Opened(number, door, thing, office, tuple((str(name), str(words)) for name, words in lines), answered_at)


@contextmanager
def line() -> Iterator[Any]:
    """A line of its own to the database: what happens on it stands, whatever is taken back elsewhere."""
    with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
        yield cursor


def settled(what: Opened) -> str:
    """What is said in place of the question where who asked needs no answer any more; empty while they do."""
    with acting_for((what.office,)):
        return what.door.settled(what.thing)


def answer(what: Opened, typed: str, phone: str, told: Mapping[str, Any], action_id: UUID) -> None:
    """Carry out the answer, as the office that asked, and let the code end. Both happen or neither.

    Raises Conflict where the code ended meanwhile, and what the action refuses.
    """
    with transaction.atomic():
        Conflict.unless(_use(what.id, _second(plain(typed), phone)), _OVER)
        office = Office.objects.get(pk=what.office)
        with acting_for((office.pk,)), nothing_but(what.door.does):
            what.door.answer(what.thing, told, _somebody(office), action_id)


_OVER = "over"
"""Said to nobody: the page shows what it shows for every code that opens nothing."""


def _use(number: UUID, second: bytes) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_code_use(%s, %s, %s)", [number, second, timezone.now()])
        return bool(cursor.fetchone()[0])


def _somebody(office: Office) -> Actor:
    """Who has the code: nobody of the office, and with no permission in it."""
    return Actor(SYSTEM, str(_("Pemegang kode")), office.pk, (office.pk,), role="", time_zone=office.time_zone)


def plain(typed: str) -> str:
    """A code as it was meant: in capitals, without strokes and gaps."""
    return "".join(sign for sign in typed.upper() if sign in SIGNS)


def digits(phone: str) -> str:
    """The last digits of a number, be it written with +62, 0, strokes, gaps, or as these digits alone."""
    return "".join(sign for sign in phone if sign in "0123456789")[-DIGITS:]


def _digest(code: str) -> bytes:
    return _keyed("code", code)


def _second(code: str, phone: str) -> bytes:
    return _keyed("second", code, digits(phone))


def _keyed(*words: str) -> bytes:
    return hmac.digest(keyset().token_key, "\0".join(("rehsos answer code", *words)).encode(), "sha256")
