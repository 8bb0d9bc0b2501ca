"""What the database does by itself for stays: an institution sees the case of who came to it by a hand-over."""

from rehsos.access.guard import open_to_me
from rehsos.audit.actor import OFFICES_NOW
from rehsos.house.database import Function, Trigger, on_change


def _shared(case: str, office: str) -> str:
    """From `day` on the office where they stay sees the case, with names."""
    return f"""INSERT INTO cases_share (case_id, office_id, grounds, named, opened_on, since, until, offices, barred,
                                      status, stage, role, last_contact_on)
               SELECT c.id, {office}, 'stay', true, c.opened_on, day, NULL, c.offices, c.barred,
                      c.status, c.stage, c.role, c.last_contact_on FROM cases_case c WHERE c.id = {case}
               ON CONFLICT (case_id, office_id, since) DO UPDATE SET named = true, until = NULL;"""


FUNCTIONS = (
    # Who was handed over and is taken in: from that day on the institution sees the case they stay in, with names. It
    # saw no row of it before, so the database looks whether there is such a hand-over. Says why not.
    Function(
        "placement_take_in(which uuid, day date)",
        "text",
        f"""DECLARE r record; here int[] := {OFFICES_NOW};
           BEGIN
             PERFORM 1 FROM cases_case WHERE id = (SELECT case_id FROM referral_referral WHERE id = which) FOR UPDATE;
             SELECT * INTO r FROM referral_referral WHERE id = which FOR UPDATE;
             IF NOT FOUND OR r.deed <> 'hand_over' OR r.state NOT IN ('accepted', 'partly', 'arrived')
               OR r.shown_to_id IS DISTINCT FROM r.receiver_id OR NOT r.receiver_id = ANY(here)
               OR NOT {open_to_me("r.barred")} THEN RETURN 'gone'; END IF;
             PERFORM 1 FROM cases_case WHERE id = r.case_id AND status = 'open';
             IF NOT FOUND THEN RETURN 'case'; END IF;
             {_shared("r.case_id", "r.receiver_id")}
             RETURN '';
           END""",
    ),
    # The same of who was accepted here at the end of a leg: it is the house's own word that they are here.
    Function(
        "placement_take_in_brought(which uuid, day date)",
        "boolean",
        f"""DECLARE b record;
           BEGIN
             PERFORM 1 FROM cases_case WHERE id = (SELECT dossier FROM referral_brought() WHERE place = which)
               FOR UPDATE;
             SELECT * INTO b FROM referral_brought() WHERE place = which;
             IF NOT FOUND THEN RETURN false; END IF;
             {_shared("b.dossier", "b.office")}
             RETURN true;
           END""",
    ),
    # And of who was accepted without a case, for whom whose list it is opened one since. Which case that is.
    Function(
        "placement_take_in_guest(which uuid, day date)",
        "uuid",
        f"""DECLARE g record; here int[] := {OFFICES_NOW};
           BEGIN
             SELECT * INTO g FROM referral_guest WHERE id = which AND went = '' AND office_id = ANY(here) FOR UPDATE;
             IF NOT FOUND THEN RETURN NULL; END IF;
             PERFORM 1 FROM cases_case c WHERE c.id = g.case_id AND c.status = 'open' AND c.owner_id <> g.office_id
                AND {open_to_me("c.barred")} FOR UPDATE;
             IF NOT FOUND THEN RETURN NULL; END IF;
             {_shared("g.case_id", "g.office_id")}
             RETURN g.case_id;
           END""",
    ),
    # Who stands for somebody stays in one house (stay_in_one_house); of two who become one it is looked at anew.
    Function(
        "people_person_stays()",
        "trigger",
        """BEGIN
             UPDATE placement_stay SET one = coalesce(NEW.true_person_id, NEW.id), contested = true
              WHERE person_id = NEW.id;
             RETURN NULL;
           END""",
    ),
    # The days a stay is counted by are those of the house.
    Function(
        "placement_stay_days()",
        "trigger",
        """DECLARE zone text;
           BEGIN
             SELECT time_zone INTO zone FROM directory_office WHERE id = NEW.office_id;
             NEW.came_on := (NEW.since AT TIME ZONE zone)::date;
             NEW.left_on := (NEW.ended_at AT TIME ZONE zone)::date;
             RETURN NEW;
           END""",
    ),
)
TRIGGERS = (
    on_change("stays", "people_person", ("true_person_id",), "people_person_stays"),
    Trigger("days", "placement_stay", "BEFORE INSERT OR UPDATE OF since, ended_at, office_id", "placement_stay_days"),
)
