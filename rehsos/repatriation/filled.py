"""The roads of the bench: of forty cases one is brought home, on two legs; the largest offices have a group of 200.

Triggers are on, so offices, walls and the rooms of a case are what they would be. No name is sealed in it: what it
costs to open one is measured with the cases.
"""

from rehsos.cases.clockwork import OWED_AT
from rehsos.house.sample import Furnished

from .actions.legs import KIND

_SHARE = "(hashtext(c.id::text) & 1023) < 29"
_NIGHT = "(hashtext(j.id::text) & 1023)"
"""What is drawn of a journey."""
JOURNEYS = f"""
INSERT INTO repatriation_journey (id, case_id, person_id, direction, category, destination_id, certain, began_at,
                                  home_at, ended_at, ended, ended_by, offices, barred)
SELECT gen_random_uuid(), c.id, c.client_id, (ARRAY['out', 'out', 'in'])[1 + c.number % 3], c.category, c.place_id,
       c.number % 4 > 0, c.opened_on + interval '9 hours',
       CASE WHEN c.status <> 'open' THEN c.opened_on + interval '5 days' END,
       CASE WHEN c.status <> 'open' THEN c.opened_on + interval '200 days' END,
       CASE WHEN c.status <> 'open' THEN 'done' ELSE '' END, CASE WHEN c.status <> 'open' THEN gen_random_uuid() END,
       c.offices, c.barred
  FROM (SELECT c.*, hashtext(c.id::text) & 1023 AS number FROM cases_case c WHERE c.owner_id >= 2000 AND {_SHARE}) c
"""
_LEGS = f"""
(SELECT j.*, o.id AS own, o.parent_id AS above, n, md5(j.id::text || n)::uuid AS leg,
        CASE WHEN j.ended <> '' THEN j.began_at + make_interval(days => n)
             ELSE rehsos_now() - make_interval(hours => {_NIGHT} % 40 + 30) END AS leaves,
        j.ended <> '' OR n = 1 AND {_NIGHT} % 2 = 0 AS over
   FROM repatriation_journey j JOIN cases_case c ON c.id = j.case_id JOIN directory_office o ON o.id = c.owner_id
  CROSS JOIN generate_series(1, 2) n WHERE j.ended <> '' OR n = 1) l
"""
"""Of who is home two legs, of who is not the first: of these one in two is not accepted."""
LEGS = f"""
INSERT INTO repatriation_leg (id, office_id, number, sender_id, receiver_id, to_place_id, vehicle, departs, arrives,
                              departed_at, arrived_at, accepted_at, shown_from, shown_until, offices)
SELECT leg, own, n, CASE WHEN n = 1 THEN own ELSE above END, CASE WHEN n = 1 THEN above END,
       CASE WHEN n = 2 THEN destination_id END, (ARRAY['bus', 'ship', 'car'])[1 + n], leaves,
       leaves + interval '8 hours', leaves, CASE WHEN over THEN leaves + interval '8 hours' END,
       CASE WHEN over THEN leaves + interval '9 hours' END, leaves - interval '2 days',
       leaves + interval '8 days', ARRAY[own::int]
  FROM {_LEGS}
"""
RIDES = """
INSERT INTO repatriation_ride (id, leg_id, case_id, journey_id, number, sex, age, category, destination_id, aboard,
                               outcome, accepted_as, ended_at, cause, key, sender_id, receiver_id, shown_from,
                               shown_until, offices, barred)
SELECT md5(j.id::text || 'ride' || l.number)::uuid, l.id, j.case_id, j.id, 1, c.sex, c.age, j.category,
       j.destination_id, true, CASE WHEN l.accepted_at IS NULL THEN '' ELSE 'arrived' END,
       CASE WHEN l.accepted_at IS NULL THEN '' WHEN l.number = 1 THEN 'office' ELSE 'family' END, l.accepted_at,
       CASE WHEN l.accepted_at IS NOT NULL THEN j.id END, j.id, l.sender_id, l.receiver_id, l.shown_from,
       l.shown_until, c.offices, c.barred
  FROM repatriation_journey j JOIN cases_case c ON c.id = j.case_id CROSS JOIN generate_series(1, 2) n
  JOIN repatriation_leg l ON l.id = md5(j.id::text || n)::uuid
"""
OWED = f"""
INSERT INTO cases_circumstance (case_id, kind, subject, code, value, offices, barred)
SELECT r.case_id, '{KIND}', r.id, '{OWED_AT}', l.receiver_id, r.offices, r.barred
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id
 WHERE r.case_id IS NOT NULL AND l.receiver_id IS NOT NULL
"""
CLOCKS = f"""
INSERT INTO cases_clock (case_id, kind, subject, rule, level, duty, state, advisory, started_at, due_at, missing,
                         owner_id, status, offices, barred)
SELECT r.case_id, '{KIND}', r.id, 'leg_accept', '',
       CASE WHEN l.receiver_id <> c.owner_id THEN 'others' ELSE 'policy' END,
       CASE WHEN r.ended_at IS NULL THEN 'running' ELSE 'stopped' END, false, l.arrives, l.arrives + interval '1 day',
       '[]', c.owner_id, c.status, r.offices, r.barred
  FROM repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id JOIN cases_case c ON c.id = r.case_id
"""
_OFFICES = """
(SELECT o.id, o.parent_id, o.place_id, md5('group' || o.id)::uuid AS one, md5('leg' || o.id)::uuid AS leg
   FROM directory_office o JOIN (SELECT owner_id, count(*) FROM cases_case WHERE owner_id >= 2000 GROUP BY 1
                                  ORDER BY 2 DESC LIMIT 40) c ON c.owner_id = o.id) o
"""
GROUPS = f"""
INSERT INTO repatriation_group (id, office_id, direction, category, to_place_id, began_at, offices)
SELECT one, id, 'out', 'migrant', place_id, rehsos_now() - interval '2 days', ARRAY[id::int] FROM {_OFFICES}
"""
MEMBERS = """
INSERT INTO repatriation_member (id, group_id, number, sex, age, category, offices)
SELECT gen_random_uuid(), g.id, n, (ARRAY['L', 'P'])[1 + n % 2], 18 + n % 50, g.category, g.offices
  FROM repatriation_group g, generate_series(1, 200) n
"""
GROUP_LEGS = f"""
INSERT INTO repatriation_leg (id, office_id, group_id, number, sender_id, receiver_id, vehicle, seats, departs, arrives,
                              departed_at, shown_from, shown_until, offices)
SELECT leg, id, one, 1, id, parent_id, 'ship', 220, h, h + interval '30 hours', h, h - interval '2 days',
       h + interval '9 days', ARRAY[id::int]
  FROM {_OFFICES} CROSS JOIN (SELECT rehsos_now() - interval '1 day' AS h) t
"""
GROUP_RIDES = """
INSERT INTO repatriation_ride (id, leg_id, member_id, number, sex, age, category, aboard, outcome, accepted_as, key,
                               sender_id, receiver_id, shown_from, shown_until, offices, barred)
SELECT gen_random_uuid(), l.id, m.id, m.number, m.sex, m.age, m.category, m.number < 199, '', '', m.group_id,
       l.sender_id, l.receiver_id, l.shown_from, l.shown_until, l.offices, '{}'
  FROM repatriation_leg l JOIN repatriation_member m ON m.group_id = l.group_id
"""
FURNISHED = Furnished(
    (
        JOURNEYS,
        "ANALYZE repatriation_journey",
        LEGS,
        "ANALYZE repatriation_leg",
        RIDES,
        OWED,
        CLOCKS,
        GROUPS,
        MEMBERS,
        GROUP_LEGS,
        GROUP_RIDES,
        "ANALYZE repatriation_ride",
    )
)
"""After all that is copied: given in `room.py`."""
