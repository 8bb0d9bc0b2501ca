"""Tokens: what they hide, what a question asks for, and how what it finds is ordered."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.people.ranking import Candidate, Question, gather
from rehsos.people.tokens import A_FEW, Query, Step, query_tokens, token, tokens_for

KEY = bytes(range(32))
OTHER_KEY = bytes(32)


def finds(query: Query, tokens: frozenset[int]) -> list[str]:
    """The steps of a question that bring up the holder of these tokens."""
    return [step.why for step in query.steps if any(wanted <= tokens for wanted in step.any_of)]


def rambu(**more: object) -> frozenset[int]:
    return tokens_for(KEY, names=["Rambu Teladan"], **more)  # type: ignore[arg-type]


@given(st.text(), st.text())
def test_a_token_fits_a_bigint_and_depends_on_key_and_kind(kind: str, value: str) -> None:
    found = token(KEY, kind, value)
    assert -(2**63) <= found < 2**63
    assert found == token(KEY, kind, value)
    assert found not in {
        token(OTHER_KEY, kind, value),
        token(KEY, kind + "x", value),
        token(KEY, kind, value + "x"),
    }


def test_tokens_do_not_change_between_versions() -> None:
    """Stored tokens must be found after an upgrade: whoever changes these remakes everybody's tokens."""
    names = ["H. Moh. Rizbi Tjontoh bin Abdurrehka", "Khairoel Zaenuk", "Christin Fitriyah", "I Md. Chandri"]
    marks = tokens_for(KEY, names=names, birth_year=2012, regency="53.01")
    assert token(KEY, "nik", "5301055203100001") == -4887366443485255411
    assert hashlib.sha256(repr(sorted(marks)).encode()).hexdigest()[:16] == "d8230d1684205842"


def test_another_installation_has_other_tokens() -> None:
    assert rambu().isdisjoint(tokens_for(OTHER_KEY, names=["Rambu Teladan"]))


def test_nobody_has_no_tokens() -> None:
    assert tokens_for(KEY, names=[]) == tokens_for(KEY, names=["", "😀"], nik="", code="", phones=[""]) == frozenset()
    assert query_tokens(KEY, " 😀 ").steps == ()


def test_a_page_pasted_as_a_name_stays_small() -> None:
    assert len(tokens_for(KEY, names=["Rambu Teladan Mawar Contoh Samaran Bayangan " * 200])) < 200
    assert len(query_tokens(KEY, "Rambu Teladan Mawar Contoh Samaran Bayangan " * 200).parts) <= 8


@pytest.mark.parametrize("text", ["5301055203100001", "530105 520310 0001", "5301.0552.0310.0001", "５301055203100001"])
def test_a_nik_is_asked_for_alone(text: str) -> None:
    query = query_tokens(KEY, text)
    assert [step.why for step in query.steps] == ["nik"]
    assert finds(query, rambu(nik="5301055203100001")) == ["nik"]
    assert not finds(query, rambu(nik="5301055203100002"))


@pytest.mark.parametrize("text", ["53.01-18-0034", " 5301-18-0034 "])
def test_a_case_code_is_asked_for_alone(text: str) -> None:
    query = query_tokens(KEY, text)
    assert finds(query, rambu(code="53.01-18-0034")) == ["code"]
    assert not finds(query, rambu(code="53.01-18-0035"))


def test_a_phone_is_asked_for_alone() -> None:
    query = query_tokens(KEY, "+62 812 0000 0001")
    assert finds(query, rambu(phones=["0812-0000-0001"])) == ["phone"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Rambu Teladan", "whole"),
        ("teladan rambu", "whole"),
        ("Ramboe Telladan", "all"),
        ("Rambuteladan", "all"),
        ("Rambu Tel", "opening"),
        ("Rombi Teledun", "consonants"),
        ("Rambu Telafan", "slip"),
        ("Rambu Bayangan", "one missing"),
        ("Muhammad Rambu Teladan", "telling"),
        ("Rambu Teladan binti Karangan", "without father"),
        ("Ram", "opening"),
    ],
)
def test_the_first_step_that_finds(text: str, why: str) -> None:
    assert finds(query_tokens(KEY, text), rambu())[0] == why


def test_a_name_in_two_words_is_found_by_those_who_write_it_in_one_and_back() -> None:
    assert finds(query_tokens(KEY, "Nurcontoh"), tokens_for(KEY, names=["Nur Contoh"]))
    assert "joined" in finds(query_tokens(KEY, "Nur Contoh"), tokens_for(KEY, names=["Nurcontoh"]))


def test_place_and_year_are_asked_first() -> None:
    query = query_tokens(KEY, "Rambu", regency="53.01", birth_year=2012)
    assert query.steps[0].why == "near"
    assert "near" in finds(query, rambu(regency="5301", birth_year=2011))
    assert "near in place or year" in finds(query, rambu(regency="53.01", birth_year=1999))
    assert not {"near", "near in place or year"} & set(finds(query, rambu(regency="53.02", birth_year=1999)))


@given(st.text("RambuTeldnMwr .'-", max_size=40))
def test_whoever_is_asked_for_as_registered_is_found(name: str) -> None:
    query = query_tokens(KEY, name)
    assert bool(finds(query, tokens_for(KEY, names=[name]))) == bool(query.parts)


@given(st.text(max_size=60), st.none() | st.just("53.01"), st.none() | st.integers(1900, 2030))
def test_no_step_asks_for_everybody_or_twice(text: str, regency: str | None, birth_year: int | None) -> None:
    sets = [
        wanted
        for step in query_tokens(KEY, text, regency=regency, birth_year=birth_year).steps
        for wanted in step.any_of
    ]
    assert all(sets)
    assert len(sets) == len(set(sets))


def test_the_likest_comes_first() -> None:
    names = [
        "Yanto Bayangan",
        "Rambu Teladin",
        "Rambu Teladan",
        "Ramboe Teladan",
        "Rambu Teladan Contoh",
        "Rambu Mawar",
    ]
    ranked = Question(query_tokens(KEY, "Rambu Teladan")).rank([Candidate(name, (name,)) for name in names])
    assert [candidate.key for candidate, _ in ranked][:3] == [
        "Rambu Teladan",
        "Ramboe Teladan",
        "Rambu Teladan Contoh",
    ]
    assert "Yanto Bayangan" not in [candidate.key for candidate, _ in ranked]


def test_an_alias_counts_as_a_name() -> None:
    query = query_tokens(KEY, "Tole")
    score = Question(query).score
    assert score(Candidate(1, ("Yanto Bayangan", "Tole"))) > score(Candidate(2, ("Yanto Bayangan",)))


def test_agreeing_hints_break_a_tie() -> None:
    query = query_tokens(KEY, "Mawar", regency="53.01", birth_year=2016)
    far = Candidate("far", ("Mawar",), "53.02", 2001)
    close = Candidate("close", ("Mawar",), "53.01", 2017)
    exact = Candidate("exact", ("Mawar",), "53.01", 2016)
    assert [candidate.key for candidate, _ in Question(query).rank([far, close, exact])] == ["exact", "close", "far"]


def test_whoever_has_the_nik_needs_no_likeness() -> None:
    query = query_tokens(KEY, "5301055203100001")
    score = Question(query).score
    assert score(Candidate(1, ("Mawar",))) == score(Candidate(2, ())) == 1.0


@pytest.mark.parametrize(("found", "last"), [(A_FEW, "all"), (A_FEW - 1, "openings")])
def test_a_few_who_sound_as_asked_are_enough(found: int, last: str) -> None:
    query = query_tokens(KEY, "Rambu Teladan")
    asked: list[str] = []

    def fetch(step: Step, _: int) -> list[Candidate[int]]:
        asked.append(step.why)
        return [Candidate(number, ("Rambu Teladan",)) for number in range(found)]

    assert len(gather(query, fetch)) == found
    assert asked[-1] == last


def test_what_shares_only_a_part_is_asked_in_a_round_of_its_own() -> None:
    rounds = query_tokens(KEY, "Rambu Teladan", regency="53.01").rounds
    assert [steps[-1].why for steps in rounds] == ["all", "slip", "openings"]
    assert [steps[0].why for steps in rounds] == ["near", "readings", "near in part"]


def test_gathering_names_nobody_twice() -> None:
    query = query_tokens(KEY, "Rambu Teladan")

    def fetch(step: Step, _: int) -> list[Candidate[str]]:
        return [Candidate("always", ("Rambu",)), Candidate(step.why, ("Rambu",))]

    assert [candidate.key for candidate in gather(query, fetch)][:3] == ["always", "whole", "carer"]
