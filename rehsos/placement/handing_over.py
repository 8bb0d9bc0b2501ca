"""With what a record of a handing over begins at a house: whoever leaves it, and what they own, living or dead."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from rehsos.cases.dying import death_of
from rehsos.cases.models import AfterDeath, BelongingsGiven, Case, Custody, DeathNote
from rehsos.cases.placing import told_by
from rehsos.cases.sealing import unsealed
from rehsos.directory.models import Office
from rehsos.look import words
from rehsos.papers.rendering.words import long_date
from rehsos.referral.left_open import still_open

from .dying import left_behind
from .models import NoteKind, OutTo, Stay, StayNote

PERSON, BELONGINGS = "handover_person", "handover_belongings"
"""Whose blanks and paper are those of a referral."""


def record(kind: str, case: Case, stay: Stay) -> dict[str, Any]:
    """The fields of a record of a kind at the door of the house; what is not known yet, the pen fills in."""
    with translation.override("id"), words.on_paper():
        begun = {"party": _to(stay), "basis": _basis(stay), "spot": _spot(stay.office), **_left(stay)}
        return begun | _OF[kind](case, stay)


def _person(case: Case, stay: Stay) -> dict[str, Any]:
    care, plan = _note(stay, NoteKind.CARE, "words"), _note(stay, NoteKind.REVIEW, "plan")
    belongings = "; ".join(" ".join(left_behind(case)[:1]).splitlines())
    return {"medicine": care, "does": plan, "belongings": belongings, "tasks": _runs(case, stay)}


def _runs(case: Case, stay: Stay) -> str:
    """Clocks and tasks that run, a line each; of another office's case that office says them."""
    lines = still_open(case, stay.office, texts=True) if case.owner_id == stay.office_id else ()
    return "\n".join(f"- {line}" for line in lines)


def _belongings(case: Case, _stay: Stay) -> dict[str, Any]:
    return {"items": "\n".join(left_behind(case)[:1])}


_OF: Mapping[str, Callable[[Case, Stay], dict[str, Any]]] = {PERSON: _person, BELONGINGS: _belongings}


def _note(stay: Stay, kind: NoteKind, text: str) -> str:
    """What was written of that last."""
    found = StayNote.objects.filter(stay=stay, kind=kind, withdrawn_by=None).order_by("-at").first()
    return " ".join(str(unsealed(stay.case_id, found.sealed).get(text, "")).split()) if found else ""


def _to(stay: Stay) -> str:
    """Who answers for them from then on, as it was told when they left."""
    if not stay.ended_to or stay.ended_to == OutTo.DIED:
        return ""
    told = Custody.objects.filter(case=stay.case_id, cause=stay.ended_by).first() if stay.ended_by else None
    who = told_by(told).words if told else ""
    return who or str(OutTo(stay.ended_to).label)


def _basis(stay: Stay) -> str:
    return f"Tinggal di {stay.office.name} sejak {long_date(_here(stay.since, stay).date())}"


def _spot(office: Office) -> str:
    """Where a house stands that is hidden no paper tells."""
    return "" if office.hidden_place else office.name


def _left(stay: Stay) -> dict[str, Any]:
    return _hour(_here(stay.ended_at, stay)) if stay.ended_at else {}


def _hour(at: datetime) -> dict[str, Any]:
    return {"day": at.date().isoformat(), "hour": f"{at:%H.%M}"}


def _here(at: datetime, stay: Stay) -> datetime:
    return at.astimezone(ZoneInfo(stay.office.time_zone))


def of_the_dead(case: Case) -> dict[str, Any]:
    """The fields of the record of what somebody left: to whom it was given, where that was told."""
    with translation.override("id"), words.on_paper():
        given = dict(_given(case))
        return {"items": "\n".join(left_behind(case)[:1]), "basis": "Barang peninggalan orang yang meninggal"} | given


def _given(case: Case) -> Iterator[tuple[str, Any]]:
    death = death_of(case)
    notes = DeathNote.objects.filter(death=death, kind=AfterDeath.BELONGINGS, withdrawn_by=None)
    last = notes.exclude(code=BelongingsGiven.NONE).order_by("-at").first() if death else None
    if last is None:
        return
    told = unsealed(case.pk, last.sealed)
    yield "party", told.get("who", "")
    yield "second_name", told.get("who", "")
    yield "spot", told.get("where", "")
    yield from _hour(last.at.astimezone(ZoneInfo(case.owner.time_zone))).items()
