"""What is known before somebody goes home to a family, and what is missing: said, and overridden by a superior only."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words
from rehsos.cases.models import Approval
from rehsos.people.identity import identity_of
from rehsos.people.queries import age_on

from .models import Journey, JourneyNote, NoteKind, Ride

RETURN = "return_home"
"""The kind of decision that lets somebody go home although something is missing."""
GROWN = 18


@dataclass(frozen=True)
class Asked:
    """A question before the return, and its answer: `done`, `missing`, or `against` the return."""

    kind: NoteKind
    words: Words
    state: str


WORDS: Mapping[tuple[NoteKind, str], Words] = {
    (NoteKind.RISK, "done"): _("Risiko dinilai ulang: aman"),
    (NoteKind.RISK, "missing"): _("Risiko belum dinilai ulang"),
    (NoteKind.RISK, "against"): _("Risiko dinilai ulang: belum aman"),
    (NoteKind.HOUSEHOLD, "done"): _("Rumah tangga diperiksa: layak"),
    (NoteKind.HOUSEHOLD, "missing"): _("Rumah tangga belum diperiksa"),
    (NoteKind.HOUSEHOLD, "against"): _("Rumah tangga diperiksa: belum layak"),
    (NoteKind.WILL, "done"): _("Mau pulang"),
    (NoteKind.WILL, "missing"): _("Kehendaknya sendiri belum ditanya"),
    (NoteKind.WILL, "against"): _("Tidak mau pulang"),
    (NoteKind.CONFERENCE, "done"): _("Temu bahas keluarga setuju"),
    (NoteKind.CONFERENCE, "missing"): _("Temu bahas keluarga belum dilakukan"),
    (NoteKind.CONFERENCE, "against"): _("Temu bahas keluarga tidak setuju"),
    (NoteKind.SUSPECT, "against"): _("Terduga pelaku tinggal di sana"),
}
_STATES = {"yes": "done", "no": "against"}


def asked_of(answers: Mapping[str, str], age: int | None, category: str) -> list[Asked]:
    """Each question that their return asks: of a child the conference, too. Who is of unknown age is asked as told."""
    child = category == "child" if age is None else age < GROWN
    kinds = [NoteKind.RISK, NoteKind.HOUSEHOLD, NoteKind.WILL, *([NoteKind.CONFERENCE] if child else [])]
    states = {kind: _STATES.get(answers.get(kind, ""), "missing") for kind in kinds}
    if answers.get(NoteKind.SUSPECT) == "yes":
        states[NoteKind.SUSPECT] = "against"
    return [Asked(kind, WORDS[kind, state], state) for kind, state in states.items()]


def answers_in(notes: Iterable[JourneyNote]) -> dict[str, str]:
    """What was answered last to each question; newest first."""
    found: dict[str, str] = {}
    for note in notes:
        found.setdefault(note.kind, note.code)
    return found


def age_of(journey: Journey) -> int | None:
    """Today."""
    person = journey.person
    found = age_on(identity_of(person), person.birth_year, timezone.localdate(), estimated=person.birth_estimated)
    return found.counted if found else None


def open_of(asked: Iterable[Asked]) -> list[Words]:
    """What is missing, or speaks against it, in words."""
    return [one.words for one in asked if one.state != "done"]


def insist_ready(rides: Collection[Ride]) -> None:
    """Nobody leaves for a family while something is missing, unless a superior signed that they may. Three statements.

    Of who has no case nothing is known here: their list is the office's own.
    """
    travelling = [ride for ride in rides if ride.journey is not None]
    ids = [ride.journey_id for ride in travelling if ride.journey_id is not None]
    notes: dict[UUID | None, list[JourneyNote]] = {one: [] for one in ids}
    for note in JourneyNote.objects.filter(journey__in=ids, withdrawn_by=None).order_by("-at", "-id"):
        notes[note.journey_id].append(note)
    signed = set(Approval.objects.filter(kind=RETURN, subject__in=ids, approved=True).values_list("subject", flat=True))
    for ride in travelling:
        still = open_of(asked_of(answers_in(notes[ride.journey_id]), ride.age, ride.category))
        if still and ride.journey_id not in signed:
            told = _("No. {n} belum dapat pulang ke keluarga: {what}. Catat di pemulangannya, "
                     "minta persetujuan kepala, atau lepaskan centangnya.")  # fmt: skip
            raise Refused(told.format(n=ride.number, what="; ".join(str(one) for one in still)))


def request_of(journey: Journey) -> Approval | None:
    """What a superior was asked last about this return."""
    return Approval.objects.filter(kind=RETURN, subject=journey.pk).order_by("-requested_at").first()


def said_of(journey: Journey, notes: Iterable[JourneyNote]) -> dict[str, Any]:
    """For the page of the journey."""
    asked = asked_of(answers_in(notes), age_of(journey), journey.category)
    return {"asked": asked, "still": open_of(asked), "request": request_of(journey)}
