"""The action log and the view log.

Every write in Rehsos is an action: a keyword-only, atomic function that leaves one row here in the
same transaction. Rows are never changed and never removed; the database refuses it. What was looked
at is logged as well. Audit knows text and ids, never the tables of other rooms.
"""
