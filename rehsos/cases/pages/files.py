"""Files of a case: kept, and shown to who may read them."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.views import saw
from rehsos.cases.actions import files as actions
from rehsos.cases.forms.files import AttachForm
from rehsos.cases.pages.case_forms import case_form, case_to_finish, insist_open
from rehsos.cases.queries import Opened, open_case_file
from rehsos.papers.downloads import download
from rehsos.papers.filling import content_of
from rehsos.papers.models import Direction, File, FileKind, Letter


def reading(request: Request, code: str) -> Opened:
    """The case of somebody who may read it, and the look recorded; to the lock first, 404 for everybody else."""
    file = open_case_file(request, code)
    insist_open(request, file)
    saw("letter", file.case.pk, request.actor, offices=file.case.offices)
    return file


@page(Permission.WORK_CASES)
def attach_file(request: Request, code: str) -> HttpResponseBase:
    """Keep a document or photo with the case."""
    file = case_to_finish(request, code)

    def save(form: AttachForm) -> None:
        told = form.cleaned_data
        actions.attach_file(
            case=file.case, file=told["file"], kind=FileKind(told["kind"]), by=request.actor, action_id=form.id
        )

    return case_form(request, file, AttachForm, save, title=_("Unggah berkas atau foto"))


@page()
def file(request: Request, code: str, file: UUID) -> HttpResponseBase:
    """One file's bytes, as they were stored."""
    opened = open_case_file(request, code)
    found = get_object_or_404(File, pk=file, dossier=opened.case.pk)
    if not _of_register(request, found):
        reading(request, code)
    return download(content_of(found), found.media_type, f"berkas-{found.pk.hex[-8:]}")


def _of_register(request: Request, file: File) -> bool:
    """Whether who keeps the register may open this paper: a letter that came in, or the receipt of one that went."""
    by = request.actor
    if not by.may(Permission.KEEP_REGISTER) or request.session.get("public_screen"):
        return False
    saw("letter", file.dossier, by)
    incoming = Letter.objects.filter(office=by.office, scan=file, direction=Direction.IN)
    return (incoming | Letter.objects.filter(office=by.office, receipt=file)).exists()
