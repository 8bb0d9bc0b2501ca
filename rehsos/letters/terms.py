"""How the terms that letters start and stop are said, as the rooms say it, else by the name of the rule."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rehsos.house.rooms import composed, merged
from rehsos.law.book import rule
from rehsos.look.words import say
from rehsos.papers import kinds

from .doors import Term


@composed
def _declared() -> Mapping[str, Term]:
    return merged(Term, lambda term: {term.rule: term})


def term_of(code: str) -> Term:
    """The words for the term of that rule."""
    return _declared().get(code) or _plain(code)


def _plain(code: str) -> Term:
    name = say(rule(code).label)
    counts = _("Tenggat dihitung dari jam diterima di kantor.")
    return Term(code, _("Tenggat"), name, "", _("Sejak diterima di kantor"), counts, name + ": {when}")


def terms() -> list[Term]:
    """All of them, as forms say what an hour of receipt means."""
    return [term_of(code) for code in kinds.terms()]
