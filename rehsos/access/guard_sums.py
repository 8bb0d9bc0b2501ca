"""What the database itself does so that sums of cases are true at any moment (statistics.sums, ADR 0019).

Each change of a case that a count can notice leaves what it takes away and what it adds in `statistics_change`, in the
same transaction. The job folds those lines into the sums. A question adds up both.
"""

from rehsos.law.ages import LAW_BANDS, REPORT_BANDS

ALIKE = ("counts_at_id", "kind", "role", "opened_month", "place_id", "sex", "age", "age_at_deed", "status",
         "primary_type", "offices")  # fmt: skip
"""What cases have in common that are summed in one row. The last are the offices that see them."""
NUMBERS = ("n", "alone")
"""So many cases; so many of them of persons who have no other."""
_ALL = ", ".join((*ALIKE, *NUMBERS))
_UNKNOWN = {"age", "age_at_deed"}  # may be

_LAW, _REPORT = ({0, *(low for _code, low, _high in bands), 151} for bands in (LAW_BANDS, REPORT_BANDS))


def _youngest(age: str, pieces: set[int]) -> str:
    tests = " ".join(f"WHEN {age} >= {low} THEN {low}" for low in sorted(pieces - {0}, reverse=True))
    return f"CASE WHEN {age} IS NULL THEN NULL {tests} ELSE 0 END"


# The office that reads a case with those of the offices below it: what is above a dinas, a province itself.
_TOP = "(CASE WHEN o.kind = 'province' THEN o.id ELSE coalesce(o.parent_id, o.id) END)::int"
# A row of sums says the youngest age, the first month and the province of what it sums, so that dimensions and
# conditions read it as they read a case. Of who is before the law, the law's bands go by the age at the deed.
_COARSER = {
    "counts_at_id": _TOP,
    "opened_month": "(s.opened_month / 12 * 12)::smallint",
    "place_id": "left(s.place_id, 2)",
    "age": (
        f"(CASE WHEN s.role = '' THEN {_youngest('s.age', _LAW | _REPORT)} "
        f"ELSE {_youngest('s.age', _REPORT)} END)::smallint"
    ),
    "age_at_deed": f"({_youngest('s.age_at_deed', _LAW)})::smallint",
    "offices": f"CASE WHEN {_TOP} = ANY(s.offices) THEN ARRAY[{_TOP}] ELSE '{{}}' END",
}


_SEEN = "CASE WHEN {case}.barred = '{{}}' THEN {case}.offices ELSE '{{}}' END"
CASES = f"""(SELECT {", ".join(f"c.{name}" for name in ALIKE[:-1])}, {_SEEN.format(case="c")} AS offices,
  1 AS n, (NOT c.repeated)::int AS alone FROM cases_case c)"""
"""Every case as a line of its own: what the sums are sums of."""


def summed(lines: str) -> str:
    """Lines added up to rows of sums; what comes to nothing is left out."""
    columns = ", ".join(f"{_COARSER.get(name, f's.{name}')} AS {name}" for name in ALIKE)
    sums = ", ".join(f"sum(s.{name})::int AS {name}" for name in NUMBERS)
    groups = ", ".join(str(n) for n in range(1, len(ALIKE) + 1))
    some = " OR ".join(f"sum(s.{name}) <> 0" for name in NUMBERS)
    return (
        f"SELECT {columns}, {sums} FROM {lines} s JOIN directory_office o ON o.id = s.counts_at_id "
        f"GROUP BY {groups} HAVING {some}"
    )


def _folded() -> str:
    same = " AND ".join(f"t.{name} {'IS NOT DISTINCT FROM' if name in _UNKNOWN else '='} d.{name}" for name in ALIKE)
    nothing = " AND ".join(f"t.{name} + d.{name} = 0" for name in NUMBERS)
    return f"""MERGE INTO statistics_yearsum t
             USING ({summed("(SELECT * FROM statistics_change WHERE id = ANY(ids))")}) d ON {same}
             WHEN MATCHED AND {nothing} THEN DELETE
             WHEN MATCHED THEN UPDATE SET {", ".join(f"{name} = t.{name} + d.{name}" for name in NUMBERS)}
             WHEN NOT MATCHED THEN INSERT ({_ALL}) VALUES ({", ".join(f"d.{n}" for n in (*ALIKE, *NUMBERS))});"""


def _line(row: str, sign: int) -> str:
    """A case as it was or is, as a line. Behind a wall no office sees it here: those are counted one by one."""
    of_case = [f"{row}.{name}" for name in ALIKE[:-1]]
    numbers = (sign, f"{sign} * (NOT {row}.repeated)::int")
    values = ", ".join([*of_case, _SEEN.format(case=row), *map(str, numbers)])
    return f"INSERT INTO statistics_change ({_ALL}) VALUES ({values});"


MOST_AT_ONCE = 100_000

SUM_FUNCTIONS: list[tuple[str, str, str]] = [
    (
        "cases_case_change()",
        "trigger",
        f"""BEGIN
             IF TG_OP <> 'INSERT' THEN {_line("OLD", -1)} END IF;
             IF TG_OP <> 'DELETE' THEN {_line("NEW", 1)} END IF;
             RETURN NULL;
           END""",
    ),
    (
        "cases_repeat(person uuid)",
        "void",
        # Marked too often is still counted rightly, once for each person; so a mark is never taken away here.
        """DECLARE one uuid; ids uuid[];
           BEGIN
             SELECT coalesce(true_person_id, id) INTO one FROM people_person WHERE id = person FOR NO KEY UPDATE;
             PERFORM 1 FROM people_person WHERE id = one FOR NO KEY UPDATE;
             ids := one || ARRAY(SELECT id FROM people_person WHERE true_person_id = one);
             IF (SELECT count(*) FROM cases_case WHERE client_id = ANY(ids)) > 1 THEN
               UPDATE cases_case SET repeated = true WHERE client_id = ANY(ids) AND NOT repeated;
             END IF;
           END""",
    ),
    (
        "cases_case_repeat()",
        "trigger",
        "BEGIN PERFORM cases_repeat(NEW.client_id); RETURN NULL; END",
    ),
    (
        "people_person_repeat()",
        "trigger",
        "BEGIN PERFORM cases_repeat(NEW.id); RETURN NULL; END",
    ),
    (
        "statistics_fold()",
        "int",
        # The lines are named first: whoever asks meanwhile sees either them or what they were folded into.
        f"""DECLARE ids bigint[];
           BEGIN
             PERFORM pg_advisory_xact_lock(hashtext('statistics_fold'));
             ids := ARRAY(SELECT id FROM statistics_change ORDER BY id LIMIT {MOST_AT_ONCE});
             IF cardinality(ids) = 0 THEN RETURN 0; END IF;
             {_folded()}
             DELETE FROM statistics_change WHERE id = ANY(ids);
             RETURN cardinality(ids);
           END""",
    ),
]

_NOTICED = ("kind", "counts_at_id", "place_id", "client_id", "primary_type", "role", "sex", "age", "age_at_deed",
            "opened_month", "status", "offices", "barred", "repeated")  # fmt: skip


def _on_update(name: str, table: str, columns: tuple[str, ...], function: str) -> tuple[str, str]:
    """A trigger that is asleep unless one of the columns is another than before."""
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    drawn = (
        f"CREATE TRIGGER {name} AFTER UPDATE OF {', '.join(columns)} ON {table} "
        f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {function}()"
    )
    return f"DROP TRIGGER IF EXISTS {name} ON {table}", drawn


SUM_TRIGGERS = (
    "DROP TRIGGER IF EXISTS change_made ON cases_case",
    "CREATE TRIGGER change_made AFTER INSERT OR DELETE ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_case_change()",
    *_on_update("change", "cases_case", _NOTICED, "cases_case_change"),
    "DROP TRIGGER IF EXISTS repeat_made ON cases_case",
    "CREATE TRIGGER repeat_made AFTER INSERT ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_case_repeat()",
    *_on_update("repeat", "cases_case", ("client_id",), "cases_case_repeat"),
    *_on_update("repeat", "people_person", ("true_person_id",), "people_person_repeat"),
)
