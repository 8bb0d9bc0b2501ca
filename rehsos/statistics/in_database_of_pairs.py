"""What the database does so that the two cases of a child are known as such at any moment (statistics.pairs, ADR 19).

Of a client with exactly two cases, neither of them marked (`cases_case.repeated`), `statistics_pair` has a row. It
follows every change of the two that a count can notice, in the same transaction. The nation has too many pairs to read
each: of those alike it keeps sums, as of cases, with what changed since.
"""

from rehsos.house.database import Function, Trigger, on_change

from .in_database import MOST_AT_ONCE

TOLD = ("counts_at_id", "kind", "role", "opened_month", "place_id", "sex", "age", "age_at_deed", "status",
        "primary_type", "category")  # fmt: skip
"""What a pair tells of each of its cases."""
_KEPT = (*TOLD, "offices")
_BOTH = "ARRAY(SELECT unnest({}) INTERSECT SELECT unnest({}))"


def columns_of(one: str) -> list[str]:
    """The columns of a pair that tell of `one` or of the `other`."""
    return [f"{one}_{name}" for name in _KEPT]


INTO = ", ".join(["one_id", "other_id", "offices", *columns_of("one"), *columns_of("other")])
OF_BOTH = ", ".join(
    ["a.id", "b.id", _BOTH.format("a.offices", "b.offices"), *(f"{case}.{name}" for case in "ab" for name in _KEPT)]
)
"""Its columns, of the cases `a` and `b`."""
PAIRS = f"""
INSERT INTO statistics_pair ({INTO})
SELECT {OF_BOTH} FROM (
  SELECT array_agg(k.id ORDER BY k.id) AS two FROM cases_case k JOIN people_person p ON p.id = k.client_id
   GROUP BY coalesce(p.true_person_id, p.id) HAVING count(*) = 2 AND NOT bool_or(k.repeated)) f
  JOIN cases_case a ON a.id = two[1] JOIN cases_case b ON b.id = two[2] ORDER BY a.counts_at_id
"""
"""All of them, made from the cases."""

ALIKE = ("kind", "role", "opened_month", "sex", "status")
"""What the sums of pairs tell of each of the two; of the month its January, as a grain of a year does."""
PARTS = frozenset({"sex", "status"})
"""The dimensions that they tell beside year and role."""
_SUMMED = [f"{one}_{name}" for one in ("one", "other") for name in ALIKE]
_INTO_SUMS = ", ".join((*_SUMMED, "n"))


def _told_of(row: str) -> list[str]:
    return [f"({row}.{name} / 12 * 12)::smallint" if "month" in name else f"{row}.{name}" for name in _SUMMED]


def _line(row: str, sign: int) -> str:
    values = ", ".join((*_told_of(row), str(sign)))
    return f"INSERT INTO statistics_pairchange ({_INTO_SUMS}) VALUES ({values});"


def _added(lines: str, number: str) -> str:
    groups = ", ".join(str(n) for n in range(1, len(_SUMMED) + 1))
    told = ", ".join(f"{sql} AS {name}" for sql, name in zip(_told_of("t"), _SUMMED, strict=True))
    return f"SELECT {told}, {number}::int AS n FROM {lines} t GROUP BY {groups} HAVING {number} <> 0"


SUMS = f"INSERT INTO statistics_pairsum ({_INTO_SUMS}) {_added('statistics_pair', 'count(*)')}"
"""All of them, made from the pairs."""
_SAME = " AND ".join(f"t.{name} = d.{name}" for name in _SUMMED)
_FOLDED = f"""MERGE INTO statistics_pairsum t
             USING ({_added("(SELECT * FROM statistics_pairchange WHERE id = ANY(ids))", "sum(t.n)")}) d
                ON {_SAME}
             WHEN MATCHED AND t.n + d.n = 0 THEN DELETE
             WHEN MATCHED THEN UPDATE SET n = t.n + d.n
             WHEN NOT MATCHED THEN INSERT ({_INTO_SUMS}) VALUES ({", ".join(f"d.{n}" for n in (*_SUMMED, "n"))});"""


def _follow(one: str, other: str) -> str:
    told = ", ".join(f"{one}_{name} = NEW.{name}" for name in _KEPT)
    both = _BOTH.format("NEW.offices", f"{other}_offices")
    return f"UPDATE statistics_pair SET offices = {both}, {told} WHERE {one}_id = NEW.id;"


FUNCTIONS = (
    Function(
        "statistics_pair(person uuid)",
        "void",
        f"""DECLARE ids uuid[] := people_who_are(person);
           BEGIN
             IF (SELECT count(*) = 2 AND NOT bool_or(repeated OR barred <> '{{}}')
                   FROM cases_case WHERE client_id = ANY(ids)) THEN
               INSERT INTO statistics_pair ({INTO}) SELECT {OF_BOTH} FROM cases_case a JOIN cases_case b ON a.id < b.id
                WHERE a.client_id = ANY(ids) AND b.client_id = ANY(ids) ON CONFLICT (one_id) DO NOTHING;
             END IF;
           END""",
    ),
    Function(
        "cases_case_pair()",
        "trigger",
        f"""BEGIN
             IF TG_OP = 'UPDATE' AND NOT NEW.repeated AND NEW.client_id = OLD.client_id THEN
               {_follow("one", "other")}
               {_follow("other", "one")}
               RETURN NULL;
             END IF;
             IF TG_OP <> 'INSERT' THEN
               DELETE FROM statistics_pair WHERE one_id = OLD.id OR other_id = OLD.id;
             END IF;
             IF TG_OP <> 'DELETE' THEN PERFORM statistics_pair(NEW.client_id); END IF;
             RETURN NULL;
           END""",
    ),
    Function(
        "people_person_pair()",
        "trigger",
        """BEGIN
             DELETE FROM statistics_pair t USING cases_case c
              WHERE c.client_id = NEW.id AND (t.one_id = c.id OR t.other_id = c.id);
             PERFORM statistics_pair(NEW.id);
             RETURN NULL;
           END""",
    ),
    Function(
        "statistics_pair_change()",
        "trigger",
        f"""BEGIN
             IF TG_OP <> 'INSERT' THEN {_line("OLD", -1)} END IF;
             IF TG_OP <> 'DELETE' THEN {_line("NEW", 1)} END IF;
             RETURN NULL;
           END""",
    ),
    # As statistics_fold(): named first, so whoever asks meanwhile sees either the lines or what they were folded into.
    Function(
        "statistics_fold_pairs()",
        "int",
        f"""DECLARE ids bigint[];
           BEGIN
             PERFORM pg_advisory_xact_lock(hashtext('statistics_fold_pairs'));
             ids := ARRAY(SELECT id FROM statistics_pairchange ORDER BY id LIMIT {MOST_AT_ONCE});
             {_FOLDED}
             DELETE FROM statistics_pairchange WHERE id = ANY(ids);
             RETURN cardinality(ids);
           END""",
    ),
)

TRIGGERS = (
    Trigger("pair_made", "cases_case", "AFTER INSERT OR DELETE", "cases_case_pair"),
    on_change("pair", "cases_case", ("client_id", "repeated", *_KEPT), "cases_case_pair"),
    on_change("pair", "people_person", ("true_person_id",), "people_person_pair"),
    Trigger("change_made", "statistics_pair", "AFTER INSERT OR DELETE", "statistics_pair_change"),
    on_change("change", "statistics_pair", tuple(_SUMMED), "statistics_pair_change"),
)
