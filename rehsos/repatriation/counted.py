"""The rows that returns and legs are counted from: of the own office as it sees them, of those below as numbers need.

A list of a group and a leg are their office's alone, so the office above reads none of them. What it counts of the
offices right below it, the database tells: codes, days, and who is the same person, under no name.
"""

from rehsos.audit.actor import OFFICES_NOW
from rehsos.house.database import Function

from .models import Direction

_ONE = "coalesce(p.true_person_id, j.person_id, r.member_id, r.id)"
"""Who rides: the person, whichever of their files it is; of who has no case the line of the list."""
_COLUMNS = f"""r.id, r.leg_id, l.office_id::int AS office_id, r.aboard, r.outcome, r.ended_at, l.departed_at,
  r.accepted_as, l.vehicle, r.category, r.sex,
  coalesce(j.destination_id, r.destination_id, '') AS goal, {_ONE} AS one,
  coalesce(j.direction, g.direction, '{Direction.OUT}') AS direction"""
_FROM = """repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id
  LEFT JOIN repatriation_journey j ON j.id = r.journey_id LEFT JOIN people_person p ON p.id = j.person_id
  LEFT JOIN repatriation_group g ON g.id = l.group_id"""
_TYPES = """id uuid, leg_id uuid, office_id int, aboard boolean, outcome varchar, ended_at timestamptz,
  departed_at timestamptz, accepted_as varchar, vehicle varchar, category varchar, sex varchar,
  goal varchar, one uuid, direction varchar"""

BELOW = Function(
    "repatriation_rode_below()",
    f"TABLE({_TYPES})",
    f"""DECLARE here int[] := {OFFICES_NOW};
       BEGIN
         RETURN QUERY SELECT {_COLUMNS} FROM {_FROM}
          WHERE l.office_id <> ALL(here)
            AND l.office_id = ANY(ARRAY(SELECT o.id FROM directory_office o WHERE o.parent_id = ANY(here)));
       END""",
    nation=True,
)
ROWS = f"""(SELECT {_COLUMNS} FROM {_FROM} WHERE {OFFICES_NOW} IS NULL OR l.office_id = ANY({OFFICES_NOW}::int[])
  UNION ALL SELECT * FROM repatriation_rode_below())"""
"""Who acts for no office counts the nation, and sees all of the first."""
