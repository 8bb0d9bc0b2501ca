"""Standing in for somebody who is away, a worker's STR, what an office decides for itself."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.law.book import rule
from rehsos.law.counting import MONTHS_A_YEAR, months_after

from ..models import Capacity, Cover, LocalPolicy, Office, Posting, Worker
from ..permissions import APPROVE
from ..policy import declared, policies

HEAD = "kabid"
WORKERS = {"peksos", "sentra", "institution"}
READERS = WORKERS | {HEAD}  # roles that see names; access says so, a test compares
LONGEST = timedelta(days=366)


@action(_("{stand_in} menggantikan {absent} ({capacity})"))
def appoint_stand_in(
    *,
    absent: Worker,
    stand_in: Worker,
    capacity: Capacity,
    since: date,
    until: date,
    by: Actor,
    action_id: UUID,
) -> Cover:
    """Somebody of the same office works the cases of one who is away, or decides for the Kabid, from–to.

    Plt., Plh. and a.n. stand in for a Kabid only; a worker is simply replaced.
    """
    by.need(APPROVE)
    _check_days(since, until)
    if absent.pk == stand_in.pk:
        raise Refused(_("Orang tidak dapat menggantikan dirinya sendiri."), field="stand_in")
    roles = _roles(absent, by, since, until)
    if not roles:
        raise Refused(_("Pegawai ini tidak bertugas di kantor Anda pada masa itu."), field="absent")
    others = _roles(stand_in, by, since, until)
    if not others:
        raise Refused(_("Penggantinya tidak bertugas di kantor Anda selama masa itu."), field="stand_in")
    if (HEAD in roles) == (capacity == Capacity.COVER):
        raise Refused(_KABID if HEAD in roles else _WORKER, field="capacity")
    if not others & _able(roles):
        raise Refused(_UNABLE_HEAD if HEAD in roles else _UNABLE, field="stand_in")
    _check_others(absent, stand_in, since, until)
    return Cover.objects.create(
        id=action_id,
        absent=absent,
        stand_in=stand_in,
        office=Office.objects.get(pk=by.office),
        capacity=capacity,
        since=since,
        until=until,
    )


def _able(roles: set[str]) -> set[str]:
    """The roles that can do what these do: who decides reads names, who works a case records."""
    return READERS if HEAD in roles else WORKERS if roles & WORKERS else roles


_UNABLE_HEAD = _(
    "Tata usaha tidak membaca isi berkas, jadi tidak dapat memutuskan. Tunjuk pekerja sosial atau Kabid lain."
)
_UNABLE = _("Penggantinya tidak dapat mencatat di berkas kasus. Tunjuk pekerja sosial lain.")
_KABID = _("Untuk Kabid pilih Plt., Plh. atau a.n.")
_WORKER = _("Plt., Plh. dan a.n. hanya untuk menggantikan Kabid. Untuk pekerja sosial pilih Menggantikan.")


def _check_days(since: date, until: date) -> None:
    if until < since:
        raise Refused(_("Hari terakhir lebih awal daripada hari pertama."), field="until")
    if until < timezone.localdate():
        raise Refused(_("Masa ini sudah lewat. Periksa tanggalnya."), field="until")
    if until - since > LONGEST:
        raise Refused(_("Paling lama satu tahun. Perpanjang bila masih perlu."), field="until")


def _roles(worker: Worker, by: Actor, since: date, until: date) -> set[str]:
    """In which roles the worker is posted at the actor's office for the whole of these days."""
    whole = Q(until=None) | Q(until__gte=until)
    found = Posting.objects.filter(whole, worker=worker, office=by.office, since__lte=since)
    return set(found.values_list("role", flat=True))


def _check_others(absent: Worker, stand_in: Worker, since: date, until: date) -> None:
    """No two covers of the same two people at once, and nobody stands in while away themselves."""
    then = Cover.objects.filter(since__lte=until, until__gte=since)
    if then.filter(absent=absent, stand_in=stand_in).exists():
        raise Refused(_("Keduanya sudah tercatat untuk sebagian hari itu."), field="since")
    if then.filter(absent=stand_in).exists():
        raise Refused(_("Penggantinya sendiri tidak masuk pada sebagian hari itu. Pilih orang lain."), field="stand_in")


@action(_("Penggantian berakhir {last}"))
def end_cover(*, cover: Cover, last: date, by: Actor, action_id: UUID) -> None:
    """Back earlier than planned, or a mistake: the cover ends with that day, or never was if it is before the first."""
    by.need(APPROVE)
    if cover.office_id != by.office:
        raise NotAllowed(_("Penggantian ini dicatat kantor lain."))
    standing = Cover.objects.filter(pk=cover.pk, until__gt=last)
    Conflict.unless(standing.update(until=last), _("Penggantian ini sudah berakhir lebih awal."))


@action(_("STR dicatat, berlaku sampai {until}"))
def record_certificate(*, worker: Worker, number: Code, until: date, by: Actor, action_id: UUID) -> None:
    """A worker's own registration (STR) and its last day, which may lie behind: then letters no longer carry it."""
    if worker.pk != by.worker:
        raise NotAllowed(_("STR dicatat oleh pemegangnya sendiri."))
    validity = rule("str_expiry").length
    if validity and until > months_after(timezone.localdate(), MONTHS_A_YEAR * validity.number):
        raise Refused(
            _("STR berlaku paling lama {n} tahun. Periksa tahunnya.").format(n=validity.number), field="until"
        )
    Worker.objects.filter(pk=worker.pk).update(certificate=number.strip(), certificate_until=until, qualified=True)


Settings = Annotated[Mapping[str, Any], "plain"]
"""Values by the key of a policy; None takes the office back to the default. Nothing in it is about a client."""


_PAST = _("Kebijakan berlaku sejak hari ini atau sesudahnya; yang sudah lewat tidak berubah.")


@action(_("Kebijakan kantor ditetapkan, berlaku sejak {since}"))
def set_policy(
    *, office: Office, values: Annotated[Mapping[str, Any], "sealed"], since: date, by: Actor, action_id: UUID
) -> None:
    """What the office decides for itself from a day on. Only what differs from what then holds is written.

    Sealed in the log as what the office is called is: a letterhead names it, and it may have to be hidden one day.

    KeyError for what no room declared.
    """
    if not values:
        raise Refused(_("Tidak ada yang dipilih. Pilih dulu apa yang berlaku."))
    for may in {declared()[key].may for key in values}:
        by.need(may)
    if office.pk != by.office:
        raise NotAllowed(_("Setiap kantor menetapkan kebijakannya sendiri."))
    if since < timezone.localdate():
        raise Refused(_PAST, field="since")
    holds = policies(office.pk, since)
    for key, value in values.items():
        if holds.get(key) != value:
            LocalPolicy.objects.update_or_create(office=office, key=key, since=since, defaults={"value": value})
