"""The models as the guard reads them: who says what of their rows, which copies whose lists, which reaches what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from rehsos.house.shapes import LISTS, Beside, FiledIn, Gathered, Reaches, Shape, SharedThrough

Model = type[models.Model]


def table(model: Model) -> str:
    """The name of the model's table."""
    return model._meta.db_table  # noqa: SLF001 - the public way in


def room(model: Model) -> str:
    """The name of the model's room."""
    return model._meta.app_label  # noqa: SLF001 - the public way in


def lists(model: Model) -> tuple[str, ...]:
    """Those of the lists that the model's rows have."""
    there = {field.name for field in model._meta.fields}  # noqa: SLF001 - the public way in
    return tuple(name for name in LISTS if name in there)


def shape_of(model: Model) -> Shape | None:
    """Where the model's lists come from. ImproperlyConfigured where it has lists and does not say, or the reverse."""
    shape: Shape | None = getattr(model, "shape", None)
    if (shape is None) != ("offices" not in lists(model)):
        raise ImproperlyConfigured(f"{model.__name__}: a table with `offices` has a `shape`, and no other has")
    return shape


def key(model: Model) -> str:
    """The column of the model's key."""
    return str(model._meta.pk.column)  # noqa: SLF001 - the public way in


def key_type(model: Model) -> str:
    """The type of a column that refers to the model."""
    return str(model._meta.pk.rel_db_type(connection))  # noqa: SLF001 - the public way in


@dataclass(frozen=True)
class Link:
    """A column of a model that is or lies in a file, and what it reaches."""

    model: Model
    reach: Reaches
    target: Model


class House:
    """The models beside each other: which is the file, what is filed in it, what lies beside what, what is reached."""

    def __init__(self, given: Sequence[Model]) -> None:
        self.models = given
        self.shapes = {model: shape for model in given if (shape := shape_of(model))}

    @cached_property
    def file(self) -> Model | None:
        """The model of the file; None where these models have none."""
        found = [model for model, shape in self.shapes.items() if isinstance(shape, SharedThrough)]
        if len(found) > 1:
            raise ImproperlyConfigured(f"one file in a house, not {[model.__name__ for model in found]}")
        return found[0] if found else None

    @property
    def history(self) -> str:
        """The file's column for the offices that see of it what was filed before they handed it on."""
        shape = self.shapes.get(self.file) if self.file else None
        return shape.history if isinstance(shape, SharedThrough) else ""

    def gathers_rows(self, model: Model | None) -> bool:
        """Whether it is met through rows that are filed, and by no file itself."""
        found = [link for link in self.links if link.target is model]
        return bool(found) and all(link.model is not self.file for link in found)

    def parent(self, model: Model) -> Model | None:
        """The row whose lists this model's are copied from."""
        shape = self.shapes.get(model)
        if isinstance(shape, Beside):
            return referred(model, shape.column)
        return self.file if isinstance(shape, FiledIn) else None

    def children(self, parent: Model) -> list[tuple[Model, str]]:
        """What copies its lists from the parent, and by which column."""
        return [
            (model, shape.column)
            for model, shape in self.shapes.items()
            if isinstance(shape, FiledIn | Beside) and self.parent(model) is parent
        ]

    @cached_property
    def links(self) -> list[Link]:
        """All that reaches something."""
        found = [
            Link(model, reach, referred(model, reach.column))
            for model in self.models
            for reach in getattr(model, "reaches", ())
        ]
        for link in found:
            if not isinstance(self.shapes.get(link.model), FiledIn | SharedThrough):
                raise ImproperlyConfigured(f"{link.model.__name__} reaches something and is not filed in a file")
            if not isinstance(self.shapes.get(link.target), Gathered):
                raise ImproperlyConfigured(f"{link.target.__name__} is reached and not gathered")
        return found


def referred(model: Model, column: str) -> Model:
    """What a column of a foreign key refers to."""
    for field in model._meta.concrete_fields:  # noqa: SLF001 - the public way in
        if field.column == column and isinstance(field, models.ForeignKey):
            found: Model = field.related_model
            return found
    raise ImproperlyConfigured(f"{model.__name__}.{column} refers to nothing")


def copied_lists(parent: Model, child: Model) -> tuple[str, ...]:
    """The lists a child copies. A wall or a circle must not be lost on the way, but to what nobody reads by itself."""
    if "barred" in lists(parent) and "barred" not in lists(child) and not getattr(child, "hidden", False):
        raise ImproperlyConfigured(f"{parent.__name__} keeps workers out and {child.__name__} nobody")
    return tuple(name for name in lists(child) if name in lists(parent))
