"""Forms for letters: what came in, and each step of a letter on its way out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.actions import receiving
from rehsos.cases.forms.clocks import Questioned
from rehsos.cases.forms.fields import Chips, Day, Line, Moment, Note, Number, Shaped
from rehsos.cases.forms.files import FILE_HINT, PaperField, SignedPdfField
from rehsos.cases.subjects import said_kinds
from rehsos.intake.actions import correct_report_letter
from rehsos.papers.kinds import incoming
from rehsos.papers.models import FileKind, NumberSource
from rehsos.papers.rendering.numbering import EXAMPLE, is_number

from ..terms import terms
from .answered import AnsweredToo, ask_answered
from .kinds import OneOfKinds
from .received import ReceivedForm

CAPACITIES = (
    ("", _("Dalam jabatan sendiri")),
    ("an", _("a.n. (atas nama)")),
    ("plt", _("Plt. (pelaksana tugas)")),
    ("plh", _("Plh. (pelaksana harian)")),
)


ORDER = ("number", "dated", "party", "about", "received", "received_at")


class IncomingForm(ReceivedForm):
    """A letter that reached the office. Its hour at the office starts the clock, not the disposisi."""

    kind = OneOfKinds(incoming)
    number = Number(_("Nomor surat"), required=True)
    dated = Day(_("Tanggal surat"), past=True, required=False)
    party = Line(
        _("Dari (satuan pengirim)"),
        most=300,
        required=True,
        help_text=_("Satu baris satu alamat, misalnya Kepala Unit PPA, lalu kantornya. Menjadi tujuan laporan sosial."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    about = Line(_("Perihal"), most=300)
    received_by = Line(_("Penerima di kantor"))
    agenda = Number(_("Nomor agenda"), most=40, words=6)
    disposition = Note(_("Disposisi"), lines=2)
    reached_worker_at = Moment(_("Sampai pada pekerja sosial"), past=True, required=False)
    scan = PaperField(label=_("Foto atau pindaian surat"), help_text=FILE_HINT, required=False)

    field_order: tuple[str, ...] = ("action_id", "kind", *ORDER)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        hour = self.fields["received"]
        hour.help_text = " ".join(str(said) for said in (hour.help_text, *(term.received for term in terms())))

    def clean(self) -> dict[str, Any]:
        """A letter reaches the worker after it reached the office."""
        told = super().clean() or self.cleaned_data
        received, reached = told.get("received_at"), told.get("reached_worker_at")
        if received and reached and reached < received:
            self.add_error("reached_worker_at", _("Lebih awal daripada diterima di kantor. Periksa keduanya."))
        return told


class LetterInForm(IncomingForm):
    """A letter for a case, about something that stands in it or the case as a whole."""

    field_order = ("action_id", "kind", "subject", *ORDER, "answered")
    subject = forms.ChoiceField(required=False)
    answered = AnsweredToo()

    def __init__(
        self, *args: Any, subjects: Mapping[str, Sequence[tuple[str, str]]], handed: datetime | None = None,
        **given: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **given)
        ask_answered(self, handed)
        what = said_kinds([kind for kind, those in subjects.items() if those] or subjects)
        field = cast("forms.ChoiceField", self.fields["subject"])
        field.label = _("Tentang {what}").format(what=what)
        all_of_them = [choice for those in subjects.values() for choice in those]
        field.choices = [*all_of_them, ("", _("Kasus ini, tanpa {what}").format(what=what))]
        if not subjects:
            del self.fields["subject"]


class TypedForm(ActionForm):
    """What was typed of a letter, typed right. Its hour moves a statutory clock, so it asks why."""

    number = Number(_("Nomor surat"), required=True)
    dated = Day(_("Tanggal surat"), past=True, required=False)
    party = Line(_("Dari (satuan pengirim)"), most=300, required=True, widget=forms.Textarea(attrs={"rows": 2}))
    received_at = Moment(_("Diterima di kantor"), past=True, help_text=_("Jam pada cap agenda."))
    reason = Note(_("Alasan perbaikan"), lines=2, required=True)


class ReceiptForm(TypedForm):
    """Of a letter in a case; who may not read its number and sender `knows` and corrects its hour alone."""

    does = Does(receiving.correct_receipt, about=("letter", "case"), made=("stood_at", "was"))

    def __init__(self, *args: Any, knows: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        for name in () if knows else ("number", "dated", "party"):
            del self.fields[name]


class CorrectionForm(TypedForm):
    """Of a letter that waits to become a case; `was`, what stood before, is the page's."""

    does = Does(correct_report_letter, about=("letter", "report"), made=("was",))


class StepForm(ActionForm):
    """A step of a letter in the version `shown`: somebody else's step in between is noticed.

    An old draft never brings back an old version: after “Muat ulang” the step is repeated on what holds now.
    """

    always_fresh = frozenset({"version"})

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, shown: int, **given: Any) -> None:
        super().__init__(*args, **given)
        if not self.is_bound:
            self.initial["version"] = shown


class SettleForm(StepForm):
    """As what the letter will be signed."""

    signed_as = Line(_("Jabatan pada tanda tangan"), required=True)
    capacity = Chips(_("Bertindak"), CAPACITIES, required=False)
    on_behalf_of = Line(_("Atas nama"), help_text=_("Misalnya Kepala Dinas Sosial."))


class SignForm(StepForm, Questioned):
    """When the print was signed with the pen; its scan where there is one."""

    at = Moment(_("Ditandatangani"), past=True)
    scan = PaperField(
        label=_("Foto atau pindaian bertanda tangan"),
        help_text=_("Boleh menyusul. PDF, JPG atau PNG, paling besar 10 MB."),
        required=False,
    )

    field_order = ("action_id", "version", "at", "reason", "scan")


class SignedPdfForm(StepForm, Questioned):
    """The PDF that came back signed electronically."""

    pdf = SignedPdfField(label=_("PDF bertanda tangan"), help_text=_("PDF aslinya dari aplikasi tanda tangan."))

    field_order = ("action_id", "version", "pdf", "reason")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        reason = self.fields["reason"]
        reason.label = _("Mengapa isinya berbeda")
        reason.help_text = _("Misalnya: dicetak ulang oleh SRIKANDI, isinya sudah dibandingkan.")


class NumberForm(StepForm, Questioned):
    """The number from the agenda or SRIKANDI; from the own series only where the office keeps one."""

    source = Chips(_("Nomor dari"), ())
    number = Shaped(_("Nomor surat"), fits=is_number, example=EXAMPLE, most=80)
    dated = Day(_("Tanggal surat"), past=True)

    def __init__(self, *args: Any, own: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["source"].choices = [  # type: ignore[attr-defined]
            (source.value, source.label) for source in NumberSource if own or source != NumberSource.OWN
        ]
        if own:
            self.fields["number"].help_text = _("Kosongkan untuk seri sendiri; nomor berikutnya diberikan.")

    def clean(self) -> dict[str, Any]:
        """A typed number is needed unless the own series gives one."""
        told = super().clean() or self.cleaned_data
        if told.get("source") != NumberSource.OWN and not told.get("number") and "number" not in self.errors:
            self.add_error("number", _("Isi nomor dari agenda TU atau SRIKANDI."))
        return told


class DeliverForm(StepForm, Questioned):
    """To whom and when the letter was handed over. `timed`: a clock stops with it; `scans`: its own scan is lacking."""

    at = Moment(
        _("Diserahkan"),
        past=True,
        help_text=_("Jam penerima menandatangani."),
    )
    handed_to = Line(_("Nama penerima"), required=True)
    rank = Line(_("Pangkat atau jabatan"), most=80)

    field_order = ("action_id", "version", "at", "reason", "handed_to", "rank", "scan", "receipt")

    scan = PaperField(
        label=_("Foto atau pindaian surat bertanda tangan"),
        help_text=_("Belum tersimpan. Boleh bersama penyerahan ini, boleh menyusul."),
        required=False,
    )

    receipt = PaperField(
        label=_("Foto tanda terima"),
        help_text=_("Boleh menyusul. PDF, JPG atau PNG, paling besar 10 MB."),
        required=False,
    )

    def __init__(self, *args: Any, timed: bool, scans: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        if not scans:
            del self.fields["scan"]
        if timed:
            self.fields["at"].help_text = _("Jam penerima menandatangani. Jam ini menghentikan tenggat.")


class ScanForm(StepForm):
    """The letter or its receipt, photographed or scanned. `incoming` letters have no receipt of ours."""

    kind = Chips(_("Isi berkas"), ())
    scan = PaperField(label=_("Berkas"), help_text=FILE_HINT)

    def __init__(self, *args: Any, incoming: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        kinds = (FileKind.LETTER_IN,) if incoming else (FileKind.SIGNED, FileKind.RECEIPT)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
