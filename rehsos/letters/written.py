"""How a letter of each kind is written: as its room says, else as any office letter."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case
from rehsos.house.pages import insist_pages
from rehsos.house.rooms import by_room, composed, given, merged
from rehsos.papers.doors import LetterKind
from rehsos.papers.kinds import kinds

from . import office_letter
from .doors import Begun, Written

OFFICE = Written(
    kind="",
    blank=office_letter.BLANK,
    edit="letters:office_letter_edit",
    known=office_letter.known,
    paper=office_letter.compose,
    lacks=office_letter.lacks,
    complete=_("Lengkapi surat"),
    lacking=_("Belum diisi: {what}. Lengkapi dulu."),
    superior=True,
)


@composed
def _own() -> Mapping[str, Written]:
    """ValueError where two rooms write a kind, none is written here of that kind, or it has no such page."""
    found = merged(Written, lambda those: {those.kind: those})
    insist_pages((f"{room}'s {those.kind}", page) for room, those in by_room(Written) for page in _pages(those))
    return found


def _pages(those: Written) -> Iterable[str]:
    return filter(None, (those.edit, those.begin))


@composed
def _begun() -> Mapping[str, Begun]:
    """ValueError where two rooms begin a kind, or it is none that is written as an office letter."""
    found = merged(Begun, lambda those: {those.kind: those})
    written_so = {kind.code for kind in office_letters()}
    if lost := [f"{room} begins {those.kind!r}" for room, those in by_room(Begun) if those.kind not in written_so]:
        raise ValueError(f"no office letter: {'; '.join(lost)}")
    return found


def first_answers(kind: str, case: Case, subject: UUID | None) -> dict[str, Any]:
    """With what an office letter of that kind, about that, is begun; nothing where no room says."""
    return {"kind": kind, **_begun()[kind].answers(case, subject)} if kind in _begun() else {}


def begun_kinds() -> Iterable[LetterKind]:
    """Those that are begun with something on the page of letters out."""
    return (kind for kind in office_letters() if kind.code in _begun() and _begun()[kind.code].offered)


def written(kind: str) -> Written:
    """How letters of that kind are written."""
    return _own().get(kind, OFFICE)


def office_letters() -> list[LetterKind]:
    """The kinds a worker writes as an office letter."""
    return [kind for kind in kinds().values() if kind.goes and as_office_letter(kind.code)]


def as_office_letter(kind: str) -> bool:
    """Whether letters of a kind are written on the pages of an office letter, whatever paper they become."""
    how = written(kind)
    return (how.blank, how.edit) == (OFFICE.blank, OFFICE.edit)


def answering(kind: str) -> Iterable[Written]:
    """What is written to answer a letter of that kind, beside a reply."""
    return (those for those in given(Written) if those.answers == kind)
