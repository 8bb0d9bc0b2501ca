"""Who was accepted here at the end of a leg, in a case of another office, is taken in: from arrival to bed."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.models import Case
from rehsos.directory.days import today_at
from rehsos.directory.models import Office
from rehsos.look import words
from rehsos.referral.brought import Brought, brought_of

from ..models import Bed, BroughtBy, Stay, StayKind
from ..stays import may_take_in
from .admitting import Admission, admit, insist_past


@action(_("Diterima setelah tiba: {stay_kind}"))
def admit_brought(
    *,
    brought: UUID,
    stay_kind: StayKind,
    health: Private,
    bed: Bed | None,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> Stay:
    """Take in who this office accepted and has since: a share in the case they stay in. `brought`: what placed them."""
    may_take_in(by).insist()
    insist_past(at)
    one = brought_of(brought)
    if one is None or one.office != by.office:
        raise Conflict(_GONE)
    if at < one.since.replace(second=0, microsecond=0):
        told = _BEFORE.format(since=words.moment(timezone.localtime(one.since)))
        raise Refused(told, field="at")
    _share(one)
    case = Case.objects.get(pk=one.dossier)
    return admit(Admission(case, stay_kind, BroughtBy.OFFICE, health, bed, at, placed=True), by, action_id)


def _share(one: Brought) -> None:
    """From today on the house sees the case they stay in. It saw no row of it, so the database looks itself."""
    ends = Office.objects.filter(pk__in=[one.office, one.owner])
    with connection.cursor() as cursor:
        cursor.execute("SELECT placement_take_in_brought(%s, %s)", [one.place, min(map(today_at, ends))])
        Conflict.unless(cursor.fetchone()[0], _GONE)


_GONE = _("Orang ini tidak tercatat di sini lagi, atau kasusnya sudah tidak berjalan. Muat ulang halaman.")
_BEFORE = _("Tercatat tiba {since}. Isi jam sesudahnya.")
