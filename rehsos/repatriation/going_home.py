"""What is known before somebody goes home to a family, and what is missing: said, and overridden by a superior only."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words
from rehsos.cases.models import Approval
from rehsos.cases.sealing import shown_texts
from rehsos.people.identity import identity_of
from rehsos.people.queries import age_on
from rehsos.vault.keys import key_of, wrapped_beside

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
    """Nobody leaves for a family while something is missing, unless a superior signed for just that. Three statements.

    Of who has no case nothing is known here: their list is the office's own.
    """
    travelling = [ride for ride in rides if ride.journey is not None]
    ids = [ride.journey_id for ride in travelling if ride.journey_id is not None]
    notes: dict[UUID | None, list[JourneyNote]] = {one: [] for one in ids}
    for note in JourneyNote.objects.filter(journey__in=ids, withdrawn_by=None).order_by("-at", "-id"):
        notes[note.journey_id].append(note)
    signed: dict[UUID | None, Approval] = {
        one.subject: one for one in _requests(ids).filter(approved=True).order_by("requested_at")
    }
    for ride in travelling:
        asked = asked_of(answers_in(notes[ride.journey_id]), ride.age, ride.category)
        still, approval = open_of(asked), signed.get(ride.journey_id)
        if still and not (ride.journey and approval and covers(approval, ride.journey, asked, notes[ride.journey_id])):
            told = _CHANGED if approval else _MISSING
            raise Refused(told.format(n=ride.number, what="; ".join(str(one) for one in still)))


_MISSING = _(
    "No. {n} belum dapat pulang ke keluarga: {what}. Catat di pemulangannya, "
    "minta persetujuan kepala, atau lepaskan centangnya."
)
_CHANGED = _(
    "No. {n} belum dapat pulang ke keluarga: {what}. Yang disetujui kepala sudah berubah sejak dimintakan. "
    "Minta persetujuannya lagi di pemulangannya, atau lepaskan centangnya."
)


def covered(journey: Journey, asked: Iterable[Asked], notes: Iterable[JourneyNote], key: bytes) -> dict[str, Any]:
    """What a signature now would cover: each gap, by the note that speaks against it; where to, and to which family."""
    newest: dict[str, JourneyNote] = {}
    for note in notes:
        newest.setdefault(note.kind, note)
    return {
        "gaps": [_gap(one, newest) for one in asked if one.state != "done"],
        "destination": journey.destination_id or "",
        "family": shown_texts(journey.case_id, journey.sealed, key).get("family", ""),
    }


def _gap(one: Asked, newest: Mapping[str, JourneyNote]) -> str:
    return f"{one.kind}:{newest[one.kind].pk}" if one.state == "against" else str(one.kind)


def covers(approval: Approval, journey: Journey, asked: Iterable[Asked], notes: Iterable[JourneyNote]) -> bool:
    """Whether what was asked is still all there is: no other gap, the same destination, the same family.

    Of what was asked before this was kept nothing is known to be covered.
    """
    key = key_of(journey.case_id, getattr(approval, "wrapped", None))
    told = shown_texts(journey.case_id, approval.sealed, key).get("covers")
    now = covered(journey, asked, notes, key)
    if not told or set(now["gaps"]) - set(told["gaps"]):
        return False
    return all(told[one] == now[one] for one in ("destination", "family"))


def _requests(journeys: Collection[UUID]) -> QuerySet[Approval]:
    found = Approval.objects.filter(kind=RETURN, subject__in=journeys)
    return found.annotate(wrapped=wrapped_beside("case_id"))


def request_of(journey: Journey) -> Approval | None:
    """What a superior was asked last about this return."""
    return _requests([journey.pk]).order_by("-requested_at").first()


def said_of(journey: Journey, notes: Collection[JourneyNote]) -> dict[str, Any]:
    """For the page of the journey; `holds`: what was asked last is still all there is."""
    asked = asked_of(answers_in(notes), age_of(journey), journey.category)
    request = request_of(journey)
    holds = request is not None and covers(request, journey, asked, notes)
    return {"asked": asked, "still": open_of(asked), "request": request, "holds": holds}


def notes_of(it: Journey) -> list[JourneyNote]:
    """What stands of it, the newest first."""
    return list(JourneyNote.objects.filter(journey=it, withdrawn_by=None).order_by("-at", "-id")[:50])
