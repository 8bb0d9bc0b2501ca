"""Reading referrals: the list of an office by key, one of them with its words, to whom one may refer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.in_database import MOST_TRIES
from rehsos.access.models import AnswerCode
from rehsos.access.pages import Request, Shown
from rehsos.access.pages import shown as shown_here
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.views import saw
from rehsos.cases import competence
from rehsos.cases.models import Case
from rehsos.cases.queries import called, look
from rehsos.directory.governments import PROVINCE_CODE, offices_of
from rehsos.directory.kinds import INSTITUTIONS, first
from rehsos.directory.models import Office, OfficeKind, Worker
from rehsos.house.rooms import given
from rehsos.law.authority import Government, Where
from rehsos.look import words
from rehsos.look.repeated import way_to
from rehsos.people.identity import identities_of
from rehsos.people.names import initials
from rehsos.vault.keys import key_beside, wrapped_beside

from .before import as_it_stood, followed_elsewhere, sent_before
from .doors import Summary
from .models import MOMENT, OWED, WAITS, Deed, Part, Referral
from .policies import able, may_answer
from .sealing import shown
from .telling import ADDED, IDENTITY, OPEN, QUESTION

PAGE = 25


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; all of it lies in the address."""

    side: str = "to"
    """`to` be answered by us, `from` us, or `all`."""
    deed: str = ""
    state: str = ""


def page_of(by: Actor, filters: Filters, before: tuple[datetime, UUID] | None) -> list[Referral]:
    """One page of the office's referrals and one more, newest first; what it is to answer by until when, latest first.

    A draft stands among those of its sender alone.

    Each side is read as far as one page in its own order: together they would be sorted whole. From here to the end of
    the transaction PostgreSQL makes no bitmaps: it takes a scope for one row in a hundred, and would sort all there is.
    """
    set_scope(by.offices, by.worker, enable_bitmapscan="off")
    if filters.side == "to":
        return list(_owed(by, filters, before))
    pages = [_newest(side, MOMENT, filters, before) for side in _sides(by, filters)]
    if not filters.state:
        pages.append(_newest(sent_before(by), F("sent_at"), filters, before))
    found = sorted((row for page in pages for row in page), key=lambda row: (row.moment, row.pk), reverse=True)[
        : PAGE + 1
    ]
    as_it_stood(found, by)
    return found


def _owed(by: Actor, filters: Filters, before: tuple[datetime, UUID] | None) -> QuerySet[Referral]:
    """What waits for this office's answer, the most overdue first."""
    found = Referral.objects.filter(receiver=by.office, shown_to__isnull=False, state__in=WAITS)
    found = found.filter(**_narrowed(filters)).annotate(moment=OWED)
    if before:
        later = Q(moment__gt=before[0]) | Q(moment=before[0], pk__gt=before[1])
        found = found.filter(later, moment__gte=before[0])
    return found.select_related("sender", "receiver").order_by("moment", "pk")[: PAGE + 1]


def _narrowed(filters: Filters) -> dict[str, str]:
    return {name: value for name, value in (("deed", filters.deed), ("state", filters.state)) if value}


def _newest(
    side: QuerySet[Referral], moment: Any, filters: Filters, before: tuple[datetime, UUID] | None
) -> Iterable[Any]:
    found = side.filter(**_narrowed(filters)).annotate(moment=moment)
    if before:
        earlier = Q(moment__lt=before[0]) | Q(moment=before[0], pk__lt=before[1])
        found = found.filter(earlier, moment__lte=before[0])
    return found.select_related("sender", "receiver").order_by("-moment", "-pk")[: PAGE + 1]


def _sides(by: Actor, filters: Filters) -> list[QuerySet[Referral]]:
    sent, came = Referral.objects.filter(sender=by.office), Referral.objects.filter(shown_to=by.office)
    return [sent] if filters.side == "from" else [sent, came]


@dataclass(frozen=True)
class Entry:
    """Something told in it: which part, when, by whom, and the lines as far as this screen shows them."""

    code: str
    at: datetime
    worker: str
    office: int
    lines: tuple[str, ...]
    hidden: bool


@dataclass(frozen=True)
class Opened:
    """A referral on the screen of somebody of one of its two offices."""

    referral: Referral
    ours: bool
    """Whether the actor acts for the sender."""
    before: bool
    """Whether their office sent it, and another follows it since it has the case."""
    case_code: str
    """The code of the case, for who sees the case; empty for others, as row-level security says."""
    asked: str
    party: str
    phone: str
    """Who is asked, where it is nobody of ours."""
    entries: tuple[Entry, ...]
    names: "Names"

    @property
    def reads(self) -> bool:
        """Whether what was asked and answered stands on this screen."""
        return self.names.asked

    @property
    def summary(self) -> list[Entry]:
        """The parts that were ticked."""
        return [one for one in self.entries if one.code in _summaries()]

    @property
    def asked_since(self) -> list[Entry]:
        """What its sender asked or added since, as far as it may be read."""
        return [one for one in self.entries if one.code in {ADDED, QUESTION} and not one.hidden]

    @property
    def said(self) -> list[Entry]:
        """What was said beside, in its order."""
        return [one for one in self.entries if one.code not in _summaries()]


def _summaries() -> dict[str, Summary]:
    return {one.code: one for one in given(Summary)}


def referral_of(request: Request, referral: UUID) -> Referral:
    """The referral behind an address; 404 for who is of neither office, or behind the wall of its case."""
    found = _here(request.actor).filter(pk=referral).first()
    if found is None:
        raise Http404
    as_it_stood([found], request.actor)
    return found


def of_code(code: str, by: Actor) -> Referral | None:
    """The referral of a code, for who is of one of its two offices."""
    return _here(by).filter(code=code).first()


def _here(by: Actor) -> QuerySet[Referral]:
    either = Q(sender=by.office) | Q(shown_to=by.office) | Q(counts_at=by.office)
    return Referral.objects.select_related("sender", "counts_at", "receiver").filter(either)


def codes_of(it: Referral) -> list[AnswerCode]:
    """The codes that were made for somebody outside, the earliest first; none of an office."""
    return list(AnswerCode.objects.filter(thing=it.pk).order_by("made_at")) if it.outside else []


def locked_among(rows: Collection[Referral]) -> set[UUID]:
    """Those that wait for somebody outside whose code was tried wrongly too often: they cannot answer."""
    asked = [one.pk for one in rows if one.outside and one.waits]
    if not asked:
        return set()
    tried = AnswerCode.objects.filter(thing__in=asked, revoked_at=None, answered_at=None, tries__gte=MOST_TRIES)
    return set(tried.values_list("thing", flat=True))


class Names(NamedTuple):
    """Whether words and names may stand on this screen; else where they are opened, if the role ever sees them.

    `asked`: whether what the two offices wrote to each other may. Who answers reads what it answers, and of the summary
    only what names nobody, where its role sees no names.
    """

    read: bool
    opened_at: str
    asked: bool


def names_of(request: Request, it: Referral) -> Names:
    """By the rule of its case where this office has it: who works it, or said why. Where it has none, who said why."""
    code = Case.objects.filter(pk=it.case_id).values_list("code", flat=True).first()
    return _names(request, it, code)


def _names(request: Request, it: Referral, code: str | None) -> Names:
    if not request.actor.may(Permission.SEE_NAMES):
        return Names(read=False, opened_at="", asked=bool(may_answer(it, request.actor)))
    row = look(request.actor, code) if code else None
    if code and row and row["named"]:
        level, where = shown_here(request, it.case_id, works=row["works"]), way_to("reveal_case", code)
    elif followed_elsewhere(it, request.actor):
        return Names(read=False, opened_at="", asked=False)
    else:
        level, where = shown_here(request, it.pk, works=False), reverse("referral:reveal", args=[it.pk])
    return Names(level is Shown.FULL, "" if level is Shown.CODE else where, level is Shown.FULL)


def open_referral(request: Request, referral: UUID) -> Opened:
    """The same with its words as far as they may be read. The look is recorded, once a day."""
    by = request.actor
    code = Subquery(Case.objects.filter(pk=OuterRef("case")).values("code"))
    found: Any = _here(by).annotate(here_code=code, here_key=wrapped_beside("key")).filter(pk=referral).first()
    if found is None:
        raise Http404
    as_it_stood([found], by)
    saw("referral", found.case_id, by, offices=found.offices, question=found.code or "")
    names = _names(request, found, found.here_code)
    may_read, key = names.asked, key_beside(found.key, found.here_key) if found.here_key else None
    name = Subquery(Worker.objects.filter(pk=OuterRef("worker")).values("name"))
    parts = (
        Part.objects.filter(referral=found)
        .annotate(here_name=name, here_key=wrapped_beside("key"))
        .order_by("at", "pk")
    )
    told = shown(found.key, found.sealed, key) if may_read else {}
    asked, party, phone = (str(told.get(name, "")) for name in ("asked", "party", "phone"))
    asked = asked if found.here_key else _("Sudah dihapus")
    entries = tuple(_entry(part, names) for part in parts)
    before = followed_elsewhere(found, by)
    return Opened(
        found, found.sender_id == by.office, before, found.here_code or "", asked, party, phone, entries, names
    )


def _entry(part: Any, names: Names) -> Entry:
    """A part made of codes is read by both offices; what somebody typed, and who it is about, with names open."""
    known = _summaries().get(part.code)
    hidden = not names.asked and part.code not in OPEN if known is None else known.names and not names.read
    key = None if hidden or not part.here_key else key_beside(part.key, part.here_key)
    lines = tuple(map(str, shown(part.key, part.sealed, key).get("lines", ())))
    if not part.here_key:
        lines, hidden = (_("Sudah dihapus"),), False
    return Entry(part.code, part.at, part.here_name or "", part.office_id, lines, hidden)


class Own(NamedTuple):
    """Of what this office sent: the code of its case, and the client's initials as far as this screen shows them."""

    code: str
    who: str
    ours: bool
    """Whether it still is this office's: not once it was handed on."""


def own_cases(request: Request, rows: Collection[Referral]) -> dict[UUID, Own]:
    """Whose each is, for the office that sent it: by case; nothing of a case that it does not see."""
    sent = {one.case_id for one in rows if one.sender_id == request.actor.office}
    cases = list(Case.objects.filter(pk__in=sent).select_related("client"))
    names = request.actor.may(Permission.SEE_NAMES) and not request.session.get("public_screen")
    known = identities_of(one.client for one in cases) if names else {}
    who = {one.pk: called(known.get(one.client_id), Shown.INITIALS, "") for one in cases}
    return {one.pk: Own(one.code, who[one.pk], one.owner_id == request.actor.office) for one in cases}


def deserted_among(rows: Collection[Referral], by: Actor) -> set[UUID]:
    """Which of those that we sent wait at an office where nobody can answer any more; asked only where one waits."""
    waiting = {one.pk: one.receiver_id for one in rows if one.waits and one.sender_id == by.office and one.receiver_id}
    served = able(Deed.REFER, set(waiting.values())) if waiting else set()
    return {pk for pk, office in waiting.items() if office not in served}


def initials_of(referrals: Collection[UUID]) -> dict[UUID, str]:
    """By what a list tells apart of whom it was written who they are; of others, nothing."""
    told = Part.objects.filter(referral__in=referrals, code=IDENTITY).annotate(here_key=wrapped_beside("key"))
    return {one.referral_id: initials(line) for one in told.order_by("at") if (line := _first_line(one))}


def _first_line(part: Any) -> str:
    key = key_beside(part.key, part.here_key) if part.here_key else None
    return next(iter(shown(part.key, part.sealed, key).get("lines", ())), "") if key else ""


MOST_PROPOSED = 6


class Proposed(NamedTuple):
    """An office that is proposed, and why: the law's words, or nothing where it is only near."""

    office: Office
    reason: str = ""


def proposals(case: Case, by: Actor, deed: str) -> list[Proposed]:
    """To whom one may refer, the competent first, in a panti before the community; then who is near. Never a lock.

    An office where nobody could take it is not proposed.
    """
    today, place = timezone.localdate(), case.place_id
    found = [
        Proposed(office, words.say(told.reason))
        for where in (Where.PANTI, Where.COMMUNITY)
        if (told := competence.proposed(case.primary_type, place, today, where))
        for office in told.offices
    ]
    here = Office.objects.filter(place__code__startswith=place[:PROVINCE_CODE], kind__in=INSTITUTIONS).order_by(
        first({OfficeKind.SENTRA}), "pk"
    )
    above = offices_of(Government.PROVINCE, place, today) + offices_of(Government.REGENCY, place, today)
    near = [Proposed(one) for one in (*here[:MOST_PROPOSED], *above)]
    each: dict[int, Proposed] = {}
    for one in (*found, *near):
        if one.office.pk != by.office:
            each.setdefault(one.office.pk, one)
    takes = able(deed, list(each), case.barred)
    return [one for pk, one in each.items() if pk in takes][:MOST_PROPOSED]


def offices_called(text: str) -> list[Office]:
    """The offices all of whose words are in their name or short name, the nearest word first; a few more than fit."""
    found: QuerySet[Office] = Office.objects.all()
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(short__icontains=word))
    return list(found.order_by("short", "pk")[: MOST_PROPOSED + 1])
