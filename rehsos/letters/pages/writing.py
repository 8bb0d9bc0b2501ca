"""Writing a letter out, whatever its kind: who may, on one page that two tabs cannot spoil for each other."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, Save
from rehsos.audit.answers import Words
from rehsos.cases.pages.case_forms import case_form, insist, insist_open
from rehsos.cases.policies import may_finish_here
from rehsos.cases.queries import Opened, open_case_file
from rehsos.papers.filling import answers_of
from rehsos.papers.models import FilledForm, Letter

from ..forms.writing import WritingForm
from ..policies import may_begin


def writing(request: Request, code: str, kind: str = "", subject: UUID | None = None) -> Opened:
    """The file of who writes its letters, on a screen of their own; of a kind and about something, where known."""
    file = open_case_file(request, code)
    works = may_finish_here(file.case, request.actor, works_it=file.works)
    insist(works if works or not kind else may_begin(kind, subject, file.case, request.actor))
    insist_open(request, file)
    return file


def going_on(request: Request, code: str, letter: UUID) -> Opened:
    """The same, of who goes on writing one of its letters."""
    kind, subject = Letter.objects.filter(pk=letter).values_list("kind", "subject").first() or ("", None)
    return writing(request, code, kind, subject)


def as_id(text: str) -> UUID | None:
    """The id in an address; None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


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
