"""The days off of an office's own region: in no national list, and not worked in the terms of its cases."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.actions.terms import set_days_off
from rehsos.cases.clockwork import DAYS_OFF
from rehsos.cases.forms.fields import Note
from rehsos.directory.models import Office
from rehsos.directory.policy import policies

from .office import TITLE

LONGEST_NAME = 80
WRITTEN = "%d-%m-%Y"


class DaysOffForm(ActionForm):
    """A day in each line, with its name."""

    does = Does(set_days_off, about=("office",))

    days = Note(
        _("Hari libur daerah"), lines=6,
        help_text=_("Satu hari tiap baris: tanggal, lalu namanya. Misalnya: 11-12-2026 Hari jadi daerah."),
    )  # fmt: skip

    def clean_days(self) -> dict[str, str]:
        """The lines as days with their names; a line that is none is said."""
        lines = (line.split(maxsplit=1) for line in self.cleaned_data["days"].splitlines() if line.strip())
        found: dict[str, str] = {}
        for day, name in map(self._read, lines):
            if found.setdefault(day, name) != name:
                said = _("Dua baris dengan tanggal yang sama: “{one}” dan “{other}”. Gabungkan dalam satu baris.")
                raise ValidationError(said.format(one=found[day], other=name))
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("Nama hari terlalu panjang: paling banyak 80 huruf. Singkatkan."))
        return found

    @staticmethod
    def _read(line: list[str]) -> tuple[str, str]:
        try:
            day, name = line
            return datetime.strptime(day, WRITTEN).date().isoformat(), name.strip()  # noqa: DTZ007 - a day
        except ValueError:
            said = _("“{line}” belum dapat dibaca. Tulis tanggal seperti 11-12-2026, lalu nama harinya.")
            raise ValidationError(said.format(line=" ".join(line)[:LONGEST_NAME])) from None


@page(Permission.APPROVE)
def office_days_off(request: Request) -> HttpResponseBase:
    """Set the days off of the office's region; terms in working days of its cases move at once."""
    here = Office.objects.get(pk=request.actor.office)

    def save(form: DaysOffForm) -> None:
        set_days_off(office=here, **form.given, by=request.actor, action_id=form.id)

    title = _("Hari libur daerah")
    return form_page(
        request, DaysOffForm, save, title=title, back=reverse("desk:office"),
        lead=_("Libur nasional dan cuti bersama sudah ada di Rehsos. Hanya tenggat dalam hari kerja yang bergeser."),
        crumbs=[(TITLE, reverse("desk:office")), (title, None)], over=LaidOver(here, _days_now),
    )  # fmt: skip


def _days_now(office: Office) -> dict[str, Any]:
    kept = policies(office.pk).get(DAYS_OFF, {})
    return {"days": "\n".join(f"{datetime.fromisoformat(day):{WRITTEN}} {name}" for day, name in sorted(kept.items()))}
