"""Forms for files of a case: a small paper, photographed or scanned."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.audit.answers import Refused
from rehsos.papers.models import FileKind
from rehsos.papers.uploads import MOST_BYTES, Upload, checked

from .fields import Chips

ACCEPTED = ".pdf,.jpg,.jpeg,.png"
FILE_HINT = _("PDF, JPG atau PNG, paling besar 10 MB.")


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


class AttachForm(ActionForm):
    """A document or photo for the case."""

    kind = Chips(_("Jenis"), [(k.value, k.label) for k in (FileKind.DOCUMENT, FileKind.PHOTO)])
    file = PaperField(label=_("Berkas"), help_text=FILE_HINT)
