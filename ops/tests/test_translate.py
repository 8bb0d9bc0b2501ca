"""Every word on screen is gathered for the translator."""

import re

from ops.translate import KEYWORDS, ROOT, kept

ALIAS = re.compile(r"\bn?gettext(?:_lazy)? as (\w+)|^(\w+) = (?:translation\.)?gettext(?:_lazy)?$", re.MULTILINE)


def test_every_name_that_translates_is_known_to_the_gatherer() -> None:
    code = "\n".join(path.read_text() for path in (ROOT / "rehsos").rglob("*.py"))
    names = {name for found in ALIAS.findall(code) for name in found if name}
    assert names
    assert names <= KEYWORDS.keys()


def test_no_english_word_leaves_the_plural_to_the_reader() -> None:
    told = (word.string for word in kept())
    said = [text for each in told for text in (each if isinstance(each, tuple | list) else [each])]
    assert [text for text in said if re.search(r"\w\((?:s|es)\)", str(text))] == []
