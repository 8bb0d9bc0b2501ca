"""Forms for files of a case: a small paper, photographed or scanned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Refused
from rehsos.papers.esigned import NO_PDF, is_pdf
from rehsos.papers.models import FileKind
from rehsos.papers.uploads import HEIC, MOST_BYTES, Upload, checked

from .fields import Chips

ACCEPTED = ".pdf,.jpg,.jpeg,.png"
FILE_HINT = _("PDF, JPG atau PNG, paling besar 10 MB.")


def choosing(accepted: str, most: int = MOST_BYTES) -> forms.FileInput:
    """Where a file with pictures is chosen: before it is sent the page says what the server would say of it."""
    return forms.FileInput(attrs={"accept": accepted, "data-max-bytes": most, "data-heic": HEIC})


class PaperField(forms.FileField):
    """A small file that truly is a PDF, JPG or PNG; becomes an Upload."""

    widget = choosing(ACCEPTED)

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """The checked file, None when none was chosen and none is needed."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return checked(file)
        except Refused as refused:
            raise forms.ValidationError(str(refused.reason)) from refused


class SignedPdfField(forms.FileField):
    """A PDF that was signed somewhere else, as it came, not one byte changed; becomes an Upload."""

    widget = forms.FileInput(attrs={"accept": ".pdf", "data-max-bytes": MOST_BYTES})

    def clean(self, data: Any, initial: Any = None) -> Upload:
        """The file, when it is a small enough PDF. What it is made of is looked at by who keeps it."""
        file = super().clean(data, initial)
        if getattr(file, "too_large", False) or (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_SIGNED_TOO_LARGE)
        content = file.read()
        if not is_pdf(content):
            raise forms.ValidationError(NO_PDF)
        return Upload((file.name or "surat.pdf")[:120], "application/pdf", content)


_SIGNED_TOO_LARGE = _(
    "PDF ini lebih dari 10 MB; surat dari sini kurang dari 1 MB. Unduh berkasnya dari halaman surat, tanda tangani "
    "berkas itu, lalu unggah PDF yang kembali. Jangan dipindai dan jangan dipecah: tanda tangannya hilang."
)


class AttachForm(ActionForm):
    """A document or photo for the case."""

    kind = Chips(_("Jenis"), [(k.value, k.label) for k in (FileKind.DOCUMENT, FileKind.PHOTO)])
    file = PaperField(label=_("Berkas"), help_text=FILE_HINT)
