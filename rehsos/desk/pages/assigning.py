"""Page: who works a case. A worker on both sides of something is a conflict, said at once."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.cases.actions import assigning
from rehsos.cases.assignments import led_and_worked, working
from rehsos.cases.forms.closing import AssignForm, SwapForm, TakeOffForm
from rehsos.cases.models import Assignment, AssignmentKind, Case
from rehsos.cases.other_side import Kept, kept_out, swapped
from rehsos.cases.pages.case_forms import case_form, colleagues, insist
from rehsos.cases.policies import may_assign
from rehsos.cases.queries import open_case_file
from rehsos.directory.models import Office, Worker

from ..both_sides import conflicts, said


@page(Permission.ASSIGN)
def assign(request: Request, code: str) -> HttpResponseBase:
    """The Kabid gives a worker a place in the case."""
    file, today = open_case_file(request, code), timezone.localdate()
    insist(may_assign(file.case, request.actor))

    def save(form: AssignForm) -> None:
        given = form.cleaned_data
        assigning.assign_worker(
            case=file.case,
            worker=Worker.objects.get(pk=given["worker"]),
            kind=AssignmentKind(given["kind"]),
            since=given["since"],
            until=given["until"],
            by=request.actor,
            action_id=form.id,
        )
        for words in _both_sides(file.case, *led_and_worked(file.case, today)):
            messages.warning(request, words)

    (lead, now), kept = led_and_worked(file.case, today), kept_out(file.case)
    workers = _marked(colleagues(request.actor, "peksos", "sentra"), kept)
    return case_form(
        request,
        file,
        AssignForm,
        save,
        title=_("Tugaskan pekerja"),
        template="desk/assign.html",
        initial={"since": today, "kind": AssignmentKind.LEAD},
        form_kwargs={"workers": [*workers]},
        kept=[kept[int(worker)] for worker, _name in workers if int(worker) in kept],
        nobody_left=_nobody_left([int(worker) for worker, _name in workers], lead.worker_id if lead else None, kept),
        above=Office.objects.filter(children=request.actor.office).first() if kept else None,
        now=now,
        leads_now=lead.worker_id if lead else None,
        notes=_both_sides(file.case, lead, now),
    )


def _marked(workers: Sequence[tuple[str, str]], kept: Mapping[int, Kept]) -> list[tuple[str, str]]:
    """The workers to choose from; who stands on another side says so beside the name."""
    return [(one, kept[int(one)].mark if int(one) in kept else name) for one, name in workers]


def _nobody_left(workers: Sequence[int], lead: int | None, kept: Mapping[int, Kept]) -> bool:
    """Whether everybody leads here or on another side: a helper there is only to be taken off."""
    helps = {worker for worker, one in kept.items() if one.places and not any(place.leads for place in one.places)}
    return all(one == lead or one in kept.keys() - helps for one in workers)


@page(Permission.ASSIGN)
def swap(request: Request, code: str, other: str) -> HttpResponseBase:
    """Who leads this case and who leads one on another side of it change places."""
    file = open_case_file(request, code)
    insist(may_assign(file.case, request.actor))
    there = get_object_or_404(Case, code=other, owner=request.actor.office)
    leads = swapped(file.case, there, timezone.localdate())
    if leads is None:
        raise Http404
    return case_form(
        request,
        file,
        SwapForm,
        act(request, assigning.swap_leads, case=file.case, other=there),
        title=_("Tukar penanggung jawab kedua pihak"),
        lead=_SWAPPED.format(one=code, other=other, here=leads[0].name, away=leads[1].name),
        back=reverse("desk:assign", args=[code]),
        save_label=_("Tukar keduanya"),
    )


_SWAPPED = _(
    "Sesudah ini {away} menangani {one} dan {here} menangani {other}, sejak sekarang juga. Keduanya sudah membaca "
    "berkas pihaknya yang lama: tukarlah karena salah tunjuk, dan tulis alasannya."
)


@page(Permission.ASSIGN)
def take_off(request: Request, code: str, worker: int) -> HttpResponseBase:
    """Take a helper off at once, as one put in by mistake is."""
    file = open_case_file(request, code)
    insist(may_assign(file.case, request.actor))
    found = get_object_or_404(
        Worker, pk=worker, pk__in=[one.worker_id for one in working(file.case, timezone.localdate())]
    )
    title = _("Keluarkan {name} dari kasus").format(name=found.name)
    save = act(request, assigning.take_off, case=file.case, worker=found)
    lead = _("Berlaku sekarang juga. Dinding antara dua pihak yang ikut terpasang juga hilang; catatannya tetap.")
    back = reverse("desk:assign", args=[code])
    return case_form(request, file, TakeOffForm, save, title=title, lead=lead, back=back, save_label=_("Keluarkan"))


def _both_sides(case: Case, lead: Assignment | None, now: Sequence[Assignment]) -> list[str]:
    """Who stands on both sides of something that this case is in, each in a sentence, and what to do."""
    found = conflicts(case.owner_id, timezone.localdate(), case.pk)
    helps = {one.worker.name for one in now if lead and one.worker_id != lead.worker_id}
    mend = {name: str(_TAKE_OFF).format(name=name) for name in helps}
    return [f"{said(door, row)} {mend.get(row['who'], _MEND)}" for door, rows in found for row in rows]


_MEND = _("Tunjuk pekerja lain untuk salah satu pihak.")
_TAKE_OFF = _("Ia bukan penanggung jawab di sini: tekan “Keluarkan {name}” di halaman Tugaskan pekerja.")
