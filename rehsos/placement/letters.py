"""The letters of a house: a longer stay; and of a death: what is stated, the family told, hospital or police asked."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.cases.dying import DeathLetters
from rehsos.cases.models import Case
from rehsos.letters.doors import About, Answers, Begun, Told
from rehsos.papers.doors import LetterKind, Names
from rehsos.papers.kinds import words_of

from . import drafting, drafting_care
from .drafting import COVER, EXTENSION, NOTICE, STATEMENT
from .drafting_care import DECISION
from .handing_over import BELONGINGS, PERSON
from .models import Stay
from .stays import KIND

OF_A_DEATH = (STATEMENT, NOTICE, COVER)
KINDS = (
    LetterKind(DECISION, _("Keputusan pengasuhan"), 108, goes=True),
    LetterKind(EXTENSION, _("Perpanjangan tinggal"), 110, goes=True),
    LetterKind(STATEMENT, _("Surat keterangan kematian"), 112, goes=True, names=Names.IN_FULL),
    LetterKind(NOTICE, _("Pemberitahuan kematian"), 114, goes=True),
    LetterKind(COVER, _("Pengantar jenazah ke rumah sakit atau kepolisian"), 116, goes=True),
)


def _extension(case: Case, subject: UUID | None) -> Answers:
    stay = Stay.objects.select_related("office").filter(case=case, pk=subject).first() if subject else None
    return drafting.extension(case, stay) if stay else {}


def _decision(case: Case, _subject: UUID | None) -> Answers:
    return drafting_care.decision(case)


def _of_death(kind: str) -> Begun:
    def answers(case: Case, _subject: UUID | None) -> Answers:
        return drafting.about_death(kind, case)

    return Begun(kind, answers, offered=False)


def _told(case: Case, subject: UUID) -> Told | None:
    return Told() if Stay.objects.filter(case=case, pk=subject).exists() else None


def _no_choices(case: Case, opens: bool) -> list[tuple[str, str]]:  # noqa: ARG001 - the shape of `About.choices`
    """What comes in is about the case."""
    return []


def _none_only(case: Case) -> None:
    """A letter of the case is about the case, wherever somebody stays."""


def begun_of_death(case: Case) -> list[tuple[Words, str]]:
    """Each in words, and the page on which it is begun."""
    page = reverse("letters:letter_out", args=[case.code])
    found = [(words_of(kind), f"{page}?{urlencode({'jenis': kind})}") for kind in OF_A_DEATH]
    return [*found, (words_of(BELONGINGS), reverse("placement:left_behind", args=[case.code]))]


def letters_of(stay: Stay) -> list[tuple[Words, str]]:
    """What is written about a stay, each in words, and the page on which it is begun: longer, or handed over."""
    record = reverse("placement:handed_over", args=[stay.pk])
    longer = [(words_of(EXTENSION), extension_page(stay))] if stay.is_open else []
    return [*longer, *((words_of(kind), f"{record}?{urlencode({'jenis': kind})}") for kind in (PERSON, BELONGINGS))]


def decision_page(code: str) -> str:
    """Where the decision about a child of our own is begun, once somebody was asked."""
    return f"{reverse('letters:letter_out', args=[code])}?{urlencode({'jenis': DECISION})}"


def extension_page(stay: Stay) -> str:
    """Where the letter of a longer stay is begun."""
    asked = {"jenis": EXTENSION, "menyangkut": str(stay.pk)}
    return f"{reverse('letters:letter_out', args=[stay.case.code])}?{urlencode(asked)}"


GIVEN: tuple[Any, ...] = (
    *KINDS,
    Begun(EXTENSION, _extension, offered=False),
    Begun(DECISION, _decision, offered=False),
    *(_of_death(kind) for kind in OF_A_DEATH),
    DeathLetters(begun_of_death),
    About(KIND, choices=_no_choices, only=_none_only, told=_told),
)
