"""Opening a case, who sees it, who is around the client."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Code, Codes, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.models import Office, Place
from rehsos.intake.actions import decide_report, told
from rehsos.intake.models import Channel, Decision, FromRole, Report
from rehsos.law.book import ppks_types
from rehsos.law.categories import AMPK
from rehsos.people.models import Person, Sex
from rehsos.people.policies import may_name
from rehsos.vault.keys import key_of

from ..appointments import asked_for
from ..models import (
    Assignment,
    AssignmentKind,
    Case,
    CaseKind,
    CaseSeries,
    CaseType,
    LawfulBasis,
    Participant,
    Relation,
    Share,
    Stage,
    Status,
)
from ..policies import may_record, owns
from ..roles import RoleCode, roles
from ..sealing import seal_for
from . import homes
from .classifying import check_words
from .stages import advance
from .work import set_appointment

OLDEST_CASE = date(1990, 1, 1)
NO_COMPANION = _("Orang yang disangka tidak boleh menjadi pendamping anak (UU 11/2012 Ps 23).")


@action(_("Kasus dibuka"))
def open_case(
    *,
    client: Person,
    types: Codes,
    primary_type: Code,
    place: Place,
    event_place: Place | None,
    opened_on: date,
    kind: CaseKind,
    report: UUID | None,
    earlier: Case | None,
    age: int | None,
    role: RoleCode = "",
    category: Code = "",
    protection: Code = "",
    by: Actor,
    action_id: UUID,
) -> Case:
    """Open a case at the actor's office, led by the actor. The province above sees it without names.

    `category` is the plain word it was opened by, `protection` the letter of a child in special protection, if told.
    """
    may_name(client, by).insist()
    _check_opening(types, primary_type, opened_on)
    check_words(category, protection, opened_on)
    if role not in roles():
        raise Refused(_("Peran ini tidak dikenal."), field="role")
    office = Office.objects.get(pk=by.office)
    case = Case.objects.create(
        id=action_id,
        code=CaseSeries.following(office, opened_on.year),
        kind=kind,
        owner=office,
        counts_at=office,
        place=place,
        event_place=event_place,
        client=client,
        primary_type=primary_type,
        category=category,
        role=role,
        sex=client.sex,
        age=age,
        opened_on=opened_on,
        opened_month=month_number(opened_on),
        report=report,
        earlier=earlier,
        offices=[office.pk],
    )
    key_of(case.pk)  # made now: else the first page that reads of a case without a word would write it
    share_upward(case, office)
    Assignment.objects.bulk_create(
        [Assignment(case=case, worker_id=by.worker, kind=AssignmentKind.LEAD, since=opened_on)]
    )
    CaseType.objects.bulk_create(
        [CaseType(case=case, type=t, since=opened_on, ampk=protection if t == AMPK else "") for t in types]
    )
    return case


def month_number(day: date) -> int:
    """Year x 12 + month - 1: a month as one small number."""
    return day.year * 12 + day.month - 1


def share_upward(case: Case, office: Office) -> None:
    """The owner sees the case with names; the office above it by code only."""
    shares = [Share(case=case, office=office, grounds="owner", opened_on=case.opened_on, since=case.opened_on)]
    if office.parent_id:
        shares.append(
            Share(
                case=case,
                office_id=office.parent_id,
                grounds="above",
                named=False,
                opened_on=case.opened_on,
                since=case.opened_on,
            )
        )
    Share.objects.bulk_create(shares)


def _check_opening(types: tuple[str, ...], primary: str, opened_on: date) -> None:
    known = ppks_types().keys()
    if unknown := set(types) - set(known):
        raise Refused(_("Jenis PPKS tidak dikenal: {types}").format(types=", ".join(sorted(unknown))), field="types")
    if primary not in types:
        raise Refused(_("Pilih satu jenis utama di antara jenis yang dipilih."), field="primary_type")
    if opened_on > timezone.localdate():
        raise Refused(_("Tanggal pembukaan ada di masa depan."), field="opened_on")
    if opened_on < OLDEST_CASE:
        raise Refused(_("Tanggal pembukaan sebelum 1990. Periksa tahunnya."), field="opened_on")


@action(_("Berasal dari {from_role}, {channel}"))
def take_report(
    *,
    case: Case,
    report: Report,
    decision: Decision,
    from_role: FromRole,
    channel: Channel,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> None:
    """A report becomes this case: it is decided, and the hour that was asked for is an appointment of the case."""
    owns(case, by).insist()
    take(case, report, decision, by=by)


def take(case: Case, report: Report, decision: Decision, *, by: Actor) -> None:
    """What follows where a report becomes a case, or comes into one that runs."""
    decide_report(report=report, decision=decision, reason="", case=case.pk, by=by, action_id=new_id())
    Report.objects.filter(pk=report.pk).update(barred=case.barred)
    if report.needed_at is None:
        return
    asked = told(report)
    kind, for_what = asked_for(asked)
    set_appointment(
        case=case,
        subject=None,
        kind=kind,
        starts=report.needed_at,
        place=asked.unit,
        assignment_letter="",
        for_what=for_what,
        by=by,
        action_id=new_id(),
    )


@dataclass(frozen=True)
class Beside:
    """How somebody stands beside the client."""

    relation: Relation
    lives_together: bool | None
    no_contact: bool
    alleged: bool
    trusted: bool
    safe_contact: str
    relation_words: str = ""


def _beside_client(case: Case, now: Beside) -> dict[str, Any]:
    """The columns of a participant. Who is suspected is never contacted and never accompanies."""
    if now.alleged and now.trusted:
        raise Refused(NO_COMPANION, field="trusted")
    words = {"safe_contact": now.safe_contact, "relation_words": now.relation_words.strip()}
    told = {name: said for name, said in words.items() if said}
    return {
        "relation": now.relation,
        "lives_together": now.lives_together,
        "no_contact": now.no_contact or now.alleged,
        "alleged": now.alleged,
        "trusted": now.trusted,
        "sealed_contact": seal_for(case.pk, **told) if told else None,
    }


@action(_("{relation} dicatat di sekitar klien"))
def add_participant(
    *,
    case: Case,
    person: Person,
    relation: Relation,
    lives_together: bool | None,
    no_contact: bool,
    alleged: bool,
    trusted: bool,
    safe_contact: Text,
    relation_words: Text = "",
    by: Actor,
    action_id: UUID,
) -> Participant:
    """Note a person around the client, whether safe to contact, and whether they are the one suspected."""
    may_record(case, by).insist()
    if person.pk == case.client_id:
        raise Refused(_("Orang ini klien kasus ini sendiri."), field="person")
    told = _beside_client(
        case, Beside(relation, lives_together, no_contact, alleged, trusted, safe_contact, relation_words)
    )
    found, made = Participant.objects.get_or_create(case=case, person=person, defaults={"id": action_id, **told})
    if not made:
        raise Conflict(ALREADY_BESIDE, field="person")
    homes.beside_changed(case, was=False, now=found.alleged and bool(found.lives_together), by=by)
    return found


ALREADY_BESIDE = _("Orang ini sudah tercatat di sekitar klien. Catatan yang ada tidak ditimpa: ubah di barisnya.")


@action(_("{relation} di sekitar klien: catatan diperbaiki"))
def change_participant(
    *,
    participant: Participant,
    relation: Relation,
    lives_together: bool | None,
    no_contact: bool,
    alleged: bool,
    trusted: bool,
    safe_contact: Text,
    relation_words: Text = "",
    by: Actor,
    action_id: UUID,
) -> None:
    """Correct how somebody stands beside the client: relation, warnings, how to reach them safely."""
    case = participant.case
    may_record(case, by).insist()
    told = _beside_client(
        case, Beside(relation, lives_together, no_contact, alleged, trusted, safe_contact, relation_words)
    )
    before = Participant.objects.get(pk=participant.pk)
    Participant.objects.filter(pk=participant.pk).update(**told)
    was, now = before.alleged and bool(before.lives_together), alleged and bool(lives_together)
    homes.beside_changed(case, was=was, now=now, by=by)


@action(_("Dasar layanan: {ground}"))
def record_basis(
    *,
    case: Case,
    ground: Code,
    given_by: Code,
    on: date,
    note: Text,
    by: Actor,
    action_id: UUID,
) -> LawfulBasis:
    """Record consent, or the other lawful ground (UU 27/2022 Ps 20; a child: Ps 25).

    A suspected parent cannot give consent for the child: then the ground is statute or vital interest.
    """
    may_record(case, by).insist()
    if on > timezone.localdate():
        raise Refused(_("Tanggalnya ada di masa depan. Periksa lagi."), field="on")
    if ground == "consent" and not given_by:
        raise Refused(_("Isi siapa yang memberi persetujuan."), field="given_by")
    suspected = Participant.objects.filter(case=case, alleged=True, relation=given_by).exists()
    if ground == "consent" and suspected:
        raise Refused(
            _("Yang memberi persetujuan tercatat sebagai orang yang disangka. Pilih dasar lain atau orang lain."),
            field="given_by",
        )
    basis = LawfulBasis.objects.create(
        id=action_id,
        case=case,
        ground=ground,
        given_by=given_by,
        on=on,
        sealed=seal_for(case.pk, note=note) if note else None,
    )
    advance(case, Stage.BASIS)
    return basis


@action(_("Jenis kelamin dan umur untuk hitungan mengikuti identitas yang diperbaiki"))
def follow_client(*, case: Case, sex: Sex, age: int | None, by: Actor, action_id: UUID) -> None:
    """The client's sex, and age on the day the case was opened: a count reads them from the case.

    It follows a corrected identity, also in a case the actor does not work: there is one truth about a person.
    """
    by.need(Permission.WORK_CASES)
    Case.objects.filter(pk=case.pk).update(sex=sex, age=age)


def set_role(case: Case, role: str, *, age_at_deed: int | None = None) -> None:
    """Told by justice: in which role the client stands, and at what age. A count reads both from the case."""
    Case.objects.filter(pk=case.pk).update(role=role, age_at_deed=age_at_deed)


__all__ = [
    "Status",
    "add_participant",
    "change_participant",
    "open_case",
    "record_basis",
    "set_role",
    "take_report",
]
