"""What this room shows on the page of a case: the referrals of it, and what "Catat" offers."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import OFFICES_NOW, Actor
from rehsos.cases.doors import TEAM, Card, Offer, Offers, Place, Rows, Unfinished, holds
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Case, Status
from rehsos.cases.offers import offer

from .models import RUNS, WAITS, Deed, Referral

_STATE = f"CASE WHEN r.offices && {OFFICES_NOW} THEN r.state ELSE r.answer END"
"""Where another office follows it since, what came of it is theirs: who sent it reads the answer (before.py)."""
REFERRALS = Rows(
    "referrals",
    f"""SELECT r.id, r.code, r.deed, {_STATE} AS state, r.wanted, r.sent_at, r.answer_due, r.answered_at, r.sender_id,
       o.short AS receiver, r.outside, s.short AS sender
       FROM referral_referral r LEFT JOIN directory_office o ON o.id = r.receiver_id
       JOIN directory_office s ON s.id = r.sender_id WHERE r.case_id = c.id
         AND (r.offices && {OFFICES_NOW} OR r.counts_at_id = ANY({OFFICES_NOW}::int[]) AND r.sent_at IS NOT NULL)
       ORDER BY r.id DESC LIMIT 20""",
    moments=("sent_at", "answer_due", "answered_at"),
)


def sends(by: Actor, file: CaseFile) -> bool:
    """Who works the case while it runs, or heads the office whose it is."""
    heads = by.may(Permission.APPROVE) and file.case["owner"] == by.office and file.case["status"] == Status.OPEN
    return bool(heads or (by.may(Permission.WORK_CASES) and file.acts))


def referring(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """One entry: what it is called is said before it is sent."""
    yield offer(_("Rujuk atau serahkan"), "referral:refer", file, TEAM, place=(10,), living=True)


def going(case: Case) -> QuerySet[Referral]:
    """What the case waits for at another office, or has there."""
    here = Referral.objects.filter(case=case, sender=case.owner_id)
    return here.filter(state__in=WAITS) | here.filter(state__in=RUNS).exclude(deed=Deed.TRANSFER)


SHOWN = (
    REFERRALS,
    Card("referral/file/referrals.html", Place.MIDDLE, 55, holds("referrals"), jump=("rujukan", _("Rujukan"))),
    Offers(referring, to=sends),
    Unfinished(_("{n} rujukan belum dijawab atau belum selesai."), going),
)
"""Given whole in `room.py`."""
