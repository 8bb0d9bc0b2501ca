"""Whether a PDF that came back signed is this letter: nothing but signing since ours, its number, its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused
from rehsos.papers.as_drawn import as_drawn
from rehsos.papers.esigned import FIELD, insist_only_signed, printed
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
    "Isi PDF yang kembali tidak sama dengan berkas kami. {told}. Yang aman: unduh berkas dari halaman surat, tanda "
    "tangani berkas itu, lalu unggah. Bila memang surat ini (misalnya dicetak ulang oleh SRIKANDI), baca dulu setiap "
    "halamannya, pilih berkasnya lagi, dan tulis di sini mengapa berbeda; bila bukan, unggah PDF yang benar."
)
_DRAWN = _("halaman {page}: gambarnya bukan dari berkas kami, mungkin ada yang ditutupi atau ditambahkan")


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


def insist_on_this_letter(letter: Letter, content: bytes, reason: str) -> None:
    """Raise Refused where it is not this letter.

    What begins with our bytes has nothing behind them but what signing adds. What was written anew bears the number;
    where its words, its pages or what these draw differ they are told, unless somebody said why.
    """
    ours = _ours(letter)
    if ours and content.startswith(ours):
        insist_only_signed(ours, content)
    theirs, kept = printed(content), printed(ours) if ours else None
    if _squeezed([letter.number]) not in _squeezed(theirs.words):
        raise Refused(_ANOTHER.format(number=letter.number), field=FIELD)
    if reason.strip() or kept is None:
        return
    found = [str(one) for one in differences(kept.words, theirs.words)]
    if kept.pages != theirs.pages:
        found.insert(0, str(_("{ours} halaman menjadi {theirs}").format(ours=kept.pages, theirs=theirs.pages)))
    found += [str(_DRAWN.format(page=page)) for page in pages_drawn_anew(ours, content)]
    if found:
        raise Refused(_DIFFERS.format(told=_told(found)), field="reason")


def _ours(letter: Letter) -> bytes:
    return content_of(letter.to_sign) if letter.to_sign else b""


def pages_drawn_anew(ours: bytes, content: bytes) -> list[int]:
    """Which pages of ours, from 1, a file that does not begin with our bytes draws in another way, or not at all."""
    if content.startswith(ours):
        return []
    pairs = zip_longest(as_drawn(ours), as_drawn(content))
    return [page for page, (kept, came) in enumerate(pairs, start=1) if kept != came]


def differences(ours: list[str], theirs: list[str]) -> Iterator[Difference]:
    """Where the two part, in reading order; what lies beyond the most words is one difference."""
    matcher = SequenceMatcher(None, ours[:MOST_WORDS], theirs[:MOST_WORDS], autojunk=False)
    for what, from_, to, at, until in matcher.get_opcodes():
        if what != "equal":
            yield Difference(_cut(ours[from_:to]), _cut(theirs[at:until]))
    if ours[MOST_WORDS:] != theirs[MOST_WORDS:]:
        yield Difference(_cut(ours[MOST_WORDS:]), _cut(theirs[MOST_WORDS:]))


def _told(found: list[str]) -> str:
    rest = len(found) - MOST_TOLD
    more = [str(_("dan {n} perbedaan lain").format(n=rest))] if rest > 0 else []
    return "; ".join([*found[:MOST_TOLD], *more])


def _cut(words: list[str]) -> str:
    return " ".join(words) if len(words) <= MOST_TOLD else f"{' '.join(words[:MOST_TOLD])} …"


def _squeezed(words: Iterable[Any]) -> str:
    return re.sub(r"\s+", "", "".join(words)).casefold()
