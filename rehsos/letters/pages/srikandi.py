"""A settled letter for SRIKANDI: its DOCX with the fields SRIKANDI fills in, and what is typed into its form."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, page
from rehsos.audit.answers import no
from rehsos.cases.crumbs import case_crumbs
from rehsos.cases.pages.case_forms import insist
from rehsos.cases.pages.files import reading
from rehsos.cases.queries import Opened, case_key
from rehsos.directory.policy import holding, policies
from rehsos.papers.downloads import DOCX, download
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import archive_code, envelope_of, lines_of
from rehsos.papers.models import LetterState
from rehsos.papers.rendering.letter import FIELDS, Stage
from rehsos.papers.rendering.press import docx

from .. import paper as road
from .letters import letter_out_of
from .writing import letter_address

DEGREES = {"secret": "Rahasia", "top": "Sangat Rahasia", "limit": "Terbatas", "plain": "Biasa"}
"""As the form of SRIKANDI calls them."""
_NOT_NOW = no(_("Untuk SRIKANDI naskahnya ditetapkan dulu, dan nomornya belum diberikan di sini."))


def _settled(request: Request, code: str, letter: UUID) -> tuple[Opened, Any]:
    file = reading(request, code)
    found = letter_out_of(file, letter)
    if found.state != LetterState.SETTLED:
        insist(_NOT_NOW)
    return file, found


@page()
def letter_srikandi(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """What is copied into the form of SRIKANDI, field by field."""
    file, found = _settled(request, code, letter)
    title = _("Untuk SRIKANDI")
    crumbs = [*case_crumbs(file, request.actor), (str(words_of(found.kind)), letter_address(file, found.pk))]
    shown = {"fields": _fields(file, found), "letter": found, "file": file, "crumbs": [*crumbs, (title, None)]}
    return render(request, "letters/srikandi.html", shown | {"placeholders": FIELDS.values()})


def _fields(file: Opened, letter: Any) -> list[tuple[Any, str]]:
    envelope, holds = envelope_of(letter, case_key(file.case)), holding(policies(letter.office_id))
    about = envelope.about or str(words_of(letter.kind))
    return [
        (_("Jenis naskah"), "Surat Dinas"),
        (_("Sifat naskah"), DEGREES[letter.classification]),
        (_("Tingkat urgensi"), "Segera" if letter.term else "Biasa"),
        (_("Klasifikasi"), archive_code(holds, letter.kind)),
        (_("Hal"), about),
        (_("Isi ringkas"), about),
        (_("Tujuan"), "\n".join(lines_of(envelope.party))),
        (_("Tembusan"), "\n".join(lines_of(envelope.copies))),
        (_("Penanda tangan"), "\n".join(filter(None, (str(letter.signer), envelope.signed_as)))),
    ]


@page()
def srikandi_docx(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The letter with number, day and signer left as the fields that SRIKANDI fills in."""
    file, found = _settled(request, code, letter)
    return download(docx(road.paper(found, file.case, Stage.TEMPLATE)), DOCX, f"srikandi-{found.check_code}")
