"""What the database itself does with cases: who is known by name, and which clients have many."""

from rehsos.access.guard import open_to_me
from rehsos.audit.actor import OFFICES_NOW
from rehsos.directory.days import holds
from rehsos.house.database import Function, Trigger, differs, on_change

from .counts import AT_OPENING, BY_LAW

FUNCTIONS = (
    # The room of people asks it; only where the cases are can it be told.
    Function(
        "people_named(person uuid)",
        "boolean STABLE",
        f"""DECLARE here int[] := {OFFICES_NOW};
           BEGIN
             RETURN EXISTS (SELECT 1 FROM people_person p
               WHERE p.id = person AND p.offices && here AND {open_to_me("p.barred")}
                 AND octet_length(p.sealed) > 0
                 AND (p.registered_at_id = ANY(here) OR EXISTS (
                   SELECT 1 FROM cases_share s JOIN cases_case c ON c.id = s.case_id
                    WHERE s.office_id = ANY(here) AND s.named AND c.status <> 'void'
                      AND {holds("s", "rehsos_today(c.owner_id)")}
                      AND c.id IN (SELECT k.id FROM cases_case k WHERE k.client_id = person
                        UNION ALL SELECT x.case_id FROM cases_participant x WHERE x.person_id = person))));
           END""",
    ),
    # Whoever asks waits for who else does, until the end of the transaction; and then knows of what that one did.
    Function(
        "people_who_are(person uuid)",
        "uuid[]",
        """DECLARE one uuid;
           BEGIN
             SELECT coalesce(true_person_id, id) INTO one FROM people_person WHERE id = person FOR NO KEY UPDATE;
             PERFORM 1 FROM people_person WHERE id = one FOR NO KEY UPDATE;
             RETURN ARRAY(SELECT id FROM people_person WHERE true_person_id = one
                          UNION ALL SELECT id FROM people_person WHERE id = one AND true_person_id IS NULL);
           END""",
    ),
    # Marked too often is still counted rightly, once for each person; so a mark is never taken away here (ADR 19).
    # Of the cases of one person all bear it or none.
    Function(
        "cases_repeat(person uuid)",
        "void",
        """DECLARE ids uuid[] := people_who_are(person);
           BEGIN
             IF (SELECT count(*) > 2 OR count(*) = 2 AND bool_or(repeated OR barred <> '{}')
                   FROM cases_case WHERE client_id = ANY(ids)) THEN
               UPDATE cases_case SET repeated = true WHERE client_id = ANY(ids) AND NOT repeated;
             END IF;
           END""",
    ),
    Function(
        "cases_case_repeat()",
        "trigger",
        "BEGIN PERFORM cases_repeat(NEW.client_id); RETURN NULL; END",
    ),
    Function(
        "people_person_repeat()",
        "trigger",
        "BEGIN PERFORM cases_repeat(NEW.id); RETURN NULL; END",
    ),
    # A service stands while a case that it was for does, and is closed to whom every such case is closed.
    Function(
        "cases_service_stand(which uuid)",
        "void",
        """DECLARE s boolean; w int[];
           BEGIN
             PERFORM 1 FROM cases_service WHERE id = which FOR NO KEY UPDATE;
             WITH v AS (SELECT x.barred FROM cases_servicecase x JOIN cases_case d ON d.id = x.case_id
                         WHERE x.service_id = which AND x.withdrawn_by IS NULL AND d.status <> 'void')
             SELECT EXISTS (SELECT 1 FROM v),
                    ARRAY(SELECT b FROM v, unnest(v.barred) b GROUP BY b
                           HAVING count(*) = (SELECT count(*) FROM v) ORDER BY b) INTO s, w;
             UPDATE cases_service SET stands = s, closed_to = w
              WHERE id = which AND (stands, closed_to) IS DISTINCT FROM (s, w);
           END""",
    ),
    Function(
        "cases_servicecase_stand()",
        "trigger",
        """BEGIN
             IF TG_OP <> 'INSERT' THEN PERFORM cases_service_stand(OLD.service_id); END IF;
             IF TG_OP <> 'DELETE' THEN PERFORM cases_service_stand(NEW.service_id); END IF;
             RETURN NULL;
           END""",
    ),
    Function(
        "cases_case_stand()",
        "trigger",
        """BEGIN
             PERFORM cases_service_stand(x.service_id) FROM cases_servicecase x
               WHERE x.case_id = NEW.id ORDER BY x.service_id;
             RETURN NULL;
           END""",
    ),
    # Who counts a case counts it for ever, wherever it is handed on to; and sees at least its code for as long.
    Function(
        "cases_case_line()",
        "trigger",
        "BEGIN RAISE EXCEPTION 'who counts a case counts it for ever'; END",
    ),
    Function(
        "cases_share_line()",
        "trigger",
        """BEGIN
             IF EXISTS (SELECT 1 FROM cases_case c WHERE c.id = OLD.case_id AND c.counts_at_id = OLD.office_id
                          AND c.owner_id <> c.counts_at_id)
               AND NOT EXISTS (SELECT 1 FROM cases_share s WHERE s.case_id = OLD.case_id AND s.id <> OLD.id
                                AND s.office_id = OLD.office_id AND s.until IS NULL)
             THEN RAISE EXCEPTION 'the office that counts a case keeps a share of it without an end'; END IF;
             IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
             RETURN NEW;
           END""",
    ),
    # Without a perkara the law goes by the age at the opening; with one, who keeps the perkara says (BY_LAW).
    Function(
        "cases_case_guess()",
        "trigger",
        f"""DECLARE opening boolean;
           BEGIN
             SELECT birth_estimated OR birth_year IS NULL AND NEW.age IS NOT NULL INTO opening
               FROM people_person WHERE id = NEW.client_id;
             NEW.guessed := coalesce(opening::int, 0) * ({AT_OPENING} + (NEW.role = '')::int * {BY_LAW});
             RETURN NEW;
           END""",
    ),
    # Who stands for somebody is in one place: what was told of a duplicate counts for the true person.
    Function(
        "people_person_placed()",
        "trigger",
        """BEGIN
             UPDATE cases_custody SET one = coalesce(NEW.true_person_id, NEW.id) WHERE person_id = NEW.id;
             UPDATE cases_whereabouts SET one = coalesce(NEW.true_person_id, NEW.id) WHERE person_id = NEW.id;
             RETURN NULL;
           END""",
    ),
    # Who is protected: their cases, and whatever is told of them elsewhere, are open to one circle alone.
    Function(
        "cases_circle_of(person uuid)",
        "int STABLE",
        """BEGIN
             RETURN (SELECT p.circle_id FROM people_person me
                       JOIN people_person q ON coalesce(q.true_person_id, q.id) = coalesce(me.true_person_id, me.id)
                       JOIN cases_protection p ON p.person_id = q.id AND p.until IS NULL
                      WHERE me.id = person ORDER BY p.since LIMIT 1);
           END""",
    ),
    Function(
        "cases_case_circle()",
        "trigger",
        """BEGIN
             NEW.barred := array_remove(-cases_circle_of(NEW.client_id)
               || ARRAY(SELECT x FROM unnest(NEW.barred) x WHERE x > 0 ORDER BY x), NULL);
             RETURN NEW;
           END""",
    ),
    Function(
        "people_person_circle()",
        "trigger",
        """BEGIN
             NEW.barred := ARRAY(SELECT DISTINCT x FROM unnest(-cases_circle_of(NEW.id) || NEW.barred) x
                                  WHERE x IS NOT NULL ORDER BY x);
             RETURN NEW;
           END""",
    ),
    Function(
        "cases_close_anew(people uuid[])",
        "void",
        """BEGIN
             UPDATE people_person SET barred = ARRAY(SELECT x FROM unnest(barred) x WHERE x > 0) WHERE id = ANY(people);
             UPDATE cases_case SET barred = barred WHERE client_id = ANY(people);
             PERFORM people_person_gather(one) FROM unnest(people) one ORDER BY one;
           END""",
    ),
    Function(
        "cases_protection_hold()",
        "trigger",
        "BEGIN PERFORM cases_close_anew(people_who_are(NEW.person_id)); RETURN NULL; END",
    ),
    Function(
        "people_person_closed()",
        "trigger",
        """BEGIN
             IF EXISTS (SELECT 1 FROM cases_protection WHERE until IS NULL) THEN
               PERFORM cases_close_anew(people_who_are(NEW.id) || people_who_are(OLD.true_person_id) || NEW.id);
             END IF;
             RETURN NULL;
           END""",
    ),
    # What a report, a person told in a dossier of their own stands behind the same walls as they do.
    Function(
        "cases_case_to_report()",
        "trigger",
        """BEGIN
             UPDATE intake_report SET barred = NEW.barred WHERE ("case" = NEW.id OR id = NEW.report)
                AND barred IS DISTINCT FROM NEW.barred;
             RETURN NULL;
           END""",
    ),
    Function(
        "cases_dossier_close()",
        "trigger",
        """BEGIN
             UPDATE audit_action SET barred = NEW.barred WHERE dossier = NEW.id;
             UPDATE papers_letter SET barred = NEW.barred WHERE dossier = NEW.id;
             UPDATE papers_file SET barred = NEW.barred WHERE dossier = NEW.id;
             UPDATE papers_filledform SET barred = NEW.barred WHERE dossier = NEW.id;
             RETURN NULL;
           END""",
    ),
    # Asked where somebody who is met in a file does not open to its reader: a wall is passed over in silence.
    Function(
        "people_protected(person uuid)",
        "boolean STABLE",
        "BEGIN RETURN EXISTS (SELECT 1 FROM people_person p WHERE p.id = person AND 0 > ANY(p.barred)); END",
    ),
    Function(
        "people_person_guess()",
        "trigger",
        "BEGIN UPDATE cases_case SET age = age WHERE client_id = NEW.id; RETURN NULL; END",
    ),
)

TRIGGERS = (
    Trigger("line", "cases_case", "BEFORE UPDATE OF counts_at_id", "cases_case_line", differs(("counts_at_id",))),
    Trigger(
        "line",
        "cases_share",
        "BEFORE UPDATE OF until, office_id",
        "cases_share_line",
        "OLD.until IS NULL AND (NEW.until IS NOT NULL OR NEW.office_id <> OLD.office_id)",
    ),
    Trigger("line_gone", "cases_share", "BEFORE DELETE", "cases_share_line", "OLD.until IS NULL"),
    Trigger("repeat_made", "cases_case", "AFTER INSERT", "cases_case_repeat"),
    on_change("repeat", "cases_case", ("client_id", "barred"), "cases_case_repeat"),
    on_change("repeat", "people_person", ("true_person_id",), "people_person_repeat"),
    on_change("placed", "people_person", ("true_person_id",), "people_person_placed"),
    Trigger("stand_made", "cases_servicecase", "AFTER INSERT OR DELETE", "cases_servicecase_stand"),
    on_change(
        "stand", "cases_servicecase", ("service_id", "case_id", "withdrawn_by", "barred"), "cases_servicecase_stand"
    ),
    Trigger(
        "stand",
        "cases_case",
        "AFTER UPDATE OF status",
        "cases_case_stand",
        "(OLD.status = 'void') <> (NEW.status = 'void')",
    ),
    Trigger("guess", "cases_case", "BEFORE INSERT OR UPDATE OF client_id, age, age_at_deed, role", "cases_case_guess"),
    Trigger("circle", "cases_case", "BEFORE INSERT OR UPDATE OF barred, client_id", "cases_case_circle"),
    Trigger("circle", "people_person", "BEFORE UPDATE OF barred", "people_person_circle"),
    Trigger("hold", "cases_protection", "AFTER INSERT OR UPDATE OF until", "cases_protection_hold"),
    on_change("closed", "people_person", ("true_person_id",), "people_person_closed"),
    on_change("report", "cases_case", ("barred",), "cases_case_to_report"),
    on_change("dossier", "intake_report", ("barred",), "cases_dossier_close"),
    on_change("dossier", "people_person", ("barred",), "cases_dossier_close"),
    on_change("guess", "people_person", ("birth_estimated", "birth_year"), "people_person_guess"),
)
