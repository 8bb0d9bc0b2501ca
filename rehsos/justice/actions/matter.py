"""The matter itself, the children in it, its officers and its common facts."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor, acting_for
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.facts import put_circumstance
from rehsos.cases.actions.opening import set_role
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Status
from rehsos.cases.models.clocks import Precision
from rehsos.cases.policies import may_record
from rehsos.law.ages import Age, band
from rehsos.law.book import endings
from rehsos.people.identity import birth_of

from ..article import EXAMPLE, is_article
from ..deed import computed_age, deed_age, said_age
from ..models import ENDED, MISTAKE, Level, Matter, Officer, Part, Post, Side
from ..numbers import police_mark
from ..policies import STEPS, insist_on_order, insist_on_steps, may_tell
from ..roles import Role
from ..sealing import Words, marked, seal_in, seal_words, words_of
from ..walls import raise_walls
from .shared import follow, meaning, parts_everywhere, record_matter_fact, tell


@dataclass(frozen=True)
class Particulars:
    """What is known of a matter. Everything may be unknown at first."""

    police_number: str = ""
    spdp_number: str = ""
    court_number: str = ""
    police_unit: str = ""
    offence: str = ""
    article: str = ""
    sexual_violence: bool | None = None
    penalty_seven_or_more: bool | None = None
    adult_suspect: bool | None = None
    event_from: date | None = None
    event_to: date | None = None
    event_place: str = ""

    @classmethod
    def of(cls, matter: Matter) -> "Particulars":
        """What is known of a matter that is on file."""
        words = asdict(words_of(matter))
        return cls(
            **{name: words[name] if name in words else getattr(matter, name) for name in cls.__dataclass_fields__}
        )

    def kept(self, matter: UUID) -> dict[str, Any]:
        """As the columns of a matter: its words sealed and its numbers found by marks, the rest plain."""
        plain = asdict(self)
        words = Words(**{name: plain.pop(name) for name in Words.__dataclass_fields__})
        return {**plain, **marked(words), "sealed": seal_words(matter, words)}


@action(_("Perkara dicatat"))
def open_matter(
    *,
    case: Case,
    role: Role,
    side: Side,
    particulars: Particulars,
    age_at_deed: int | None,
    age_estimated: bool,
    earlier_diversi: bool | None,
    by: Actor,
    action_id: UUID,
) -> Part:
    """Set a matter beside the case, with this child's part in it. The part carries the action's id."""
    may_record(case, by).insist()
    _check_dates(particulars)
    _check_article(particulars)
    _check_number(particulars)
    number = new_id()
    matter = Matter.objects.create(id=number, offices=case.offices, **particulars.kept(number))
    stand = Stand(role, side, age_at_deed, age_estimated, earlier_diversi)
    return _take_part(case, matter, stand, by, action_id)


@action(_("Kasus digabungkan ke perkara yang sudah ada: {role}"))
def join_matter(
    *,
    case: Case,
    matter: Matter,
    role: Role,
    side: Side,
    age_at_deed: int | None,
    age_estimated: bool,
    earlier_diversi: bool | None,
    by: Actor,
    action_id: UUID,
) -> Part:
    """Add another child's part, in the case of that child. Common facts are copied, personal notes never."""
    may_record(case, by).insist()
    known = Part.objects.filter(matter=matter, person=case.client, role=role).exclude(case__status=Status.VOID)
    if (code := known.values_list("case__code", flat=True).first()) is not None:
        words = _("Anak ini sudah tercatat dengan peran itu dalam perkara ini, di kasus {code}.")
        raise Refused(words.format(code=code), field="role")
    stand = Stand(role, side, age_at_deed, age_estimated, earlier_diversi)
    part = _take_part(case, matter, stand, by, action_id)
    for fact in matter.facts.order_by("id"):
        follow(part, fact)
    recompute(case, by=by)
    return part


@dataclass(frozen=True)
class Stand:
    """How one child stands in a matter."""

    role: Role
    side: Side
    age: int | None
    estimated: bool
    earlier_diversi: bool | None


def _take_part(case: Case, matter: Matter, stand: Stand, by: Actor, part_id: UUID) -> Part:
    if stand.role == Role.NONE:
        raise Refused(_("Pilih peran anak dalam perkara."), field="role")
    known = computed_age(birth_of(case.client), matter.event_from, matter.event_to)
    age = deed_age(known, stand.age, estimated=stand.estimated)
    part = Part.objects.create(
        id=part_id,
        case=case,
        matter=matter,
        person=case.client,
        role=stand.role,
        side=stand.side,
        age_at_deed=age.years,
        age_estimated=age.estimated,
        earlier_diversi=stand.earlier_diversi,
    )
    tell(part, meaning(matter, part) | {"role": part.role, "act_age_band": age.band})
    settle_role(case)
    raise_walls(matter)
    recompute(case, by=by)
    return part


def settle_role(case: Case) -> None:
    """The case's role and age at the deed, which are counted, are those of its first part."""
    first = Part.objects.filter(case=case).exclude(ended_by=MISTAKE).order_by("id").first()
    set_role(case, Role(first.role) if first else Role.NONE, age_at_deed=first.age_at_deed if first else None)


@action(_("Data perkara diperbarui"))
def update_matter(
    *, case: Case, matter: Matter, particulars: Particulars, version: int, by: Actor, action_id: UUID
) -> None:
    """Correct what is known of a matter; every child's age at the deed and clocks follow."""
    may_tell(case, matter, by).insist()
    _check_dates(particulars)
    _check_article(particulars)
    before = Matter.objects.get(pk=matter.pk)
    kept = particulars.kept(matter.pk)
    changed = Matter.objects.filter(pk=matter.pk, version=version).update(version=version + 1, **kept)
    if not changed:
        raise Conflict(_("Data perkara ini baru saja diubah orang lain. Bandingkan dulu, lalu simpan lagi."))
    matter.refresh_from_db()
    for part in parts_everywhere(matter, by):
        with acting_for(tuple(part.case.offices)):
            _follow(part, before, matter)
            recompute(part.case, by=by)


def _follow(part: Part, before: Matter, now: Matter) -> None:
    """What the new particulars change for one child. What was answered elsewhere is not taken back."""
    was, told = meaning(before, part), meaning(now, part)
    tell(part, {code: value for code, value in told.items() if value or was[code]})
    if (before.event_from, before.event_to) == (now.event_from, now.event_to):
        return
    _reckon(part, computed_age(birth_of(part.person), now.event_from, now.event_to))


def _reckon(part: Part, known: Age | None) -> None:
    """The age at the deed as birth and event tell it; where they do not, what was typed stays."""
    if known is not None:
        age = deed_age(known, None, estimated=False)
        Part.objects.filter(pk=part.pk).update(age_at_deed=age.years, age_estimated=age.estimated)
        tell(part, {"act_age_band": age.band})
        settle_role(part.case)


@action(_("Umur saat kejadian mengikuti identitas yang diperbaiki"))
def follow_birth(*, part: Part, by: Actor, action_id: UUID) -> None:
    """A corrected birth changes the age at the deed, and the clocks that ask for it.

    What was told stays while a birth that is itself an estimate allows it.
    """
    by.need(Permission.WORK_CASES)
    known = computed_age(birth_of(part.person), part.matter.event_from, part.matter.event_to)
    age = part.age_at_deed
    allowed = known is not None and age is not None and known.low <= age <= known.high
    if known is None:
        return
    if allowed and known.estimated:
        told = said_age(known, age, estimated=part.age_estimated)
        tell(part, {"act_age_band": (told and band(told)) or ""})
    else:
        _reckon(part, known)
    recompute(part.case, by=by)


@action(_("Perkara pindah ke tahap {level}"))
def move_matter(
    *,
    case: Case,
    matter: Matter,
    level: Level,
    at: datetime,
    precision: Precision,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """The matter reaches another level, or goes back to one; what arrived there is a common fact."""
    may_tell(case, matter, by).insist()
    if matter.level == level:
        raise Refused(_("Perkara ini sudah di tahap itu."), field="level")
    part = Part.objects.select_related("matter").get(case=case, matter=matter)
    insist_on_order(part, at, level, reason, field="at")
    moved = Matter.objects.filter(pk=matter.pk, level=matter.level).update(level=level)
    Conflict.unless(moved, _("Perkara ini baru saja dipindahkan orang lain. Muat ulang untuk melihat tahapnya."))
    if started := _ARRIVED.get(level):
        record_matter_fact(
            case=case,
            matter=matter,
            code=started,
            at=at,
            precision=precision,
            until=None,
            source="",
            reason=reason,
            by=by,
            action_id=new_id(),
        )


_ARRIVED = {Level.PROSECUTION: "file_received_by_prosecutor", Level.COURT: "file_received_at_court"}


@action(_("Petugas perkara dicatat: {post}"))
def name_officer(
    *,
    case: Case,
    matter: Matter,
    post: Post,
    name: Text,
    rank: Text,
    unit: Text,
    phone: Text,
    by: Actor,
    action_id: UUID,
) -> Officer:
    """Who to call: investigator, prosecutor, judge, PK, lawyer."""
    may_tell(case, matter, by).insist()
    if not name.strip():
        raise Refused(_("Isi nama petugas."), field="name")
    told = seal_in(matter.pk, name=name, rank=rank, unit=unit, phone=phone)
    return Officer.objects.create(matter=matter, post=post, sealed=told, offices=matter.offices)


@action(_("Perkara bagi anak ini: {ending}"))
def end_part(*, part: Part, ending: Code, on: date, note: Text, reason: Text, by: Actor, action_id: UUID) -> None:
    """SP3, diversi carried out and other ends, and steps that look like one. Restorative justice is not diversi.

    Only what closes the matter ends the part; `MISTAKE` ends a part that never was. An end is withdrawn like
    anything else that was recorded wrongly.
    """
    may_record(part.case, by).insist()
    closes = ending == MISTAKE or (ending in endings() and endings()[ending].closes)
    if ending != MISTAKE and ending not in endings():
        raise Refused(_("Akhir perkara ini tidak dikenal."), field="ending")
    if ending != MISTAKE:
        insist_on_steps(part, on, STEPS if closes else (), reason)
    if closes:
        ended = Part.objects.filter(pk=part.pk, ended_by=part.ended_by).update(ended_by=ending, ended_on=on)
        Conflict.unless(ended, _("Akhir perkara bagi anak ini baru saja dicatat orang lain."))
        put_circumstance(part.case, part.subject, ENDED, on.isoformat())
        settle_role(part.case)
        raise_walls(part.matter)
        recompute(part.case, by=by)


def _check_dates(particulars: Particulars) -> None:
    first, last = particulars.event_from, particulars.event_to
    if first and last and last < first:
        raise Refused(_("Akhir kejadian lebih awal daripada mulainya."), field="event_to")
    today = timezone.localdate()
    if (first and first > today) or (last and last > today):
        raise Refused(_("Tanggal kejadian ada di masa depan."), field="event_from")


def _check_article(particulars: Particulars) -> None:
    """It stands in clear and is counted by, so it holds no word that is not the law's."""
    if particulars.article and not is_article(particulars.article):
        raise Refused(_("Tulis pasalnya saja, misalnya: {example}").format(example=EXAMPLE), field="article")


def _check_number(particulars: Particulars) -> None:
    """One police report is one matter: the second child joins it, so that common facts stay common."""
    mark, unit = police_mark(particulars.police_number), particulars.police_unit.casefold()
    known = Matter.objects.filter(police_mark=mark) if mark is not None else ()
    if any(words_of(matter).police_unit.casefold() == unit for matter in known):
        words = _("Nomor LP ini sudah tercatat di kantor ini. Pakai “Gabung ke perkara yang sudah ada”.")
        raise Refused(words, field="police_number")
