"""What the database itself tells of letters: to whoever holds the code printed on one, whether it is ours."""

from rehsos.house.database import Function

FUNCTIONS = (
    Function(
        "letter_check(wanted text)",
        "TABLE(number text, dated date, office int, state text, kind text)",
        """BEGIN RETURN QUERY
             SELECT l.number::text, l.dated, l.office_id, l.state::text, l.kind::text FROM papers_letter l
              WHERE l.check_code = wanted AND l.check_code <> '';
           END""",
    ),
)
