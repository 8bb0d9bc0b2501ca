"""Whether a PDF that came back signed is this letter: its number, and its words beside ours."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused
from rehsos.papers.esigned import FIELD, words_of
from rehsos.papers.filling import content_of
from rehsos.papers.models import Letter

MOST_TOLD = 12
"""So many differences are shown; a page of them is another letter."""
MOST_WORDS = 6_000
_ANOTHER = _(
    "PDF ini bukan surat ini: nomor {number} tidak tercantum di dalamnya. Unggah PDF bertanda tangan dari surat "
    "bernomor {number}."
)
_DIFFERS = _(
    "Isi PDF yang kembali tidak sama dengan berkas kami. {told}. Bila memang surat ini (misalnya dicetak ulang oleh "
    "SRIKANDI), pilih berkasnya lagi dan tulis di sini mengapa berbeda; bila bukan, unggah PDF yang benar."
)


@dataclass(frozen=True)
class Difference:
    """What of our words is missing in theirs, and what stands there instead or besides."""

    missing: str
    added: str

    def __str__(self) -> str:
        if self.missing and self.added:
            return f"“{self.missing}” → “{self.added}”"
        return str(_("hilang “{what}”").format(what=self.missing) if self.missing else _added(self.added))


def _added(what: str) -> str:
    return str(_("tambahan “{what}”").format(what=what))


def insist_on_same_words(letter: Letter, content: bytes, reason: str) -> None:
    """Raise Refused where the number is not in it, or where words differ, which are told, and nobody said why."""
    theirs = words_of(content)
    if _squeezed([letter.number]) not in _squeezed(theirs):
        raise Refused(_ANOTHER.format(number=letter.number), field=FIELD)
    if reason.strip() or letter.to_sign is None:
        return
    found = list(differences(words_of(content_of(letter.to_sign)), theirs))
    if found:
        raise Refused(_DIFFERS.format(told=_told(found)), field="reason")


def differences(ours: list[str], theirs: list[str]) -> Iterator[Difference]:
    """Where the two part, in reading order."""
    matcher = SequenceMatcher(None, ours[:MOST_WORDS], theirs[:MOST_WORDS], autojunk=False)
    for what, from_, to, at, until in matcher.get_opcodes():
        if what != "equal":
            yield Difference(_cut(ours[from_:to]), _cut(theirs[at:until]))


def _told(found: list[Difference]) -> str:
    rest = len(found) - MOST_TOLD
    more = [str(_("dan {n} perbedaan lain").format(n=rest))] if rest > 0 else []
    return "; ".join([*(str(one) for one in found[:MOST_TOLD]), *more])


def _cut(words: list[str]) -> str:
    return " ".join(words) if len(words) <= MOST_TOLD else f"{' '.join(words[:MOST_TOLD])} …"


def _squeezed(words: Iterable[Any]) -> str:
    return re.sub(r"\s+", "", "".join(words)).casefold()
