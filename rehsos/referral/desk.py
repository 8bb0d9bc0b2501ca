"""What goes along when a case goes from one worker's desk to another's."""

from rehsos.cases.models import Case

from .models import Referral, State

OPEN = """SELECT r.case_id FROM referral_referral r JOIN cases_case c ON c.id = r.case_id AND c.owner_id = r.sender_id
 WHERE r.case_id = ANY(%(cases)s) AND r.state NOT IN ('refused', 'done', 'revoked')"""
"""Referrals of the office whose case it is that are still to be followed, drafts among them."""


def draft_goes_along(case: Case, giver: int, receiver: int) -> None:
    """A draft stands on the first page of whoever began it: now on that of who goes on with it.

    What was sent says for ever who sent it; who works the case follows it.
    """
    Referral.objects.filter(case=case, sent_by=giver, state=State.DRAFT).update(sent_by=receiver)
