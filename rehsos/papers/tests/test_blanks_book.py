import re
import tomllib
from pathlib import Path

import pytest

from rehsos.papers.blanks import book
from rehsos.papers.blanks.book import BlankError, UnknownBlankError, blank, blanks, load
from rehsos.papers.blanks.shape import SILENCES, Kind

CODES = {
    "initial_assessment", "short_assessment", "child_assessment", "family_assessment", "others_assessment",
    "functioning", "risk", "supervision_note", "case_conference", "laporan_sosial", "surat_dinas",
    "serah_terima_orang", "serah_terima_berkas", "serah_terima_barang",
}  # fmt: skip

# practice.md §4, "Never ask, never print", as words that would betray such a question in either language.
NEVER = re.compile(
    r"perawan|virgin|orientasi|orientation|gender|\bhiv\b|hamil|pregnan|agama|religion|suku\b|\bras\b|ethnic"
    r"|etnis|politik|politic|migrasi|migration|riwayat pidana|criminal record|sidik jari|fingerprint|wajah"
    r"|\bface\b|\bgps\b|media sosial|social media|penghasilan|pendapatan|income|pergaulan bebas|kurang iman"
    r"|mengaku|confess|admission|kronologi|chronology|hubungan seksual|persetubuhan|intercourse|pelaku\b"
    r"|pencabulan",
    re.IGNORECASE,
)

SMALL = """
code = "{code}"
version = {version}
title = {{ id = "Contoh", en = "Sample" }}
[[section]]
code = "one"
title = {{ id = "Satu", en = "One" }}
[[section.field]]
code = "first"
kind = "yes_no"
label = {{ id = "Pertama", en = "First" }}
counted = true
{rest}
"""
FIELD = '[[section.field]]\ncode = "second"\nlabel = {{ id = "Kedua", en = "Second" }}\n{rest}\n'


def write(folder: Path, rest: str, *, code: str = "sample", version: int = 1) -> Path:
    text = SMALL.format(code=code, version=version, rest=rest)
    (folder / f"{code}.v{version}.toml").write_text(text, encoding="utf-8")
    return folder


def test_all_blanks_load_sound() -> None:
    assert {each.code for each in blanks()} == CODES


def test_every_file_in_the_folder_is_on_the_shelf() -> None:
    files = {path.name for folder in book._folders() for path in folder.glob("*.toml")}
    assert files == {f"{each.code}.v{each.version}.toml" for each in book._shelf().values()}


def test_a_room_has_blanks_of_its_own_and_one_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    assert blank("laporan_sosial").code == "laporan_sosial"
    assert not (book._DATA / "laporan_sosial.v1.toml").exists()
    here, there = tmp_path / "one", tmp_path / "two"
    for folder in (here, there):
        folder.mkdir()
        write(folder, "")
    assert len(load(here)) == 1
    with pytest.raises(BlankError, match=r"sample\.v1\.toml is in .*one and in .*two"):
        load(here, there)


def test_no_blank_asks_what_may_never_be_asked() -> None:
    for path in (path for folder in book._folders() for path in folder.glob("*.toml")):
        said = re.findall(r'(?:id|en) = "([^"]*)"', path.read_text(encoding="utf-8"))
        assert said
        assert not [text for text in said if NEVER.search(text)], path.name


def test_all_free_text_is_sealed_and_nothing_counted_is() -> None:
    for each in blanks():
        for field in each.fields.values():
            assert field.secret or not field.kind.free, field.code
            assert not (field.secret and field.counted), field.code


def test_no_listed_choice_repeats_a_silence() -> None:
    assert not [f.code for each in blanks() for f in each.fields.values() if set(f.codes) & set(SILENCES)]


def test_the_functioning_proposal_says_it_is_not_validated() -> None:
    scoring = blank("functioning").scoring
    assert scoring is not None
    assert not scoring.validated
    assert "belum divalidasi" in scoring.note.id
    assert "belum divalidasi" in blank("functioning").title.id
    assert sum(field.kind is Kind.SCORE for field in blank("functioning").fields.values()) == 8


def test_risk_has_a_level_three_reasons_and_no_score() -> None:
    risk = blank("risk")
    assert {"level", "safe_now", "reason_1", "reason_2", "reason_3"} <= set(risk.fields)
    assert risk.scoring is None
    assert all(risk.fields[f"reason_{n}"].required for n in (1, 2, 3))


def test_newest_version_unless_one_is_named(tmp_path: Path) -> None:
    shelf = load(write(write(tmp_path, ""), FIELD.format(rest='kind = "date"'), version=2))
    assert book.find(shelf, "sample").version == 2
    assert list(book.find(shelf, "sample", 1).fields) == ["first"]
    assert list(book.find(shelf, "sample", 2).fields) == ["first", "second"]


def test_unknown_code_or_version() -> None:
    with pytest.raises(UnknownBlankError):
        blank("nonesuch")
    with pytest.raises(UnknownBlankError, match="version 9"):
        blank("risk", 9)


@pytest.mark.parametrize(
    ("rest", "says"),
    [
        ('kind = "text"\nsecret = false', "free text is always secret"),
        ('kind = "text"\ncounted = true', "free text is always secret"),
        ('kind = "number"\ncounted = true\nsecret = true', "a counted answer cannot be secret"),
        ('kind = "choice"', "a choice needs choices"),
        ('kind = "date"\nchoices = [{ code = "a", id = "a", en = "a" }]', "a date has no choices"),
        ('kind = "choice"\nchoices = [{ code = "unknown", id = "a", en = "a" }]', "given with every field"),
        ('kind = "choice"\nchoices = [{ code = "a", id = "a", en = "" }]', "choice a lacks id or en"),
        ('kind = "text"\nhint = { id = "a" }', "one language only"),
        ('kind = "text"\nwhen = "third = yes"', "which does not stand before it"),
        ('kind = "text"\nwhen = "second = yes"', "which does not stand before it"),
        ('kind = "text"\nwhen = "first = maybe"', "no answer to first"),
        ('kind = "text"\nwhen = "first == yes"', "unreadable condition"),
        ('kind = "text"\nwhen = "first = yes or first = no"', "unreadable condition"),
        ('kind = "wish"', "'wish' is not a valid Kind"),
        ('kind = "text"\nhidden = true', "hidden is not known"),
        ('kind = "score"\nchoices = [{ code = "0", points = 0, id = "a", en = "a" }]', "go together"),
    ],
)
def test_a_fault_is_named_at_load(tmp_path: Path, rest: str, says: str) -> None:
    with pytest.raises(BlankError, match=re.escape(says)):
        load(write(tmp_path, FIELD.format(rest=rest)))


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    write(tmp_path, FIELD.format(rest='kind = "choice"'))
    write(tmp_path, FIELD.format(rest='kind = "text"\nsecret = false'), code="other")
    with pytest.raises(BlankError) as caught:
        load(tmp_path)
    assert str(caught.value).splitlines() == [
        "other v1: second: free text is always secret",
        "sample v1: second: a choice needs choices",
    ]


def test_a_double_code_is_a_fault(tmp_path: Path) -> None:
    rest = FIELD.format(rest='kind = "date"') * 2
    with pytest.raises(BlankError, match="second stands twice"):
        load(write(tmp_path, rest))


def test_the_file_name_and_what_it_says_agree(tmp_path: Path) -> None:
    write(tmp_path, "").joinpath("sample.v1.toml").rename(tmp_path / "sample.v2.toml")
    with pytest.raises(BlankError, match="says it is sample v1"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("upto = 24", "upto = 23"), "the last reaches 24"),
        (("upto = 8", "upto = 17"), "bands rise"),
        (("needs = 8", "needs = 6"), "needs must be the number of items"),
        (('method = "sum"', 'method = "product"'), "is not known"),
        (('instrument = "Rehsos-KS8 v1"', 'instrument = ""'), "names its instrument"),
    ],
)
def test_scoring_faults(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    text = (book._DATA / "functioning.v1.toml").read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "functioning.v1.toml").write_text(text.replace(*change, 1), encoding="utf-8")
    with pytest.raises(BlankError, match=re.escape(says)):
        load(tmp_path)


def test_every_data_file_is_plain_toml_without_addresses() -> None:
    for path in (path for folder in book._folders() for path in folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        assert tomllib.loads(text)["code"] == path.name.split(".")[0]
        assert "://" not in text
