"""What the database tells of houses of other offices: numbers, and whom they take. Never who is there.

A house whose place is hidden stands in no row: what is told of all the others could be taken from a sum. Who is behind
a wall of whoever asks, and who another office says is elsewhere, is no head of any house here; their bed is taken.
"""

from rehsos.access.guard import open_to_me
from rehsos.audit.actor import OFFICES_NOW
from rehsos.directory.kinds import HOUSES
from rehsos.house.database import Function

from .models import NO_PLACE, AbsenceKind, Use

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(HOUSES))
_NO_PLACE = ", ".join(f"'{kind}'" for kind in NO_PLACE)
_APART = f"'{Use.QUARANTINE}', '{Use.ISOLATION}'"
_LIMIT = r"k.subject = s.id AND k.kind <> 'case' AND k.state = 'running' AND k.rule LIKE 'stay\_limit\_%'"
"""The clock `k` of the stay `s` itself that says how long it may last."""
_OVER = f"EXISTS (SELECT FROM cases_clock k WHERE {_LIMIT} AND k.due_at < at)"

FUNCTIONS = (
    # The paper of a house is its own; that it ends is told to the office right above, by kind and day alone. The last
    # of its kind counts; who wrote none, or one without an end, is not told of.
    Function(
        "placement_papers_ending(here int, day date)",
        "TABLE(id uuid, office int, kind varchar, until date)",
        f"""DECLARE mine int[] := {OFFICES_NOW};
           BEGIN
             IF NOT coalesce(here = ANY(mine), false) THEN RETURN; END IF;
             RETURN QUERY SELECT p.id, p.office_id::int, p.kind, p.until FROM directory_officepaper p
               JOIN directory_office o ON o.id = p.office_id
              WHERE here IN (o.id, o.parent_id) AND p.withdrawn_by IS NULL AND p.kind <> 'other'
                AND p.until <= day + 90 AND NOT EXISTS (SELECT FROM directory_officepaper n
                  WHERE n.office_id = p.office_id AND n.kind = p.kind AND n.withdrawn_by IS NULL
                    AND (n.until IS NULL OR n.until > p.until));
           END""",
    ),
    # Until when each may stay who is in the house: the stay is its own, also where the case is another office's by now.
    Function(
        "placement_limits(house int)",
        "TABLE(stay uuid, due timestamptz)",
        f"""DECLARE mine int[] := {OFFICES_NOW};
           BEGIN
             IF NOT coalesce(house = ANY(mine), false) THEN RETURN; END IF;
             RETURN QUERY SELECT s.id, min(k.due_at) FROM placement_stay s JOIN cases_clock k ON {_LIMIT}
              WHERE s.office_id = house AND s.ended_at IS NULL AND s.withdrawn_by IS NULL GROUP BY s.id;
           END""",
    ),
    # Whether who came by a hand-over is at the office now: it may answer for somebody who is in hospital since.
    Function(
        "placement_present(asked uuid)",
        "boolean",
        f"""DECLARE here int[] := {OFFICES_NOW};
           BEGIN
             RETURN EXISTS (SELECT FROM referral_referral r JOIN cases_whereabouts w ON w.case_id = r.case_id
               WHERE r.id = asked AND w.office_id = r.receiver_id AND r.receiver_id = ANY(here)
                 AND w.until IS NULL AND w.withdrawn_by IS NULL AND w.standing = 'holds');
           END""",
    ),
    # Who is at the house and was not taken in: by a hand-over, by a leg that it accepted, in a case of its own, or in
    # none. `thing` is the referral, the guest, or the row that says they are here.
    Function(
        "placement_awaits(house int)",
        "TABLE(how text, thing uuid, since timestamptz)",
        f"""DECLARE mine int[] := {OFFICES_NOW};
           BEGIN
             IF NOT coalesce(house = ANY(mine), false) THEN RETURN; END IF;
             RETURN QUERY SELECT f.how, f.thing, f.since FROM (
               SELECT 'referral' AS how, h.referral AS thing, h.since, r.case_id, NULL::uuid AS one
                 FROM referral_here() h JOIN referral_referral r ON r.id = h.referral
                 JOIN cases_case c ON c.id = r.case_id
                WHERE r.deed = 'hand_over' AND r.receiver_id = house AND c.owner_id <> house
                  AND placement_present(r.id)
               UNION ALL SELECT 'brought', b.place, b.since, b.dossier, w.one
                 FROM referral_brought() b JOIN cases_whereabouts w ON w.id = b.place WHERE b.office = house
               UNION ALL SELECT 'case', w.id, w.since, w.case_id, w.one
                 FROM cases_whereabouts w JOIN cases_case c ON c.id = w.case_id
                WHERE w.office_id = house AND c.owner_id = house AND w.until IS NULL AND w.withdrawn_by IS NULL
                  AND w.standing = 'holds' AND {open_to_me("w.barred")}
               UNION ALL SELECT 'guest', g.id, g.since, g.case_id, NULL FROM referral_guest g
                WHERE g.office_id = house AND g.went = '') f
              WHERE NOT EXISTS (SELECT FROM placement_stay s WHERE s.office_id = house AND s.ended_at IS NULL
                AND s.withdrawn_by IS NULL AND (s.case_id = f.case_id OR s.person_id = f.one OR s.one = f.one))
              ORDER BY f.since DESC;
           END""",
    ),
    # `province`: the code of one, empty for all that whoever asks may have: their own province's, for the ministry
    # every one's. `within`: whether the house is theirs or below them; of others nothing is told but their beds.
    Function(
        "placement_houses_tonight(province text)",
        "TABLE(office int, within boolean, sexes text, age_from int, age_to int, categories text[], beds int, "
        "taken int, promised int, free_female int, free_male int, free_any int, free_step int, free_mother int, "
        "free_quarantine int, heads int, in_bed int, over int, away int, missing int, no_place int, waiting int)",
        f"""DECLARE here int[] := {OFFICES_NOW}; wide boolean; near text[]; at timestamptz := rehsos_now();
           BEGIN
             SELECT coalesce(bool_or(o.kind = 'ministry'), false), array_agg(left(o.place_id, 2)) INTO wide, near
               FROM directory_office o WHERE o.id = ANY(here);
             RETURN QUERY
             WITH house AS MATERIALIZED (
               SELECT o.id, wide OR o.id = ANY(here) OR o.parent_id = ANY(here) OR EXISTS (
                        SELECT FROM directory_office p WHERE p.id = ANY(here) AND p.kind = 'province'
                           AND p.place_id = left(o.place_id, 2)) AS within
                 FROM directory_office o
                WHERE NOT o.hidden_place AND (wide OR left(o.place_id, 2) = ANY(near))
                  AND (province = '' OR left(o.place_id, 2) = province)
                  AND (o.kind IN ({_KINDS}) OR EXISTS (SELECT FROM placement_room r WHERE r.office_id = o.id)
                       OR EXISTS (SELECT FROM placement_stay s WHERE s.office_id = o.id AND s.ended_at IS NULL
                                     AND s.withdrawn_by IS NULL))),
             lies AS (
               SELECT l.bed_id, false AS promise FROM house h JOIN placement_lying l ON l.office_id = h.id
                WHERE l.withdrawn_by IS NULL AND l.until IS NULL
               UNION ALL
               SELECT l.bed_id, true FROM house h JOIN placement_lying l ON l.office_id = h.id
                WHERE l.withdrawn_by IS NULL AND l.referral_id IS NOT NULL AND l.until > at),
             bed AS (
               SELECT r.office_id, b.id, coalesce(nullif(r.sexes, ''), k.sexes, '') AS sexes, r.use,
                      b.step_free OR r.step_free AS step_free, bool_or(l.promise) AS promise,
                      count(l.bed_id) = 0 AS free
                 FROM house h JOIN placement_room r ON r.office_id = h.id AND r.closed_at IS NULL
                 JOIN placement_bed b ON b.room_id = r.id AND b.closed_at IS NULL
                 LEFT JOIN placement_house k ON k.office_id = h.id
                 LEFT JOIN lies l ON l.bed_id = b.id
                GROUP BY 1, 2, 3, 4, 5),
             beds AS (
               SELECT b.office_id, count(*)::int AS beds, count(*) FILTER (WHERE NOT b.promise)::int AS taken,
                      count(*) FILTER (WHERE b.promise)::int AS promised,
                      count(*) FILTER (WHERE b.free AND b.use = '{Use.GENERAL}' AND b.sexes = 'P')::int AS female,
                      count(*) FILTER (WHERE b.free AND b.use = '{Use.GENERAL}' AND b.sexes = 'L')::int AS male,
                      count(*) FILTER (WHERE b.free AND b.use = '{Use.GENERAL}' AND b.sexes = '')::int AS anybody,
                      count(*) FILTER (WHERE b.free AND b.step_free)::int AS step,
                      count(*) FILTER (WHERE b.free AND b.use = '{Use.MOTHER_CHILD}')::int AS mother,
                      count(*) FILTER (WHERE b.free AND b.use IN ({_APART}))::int AS apart
                 FROM bed b GROUP BY 1),
             stays AS (
               SELECT s.office_id, s.kind, a.kind AS away, {_OVER} AS over,
                      s.id IN (SELECT l.stay_id FROM house h JOIN placement_lying l ON l.office_id = h.id
                                WHERE l.stay_id IS NOT NULL AND l.until IS NULL AND l.withdrawn_by IS NULL) AS lies
                 FROM house h
                 JOIN placement_stay s ON s.office_id = h.id AND s.ended_at IS NULL AND s.withdrawn_by IS NULL
                 LEFT JOIN placement_absence a ON a.stay_id = s.id AND a.until IS NULL AND a.withdrawn_by IS NULL
                WHERE h.within AND {open_to_me("s.barred")}
                  AND NOT s.contested
               UNION ALL  -- who came by a hand-over or a leg, or is told to be there, and was not taken in
               SELECT w.office_id, '', NULL, false, false
                 FROM house h JOIN cases_whereabouts w ON w.office_id = h.id JOIN cases_case c ON c.id = w.case_id
                WHERE h.within AND w.until IS NULL AND w.withdrawn_by IS NULL AND w.standing = 'holds'
                  AND {open_to_me("w.barred")}
                  AND (c.owner_id = h.id OR EXISTS (
                         SELECT FROM referral_referral r WHERE r.case_id = w.case_id AND r.receiver_id = h.id
                            AND r.deed = 'hand_over' AND r.state IN ('arrived', 'done'))
                       OR c.status = 'open' AND EXISTS (
                         SELECT FROM audit_action a WHERE a.id = w.cause AND a.office = h.id))
                  AND NOT EXISTS (SELECT FROM placement_stay s WHERE s.office_id = h.id AND s.ended_at IS NULL
                        AND s.withdrawn_by IS NULL AND (s.case_id = w.case_id OR s.person_id = w.person_id))
               UNION ALL  -- or who came and has no case
               SELECT g.office_id, '', NULL, false, false
                 FROM house h JOIN referral_guest g ON g.office_id = h.id AND g.went = ''
                WHERE h.within),
             people AS (
               SELECT s.office_id, count(*)::int AS heads, count(*) FILTER (WHERE s.lies)::int AS in_bed,
                      count(*) FILTER (WHERE s.over)::int AS over,
                      count(*) FILTER (WHERE s.away <> '{AbsenceKind.MISSING}')::int AS away,
                      count(*) FILTER (WHERE s.away = '{AbsenceKind.MISSING}')::int AS missing,
                      count(*) FILTER (WHERE s.kind IN ({_NO_PLACE}))::int AS no_place,
                      count(*) FILTER (WHERE s.kind = '')::int AS waiting
                 FROM stays s GROUP BY 1)
             SELECT h.id, h.within, coalesce(k.sexes, '')::text, k.age_from::int, k.age_to::int,
                    coalesce(k.categories, '{{}}')::text[], coalesce(b.beds, 0), coalesce(b.taken, 0),
                    coalesce(b.promised, 0), coalesce(b.female, 0), coalesce(b.male, 0), coalesce(b.anybody, 0),
                    coalesce(b.step, 0), coalesce(b.mother, 0), coalesce(b.apart, 0),
                    coalesce(p.heads, 0), coalesce(p.in_bed, 0),
                    coalesce(p.over, 0), coalesce(p.away, 0), coalesce(p.missing, 0), coalesce(p.no_place, 0),
                    coalesce(p.waiting, 0)
               FROM house h LEFT JOIN beds b ON b.office_id = h.id LEFT JOIN people p ON p.office_id = h.id
               LEFT JOIN placement_house k ON k.office_id = h.id;
           END""",
    ),
)
