"""Forms for letters: what came in, the social report, and each step of a letter on its way out."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Refused
from rehsos.papers.blanks.answers import SILENCE, check, read
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.shape import SILENCES, UNKNOWN, Field, Kind
from rehsos.papers.models import FileKind, LetterKind, NumberSource
from rehsos.papers.uploads import MOST_BYTES, Upload, checked

ACCEPTED = ".pdf,.jpg,.jpeg,.png"
FILE_HINT = _("PDF, JPG atau PNG, paling besar 10 MB.")
INCOMING = (
    LetterKind.REPORT_REQUEST,
    LetterKind.COMPANION_REQUEST,
    LetterKind.SUMMONS,
    LetterKind.ASSIGNMENT,
    LetterKind.OTHER,
)


def day_input() -> forms.DateInput:
    """A date picker."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def hour_input() -> forms.DateTimeInput:
    """A picker of date and hour, in the office's zone."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PaperField(forms.FileField):
    """A small file that truly is a PDF, JPG or PNG; becomes an Upload."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED, "data-max-bytes": MOST_BYTES})

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The checked file, None when none was chosen and none is needed."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return checked(file)
        except Refused as refused:
            raise forms.ValidationError(str(refused.reason)) from refused


class LetterInForm(ActionForm):
    """A letter that reached the office. Its hour at the office starts the clock, not the disposisi."""

    kind = forms.ChoiceField(label=_("Jenis surat"), choices=[(k.value, k.label) for k in INCOMING])
    subject = forms.ChoiceField(label=_("Tentang perkara"), required=False)
    number = forms.CharField(label=_("Nomor surat"), max_length=80)
    dated = forms.DateField(label=_("Tanggal surat"), widget=day_input(), required=False)
    party = forms.CharField(
        label=_("Dari (satuan pengirim)"),
        help_text=_("Misalnya Unit PPA Satreskrim Polres. Menjadi alamat tujuan laporan."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
    )
    about = forms.CharField(label=_("Perihal"), max_length=300, required=False)
    received_at = forms.DateTimeField(
        label=_("Diterima di kantor"),
        help_text=_("Jam pada cap agenda. Tenggat 3×24 jam dihitung dari jam diterima di kantor."),
        widget=hour_input(),
    )
    received_by = forms.CharField(label=_("Penerima di kantor"), max_length=120, required=False)
    agenda = forms.CharField(label=_("Nomor agenda"), max_length=40, required=False)
    disposition = forms.CharField(
        label=_("Disposisi"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600, required=False
    )
    reached_worker_at = forms.DateTimeField(label=_("Sampai pada peksos"), widget=hour_input(), required=False)
    scan = PaperField(label=_("Foto atau pindaian surat"), help_text=FILE_HINT, required=False)

    def __init__(self, *args: Any, subjects: list[tuple[str, Any]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["subject"].choices = [*subjects, ("", _("Kasus ini, tanpa perkara"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A letter reaches the worker after it reached the office."""
        told = super().clean() or self.cleaned_data
        received, reached = told.get("received_at"), told.get("reached_worker_at")
        if received and reached and reached < received:
            self.add_error("reached_worker_at", _("Lebih awal daripada diterima di kantor. Periksa keduanya."))
        return told


class ReceiptForm(ActionForm):
    """The hour a letter reached the office, corrected."""

    received_at = forms.DateTimeField(
        label=_("Diterima di kantor"), help_text=_("Jam pada cap agenda."), widget=hour_input()
    )


class Unknown(forms.CheckboxInput):
    """Ticked when nobody knows; sent as the blank's own word for it."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the word as its value, ticked or not."""
        context = super().get_context(name, value, attrs)
        context["widget"]["value"] = UNKNOWN
        return context


class SocialReportForm(ActionForm):
    """The laporan sosial: the questions of its blank, and to whom and on which orders it goes."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    party = forms.CharField(
        label=_("Kepada"),
        help_text=_("Satu baris satu alamat: jabatan, lalu kantornya."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )
    place = forms.CharField(label=_("Tempat surat dibuat"), max_length=60)
    assignment_letter = forms.CharField(label=_("Nomor surat tugas"), max_length=80, required=False)
    assignment_dated = forms.DateField(label=_("Tanggal surat tugas"), widget=day_input(), required=False)
    copies = forms.CharField(
        label=_("Tembusan"),
        help_text=_("Satu baris satu penerima. Kosongkan bila tidak ada."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        required=False,
    )
    conceptor = forms.CharField(label=_("Paraf konseptor"), max_length=40, required=False)

    OWN = ("party", "place", "assignment_letter", "assignment_dated", "copies", "conceptor")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.blank = blank("laporan_sosial")
        for field in self.blank.fields.values():
            self.fields[field.code] = _question(field)
            if not field.codes and field.required:
                self.fields[field.code + SILENCE] = forms.BooleanField(
                    label=_("Tidak diketahui"), widget=Unknown, required=False
                )

    def clean(self) -> dict[str, Any]:
        """A draft may have gaps; what is answered must make sense."""
        told = super().clean() or self.cleaned_data
        if told.get("assignment_letter") and not told.get("assignment_dated"):
            self.add_error("assignment_dated", _("Isi tanggal surat tugas."))
        for problem in check(self.blank, self.answers, final=False):
            words = problem.words_en if get_language() == "en" else problem.words_id
            self.add_error(problem.field, words)
        return told

    @property
    def answers(self) -> dict[str, Any]:
        """The answers as they were sent."""
        sent = self.data
        return dict(read(self.blank, {name: sent.getlist(name) for name in sent}))  # type: ignore[attr-defined]

    def chapters(self) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
        """The blank's sections with their bound fields, for the page."""
        language = (get_language() or "id")[:2]
        for section in self.blank.sections:
            asked = [
                {
                    "field": self[field.code],
                    "unknown": self[field.code + SILENCE] if field.code + SILENCE in self.fields else None,
                    "when": "|".join(str(condition) for condition in field.when).replace(",", "|"),
                }
                for field in section.fields
            ]
            yield section.title.said(language), section.hint.said(language), asked


def _question(field: Field) -> forms.Field:
    language = (get_language() or "id")[:2]
    shared = {"label": field.label.said(language), "help_text": field.hint.said(language), "required": False}
    if field.codes:
        return forms.CharField(widget=forms.RadioSelect(choices=_choices(field, language)), **shared)
    if field.kind is Kind.DATE:
        return forms.CharField(widget=day_input(), **shared)
    if field.kind is Kind.LONG_TEXT:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **shared)
    return forms.CharField(**shared)


def _choices(field: Field, language: str) -> list[tuple[str, str]]:
    listed = [(choice.code, choice.label.said(language)) for choice in field.choices]
    yes_no = [("yes", str(_("Ya"))), ("no", str(_("Tidak")))]
    return [*(listed or yes_no), (UNKNOWN, str(_("Tidak diketahui")))]


def as_initial(answers: dict[str, Any]) -> dict[str, Any]:
    """Stored answers as a form shows them: a silence ticks its own box."""
    fields = blank("laporan_sosial").fields
    open_ = {code for code in answers if code in fields and not fields[code].codes}
    silent = {code for code in open_ if answers[code] in SILENCES}
    told = {code: answer for code, answer in answers.items() if code not in silent}
    return told | {code + SILENCE: answers[code] for code in silent}


class StepForm(ActionForm):
    """A step of a letter as it was shown: somebody else's step in between is noticed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(StepForm):
    """As what the peksos signs."""

    signed_as = forms.CharField(label=_("Jabatan pada tanda tangan"), max_length=120)
    capacity = forms.ChoiceField(
        label=_("Bertindak"),
        choices=[
            ("", _("Dalam jabatan sendiri")),
            ("an", _("a.n. (atas nama)")),
            ("plt", _("Plt. (pelaksana tugas)")),
            ("plh", _("Plh. (pelaksana harian)")),
        ],
        required=False,
    )
    on_behalf_of = forms.CharField(
        label=_("Atas nama"),
        help_text=_("Misalnya Kepala Dinas Sosial. Hanya untuk a.n."),
        max_length=120,
        required=False,
    )


class NumberForm(StepForm):
    """The number from the agenda or SRIKANDI; from the own series only where the office keeps one."""

    source = forms.ChoiceField(label=_("Nomor dari"), widget=forms.RadioSelect)
    number = forms.CharField(label=_("Nomor surat"), max_length=80, required=False)
    dated = forms.DateField(label=_("Tanggal surat"), widget=day_input())

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
        if told.get("source") != NumberSource.OWN and not told.get("number"):
            self.add_error("number", _("Isi nomor dari agenda TU atau SRIKANDI."))
        return told


class DeliverForm(StepForm):
    """To whom and when the letter was handed over."""

    at = forms.DateTimeField(
        label=_("Diserahkan"),
        help_text=_("Jam penerima menandatangani. Jam ini menghentikan tenggat."),
        widget=hour_input(),
    )
    handed_to = forms.CharField(label=_("Nama penerima"), max_length=120)
    rank = forms.CharField(label=_("Pangkat atau jabatan"), max_length=80, required=False)
    receipt = PaperField(
        label=_("Foto tanda terima"),
        help_text=_("Boleh menyusul. PDF, JPG atau PNG, paling besar 10 MB."),
        required=False,
    )


class ScanForm(StepForm):
    """The signed letter or the receipt, photographed or scanned."""

    kind = forms.ChoiceField(
        label=_("Isi berkas"),
        choices=[(k.value, k.label) for k in (FileKind.SIGNED, FileKind.RECEIPT)],
        widget=forms.RadioSelect,
    )
    scan = PaperField(label=_("Berkas"), help_text=FILE_HINT)


class AttachForm(ActionForm):
    """A document or photo for the case."""

    kind = forms.ChoiceField(
        label=_("Jenis"), choices=[(k.value, k.label) for k in (FileKind.DOCUMENT, FileKind.PHOTO)]
    )
    file = PaperField(label=_("Berkas"), help_text=FILE_HINT)


def now_here() -> Any:
    """This minute in the office's zone, for a form to begin with."""
    return timezone.localtime().replace(second=0, microsecond=0)
