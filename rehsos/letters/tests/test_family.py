"""The family in a laporan sosial: a table, three generations drawn, and a sentence on who is suspected and known."""

import html
import io
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from rehsos.audit.actions import new_id
from rehsos.cases.cards import doubts_of
from rehsos.cases.models import Participant, Relation
from rehsos.letters.family import Kin, blocks, family_of, suspected
from rehsos.look import drawing
from rehsos.papers.filling import content_of
from rehsos.papers.letters import envelope_of
from rehsos.papers.rendering.pdf import pdf
from rehsos.papers.rendering.sheet import Paragraph, Picture, Sheet, Table
from rehsos.papers.tests.paper_cast import HEAD
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

from .report_bench import Bench, bench, docx_text, pdf_text

__all__ = ["bench"]
NENE = Kin("Nene Teladan", "Kakek atau nenek", sex="female", line="elder")
INA = Kin("Ina Teladan", "Ibu", sex="female", line="parent")


def around(bench: Bench, relation: Relation, name: str, **more: Any) -> None:
    by = bench.as_melati()
    identity = Identity(called=name, full_name=f"{name} Teladan", **more.pop("identity", {}))
    person = register_person(
        identity=identity, sex=Sex.FEMALE, birth_year=1980, birth_estimated=False, by=by, action_id=new_id()
    )
    Participant.objects.create(id=new_id(), case=bench.case, person=person, relation=relation, **more)


@pytest.fixture
def family(bench: Bench) -> Bench:
    home = {"school": "Berjualan di pasar", "lives_at": "Dusun Contoh RT 02"}
    around(bench, Relation.MOTHER, "Ina", identity=home, lives_together=False)
    around(bench, Relation.GRANDPARENT, "Nene", lives_together=True)
    around(bench, Relation.RELATIVE, "Peraga", lives_together=True, alleged=True)
    around(bench, Relation.TEACHER, "Guru")
    return bench


def test_a_grandmother_stands_above_the_parents_and_they_above_the_child() -> None:
    def height(picture: Picture, name: str) -> float:
        drawn = picture.svg.decode()
        found = re.search(rf'y="([\d.]+)"[^>]*>{name}<', drawn)
        assert found, drawn
        return float(found[1])

    table, picture = blocks((NENE, INA), "Rambu", "P")
    assert isinstance(table, Table)
    assert isinstance(picture, Picture)
    assert height(picture, "Kakek atau nenek") < height(picture, "Ibu") < height(picture, "Rambu")


def test_with_both_parents_it_is_not_said_whose_mother_she_is() -> None:
    _table, alone = blocks((NENE, INA), "Rambu", "P")
    _table, both = blocks((NENE, INA, Kin("Ama Teladan", "Ayah", sex="male", line="parent")), "Rambu", "P")
    assert isinstance(alone, Picture)
    assert isinstance(both, Picture)
    assert b'class="tie apart"' not in alone.svg
    assert b'class="tie apart"' in both.svg


def test_nobody_descends_from_a_step_parent() -> None:
    """The child hung from a couple of mother and stepfather: a court reads descent there."""

    def ties(*kin: Kin) -> list[str]:
        _table, drawn = blocks(kin, "Rambu", "P")
        assert isinstance(drawn, Picture)
        return re.findall(r'class="tie" d="([^"]+)"', drawn.svg.decode())

    tiri = Kin("Markus Teladan", "Ayah tiri", sex="male", line="step")
    assert [tie.split("M")[1].split()[0] for tie in ties(INA, tiri)] == ["120.0"]  # hers alone, in the first of two
    assert ties(tiri) == []
    couple, descent = ties(INA, Kin("Ama Teladan", "Ayah", sex="male", line="parent"), tiri)
    assert couple == "M80.0 26H240.0"
    assert descent.startswith("M160.0 26V")


def test_mother_and_stepfather_are_a_couple_and_with_both_parents_it_is_not_said_whose_he_is() -> None:
    tiri = Kin("Markus Teladan", "Ayah tiri", sex="male", line="step")
    ama = Kin("Ama Teladan", "Ayah", sex="male", line="parent")
    for kin, couples in (((INA, tiri), ["M120.0 26H360.0"]), ((INA, ama, tiri), []), ((tiri,), []), ((INA,), [])):
        _table, drawn = blocks(kin, "Rambu", "P")
        assert isinstance(drawn, Picture)
        assert re.findall(r'class="tie couple" d="([^"]+)"', drawn.svg.decode()) == couples


def test_a_step_parent_is_told_as_one(bench: Bench) -> None:
    around(bench, Relation.MOTHER, "Ina")
    around(bench, Relation.STEPFATHER, "Markus")
    assert [(one.name, one.line) for one in family_of(bench.case)] == [
        ("Ina Teladan", "parent"), ("Markus Teladan", "step"),
    ]  # fmt: skip


def test_nobody_known_is_no_table() -> None:
    assert list(blocks((), "Rambu", "P")) == []
    assert suspected((NENE, INA)) == ""


def test_it_tells_age_work_and_home_elders_first_and_no_teacher(family: Bench) -> None:
    known = family_of(family.case)
    assert [(one.relation, one.name) for one in known] == [
        ("Nenek", "Nene Teladan"), ("Ibu", "Ina Teladan"), ("Kerabat", "Peraga Teladan"),
    ]  # fmt: skip
    mother = known[1]
    assert re.fullmatch(r"\d\d–\d\d tahun \(perkiraan\)", mother.age)
    assert (mother.work, mother.home) == ("Berjualan di pasar", "Dusun Contoh RT 02")
    assert known[0].home == "serumah dengan anak"


def test_the_report_has_table_genogram_and_sentence_in_both_and_keeps_them(family: Bench) -> None:
    letter = family.report()
    for name, text in (("letter_pdf", pdf_text), ("letter_docx", docx_text)):
        told = text(family.browser.get(family.url(f"letters:{name}", letter.pk)).content)
        for wanted in (
            "NamaHubunganUmurPekerjaanTempattinggal", "NeneTeladan", "Berjualandipasar", "DusunContohRT02",
            "Orangyangdisangkadalamperkaraini,PeragaTeladan,adalahkerabatanakdantinggalserumahdengananak.",
        ):  # fmt: skip
            assert wanted in told, (name, wanted)
        assert "GuruTeladan" not in told
    family.settle(letter)
    around(family, Relation.FATHER, "Ama")
    family.number(letter)
    printed = family.fresh(letter).to_sign
    assert printed is not None
    assert "AmaTeladan" not in pdf_text(content_of(printed))
    assert len(envelope_of(letter).family) == 0
    assert len(envelope_of(family.fresh(letter)).family) == 3


@dataclass(frozen=True)
class Told:
    """A paper in which a family stands behind so many lines and before a long text."""

    kin: tuple[Kin, ...]
    lines: int

    def sheet(self) -> Sheet:
        before = (Paragraph("Pembuka.") for _ in range(self.lines))
        after = (Paragraph("Sesudahnya. " * 60) for _ in range(6))
        return Sheet("Uji", HEAD, date(2018, 9, 20), (*before, *blocks(self.kin, "Rambu Teladan", "P"), *after))

    def pages(self) -> list[str]:
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf(self))).pages]


SMALL = (NENE, INA)
LARGE = (NENE, INA, *(Kin("Peraga Teladan", "Kerabat", sex="male") for _ in range(24)))


@pytest.mark.parametrize(("kin", "lines"), [(SMALL, 0), (SMALL, 15)])
def test_a_genogram_follows_its_table_where_the_page_has_room(kin: tuple[Kin, ...], lines: int) -> None:
    first = Told(kin, lines).pages()[0]
    assert "Genogram" in first
    assert "halaman berikut" not in first


@pytest.mark.parametrize(("kin", "lines"), [(SMALL, 21), (LARGE, 0), (LARGE, 2)])
def test_a_genogram_that_misses_the_page_opens_the_next_and_leaves_none_white(kin: tuple[Kin, ...], lines: int) -> None:
    first, second, *_ = Told(kin, lines).pages()
    assert "Genogram: pada awal halaman berikut." in first
    assert "Sesudahnya." in first
    assert second.lstrip().startswith("Genogram")


def test_names_in_a_genogram_do_not_run_into_each_other() -> None:
    long = replace(INA, name="Ina Maria Kristina Teladan")
    _table, picture = blocks((NENE, long), "Rambu", "P")
    assert isinstance(picture, Picture)
    assert b">Ina M. K.<" in picture.svg


def texts(svg: bytes) -> list[tuple[float, float, float, str]]:
    """Row, left, right and words of every text in a drawing, at so many px a letter as its font is wide."""
    found = re.findall(r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)<', svg.decode())
    told = []
    for kind, x, y, words in found:
        wide, at = 6.2 * len(html.unescape(words)), float(x)
        told.append((float(y), at if "kin" in kind else at - wide / 2, wide, words))
    return [(y, left, left + wide, words) for y, left, wide, words in told]


SIBLING = Kin("Maria Kristina Teladan Contoh", "Saudara kandung", sex="female", line="child")
FATHER = Kin("Markus Peraga Umpama", "Ayah tiri", sex="male", line="parent", suspected=True)


@pytest.mark.parametrize("siblings", range(1, 9))
def test_no_words_of_a_genogram_run_into_each_other_or_over_its_edge(siblings: int) -> None:
    kin = (NENE, NENE, INA, FATHER, *[SIBLING] * siblings, Kin("Peraga", "Suami atau istri", sex="male"))
    _table, picture = blocks(kin, "Rambu Kristinawatiningsih Teladan", "P")
    assert isinstance(picture, Picture)
    placed = texts(picture.svg)
    wide = float(re.search(rb'viewBox="0 0 ([\d.]+)', picture.svg)[1])  # type: ignore[index]
    assert sum("Saudara" in words for *_at, words in placed) == siblings
    for at, (y, left, right, words) in enumerate(placed):
        assert 0 <= left < right <= wide, words
        beside = [one for one in placed[at + 1 :] if abs(one[0] - y) < 12 and one[1] < right and left < one[2]]
        assert not beside, (words, beside)


@pytest.mark.parametrize("steps", [1, 2, 3])
@pytest.mark.parametrize("elders", [0, 1])
def test_a_mother_among_step_parents_has_her_words_beneath_her_and_descent_beneath_those(
    steps: int, elders: int
) -> None:
    """At her side they ran over the edge with three; the line of the couple ran along the edge of his sign."""
    tiri = Kin("Markus Peraga Umpama", "Ayah tiri", sex="male", line="step", suspected=True)
    _table, picture = blocks((*[NENE] * elders, INA, *[tiri] * steps, SIBLING), "Rambu", "P")
    assert isinstance(picture, Picture)
    placed = texts(picture.svg)
    assert max(right for _y, _left, right, _words in placed) <= drawing.WIDE
    hers = max(y for y, _left, _right, words in placed if words == "Ina Teladan")
    descent = re.findall(r'class="tie" d="M[\d.]+ ([\d.]+)V', picture.svg.decode())[-1]
    assert hers < float(descent) < hers + 15


def test_every_line_of_children_hangs_on_the_bar() -> None:
    _table, picture = blocks((INA, *[SIBLING] * 8), "Rambu", "P")
    assert isinstance(picture, Picture)
    drawn = re.findall(r'class="tie" d="([^"]*)"', picture.svg.decode())
    assert sum(each.count("V") for each in drawn) == 1 + 9 + 2


def test_two_mothers_are_a_hint_on_the_page_and_no_lock(bench: Bench) -> None:
    page = bench.url("cases:case")
    around(bench, Relation.MOTHER, "Ina")
    assert "Periksa hubungannya" not in bench.browser.get(page).content.decode()
    around(bench, Relation.MOTHER, "Mina")
    assert "Ibu tercatat 2 orang. Periksa hubungannya" in bench.browser.get(page).content.decode()


@pytest.mark.parametrize(("relation", "sex", "says"), [("mother", "L", "laki-laki"), ("father", "P", "perempuan")])
def test_a_man_as_mother_is_a_hint(relation: str, sex: str, says: str) -> None:
    (told,) = doubts_of([{"relation": relation, "sex": sex}])
    assert says in str(told)
    assert not list(doubts_of([{"relation": relation, "sex": ""}, {"relation": "sibling", "sex": sex}]))


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_words_of_usual_length_are_whole_in_the_drawing(steps: int) -> None:
    mother = {"label": "Ibu Mawar, kira-kira 40 th", "sex": "female", "row": "parent", "avoid": True}
    others = [{"label": "Ayah tiri", "sex": "male", "row": "step", "avoid": True}] * steps
    child = {"label": "Anak", "sex": "female", "row": "child", "client": True}
    drawn = drawing.genogram([child, mother, *others], "Keluarga").decode()
    words = [word for line in re.findall(r"<text[^>]*>([^<]*)</text>", drawn) for word in line.split()]
    assert words.count("dihubungi") == steps + 1
    assert "kira-kira" in words
