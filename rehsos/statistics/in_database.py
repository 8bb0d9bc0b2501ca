"""What the database itself does so that sums of cases are true at any moment (statistics.sums, ADR 0019).

Each change of a case that a count can notice leaves what it takes away and what it adds in `statistics_change`, in the
same transaction. The job folds those lines into the sums. A question adds up both.
"""

from rehsos.house.database import Function, Trigger, on_change
from rehsos.law.ages import LAW_BANDS, REPORT_BANDS

ALIKE = ("counts_at_id", "kind", "role", "opened_month", "place_id", "sex", "age", "age_at_deed", "guessed", "status",
         "primary_type", "category", "offices")  # fmt: skip
"""What cases have in common that are summed in one row. The last are the offices that see them."""
NUMBERS = ("n", "alone")
"""So many cases; so many of them of persons who have no other."""
_ALL = ", ".join((*ALIKE, *NUMBERS))
_UNKNOWN = {"age", "age_at_deed"}  # may be

_AGES = {"age_band", "report_band", "guessed"}
_PARTS: tuple[set[str], ...] = ({"sex", "status"}, {"type"}, _AGES)
GRAINS = (
    frozenset({"sex", "status", "type"} | _AGES),
    *(frozenset({"month"} | part) for part in _PARTS),
    *(frozenset({"place", "office"} | part) for part in _PARTS),
    frozenset({"category", "sex", "status"}),
    frozenset({"category", "month"}),
    frozenset({"category", "place", "office"}),
)
"""What the sums tell beside year, kind, role and province, coarsest first: all there is of a year in a province but for
the category; of a month, or of a kab and the office that counts, a part at a time, for with all there are about as many
rows as cases; then the category."""

_LAW, _REPORT = ({0, *(low for _code, low, _high in bands), 151} for bands in (LAW_BANDS, REPORT_BANDS))


def _youngest(age: str, pieces: set[int]) -> str:
    tests = " ".join(f"WHEN {age} >= {low} THEN {low}" for low in sorted(pieces - {0}, reverse=True))
    return f"CASE WHEN {age} IS NULL THEN NULL {tests} ELSE 0 END"


# The office that reads a case with those of the offices below it: what is above a dinas, a province itself.
_TOP = "(CASE WHEN o.kind = 'province' THEN o.id ELSE coalesce(o.parent_id, o.id) END)::int"
# A row of sums says the youngest age, the first month and the province of what it sums, so that dimensions and
# conditions read it as they read a case. Of who is before the law, the law's bands go by the age at the deed.
_AGE = (
    f"(CASE WHEN s.role = '' THEN {_youngest('s.age', _LAW | _REPORT)} "
    f"ELSE {_youngest('s.age', _REPORT)} END)::smallint"
)
_ALWAYS = {"kind": "s.kind", "role": "s.role"}
_TOLD = {
    "office": {"counts_at_id": ("s.counts_at_id", _TOP)},
    "month": {"opened_month": ("s.opened_month", "(s.opened_month / 12 * 12)::smallint")},
    "place": {"place_id": ("left(s.place_id, 5)", "left(s.place_id, 2)")},
    "sex": {"sex": ("s.sex", "''")},
    "status": {"status": ("s.status", "''")},
    "type": {"primary_type": ("s.primary_type", "''")},
    "category": {"category": ("s.category", "''")},
    "report_band": {"age": (_AGE, "NULL::smallint")},
    "age_band": {"age_at_deed": (f"({_youngest('s.age_at_deed', _LAW)})::smallint", "NULL::smallint")},
    "guessed": {"guessed": ("s.guessed", "0::smallint")},
}
"""The columns of each thing told: as they are where a grain tells it, and where it does not."""


def _columns(grain: frozenset[str]) -> dict[str, str]:
    told = {column: said[name not in grain] for name, of in _TOLD.items() for column, said in of.items()}
    return _ALWAYS | told | {"offices": _OFFICE_TOO if "office" in grain else _TOP_ALONE}


# Which of them see the cases: an office reads the sums of what it counts itself where they tell the office.
_TOP_ALONE = f"CASE WHEN {_TOP} = ANY(s.offices) THEN ARRAY[{_TOP}] ELSE '{{}}' END"
_OFFICE_TOO = (
    f"{_TOP_ALONE} || CASE WHEN s.counts_at_id <> {_TOP} AND s.counts_at_id = ANY(s.offices) "
    "THEN ARRAY[s.counts_at_id::int] ELSE '{}' END"
)


_SEEN = "CASE WHEN {case}.barred = '{{}}' THEN {case}.offices ELSE '{{}}' END"
CASES = f"""(SELECT {", ".join(f"c.{name}" for name in ALIKE[:-1])}, {_SEEN.format(case="c")} AS offices,
  1 AS n, (NOT c.repeated)::int AS alone FROM cases_case c)"""
"""Every case as a line of its own: what the sums are sums of."""


def summed(lines: str, number: int) -> str:
    """Lines added up to the rows of a grain, by its number; what comes to nothing is left out."""
    of = _columns(GRAINS[number])
    columns = ", ".join(f"{of[name]} AS {name}" for name in ALIKE)
    sums = ", ".join(f"sum(s.{name})::int AS {name}" for name in NUMBERS)
    groups = ", ".join(str(n) for n in range(2, len(ALIKE) + 2))
    some = " OR ".join(f"sum(s.{name}) <> 0" for name in NUMBERS)
    return (
        f"SELECT {number}::smallint AS grain, {columns}, {sums} FROM {lines} s "
        f"JOIN directory_office o ON o.id = s.counts_at_id GROUP BY {groups} HAVING {some}"
    )


def _folded(number: int) -> str:
    same = " AND ".join(f"t.{name} {'IS NOT DISTINCT FROM' if name in _UNKNOWN else '='} d.{name}" for name in ALIKE)
    nothing = " AND ".join(f"t.{name} + d.{name} = 0" for name in NUMBERS)
    return f"""MERGE INTO statistics_sum t
             USING ({summed("(SELECT * FROM statistics_change WHERE id = ANY(ids))", number)}) d
                ON t.grain = {number} AND {same}
             WHEN MATCHED AND {nothing} THEN DELETE
             WHEN MATCHED THEN UPDATE SET {", ".join(f"{name} = t.{name} + d.{name}" for name in NUMBERS)}
             WHEN NOT MATCHED THEN INSERT (grain, {_ALL})
                  VALUES ({number}, {", ".join(f"d.{n}" for n in (*ALIKE, *NUMBERS))});"""


def _line(row: str, sign: int) -> str:
    """A case as it was or is, as a line. Behind a wall no office sees it here: those are counted one by one."""
    of_case = [f"{row}.{name}" for name in ALIKE[:-1]]
    numbers = (sign, f"{sign} * (NOT {row}.repeated)::int")
    values = ", ".join([*of_case, _SEEN.format(case=row), *map(str, numbers)])
    return f"INSERT INTO statistics_change ({_ALL}) VALUES ({values});"


MOST_AT_ONCE = 100_000

FUNCTIONS = (
    Function(
        "cases_case_change()",
        "trigger",
        f"""BEGIN
             IF TG_OP <> 'INSERT' THEN {_line("OLD", -1)} END IF;
             IF TG_OP <> 'DELETE' THEN {_line("NEW", 1)} END IF;
             RETURN NULL;
           END""",
    ),
    # The lines are named first: whoever asks meanwhile sees either them or what they were folded into.
    Function(
        "statistics_fold()",
        "int",
        f"""DECLARE ids bigint[];
           BEGIN
             PERFORM pg_advisory_xact_lock(hashtext('statistics_fold'));
             ids := ARRAY(SELECT id FROM statistics_change ORDER BY id LIMIT {MOST_AT_ONCE});
             IF cardinality(ids) = 0 THEN RETURN 0; END IF;
             {"".join(map(_folded, range(len(GRAINS))))}
             DELETE FROM statistics_change WHERE id = ANY(ids);
             RETURN cardinality(ids);
           END""",
    ),
)

_NOTICED = ("kind", "counts_at_id", "place_id", "client_id", "primary_type", "category", "role", "sex", "age",
            "age_at_deed", "guessed", "opened_month", "status", "offices", "barred", "repeated")  # fmt: skip
TRIGGERS = (
    Trigger("change_made", "cases_case", "AFTER INSERT OR DELETE", "cases_case_change"),
    on_change("change", "cases_case", _NOTICED, "cases_case_change"),
)
