"""What is common to all children of a matter: written once, followed by every child's clocks."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Text, action, new_id
from rehsos.audit.actor import Actor, acting_for
from rehsos.audit.answers import Refused
from rehsos.cases.actions.facts import check_circumstance, check_fact, put_circumstance, put_fact
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case
from rehsos.cases.models.clocks import Precision
from rehsos.law.book import fact_kinds

from ..models import MISTAKE, Matter, MatterFact, Part
from ..policies import STEPS, insist_on_steps, may_tell

YES_NO = {True: "yes", False: "no", None: ""}


@action(_("Perkara: {code}"))
def record_matter_fact(
    *,
    case: Case,
    matter: Matter,
    code: Code,
    at: datetime,
    precision: Precision,
    until: date | None,
    source: Text,
    by: Actor,
    action_id: UUID,
    reason: Text = "",
) -> None:
    """Note a fact common to all children of the matter once; every child's clocks follow, behind any wall."""
    may_tell(case, matter, by).insist()
    check_fact(code, at)
    if fact_kinds()[code].subject != "matter":
        raise Refused(_("Kejadian ini menyangkut satu anak, bukan seluruh perkara."), field="code")
    _insist_on_order(case, matter, code, at, reason)
    common = MatterFact.objects.create(
        id=action_id,
        matter=matter,
        code=code,
        at=at,
        precision=precision,
        until=until,
        offices=matter.offices,
    )
    for part in parts_everywhere(matter, by):
        with acting_for(tuple(part.case.offices)):
            if part.case_id == case.pk:
                follow(part, common)
                recompute(part.case, by=by)
            else:
                learn_matter_fact(case=part.case, part=part, fact=common, code=code, at=at, by=by, action_id=new_id())


def _insist_on_order(case: Case, matter: Matter, code: str, at: datetime, reason: str) -> None:
    """After the event, and a step of the matter after the steps before it."""
    part = Part.objects.select_related("matter").filter(case=case, matter=matter).first()
    if part is not None:
        insist_on_steps(part, at, STEPS[: STEPS.index(code)] if code in STEPS else (), reason, field="at")


@action(_("Perkara: {code} (berlaku bagi semua anak dalam perkara)"))
def learn_matter_fact(
    *, case: Case, part: Part, fact: MatterFact, code: Code, at: datetime, by: Actor, action_id: UUID
) -> None:
    """The same fact in another child's file: on its timeline too, without the source somebody noted."""
    follow(part, fact)
    recompute(case, by=by)


def follow(part: Part, fact: MatterFact) -> None:
    """A common fact, as a fact of one child's part."""
    put_fact(
        part.case,
        part.subject,
        fact.code,
        fact.at,
        fact_id=new_id(),
        level=fact.level,
        precision=fact.precision,
        until=fact.until,
    )


@action(_("Keadaan perkara dicatat: {code} {value}"))
def answer_for_matter(
    *, case: Case, matter: Matter, code: Code, value: Code | None, by: Actor, action_id: UUID
) -> None:
    """Answer a question that is the same for all children of the matter; None: not known."""
    may_tell(case, matter, by).insist()
    check_circumstance(code, value)
    if column := _COLUMNS.get(code):
        name, meanings = column
        Matter.objects.filter(pk=matter.pk).update(**{name: meanings[value or ""]})
    for part in parts_everywhere(matter, by):
        with acting_for(tuple(part.case.offices)):
            tell(part, {code: value or ""})
            recompute(part.case, by=by)


_COLUMNS: dict[str, tuple[str, dict[str, bool | None]]] = {
    "suspected_tpks": ("sexual_violence", {"yes": True, "no": False, "": None}),
    "suspect_age": ("adult_suspect", {"adult": True, "child": False, "": None}),
}


def meaning(matter: Matter, part: Part) -> dict[str, str]:
    """What the particulars of a matter mean for the rules, in the law's own codes; empty: not known."""
    seven = matter.penalty_seven_or_more
    return {
        "act_date": matter.event_from.isoformat() if matter.event_from else "",
        "penalty_below_7y": YES_NO[None if seven is None else not seven],
        "repeat_offence": YES_NO[part.earlier_diversi],
        "suspected_tpks": YES_NO[matter.sexual_violence],
        "police_already_know": "yes" if matter.police_mark is not None else "",
        "suspect_age": {True: "adult", False: "child", None: ""}[matter.adult_suspect],
    }


def tell(part: Part, told: dict[str, str]) -> None:
    """Write circumstances of a part; an empty value clears one."""
    for code, value in told.items():
        put_circumstance(part.case, part.subject, code, value)


def parts_everywhere(matter: Matter, by: Actor) -> list[Part]:
    """Every child's part, also of other offices and behind a wall. For what must follow, never for a page."""
    with acting_for(tuple(matter.offices)):
        parts = Part.objects.filter(matter=matter).exclude(ended_by=MISTAKE)
        return list(parts.select_related("case", "person", "matter"))
