"""What happens to one child in a matter: hearings, diversi, detention, verdict."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.facts import put_circumstance, put_fact
from rehsos.cases.actions.meeting import met
from rehsos.cases.actions.work import settle_appointment
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Appointment, AppointmentState, Fact
from rehsos.cases.models.clocks import Precision
from rehsos.cases.policies import may_record
from rehsos.cases.sealing import seal_for
from rehsos.law.book import fact_kinds, measures
from rehsos.law.shapes import AND

from ..models import Diversi, DiversiResult, Hearing, HearingKind, Level, Outcome, Part, Present, Testimony, Verdict
from ..policies import insist_on_order


@action(_("{kind} · {level}"))
def record_hearing(
    *,
    part: Part,
    appointment: Appointment | None,
    kind: HearingKind,
    level: Level,
    agenda: Text,
    at: datetime,
    present: tuple[Present, ...],
    testimony: Testimony | None,
    room_safe: bool | None,
    met_suspect: bool | None,
    note: Text,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> Hearing:
    """A hearing, BAP, diversi meeting or tahap II that took place, and how the child was accompanied.

    Hearsay dates are normal: a date before what it should follow is saved with a reason.
    """
    may_record(part.case, by).insist()
    if at > timezone.now():
        raise Refused(_("Yang belum berlangsung dijadwalkan, bukan dicatat. Periksa tanggal dan jamnya."), field="at")
    insist_on_order(part, at, level, reason)
    if appointment is not None:
        settle_appointment(
            appointment=appointment, state=AppointmentState.HELD, reason="", at=at, by=by, action_id=new_id()
        )
    met(part.case, at, by=by)
    _first(part, _BEGUN.get(kind), at, by)
    return Hearing.objects.create(
        id=action_id,
        case=part.case,
        part=part,
        appointment=appointment,
        kind=kind,
        level=level,
        held_at=at,
        present=[one.value for one in present],
        testimony=testimony or "",
        room_safe=room_safe,
        met_suspect=met_suspect,
        sealed=seal_for(part.case_id, agenda=agenda, note=note) if agenda or note else None,
    )


# What has happened to the child once such a meeting took place; the first time counts.
_BEGUN: dict[str, str] = {
    HearingKind.PROSECUTION: "child_handed_to_prosecutor",
    HearingKind.U12_MEETING: "u12_meeting_started",
}


def _first(part: Part, code: str | None, at: datetime, by: Actor) -> None:
    if code and not Fact.objects.filter(case=part.case_id, subject=part.pk, code=code).exists():
        put_fact(part.case, part.subject, code, at, fact_id=new_id())
        recompute(part.case, by=by)


@action(_("Diversi di tahap {level}: {result}"))
def record_diversi(
    *,
    part: Part,
    level: Level,
    result: DiversiResult,
    form: Code,
    on: date,
    until: date | None,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> Diversi:
    """What became of diversi at one level; `form` may be several. A refusal at the offer also says it was offered."""
    may_record(part.case, by).insist()
    if level not in {Level.POLICE, Level.PROSECUTION, Level.COURT}:
        raise Refused(_("Diversi hanya di penyidikan, penuntutan dan sidang (UU 11/2012 Ps 7)."), field="level")
    known = set(fact_kinds()["diversi_form"].values)
    if result == DiversiResult.AGREED and not set(form.split(AND)) <= known:
        raise Refused(_("Pilih bentuk kesepakatannya."), field="form")
    insist_on_order(part, on, level, reason)
    if until and until < on:
        raise Refused(_("Akhir pelaksanaan lebih awal daripada kesepakatan."), field="until")
    made = Diversi.objects.create(
        id=action_id, case=part.case, part=part, level=level, result=result, form=form, on=on, until=until
    )
    _diversi_facts(made, by)
    recompute(part.case, by=by)
    return made


def _diversi_facts(made: Diversi, by: Actor) -> None:
    agreed = made.result == DiversiResult.AGREED
    codes = ["diversi_agreed" if agreed else "diversi_failed"]
    codes += ["diversi_offered"] if made.result == DiversiResult.REFUSED else []
    for code in codes:
        _put_day(made.part, code, made.on, by, level=made.level)
    if agreed:
        put_circumstance(made.part.case, made.part.subject, "diversi_form", made.form)


@action(_("Perintah penahanan {level} sampai {until}"))
def record_detention(
    *,
    part: Part,
    level: Level,
    on: date,
    until: date | None,
    place: Text,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """An order of detention from–to. The clock starts with the order, not with the arrest."""
    may_record(part.case, by).insist()
    if level == Level.EXECUTION:
        raise Refused(_("Penahanan berakhir dengan putusan; pelaksanaan pidana bukan penahanan."), field="level")
    insist_on_order(part, on, level, reason)
    if until and until < on:
        raise Refused(_("Akhir penahanan lebih awal daripada mulainya."), field="until")
    _put_day(part, "detention_order", on, by, level=level, until=until, fact_id=action_id)
    recompute(part.case, by=by)


@action(_("Putusan {level}: {outcome} {measure}"))
def record_verdict(
    *,
    part: Part,
    level: Level,
    outcome: Outcome,
    measure: Code,
    length: int | None,
    unit: Code,
    on: date,
    final_on: date | None,
    reason: Text,
    by: Actor,
    action_id: UUID,
) -> Verdict:
    """The judgment on one child: pidana or tindakan with its length, and when it became final."""
    may_record(part.case, by).insist()
    if level not in {Level.COURT, Level.APPEAL, Level.CASSATION}:
        raise Refused(_("Putusan hanya di sidang, banding atau kasasi."), field="level")
    _check_measure(outcome, measure)
    insist_on_order(part, on, level, reason)
    if final_on and not on <= final_on <= timezone.localdate():
        raise Refused(
            _("Tanggal berkekuatan tetap tidak mungkin sebelum putusan atau di masa depan."), field="final_on"
        )
    made = Verdict.objects.create(
        id=action_id,
        case=part.case,
        part=part,
        outcome=outcome,
        measure=measure,
        length=length,
        unit=unit if length is not None else "",
        on=on,
        final_on=final_on,
    )
    _put_day(part, "verdict_read", on, by, level=level)
    recompute(part.case, by=by)
    return made


def _check_measure(outcome: Outcome, measure: str) -> None:
    """Pidana and tindakan have a form of their kind; an acquittal has none."""
    imposed = outcome in {Outcome.PENALTY, Outcome.MEASURE}
    if measure and measure not in measures():
        raise Refused(_("Bentuk pidana atau tindakan tidak dikenal."), field="measure")
    if measure and not imposed:
        raise Refused(_("Putusan bebas atau lepas tidak memuat pidana atau tindakan."), field="measure")
    if measure and (measures()[measure].kind == "tindakan") != (outcome == Outcome.MEASURE):
        raise Refused(_("Bentuknya tidak cocok dengan hasil putusan: pidana atau tindakan?"), field="measure")


def _put_day(
    part: Part,
    code: str,
    day: date,
    by: Actor,
    *,
    level: str,
    until: date | None = None,
    fact_id: UUID | None = None,
) -> None:
    """A fact of which only the day is known."""
    put_fact(
        part.case,
        part.subject,
        code,
        datetime.combine(day, time(0), by.zone),
        fact_id=fact_id or new_id(),
        level=level,
        precision=Precision.DAY,
        until=until,
    )
