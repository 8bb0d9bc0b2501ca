"""The rows that returns and legs are counted from: of the own office as it sees them, of those below as numbers need.

A list of a group and a leg are their office's alone, so the office above reads none of them. What it counts of the
offices right below it, the database tells: codes, days, and who is the same person, under no name. Of returns it
tells who came home alone: a third of all who ride.
"""

from rehsos.audit.actor import OFFICES_NOW
from rehsos.house.database import Function

from .models import AT_HOME, Direction

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

HOME = f"accepted_as IN {tuple(map(str, AT_HOME))}"


def _below(signature: str, whom: str) -> Function:
    return Function(
        signature,
        f"TABLE({_TYPES})",
        f"""DECLARE here int[] := {OFFICES_NOW};
           BEGIN
             RETURN QUERY SELECT {_COLUMNS} FROM {_FROM}
              WHERE l.office_id <> ALL(here) AND {whom}
                AND l.office_id = ANY(ARRAY(SELECT o.id FROM directory_office o WHERE o.parent_id = ANY(here)));
           END""",
        nation=True,
    )


def _rows(below: str, whom: str) -> str:
    """Who acts for no office counts the nation, and sees all of the first."""
    return f"""(SELECT {_COLUMNS} FROM {_FROM}
  WHERE {whom} AND ({OFFICES_NOW} IS NULL OR l.office_id = ANY({OFFICES_NOW}::int[]))
  UNION ALL SELECT * FROM {below})"""


_RODE, _HOME = "repatriation_rode_below()", "repatriation_home_below()"
FUNCTIONS = (
    _below(_RODE, "true"),
    _below(_HOME, f"r.{HOME}"),
    # Which rides have a wall, and which office counts them: of those who ask and right below. Of it nothing but that.
    Function(
        "repatriation_walled()",
        "TABLE(id uuid, office_id int)",
        f"""DECLARE here int[] := {OFFICES_NOW};
           BEGIN
             RETURN QUERY SELECT r.id, l.office_id::int
               FROM repatriation_leg l JOIN repatriation_ride r ON r.leg_id = l.id
              WHERE r.barred <> '{{}}' AND l.office_id = ANY(
                      ARRAY(SELECT o.id FROM directory_office o WHERE o.id = ANY(here) OR o.parent_id = ANY(here)));
           END""",
    ),
)
ROWS = {"leg": _rows(_RODE, "true"), "return": _rows(_HOME, f"r.{HOME}")}
WALLED = "(SELECT r.barred, w.office_id FROM repatriation_walled() w JOIN repatriation_ride r ON r.id = w.id) c"
"""The walls that who asks sees at all, found without reading all that is counted."""
