"""What the law would say to what was recorded: advice in words, never a lock."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from rehsos.cases.models import Circumstance, Participant, Relation
from rehsos.cases.rulebook import length_words
from rehsos.law.ages import Age
from rehsos.law.book import fact_kinds, measures, rules
from rehsos.law.checks import agreement_length, detention_order, verdict_after_diversi, verdict_length, verdict_level
from rehsos.law.findings import (
    Answer,
    Finding,
    companion_allowed,
    detention_allowed,
    diversi_eligible,
    peksos_required,
)
from rehsos.law.shapes import AND, Duty, Length, Rule
from rehsos.look.words import say

from .deed import said_age
from .models import HearingKind, Part, Present
from .roles import Role

PARENTS = (Relation.MOTHER, Relation.FATHER, Relation.STEPMOTHER, Relation.STEPFATHER, Relation.GUARDIAN)


def said(finding: Finding) -> str:
    """A finding in words, with its first article."""
    return f"{say(finding.words)} ({finding.basis[0]})"


def accompanied(part: Part, present: Iterable[str], kind: str, level: str) -> list[Finding]:
    """What is not as the law wants it about who was beside the child (UU 11/2012 Ps 23; PP 65/2015 Ps 15, 33, 54)."""
    beside = set(present)
    suspect = {Present.PARENT: parent_suspected(part), Present.TRUSTED: _trusted_suspected(part, beside)}
    names = {Present.PARENT: "parent", Present.TRUSTED: "trusted", Present.PEKSOS: "peksos", Present.PK: "pk"}
    found = [companion_allowed(part.role, names[one], is_suspect=suspect.get(one)) for one in names if one in beside]  # type: ignore[arg-type]
    found = [one for one in found if one.state is not Answer.MET]
    if kind == HearingKind.DIVERSI and Present.PEKSOS not in beside:
        wanted = peksos_required(level)
        found += [wanted] if wanted.state is Answer.MET else []
    return found


def alone(part: Part, present: Iterable[str]) -> str:
    """In words, where nobody the law names was beside the child; empty otherwise."""
    beside = set(present)
    if part.role == Role.IN_CONFLICT:
        missing = Present.PK not in beside
        return (
            _("Tanpa PK: anak wajib didampingi PK atau pendamping lain (UU 11/2012 Ps 23 ayat (1)).") if missing else ""
        )
    if beside & {Present.PARENT, Present.TRUSTED, Present.PEKSOS}:
        return ""
    return _("Tanpa pendamping: korban dan saksi wajib didampingi (UU 11/2012 Ps 23 ayat (2)).")


def _trusted_suspected(part: Part, beside: set[str]) -> bool:
    """Whether somebody whom the child trusts, and who was there, is among the suspects."""
    if Present.TRUSTED not in beside:
        return False
    return Participant.objects.filter(case=part.case_id, alleged=True, trusted=True).exists()


def parent_suspected(part: Part) -> bool | None:
    """Whether a parent is among the suspects: as noted on the persons around, else as answered; None: not known."""
    if Participant.objects.filter(case=part.case_id, alleged=True, relation__in=PARENTS).exists():
        return True
    told = Circumstance.objects.filter(case=part.case_id, subject=part.pk, code="parent_is_suspect").first()
    return None if told is None else told.value == "yes"


def detention_doubt(level: str, first: date, last: date | None) -> str:
    """In words, where an order goes past the law's own count, with both readings of it; empty where it does not."""
    found = detention_order(level, first, last) if last else None
    return said(found) if found and found.sentence != Answer.MET else ""


def diversi_road(part: Part) -> list[str]:
    """In words, whether diversi must be tried for this child, or what is still to be asked."""
    if part.role != Role.IN_CONFLICT:
        return []
    told = _told(part)
    found = diversi_eligible(
        act_age=_age_at_deed(part),
        penalty_below_7y=told.get("penalty_below_7y"),
        repeat_offence=told.get("repeat_offence"),
    )
    return [asked(found)]


def detention_road(part: Part) -> list[str]:
    """In words, whether the law allows this child's detention, or what is still to be asked."""
    told = _told(part)
    found = detention_allowed(
        act_age=_age_at_deed(part),
        penalty_below_7y=told.get("penalty_below_7y"),
        guarantee_given=told.get("guarantee_given"),
    )
    return [asked(found)]


def asked(finding: Finding) -> str:
    """A finding in words, with its first article and what it asks for."""
    names = "; ".join(say(fact_kinds()[code].label) for code in finding.missing)
    return f"{said(finding)} {_('Belum tercatat: {what}').format(what=names)}" if names else said(finding)


def _told(part: Part) -> dict[str, bool | None]:
    """The answers of yes and no about a part."""
    rows = Circumstance.objects.filter(case=part.case_id, subject=part.pk, value__in=("yes", "no"))
    return {code: value == "yes" for code, value in rows.values_list("code", "value")}


def _age_at_deed(part: Part) -> Age | None:
    return said_age(None, part.age_at_deed, estimated=part.age_estimated)


def agreement_limits(part: Part) -> list[str]:
    """In words, how long an agreed diversi of each form may take (UU 11/2012 Ps 10, 11)."""
    if part.role != Role.IN_CONFLICT:
        return []
    words = _("{what}: paling lama {length} ({basis}).")
    return [
        words.format(what=say(one.label), length=length_words(one.length), basis=one.basis[0])
        for one in _limits()
        if one.length
    ]


def _limits() -> list[Rule]:
    """The limits that run from an agreed diversi to its being carried out."""
    return [one for one in rules().values() if one.start == "diversi_agreed" and one.duty is Duty.LIMIT]


def agreement_doubt(form: str, agreed: date, until: date | None) -> str:
    """In words, how much later than the limits of its forms an agreement ends; empty when it does not."""
    found = (agreement_length(one, agreed, until) for one in form.split(AND))
    return next((said(one) for one in found if one.state is Answer.NOT_MET), "")


def standing_doubts(part: Part) -> list[str]:
    """In words, what stands in the way of a verdict as the matter is recorded: its level, an agreed diversi."""
    agreed: bool | None = getattr(part, "diversi_agreed", None)  # told by queries.part_of
    findings = (verdict_level(part.matter.level), verdict_after_diversi(agreed=agreed))
    return [said(one) for one in findings if one.state is Answer.NOT_MET]


def measure_doubt(code: str, number: int | None, unit: str) -> str:
    """In words, where a penalty or tindakan is shorter or longer than its article allows; empty when it is not."""
    if code not in measures() or number is None:
        return ""
    found = verdict_length(code, Length(number, unit))
    return "" if found.state is Answer.MET else said(found)


def suspect_doubt(role: str, *, adult: bool | None) -> str:
    """In words, where a child is suspected in a matter that calls the one suspected grown; empty where it is not.

    One of the two is wrong, or there are several suspects: nothing is refused for it.
    """
    if role != Role.IN_CONFLICT or not adult:
        return ""
    return _(
        "Anak ini berkonflik dengan hukum, tetapi di data perkara yang disangka tercatat orang dewasa. "
        "Kalau yang disangka beberapa orang, biarkan; kalau tidak, perbaiki data perkara atau peran anak."
    )


def rights(part: Part) -> list[str]:
    """Who the law wants beside a child in this role, to be read before it is recorded."""
    if part.role == Role.IN_CONFLICT:
        return [_("Anak didampingi PK atau pendamping lain, dan penasihat hukum (UU 11/2012 Ps 23 ayat (1)).")]
    return [
        _("Korban dan saksi didampingi orang tua, orang tepercaya, atau Pekerja Sosial (UU 11/2012 Ps 23 ayat (2))."),
        _("Orang tua yang disangka tidak boleh mendampingi (UU 11/2012 Ps 23 ayat (3))."),
    ]
