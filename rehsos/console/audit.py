"""`rehsos check --audit`: whether the action log is as it was sealed. Read as the owner, who sees every line."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.db import ProgrammingError, connection
from django.utils import timezone

from rehsos.audit.chain import Extent, Fault, extent, faults, public_key

from .database import as_owner
from .line import UNMADE, Line

SEALED = "Catatan tindakan seperti saat disegel"
REACHES = "Segel sampai menit terakhir"
SHOWN = "Setiap catatan terlihat di tempat kasusnya terlihat"
KEEP = "Salin ke tempat lain, untuk dibandingkan kelak"
MOST = 5
STOPPED = timedelta(minutes=10)
WORDS = {
    "changed": "baris diubah",
    "removed": "baris dihapus",
    "slipped_in": "baris disisipkan dengan jam yang sudah disegel",
    "backdated": "baris masuk jauh sesudah jamnya disegel",
    "seal_missing": "segel hilang",
    "seal_changed": "segel diubah",
    "not_signed_by_us": "segel tanpa tanda tangan pemasangan ini",
}


def audit_answers() -> Iterator[Line]:
    """Whether the log is whole, how far the seals reach, and what to write down elsewhere."""
    with as_owner():
        try:
            found, reach, hidden = list(faults()), extent(), _hidden()
        except ProgrammingError:
            yield Line(SEALED, ok=False, note=UNMADE)
            return
    yield Line(SEALED, ok=not found, note=_said(found))
    first = ", ".join(map(str, hidden[:MOST]))
    yield Line(SHOWN, ok=not hidden, note=f"{len(hidden)} baris tidak ({first})" if hidden else "")
    yield _reaches(reach)
    if reach.last:
        own, key = bytes(reach.last.own).hex(), public_key().hex()
        yield Line(KEEP, ok=True, note=f"segel {reach.last.number}: {own}; kunci publik {key}")


_HIDDEN = """
SELECT a.id FROM audit_action a JOIN cases_case c ON c.id = a.dossier
 WHERE (a.offices, a.barred) IS DISTINCT FROM (c.offices, c.barred)
   AND (a.barred <> c.barred OR NOT a.offices <@ c.offices
     OR EXISTS (SELECT FROM unnest(c.offices) o WHERE o <> ALL(a.offices) AND o <> ALL(c.history_for))) ORDER BY a.id
"""


def _hidden() -> list[UUID]:
    """Lines whose offices or wall are not those of their case. They follow it, so no seal can hold them."""
    with connection.cursor() as cursor:
        cursor.execute(_HIDDEN)
        return [line for (line,) in cursor.fetchall()]


def _said(found: list[Fault]) -> str:
    """How many of each kind, and the first few by name."""
    counts = ", ".join(f"{number} {WORDS[what]}" for what, number in Counter(f.what for f in found).items())
    first = ", ".join(str(f.line or f"segel {f.seal}") for f in found[:MOST])
    return f"{counts} ({first}{' …' if len(found) > MOST else ''})" if found else ""


def _reaches(reach: Extent) -> Line:
    told = f"{reach.lines} baris dalam {reach.seals} segel"
    if reach.later:
        told += f", {reach.later} di antaranya disegel kemudian"
    told += f"; {reach.waiting} belum disegel" if reach.waiting else ""
    stopped = reach.oldest_waiting is not None and reach.oldest_waiting < timezone.now() - STOPPED
    return Line(
        REACHES,
        ok=not stopped,
        note=told + ("; pastikan rehsos jobs work berjalan, lalu periksa lagi" if stopped else ""),
    )
