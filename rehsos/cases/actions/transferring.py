"""Handing a case on to another office: who owns it, who works it, whose clocks run. Who counts it stays for ever."""

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.days import held_on, not_over, today_at
from rehsos.directory.models import Office, Posting, Worker

from ..clockwork import recompute
from ..models import Assignment, AssignmentKind, Case, Share
from ..other_side import kept_out
from ..policies import may_take_over
from .assigning import A_DAY, others_work
from .placing import go_with

READS_ON = timedelta(days=90)
"""How long the office that handed a case on still reads its history with names; then it sees the code."""


@action(_("Kasus dialihkan: {sender} → {receiver}"))
def take_over(*, case: Case, sender: Office, receiver: Office, lead: Worker, by: Actor, action_id: UUID) -> None:
    """The case is the receiver's from now on, led by `lead`; its clocks run on by the receiver's days and kind.

    So does answering for the client, where the sender did; where they are stays as it is, for nobody moves with a file.
    The actor's office was given its share by the database before, which asked whether a transfer waits for it
    (`referral`). Who counted the case counts it for ever. Whoever handed it on is left its history afterwards
    (`leave_history`), so that it still reads all of how the case went.
    """
    may_take_over(case, by).insist()
    day = min(today_at(sender), today_at(receiver))
    _insist_leads(case, lead, receiver)
    Case.objects.filter(pk=case.pk).update(owner=receiver)
    _share_above(case, receiver, day)
    Assignment.objects.filter(not_over(day), case=case).update(until=day - A_DAY)
    Assignment.objects.bulk_create([Assignment(case=case, worker=lead, kind=AssignmentKind.LEAD, since=day)])
    case.refresh_from_db()
    go_with(case, sender, cause=action_id, by=by)
    others_work(case)
    recompute(case, by=by)


def _insist_leads(case: Case, lead: Worker, receiver: Office) -> None:
    if lead.pk in case.barred:
        raise Refused(str(kept_out(case)[lead.pk]), field="lead")
    if not Posting.objects.filter(held_on(today_at(receiver)), worker=lead, office=receiver).exists():
        raise Refused(_("Pekerja ini tidak bertugas di kantor Anda hari ini. Pilih yang lain."), field="lead")


def leave_history(case: Case, sender: Office, receiver: Office) -> None:
    """Within the action that hands a case on, its last step: what is filed from now on is not the sender's to see.

    What was filed before it reads with names for a while, then by code for ever. The endless share first: there is
    never none.
    """
    day = min(today_at(sender), today_at(receiver))
    last = day + READS_ON
    code = {"grounds": "handed_on", "named": False, "opened_on": case.opened_on}
    Share.objects.create(case=case, office=sender, since=last + A_DAY, **code)
    mine = Share.objects.filter(case=case, office=sender, named=True, until=None)
    mine.update(until=last, grounds="handed_on")


def _share_above(case: Case, receiver: Office, day: date) -> None:
    """The office above the new owner sees the code, unless it sees the case already."""
    if receiver.parent_id and not Share.objects.filter(case=case, office=receiver.parent_id, until=None).exists():
        given = {"grounds": "above", "named": False, "opened_on": case.opened_on, "since": day}
        Share.objects.create(case=case, office_id=receiver.parent_id, **given)
