"""A house is inspected, something is found, and it is mended."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.days import today_at
from rehsos.directory.models import Office

from ..inspecting import may_add, may_close, may_inspect, seal_in
from ..models import Finding, Inspection

MOST_CHILDREN = 500


@action(_("Lembaga diawasi"))
def record_inspection(
    *, house: Office, on: date, went: Text, seen_alone: int | None, words: Text, by: Actor, action_id: UUID
) -> Inspection:
    """Who went on which day, how many children they saw alone, and what they saw."""
    may_inspect(house, by).insist()
    if on > today_at(house):
        raise Refused(_("Harinya di masa depan. Catat sesudah dikunjungi."), field="on")
    if not went.strip():
        raise Refused(_("Tulis siapa yang datang."), field="went")
    if seen_alone is not None and not 0 <= seen_alone <= MOST_CHILDREN:
        raise Refused(_("Isi bilangan dari 0 sampai {most}.").format(most=MOST_CHILDREN), field="seen_alone")
    return Inspection.objects.create(
        id=action_id, office_id=by.office, house=house, on=on, seen_alone=seen_alone,
        sealed=seal_in(action_id, went=went.strip(), words=words.strip()),
    )  # fmt: skip


@action(_("Temuan pengawasan"))
def add_finding(
    *, inspection: Inspection, on_house: bool, due_on: date, words: Text, by: Actor, action_id: UUID
) -> Finding:
    """What is to be mended, by the house or by the dinas itself, and by when."""
    may_add(inspection, by).insist()
    if not words.strip():
        raise Refused(_("Tulis apa yang harus diperbaiki."), field="words")
    if due_on < inspection.on:
        raise Refused(_("Tenggatnya sebelum hari pengawasan. Periksa tanggalnya."), field="due_on")
    return Finding.objects.create(
        id=action_id, inspection=inspection, owner_id=inspection.house_id if on_house else inspection.office_id,
        due_on=due_on, sealed=seal_in(inspection.pk, words=words.strip()),
    )  # fmt: skip


@action(_("Temuan selesai"))
def close_finding(*, finding: Finding, on: date, done: Text, by: Actor, action_id: UUID) -> None:
    """It is mended: when, and how."""
    may_close(finding, by).insist()
    if not finding.inspection.on <= on <= today_at(finding.owner):
        raise Refused(_("Isi hari sesudah pengawasan, tidak di masa depan."), field="on")
    if not done.strip():
        raise Refused(_("Tulis apa yang sudah diperbaiki."), field="done")
    closed = Finding.objects.filter(pk=finding.pk, closed_on=None).update(
        closed_on=on, closed_office=by.office, sealed_done=seal_in(finding.inspection_id, done=done.strip())
    )
    Conflict.unless(closed, _("Rekan Anda sudah mencatatnya selesai. Muat ulang halaman."))
