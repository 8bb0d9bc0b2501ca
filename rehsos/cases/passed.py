"""The bar of stages: where the case stands, what was done before, and what was passed over without a record."""

from collections.abc import Callable, Mapping

from rehsos.papers.kinds import kind_of
from rehsos.papers.models import Direction

from .file import CaseFile
from .models import Stage


def stages(file: CaseFile) -> list[dict[str, str]]:
    """Each stage in words and as it is: `done`, `passed`, `now` or `next`. Without a record nothing is done.

    What a case that was opened again had done beyond the stage it is in, stays done. What is done before its turn, as
    a visit while there is no plan, ticks no stage that the case has not come to.
    """
    return [{"label": str(stage.label), "state": _state(stage, file)} for stage in Stage]


def _state(stage: Stage, file: CaseFile) -> str:
    now = file.case["stage"]
    if stage == now:
        return "now"
    if stage > now:
        came = all(_is_recorded(one, file, unless=False) for one in Stage if now < one <= stage)
        return "done" if came else "next"
    return "done" if _is_recorded(stage, file, unless=True) else "passed"


def _is_recorded(stage: Stage, file: CaseFile, *, unless: bool) -> bool:
    """Whether there is what a stage needs; `unless` where it needs nothing."""
    recorded = _RECORDED.get(stage)
    return recorded(file) if recorded else unless


def _assessed(file: CaseFile) -> bool:
    """By an assessment, or by a report to who asked for one."""
    out = (row["kind"] for row in file.rows["letters"] if row["direction"] == Direction.OUT)
    return bool(file.rows["assessments"]) or any(kind_of(kind).term for kind in out)


_RECORDED: Mapping[Stage, Callable[[CaseFile], bool]] = {
    Stage.BASIS: lambda file: bool(file.rows["bases"]),
    Stage.ASSESSMENT: _assessed,
    Stage.PLAN: lambda file: bool(file.rows["plans"]),
    Stage.SERVICE: lambda file: any(row["served"] for row in file.rows["done"]),
    Stage.MONITORING: lambda file: any(row["reviewed"] for row in file.rows["done"]),
}
"""What of a stage there must be for it to be done. Every case was received; beyond its ending is only what ended."""
