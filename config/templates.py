"""The pages' templates as Python, made once and read in before the workers begin.

Each worker made them itself, at the first call of each page: that page took three times as long, and what the making
had needed in between stayed with the worker for ever, nearly twice of what it had made. `python -m config.templates`
makes them when an installation is set up; a web that finds none that fit has a process of its own make them. What the
web takes them for is in their name: the templates, how they are made, and by which Python.
"""

import marshal
import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType

from jinja2 import Environment

from ops.locations import ROOT, private_folder, var
from ops.steps import TEMPLATES, digest, files

Made = tuple[str, bytes]
"""The name of a template, and its code."""


def place() -> Path:
    """The file for the templates as they are now."""
    return var() / "templates" / digest([*files(*TEMPLATES), str(ROOT), version("jinja2"), MAGIC_NUMBER.hex()])


def read_in(pages: Environment) -> int:
    """Have the templates at hand; how many. None where they cannot be read: each is made when it is asked for."""
    try:
        if not place().exists():
            subprocess.run([sys.executable, "-m", __name__], check=True, cwd=ROOT)  # noqa: S603 - our own words
        return _read_in(pages, place())
    except (subprocess.CalledProcessError, OSError, ValueError, EOFError, TypeError) as error:
        sys.stderr.write(f"Templat dibuat satu per satu: {error}\n")
        return 0


def _read_in(pages: Environment, kept: Path) -> int:
    """One after the other, so that the space of each is the next one's."""
    if pages.loader is None or pages.cache is None:
        return 0
    there, count = weakref.ref(pages.loader), 0
    with kept.open("rb") as file:
        while (made := marshal.load(file)) is not None:  # noqa: S302 - made by ourselves, where nobody else writes
            name, code = made
            parts = marshal.loads(code)  # noqa: S302
            pages.cache[there, name] = pages.template_class.from_code(pages, parts, pages.make_globals(None))
            count += 1
    return count


def make(pages: Environment, kept: Path) -> None:
    """Whole or not at all; what was made of others goes."""
    new = private_folder(kept.parent) / f"{os.getpid()}.new"
    with new.open("wb") as file:
        for made in _made(pages):
            marshal.dump(made, file)
        marshal.dump(None, file)
    new.replace(kept)
    for other in kept.parent.iterdir():
        if other != kept and other.suffix != ".new":
            other.unlink(missing_ok=True)


def _made(pages: Environment) -> Iterator[Made]:
    for name in pages.list_templates(extensions=["html"]):
        source, file, _fresh = pages.loader.get_source(pages, name)  # type: ignore[union-attr]  # ours has one
        code: CodeType = pages.compile(source, name, file)
        yield name, marshal.dumps(code)


def ours() -> Environment:
    """The environment of our pages."""
    from django.template import engines

    pages: Environment = engines["jinja2"].env  # type: ignore[attr-defined]
    return pages


def main() -> None:
    """Make those that are not there."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    if not place().exists():
        make(ours(), place())


if __name__ == "__main__":
    main()
