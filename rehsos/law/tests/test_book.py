"""The book holds together: every rule is complete, dated, based, and has no power to block."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

import rehsos
from rehsos.law import book
from rehsos.law.shapes import Basis, Condition, Duty, Kind, Length, Rule

RULES = list(book.rules().values())
IN_FILE_HEADS = {"Kebijakan dinas", "Isi dokumen"}


def every(rules: list[Rule]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules, ids=lambda rule: rule.code)


@every(RULES)
def test_a_rule_names_only_facts_of_the_catalogue(rule: Rule) -> None:
    named = {rule.start, *rule.stop, *rule.ask_after, *rule.advisory_start, *rule.advisory_unless}
    named |= {condition.fact for condition in rule.applies}
    assert named <= set(book.fact_kinds())


@every(RULES)
def test_a_rule_has_words_in_two_languages_and_a_basis(rule: Rule) -> None:
    assert all((*rule.label, *rule.owed_by))
    assert rule.basis
    assert all(one.regulation and one.pasal for one in rule.basis)
    assert bool(rule.note[0]) == bool(rule.note[1])
    assert bool(rule.caveat[0]) == bool(rule.caveat[1])


@every([rule for rule in RULES if rule.kind is not Kind.LIMIT or rule.bound != "birthday"])
def test_no_rule_is_older_than_every_regulation_it_rests_on(rule: Rule) -> None:
    known = [book.regulations()[one.regulation].valid_from for one in rule.basis]
    assert rule.valid_from >= min(known)


@every([rule for rule in RULES if rule.duty is not Duty.LIMIT])
def test_a_rule_that_may_run_can_be_stopped(rule: Rule) -> None:
    assert rule.stop


@every([rule for rule in RULES if rule.duty is Duty.POLICY])
def test_office_policy_says_so_in_its_basis(rule: Rule) -> None:
    assert {one.regulation for one in rule.basis} == {"Kebijakan dinas"}
    assert rule.pausable


def test_only_policy_can_pause() -> None:
    assert {rule.duty for rule in RULES if rule.pausable} == {Duty.POLICY}


def test_the_shape_of_a_rule_has_no_power_to_block() -> None:
    words = {"block", "refuse", "forbid", "prevent", "require"}
    assert not [f.name for f in fields(Rule) for word in words if word in f.name]


def test_rules_read_only_in_part_are_not_verified() -> None:
    unverified = {rule.code for rule in RULES if not rule.verified}
    assert unverified == {"tppo_rehab", "arrest"}


GROUPS = [
    *(f"A{n}" for n in range(1, 14)),
    *(f"B{n}" for n in range(1, 34)),
    *(f"C{n}" for n in range(1, 7)),
    "D",
]


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_of_the_clock_table_is_in_the_book(group: str) -> None:
    assert [rule for rule in RULES if rule.group.rstrip("abcdef") == group]


def test_the_lists_of_the_law_are_complete() -> None:
    assert [kind.number for kind in book.ppks_types().values()] == [f"{n:02d}" for n in range(1, 27)]
    assert "".join(book.ampk_groups()) == "abcdefghijklmno"
    assert len(book.components()) == 10
    assert len({component.rollup for component in book.components().values()}) == 7
    kinds = [m.kind for m in book.measures().values() if not m.parent]
    assert (kinds.count("main"), kinds.count("additional"), kinds.count("tindakan")) == (5, 2, 7)


def test_restorative_justice_is_not_diversion_and_custom_ends_nothing() -> None:
    endings = book.endings()
    assert endings["restorative_justice"].code != endings["diversi_completed"].code
    assert endings["customary_settlement"].kind == "unrecognised"
    assert [endings[code].closes for code in ("p19", "p21", "diversi_agreed", "customary_settlement")] == [False] * 4


def test_an_unknown_rule_says_where_to_look() -> None:
    with pytest.raises(book.UnknownRule, match=r"no such rule: laporan \(see .*clocks\.toml\)"):
        book.rule("laporan")


@pytest.mark.parametrize(
    ("make", "text"),
    [
        (Length.parse, "3x24"),
        (Length.parse, "3 fortnights"),
        (Basis.parse, "PP 65/2015"),
        (Condition.parse, "role"),
    ],
)
def test_a_faulty_entry_is_refused_at_load(make: type, text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        make(text)


def test_a_misspelt_key_is_refused_at_load() -> None:
    row = dict(book.read_toml("clocks.toml")["rule"][0], lenght="72 hours")
    with pytest.raises(book.BadData, match="unknown keys"):
        book.keyed("clocks.toml", [row], book._rule)


def test_a_rule_that_names_an_unknown_fact_is_refused_at_load() -> None:
    row = dict(book.read_toml("clocks.toml")["rule"][0], stop=["never_heard_of"])
    with pytest.raises(book.BadData, match="never_heard_of"):
        book._check_rule(book._rule(row), book.rules())


def shelf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, text: str) -> None:
    """A room nobody wrote yet keeps a file of its own law, in a folder that was added to the house."""
    law = tmp_path / "wisma" / "law"
    law.mkdir(parents=True)
    (law / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(rehsos, "__path__", [*rehsos.__path__, str(tmp_path)])


FACT = 'id = "Izin terbit", en = "Licence issued", knows = "ours", of = "case"'


def test_a_room_keeps_its_own_law_and_it_stands_where_it_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shelf(
        monkeypatch,
        tmp_path,
        "facts.toml",
        f"""[moment]
first = {{ after = "", {FACT} }}
second = {{ {FACT} }}
last = {{ after = "level", {FACT} }}
""",
    )
    found = book.fact_kinds.__wrapped__()
    assert {**found}.keys() - book.fact_kinds().keys() == {"first", "second", "last"}
    assert [*found][:3] == ["first", "second", next(iter(book.fact_kinds()))]
    assert [*found][[*found].index("level") + 1] == "last"
    assert {code: found[code] for code in book.fact_kinds()} == book.fact_kinds()


def test_one_fact_in_two_rooms_is_refused_and_both_places_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shelf(monkeypatch, tmp_path, "facts.toml", f"[moment]\narrested = {{ {FACT} }}\n")
    with pytest.raises(book.BadData, match=r"arrested stands in justice/law/facts\.toml and in wisma/law/facts\.toml"):
        book.fact_kinds.__wrapped__()


def test_a_place_in_the_book_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shelf(monkeypatch, tmp_path, "facts.toml", f'[moment]\nnew = {{ after = "nowhere", {FACT} }}\n')
    with pytest.raises(book.BadData, match=r"wisma/law/facts\.toml: new: stands after nowhere"):
        book.fact_kinds.__wrapped__()


def test_what_hangs_on_a_part_or_a_matter_stands_with_justice() -> None:
    """The law's own files know no child's part in a matter: a new track writes beside itself what hangs on its own."""
    own = book.read_toml("clocks.toml")["rule"]
    assert {row["hangs_on"] for row in own} == {"case", "person"}
    assert {row["of"] for part in book.read_toml("facts.toml").values() for row in part.values()} == {"case", "person"}


def test_days_are_counted_by_dated_rules() -> None:
    assert book.counting_doubts(date(2025, 12, 31)) == ()
    assert "UU 20/2025" in book.counting_doubts(date(2026, 1, 2))[0][0]


def test_only_a_regulation_has_a_pasal() -> None:
    assert str(Basis.parse("PP 65/2015 Ps 13 ayat (2)")) == "PP 65/2015 Ps 13 ayat (2)"
    own = Basis.parse("Kebijakan dinas Ps surat masuk")
    assert (str(own), own.words[1]) == ("Kebijakan dinas: surat masuk", "Office policy")
