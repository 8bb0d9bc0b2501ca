"""What of a letter that came in is asked about once, and saved when it is sent again: a slip, or meant so."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import format_html

from rehsos.access.pages import ActionForm, Request
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case
from rehsos.look import words
from rehsos.papers.letters import Envelope, shown_envelope
from rehsos.papers.models import Direction, Letter
from rehsos.vault.keys import keys_of

LONG_AGO = timedelta(days=365)
"""A letter that came so long after its date may bear a slip of the year."""
FAR = timedelta(days=3)
"""An hour of receipt that moves by more than this is asked about: a misread stamp is of a day or two."""
LATELY = 500
"""Among so many letters that came last, one is looked for that is the same."""


@dataclass(frozen=True)
class Unlikely:
    """One thing to ask about: beside which field, `about` which value, in which words; a `note` leads to the other."""

    field: str
    about: str
    said: str
    note: str = ""


def insist_likely(
    request: Request, form: ActionForm, found: Iterable[Unlikely], notes: list[str] | None = None
) -> None:
    """Raise Refused unless each was asked about before with this value; then it is meant, and is saved."""
    asked, every = set(request.POST.getlist("sure")), list(found)
    open_ = [one for one in every if one.about not in asked]
    if not open_:
        return
    form.asks = tuple(one.about for one in every)
    (notes if notes is not None else []).extend(one.note for one in open_ if one.note)
    for more in open_[1:]:
        form.add_error(more.field, more.said)
    raise Refused(open_[0].said, field=open_[0].field)


def of_letter(
    told: Mapping[str, Any], by: Actor, *, but: Collection[UUID] = (), here: UUID | None = None
) -> Iterator[Unlikely]:
    """What is odd in number and date of a letter that came; `but` is that paper wherever it lies, `here` its case."""
    yield from _long_ago(told["dated"], told["received_at"])
    if one := same_as(told["number"], told["party"], told["dated"], by, but=but):
        yield _recorded(one, told, here)


def moved_far(was: datetime | None, now: datetime) -> Iterator[Unlikely]:
    """An hour of receipt that is corrected by days, and takes what is due along."""
    if was is None or abs(now - was) <= FAR:
        return
    said = translation.gettext(
        "Jam ini {n} hari dari yang tercatat ({was}), dan tenggatnya ikut bergeser. Periksa tanggal dan bulannya; "
        "kalau benar, simpan lagi."
    )
    yield Unlikely("received_at", f"{now:%Y%m%d%H%M}", said.format(n=abs(now - was).days, was=words.moment(was)))


def _long_ago(dated: date | None, received_at: datetime) -> Iterator[Unlikely]:
    if dated and timezone.localdate(received_at) - dated > LONG_AGO:
        said = translation.gettext(
            "Surat ini bertanggal {day}, lebih dari setahun sebelum diterima. Periksa tahunnya; kalau benar, "
            "simpan lagi."
        )
        yield Unlikely("dated", f"{dated:%Y%m%d}", said.format(day=words.day(dated)))


def same_as(number: str, party: str, dated: date | None, by: Actor, *, but: Collection[UUID] = ()) -> Letter | None:
    """The letter of that number that the office has already, of those the actor's register shows.

    From that sender, or of that date: one unit is written as its head, as its town, as its district.
    """
    for one, told in came_lately(by):
        alike = same_number(told.number, number) and (_one_day(one.dated, dated) or _one_sender(told.party, party))
        if alike and one.pk not in but:
            return one
    return None


def came_lately(by: Actor) -> Iterator[tuple[Letter, Envelope]]:
    """The letters that came in last, of those the actor's register shows, each with its envelope; newest first."""
    lately = Letter.objects.filter(office=by.office, direction=Direction.IN).order_by("-id")[:LATELY]
    keys = keys_of({one.dossier for one in lately})
    return ((one, shown_envelope(one, keys.get(one.dossier))) for one in lately)


def same_number(one: str, other: str) -> bool:
    """However blanks and capitals were typed."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(text.casefold().split())


def _one_day(one: date | None, other: date | None) -> bool:
    return one is not None and one == other


def _one_sender(one: str, other: str) -> bool:
    """The same unit, one of them perhaps with its town or its head behind it."""
    first, second = ({*"".join(c if c.isalnum() else " " for c in said.casefold()).split()} for said in (one, other))
    return bool(first and second) and (first <= second or second <= first)


def _recorded(one: Letter, told: Mapping[str, Any], here: UUID | None) -> Unlikely:
    case = Case.objects.filter(pk=one.dossier).first()
    where = translation.gettext("belum menjadi kasus") if case is None else (
        translation.gettext("di kasus ini") if case.pk == here else translation.gettext("di kasus {code}")
    ).format(code=case.code)  # fmt: skip
    said = translation.gettext(
        "Surat dengan nomor ini, dari pengirim atau tanggal surat yang sama, sudah tercatat: {where}, diterima {when}. "
        "Kalau memang perlu dicatat lagi, simpan lagi."
    ).format(where=where, when=words.moment(one.received_at))
    href = reverse("letters:letter", args=[case.code, one.pk]) if case else reverse("intake:report", args=[one.dossier])
    note = format_html('<a href="{}">{}</a>', href, translation.gettext("Lihat surat yang sudah tercatat"))
    return Unlikely("number", f"{_bare(told['number'])} {here or ''}", said, note)
