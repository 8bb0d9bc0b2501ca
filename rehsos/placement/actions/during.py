"""While somebody stays: another bed, away and back, found, who was told, the ground, a longer limit, what happened."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_circumstance, put_fact
from rehsos.cases.actions.placing import Told, everywhere, place, unplace
from rehsos.cases.actions.withdrawing import undoes
from rehsos.cases.clockwork import ZONE, recompute
from rehsos.cases.models import Case, Fact, Level, Subject, WhereaboutsKind
from rehsos.cases.sealing import seal_for

from ..models import REVIEWED, Absence, AbsenceKind, Bed, Consent, NoteKind, Stay, StayKind, StayNote, Teller
from ..stays import KIND, absence_of, may_keep, may_renew, may_watch, told
from .lying import get_up, lie_down

AWAY = {
    AbsenceKind.LEAVE: WhereaboutsKind.FAMILY,
    AbsenceKind.HOSPITAL: WhereaboutsKind.HOSPITAL,
    AbsenceKind.MISSING: WhereaboutsKind.UNKNOWN,
}
"""Where somebody is who is away: the house goes on answering for them."""


@action(_("Pindah tempat tidur"))
def move_bed(*, stay: Stay, bed: Bed | None, at: datetime, by: Actor, action_id: UUID) -> None:
    """Into another bed, or without one. Raises Conflict beside `bed` where it is somebody else's."""
    may_watch(stay, by).insist()
    _insist_since(at, stay.since)
    get_up(stay, at, action_id)
    if bed is not None:
        lie_down(stay, bed, at, action_id)


@action(_("{absence_kind}"))
def go_away(
    *,
    stay: Stay,
    absence_kind: AbsenceKind,
    at: datetime,
    expected: datetime | None,
    words: Text,
    by: Actor,
    action_id: UUID,
) -> Absence:
    """On leave, into hospital, or not in their place. The bed stays theirs; of who is missing three are to be told."""
    may_watch(stay, by).insist()
    _insist_since(at, stay.since)
    if absence_kind == AbsenceKind.LEAVE and expected is None:
        raise Refused(_("Isi kapan harus kembali."), field="expected")
    if expected is not None and expected <= at:
        raise Refused(_("Kembalinya harus sesudah perginya."), field="expected")
    Stay.objects.select_for_update(no_key=True).get(pk=stay.pk)  # of two who note it at once, one waits
    if absence_of(stay) is not None:
        raise Conflict(_("Orang ini sudah tercatat tidak di sini. Muat ulang halaman."))
    away = Absence.objects.create(
        id=action_id, case=stay.case, stay=stay, kind=absence_kind, since=at, expected=expected,
        sealed=seal_for(stay.case_id, words=words.strip()) if words.strip() else None,
    )  # fmt: skip
    _place(stay, Told(AWAY[absence_kind], words=words.strip()), at, by, action_id)
    if absence_kind == AbsenceKind.MISSING:
        _forget_the_last_time(stay, action_id)
        told(stay, "stay_missing", at, by=by, fact_id=action_id)
    return away


def _forget_the_last_time(stay: Stay, fact: UUID) -> None:
    """Who was told when they were missing before was not told of this."""
    codes = ["stay_found", *TOLD.values()]
    Fact.objects.filter(case=stay.case_id, subject=stay.pk, code__in=codes, replaced_by=None).update(replaced_by=fact)


@action(_("Kembali ke lembaga"))
def come_back(*, stay: Stay, at: datetime, words: Text, by: Actor, action_id: UUID) -> None:
    """Back from leave or hospital, or found."""
    may_watch(stay, by).insist()
    away = absence_of(stay)
    if away is None:
        raise Conflict(_("Orang ini sudah tercatat kembali. Muat ulang halaman."))
    _insist_since(at, away.since)
    end_absence(away, at, action_id)
    there = Told("office", stay.office) if stay.kind != StayKind.FAMILY else Told(WhereaboutsKind.FAMILY)
    _place(stay, there, at, by, action_id)
    if away.kind == AbsenceKind.MISSING:
        told(stay, "stay_found", at, by=by)


def end_absence(away: Absence, at: datetime, cause: UUID) -> None:
    """It lasted until that hour; an hour is told in minutes, and that in which they went is no earlier one."""
    Absence.objects.filter(pk=away.pk, until=None).update(until=max(at, away.since), ended_by=cause)


TOLD = {Teller.HEAD: "stay_head_told", Teller.POLICE: "stay_police_told", Teller.FAMILY: "stay_family_told"}
_COLUMN = {Teller.HEAD: "head_told_at", Teller.POLICE: "police_told_at", Teller.FAMILY: "family_told_at"}


@action(_("Tidak di tempat: {teller} diberi tahu"))
def tell_of_missing(*, stay: Stay, teller: Teller, at: datetime, words: Text, by: Actor, action_id: UUID) -> None:
    """The head, the police or the family was told that somebody is missing, and when."""
    may_watch(stay, by).insist()
    away = absence_of(stay)
    if away is None or away.kind != AbsenceKind.MISSING:
        raise Conflict(_("Orang ini tidak tercatat hilang lagi. Muat ulang halaman."))
    _insist_since(at, away.since)
    Absence.objects.filter(pk=away.pk).update(**{_COLUMN[teller]: at})
    told(stay, TOLD[teller], at, by=by, fact_id=action_id)


@action(_("Dasar tinggal: {consent}"))
def record_consent(*, stay: Stay, consent: Consent, words: Text, by: Actor, action_id: UUID) -> None:
    """On what ground somebody stays. Vital interest is looked at again within a day: then its clock runs anew."""
    may_keep(stay, by).insist()
    if consent == Consent.NOT_ASKED:
        raise Refused(_("Pilih dasarnya."), field="consent")
    if consent in {Consent.VITAL, Consent.CARER, Consent.ORDER} and not words.strip():
        raise Refused(_("Tulis alasan, siapa yang setuju, atau nomor suratnya."), field="words")
    now = timezone.now()
    Stay.objects.filter(pk=stay.pk).update(consent=consent)
    told(stay, "stay_vital" if consent == Consent.VITAL else "stay_consented", now, by=by, fact_id=action_id)


@action(_("Tingkat rehabilitasi: {rehab_level}"))
def set_level(*, stay: Stay, rehab_level: Level, by: Actor, action_id: UUID) -> None:
    """Of which level the rehabilitation is, as the social worker assessed it (PP 52/2019 Ps 10-13); the last counts."""
    may_keep(stay, by).insist()
    if rehab_level == Level.UNKNOWN:
        raise Refused(_("Pilih tingkatnya."), field="rehab_level")
    Stay.objects.filter(pk=stay.pk).update(level=rehab_level)


@action(_("Diperpanjang sampai {until}"))
def renew_stay(*, stay: Stay, until: date, reason: Text, by: Actor, action_id: UUID) -> None:
    """Let somebody stay longer, and why: by the head of the house. Never longer at once than its kind allows."""
    may_renew(stay, by).insist()
    if until <= timezone.localdate():
        raise Refused(_("Isi hari sesudah hari ini."), field="until")
    if not reason.strip():
        raise Refused(_("Tulis mengapa diperpanjang."), field="reason")
    put_circumstance(stay.case, Subject(KIND, stay.pk), ZONE, stay.office.time_zone)
    put_fact(stay.case, Subject(KIND, stay.pk), "stay_limit_runs", timezone.now(), fact_id=action_id, until=until)
    recompute(stay.case, by=by)


@action(_("{note_kind}"))
def note_stay(*, stay: Stay, note_kind: NoteKind, at: datetime, words: Text, by: Actor, action_id: UUID) -> StayNote:
    """Write down what is to be known of a stay, or what happened in it."""
    may_watch(stay, by).insist()
    if not words.strip():
        raise Refused(_("Wajib diisi."), field="words")
    _insist_since(at, stay.since)
    if note_kind in REVIEWED:
        raise Refused(_("Tinjauan dan rencana pulang ditulis lewat “Tinjau”."), field="note_kind")
    made = StayNote.objects.create(
        id=action_id, case=stay.case, stay=stay, office_id=stay.office_id, kind=note_kind, at=at, worker=by.worker,
        sealed=seal_for(stay.case_id, words=words.strip()),
    )  # fmt: skip
    if note_kind in _FACTS:
        told(stay, _FACTS[note_kind], at, by=by, fact_id=new_id())
    return made


_FACTS = {NoteKind.HARM: "stay_harm_known"}


def _place(stay: Stay, there: Told, at: datetime, by: Actor, cause: UUID) -> None:
    """Where they are now, in the case they stay in, whoever's it is."""
    with everywhere():
        place(stay.case, whereabouts=there, at=at, by=by, cause=cause)


def _insist_since(at: datetime, since: datetime) -> None:
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila sudah terjadi."), field="at")
    if at < since.replace(second=0, microsecond=0):
        raise Refused(_("Lebih awal daripada mulainya. Periksa tanggal dan jamnya."), field="at")


@undoes("go_away", _("ketidakhadiran"))
def _not_away(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    Absence.objects.filter(pk=recorded.pk, case=case).update(withdrawn_by=action_id)
    unplace(case, recorded.pk, action_id, by)


@undoes("come_back", _("kembalinya penghuni"))
def _not_back(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    """Away still; of a stay that is over since, until it was: whoever takes that back finds them away, too."""
    for away in Absence.objects.select_related("stay").filter(case=case, ended_by=recorded.pk):
        over = away.stay.ended_at and max(away.stay.ended_at, away.since)
        Absence.objects.filter(pk=away.pk).update(until=over, ended_by=away.stay.ended_by)
    unplace(case, recorded.pk, action_id, by)
