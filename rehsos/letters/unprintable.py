"""A sign that no font of the paper shows, an emoji: told with the field it stands in, before the text is settled."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words
from rehsos.look.words import language
from rehsos.papers.blanks.book import blank
from rehsos.papers.letters import Envelope
from rehsos.papers.rendering.press import unshown
from rehsos.papers.rendering.sheet import Document

from .doors import Answers, Lacking

OWN: Mapping[str, Words] = {
    "party": _("Kepada"),
    "about": _("Hal"),
    "place": _("Tempat surat dibuat"),
    "copies": _("Tembusan"),
    "conceptor": _("Paraf konseptor"),
    "assignment_letter": _("Nomor surat tugas"),
}
"""What is typed of a letter beside the questions of its blank."""
ELSEWHERE = _("Identitas, keluarga, atau perkara di kasus ini")
REFUSED = _("Ada tanda yang tidak dapat dicetak: {what}. Hapus atau ganti dengan kata, lalu tetapkan lagi.")


def unprintable(code: str, answers: Answers, envelope: Envelope) -> Lacking:
    """The fields of a letter, written with a blank, that hold such signs: each with its name and the signs."""
    typed = {**{name: getattr(envelope, name) for name in OWN}, **answers}
    signs = {*unshown("".join("".join(_texts(value)) for value in typed.values()))}
    found = ((name, [sign for sign in dict.fromkeys("".join(_texts(value))) if sign in signs])
             for name, value in typed.items() if signs)  # fmt: skip
    return [(name, f"{_called(code, name)} ({' '.join(odd)})") for name, odd in found if odd]


def insist_printable(code: str, answers: Answers, envelope: Envelope, document: Document) -> None:
    """Refused where the paper would lack a sign, with the fields that hold it; of what the case tells, by its signs."""
    for name in ("signed_as", "on_behalf_of"):  # what is typed when it is settled, and stands on no draft
        if odd := unshown(getattr(envelope, name)):
            raise Refused(str(REFUSED).format(what=" ".join(odd)), field=name)
    whole = unshown("".join(_texts(document.sheet().plain())))
    if not whole:
        return
    told = [said for _name, said in unprintable(code, answers, envelope)]
    raise Refused(str(REFUSED).format(what="; ".join(told or [f"{ELSEWHERE} ({' '.join(whole)})"])))


def _called(code: str, name: str) -> Words:
    return OWN[name] if name in OWN else blank(code).fields[name].label.said(language())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in _texts(each))
