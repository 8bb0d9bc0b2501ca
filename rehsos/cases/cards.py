"""The cards that this room gives to the page of a case, and what each tells beside the file's rows (`doors.Card`)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Shown
from rehsos.audit.answers import Words
from rehsos.directory import gazetteer
from rehsos.law.authority import Where, competent
from rehsos.look.labels import label
from rehsos.look.words import say

from . import clock_cards
from .aftercare import said_shift
from .appointments import said_move
from .doors import Card, Place, holds
from .file import CaseFile
from .models import AfterDeath, AppointmentKind, Relation, Status
from .models.case import said_relation
from .placing import WHERE

_SEXES = {"L": "male", "P": "female"}
ROWS = {
    "grandparent": "elder",
    **dict.fromkeys(("mother", "father"), "parent"),
    **dict.fromkeys(("stepmother", "stepfather", "guardian"), "step"),
    "sibling": "child",
}
"""In which line of the drawing a relative stands: three generations, and everybody else apart.

Who stands in a parent's place stands in the parents' line, and nobody descends from them.
"""


def is_void(file: CaseFile) -> bool:
    """Whether it is counted and listed nowhere."""
    return bool(file.case["status"] == Status.VOID)


def shows_files(file: CaseFile) -> bool:
    """Whether there are files that may be opened on this screen."""
    return bool(file.rows["files"]) and file.reads


def unpaid(file: CaseFile) -> bool:
    """Money a worker laid out: not for who sees a case by its code alone."""
    return bool(file.named and file.rows["costs"])


def suspect_at_home(file: CaseFile) -> bool:
    """Whether who is suspected lives with the client of a running case, as it is told."""
    beside = (row for row in file.rows["participants"] if row["alleged"] and row["lives_together"])
    return file.case["status"] == Status.OPEN and any(beside)


def people(file: CaseFile) -> dict[str, Any]:
    """The client and who is around, as a drawing wants them."""
    client = {"label": file.name, "sex": _SEXES.get(file.case["sex"], "other"), "row": "child", "client": True}
    around = file.rows["participants"]
    return {"people": [client, *(_person(row, file) for row in around)], "doubts": list(doubts_of(around))}


def doubts_of(around: Sequence[Mapping[str, Any]]) -> Iterator[Words]:
    """What can hardly be meant of those around a client, a hint and no lock: a man as the mother, two mothers."""
    for relation, (sex, wrong) in _PARENT_IS.items():
        found = [row["sex"] for row in around if row["relation"] == relation]
        if any(told and told != sex for told in found):
            yield wrong
        if len(found) > 1:
            yield _TWICE.format(relation=Relation(relation).label, n=len(found))


_PARENT_IS: Mapping[str, tuple[str, Words]] = {
    Relation.MOTHER: ("P", _("Tercatat sebagai Ibu, tetapi jenis kelaminnya laki-laki. Periksa hubungannya.")),
    Relation.FATHER: ("L", _("Tercatat sebagai Ayah, tetapi jenis kelaminnya perempuan. Periksa hubungannya.")),
}
_TWICE = _("{relation} tercatat {n} orang. Periksa hubungannya: mungkin ibu atau ayah tiri, wali, bibi atau paman.")


def _person(row: Mapping[str, Any], file: CaseFile) -> dict[str, Any]:
    relation = row["relation"]
    return {
        "label": str(said_relation(relation, row["sex"])),
        "sex": _SEXES.get(row["sex"], "other"),
        "row": ROWS.get(relation, "other"),
        "avoid": row["no_contact"] or row["alleged"],
        "note": row["name"] if file.shown is Shown.FULL else "",
    }


def appointments(file: CaseFile) -> dict[str, Any]:
    """Which were moved before (the second session, and so on), which have begun, which a day off made earlier.

    The next visit of aftercare is made within its term, and recorded before its last day, which we proposed; those of
    later terms wait.
    """
    rows, now = file.rows["appointments"], timezone.now()
    visits = [row["id"] for row in rows if row["kind"] == AppointmentKind.AFTERCARE][:1]
    begun = {row["id"] for row in rows if row["at"] <= now}
    return {
        "moved": {row["id"]: said_move(row["kind"], row["session"]) for row in rows},
        "begun": begun.union(visits),
        "early": set(visits) - begun,
        "shifted": {row["id"]: said_shift(row, file) for row in rows},
    }


def about(file: CaseFile) -> dict[str, Any]:
    """Where the client lives, and whose affair it is."""
    return {"place": gazetteer.full_name(file.case["place"]), "competence": competence(file)}


def competence(file: CaseFile) -> str:
    """Whose affair the law says it is, in the community and in a panti, and what the office made of that."""
    case = file.case
    opened = date.fromisoformat(case["opened_on"])
    found = [competent(case["primary_type"], where, opened) for where in (Where.COMMUNITY, Where.PANTI)]
    levels = list(dict.fromkeys(say(one.level.words) for one in found if one))
    said = _("{first}; bila perlu panti: {second}") if len(levels) > 1 else "{first}"
    whose = str(said).format(first=levels[0], second=levels[-1]) if levels else ""
    return " · ".join(filter(None, (whose, label(case["competence"], "competence"))))


def after_death(file: CaseFile) -> dict[str, Any]:
    """What is told of what follows a death, and what is not yet."""
    it = file.rows["deaths"][0]
    return {"it": it, "left": [kind for kind in AfterDeath if kind not in it["told"]]}


CARDS = (
    WHERE,
    Card("cases/file/death.html", Place.LEAD, 2, holds("deaths"), after_death),
    Card("cases/file/void.html", Place.LEAD, 10, when=is_void),
    Card("cases/file/at_home.html", Place.LEAD, 15, suspect_at_home),
    Card("cases/file/approvals.html", Place.LEAD, 30, holds("approvals")),
    Card("cases/file/appointments.html", Place.FIRST, 20, holds("appointments"), appointments),
    Card("cases/file/tasks.html", Place.MIDDLE, 20, holds("tasks"), jump=("tugas", _("Tugas"))),
    Card("cases/file/assessments.html", Place.MIDDLE, 40, holds("assessments"), jump=("asesmen", _("Asesmen"))),
    Card("cases/file/plans.html", Place.MIDDLE, 50, holds("plans"), jump=("rencana", _("Rencana"))),
    Card("cases/file/timeline.html", Place.MIDDLE, 60, jump=("perjalanan", _("Perjalanan"))),
    Card("cases/file/files.html", Place.MIDDLE, 70, shows_files),
    Card("cases/file/ours.html", Place.FIRST, 10, clock_cards.owes, clock_cards.ours),
    Card("cases/file/others.html", Place.BESIDE, 30, clock_cards.others_run, clock_cards.others),
    Card("cases/file/limits.html", Place.BESIDE, 40, clock_cards.has_limits, clock_cards.limits),
    Card("cases/file/people.html", Place.BESIDE, 50, tells=people, jump=("orang", _("Orang"))),
    Card("cases/file/about.html", Place.BESIDE, 60, tells=about),
    Card("cases/file/costs.html", Place.BESIDE, 70, unpaid),
)
"""All of them: given whole in `room.py`."""
