"""How far a journey is: told by what is noted of it and by its rides, never set by hand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words

STAGES: Mapping[str, Words] = {
    "traced": _("Ditelusuri"),
    "willing": _("Keluarga bersedia"),
    "fit": _("Layak jalan"),
    "arranged": _("Etape disusun"),
    "departed": _("Berangkat"),
    "accepted": _("Diterima"),
    "home": _("Di keluarga"),
    "done": _("Selesai"),
}
"""In the order of the road; before the first it is opened. Any may be skipped, with a reason."""
_SAID_BY = {("trace", "confirmed"): "traced", ("willing", "yes"): "willing", ("will", "yes"): "willing",
            ("fit", "yes"): "fit"}  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """A stage of the road: whether it is behind, passed over, or the next."""

    code: str
    words: Words
    state: str


def reached(
    notes: Iterable[Mapping[str, Any]], rides: Iterable[Mapping[str, Any]], journey: Mapping[str, Any]
) -> set[str]:
    """The stages that facts say are behind."""
    told = {_SAID_BY[key] for note in notes if (key := (note["kind"], note["code"])) in _SAID_BY}
    for ride in rides:
        told |= {"arranged"}
        told |= {"departed"} if ride["aboard"] else set()
        told |= {"accepted"} if ride["outcome"] == "arrived" else set()
    told |= {"home"} if journey["home_at"] else set()
    return told | ({"done"} if journey["ended"] == "done" else set())


def stages(
    notes: Sequence[Mapping[str, Any]], rides: Sequence[Mapping[str, Any]], journey: Mapping[str, Any]
) -> list[Stage]:
    """All of them; the first that is neither behind nor passed over is the next."""
    behind, skipped = reached(notes, rides, journey), {note["code"] for note in notes if note["kind"] == "skip"}
    found, now = [], bool(journey["ended"])
    for code, words in STAGES.items():
        if code in behind:
            state = "done"
        elif code in skipped:
            state = "skipped"
        else:
            state, now = ("todo", now) if now else ("now", True)
        found.append(Stage(code, words, state))
    return found
