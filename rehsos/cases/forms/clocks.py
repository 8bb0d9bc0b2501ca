"""Forms about clocks: when something happened, whom we asked, a letter that extends, a pause."""

from datetime import datetime, time
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.look.fields import Hour

from ..actions import facts
from ..models.clocks import Precision
from .fields import Chips, Day, Line, Note, Number, Pick


class Questioned(ActionForm):
    """A step whose time may come before what it should follow: then it wants a reason (cases/questioned.html)."""

    reason = Line(_("Alasan tanggal lebih awal"), help_text=_("Misalnya: tanggal dari keterangan keluarga."))


class WhenForm(ActionForm):
    """A day, and the hour where it is known: an hour left empty means that only the day is known."""

    at = Day(_("Tanggal"), past=True)
    hour = Hour(
        label=_("Jam"),
        required=False,
        help_text=_("Waktu setempat. Kosongkan bila hanya tanggalnya yang diketahui."),
        error_messages={"invalid": _("Jam ini tidak ada. Tulis seperti 09.30.")},
    )

    @property
    def given(self) -> dict[str, Any]:
        """A moment and how exactly it is known, instead of a day and an hour."""
        told = super().given
        del told["hour"]
        return told | {"at": self.moment, "precision": self.precision}

    @property
    def moment(self) -> datetime:
        """The moment in the office's zone; the start of the day where the hour is not known."""
        hour: time | None = self.cleaned_data.get("hour")
        return timezone.make_aware(datetime.combine(self.cleaned_data["at"], hour or time(0)))

    @property
    def precision(self) -> Precision:
        """Whether the hour was given."""
        return Precision.DAY if self.cleaned_data.get("hour") is None else Precision.HOUR


DONE, NOT_YET, SILENT = "done", "not_yet", "silent"
HEARSAY = _("Katanya sudah dilakukan")
HEARD = [
    (DONE, _("Sudah dilakukan, saya catat tanggalnya")),
    (NOT_YET, _("Belum dilakukan")),
    (SILENT, _("Tidak ada jawaban, atau tidak tahu")),
]


class AskForm(ActionForm):
    """Whom we asked about another's duty, what they said, when to ask again.

    `made`: only an act of theirs says that it is done, and what they say of it is noted as their word.
    """

    asked = Line(_("Siapa yang ditanyai"), required=True, help_text=_("Jabatan atau nama, dan lewat apa."))
    heard = Chips(_("Jawabannya"), HEARD)
    answer = Note(_("Kata mereka"), lines=3)
    ask_again_on = Day(_("Tanyakan lagi pada"), ahead=True, required=False)

    def __init__(self, *args: Any, made: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        self.made = made
        if made:
            heard = cast("Chips", self.fields["heard"])
            heard.choices = [(DONE, HEARSAY), *HEARD[1:]]

    @property
    def their_word(self) -> str:
        """What they answered; that it is done stands before it, where nothing else would keep that."""
        given, hearsay = self.cleaned_data, self.made and self.cleaned_data["heard"] == DONE
        return " ".join(filter(None, (f"{HEARSAY}." if hearsay else "", given["answer"])))


class ExtendForm(ActionForm):
    """A named officer's letter that makes a term longer."""

    does = Does(facts.extend_clock, about=("case", "subject", "rule_code", "level"), folded=("clock",))

    clock = Pick(_("Tenggat"), [])
    officer = Line(_("Pejabat yang memperpanjang"), required=True, help_text=_("Nama dan jabatan."))
    letter_number = Number(_("Nomor surat"), required=True)
    dated = Day(_("Tanggal surat"), past=True)
    until = Day(
        _("Diperpanjang sampai"),
        forward=True,
        required=False,
        help_text=_("Bila tertulis dalam surat. Hitungan undang-undang tampil di sampingnya."),
    )

    def __init__(self, *args: Any, clocks: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        first = cast("Pick", self.fields["clock"])
        first.choices = [("", _("Pilih…")), *clocks]


class PauseForm(ActionForm):
    """Why the office holds one of its own terms."""

    does = Does(facts.pause_policy_clock, about=("clock", "rule_code"))

    reason = Note(_("Alasan jeda"), lines=3, required=True)


class ResumeForm(ActionForm):
    """Nothing to fill in: the term goes on from now."""

    does = Does(facts.resume_policy_clock, about=("clock", "rule_code"))
