"""The chain over the action log: whoever changes, removes or slips in a line is found out.

A job seals the lines of the last minute. A seal names its lines, bears the hash of each and of the seal before, and is
signed with a key that follows from the keyset and is never in the database. Hashed is only what never changes: whom a
line is shown to (`offices`, `barred`) may, and what erasing takes away is a key, not the line.

    wrong = list(faults())      # as the owner of the tables, who sees every line

Whoever holds the public key and a dump can check it without the keyset.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.db import connection, transaction
from django.utils import timezone

from rehsos.vault.keys import keyset

from .models import Seal

MOST = 5000
"""Lines in one seal: what the first round over an old database takes at a time."""
LATE = "15 minutes"
"""No transaction lasts as long: a line sealed so long after its hour was put in with an hour of the past."""
HASH_BYTES = 32
FIRST = bytes(HASH_BYTES)
"""What stands for the seal before the first one."""

LINE_HASH = """sha256(convert_to(jsonb_build_array(a.id, a.name, (extract(epoch FROM a.happened_at) * 1000000)::bigint,
  (extract(epoch FROM a.recorded_at) * 1000000)::bigint, a.worker, a.office, a.dossier, a.cause, a.facts,
  encode(a.sealed, 'hex'), encode(a.digest, 'hex'))::text, 'UTF8'))"""
"""The hash of a line `a` of audit_action, in SQL: of everything but whom it is shown to."""


@dataclass(frozen=True)
class Link:
    """A seal before it is signed. `hashes` are 32 bytes a line, `before` is the own hash of the seal before."""

    number: int
    at: datetime
    upto: datetime
    ids: Sequence[UUID]
    hashes: bytes
    before: bytes

    @property
    def own(self) -> bytes:
        """The hash of all of it."""
        told = f"rehsos seal {self.number} {_micros(self.at)} {_micros(self.upto)} {len(self.ids)} ".encode()
        return hashlib.sha256(told + b"".join(i.bytes for i in self.ids) + self.hashes + self.before).digest()


def _micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _signer() -> Ed25519PrivateKey:
    """The signing key: it follows from the secret in the keyset that never rotates, so old seals stay checkable."""
    seed = HKDF(SHA256(), HASH_BYTES, salt=None, info=b"rehsos audit chain").derive(keyset().token_key)
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key() -> bytes:
    """What anybody may have, to check the signatures; 32 bytes."""
    return _signer().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def seal_lines() -> int:
    """Seal the lines older than a minute that no seal has yet; how many. Two at once do no harm."""
    done = 0
    while found := _seal_some():
        done += found
    return done


def _seal_some() -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT number, before, upto, ids, hashes FROM audit_unsealed(%s)", [MOST])
        number, before, upto, ids, hashes = cursor.fetchone()
        if not ids:
            return 0
        link = Link(number, timezone.now(), upto, ids, bytes(hashes), bytes(before))
        signature = _signer().sign(link.own)
        given: list[Any] = [link.number, link.at, link.upto, list(ids), link.hashes, link.own, signature]
        cursor.execute("SELECT audit_seal_put(%s, %s, %s, %s, %s, %s, %s)", given)
        return len(ids) if cursor.fetchone()[0] else 0


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed. `line` is the action's id where it is about one line."""

    what: str
    seal: int | None = None
    line: UUID | None = None


def faults(key: bytes | None = None) -> Iterator[Fault]:
    """Everything wrong in the chain and in the lines it covers; `key`: the public key, ours when not given.

    Reads every line, so it is for the owner; 5 s for a million lines is normal.
    """
    yield from _broken_links(Ed25519PublicKey.from_public_bytes(key or public_key()))
    yield from _asked("changed", _CHANGED)
    yield from _asked("removed", _REMOVED)
    yield from _asked("slipped_in", _SLIPPED_IN, [LATE])
    yield from _asked("backdated", _BACKDATED, [LATE])


def _broken_links(key: Ed25519PublicKey) -> Iterator[Fault]:
    before, last = FIRST, 0
    for row in Seal.objects.order_by("number").iterator(chunk_size=200):
        link = Link(row.number, row.sealed_at, row.upto, row.ids, bytes(row.hashes), before)
        if row.number != last + 1:
            yield Fault("seal_missing", row.number)
        elif link.own != bytes(row.own) or len(link.hashes) != HASH_BYTES * len(link.ids):
            yield Fault("seal_changed", row.number)
        if not _signed(key, bytes(row.own), bytes(row.signature)):
            yield Fault("not_signed_by_us", row.number)
        before, last = bytes(row.own), row.number


def _signed(key: Ed25519PublicKey, own: bytes, signature: bytes) -> bool:
    try:
        key.verify(signature, own)
    except InvalidSignature:
        return False
    return True


_COVERED = "audit_seal s CROSS JOIN LATERAL unnest(s.ids) WITH ORDINALITY AS u(id, place)"
_CHANGED = f"""
SELECT s.number, a.id FROM {_COVERED} JOIN audit_action a ON a.id = u.id
 WHERE {LINE_HASH} IS DISTINCT FROM substring(s.hashes FROM (u.place::int - 1) * 32 + 1 FOR 32)
"""
_REMOVED = f"""
SELECT s.number, u.id FROM {_COVERED} LEFT JOIN audit_action a ON a.id = u.id WHERE a.id IS NULL
"""
# A line no seal has, of an hour that is sealed long since.
_SLIPPED_IN = f"""
SELECT NULL, a.id FROM audit_action a LEFT JOIN (SELECT u.id FROM {_COVERED}) c ON c.id = a.id
 WHERE c.id IS NULL AND a.recorded_at < (SELECT max(upto) FROM audit_seal) - %s::interval
"""
# A line that came into a seal although an earlier seal had closed its hour.
_BACKDATED = """
SELECT s.number, a.id FROM (SELECT number, ids, lag(upto) OVER (ORDER BY number) AS closed FROM audit_seal) s
 CROSS JOIN LATERAL unnest(s.ids) AS u(id) JOIN audit_action a ON a.id = u.id
 WHERE a.recorded_at < s.closed - %s::interval
"""


def _asked(what: str, sql: str, given: Sequence[str] = ()) -> Iterator[Fault]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))
        for seal, line in cursor.fetchall():
            yield Fault(what, seal, line)


@dataclass(frozen=True)
class Extent:
    """How far the chain reaches. `later`: lines sealed over an hour after they were recorded; `waiting`: not yet."""

    seals: int
    lines: int
    later: int
    waiting: int
    oldest_waiting: datetime | None
    last: Seal | None


_EXTENT = f"""
SELECT (SELECT count(*) FROM audit_seal), (SELECT coalesce(sum(cardinality(ids)), 0) FROM audit_seal),
       (SELECT count(*) FROM {_COVERED} JOIN audit_action a ON a.id = u.id
         WHERE a.recorded_at < s.sealed_at - interval '1 hour'),
       count(a.id), min(a.recorded_at)
  FROM audit_action a LEFT JOIN (SELECT u.id FROM {_COVERED}) c ON c.id = a.id
 WHERE c.id IS NULL AND a.recorded_at >= coalesce((SELECT max(upto) FROM audit_seal) - %s::interval, '-infinity')
"""


def extent() -> Extent:
    """How far the chain reaches now, as its owner sees it."""
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT, [LATE])
        seals, lines, later, waiting, oldest = cursor.fetchone()
    return Extent(seals, int(lines), later, waiting, oldest, Seal.objects.order_by("-number").first())
