"""What goes along when a case goes from one worker's desk to another's."""

from rehsos.cases.desks import Left
from rehsos.cases.models import Case

from .models import Deed, Referral, State

OPEN = """SELECT r.case_id, coalesce(r.code, '') AS kind, r.deed || ' ' || r.state AS state, NULL::timestamptz AS at,
       NULL::date AS day, r.id
  FROM referral_referral r JOIN cases_case c ON c.id = r.case_id AND c.owner_id = r.sender_id
 WHERE r.case_id = ANY(%(cases)s) AND r.state NOT IN ('refused', 'done', 'revoked', 'fell')"""
"""Referrals of the office whose case it is that are still to be followed, drafts among them."""


def draft_goes_along(case: Case, giver: int, receiver: int) -> None:
    """A draft stands on the first page of whoever began it: now on that of who goes on with it.

    What was sent says for ever who sent it; who works the case follows it.
    """
    Referral.objects.filter(case=case, sent_by=giver, state=State.DRAFT).update(sent_by=receiver)


def referral_left(one: Left) -> str:
    """Which, and where it stands; to whom is read on its own page."""
    deed, state = one.state.split(" ")
    return " · ".join(filter(None, (str(Deed(deed).label), one.kind, str(State(state).label))))
