"""What the database itself tells of persons: who is found by tokens that nobody may read, and who stands for whom.

Whether an office knows somebody by name (`people_named`) hangs on cases, so the room of cases tells it.
"""

from rehsos.access.guard import open_to_me
from rehsos.audit.actor import OFFICES_NOW
from rehsos.house.database import Function

FUNCTIONS = (
    Function(
        "people_one(person uuid)",
        "uuid STABLE",
        """DECLARE one uuid;
           BEGIN
             SELECT true_person_id INTO one FROM people_person WHERE id = person;
             IF one IS NULL OR NOT people_named(person) OR NOT people_named(one) THEN RETURN person; END IF;
             RETURN one;
           END""",
    ),
    Function(
        "people_stands_for(person uuid)",
        "boolean STABLE",
        "BEGIN RETURN EXISTS (SELECT 1 FROM people_person p WHERE p.true_person_id = person); END",
    ),
    Function(
        "people_match(wanted bigint[], most int)",
        "TABLE(person uuid, offices int[])",
        f"""BEGIN RETURN QUERY
             SELECT CASE WHEN p.true_person_id IS NULL THEN p.id ELSE people_one(p.id) END, t.offices
               FROM people_token t JOIN people_person p ON p.id = t.person_id
              WHERE t.tokens @> wanted AND t.offices && {OFFICES_NOW}
                AND (0 < ALL(p.barred) OR {open_to_me("p.barred")}) LIMIT most;
           END""",
    ),
    Function(
        "people_elsewhere(wanted bigint[], most int)",
        "TABLE(person uuid, offices int[])",
        f"""BEGIN RETURN QUERY
             SELECT t.person_id, t.offices FROM people_token t JOIN people_person p ON p.id = t.person_id
              WHERE t.tokens @> wanted AND NOT t.offices && {OFFICES_NOW} AND 0 < ALL(p.barred) LIMIT most;
           END""",
    ),
)
