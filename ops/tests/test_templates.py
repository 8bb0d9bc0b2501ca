"""The pages' templates are made once and read in whole; where they cannot be, each is made when it is asked for."""

from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from config import templates
from ops.steps import TEMPLATES, files
from rehsos.look.environment import environment


def pages(folder: Path) -> Environment:
    return environment(loader=FileSystemLoader([folder]), autoescape=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "frame.html").write_text("<p>{% block body %}{% endblock %}</p>")
    (tmp_path / "pages" / "page.html").write_text('{% extends "frame.html" %}{% block body %}{{ who }}{% endblock %}')
    return tmp_path / "pages"


def test_what_was_made_is_drawn_and_the_files_are_asked_no_more(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "made" / "these"
    templates.make(pages(folder), kept)
    served = pages(folder)
    assert templates._read_in(served, kept) == 2
    for file in folder.iterdir():
        file.unlink()
    assert served.get_template("page.html").render(who="<Melati>") == "<p>&lt;Melati&gt;</p>"


def test_what_was_made_of_others_goes(folder: Path, tmp_path: Path) -> None:
    for name in ("before", "now"):
        templates.make(pages(folder), tmp_path / "made" / name)
    assert [file.name for file in (tmp_path / "made").iterdir()] == ["now"]


@pytest.mark.parametrize("broken", [b"", b"x", b"\xf3\x00", b"i\x01\x00\x00\x00"])
def test_what_cannot_be_read_is_said_and_pages_are_drawn_all_the_same(
    folder: Path, tmp_path: Path, broken: bytes, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (kept := tmp_path / "kept").write_bytes(broken)
    monkeypatch.setattr(templates, "place", lambda: kept)
    served = pages(folder)
    assert templates.read_in(served) == 0
    assert "Templat dibuat satu per satu" in capfd.readouterr().err
    assert served.get_template("page.html").render(who="Melati") == "<p>Melati</p>"


def test_another_template_is_another_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = templates.place()
    (other := tmp_path / "new.html").write_text("<p></p>")
    monkeypatch.setattr(templates, "files", lambda *those: [*files(*those), other])
    assert templates.place() != before


def test_the_place_is_of_every_template_of_ours() -> None:
    known = {path for path in files(*TEMPLATES) if path.suffix == ".html"}
    loader = templates.ours().loader
    assert loader is not None
    drawn = {Path(loader.get_source(templates.ours(), name)[1] or "") for name in loader.list_templates()}
    assert {path for path in drawn if path.suffix == ".html"} <= known
    assert len(known) > 200
