"""Writing a letter out, whatever its kind: who may, on one page that two tabs cannot spoil for each other."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, Save
from rehsos.audit.answers import Words
from rehsos.cases.pages.case_forms import case_form, case_to_finish, insist_open
from rehsos.cases.queries import Opened
from rehsos.papers.filling import answers_of
from rehsos.papers.models import FilledForm

from ..forms.writing import WritingForm


def writing(request: Request, code: str) -> Opened:
    """The file of who writes its letters, on a screen of their own."""
    file = case_to_finish(request, code)
    insist_open(request, file)
    return file


def letter_address(file: Opened, letter: UUID) -> str:
    """Where the letter's page is."""
    return reverse("letters:letter", args=[file.case.code, letter])


def compose(
    request: Request,
    file: Opened,
    form_class: type[WritingForm],
    save: Save,
    *,
    title: Words,
    stored: FilledForm | None = None,
    **more: Any,
) -> HttpResponse:
    """The page; `stored` is the text of a draft that is gone on with."""
    return case_form(
        request,
        file,
        form_class,
        save,
        title=title,
        back=letter_address(file, stored.pk) if stored else "",
        stored=stored,
        stored_answers=lambda: answers_of(stored) if stored else {},
        save_label=_("Simpan konsep"),
        done=_("Konsep tersimpan."),
        **more,
    )
