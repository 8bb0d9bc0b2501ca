"""The day at an office, as the database knows it. No SQL asks for the day of the database: a day is a day somewhere."""

from rehsos.house.database import Function

FUNCTIONS = (
    Function(
        "rehsos_today(office bigint)",
        "date STABLE",
        """BEGIN
             RETURN (SELECT (rehsos_now() AT TIME ZONE o.time_zone)::date FROM directory_office o WHERE o.id = office);
           END""",
    ),
)
