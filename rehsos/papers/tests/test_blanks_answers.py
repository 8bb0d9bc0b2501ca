from pathlib import Path

import pytest
from hypothesis import given as fuzzed
from hypothesis import strategies as st

from rehsos.papers.blanks.answers import Answers, check, read, score, split, visible
from rehsos.papers.blanks.book import blank, blanks, find, load
from rehsos.papers.blanks.render import passages, said, views
from rehsos.papers.blanks.shape import Blank, Kind

INITIAL = blank("initial_assessment")
ITEMS = [field.code for field in blank("functioning").fields.values() if field.kind is Kind.SCORE]
EACH = st.sampled_from(blanks())

MEAN = """
code = "mean"
version = 1
title = { id = "Rata-rata", en = "Mean" }
[scale]
three = [{ code = "n", points = 0, id = "n", en = "n" }, { code = "y", points = 3, id = "y", en = "y" }]
[scoring]
method = "mean"
needs = 2
instrument = "Contoh"
validated = false
note = { id = "belum", en = "not yet" }
[[scoring.band]]
code = "low"
upto = 1.5
id = "rendah"
en = "low"
[[scoring.band]]
code = "high"
upto = 3
id = "tinggi"
en = "high"
[[section]]
code = "s"
title = { id = "s", en = "s" }
"""
CHAIN = """
code = "chain"
version = 1
title = { id = "a", en = "a" }
[[section]]
code = "s"
title = { id = "a", en = "a" }
"""
LINK = """
[[section.field]]
code = "{code}"
kind = "yes_no"
label = {{ id = "a", en = "a" }}
when = "{when}"
"""
ITEM = '[[section.field]]\ncode = "{}"\nkind = "score"\nscale = "three"\nlabel = {{ id = "a", en = "a" }}\n'


def shown(form: Blank, answers: Answers) -> set[str]:
    return {field.code for field in visible(form, answers)}


def test_a_field_shows_only_when_its_rule_holds() -> None:
    assert "danger" not in shown(INITIAL, {})
    assert "danger" not in shown(INITIAL, {"safe_now": "yes"})
    assert "danger" in shown(INITIAL, {"safe_now": "no"})


def test_a_rule_among_several_values() -> None:
    risk = blank("risk")
    assert [level for level in ("low", "medium", "high") if "steps" in shown(risk, {"level": level})] == [
        "medium",
        "high",
    ]


def test_a_hidden_answer_shows_nothing_further(tmp_path: Path) -> None:
    rules = {"a": "", "b": "a = yes", "c": "b = yes", "d": "a = yes and c = yes"}
    chain = CHAIN + "".join(LINK.format(code=code, when=when) for code, when in rules.items())
    (tmp_path / "chain.v1.toml").write_text(chain, encoding="utf-8")
    form = find(load(tmp_path), "chain")
    yes: Answers = dict.fromkeys("abc", "yes")
    assert shown(form, yes) == {"a", "b", "c", "d"}
    assert shown(form, {**yes, "c": "no"}) == {"a", "b", "c"}
    assert shown(form, {**yes, "b": "no"}) == {"a", "b"}
    assert shown(form, {**yes, "a": "no"}) == {"a"}
    assert [view.when for view in next(views(form, {})).fields] == ["", "a=yes", "b=yes", "a=yes c=yes"]


def test_saving_needs_nothing_finishing_needs_the_required() -> None:
    assert check(INITIAL, {}, final=False) == []
    missing = {problem.field for problem in check(INITIAL, {}, final=True)}
    assert missing == {field.code for field in visible(INITIAL, {}) if field.required}
    assert {"safe_now", "risk_level", "reason_1"} <= missing
    assert "danger" not in missing


def test_unknown_and_declined_answer_any_required_question() -> None:
    for form in blanks():
        for silence in ("unknown", "declined"):
            assert check(form, dict.fromkeys(form.fields, silence), final=True) == []


@pytest.mark.parametrize(
    ("field", "answer", "words"),
    [
        ("safe_now", "maybe", "Pilih salah satu"),
        ("met_on", "entah kapan", "31 Des 2010"),
        ("met_on", "2018-02-30", "31 Des 2010"),
        ("help_now", ["health", "helicopter"], "Pilih salah satu"),
        ("help_now", ["health", "unknown"], "tidak sekaligus"),
    ],
)
def test_a_wrong_answer_is_told_even_in_a_draft(field: str, answer: str | list[str], words: str) -> None:
    (problem,) = check(INITIAL, {field: answer}, final=False)
    assert problem.field == field
    assert words in problem.words_id
    assert problem.words_en


def test_reading_posted_data() -> None:
    posted = {
        "safe_now": ["no"],
        "danger": ["  Tetangga lewat setiap malam.  "],
        "met_on": ["21/9/2018"],
        "help_now": ["shelter", "police"],
        "household__silence": ["declined"],
        "tonight__silence": [""],
        "help_to_communicate": ["unknown"],
        "csrfmiddlewaretoken": ["x"],
    }
    assert read(INITIAL, posted) == {
        "safe_now": "no",
        "danger": "Tetangga lewat setiap malam.",
        "met_on": "2018-09-21",
        "help_now": ["shelter", "police"],
        "household": "declined",
        "help_to_communicate": "unknown",
    }


def test_what_was_typed_outlives_a_mistake_and_a_silence() -> None:
    posted = {"met_on": ["31/31/2018"], "danger": ["ada"], "danger__silence": ["unknown"]}
    answers = read(INITIAL, posted)
    assert answers["danger"] == "ada"
    (view,) = [each for section in views(INITIAL, answers) for each in section.fields if each.name == "met_on"]
    assert view.value == "31/31/2018"
    assert [problem.field for problem in check(INITIAL, answers, final=False)] == ["met_on"]


def number_form(tmp_path: Path) -> Blank:
    text = """
code = "count"
version = 1
title = { id = "a", en = "a" }
[[section]]
code = "s"
title = { id = "a", en = "a" }
[[section.field]]
code = "n"
kind = "number"
label = { id = "Berapa", en = "How many" }
least = 0
most = 2000
required = true
counted = true
"""
    (tmp_path / "count.v1.toml").write_text(text, encoding="utf-8")
    return find(load(tmp_path), "count")


@pytest.mark.parametrize(
    ("typed", "answer", "wrong"),
    [
        ("0", 0, None),
        ("2,5", 2.5, None),
        ("1.250", 1250, None),
        ("1.25", 1.25, None),
        ("-1", -1, "Minimal 0."),
        ("2001", 2001, "Paling banyak 2000."),
        ("dua", "dua", "Tulis dengan angka saja."),
        ("nan", "nan", "Tulis dengan angka saja."),
        ("1e9", "1e9", "Tulis dengan angka saja."),
    ],
)
def test_numbers_as_typed_here(tmp_path: Path, typed: str, answer: object, wrong: str | None) -> None:
    form = number_form(tmp_path)
    answers = read(form, {"n": [typed]})
    assert answers == {"n": answer}
    assert [problem.words_id for problem in check(form, answers, final=True)] == ([wrong] if wrong else [])


def test_nought_is_an_answer(tmp_path: Path) -> None:
    form = number_form(tmp_path)
    assert check(form, {"n": 0}, final=True) == []
    assert [each.text for each in passages(form, {"n": 0})] == ["0"]


def test_a_sum_with_its_band() -> None:
    form = blank("functioning")
    result = score(form, dict.fromkeys(ITEMS, "2"))
    assert result is not None
    assert (result.value, result.max, result.answered, result.missing) == (16, 24, 8, 0)
    assert result.band is not None
    assert result.band.code == "some_support"


@pytest.mark.parametrize(("each", "band"), [("0", "much_support"), ("1", "much_support"), ("3", "little_support")])
def test_bands_reach_their_upper_end(each: str, band: str) -> None:
    result = score(blank("functioning"), dict.fromkeys(ITEMS, each))
    assert result is not None
    assert result.band is not None
    assert result.band.code == band


def test_one_silence_leaves_a_sum_without_band() -> None:
    result = score(blank("functioning"), dict.fromkeys(ITEMS, "3") | {ITEMS[0]: "unknown"})
    assert result is not None
    assert (result.value, result.band, result.answered, result.missing) == (21, None, 7, 1)


def test_a_mean_stands_on_enough_answers(tmp_path: Path) -> None:
    text = MEAN + "".join(ITEM.format(code) for code in "abc")
    (tmp_path / "mean.v1.toml").write_text(text, encoding="utf-8")
    form = find(load(tmp_path), "mean")
    two, one = score(form, {"a": "y", "b": "n"}), score(form, {"a": "y"})
    assert two is not None
    assert one is not None
    assert (two.value, two.max, two.band.code if two.band else "") == (1.5, 3, "low")
    assert (one.value, one.band, one.missing) == (3, None, 2)


def test_no_score_where_the_blank_has_none() -> None:
    assert score(INITIAL, {"safe_now": "yes"}) is None


def test_split_leaves_open_only_what_may_lie_open() -> None:
    answers: Answers = {
        "safe_now": "yes",
        "danger": "dulu ditulis",
        "household": "ibu",
        "met_on": "2018-09-18",
    }
    plain, secret = split(INITIAL, answers)
    assert plain == {"safe_now": "yes", "met_on": "2018-09-18"}
    assert secret == {"danger": "dulu ditulis", "household": "ibu"}


def test_a_name_typed_in_the_wrong_place_is_sealed() -> None:
    plain, secret = split(INITIAL, {"met_on": "ditemani Rambu Teladan", "safe_now": "Rambu"})
    assert plain == {}
    assert set(secret) == {"met_on", "safe_now"}


def test_a_hidden_counted_answer_is_not_counted() -> None:
    plain, secret = split(INITIAL, {"needs_doctor": "no", "doctor_urgency": "now"})
    assert plain == {"needs_doctor": "no"}
    assert secret == {"doctor_urgency": "now"}


def test_old_answers_stay_readable_when_a_second_version_comes(tmp_path: Path) -> None:
    old = (Path(__file__).parents[1] / "blanks" / "data" / "risk.v1.toml").read_text(encoding="utf-8")
    new = old.replace("version = 1", "version = 2").replace('"protective"', '"what_protects"')
    new = new.replace("Alasan ketiga", "Alasan lain").replace('"exposure"', '"identity_spread"')
    (tmp_path / "risk.v1.toml").write_text(old, encoding="utf-8")
    (tmp_path / "risk.v2.toml").write_text(new, encoding="utf-8")
    shelf = load(tmp_path)
    answers: Answers = {"reason_3": "nenek sakit", "protective": "wali kelas", "sources": ["exposure"]}
    then = [(each.label, each.text) for each in passages(find(shelf, "risk", 1), answers)]
    assert then == [
        ("Alasan ketiga", "nenek sakit"),
        ("Bahaya yang terlihat", "Identitas tersebar"),
        ("Yang melindungi klien", "wali kelas"),
    ]
    plain, secret = split(find(shelf, "risk"), answers)  # read by the new form: nothing lost, nothing laid open
    assert plain == {}
    assert secret == answers


def test_views_speak_both_languages_and_show_problems() -> None:
    answers: Answers = {"safe_now": "no", "met_on": "x"}
    problems = check(INITIAL, answers, final=False)
    fields = {each.name: each for section in views(INITIAL, answers, "en", problems) for each in section.fields}
    assert fields["safe_now"].label == "Is it safe now?"
    assert [choice.label for choice in fields["safe_now"].choices if choice.chosen] == ["No"]
    assert fields["met_on"].problems == ("No date is read here. Write it like 31 Dec 2010.",)
    assert fields["danger"].visible
    assert fields["danger"].when == "safe_now=no"
    assert fields["danger"].silence_name == "danger__silence"
    assert [choice.code for choice in fields["danger"].choices] == ["unknown", "declined"]
    assert fields["safe_now"].silence_name == "safe_now"


def test_a_section_of_hidden_fields_is_hidden() -> None:
    report = blank("laporan_sosial")
    assert [view.visible for view in views(report, {}) if view.code == "return"] == [False]
    asked: Answers = {"purpose": "return_to_parents"}
    assert [view.visible for view in views(report, asked) if view.code == "return"] == [True]


def test_an_answer_in_words() -> None:
    fields = INITIAL.fields
    assert said(fields["help_now"], ["shelter", "police"]) == "Tempat tinggal sementara; Perlindungan polisi"
    assert said(fields["met_on"], "2018-09-21") == "21 September 2018"
    assert said(fields["danger"], "unknown", "en") == "Not known"
    assert said(fields["safe_now"], "strange") == "strange"


@fuzzed(EACH, st.data())
def test_any_post_is_read_checked_split_and_shown(form: Blank, data: st.DataObject) -> None:
    names = st.sampled_from([*form.fields, *(f"{code}__silence" for code in form.fields)])
    values = st.one_of(st.text(max_size=12), st.sampled_from(["yes", "no", "unknown", "declined", "high", "2"]))
    posted = data.draw(st.dictionaries(names, st.lists(values, max_size=3), max_size=12))
    answers = read(form, posted)
    plain, secret = split(form, answers)
    assert {**plain, **secret} == answers
    assert not set(plain) & set(secret)
    assert all(not form.fields[code].secret for code in plain)
    assert len(list(views(form, answers, "id", check(form, answers, final=True)))) == len(form.sections)
    assert [each.field for each in passages(form, answers)] == [
        f.code for f in visible(form, answers) if f.code in answers
    ]
