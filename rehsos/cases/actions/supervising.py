"""Supervision: advice between two, apart from any approval and closed to everybody else."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Private, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.vault.keys import key_of, keys_of
from rehsos.vault.seal import legible, seal

from ..models import Case, SupervisionNote
from ..policies import may_supervise

SUPERVISION = "supervision"


@action(_("Catatan supervisi"))
def supervise(
    *,
    case: Case,
    supervisor: int,
    worker: int,
    at: datetime,
    note: Private,
    advice: Private,
    follow_up: Private,
    by: Actor,
    action_id: UUID,
) -> SupervisionNote:
    """Advice on a hard case, sealed to worker and supervisor; apart from any approval.

    The note is sealed with a key of its own (`action_id`), so neither the case's key nor the log opens it.
    """
    may_supervise(case, by).insist()
    if by.worker not in {supervisor, worker} or supervisor == worker:
        raise Refused(_("Catatan supervisi hanya antara pekerja dan penyelianya."), field="other")
    if timezone.localdate(at) > timezone.localdate():
        raise Refused(_("Tanggalnya ada di masa depan. Periksa lagi."), field="on")
    if not note.strip():
        raise Refused(_("Tulis apa yang dibicarakan."), field="note")
    return SupervisionNote.objects.create(
        id=action_id,
        case=case,
        supervisor_id=supervisor,
        worker_id=worker,
        at=at,
        key=action_id,
        sealed=seal(
            key_of(action_id),
            {"note": note, "advice": advice, "follow_up": follow_up},
            subject=action_id,
            context=SUPERVISION,
        ),
        asked_by=by.worker,
    )


def read_note(note: SupervisionNote, by: Actor) -> dict[str, Any]:
    """The texts of a supervision note, for its two people and nobody else."""
    if by.worker not in {note.supervisor_id, note.worker_id}:
        return {}
    key = keys_of([note.key]).get(note.key)
    return legible(key, bytes(note.sealed), subject=note.key, context=SUPERVISION) if key else {}
