"""What a letter may say of the client: in full, as initials, or nothing. The words typed are held to it too."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rehsos.audit.answers import Refused
from rehsos.cases.models import Case
from rehsos.cases.queries import client_key
from rehsos.papers.doors import Names
from rehsos.papers.kinds import kind_of, words_of
from rehsos.papers.letters import Envelope, Naming, naming
from rehsos.papers.models import Classification, Letter
from rehsos.people.identity import Identity, identity_of
from rehsos.people.names import mentioned

_TYPED = ("about", "body", "closing", "attachments", "party", "copies")


def insist_on_discretion(case: Case, letter: Letter, envelope: Envelope, answers: Mapping[str, Any]) -> None:
    """Refuse a letter that would say more of the client than its kind may. `letter` need not be stored yet."""
    how = naming_of(letter, envelope)
    if how is Naming.FULL:
        return
    if envelope.named:
        raise Refused(_no_tick(letter), field="named")
    identity = identity_of(case.client, client_key(case))
    for field, text in typed(envelope, answers):
        if word := given_away(text, identity):
            raise Refused(_no_name(letter, word, identity.initials), field=field)


def naming_of(letter: Letter, envelope: Envelope) -> Naming:
    """How much this letter says of whom it is about."""
    answered = letter.answers.kind if letter.answers else ""
    return naming(letter.kind, answers=answered, classification=letter.classification, named=envelope.named)


def typed(envelope: Envelope, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What somebody wrote in a letter and around it, by the lines of its form."""
    for field in dict.fromkeys((*_TYPED, *answers)):
        yield field, str(answers.get(field) or getattr(envelope, field, ""))


def given_away(text: str, identity: Identity) -> str:
    """The word of a text that says who somebody is; empty where none does."""
    if identity.nik and identity.nik in re.sub(r"[\s.\-]", "", text):
        return identity.nik
    return next(filter(None, (mentioned(text, name) for name in identity.names)), "")


_AREAS = ("kab", "kabupaten", "kec", "kecamatan", "kota", "prov", "provinsi")
_HOUSE_NUMBER = re.compile(r"\b(?:rt|rw|no)\b.*", re.IGNORECASE)
_NUMBER = 8
"""So many digits in a row, the zero or 62 before them left out, are somebody's telephone."""


def leads_to(text: str, identity: Identity) -> str:
    """The words of a text by which somebody is found without a name: as registered of them; empty where none are.

    Their telephone, who cares for them, their school or work and where they live, if it is told by its own name.
    """
    digits = re.sub(r"\D", "", text)
    for told in map(str, re.findall(r"\d[\d\s.\-()]*", f"{identity.phone} {identity.safe_channel}")):
        number = re.sub(r"^(?:62|0)", "", re.sub(r"\D", "", told))
        if len(number) >= _NUMBER and number in digits:
            return told.strip()
    if identity.carer_name and (word := mentioned(text, identity.carer_name)):
        return word
    said = f" {_plain(text)} "
    return next((place for place in _places(identity) if f" {_plain(place)} " in said), "")


def _places(identity: Identity) -> Iterator[str]:
    """A name of its own has two words, and a capital or a number behind the first: not “tidak sekolah”."""
    for told in (identity.school, identity.lives_at, identity.registered_address):
        for part in told.split(","):
            first, *others = _HOUSE_NUMBER.sub("", part).split() or [""]
            own = any(word[0].isupper() or word[0].isdigit() for word in others)
            if own and first.lower().rstrip(".") not in _AREAS:
                yield " ".join((first, *others))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _no_tick(letter: Letter) -> str:
    if letter.classification == Classification.PLAIN:
        return _("Surat biasa tidak mencetak identitas. Pilih RAHASIA, atau hapus centang ini.")
    if letter.classification == Classification.LIMITED:
        return _("Surat terbatas hanya mencetak inisial. Pilih RAHASIA, atau hapus centang ini.")
    return _("{kind} hanya mencetak inisial. Hapus centang ini.").format(kind=words_of(letter.kind))


def _no_name(letter: Letter, word: str, initials: str) -> str:
    if letter.classification == Classification.PLAIN:
        told = _("Surat biasa tidak memuat identitas klien, tetapi di sini tertulis “{word}”. Hapus kata itu.")
    elif letter.classification == Classification.LIMITED or kind_of(letter.kind).names is Names.BY_INITIALS:
        told = _("Surat ini hanya memuat inisial, tetapi di sini tertulis “{word}”. Ganti dengan {initials}")
    else:
        told = _(
            "Surat ini memuat inisial, tetapi di sini tertulis “{word}”. Ganti dengan {initials} "
            "atau centang “Cantumkan identitas lengkap”."
        )
    return told.format(word=word, initials=initials)
