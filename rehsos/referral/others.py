"""Nobody else is told of, either, in what is typed to another office: no number that leads to them, and no name.

Of those around the client, who is protected is not named (ADR 32), nor whom the office protects elsewhere. Whom a
refusal was about is not said: it reads like that of the own client's name.
"""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused, Words
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Case, Participant, Protection
from rehsos.directory.gazetteer import place as known_place
from rehsos.directory.models import Posting
from rehsos.people.identity import identities_of
from rehsos.people.models import Person
from rehsos.people.names import LIGHT, WORD, clean_display, normalise

NIK = _("Hapus “{word}”: itu NIK. Tulis inisial orangnya saja.")
PHONE = _(
    "Hapus “{word}”: itu nomor telepon. Tulis inisial saja; yang boleh hanya nomor petugas yang tercatat di Rehsos."
)
CODE = _("Hapus “{word}”: itu kode kasus lain. Tulis inisial orangnya saja.")

_NIK = re.compile(r"(?<!\d)\d(?:[\s.\-/_]*\d){15}(?!\d)")
_PHONE = re.compile(
    r"(?<!\d)(?:\+\s*62|62(?=[\s.\-()]*8)|0)(?:[\s.\-()]*\d){8,12}(?!\d)"
    r"|(?<!\d)(?:\+?\s*62|0)(?=[\s.\-()/_]*8)(?:[\s.\-()/_]*\d){8,12}(?!\d)"
)
"""Across a slash only a mobile one: letters have numbers like 094/1203/2026."""
_PLACED = r"(\d\d(?:\.\d\d){1,2}(?:\.\d{4})?|\d\d(?:\d\d)?(?=\D+\d\d\D+\d{4}(?!\d)))"
_CODE = re.compile(rf"(?<![\w.]){_PLACED}\s*[-–/]\s*(\d\d)\s*[-–/]\s*(\d{{1,6}})(?!\d)")
_NIP = re.compile(r"(?<!\d)\d{8}\s?\d{6}\s?\d\s?\d{3}(?!\d)")
"""An officer's number stands in an order to go along."""
_OURS = re.compile(r"\bRUJ[-–\s]+[\d.]+[-–]\d\d[-–]\d{1,6}(?!\d)", re.IGNORECASE)
"""The number of a referral: it leads to nobody."""
_HOURS = re.compile(
    r"(?<![\d.\-])(?:(?:[0-2]?\d|3[01])[./\-](?:0?\d|1[0-2])[./\-](?:\d{4}|\d{2})|(?:[01]?\d|2[0-3])[.:][0-5]\d)(?![\d\-]|\.\d)"
)
_REACHED = ("who", "party", "family")
"""Lines that say which officer or house spoke, or what family is to be visited: their number may stand there."""


def insist_no_number(case: Case, told: Mapping[str, str], office: int, more: Words = "") -> None:
    """Raise Refused beside the line with a NIK, a telephone that is no officer's, or another case's code.

    Whoever types: it is told by its form, and so a refusal tells nobody anything.
    """
    for field, text in told.items():
        if found := next(_numbers(case.code, field, text, {office, case.owner_id}), None):
            words, word = found
            raise Refused(f"{str(words).format(word=word)} {more}".strip(), field=field)


def insist_no_nik(words: str) -> None:
    """In what somebody outside answers on the open page; their own telephone may stand in it."""
    if found := _NIK.search(_HOURS.sub("·", words)):
        raise Refused(str(NIK).format(word=found.group()), field="words")


def _numbers(own: str, field: str, text: str, offices: set[int]) -> Iterator[tuple[Words, str]]:
    text = _NIP.sub("·", _HOURS.sub("·", text))
    yield from ((NIK, one.group()) for one in _NIK.finditer(text))
    if field not in _REACHED:
        yield from ((PHONE, one.group()) for one in _PHONE.finditer(text) if not _officers(one.group(), offices))
    for one in _CODE.finditer(_OURS.sub("·", text)):
        if known_place(_place(one[1])) and _code(one) != _code(_CODE.fullmatch(own)):
            yield CODE, one.group()


def _code(found: re.Match[str] | None) -> tuple[str, str, int] | None:
    return (_place(found[1]), found[2], int(found[3])) if found else None


def _place(written: str) -> str:
    """53.01, also of 5301: a code begins with a place, and the number of a letter with none that there is."""
    return f"{written[:2]}.{written[2:]}" if written.isdigit() and written[2:] else written


def _officers(number: str, offices: set[int]) -> bool:
    known = Posting.objects.filter(office__in=offices).exclude(worker__phone="").values_list("worker__phone", flat=True)
    return _dialled(number) in map(_dialled, known.distinct())


def _dialled(number: str) -> str:
    return re.sub(r"^(?:62|0)", "", re.sub(r"\D", "", number))


def somebody_protected(case: Case, text: str, office: int) -> str:
    """The words of a text that name who is protected: at the office, or around the client. Empty where none do.

    Also past a circle, for who types does not see into it: which of them it was, nobody is told.
    """
    said = [(part, word) for word in WORD.findall(clean_display(text)) for part in normalise(word)]
    if not said:
        return ""
    with everywhere():
        people = list(Person.objects.filter(pk__in=_protected(case, office)))
        identities = identities_of(people).values()
    names = (name for identity in identities for name in identity.names)
    return next(filter(None, (_named(said, name) for name in names)), "")


def _protected(case: Case, office: int) -> set[UUID]:
    around = Participant.objects.filter(case=case).values("person")
    near = Q(case__owner__in={office, case.owner_id}) | Q(person__in=around) | Q(person__true_person__in=around)
    found = Protection.objects.filter(near, until=None).exclude(person=case.client_id)
    return set(found.values_list("person", flat=True))


def _named(said: list[tuple[str, str]], name: str) -> str:
    """Two telling parts of a name, or the only one: one of several is many people's."""
    telling = {part for part in normalise(name) if part not in LIGHT and len(part) > 2}  # noqa: PLR2004 - an initial or two
    found = {part: word.rstrip(".:!?") for part, word in said if part in telling}
    return " ".join(found.values()) if telling and len(found) >= min(2, len(telling)) else ""
