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
    for field, text in _typed(envelope, answers):
        if word := given_away(text, identity):
            raise Refused(_no_name(letter, word, identity.initials), field=field)


def naming_of(letter: Letter, envelope: Envelope) -> Naming:
    """How much this letter says of whom it is about."""
    answered = letter.answers.kind if letter.answers else ""
    return naming(letter.kind, answers=answered, classification=letter.classification, named=envelope.named)


def _typed(envelope: Envelope, answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in dict.fromkeys((*_TYPED, *answers)):
        yield field, str(answers.get(field) or getattr(envelope, field, ""))


def given_away(text: str, identity: Identity) -> str:
    """The word of a text that says who somebody is; empty where none does."""
    if identity.nik and identity.nik in re.sub(r"[\s.\-]", "", text):
        return identity.nik
    return next(filter(None, (mentioned(text, name) for name in identity.names)), "")


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
