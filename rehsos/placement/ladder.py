"""The ladder of care as it is read: on a case, on a stay, and as the dinas is told of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import AROUND, Offer, Row, Rows
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Case
from rehsos.cases.offers import offer
from rehsos.cases.sealing import with_the_case
from rehsos.law.findings import RUNGS, Answer, care_ladder
from rehsos.look.words import day, say
from rehsos.referral.models import Part, Referral
from rehsos.referral.sealing import shown
from rehsos.vault.keys import key_of, wrapped_beside

from .models import CareLadder, Rung, RungState

GROWN = 18
PART = "care_ladder"
"""The part of a referral that tells it."""

LADDERS = Rows(
    "ladders",
    """SELECT l.id, l.at, l.own, l.kin, l.foster, l.guardian, l.adoption, l.institution, l.reasoned,
       encode(l.sealed, 'base64') AS sealed
       FROM placement_careladder l WHERE l.case_id = c.id AND l.withdrawn_by IS NULL
       ORDER BY l.at DESC, l.id DESC LIMIT 5""",
    moments=("at",),
    opens=with_the_case(),
)


@dataclass(frozen=True)
class Seen:
    """A ladder on a screen: each rung with its state and reason, and what the law would ask."""

    at: datetime
    rungs: list[dict[str, Any]]
    findings: list[str]


def seen(at: datetime, states: Mapping[str, str], reasoned: Collection[str], reasons: Mapping[str, str]) -> Seen:
    """In words; a reason that is written and not open on this screen is said to be sealed."""
    rungs = [
        {
            "rung": Rung(rung).label, "state": RungState(states[rung]).label, "code": states[rung],
            "why": reasons.get(rung, ""), "shut": rung in reasoned and rung not in reasons,
        }
        for rung in RUNGS
    ]  # fmt: skip
    return Seen(at, rungs, gaps(states, reasoned))


def gaps(states: Mapping[str, str], reasoned: Collection[str]) -> list[str]:
    """What was passed over without a reason, in words; nothing where all is as the law wants it."""
    return [say(one.words) for one in care_ladder(states, reasoned) if one.state is not Answer.MET]


def of_row(row: Row) -> Seen:
    """That of a row of the page of a case."""
    return seen(row["at"], {rung: row[rung] for rung in RUNGS}, row["reasoned"], row["opened"])


def on_file(file: CaseFile) -> Mapping[str, Any]:
    """For the card on the page of a case: the newest, and the days of those before."""
    first, *before = file.rows["ladders"]
    return {"ladder": of_row(first), "before": [row["at"] for row in before]}


def newest(case: Case) -> CareLadder | None:
    """As it was told last, with the key it lies under as `wrapped`."""
    told = CareLadder.objects.filter(case=case, withdrawn_by=None).annotate(wrapped=wrapped_beside("case_id"))
    return told.order_by("-at", "-id").first()


def is_child(file: CaseFile) -> bool:
    """Whether somebody must care for the client."""
    age = file.case["age"]
    return age is None or age < GROWN


def ladder_offered(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """Who could care for the child."""
    if is_child(file):
        yield offer(_("Tangga pengasuhan"), "placement:ladder", file, AROUND, place=(61,), living=True)


def lines(file: CaseFile) -> Iterable[str]:
    """What a referral tells of it: by codes alone, with the day, and what was passed over without a reason."""
    for row in file.rows.get("ladders", ())[:1]:
        yield _("Per {day}").format(day=day(row["at"]))
        yield from (f"{Rung(rung).label}: {RungState(row[rung]).label}" for rung in RUNGS)
        yield from gaps({rung: row[rung] for rung in RUNGS}, row["reasoned"])


def told_to(referral: Referral) -> list[str]:
    """What the dinas was told of the ladder, line by line."""
    part = Part.objects.filter(referral=referral, code=PART).order_by("-at").first()
    return list(shown(part.key, part.sealed, key_of(part.key)).get("lines", ())) if part else []
