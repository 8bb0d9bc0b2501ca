"""What the database does for matters: a case says whether the age that UU SPPA goes by is an estimate."""

from rehsos.cases.counts import AT_OPENING, BY_LAW
from rehsos.house.database import Function, Trigger, on_change

from .models import MISTAKE

FUNCTIONS = (
    # At the deed it is the first part, as in `settle_role`: somebody may have known the age there.
    Function(
        "cases_case_guess_by_law()",
        "trigger",
        f"""DECLARE doubted boolean; law boolean;
           BEGIN
             SELECT birth_estimated OR birth_year IS NULL INTO doubted FROM people_person WHERE id = NEW.client_id;
             law := NEW.age_at_deed IS NOT NULL AND doubted AND
               (SELECT age_estimated FROM justice_part WHERE case_id = NEW.id
                   AND ended_by <> '{MISTAKE}' ORDER BY id LIMIT 1);
             NEW.guessed := (NEW.guessed & {AT_OPENING}) + coalesce(law::int, 0) * {BY_LAW};
             RETURN NEW;
           END""",
    ),
    Function(
        "justice_part_guess()",
        "trigger",
        """BEGIN
             IF TG_OP = 'UPDATE' OR NEW.age_estimated THEN
               UPDATE cases_case SET age_at_deed = age_at_deed WHERE id = NEW.case_id;
             END IF;
             RETURN NULL;
           END""",
    ),
)
TRIGGERS = (
    # by its name after `guess` of the case, which says it of the age at the opening
    Trigger(
        "guess_by_law",
        "cases_case",
        "BEFORE INSERT OR UPDATE OF client_id, age, age_at_deed, role",
        "cases_case_guess_by_law",
        "NEW.role <> ''",
    ),
    on_change("guess", "justice_part", ("age_estimated", "ended_by"), "justice_part_guess"),
    Trigger("guess_made", "justice_part", "AFTER INSERT", "justice_part_guess"),
)
