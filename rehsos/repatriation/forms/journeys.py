"""The forms of a journey, each bound to its action. What need not be known to save may stay empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Day, Line, Moment, Note
from rehsos.directory.forms import PlaceField

from ..actions import journeys
from ..models import Direction, Ended, Hold, NoteKind, TraceResult
from ..stages import STAGES

YES_NO = (("yes", _("Ya")), ("no", _("Tidak")))


def _destination(*, required: bool) -> PlaceField:
    return PlaceField(
        label=_("Tujuan"), required=required, max_length=160,
        help_text=_("Setingkat yang diketahui: provinsi, Kab./Kota, atau desa."),
    )  # fmt: skip


class BeginForm(ActionForm):
    """Only the direction must be said."""

    does = Does(journeys.begin_journey, about=("case",))

    direction = Chips(_("Arah"), Direction, initial=Direction.OUT)
    destination = _destination(required=False)
    certain = forms.BooleanField(label=_("Alamatnya sudah pasti"), required=False)
    family = Note(_("Siapa yang menunggu di sana"), lines=2, help_text=_("Tersegel. Boleh kosong."))


class DestinationForm(ActionForm):
    """Where to, as it is known now."""

    does = Does(journeys.set_destination, about=("journey",))

    destination = _destination(required=True)
    certain = forms.BooleanField(label=_("Alamatnya sudah pasti"), required=False)
    family = Note(_("Siapa yang menunggu di sana"), lines=2, help_text=_("Tersegel. Kosong: seperti tertulis."))


ANSWERS: dict[str, Any] = {
    NoteKind.TRACE: TraceResult.choices,
    NoteKind.HOLD: Hold.choices,
    NoteKind.SKIP: tuple(STAGES.items()),
}
LABELS: dict[str, Any] = {
    NoteKind.TRACE: _("Jawabannya"),
    NoteKind.WILLING: _("Keluarga bersedia?"),
    NoteKind.WILL: _("Ia sendiri mau pulang?"),
    NoteKind.CONFERENCE: _("Temu bahas setuju?"),
    NoteKind.FIT: _("Layak jalan?"),
    NoteKind.HOLD: _("Ditahan karena"),
    NoteKind.RISK: _("Aman untuk pulang?"),
    NoteKind.HOUSEHOLD: _("Rumah tangga layak?"),
    NoteKind.SUSPECT: _("Terduga pelaku tinggal di sana?"),
    NoteKind.SKIP: _("Tahap yang dilewati"),
    NoteKind.CONTACT: _("Keadaannya baik?"),
}
UNTIL = {NoteKind.FIT, NoteKind.HOLD}


class NoteForm(ActionForm):
    """What was asked, decided, or is in the way: the kind was named before."""

    does = Does(journeys.note_journey, about=("journey", "note_kind"), made=("until", "again_on"))

    code = Chips(_("Jawabannya"), ())
    until = Day(_("Sampai"), required=False)
    again_on = Day(_("Tanya lagi pada"), required=False)
    words = Note(_("Keterangan"), lines=3, help_text=_("Siapa yang ditanya, apa jawabnya. Tersegel."))
    at = Moment(_("Kapan"), past=True)

    def __init__(self, *args: Any, kind: NoteKind, **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["code"]
        field.label, field.choices = LABELS[kind], ANSWERS.get(kind, YES_NO)
        if kind not in UNTIL:
            del self.fields["until"]
        if kind != NoteKind.TRACE:
            del self.fields["again_on"]

    @property
    def given(self) -> dict[str, Any]:
        """What this kind does not ask is not told."""
        return {"until": None, "again_on": None, **super().given}


class EndHoldForm(ActionForm):
    """It is over."""

    does = Does(journeys.end_hold, about=("held",))

    at = Moment(_("Sejak"), past=True)


class EndForm(ActionForm):
    """Why the journey is over."""

    does = Does(journeys.end_journey, about=("journey",))

    ended = Chips(_("Berakhir karena"), [Ended.DONE, Ended.STAYED, Ended.LEFT])
    words = Line(_("Alasannya"), most=240, help_text=_("Tersegel. Wajib bila bukan selesai."))
