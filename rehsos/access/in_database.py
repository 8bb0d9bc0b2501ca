"""What the database does by itself for who answers with a code: it looks for one row, and counts the wrong tries.

Nobody is signed in, so row-level security shows nothing at all. What these functions give is one row, to who has its
code and what is typed beside it; of every other row they tell nothing, not even that there is one.
"""

from rehsos.house.database import Function

MOST_TRIES = 5
"""Wrong ones, until the code opens nothing any more."""

FUNCTIONS = (
    # One try: the row where both fit, nothing where one does not, and what does not fit beside a code is counted.
    Function(
        "access_code_try(wanted bytea, beside bytea, moment timestamptz)",
        "TABLE(code uuid, what text, about uuid, asked_by int, its_key uuid, told bytea, answered timestamptz)",
        f"""DECLARE c record;
           BEGIN
             SELECT * INTO c FROM access_answercode a WHERE a.digest = wanted FOR UPDATE;
             IF NOT FOUND OR c.revoked_at IS NOT NULL OR c.tries >= {MOST_TRIES} OR c.ends_at <= moment
               THEN RETURN; END IF;
             IF c.second <> beside THEN
               UPDATE access_answercode a SET tries = a.tries + 1 WHERE a.id = c.id; RETURN;
             END IF;
             RETURN QUERY SELECT c.id, c.kind::text, c.thing, c.office_id::int, c.key, c.sealed, c.answered_at;
           END""",
    ),
    # The answer is given: no second one. Asked in the transaction that carries it out.
    Function(
        "access_code_use(which uuid, beside bytea, moment timestamptz)",
        "boolean",
        f"""BEGIN
             UPDATE access_answercode a SET answered_at = moment
              WHERE a.id = which AND a.second = beside AND a.answered_at IS NULL AND a.revoked_at IS NULL
                AND a.tries < {MOST_TRIES} AND a.ends_at > moment;
             RETURN FOUND;
           END""",
    ),
)
