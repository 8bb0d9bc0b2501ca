"""Documents drawn from the code, so that they can't tell something else: docs/drawn/*.md."""

import inspect
import pkgutil
import re
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib import import_module
from types import ModuleType

from django.db.models import TextChoices
from django.utils.translation import override

from ops.locations import ROOT
from rehsos.access.permissions import ROLES, Permission
from rehsos.audit.actions import REGISTRY, Spec
from rehsos.law.book import rules
from rehsos.law.shapes import Duty
from rehsos.law.words import KINDS

from .guarded import guarded

FOLDER = ROOT / "docs" / "drawn"
HEAD = "<!-- Drawn by `rehsos docs write`; do not edit. -->\n"


def write(_asked: Namespace) -> None:
    """Draw every page anew."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, "utf-8")
        print(f"docs/drawn/{name}")


def stale() -> list[str]:
    """The pages that are missing or tell something else than the code."""
    return [f"docs/drawn/{name}" for name, text in pages().items() if _written(name) != text]


def _written(name: str) -> str:
    path = FOLDER / name
    return path.read_text("utf-8") if path.exists() else ""


def pages() -> dict[str, str]:
    """Every page's text by file name, in Indonesian where the screen is."""
    drawers: dict[str, Callable[[], str]] = {
        "actions.md": _actions,
        "clocks.md": _clocks,
        "roles.md": _roles,
        "stages.md": _stages,
        "tables.md": _tables,
    }
    with override("id"):
        return {name: HEAD + "\n" + draw().rstrip() + "\n" for name, draw in drawers.items()}


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["--"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in lines) + "\n"


# ------------------------------------------------------------------ actions


def _actions() -> str:
    text = (
        "# Actions\n\nEverything that may be written. Each is one line on the timeline and one row of the log. "
        "Fields in *italics* are sealed; the rest are plain facts.\n"
    )
    for room, found in _by_room().items():
        rows = [[f"`{spec.name}`", str(spec.title), _fields(spec), spec.doc.partition("\n")[0]] for spec in found]
        text += f"\n## {room}\n\n{_table(['Action', 'On the timeline', 'Fields', 'What it means'], rows)}"
    return text


def _fields(spec: Spec) -> str:
    return ", ".join(f"*{name}*" if name in spec.sealed else name for name in spec.hints)


def _by_room() -> dict[str, list[Spec]]:
    rooms: dict[str, list[Spec]] = {}
    for module, name in sorted(_written_by(), key=lambda found: found[1]):
        del module
        rooms.setdefault(REGISTRY[name].room, []).append(REGISTRY[name])
    return dict(sorted(rooms.items()))


@cache
def _written_by() -> tuple[tuple[ModuleType, str], ...]:
    """Each action with the module it stands in; what tests register is left out."""
    return tuple(
        (module, name)
        for module in _modules()
        for name, thing in vars(module).items()
        if name in REGISTRY and getattr(thing, "__module__", "") == module.__name__ and hasattr(thing, "__wrapped__")
    )


def _modules() -> Iterator[ModuleType]:
    import rehsos

    for found in pkgutil.walk_packages(rehsos.__path__, "rehsos."):
        parts = found.name.split(".")
        if "actions" in parts[2:] or parts[2:] == ["clockwork"]:
            yield import_module(found.name)


# ------------------------------------------------------------------ clocks

_DUTIES = {
    Duty.OURS: "Ours",
    Duty.OTHERS: "Others', shown because the child depends on them",
    Duty.LIMIT: "Limits, a date on the file and no alarm",
    Duty.POLICY: "Office policy, may be paused",
}


def _clocks() -> str:
    text = (
        "# Clocks\n\nThe rules of the law's and the rooms' `clocks.toml`."
        " ✔ the article was read; ◐ not certain, switched off.\n"
    )
    for duty, title in _DUTIES.items():
        rows = [
            [
                f"`{one.code}`",
                one.label[0],
                f"{one.length.number} {one.length.unit}" if one.length else "–",
                KINDS[one.kind][1],
                one.owed_by[0],
                "; ".join(map(str, one.basis)),
                f"{one.valid_from}{f' – {one.valid_to}' if one.valid_to else ''}",
                "✔" if one.verified else "◐",
            ]
            for one in rules().values()
            if one.duty is duty
        ]
        heads = ["Code", "Rule", "Length", "Counted in", "Owed by", "Basis", "In force", ""]
        text += f"\n## {title}\n\n{_table(heads, rows)}"
    return text


# ------------------------------------------------------------------ roles


def _roles() -> str:
    heads = ["May", *(f"{label} (`{role}`)" for role, (label, _) in ROLES.items())]
    rows = [
        [f"`{permission.value}`", *("✔" if permission in held else "" for _, held in ROLES.values())]
        for permission in Permission
    ]
    text = "# Roles\n\nWhat each role may do. Whether it may happen *now* is a policy's question.\n\n"
    return text + _table(heads, rows)


# ------------------------------------------------------------------ stages


def _stages() -> str:
    from rehsos.cases import models as cases
    from rehsos.justice.models import Level
    from rehsos.papers.models import LetterState

    reached = _reached()
    rows = [[f"`{s.value}`", str(s.label), ", ".join(reached.get(s.name, ["–"]))] for s in cases.Stage]
    text = "# Stages and states\n\n## A case\n\nAny stage may be skipped with a reason; none traps anybody.\n\n"
    text += _table(["Stage", "On screen", "Reached by"], rows)
    states: dict[str, type[TextChoices]] = {
        "A plan": cases.PlanState,
        "An appointment": cases.AppointmentState,
        "A task": cases.TaskState,
        "A clock": cases.ClockState,
        "A letter": LetterState,
        "A matter": Level,
        "Why a case ends": cases.ClosureReason,
    }
    for title, choices in states.items():
        text += f"\n## {title}\n\n{_table(['Code', 'On screen'], [[f'`{c.value}`', str(c.label)] for c in choices])}"
    return text


def _reached() -> dict[str, list[str]]:
    """For each stage, the actions whose code moves a case there."""
    found: dict[str, list[str]] = {}
    for module, name in _written_by():
        for stage in re.findall(r"(?:advance\([^)]*|stage=)Stage\.([A-Z]+)", _code(module, name)):
            found.setdefault(stage, []).append(f"`{name}`")
    return {stage: sorted(set(names)) for stage, names in found.items()}


def _code(module: ModuleType, name: str) -> str:
    """What the action says, with what its own module's private functions say that it comes to call."""
    told = inspect.getsource(inspect.unwrap(getattr(module, name)))
    seen: set[str] = set()
    while fresh := set(re.findall(r"\b(_[a-z_]+)\(", told)) - seen:
        seen |= fresh
        called = (vars(module).get(function) for function in sorted(fresh))
        told += "".join(inspect.getsource(function) for function in called if inspect.isfunction(function))
    return told


# ------------------------------------------------------------------ tables


def _tables() -> str:
    text = (
        "# Tables\n\nHow each table is guarded. **office**: rows of one's own offices only. **wall**: and not for "
        "who works for the other side. **filed**: both copied from the case. **log**: no update, "
        "no delete. **hidden**: found through a function only. *Italic* columns are sealed; `nation` lists what the "
        "nation role may read.\n"
    )
    rooms: dict[str, list[list[str]]] = {}
    for one in guarded():
        marks = {
            "office": one.by_office,
            "wall": one.by_wall,
            "filed": one.filed,
            "log": one.append_only,
            "hidden": one.hidden,
        }
        columns = ", ".join(f"*{c}*" if c in one.sealed else c for c in one.columns)
        guards = ", ".join(mark for mark, held in marks.items() if held)
        rooms.setdefault(one.room, []).append([one.name, guards, columns, ", ".join(one.nation_sees)])
    for room, rows in rooms.items():
        text += f"\n## {room}\n\n{_table(['Table', 'Guard', 'Columns', 'nation'], rows)}"
    return text
