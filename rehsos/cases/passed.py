"""The bar of stages: where the case stands, what was done before, and what was passed over without a record."""

from collections.abc import Callable, Mapping

from rehsos.papers.kinds import kind_of
from rehsos.papers.models import Direction

from .file import CaseFile
from .models import Stage


def stages(file: CaseFile) -> list[dict[str, str]]:
    """Each stage in words and as it is: `done`, `passed`, `now` or `next`. Without a record nothing is done.

    What a case that was opened again had done beyond the stage it is in, stays done.
    """
    return [{"label": str(stage.label), "state": _state(stage, file)} for stage in Stage]


def _state(stage: Stage, file: CaseFile) -> str:
    now, recorded = file.case["stage"], _RECORDED.get(stage)
    if stage == now:
        return "now"
    if stage > now:
        return "done" if recorded and recorded(file) else "next"
    return "passed" if recorded and not recorded(file) else "done"


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
