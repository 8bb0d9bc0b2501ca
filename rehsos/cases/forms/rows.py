"""A form with a few like rows. Empty rows count for nothing; a half-filled row is told, never dropped."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Words

EMPTY: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True)
class Row:
    """One row on the screen: its fields by name, and whether it stands open."""

    number: int
    fields: dict[str, BoundField]
    open: bool

    def __getitem__(self, name: str) -> BoundField:
        return self.fields[name]


class RowsForm(ActionForm):
    """`telling` fields make a row count; `key` is the one it can't do without."""

    most_rows: ClassVar[int]
    open_rows: ClassVar[int] = 1
    telling: ClassVar[tuple[str, ...]]
    key: ClassVar[str]
    lacking: ClassVar[Words] = _("Isian ini belum lengkap.")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.names = tuple(self.row_fields())
        for number in range(self.most_rows):
            for name, field in self.row_fields().items():
                field.row = number + 1  # type: ignore[attr-defined]  # said where errors stand together
                self.fields[f"{name}_{number}"] = field

    @abstractmethod
    def row_fields(self) -> dict[str, forms.Field]:
        """The fields of one row, new each time."""

    def clean(self) -> dict[str, Any]:
        super().clean()
        for number in range(self.most_rows):
            lacks = self._value(self.key, number) in EMPTY and f"{self.key}_{number}" not in self.errors
            if lacks and any(self._value(name, number) not in EMPTY for name in self.telling):
                self.add_error(f"{self.key}_{number}", str(self.lacking))
        return self.cleaned_data

    def _value(self, name: str, number: int) -> Any:
        return self.cleaned_data.get(f"{name}_{number}")

    def rows(self) -> Iterator[Row]:
        """The rows for the page; those beyond the first stand folded until something is in them."""
        for number in range(self.most_rows):
            bound = {name: self[f"{name}_{number}"] for name in self.names}
            filled = any(bound[name].value() not in EMPTY or bound[name].errors for name in (self.key, *self.telling))
            yield Row(number, bound, open=filled or number < self.open_rows)

    @property
    def given(self) -> dict[str, Any]:
        """What stands beside the rows; what the rows become is for each form to say."""
        rows = {f"{name}_{number}" for name in self.names for number in range(self.most_rows)}
        return {name: value for name, value in super().given.items() if name not in rows}

    def filled(self) -> list[dict[str, Any]]:
        """The rows that say something, by field name."""
        found = [{name: self._value(name, number) for name in self.names} for number in range(self.most_rows)]
        return [row for row in found if row[self.key] not in EMPTY]


def as_initial(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Rows as initial values of such a form."""
    return {f"{name}_{number}": value for number, row in enumerate(rows) for name, value in row.items()}
