"""What the database does by itself for referrals: the wall of a case stands around what was told of it, too."""

from rehsos.access.guard import open_to_me
from rehsos.audit.actor import OFFICES_NOW
from rehsos.house.database import Function, Trigger, differs, on_change

FUNCTIONS = (
    # The receiver may not write a case it does not see: here, and nowhere else, a transfer that waits for the office
    # that asks gives it its share. The case is locked first, as at an arrival: two at once, one waits. What follows are
    # ordinary actions of an office that sees the case. Says why not.
    Function(
        "referral_take(which uuid, day date)",
        "text",
        f"""DECLARE r record; here int[] := {OFFICES_NOW}; made bigint;
           BEGIN
             PERFORM 1 FROM cases_case WHERE id = (SELECT case_id FROM referral_referral WHERE id = which)
               FOR NO KEY UPDATE;
             SELECT * INTO r FROM referral_referral WHERE id = which FOR UPDATE;
             IF NOT FOUND OR r.deed <> 'transfer' OR r.state NOT IN ('sent', 'received')
               OR r.shown_to_id IS DISTINCT FROM r.receiver_id OR NOT r.receiver_id = ANY(here)
               OR NOT {open_to_me("r.barred")} THEN RETURN 'gone'; END IF;
             PERFORM 1 FROM cases_case WHERE id = r.case_id AND owner_id = r.sender_id AND status = 'open';
             IF NOT FOUND THEN RETURN 'case'; END IF;
             IF EXISTS (SELECT 1 FROM papers_letter WHERE dossier = r.case_id AND direction = 'out'
                          AND office_id = r.sender_id AND state IN ('settled', 'numbered'))
               THEN RETURN 'letter'; END IF;
             IF EXISTS (SELECT 1 FROM cases_approval WHERE case_id = r.case_id AND approved IS NULL)
               THEN RETURN 'decision'; END IF;
             INSERT INTO cases_share (case_id, office_id, grounds, named, opened_on, since, until, offices, barred,
                                      status, stage, role, last_contact_on)
               SELECT c.id, r.receiver_id, 'owner', true, c.opened_on, day, NULL, c.offices, c.barred,
                      c.status, c.stage, c.role, c.last_contact_on FROM cases_case c WHERE c.id = r.case_id
               ON CONFLICT (case_id, office_id, since) DO UPDATE SET named = true, until = NULL, grounds = 'owner'
               RETURNING id INTO made;
             DELETE FROM cases_share WHERE case_id = r.case_id AND office_id = r.receiver_id AND since > day;
             UPDATE cases_share SET until = day - 1 WHERE case_id = r.case_id AND office_id = r.receiver_id
               AND id <> made AND (until IS NULL OR until >= day);
             RETURN '';
           END""",
    ),
    # Whom an office has by a hand-over, or since it gave their case away: where a client is stands in a case that it
    # does not work. Each once, by what was last between the two; who is there in a case of its own is not theirs by a
    # referral. Past no wall.
    Function(
        "referral_here()",
        "TABLE(referral uuid, since timestamptz)",
        f"""DECLARE here int[] := {OFFICES_NOW};
           BEGIN
             RETURN QUERY SELECT r.id, h.since
               FROM (SELECT p.one, p.office_id, min(p.since) AS since,
                            array_agg(p.case_id) FILTER (WHERE c.owner_id <> p.office_id) AS cases FROM (
                       SELECT w.case_id, w.one, w.office_id, w.since, true AS stays FROM cases_whereabouts w
                        WHERE w.office_id = ANY(here) AND w.until IS NULL AND w.withdrawn_by IS NULL
                          AND w.standing = 'holds'
                       UNION ALL SELECT k.case_id, k.one, k.office_id, k.since, false FROM cases_custody k
                        WHERE k.office_id = ANY(here) AND k.until IS NULL AND k.withdrawn_by IS NULL
                          AND k.standing = 'holds') p
                       JOIN cases_case c ON c.id = p.case_id
                      GROUP BY p.one, p.office_id HAVING NOT bool_or(p.stays AND c.owner_id = p.office_id)) h
              CROSS JOIN LATERAL (SELECT x.id, x.barred FROM referral_referral x WHERE x.case_id = ANY(h.cases)
                  AND (x.receiver_id = h.office_id AND x.deed = 'hand_over' AND x.state IN ('arrived', 'done')
                    OR x.sender_id = h.office_id AND x.deed = 'transfer' AND x.state = 'accepted')
                ORDER BY coalesce(x.arrived_at, x.answered_at) DESC LIMIT 1) r
              WHERE {open_to_me("r.barred")};
           END""",
    ),
    # Whom an office has in a case of another by its own word, and by no referral: it accepted them at the end of a leg,
    # say. The action that placed them there is its own, so nobody can send it somebody by writing so. Who they are goes
    # along, for they stand before it. Past no wall.
    Function(
        "referral_brought()",
        "TABLE(place uuid, dossier uuid, office int, since timestamptz, owner int, owner_short varchar, person uuid, "
        "sex varchar, birth_year int, birth_estimated boolean, sealed bytea, wrapped bytea)",
        f"""DECLARE here int[] := {OFFICES_NOW};
           BEGIN
             RETURN QUERY SELECT w.id, w.case_id, w.office_id::int, w.since, c.owner_id::int, o.short, p.id, p.sex,
                    p.birth_year::int, p.birth_estimated, p.sealed,
                    (SELECT k.wrapped FROM vault_key k WHERE k.subject = p.id AND k.destroyed_at IS NULL)
               FROM cases_whereabouts w JOIN cases_case c ON c.id = w.case_id
               JOIN directory_office o ON o.id = c.owner_id JOIN people_person p ON p.id = w.person_id
              WHERE w.office_id = ANY(here) AND w.until IS NULL AND w.withdrawn_by IS NULL AND w.standing = 'holds'
                AND c.owner_id <> w.office_id AND c.status = 'open' AND {open_to_me("w.barred")}
                AND EXISTS (SELECT FROM audit_action a WHERE a.id = w.cause AND a.office = w.office_id)
                AND NOT EXISTS (SELECT FROM referral_referral x WHERE x.case_id = w.case_id
                  AND (x.receiver_id = w.office_id AND x.deed = 'hand_over' AND x.state IN ('arrived', 'done')
                    OR x.sender_id = w.office_id AND x.deed = 'transfer' AND x.state = 'accepted'));
           END""",
    ),
    # Of who came with a list and has no case of the office whose list it is: where they were last, by the word of the
    # house that has them; where one took them in, there. `at`: that they died, or since when they are where they are.
    Function(
        "referral_guests_last(asked uuid[])",
        "TABLE(thing uuid, office int, short varchar, hidden boolean, since timestamptz, went varchar, "
        "went_to varchar, went_at timestamptz, died timestamptz, place varchar, place_since timestamptz)",
        f"""DECLARE mine int[] := {OFFICES_NOW};
           BEGIN
             RETURN QUERY SELECT DISTINCT ON (g.thing) g.thing, o.id::int, o.short, o.hidden_place, g.since, g.went,
                    g.went_to, g.went_at, d.at, coalesce(w.kind, ''), w.since
               FROM referral_guest g JOIN directory_office o ON o.id = g.office_id
               LEFT JOIN cases_case c ON c.id = g.case_id AND g.went IN ('taken', 'left') AND {open_to_me("c.barred")}
               LEFT JOIN LATERAL (SELECT x.at FROM cases_death x
                 WHERE x.person_id = c.client_id AND x.withdrawn_by IS NULL LIMIT 1) d ON true
               LEFT JOIN LATERAL (SELECT x.kind, x.since FROM cases_whereabouts x WHERE x.case_id = c.id
                 AND x.until IS NULL AND x.withdrawn_by IS NULL AND x.standing = 'holds' LIMIT 1) w ON true
              WHERE g.thing = ANY(asked) AND (g.office_id = ANY(mine) OR g.sender_id = ANY(mine))
              ORDER BY g.thing, g.went = 'taken' DESC, g.since DESC;
           END""",
    ),
    # Of whom a list of the office tells, and whom a house took in since: who died.
    Function(
        "referral_guests_died(lister int)",
        "TABLE(thing uuid, short varchar, hidden boolean, at timestamptz)",
        f"""DECLARE mine int[] := {OFFICES_NOW};
           BEGIN
             IF NOT coalesce(lister = ANY(mine), false) THEN RETURN; END IF;
             RETURN QUERY SELECT g.thing, o.short, o.hidden_place, d.at
               FROM referral_guest g JOIN directory_office o ON o.id = g.office_id
               JOIN cases_case c ON c.id = g.case_id AND c.owner_id <> lister AND {open_to_me("c.barred")}
               JOIN cases_death d ON d.person_id = c.client_id AND d.withdrawn_by IS NULL
              WHERE g.sender_id = lister AND g.office_id <> lister AND g.went = 'taken';
           END""",
    ),
    Function(
        "referral_wall()",
        "trigger",
        "BEGIN SELECT barred INTO NEW.barred FROM cases_case WHERE id = NEW.case_id; RETURN NEW; END",
    ),
    # Who sent it counts it for ever, whoever follows it since.
    Function(
        "referral_line()",
        "trigger",
        "BEGIN RAISE EXCEPTION 'who sent a referral counts it for ever'; END",
    ),
    Function(
        "cases_case_to_referral()",
        "trigger",
        """BEGIN
             UPDATE referral_referral SET barred = NEW.barred WHERE case_id = NEW.id;
             IF 0 > ANY(NEW.barred) THEN  -- who is protected is read by nobody outside, with whatever code
               UPDATE access_answercode SET revoked_at = rehsos_now() WHERE answered_at IS NULL AND revoked_at IS NULL
                  AND thing IN (SELECT id FROM referral_referral WHERE case_id = NEW.id);
             END IF;
             RETURN NULL;
           END""",
    ),
)
TRIGGERS = (
    Trigger("wall", "referral_referral", "BEFORE INSERT", "referral_wall"),
    Trigger(
        "line",
        "referral_referral",
        "BEFORE UPDATE OF counts_at_id",
        "referral_line",
        differs(("counts_at_id",)),
    ),
    on_change("referral", "cases_case", ("barred",), "cases_case_to_referral"),
)
