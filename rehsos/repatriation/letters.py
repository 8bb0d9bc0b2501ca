"""The letters of the road home: pengantar, to the police, to the carrier, the order of the escort.

The record of a handing over is that of `referral`, about a leg. A leg of a group stands in no case: its papers are
printed from the leg itself (`group_papers`).
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case
from rehsos.cases.queries import client_key
from rehsos.letters import office_letter
from rehsos.letters.discretion import naming_of
from rehsos.letters.doors import About, Answers, Begun, Told, Written
from rehsos.letters.particulars import SEXES
from rehsos.papers.doors import LetterKind, Names
from rehsos.papers.letters import Envelope, Naming
from rehsos.papers.models import Letter
from rehsos.people.identity import identity_of
from rehsos.referral import with_annex
from rehsos.referral.nameless import insist_others_spared

from . import drafting
from .actions.legs import KIND
from .drafting import BELONGINGS, CARRIER, COVER, ESCORT, PERSON, POLICE
from .models import Ride

KINDS = (
    LetterKind(COVER, _("Pengantar pemulangan"), 120, goes=True),
    LetterKind(POLICE, _("Permohonan surat keterangan polisi"), 122, goes=True),
    LetterKind(CARRIER, _("Surat kepada pengelola angkutan"), 124, goes=True),
    LetterKind(ESCORT, _("Surat perintah tugas pendamping"), 126, goes=True, names=Names.BY_INITIALS),
)
WITH_A_LEG = (PERSON, BELONGINGS, COVER, POLICE, CARRIER, ESCORT)
"""Which letters go with a leg of one client, the first first."""


def _as_passenger(letter: Letter, case: Case, envelope: Envelope, _answers: Answers) -> dict[str, Any]:
    """To a carrier a passenger and nothing of the case: initials, or where ticked the name and the sex."""
    nothing = {"role": "", "identity": (), "police_report": "", "offence": ""}
    how = naming_of(letter, envelope)
    if how is Naming.NOBODY:
        return nothing
    identity = identity_of(case.client, client_key(case))
    if how is Naming.INITIALS:
        return nothing | {"identity": (("Penumpang (inisial)", identity.initials),)}
    named = (("Nama penumpang", identity.name or identity.called), ("Jenis kelamin", SEXES.get(case.client.sex, "")))
    return nothing | {"identity": tuple(row for row in named if row[1])}


def _of_nobody(_letter: Letter, _case: Case, _envelope: Envelope, _answers: Answers) -> dict[str, Any]:
    """An order to go along names no client, however secret it is."""
    return {"role": "", "identity": (), "police_report": "", "offence": ""}


_KNOWN: dict[str, Any] = {
    COVER: (with_annex.known, with_annex.compose),
    POLICE: (office_letter.known, office_letter.compose),
    CARRIER: (_as_passenger, office_letter.compose),
    ESCORT: (_of_nobody, office_letter.compose),
}


def _written(kind: str) -> Written:
    known, paper = _KNOWN[kind]
    return Written(
        kind=kind,
        blank=office_letter.BLANK,
        edit="letters:office_letter_edit",
        known=known,
        paper=paper,
        lacks=office_letter.lacks,
        complete=_("Lengkapi surat"),
        lacking=_("Belum diisi: {what}. Lengkapi dulu."),
        superior=True,
        spares=insist_others_spared,
    )


def _begins(kind: str) -> Begun:
    def answers(case: Case, subject: UUID | None) -> Answers:
        ride = ride_in(case, subject)
        return drafting.letter(kind, drafting.of_ride(case, ride)) if ride else {}

    return Begun(kind, answers, offered=False)


def ride_in(case: Case, subject: UUID | None) -> Ride | None:
    """Somebody's ride in their case; None where it is none."""
    return Ride.objects.select_related("journey").filter(case=case, pk=subject).first() if subject else None


def _told(case: Case, subject: UUID) -> Told | None:
    return Told() if Ride.objects.filter(case=case, pk=subject).exists() else None


def _no_choices(case: Case, opens: bool) -> list[tuple[str, str]]:  # noqa: ARG001 - the shape of `About.choices`
    """What comes in is about the case: a leg is answered by who accepts."""
    return []


def _none_only(case: Case) -> None:
    """A letter of the case is about the case, whoever travels."""


GIVEN: tuple[Any, ...] = (
    *KINDS,
    *(_written(kind) for kind in _KNOWN),
    *(_begins(kind) for kind in _KNOWN),
    About(KIND, choices=_no_choices, only=_none_only, told=_told),
)
