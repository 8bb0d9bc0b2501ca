"""Until when a referral is to be answered: the receiver's own promise, by its hours, its days off and its choices."""

from datetime import datetime
from uuid import UUID

from rehsos.cases.clockwork import OF_CLOCKS, Material, clocks_now
from rehsos.directory.models import LocalPolicy, Office

from .models import Urgency

KIND = "referral"
"""The kind of subject that a referral is."""
SENT, ANSWERED, ASKED = "referral_sent", "referral_answered", "referral_urgency"


def answer_due(referral: UUID, urgency: Urgency, receiver: Office, sent_at: datetime) -> datetime | None:
    """The last moment for an answer to what was sent then; None where the receiver switched its promise off."""
    chosen = LocalPolicy.objects.filter(office=receiver.pk, key__in=OF_CLOCKS).order_by("since")
    here = {"kind": KIND, "subject": referral}
    material = Material(
        case=UUID(int=0),
        owner=receiver.pk,
        risk="",
        closed_on=None,
        kind_of_office=receiver.kind,
        zone=receiver.time_zone,
        facts=({**here, "code": SENT, "level": "", "at": sent_at, "precision": "hour", "until": None},),
        circumstances=({**here, "code": ASKED, "value": str(urgency)},),
        extensions=(),
        policies=tuple(chosen.values("office_id", "key", "since", "value")),
    )
    due = (one.clock.due_at for one in clocks_now(material, sent_at) if one.subject.kind == KIND)
    return next(due, None)
