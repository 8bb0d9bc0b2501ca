"""What can be told of a case and of what stands in it: the facts its clocks hang on, the questions its rules ask."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Shown
from rehsos.audit.answers import Refused, Words
from rehsos.house.rooms import composed, merged
from rehsos.law.book import fact_kinds, rules
from rehsos.law.shapes import FactKind, Rule
from rehsos.look.words import say

from .clockwork import TRUTH
from .doors import Knowers
from .models import CASE, Case, Subject
from .subjects import Standing, kept_on, kinds, read, standing

OURS: dict[str, Words] = {"ours": _("Kami")}
OF_THE_BOOK: dict[str, Words] = {"court": _("Pengadilan")}
"""Who knows what the law's own data tell of a case; whom the rooms ask beside, they say (`doors.Knowers`)."""
Groups = list[tuple[str, list[tuple[str, str]]]]
"""Choices of a list, grouped by who usually knows."""
_BESIDE = {
    "told": "SELECT t.subject, t.code, t.value FROM cases_circumstance t WHERE t.case_id = c.id ORDER BY t.id",
    "asks": """SELECT k.subject, k.missing FROM cases_clock k
                WHERE k.case_id = c.id AND k.missing <> '[]'::jsonb ORDER BY k.id""",
}


@dataclass(frozen=True)
class Subjects:
    """What a fact of a case can hang on, with what is answered about each and what its clocks still ask."""

    case: Case
    standing: tuple[Standing, ...]
    told: tuple[tuple[UUID, str, str], ...]
    missing: tuple[tuple[UUID, str], ...]

    def choices(self) -> list[tuple[str, str]]:
        """What there is to choose from."""
        return [(str(one.subject.id), one.words) for one in self.standing]

    def led_to(self, asked: str) -> Standing | None:
        """What was asked for; else the only one of an early kind."""
        found = next((one for one in self.standing if str(one.subject.id) == asked), None)
        early = [one for one in self.standing if _early(one.subject.kind)]
        return found or (early[0] if len(early) == 1 else None)

    def asked_about(self, asked: str) -> Standing | None:
        """What was asked for; else the first of an early kind. None: the case itself."""
        return self.led_to(asked) or next((one for one in self.standing if _early(one.subject.kind)), None)

    def hung_on(self, fact: FactKind, asked: str) -> Subject:
        """What a fact hangs on: of its kind what was asked for, or the only one; else the case.

        Refused where there are several of a kind that is not early, and none was asked for.
        """
        kind = kept_on(fact.subject)
        found = [one.subject for one in self.standing if one.subject.kind == kind]
        chosen = next((one for one in found if str(one.id) == asked), None)
        if chosen or len(found) == 1:
            return chosen or found[0]
        if found and not _early(kind):
            raise Refused(_("Pilih yang mana yang dimaksud."), field="subject")
        return self.case.subject

    def known(self, subject: Subject) -> dict[str, str]:
        """What is answered so far about the case, and about something in it."""
        mine = {self.case.pk, subject.id}
        return {code: value for subject, code, value in self.told if subject in mine}

    def asked(self, subject: Subject) -> list[str]:
        """What clocks of the case, and of something in it, wait for."""
        mine = {self.case.pk, subject.id}
        return [code for subject, code in self.missing if subject in mine]


def _early(kind: str) -> bool:
    return kinds()[kind].early


def subjects_of(case: Case, shown: Shown) -> Subjects:
    """The case and what may be chosen of what stands in it, early kinds first. One statement."""
    found = read(case, _BESIDE)
    chosen = (one for one in standing(case, found, shown) if one.words)
    return Subjects(
        case,
        tuple(sorted(chosen, key=lambda one: not _early(one.subject.kind))),
        tuple((UUID(row["subject"]), row["code"], row["value"]) for row in found["told"]),
        tuple((UUID(row["subject"]), code) for row in found["asks"] for code in row["missing"]),
    )


def facts_that_matter(subjects: Subjects, wanted: str) -> Groups:
    """Facts that can matter to a clock of this case: those of rules that are not known to be beside the point.

    Those of an early kind also before one of it stands; those of others only where one does.
    """
    known = [
        ({CASE, one.kind}, {code: TRUTH.get(value, value) for code, value in subjects.known(one).items()})
        for one in _telling(subjects)
    ]
    codes = {
        code
        for on, told in known
        for one in rules().values()
        if kept_on(one.hangs_on) in on and _open(one, told)
        for code in _moves(one)
    }
    return grouped(code for code in fact_kinds() if code in codes | {wanted})


def _telling(subjects: Subjects) -> Iterator[Subject]:
    """What stands in the case, and one of each early kind of which none does; the case itself, where nothing may."""
    there = [one.subject for one in subjects.standing]
    met = {one.kind for one in there}
    to_come = [Subject(kind.code, subjects.case.pk) for kind in kinds().values() if kind.early and kind.code not in met]
    yield from [*there, *to_come] or [subjects.case.subject]


def _open(one: Rule, told: dict[str, object]) -> bool:
    derived = one.end_of or fact_kinds()[one.start].elsewhere
    return not derived and all(condition.holds(told) is not False for condition in one.applies)


def _moves(one: Rule) -> set[str]:
    return {one.start, *one.stop, *one.ask_after, *one.advisory_start, *([one.report] if one.report else [])}


def grouped(codes: Iterable[str]) -> Groups:
    """Those that somebody may type, which have a moment or a day, by who usually knows them."""
    found: dict[str, list[tuple[str, str]]] = {}
    for code in codes:
        kind = fact_kinds()[code]
        if kind.kind in {"moment", "date"} and kind.typed:
            found.setdefault(kind.knows, []).append((code, say(kind.label)))
    return [(str(words), found[who]) for who, words in knowers().items() if who in found]


@composed
def knowers() -> dict[str, Words]:
    """Who may know a fact: ourselves, then as the rooms say. ValueError where nobody has a word for who knows one."""
    found = {**OURS, **merged(Knowers, lambda door: door.words), **OF_THE_BOOK}
    if unsaid := [f"{kind.code} of {kind.knows!r}" for kind in fact_kinds().values() if kind.knows not in found]:
        raise ValueError(f"no room says who knows it: {'; '.join(unsaid)} (there are {', '.join(found)})")
    return found


def questions(wished: Iterable[str], about: Standing | None) -> list[str]:
    """Of these codes the questions of a form, once each, without those that are answered elsewhere."""
    kinds_of = ((code, fact_kinds()[code]) for code in wished if code in fact_kinds())
    asked = (code for code, kind in kinds_of if kind.kind in {"yes_no", "choice"} and not kind.elsewhere)
    return list(dict.fromkeys(code for code in asked if about is None or code not in about.answered))
