"""What hangs on a stay: who has been there leaves it, and nobody says that they were never taken in.

A journey with a leg that left keeps the same rule. What was told past the house hangs on it too and is not asked: by a
refusal the house would learn that something was told.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused
from rehsos.look import words

from .models import Absence, NoteKind, OutTo, Stay, StayCost, StayNote

HANGS = (NoteKind.BELONGINGS, NoteKind.INCIDENT, NoteKind.HARM, NoteKind.REVIEW)
"""What is written of somebody who was there."""
_DIED_THERE = _(
    "Klien tercatat meninggal selama tinggal ini. Bila kematiannya salah catat, minta Kabid menariknya dulu; "
    "sesudah itu penerimaan ini dapat ditandai."
)
_MORE = _(
    "Pada tinggal ini sudah tercatat: {what}. Akhiri tinggalnya lewat “Keluar”, bukan menariknya. Bila keluar atau "
    "perginya yang salah catat, tandai itu dulu."
)


def insist_nothing_hangs(stay: Stay, *, past: bool) -> None:
    """Raise Refused with what hangs on it; the end of one that was told once it was over (`past`) is part of it."""
    if stay.ended_to == OutTo.DIED:
        raise Refused(_DIED_THERE)
    if found := list(_hanging(stay, past=past)):
        raise Refused(_MORE.format(what=", ".join(found)))


def _hanging(stay: Stay, *, past: bool) -> Iterator[str]:
    if stay.ended_at is not None and not past:
        yield _g("keluar {day}").format(day=words.day(stay.ended_at))
    if Absence.objects.filter(stay=stay, withdrawn_by=None).exists():
        yield _g("tidak di tempat")
    notes = StayNote.objects.filter(stay=stay, kind__in=HANGS, withdrawn_by=None)
    there = set(notes.values_list("kind", flat=True))
    yield from (str(kind.label).lower() for kind in HANGS if kind in there)
    if StayCost.objects.filter(stay=stay, struck_as="").exists():
        yield _g("biaya")
