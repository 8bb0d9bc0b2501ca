"""Pages: where the client is and who answers for them, and what the head says when another office tells otherwise."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Refused
from rehsos.look import words

from ..actions import placing
from ..actions.placing import CUSTODY, WHEREABOUTS, Told
from ..forms.placing import ClashForm, PlaceForm, offices_near
from ..models import Case, Clash, CustodyKind, Standing
from ..placing import placed, told_by
from ..policies import may_answer, may_place
from ..queries import open_case_file
from .case_forms import case_form, insist, insist_open, this_minute


@page(Permission.WORK_CASES, Permission.ASSIGN)
def place(request: Request, code: str) -> HttpResponseBase:
    """Tell where the client is, who answers for them, or both; what stands is filled in."""
    file = open_case_file(request, code)
    insist(may_place(file.case, request.actor))
    insist_open(request, file)
    now, tell = _now(file.case), act(request, placing.place_client, case=file.case)
    over = LaidOver(file.case, lambda case: _first(_now(case)), partial(_told_by, file.case))

    def save(form: PlaceForm) -> None:
        _insist_likely(request, file.case, form)
        tell(form)
        if any(row.standing == Standing.ASKED for row in placed(file.case).values()):
            messages.warning(request, str(Standing.ASKED.label) + ".")

    return case_form(
        request, file, PlaceForm, save, title=_("Tempat klien"),
        lead=_("Catat yang berubah saja. Yang sebelumnya berakhir pada jam itu dan tetap terbaca di Perjalanan."),
        template="cases/place.html", initial={"at": this_minute()}, over=over,
        form_kwargs={"offices": offices_near(request.actor), "now": now},
    )  # fmt: skip


LONG_BEFORE = timedelta(days=365)
"""So long before the case was opened, an hour may be a slip of the year."""


def _insist_likely(request: Request, case: Case, form: PlaceForm) -> None:
    """An hour long before the case or before the client's birth year is asked about once."""
    on = timezone.localdate(form.cleaned_data["at"])
    unborn = case.client.birth_year is not None and on.year < case.client.birth_year
    if (unborn or on < case.opened_on - LONG_BEFORE) and not request.POST.get("sure"):
        form.asks = ("1",)
        raise Refused(_("Jauh sebelum kasus ini dibuka. Kalau benar sejak {day}, simpan lagi.").format(
            day=words.day(on)), field="at")  # fmt: skip


def _now(case: Case) -> dict[str, Told]:
    """What stands of both; custody that nobody told is the office's whose case it is."""
    rows = placed(case)
    found = {fact: told_by(row) for fact, row in rows.items()}
    return {CUSTODY: Told(CustodyKind.OFFICE, case.owner), **found}


def _told_by(case: Case) -> list[UUID]:
    """The actions that told what stands, in whatever case of the client."""
    return [row.cause for row in placed(case).values()]


def _first(now: Mapping[str, Told]) -> dict[str, Any]:
    first: dict[str, Any] = {}
    for fact, told in now.items():
        office = told.office.pk if told.office else None
        first |= {fact: told.kind, f"{fact}_office": office, f"{fact}_words": told.words}
    return first


_ELSEWHERE = _("{office} mencatat klien ini di tempat lain. Hubungi kantor itu dahulu, lalu jawab.")
_ANOTHER = _("{office} mencatat pemegang tanggung jawab lain. Hubungi kantor itu dahulu, lalu jawab.")


@page(Permission.WORK_CASES, Permission.ASSIGN)
def settle_clash(request: Request, code: str, clash: UUID) -> HttpResponseBase:
    """The office that holds a place says whether the client is where another office told; neither place is named."""
    file = open_case_file(request, code)
    found = Clash.objects.filter(pk=clash, held_in=file.case, settled_at=None).select_related("said_at").first()
    if found is None:
        raise Http404
    found.held_in = file.case
    insist(may_answer(found, request.actor))
    lead = _ELSEWHERE if found.fact == WHEREABOUTS else _ANOTHER
    save = act(request, placing.settle_clash, clash=found)
    return case_form(
        request, file, ClashForm, save, title=_("Dua kantor mencatat yang berbeda"),
        lead=lead.format(office=found.said_at.short), back="/",
    )  # fmt: skip
