"""The houses of the bench: a case in five has stayed somewhere, of those that run one in two still does.

Each dinas has a house of its own. Triggers are on, so offices, walls and the rooms of a case are what they would be.
"""

from rehsos.house.sample import Furnished

from .stays import KIND

_LIMITS = "(VALUES ('shelter', 14), ('safe_house', 30), ('emergency', 30), ('long', 540)) AS l (kind, days)"
_HERE = "ended_at IS NULL AND withdrawn_by IS NULL"
STAYS = """
INSERT INTO placement_stay (id, case_id, person_id, office_id, kind, category, brought_by, level, since, ended_at,
                            ended_to, ended_by, one, contested, consent, offices, barred)
SELECT gen_random_uuid(), c.id, c.client_id, c.owner_id,
       (ARRAY['shelter', 'shelter', 'safe_house', 'emergency', 'long'])[1 + c.h % 5],
       c.category, (ARRAY['police', 'village', 'family'])[1 + c.h % 3], '', d.since,
       CASE WHEN NOT c.here THEN d.since + make_interval(days => 1 + c.h % 60) END,
       CASE WHEN c.here THEN '' ELSE 'family' END, CASE WHEN NOT c.here THEN gen_random_uuid() END,
       coalesce(p.true_person_id, p.id), false, 'given', c.offices, c.barred
  FROM (SELECT k.*, hashtext(k.id::text) & 1023 AS h,
               k.status = 'open' AND row_number() OVER (PARTITION BY k.client_id, k.status ORDER BY k.id) = 1 AS here
          FROM cases_case k WHERE k.owner_id >= 2000) c
  JOIN people_person p ON p.id = c.client_id
 CROSS JOIN LATERAL (SELECT CASE WHEN c.here
         THEN greatest(c.opened_on, rehsos_now() - make_interval(hours => 24 * (c.h % 16) + 5))
         ELSE c.opened_on + make_interval(hours => 24 * (c.h % 20) + 7) END AS since) d
 WHERE c.h < CASE WHEN c.here THEN 512 ELSE 205 END
"""
CLOCKS = f"""
INSERT INTO cases_clock (case_id, kind, subject, rule, level, duty, state, advisory, started_at, due_at, missing,
                         owner_id, status, offices, barred)
SELECT s.case_id, '{KIND}', s.id, 'stay_limit_' || s.kind, '', 'policy',
       CASE WHEN {_HERE} THEN 'running' ELSE 'stopped' END, false, s.since, s.since + make_interval(days => l.days),
       '[]', c.owner_id, c.status, s.offices, s.barred
  FROM placement_stay s JOIN cases_case c ON c.id = s.case_id JOIN {_LIMITS} ON l.kind = s.kind
"""
ABSENCES = f"""
INSERT INTO placement_absence (id, case_id, stay_id, kind, since, offices, barred)
SELECT gen_random_uuid(), case_id, id, (ARRAY['leave', 'hospital', 'missing'])[1 + (hashtext(id::text) & 1023) % 3],
       rehsos_now(), offices, barred
  FROM placement_stay WHERE {_HERE} AND (hashtext(id::text) & 1023) < 40
"""
_HEADS = f"(SELECT office_id, count(*) AS heads FROM placement_stay WHERE {_HERE} GROUP BY 1) h"
HOUSES = f"""
INSERT INTO placement_house (office_id, sexes, categories, carers, acts_as_ppt, complaints, offices)
SELECT office_id, '', '{{}}', 4, false, '', ARRAY[office_id::int] FROM {_HEADS}
"""
BEDS_A_ROOM = 6
ROOMS = f"""
INSERT INTO placement_room (id, office_id, name, sexes, use, step_free, offices)
SELECT gen_random_uuid(), h.office_id, 'Kamar ' || n, (ARRAY['P', 'L', ''])[1 + n % 3],
       CASE WHEN n % 9 = 0 THEN 'quarantine' ELSE 'general' END, n % 5 = 0, ARRAY[h.office_id::int]
  FROM {_HEADS}, generate_series(1, ceil(h.heads * 1.2 / {BEDS_A_ROOM})::int) n
"""
BEDS = f"""
INSERT INTO placement_bed (room_id, name, step_free, offices)
SELECT r.id, n::text, false, r.offices FROM placement_room r, generate_series(1, {BEDS_A_ROOM}) n
 ORDER BY r.office_id, r.name, n
"""
LYINGS = f"""
INSERT INTO placement_lying (id, bed_id, office_id, stay_id, since, until, cause, ended_by, offices)
WITH bed AS (
  SELECT b.id, r.office_id, row_number() OVER (PARTITION BY r.office_id ORDER BY b.id) - 1 AS place,
         count(*) OVER (PARTITION BY r.office_id) AS beds
    FROM placement_bed b JOIN placement_room r ON r.id = b.room_id),
stay AS (
  SELECT s.*, {_HERE} AS here, row_number() OVER (PARTITION BY office_id, {_HERE} ORDER BY since, id) - 1 AS place
    FROM placement_stay s),
lies AS (
  SELECT b.id AS bed, s.*, lead(s.since) OVER (PARTITION BY b.id, s.here ORDER BY s.since) AS next,
         max(s.since) FILTER (WHERE s.here) OVER (PARTITION BY b.id) AS last
    FROM stay s JOIN bed b ON b.office_id = s.office_id AND b.place = s.place % b.beds
   WHERE NOT s.here OR s.place % 20 > 0)
SELECT gen_random_uuid(), bed, office_id, id, since, CASE WHEN NOT here THEN least(ended_at, next, last) END,
       gen_random_uuid(), CASE WHEN NOT here THEN gen_random_uuid() END, ARRAY[office_id::int]
  FROM lies WHERE here OR since < coalesce(last, 'infinity')
"""
ROLLS = f"""
INSERT INTO placement_rollcall (id, office_id, at, worker, hurt, there, away, unseen, offices)
SELECT gen_random_uuid(), h.office_id, date_trunc('day', rehsos_now()) - make_interval(days => n) + interval '13 hours',
       h.office_id * 1000, false, h.heads, 0, 0, ARRAY[h.office_id::int]
  FROM {_HEADS}, generate_series(1, 30) n
"""
ROLL_ROOMS = """
INSERT INTO placement_rollcallroom (call_id, room_id, offices)
SELECT c.id, r.id, c.offices FROM placement_rollcall c JOIN placement_room r ON r.office_id = c.office_id
"""
FURNISHED = Furnished(
    (
        STAYS,
        "ANALYZE placement_stay",
        CLOCKS,
        ABSENCES,
        HOUSES,
        ROOMS,
        BEDS,
        "ANALYZE placement_bed",
        LYINGS,
        ROLLS,
        ROLL_ROOMS,
    )
)
"""After all that is copied: given in `room.py`."""
