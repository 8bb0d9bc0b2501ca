"""The letters of the road between offices: surat rujukan, pelimpahan kasus, and the two records of a handing over."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.models import Case
from rehsos.letters import office_letter
from rehsos.letters.doors import About, Answers, Begun, Told, Written
from rehsos.letters.office_letter import BLANK as OFFICE_LETTER
from rehsos.papers.doors import LetterKind

from . import bast, drafting, with_annex
from .clock import KIND
from .models import Deed, Referral, State, Wanted
from .nameless import insist_others_spared
from .policies import may_follow

REFERRAL, TRANSFER, PERSON, FILES = "referral", "case_transfer", "handover_person", "handover_files"
BELONGINGS = "handover_belongings"
"""Written where somebody leaves a house, died or travels: by the rooms of those."""
KINDS = (
    LetterKind(TRANSFER, _("Pelimpahan kasus"), 102, goes=True),
    LetterKind(PERSON, _("BAST orang"), 104, goes=True),
    LetterKind(BELONGINGS, _("BAST barang"), 105, goes=True),
    LetterKind(FILES, _("BAST berkas"), 106, goes=True),
)
OF_A_DEED = {
    Deed.REFER: (REFERRAL,),
    Deed.ASK_OPINION: (REFERRAL,),
    Deed.TRANSFER: (TRANSFER, FILES),
    Deed.HAND_OVER: (PERSON, REFERRAL),
}
"""Which letters go with what is done, the first first."""


def kinds_with(it: Referral) -> tuple[str, ...]:
    """Those of its deed. Where an office is asked for a bed somebody goes there, and is handed over at its door.

    Nobody is handed over where aid or an assessment is asked for, nor to somebody outside.
    """
    bed = it.deed == Deed.REFER and it.wanted == Wanted.BED and not it.outside
    return (*OF_A_DEED[Deed(it.deed)], *((PERSON,) if bed else ()))


def _follows_on(case: Case, subject: UUID | None, by: Actor) -> bool:
    """An oral yes first, the letter later: who handed the case on writes the paper of it once it was taken over."""
    if subject is None:
        return False
    handed_on = Referral.objects.select_related("case").filter(pk=subject, case=case.pk, state=State.ACCEPTED)
    it = handed_on.filter(deed=Deed.TRANSFER, sender=by.office).first()
    return it is not None and bool(may_follow(it, by))


AS_OFFICE_LETTER = (REFERRAL, TRANSFER)
_EDITED = "letters:office_letter_edit"


def _as_office_letter(kind: str) -> Written:
    """Written as any office letter; who it is about in full stands in an annex of its own."""
    return Written(
        kind=kind,
        blank=OFFICE_LETTER,
        edit=_EDITED,
        known=with_annex.known,
        paper=with_annex.compose,
        lacks=office_letter.lacks,
        complete=_("Lengkapi surat"),
        lacking=_("Belum diisi: {what}. Lengkapi dulu."),
        superior=True,
        spares=insist_others_spared,
        after=_follows_on if kind == TRANSFER else None,
    )


def _as_record(kind: str) -> Written:
    return Written(
        kind=kind,
        blank=bast.BLANKS[kind],
        edit="referral:record_edit",
        known=with_annex.known,
        paper=bast.compose,
        lacks=bast.lacks,
        complete=_("Lengkapi berita acara"),
        lacking=_("Belum diisi: {what}. Lengkapi dulu."),
        superior=True,
        spares=insist_others_spared,
        after=_follows_on if kind == FILES else None,
    )


def _begins(kind: str) -> Begun:
    def answers(case: Case, subject: UUID | None) -> Answers:
        found = Referral.objects.select_related("receiver", "sender").filter(case=case)
        it = found.filter(pk=subject).first() if subject else None
        return drafting.letter(kind, case, it) if it else {}

    return Begun(kind, answers, offered=False)


def _told(case: Case, subject: UUID) -> Told | None:
    return Told() if Referral.objects.filter(case=case, pk=subject).exists() else None


def _no_choices(case: Case, opens: bool) -> list[tuple[str, str]]:  # noqa: ARG001 - the shape of `About.choices`
    """What comes in is about the case: a referral is answered on its own page."""
    return []


def _none_only(case: Case) -> None:
    """A letter of the case is about the case, whatever was referred."""


GIVEN: tuple[Any, ...] = (
    *KINDS,
    *(_as_office_letter(kind) for kind in AS_OFFICE_LETTER),
    *(_as_record(kind) for kind in (PERSON, BELONGINGS, FILES)),
    *(_begins(kind) for kind in AS_OFFICE_LETTER),
    About(KIND, choices=_no_choices, only=_none_only, told=_told),
)
