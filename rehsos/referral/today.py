"""What referrals put on Hari ini: what another office waits for us to answer, and what of ours waits at another."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from rehsos.access.doors import NOBODY, WORKED, Line
from rehsos.access.in_database import MOST_TRIES
from rehsos.access.pages import Request
from rehsos.directory.days import holds
from rehsos.house.rooms import given
from rehsos.people.models import Sex

from .doors import AnsweredOn
from .models import AGREED, CAME_TO_NOTHING, WAITS, Deed, Outside, State, Urgency, Wanted, aged, called
from .policies import ANSWERING, ARRIVES

_LEFT = "coalesce(r.left_at >= greatest(r.answered_at, r.arrived_at, r.resulted_at), false)"
"""Whether that the client left is the last that was told."""
_FOLLOWS = f"(%(approves)s OR r.sent_by = %(worker)s OR r.case_id = {WORKED})"
"""Who asks after a referral of theirs and takes it back (`policies.may_follow`); an overseer reads it."""
_LOCKED = f"""(r.outside <> '' AND EXISTS (SELECT 1 FROM access_answercode k WHERE k.thing = r.id
         AND k.revoked_at IS NULL AND k.tries >= {MOST_TRIES}))"""
"""Whether the code of somebody outside was tried wrongly too often: they wait for another."""

_NOBODY_THERE = f"""(r.outside = '' AND r.state IN ('sent', 'received') AND NOT EXISTS (SELECT FROM directory_posting p
         WHERE p.office_id = r.other AND p.role IN ({", ".join(f"'{role}'" for role in sorted(ANSWERING))})
           AND {holds("p")}))"""
"""Whether whoever could answer there has left since it was sent."""

# What PostgreSQL starts for a statement it starts whether a row is found or not: what each part would say of its rows
# is said once, of all that the parts found.
_FOUND = """r.id, r.deed, r.wanted, r.sex, r.urgency, r.outside, r.age_low, r.age_high, r.age_by, r.other_age,
       r.state, {code} AS code, r.age,
       r.sent_by, r.case_id, r.asked_at, r.sent_at, {other} AS other, {left} AS left, {at} AS at, {number} AS number"""
_OURS = _FOUND.replace("{code}", "c.code").replace("{other}", "coalesce(w.office_id, r.sender_id)")
_FOUND = _FOUND.replace("{code}", "r.code")
_IN = _FOUND.replace("{other}", "r.sender_id").replace("{left}", "false")
_OUT = _FOUND.replace("{other}", "r.receiver_id").replace("{left}", _LEFT)
_FURTHER = _FOUND.replace("{left}", "false").replace(
    "{other}", "coalesce((SELECT k.owner_id FROM cases_case k WHERE k.id = r.case_id), r.receiver_id)"
)
_LINE = """
SELECT r.id, concat_ws(' ', r.deed, r.wanted, r.sex, r.urgency, {follows}::int, {locked}::int, r.outside,
       r.left::int, {deserted}::int, {case}, coalesce(extract(epoch FROM r.asked_at)::bigint, 0),
       coalesce(extract(epoch FROM r.sent_at)::bigint, 0),
       coalesce(nullif(r.age_by, ''), '-'), coalesce(array_to_string(r.other_age, ','), '-'), r.age_low,
       r.age_high), r.at, coalesce(o.short, ''), r.number, NULL::date,
       NULL::bytea, r.state, NULL::uuid,
       coalesce(r.code, ''), r.age, NULL::date, NULL::int, NULL::boolean, NULL::uuid, NULL::bytea
  FROM ({found}) r LEFT JOIN directory_office o ON o.id = r.other"""
_WAITS = {"at": "coalesce(r.answer_due, r.sent_at)", "number": "(r.answer_due IS NOT NULL)::int"}

_TAKEN = _OURS.format(left="false", at="coalesce(r.left_at, r.answered_at)", number="5 + (w.office_id IS NULL)::int")
_ASKED_LATELY = """(r.asked_at > greatest(r.answered_at, r.arrived_at)
     AND r.asked_at BETWEEN %(now)s - interval '14 days' AND %(now)s)"""
"""Asked about since it was answered or begun: such a one stands once, as asked."""
# Of late: with both ends a kept plan takes it for little, and reads the index of that hour.
_ASKED_OF_US = f"""
SELECT * FROM (
  SELECT {_IN.format(**_WAITS)} FROM referral_referral r
   WHERE r.receiver_id = %(office)s AND r.shown_to_id IS NOT NULL AND r.state IN ('sent', 'received')
   ORDER BY coalesce(r.answer_due, r.sent_at) LIMIT 20) waits
UNION ALL SELECT * FROM (
  SELECT {_IN.format(at="r.answered_at", number="4")} FROM referral_referral r
   WHERE r.receiver_id = %(office)s AND r.shown_to_id IS NOT NULL AND r.state IN ('accepted', 'partly')
     AND r.deed IN ('refer', 'hand_over') AND NOT coalesce({_ASKED_LATELY}, false)
   ORDER BY r.answered_at DESC LIMIT 10) agreed
UNION ALL SELECT * FROM (
  SELECT {_IN.format(at="r.asked_at", number="2")} FROM referral_referral r
   WHERE r.receiver_id = %(office)s AND r.state IN ('accepted', 'partly', 'arrived')
     AND {_ASKED_LATELY}
   ORDER BY r.asked_at LIMIT 10) asks
UNION ALL SELECT * FROM (
  SELECT {_IN.format(at="r.revoked_at", number="3")} FROM referral_referral r
   WHERE r.receiver_id = %(office)s AND r.shown_to_id IS NOT NULL AND r.state IN ('revoked', 'fell')
     AND r.revoked_at BETWEEN %(now)s - interval '3 days' AND %(now)s
   ORDER BY r.revoked_at DESC LIMIT 5) gone
UNION ALL SELECT * FROM (
  SELECT {_TAKEN} FROM referral_referral r JOIN cases_case c ON c.id = r.case_id AND c.owner_id = %(office)s
    LEFT JOIN LATERAL (
      SELECT w.office_id FROM cases_whereabouts w WHERE w.case_id = r.case_id AND w.office_id <> %(office)s
         AND w.until IS NULL AND w.withdrawn_by IS NULL AND w.standing = 'holds' AND w.since <= r.answered_at
         AND NOT EXISTS (SELECT FROM referral_referral h WHERE h.case_id = r.case_id AND h.deed = 'hand_over'
                            AND h.receiver_id = w.office_id AND h.state IN ('arrived', 'done')
                            AND h.arrived_at > w.since - interval '1 minute')) w ON true
   WHERE r.receiver_id = %(office)s AND r.state = 'accepted' AND r.deed = 'transfer'
     AND r.answered_at BETWEEN %(now)s - interval '30 days' AND %(now)s
     AND (w.office_id IS NOT NULL OR r.left_at >= %(now)s - interval '7 days')
   ORDER BY r.answered_at DESC LIMIT 5) taken"""
TO_ANSWER = _LINE.format(follows="0", locked="0", deserted="0", case="'-'", found=_ASKED_OF_US)
"""`number`: 1 waits (`at` is until when), 0 the same without a promise (`at`: when it was sent), 2 asked, 3 revoked or
fell, 4 agreed to and not begun; of a case that was handed on to us (`code` is its own): 5 its client is still recorded
at another office, 6 they left it."""

_ASKED_BY_US = f"""
SELECT * FROM (
  SELECT {_OUT.format(**_WAITS)} FROM referral_referral r
   WHERE r.sender_id = %(office)s AND r.state IN ('sent', 'received')
     AND (%(supervises)s OR {_FOLLOWS})
   ORDER BY coalesce(r.answer_due, r.sent_at) LIMIT 20) waits
UNION ALL SELECT * FROM (
  SELECT {_OUT.format(at="greatest(r.answered_at, r.arrived_at, r.resulted_at)", number="2")} FROM referral_referral r
   WHERE r.sender_id = %(office)s AND r.state IN ('accepted', 'partly', 'refused', 'arrived', 'done')
     AND greatest(r.answered_at, r.arrived_at, r.resulted_at)
         BETWEEN %(now)s - interval '7 days' AND %(two_days)s AND NOT {_LEFT} AND r.went_further_at IS NULL
     AND (%(supervises)s OR {_FOLLOWS})
   ORDER BY greatest(r.answered_at, r.arrived_at, r.resulted_at) DESC LIMIT 10) told
UNION ALL SELECT * FROM (
  SELECT {_OUT.format(at="r.left_at", number="2")} FROM referral_referral r
   WHERE r.sender_id = %(office)s AND r.left_at BETWEEN %(now)s - interval '7 days' AND %(two_days)s AND {_LEFT}
     AND (%(supervises)s OR {_FOLLOWS})
   ORDER BY r.left_at DESC LIMIT 10) gone
UNION ALL SELECT * FROM (
  SELECT {_FURTHER.format(at="r.went_further_at", number="4")} FROM referral_referral r
   WHERE r.sender_id = %(office)s AND r.went_further_at BETWEEN %(now)s - interval '7 days' AND %(two_days)s
     AND (%(supervises)s OR {_FOLLOWS})
   ORDER BY r.went_further_at DESC LIMIT 5) further
UNION ALL SELECT * FROM (
  SELECT {_OUT.format(at="r.drafted_at", number="3")} FROM referral_referral r
   WHERE r.sender_id = %(office)s AND r.state = 'draft' AND r.sent_by = %(worker)s
   ORDER BY r.drafted_at LIMIT 5) drafts"""
NO_CASE = "-"
_CASE = f"coalesce((SELECT k.code FROM cases_case k WHERE k.id = r.case_id), '{NO_CASE}')"
SENT = _LINE.format(follows=_FOLLOWS, locked=_LOCKED, deserted=_NOBODY_THERE, case=_CASE, found=_ASKED_BY_US)
"""`number`: 0 and 1 as above, 2 answered or told of (`at` is when), 3 a draft of one's own, 4 its
case was handed on again (the place is where it is now)."""

_STAY_HERE = """w.office_id = %(office)s AND w.until IS NULL AND w.withdrawn_by IS NULL
       AND w.standing = 'holds'"""
HERE = f"""
SELECT NULL, '', NULL, '', h.n, NULL, NULL, '', NULL, '', {NOBODY} FROM (
  SELECT ((SELECT count(*) FROM referral_here()) + (SELECT count(*) FROM referral_brought()) + (
    SELECT count(*) FROM referral_guest g WHERE g.office_id = %(office)s AND g.went = '') + (
    SELECT count(*) FROM cases_whereabouts w JOIN cases_case c ON c.id = w.case_id
     WHERE {_STAY_HERE} AND c.owner_id = %(office)s))::int AS n) h
 WHERE h.n > 0"""
"""How many are at the office now: as many as the page of them lists (pages_here.py)."""
ANY_HERE = f"""SELECT FROM cases_whereabouts w WHERE {_STAY_HERE} UNION ALL SELECT FROM referral_here()
 UNION ALL SELECT FROM referral_brought()
 UNION ALL SELECT FROM referral_guest g WHERE g.office_id = %(office)s AND g.went = ''"""


OVER = (State.REFUSED, State.DONE, *CAME_TO_NOTHING)
"""Of what is told of late, where nobody waits for anything any more; nor for a transfer, once it was accepted."""


def told(_request: Request, line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """What is done and asked, of whom by sex alone: no name stands in a referral's line."""
    deed, wanted, sex, urgency, follows, locked, outside, left, deserted, case, asked, sent, *old = line.kind.split(" ")
    stuck = locked == "1" and line.state in WAITS
    late = line.number == 1 and line.at is not None and line.at < timezone.now()
    return {
        "deed": Deed(deed).label,
        "wanted": Wanted(wanted).label,
        "sex": Sex(sex).label,
        "marked": urgency == Urgency.URGENT,
        "urgent": urgency == Urgency.URGENT or late,
        "due": line.at if line.number == 1 else None,
        "late": late,
        "presses": stuck,
        "age": _age(line, *old),
        "left": left == "1",
        "news": left == "1" or stuck or line.state in OVER or (deed == Deed.TRANSFER and line.state == State.ACCEPTED),
        "begins": deed in ARRIVES and line.state in AGREED,
        "follows": follows == "1",
        "locked": locked == "1",
        "deserted": deserted == "1",
        "asked": _moment(asked),
        "sent": _moment(sent),
        "case": "" if case == NO_CASE else case,
        "answer": next((door.words for door in given(AnsweredOn) if door.wanted == wanted), ""),
        "outside": Outside(outside).label if outside else "",
    }


def _age(line: Line, by: str, other: str, *span: str) -> str:
    """By which age the case called them at the sending."""
    opened = aged(line.age, *map(int, span))
    return called(opened, "" if by == "-" else by, [] if other == "-" else [*map(int, other.split(","))]).said()


def _moment(epoch: str) -> datetime | None:
    return datetime.fromtimestamp(int(epoch), UTC) if epoch != "0" else None
