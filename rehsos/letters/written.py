"""How a letter of each kind is written: as its room says, else as any office letter."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from rehsos.house.rooms import composed, given, merged
from rehsos.papers.doors import LetterKind
from rehsos.papers.kinds import kinds

from . import office_letter
from .doors import Written

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
    return merged(Written, lambda those: {those.kind: those})


def written(kind: str) -> Written:
    """How letters of that kind are written."""
    return _own().get(kind, OFFICE)


def office_letters() -> list[LetterKind]:
    """The kinds a worker writes as an office letter."""
    return [kind for kind in kinds().values() if kind.goes and written(kind.code) is OFFICE]


def answering(kind: str) -> Iterable[Written]:
    """What is written to answer a letter of that kind, beside a reply."""
    return (those for those in given(Written) if those.answers == kind)
