"""Who works a case, as SQL for every list and page: one expression, below all the rooms that ask it.

Statements are given `office`, `worker` and `today`: the actor's office, worker and day.
"""

from rehsos.directory.days import holds

# The actor and whoever they stand in for today: an array, so that an index on the worker serves it.
MY_WORKERS = """(ARRAY(SELECT absent_id FROM directory_cover
  WHERE stand_in_id = %(worker)s AND since <= %(today)s AND until >= %(today)s) || %(worker)s::bigint)"""

ASSIGNED = f"""EXISTS (SELECT 1 FROM cases_assignment a WHERE a.case_id = {{case}} AND {holds("a")}
     AND a.worker_id = ANY({MY_WORKERS}))"""
"""Whether the actor is assigned to a case today, or stands in for who is; `case` is its column or parameter."""

WORKS = f"(c.owner_id = %(office)s AND {ASSIGNED.format(case='c.id')})"
"""Whether the actor works the case `c`: at the office that owns it, assigned today or standing in for who is."""
