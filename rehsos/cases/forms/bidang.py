"""How an office is divided: a bidang a line, with the numbers of the types it handles."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.directory.actions.arranging import arrange_bidang
from rehsos.directory.bidang import KEY, arranged
from rehsos.directory.doors import Choices, Policy
from rehsos.directory.models import Office
from rehsos.law.book import ppks_types
from rehsos.look.words import say

from .fields import Day, Note

_RANGE = re.compile(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?")
_EXAMPLE = _("“{line}” belum dapat dibaca. Tulis seperti: Rehabilitasi Sosial: 1-15, 18-20.")


class BidangForm(ActionForm):
    """A bidang in each line. Empty: the office has one."""

    bidang = Note(
        _("Bidang dan jenis yang ditanganinya"), lines=6,
        help_text=_("Satu bidang tiap baris, misalnya: Rehabilitasi Sosial: 1-15, 18-20. Kosong: satu bidang saja."),
    )  # fmt: skip

    since = Day(_("Berlaku sejak"), help_text=_("Menurut peraturannya; boleh tanggal yang lalu."))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.initial.setdefault("since", timezone.localdate())

    def clean_bidang(self) -> dict[str, list[str]]:
        """The types of each bidang by its name; a line that is none is said."""
        found: dict[str, list[str]] = {}
        for line in filter(str.strip, self.cleaned_data["bidang"].splitlines()):
            name, colon, numbers = line.partition(":")
            if not (colon and name.strip()) or name.strip() in found:
                raise ValidationError(_EXAMPLE.format(line=line.strip()[:60]))
            found[name.strip()] = list(_types(numbers, line))
        return found

    @property
    def all_types(self) -> list[tuple[str, str]]:
        """The types by the number one writes."""
        return [(kind.number, say(kind.label)) for kind in ppks_types().values()]


def _types(numbers: str, line: str) -> Iterable[str]:
    """The codes of `1-15, 18-20`; ValidationError for what is no number of a type."""
    by_number = {int(kind.number): kind.code for kind in ppks_types().values()}
    for part in filter(str.strip, numbers.split(",")):
        read = _RANGE.fullmatch(part.strip())
        span = range(int(read[1]), int(read[2] or read[1]) + 1) if read else range(0)
        if not span or not by_number.keys() >= set(span):
            raise ValidationError(_EXAMPLE.format(line=line.strip()[:60]))
        yield from (by_number[number] for number in span)


def _written(codes: Iterable[str]) -> str:
    """Numbers of types, in a row as a range: 1-15, 18-20."""
    numbers = sorted(int(ppks_types()[code].number) for code in codes)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _now(holds: Choices) -> Mapping[str, Any]:
    return {"bidang": "\n".join(f"{one.name}: {_written(one.types)}" for one in arranged(holds[KEY]))}


def _told(_office: Office, holds: Choices) -> Mapping[str, Any]:
    return {"bidang": [(one.name, len(one.types), _written(one.types)) for one in arranged(holds[KEY])]}


def _decide(form: Any, *, office: Office, by: Actor, action_id: Any) -> None:
    given = form.cleaned_data
    arrange_bidang(office=office, bidang=given["bidang"], since=given["since"], by=by, action_id=action_id)


BIDANG = Policy(
    _("Bidang"), "office_bidang", "bidang/", 50, {KEY: {}}, BidangForm, _now, "cases/policy/bidang.html", _told,
    Permission.APPROVE, at_once=True, decide=_decide, sheet="cases/policy/bidang_form.html",
    lead=_("Tidak mengunci apa pun: bidang lain kantor ini boleh menerima."),
)  # fmt: skip
