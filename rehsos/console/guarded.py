"""Each table of ours and how it is guarded, as its model declares it (access.guard turns this into SQL)."""

from dataclasses import dataclass

from django.apps import apps
from django.db import models

from rehsos.access.guard_models import lists, shape_of
from rehsos.house.shapes import FiledIn, Shape


@dataclass(frozen=True)
class Guarded:
    """A table: who sees its rows, what may change, which columns lie sealed."""

    room: str
    name: str
    table: str
    columns: tuple[str, ...]
    sealed: tuple[str, ...]
    by_office: bool
    by_wall: bool
    shape: Shape | None
    append_only: bool
    hidden: bool
    lasting: bool
    nation_sees: tuple[str, ...]

    @property
    def filed(self) -> bool:
        """Whether it lies in one case, as what is shared with the case does."""
        return isinstance(self.shape, FiledIn)


def guarded() -> list[Guarded]:
    """Every table of ours, by room."""
    found = [_of(model) for model in apps.get_models() if model.__module__.startswith("rehsos.")]
    return sorted(found, key=lambda one: (one.room, one.name))


def _of(model: type[models.Model]) -> Guarded:
    fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]  # noqa: SLF001 - public
    return Guarded(
        room=model.__module__.split(".")[1],
        name=model.__name__,
        table=model._meta.db_table,  # noqa: SLF001 - the public way in
        columns=tuple(str(field.column) for field in fields),
        sealed=tuple(f.name for f in fields if f.name.startswith(("sealed", "wrapped"))),
        by_office="offices" in lists(model),
        by_wall="barred" in lists(model),
        shape=shape_of(model),
        append_only=bool(getattr(model, "append_only", False)),
        hidden=bool(getattr(model, "hidden", False)),
        lasting=bool(getattr(model, "lasting", False)),
        nation_sees=tuple(getattr(model, "nation_sees", ())),
    )
