"""What is true whatever happened: of beds, of where everybody is, of legs and sums, of clocks, of the dead."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import connection

from rehsos.audit.actor import Actor, set_scope
from rehsos.cases.models import Death, Whereabouts
from rehsos.cases.tests.any_order import ALL
from rehsos.placement import tonight
from rehsos.placement.models import Stay
from rehsos.placement.roll import asleep
from rehsos.referral.models import Referral
from rehsos.repatriation.counted import HOME, ROWS
from rehsos.repatriation.models import Group, Leg, Ride
from rehsos.repatriation.queries import rides_of
from rehsos.repatriation.sums import Line, of_group, of_leg, sums_of

if TYPE_CHECKING:
    from .machine import WholeMachine

_RIDES = """repatriation_ride r JOIN repatriation_leg l ON l.id = r.leg_id AND l.departed_at IS NOT NULL
  LEFT JOIN repatriation_journey j ON j.id = r.journey_id LEFT JOIN people_person p ON p.id = j.person_id"""
_ON = "r.aboard AND r.outcome = ''"
_ONE = "coalesce(p.true_person_id, j.person_id)"
_HOLDS = "w.until IS NULL AND w.withdrawn_by IS NULL AND w.standing = 'holds'"
_STAYS = "s.ended_at IS NULL AND s.withdrawn_by IS NULL"
_DEAD = "JOIN cases_death d ON d.case_id = {0}.case_id AND d.withdrawn_by IS NULL"
FAST: Mapping[str, str] = {
    "two people are never in one bed": """SELECT a.bed_id FROM placement_lying a JOIN placement_lying b
        ON a.bed_id = b.bed_id AND a.id < b.id AND tstzrange(a.since, a.until) && tstzrange(b.since, b.until)
     WHERE a.withdrawn_by IS NULL AND b.withdrawn_by IS NULL""",
    "nobody is in two beds": """SELECT a.stay_id FROM placement_lying a JOIN placement_lying b
        ON a.stay_id = b.stay_id AND a.id < b.id AND tstzrange(a.since, a.until) && tstzrange(b.since, b.until)
     WHERE a.withdrawn_by IS NULL AND b.withdrawn_by IS NULL""",
    "who left has no bed": """SELECT y.id FROM placement_lying y JOIN placement_stay s ON s.id = y.stay_id
     WHERE y.until IS NULL AND y.withdrawn_by IS NULL AND (s.ended_at IS NOT NULL OR s.withdrawn_by IS NOT NULL)""",
    "a bed is of the house": """SELECT y.id FROM placement_lying y JOIN placement_stay s ON s.id = y.stay_id
      JOIN placement_bed b ON b.id = y.bed_id JOIN placement_room m ON m.id = b.room_id
     WHERE m.office_id <> s.office_id OR y.office_id <> s.office_id""",
    "in a closed bed nobody lies": """SELECT y.id FROM placement_lying y JOIN placement_bed b ON b.id = y.bed_id
     WHERE y.until IS NULL AND y.withdrawn_by IS NULL AND b.closed_at IS NOT NULL""",
    "who left is not away": """SELECT a.id FROM placement_absence a JOIN placement_stay s ON s.id = a.stay_id
     WHERE a.until IS NULL AND a.withdrawn_by IS NULL AND (s.ended_at IS NOT NULL OR s.withdrawn_by IS NOT NULL)""",
    "nobody is in two places": f"""SELECT w.one FROM cases_whereabouts w WHERE {_HOLDS} GROUP BY 1 HAVING count(*) > 1
     UNION ALL SELECT w.one FROM cases_custody w WHERE {_HOLDS} GROUP BY 1 HAVING count(*) > 1""",
    "nobody is in two houses": f"""SELECT s.one FROM placement_stay s WHERE {_STAYS} AND NOT s.contested
     GROUP BY 1 HAVING count(*) > 1""",
    "nobody is on two legs": f"""SELECT coalesce({_ONE}, r.member_id, r.id) FROM {_RIDES} WHERE {_ON}
     GROUP BY 1 HAVING count(*) > 1""",
    "nobody of a list is at two houses": f"""SELECT g.thing FROM referral_guest g WHERE g.went = '' OR g.went = 'taken'
       AND EXISTS (SELECT FROM placement_stay s WHERE s.case_id = g.case_id AND s.office_id = g.office_id AND {_STAYS})
     GROUP BY 1 HAVING count(*) > 1""",
    "who is on a leg without a case of the list waits at no house and is in none": f"""SELECT r.id
      FROM {_RIDES} JOIN referral_guest g ON g.thing = r.member_id
     WHERE {_ON} AND r.journey_id IS NULL AND g.went IN ('', 'taken')""",
    "who leaves on a leg leaves the house": f"""SELECT s.id FROM placement_stay s JOIN ({_RIDES}) ON {_ONE} = s.one
     WHERE {_ON} AND {_STAYS} AND NOT s.contested AND s.since < l.departed_at""",
    "who travels is on a leg": f"""SELECT w.id FROM cases_whereabouts w WHERE {_HOLDS} AND w.kind = 'travelling'
       AND NOT EXISTS (SELECT FROM {_RIDES} WHERE {_ON} AND {_ONE} = w.one)""",
    "who is on a leg travels, or was told since to be elsewhere": f"""SELECT r.id FROM {_RIDES}
     WHERE {_ON} AND j.id IS NOT NULL AND NOT EXISTS (
       SELECT FROM cases_whereabouts w WHERE w.one = {_ONE} AND {_HOLDS}
          AND (w.kind = 'travelling' OR w.since > l.departed_at))""",
    "who stays is told to be there, or away from there": f"""SELECT s.id FROM placement_stay s
      LEFT JOIN cases_whereabouts w ON w.one = s.one AND {_HOLDS}
      LEFT JOIN placement_absence a ON a.stay_id = s.id AND a.until IS NULL AND a.withdrawn_by IS NULL
     WHERE {_STAYS} AND NOT s.contested AND (w.id IS NULL OR w.office_id IS DISTINCT FROM s.office_id
       AND a.id IS NULL AND s.kind <> 'family' AND w.kind NOT IN ('hospital', 'unknown'))""",
    "nobody is lost": """SELECT w.one FROM cases_whereabouts w JOIN cases_case c ON c.id = w.case_id
     WHERE w.withdrawn_by IS NULL AND w.standing = 'holds' AND c.status <> 'void'
     GROUP BY 1 HAVING bool_and(w.until IS NOT NULL)""",
    "nobody is answered for by nobody": """SELECT w.one FROM cases_custody w JOIN cases_case c ON c.id = w.case_id
     WHERE w.withdrawn_by IS NULL AND w.standing = 'holds' AND c.status <> 'void'
     GROUP BY 1 HAVING bool_and(w.until IS NOT NULL)""",
    "who boarded is who did not stay behind": """SELECT r.id FROM repatriation_ride r JOIN repatriation_leg l
        ON l.id = r.leg_id WHERE l.departed_at IS NOT NULL AND r.aboard = (r.outcome = 'not_aboard')""",
    "what did not leave has no end": """SELECT r.id FROM repatriation_ride r JOIN repatriation_leg l
        ON l.id = r.leg_id WHERE l.departed_at IS NULL AND r.outcome <> ''""",
    "a leg is closed once everybody has an end, and not before": """SELECT l.id FROM repatriation_leg l
     WHERE l.departed_at IS NOT NULL AND (l.accepted_at IS NULL) <> EXISTS (
       SELECT FROM repatriation_ride r WHERE r.leg_id = l.id AND r.aboard AND r.outcome = '')""",
    "what was cancelled carries nobody": """SELECT l.id FROM repatriation_leg l JOIN repatriation_ride r
        ON r.leg_id = l.id WHERE l.cancelled_at IS NOT NULL""",
    "whom a family accepted is home": """SELECT j.id FROM repatriation_journey j JOIN repatriation_ride r
        ON r.journey_id = j.id
     WHERE j.withdrawn_by IS NULL AND j.home_at IS NULL AND r.accepted_as IN ('family', 'other')""",
    "who is home came there": """SELECT j.id FROM repatriation_journey j WHERE j.withdrawn_by IS NULL
       AND j.home_at IS NOT NULL AND NOT EXISTS (SELECT FROM repatriation_ride r
         WHERE r.journey_id = j.id AND r.outcome = 'arrived' AND r.ended_at = j.home_at)""",
    "no clock that nobody owes": "SELECT id FROM cases_clock WHERE owner_id IS NULL",
    "no clock runs of a stay that is over": """SELECT k.id, k.rule FROM cases_clock k JOIN placement_stay s
        ON s.id = k.subject WHERE k.state IN ('running', 'late')
       AND (s.withdrawn_by IS NOT NULL OR s.ended_at IS NOT NULL AND k.rule LIKE 'stay_limit%')""",
    "no clock runs of a leg that is over": """SELECT k.id, k.rule FROM cases_clock k JOIN repatriation_ride r
        ON r.id = k.subject WHERE k.state IN ('running', 'late') AND r.outcome <> ''""",
    "the dead stay nowhere": f"""SELECT s.id FROM placement_stay s {_DEAD.format("s")} WHERE {_STAYS}""",
    "the dead do not travel": f"""SELECT r.id FROM {_RIDES} {_DEAD.format("r")} WHERE {_ON}""",
    "the dead are brought home no more": f"""SELECT j.id FROM repatriation_journey j {_DEAD.format("j")}
     WHERE j.ended_at IS NULL AND j.withdrawn_by IS NULL""",
    "the dead are told to be dead": f"""SELECT w.id FROM cases_whereabouts w {_DEAD.format("w")}
     WHERE {_HOLDS} AND w.kind <> 'deceased'""",
    "the living are not": f"""SELECT w.id FROM cases_whereabouts w WHERE {_HOLDS} AND w.kind = 'deceased'
       AND NOT EXISTS (SELECT FROM cases_death d WHERE d.case_id = w.case_id AND d.withdrawn_by IS NULL)""",
}
"""Each finds nothing."""


def nothing_is_found_of(truths: Mapping[str, str]) -> None:
    """Asked at once; which one found something is named."""
    asked = " UNION ALL ".join(
        f"SELECT {n}, array_agg(t::text) FROM ({sql}) t HAVING count(*) > 0" for n, sql in enumerate(truths.values())
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        found = [(list(truths)[n], rows) for n, rows in cursor.fetchall()]
    assert not found, found


def the_dead_stay_dead(run: "WholeMachine") -> None:
    """Until a head says that nobody died."""
    now = set(Death.objects.filter(withdrawn_by=None).values_list("pk", flat=True))
    gone = run.dead - now
    taken_back = set(Death.objects.filter(pk__in=gone).exclude(withdrawn_by=None).values_list("pk", flat=True))
    assert gone == taken_back
    run.dead = now


def every_leg_adds_up() -> None:
    """As its page tells it: the list is who boarded and who did not, who boarded is who arrived and the differences."""
    for leg in Leg.objects.filter(cancelled_at=None):
        rides = rides_of(leg)
        sums = sums_of(rides)
        assert sums.listed == sums.aboard + sums.not_aboard
        assert sums.aboard == sums.arrived + sum(sums.differences.values()) + sums.missing
        assert leg.departed_at is None or sums.adds_up == (leg.accepted_at is not None)
        _parts_are(of_leg(leg, rides), sums.listed if leg.departed_at is None else sums.aboard)
    for group in Group.objects.all():
        members = list(group.members.select_related("destination"))
        rides = list(Ride.objects.select_related("leg").filter(member__group=group))
        _parts_are(of_group(members, rides), len(members))


def _parts_are(told: Mapping[str, Sequence[Line]], people: int) -> None:
    for lines in told.values():
        assert sum(line.n for line in lines) == people
        assert all(sum(n for _part, n in line.parts) == line.n for line in lines)


def tonight_adds_up(run: "WholeMachine") -> None:
    """The own house by bed, the numbers of all, and who a roll is called of: the same people."""
    for n in (2, 3, 5):
        by = run.by(n)
        board = tonight.board(by)
        own, told = board.counted(), {one.office: one for one in tonight.numbers()}
        assert own["beds"] == own["free"] + own["taken"] + own["promised"]
        assert own["heads"] == own["in_bed"] + own["no_bed"]
        slept = [one.stay.pk for room in asleep(by.office) for one in room.people]
        assert sorted(slept) == sorted(stay.id for stay in board.stays), "a roll is called of who stays"
        assert sum(len(room.waiting) for room in asleep(by.office)) == board.waiting, "and of who waits for a bed"
        row = told.get(by.office)
        assert row is not None
        mine = {name: getattr(row, name) for name in own}
        _numbers_agree(by, mine, own)
        _everybody_is_listed(run, by, board)
    set_scope(ALL, 0)


def _numbers_agree(by: Actor, told: Mapping[str, int], own: Mapping[str, int]) -> None:
    """Whom another office has, too, stands on the board of who says so, and in no sum until that is settled."""
    claimed = Stay.objects.filter(office=by.office, ended_at=None, withdrawn_by=None, contested=True).count()
    if not claimed:
        assert told == own, (by.office, told, own)
    assert (told["beds"], told["heads"]) == (own["beds"], own["heads"] - claimed), (by.office, claimed, told, own)


def _everybody_is_listed(run: "WholeMachine", by: Actor, board: tonight.Board) -> None:
    """Whoever is told to be at an office: stays, came by a hand-over, is of its own case, or came by a leg."""
    on_it = {stay.case_id for stay in board.stays} | {it.case_id for it, _since in board.arrived}
    on_it |= {told.case_id for told in board.told} | {came.dossier for came in board.brought}
    set_scope(ALL, 0)
    there = Whereabouts.objects.filter(office=by.office, until=None, withdrawn_by=None, standing="holds")
    missing = {one.case_id for one in there if run.opens(one.case_id, by.worker)} - on_it
    followed = set(Referral.objects.filter(deed="transfer", sender=by.office).values_list("case", flat=True))
    assert missing <= followed, "whoever is there is listed"


def nobody_is_counted_home_twice() -> None:
    """Who came home stands in one line of one office, and is home once on a journey."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT c.id, r.journey_id FROM {ROWS['leg']} c JOIN repatriation_ride r ON r.id = c.id WHERE c.{HOME}"
        )
        rows = cursor.fetchall()
    lines, journeys = Counter(row[0] for row in rows), Counter(row[1] for row in rows if row[1])
    assert not rows or max(lines.values()) == 1, "a ride is counted once"
    assert not journeys or max(journeys.values()) == 1, "nobody comes home twice on one journey"
