"""Every word on screen is gathered for the translator, in the catalogue of the lowest room that says it."""

import io
import re
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.utils.translation import gettext, ngettext, override

from ops.catalogues import PLACE, compile_all, compiled
from ops.locations import ROOT
from ops.translate import KEYWORDS, REHSOS, check, gathered, kept, messages, storeys

ALIAS = re.compile(r"\bn?gettext(?:_lazy)? as (\w+)|^(\w+) = (?:translation\.)?gettext(?:_lazy)?$", re.MULTILINE)


def test_every_name_that_translates_is_known_to_the_gatherer() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "rehsos").rglob("*.py"))
    names = {name for found in ALIAS.findall(code) for name in found if name}
    assert names
    assert names <= KEYWORDS.keys()


def test_no_english_word_leaves_the_plural_to_the_reader() -> None:
    told = (word.string for word in messages(kept()))
    said = [text for each in told for text in (each if isinstance(each, tuple | list) else [each])]
    assert [text for text in said if re.search(r"\w\((?:s|es)\)", str(text))] == []


def catalogue(*entries: tuple[object, object], fuzzy: bool = False, context: str | None = None) -> Catalog:
    made = Catalog(locale="en", fuzzy=False)
    for msgid, string in entries:
        made.add(msgid, string, context=context, flags={"fuzzy"} if fuzzy else ())  # type: ignore[arg-type]
    return made


def written(catalog: Catalog) -> str:
    out = io.BytesIO()
    write_po(out, catalog, width=40)
    return out.getvalue().decode()


def read(catalog: Catalog) -> GNUTranslations:
    return GNUTranslations(io.BytesIO(compiled(written(catalog))))


def test_what_is_compiled_says_what_was_written() -> None:
    long = 'Satu kalimat “panjang” yang melipat ke baris berikutnya,\ndengan \\ dan "petik" dan\ttab.' * 3
    found = read(catalogue(("Kasus", "Case"), (("{n} hari", "{n} hari"), ("{n} day", "{n} days")), (long, long[::-1])))
    assert (found.gettext("Kasus"), found.gettext(long)) == ("Case", long[::-1])
    assert [found.ngettext("{n} hari", "{n} hari", n) for n in (1, 2)] == ["{n} day", "{n} days"]
    assert found.gettext("Perkara") == "Perkara"


def test_one_word_in_two_contexts_is_two_words() -> None:
    found = read(catalogue(("Masuk", "In"), context="surat"))
    assert (found.pgettext("surat", "Masuk"), found.gettext("Masuk")) == ("In", "Masuk")


def test_what_is_not_translated_or_doubtful_stays_as_it_is() -> None:
    found = read(catalogue(("Kasus", "")))
    assert found.gettext("Kasus") == "Kasus"
    assert read(catalogue(("Kasus", "Caze"), fuzzy=True)).gettext("Kasus") == "Kasus"


@pytest.mark.parametrize("po", sorted(REHSOS.glob(PLACE)), ids=lambda po: po.relative_to(REHSOS).parts[0])
def test_every_catalogue_compiles_to_all_its_words(po: Path) -> None:
    room = po.relative_to(REHSOS).parts[0]
    found = GNUTranslations(io.BytesIO(compiled(po.read_text("utf-8"))))
    plain = {m.id: m.string for m in messages({room: kept()[room]}) if isinstance(m.id, str)}
    assert {msgid: found.gettext(msgid) for msgid in plain} == plain
    assert "EMAIL@ADDRESS" not in found.gettext("")


def test_a_binary_that_is_out_of_step_is_made_anew_and_another_is_left_alone(tmp_path: Path) -> None:
    po = tmp_path / PLACE.replace("*", "cases", 1)
    po.parent.mkdir(parents=True)
    po.write_text(written(catalogue(("Kasus", "Case"))))
    assert compile_all(tmp_path) == [po]
    assert compile_all(tmp_path) == []
    po.write_text(written(catalogue(("Kasus", "File"))))
    assert compile_all(tmp_path) == [po]
    assert GNUTranslations(io.BytesIO(po.with_suffix(".mo").read_bytes())).gettext("Kasus") == "File"
    assert [path.name for path in po.parent.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ({"cases": catalogue(("{n} hari", "{n} days"))}, ""),
        ({}, "cases: belum ada"),
        ({"cases": catalogue(("{n} hari", ""))}, "belum diterjemahkan"),
        ({"cases": catalogue(("{n} hari", "days"))}, "kurung kurawal"),
        ({"cases": catalogue(("{n} hari", "{n} days"), fuzzy=True)}, "fuzzy"),
        ({"cases": catalogue(("{n} hari", "{n} days"), ("Gone", "Gone"))}, "cases: tidak dipakai"),
        ({"desk": catalogue(("{n} hari", "{n} days"))}, "desk: tidak dipakai"),
        ({room: catalogue(("{n} hari", "{n} days")) for room in ("cases", "desk")}, "desk: tidak dipakai"),
    ],
)
def test_what_is_wrong_with_a_catalogue_is_said(old: dict[str, Catalog], said: str) -> None:
    faults = "\n".join(check({"cases": catalogue(("{n} hari", ""))}, old))
    assert said in faults if said else faults == ""


def test_a_sentence_of_two_rooms_stands_in_the_lower_one() -> None:
    assert storeys()[0] == "house"
    assert storeys().index("cases") < storeys().index("desk")
    rooms: dict[object, str] = {}
    for room, catalog in gathered().items():
        for message in messages({room: catalog}):
            assert rooms.setdefault((message.context, str(message.id)), room) == room
    assert rooms[None, "Simpan"] == "look"


def test_django_finds_the_words_of_every_room() -> None:
    with override("en"):
        for room, catalog in kept().items():
            first = next(m for m in messages({room: catalog}) if isinstance(m.id, str))
            assert gettext(str(first.id)) == first.string, room
        one, many = next(tuple(m.id) for m in messages(kept()) if m.pluralizable)
        assert ngettext(one, many, 1) != ngettext(one, many, 2)
