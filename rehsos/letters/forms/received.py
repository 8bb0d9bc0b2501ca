"""When a letter reached the office: nobody's guess. The usual hours are a tap each, any other is typed."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Moment

WRITTEN = "%Y-%m-%dT%H:%M"
OTHER = "other"
MORNING = time(8)
"""When offices begin to take letters in: what is meant by “tadi pagi” until somebody looks at the stamp."""


class Received(forms.ChoiceField):
    """A tap: the hour itself, as it was when the form was shown, or `OTHER`."""

    def __init__(self) -> None:
        super().__init__(label=_("Diterima di kantor"), required=False, widget=forms.RadioSelect,
                         help_text=_("Jam pada cap agenda."))  # fmt: skip

    def offer(self, kept: str) -> None:
        """Now, this morning, another hour; and the one that was tapped, when the form comes back later."""
        now = timezone.localtime().replace(second=0, microsecond=0)
        morning = timezone.make_aware(datetime.combine(now.date(), MORNING))
        hours = {now: _("Sekarang, {hour}"), **({morning: _("Tadi pagi, {hour}")} if morning < now else {})}
        said = {at.strftime(WRITTEN): words.format(hour=f"{at:%H.%M}") for at, words in hours.items()}
        if (before := _read(kept)) and kept not in said:
            said = {kept: f"{before:%d/%m, %H.%M}"} | said
        self.choices = [*said.items(), (OTHER, _("Jam lain"))]

    def valid_value(self, value: str) -> bool:
        """Any hour: the one that was tapped stays, however long the form was open."""
        return value == OTHER or _read(value) is not None


def _read(text: str) -> datetime | None:
    try:
        return timezone.make_aware(datetime.strptime(text, WRITTEN))  # noqa: DTZ007 - made aware right here
    except ValueError:
        return None


class ReceivedForm(ActionForm):
    """Asks for `received_at` by taps; empty until somebody says it, for a term of the law begins with it."""

    received = Received()
    received_at = Moment(_("Tanggal dan jam diterima"), past=True, required=False)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        taps = self.fields["received"]
        if isinstance(taps, Received):
            taps.offer(str(self.data.get("received") or self.initial.get("received") or ""))
        self.fields["received_at"].when = f"received={OTHER}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The hour from the tap or from the box; one of the two is needed."""
        told = super().clean() or self.cleaned_data
        tapped = _read(told.get("received", ""))
        if tapped and tapped <= timezone.now():
            told["received_at"] = tapped
        elif not told.get("received_at") and "received_at" not in self.errors:
            self.add_error("received", _("Pilih kapan surat diterima di kantor. Tenggat dihitung dari jam itu."))
        return told
