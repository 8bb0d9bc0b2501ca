"""A client died, what followed, and that it was recorded wrongly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused, Words
from rehsos.audit.models import Action
from rehsos.directory.models import Office
from rehsos.house.rooms import given
from rehsos.look import words as said

from ..clockwork import recompute
from ..dying import Dies, death_of, may_take_back, may_tell_of_death, may_tend, said_dead
from ..models import (
    AfterDeath,
    Appointment,
    AppointmentState,
    BelongingsGiven,
    BodyGiven,
    Case,
    CaseType,
    Confirmed,
    Death,
    DeathNote,
    DeathPaper,
    DeathPlace,
    Fact,
    FamilyAnswer,
    Payer,
    Standing,
    StatedBy,
    Status,
    Whereabouts,
    WhereaboutsKind,
)
from ..sealing import seal_for
from .facts import put_circumstance, put_fact
from .placing import Told, place, unplace
from .withdrawing import WITHDRAWS, undoes

NEGLECTED_ELDER = "neglected_elderly"


@dataclass(frozen=True)
class Died:
    """How somebody died, as it was told: where, who found them, who stated it, whether the police were told."""

    at: datetime
    place: DeathPlace = DeathPlace.UNKNOWN
    where: str = ""
    found_by: str = ""
    confirmed: Confirmed = Confirmed.UNKNOWN
    confirmer: str = ""
    police_told: bool | None = None


@action(_("Meninggal"))
def record_death(
    *,
    case: Case,
    at: datetime,
    death_place: DeathPlace,
    where: Text,
    found_by: Text,
    confirmed: Confirmed,
    confirmer: Text,
    police_told: bool | None,
    by: Actor,
    action_id: UUID,
) -> Death:
    """The client died. Only the hour must be known; stay, ride, appointments and the office's own promises end."""
    may_tell_of_death(case, by).insist()
    told = Died(at, death_place, where, found_by, confirmed, confirmer, police_told)
    return die(case, told, by=by, cause=action_id)


def die(case: Case, told: Died, *, by: Actor, cause: UUID, house: Office | None = None, agreed: bool = False) -> Death:
    """The same within an action of another room, which asks its own policy; `cause` is that action's id.

    `house` is the institution that had them. `agreed`: the office that holds another place says so itself.
    """
    if told.at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Periksa tanggal dan jamnya."), field="at")
    Case.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    if (there := death_of(case)) is not None:
        raise Conflict(said_dead(there))
    made = _written(case, told, house, by, cause)
    for door in given(Dies):
        door.ends(case, told.at, by, cause)
    whereabouts = Told(WhereaboutsKind.DECEASED, words=told.where.strip())
    place(case, whereabouts=whereabouts, at=_after(case, told.at), by=by, cause=cause, agreed=agreed)
    elder = CaseType.objects.filter(case=case, type=NEGLECTED_ELDER, until=None).exists()
    put_circumstance(case, case.subject, "neglected_elder", "yes" if elder else "no")
    put_fact(case, case.subject, "died", told.at, fact_id=new_id())
    recompute(case, by=by)
    return made


def _after(case: Case, at: datetime) -> datetime:
    """From when they are said to be dead: what was told for a later hour, not knowing, stands where it was told."""
    now = {"case": case, "until": None, "withdrawn_by": None, "standing": Standing.HOLDS}
    since = Whereabouts.objects.filter(**now).values_list("since", flat=True).first()
    return since + timedelta(microseconds=1) if since and since >= at else at


def _written(case: Case, told: Died, house: Office | None, by: Actor, cause: UUID) -> Death:
    """The death itself, and the appointments that end with it."""
    standing = Appointment.objects.filter(case=case, state=AppointmentState.SET)
    aside = list(standing.values_list("pk", flat=True))
    standing.update(state=AppointmentState.CANCELLED)
    texts = {"where": told.where, "found_by": told.found_by, "confirmer": told.confirmer}
    kept = {name: text.strip() for name, text in texts.items() if text.strip()}
    return Death.objects.create(
        id=cause, case=case, person_id=case.client_id, house=house, at=told.at, place=told.place,
        confirmed=told.confirmed, police_told=told.police_told, worker=by.worker, set_aside=aside,
        sealed=seal_for(case.pk, **kept) if kept else None,
    )  # fmt: skip


CODES: Mapping[str, type[StatedBy | FamilyAnswer | Payer | BodyGiven | BelongingsGiven | DeathPaper]] = {
    AfterDeath.STATED: StatedBy,
    AfterDeath.FAMILY: FamilyAnswer,
    AfterDeath.PAYER: Payer,
    AfterDeath.BODY: BodyGiven,
    AfterDeath.BELONGINGS: BelongingsGiven,
    AfterDeath.PAPERS: DeathPaper,
}
"""What may be told of each kind."""
FACTS: Mapping[tuple[str, str], str] = {
    **{(AfterDeath.BODY, one): "body_received" for one in BodyGiven},
    **{(AfterDeath.PAYER, one): "burial_payer_decided" for one in Payer if one != Payer.NOBODY},
    (AfterDeath.PAPERS, DeathPaper.CIVIL): "death_registered",
}
"""What of it ends a clock."""
_WHO: Mapping[str, Words] = {
    AfterDeath.FAMILY: _("Tulis siapa yang dihubungi."),
    AfterDeath.BODY: _("Tulis kepada siapa, atau siapa yang memakamkan."),
    AfterDeath.BELONGINGS: _("Tulis siapa yang menerima."),
}


@action(_("Sesudah meninggal: {after_death}"))
def note_after_death(
    *,
    death: Death,
    after_death: AfterDeath,
    code: Code,
    at: datetime,
    who: Text,
    where: Text,
    words: Text,
    by: Actor,
    action_id: UUID,
) -> DeathNote:
    """Whom of the family was asked, who pays, who has the body, who has the belongings, which paper there is."""
    may_tend(death, by).insist()
    _insist_told(death, after_death, code, at, who)
    texts = {name: text.strip() for name, text in (("who", who), ("where", where), ("words", words)) if text.strip()}
    made = DeathNote.objects.create(
        id=action_id, case=death.case, death=death, kind=after_death, code=code, at=at, worker=by.worker,
        sealed=seal_for(death.case_id, **texts) if texts else None,
    )  # fmt: skip
    if (fact := FACTS.get((after_death, code))) is not None:
        put_fact(death.case, death.case.subject, fact, at, fact_id=new_id())
        recompute(death.case, by=by)
    return made


def _insist_told(death: Death, kind: AfterDeath, code: str, at: datetime, who: str) -> None:
    if code not in CODES[kind].values:
        raise Refused(_("Pilih salah satu."), field="code")
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah terjadi."), field="at")
    if kind != AfterDeath.FAMILY and at < death.at - timedelta(minutes=1):
        when = said.moment(timezone.localtime(death.at))
        raise Refused(_("Lebih awal daripada meninggalnya ({when}). Periksa jamnya.").format(when=when), field="at")
    if kind in _WHO and code != BelongingsGiven.NONE and not who.strip():
        raise Refused(_WHO[kind], field="who")


@undoes("note_after_death", _("catatan sesudah meninggal"))
def _not_noted(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    DeathNote.objects.filter(case=case, pk=recorded.pk).update(withdrawn_by=action_id)


WITHDRAWS.add("take_back_death")


@action(_("Salah catat kematian, ditarik kembali"))
def take_back_death(*, case: Case, recorded: UUID, reason: Text, by: Actor, action_id: UUID) -> None:
    """Nobody died: stay, ride, appointments go on as they were, and the clocks follow. By the head, with a reason."""
    may_take_back(case, by).insist()
    death = Death.objects.get(pk=recorded, case=case)
    if not reason.strip():
        raise Refused(_("Tulis apa yang salah, dan bagaimana diketahui."), field="reason")
    gone = Death.objects.filter(pk=death.pk, withdrawn_by=None).update(withdrawn_by=action_id)
    Conflict.unless(gone, _("Kematian ini sudah ditarik. Muat ulang halaman."))
    DeathNote.objects.filter(death=death, withdrawn_by=None).update(withdrawn_by=action_id)
    Appointment.objects.filter(pk__in=death.set_aside, state=AppointmentState.CANCELLED).update(
        state=AppointmentState.SET
    )
    told = {"died", *FACTS.values()}
    Fact.objects.filter(case=case, subject=case.pk, code__in=told, replaced_by=None).update(replaced_by=action_id)
    put_circumstance(case, case.subject, "neglected_elder", "")
    for door in given(Dies):
        door.goes_on(case, death.pk, action_id)
    unplace(case, death.pk, action_id, by)
    if case.status == Status.OPEN:
        recompute(case, by=by)
