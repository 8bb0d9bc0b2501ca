"""What happens to one child in a matter: hearings, diversi, detention, verdict."""

from datetime import date, datetime, time
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Codes, Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.work import settle_appointment
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Appointment, AppointmentState, Case
from rehsos.cases.policies import may_record
from rehsos.cases.sealing import seal_for
from rehsos.law.book import measures

from ..models import Diversi, DiversiResult, Hearing, Level, Part, Testimony, Verdict
from ..policies import chronology


@action(_("{kind} · {level}"))
def record_hearing(
    *,
    part: Part,
    appointment: Appointment | None,
    kind: Code,
    level: Level,
    agenda: Code,
    at: datetime,
    present: Codes,
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
        raise Refused(_("Sidang yang belum berlangsung dijadwalkan, bukan dicatat."), field="at")
    chronology(part, at, level, reason).insist()
    if appointment is not None:
        settle_appointment(
            appointment=appointment, state=AppointmentState.HELD, reason="", by=by, action_id=new_id()
        )
    Case.objects.filter(pk=part.case_id).update(last_contact_on=timezone.localdate(at))
    return Hearing.objects.create(
        id=action_id,
        case=part.case,
        part=part,
        appointment=appointment,
        kind=kind,
        level=level,
        agenda=agenda,
        held_at=at,
        present=list(present),
        testimony=testimony or "",
        room_safe=room_safe,
        met_suspect=met_suspect,
        sealed=seal_for(part.case_id, note=note) if note else None,
    )


@action(_("Diversi di tahap {level}: {result}"))
def record_diversi(
    *,
    part: Part,
    level: Level,
    result: DiversiResult,
    form: Code,
    on: date,
    until: date | None,
    by: Actor,
    action_id: UUID,
) -> Diversi:
    """What became of diversi at one level."""
    may_record(part.case, by).insist()
    _not_in_future(on)
    made = Diversi.objects.create(
        id=action_id, case=part.case, part=part, level=level, result=result, form=form, on=on, until=until
    )
    fact = "diversi_agreed" if result == DiversiResult.AGREED else "diversi_failed"
    put_fact(part.case, part.pk, fact, _start_of(on, by), fact_id=new_id(), level=level, precision="day")
    recompute(part.case, by=by)
    return made


@action(_("Perintah penahanan {level} sampai {until}"))
def record_detention(
    *, part: Part, level: Level, at: date, until: date | None, place: Code, by: Actor, action_id: UUID
) -> None:
    """An order of detention from–to. The clock starts with the order, not with the arrest."""
    del place
    may_record(part.case, by).insist()
    _not_in_future(at)
    if until and until < at:
        raise Refused(_("Akhir penahanan lebih awal daripada mulainya."), field="until")
    put_fact(
        part.case, part.pk, "detention_order", _start_of(at, by),
        fact_id=action_id, level=level, precision="day", until=until,
    )  # fmt: skip
    recompute(part.case, by=by)


@action(_("Putusan {level}: {measure}"))
def record_verdict(
    *,
    part: Part,
    level: Level,
    outcome: Code,
    measure: Code,
    length: int | None,
    unit: Code,
    on: date,
    final_on: date | None,
    by: Actor,
    action_id: UUID,
) -> Verdict:
    """The judgment on one child: pidana or tindakan with its length, and when it became final."""
    may_record(part.case, by).insist()
    _not_in_future(on)
    if measure and measure not in measures():
        raise Refused(_("Bentuk pidana atau tindakan tidak dikenal."), field="measure")
    if final_on and final_on < on:
        raise Refused(_("Tanggal berkekuatan tetap lebih awal daripada putusan."), field="final_on")
    made = Verdict.objects.create(
        id=action_id,
        case=part.case,
        part=part,
        outcome=outcome,
        measure=measure,
        length=length,
        unit=unit,
        on=on,
        final_on=final_on,
    )
    put_fact(part.case, part.pk, "verdict_read", _start_of(on, by), fact_id=new_id(), level=level, precision="day")
    recompute(part.case, by=by)
    return made


def _not_in_future(day: date) -> None:
    if day > timezone.localdate():
        raise Refused(_("Tanggalnya ada di masa depan. Periksa lagi."))


def _start_of(day: date, by: Actor) -> datetime:
    return datetime.combine(day, time(0), by.zone)
