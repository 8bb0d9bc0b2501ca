"""How the terms that letters start and stop are said, as the rooms say it, else by the name of the rule."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from rehsos.house.rooms import composed, merged
from rehsos.law.book import fact_kinds, rule
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
    """What starts it is called as the book calls that fact."""
    name, start = say(rule(code).label), say(fact_kinds()[rule(code).start].label)
    since = _("Sejak: {what}").format(what=start)
    counts = _("Tenggat dihitung sejak: {what}.").format(what=start)
    return Term(code, _("Tenggat"), name, "", since, counts, name + ": {when}")


def terms() -> list[Term]:
    """All of them, as forms say what an hour of receipt means."""
    return [term_of(code) for code in kinds.terms()]
