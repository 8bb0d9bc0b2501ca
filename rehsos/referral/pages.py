"""The road between offices: one entry on the sender's side, one page for both, one list."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from rehsos.access.by_code import locked
from rehsos.access.pages import ActionForm, Request, act, form_page, names_lock, page
from rehsos.access.permissions import SEES, Permission
from rehsos.access.pin import unlock
from rehsos.audit.answers import Words
from rehsos.audit.views import saw
from rehsos.cases.crumbs import case_crumbs
from rehsos.cases.models import Risk
from rehsos.cases.pages.case_forms import case_form, colleagues, insist, insist_living, insist_open, this_minute
from rehsos.cases.queries import Opened, open_case_file
from rehsos.cases.reading import read_file
from rehsos.directory.models import Office
from rehsos.look.repeated import way_to

from . import actions, forms
from .actions.handing_on import held_up
from .actions.outside import DEEDS
from .actions.staying import is_here
from .letters_with import letters_with
from .models import AGREED, RUNS, WAITS, Deed, Reading, Referral, State, Urgency, Wanted
from .offered import answered_on, offers
from .overtaking import overtaken, unless_overtaken
from .policies import (
    CLOSED,
    LEADS,
    REVOKES,
    adds,
    insist_state,
    is_closed,
    is_served,
    may_answer,
    may_follow,
    may_refer,
    may_send,
    reaches,
    results,
)
from .queries import (
    PAGE,
    Filters,
    Names,
    Proposed,
    codes_of,
    deserted_among,
    locked_among,
    names_of,
    open_referral,
    own_cases,
    page_of,
    proposals,
    referral_of,
)
from .steps import steps
from .summary import told


@page(*SEES)
def referrals(request: Request) -> HttpResponseBase:
    """What waits for our answer, what we sent, all of it; by key."""
    filters = _filters(request)
    rows = page_of(request.actor, filters, _before(request))
    more = len(rows) > PAGE
    shown = {
        "rows": rows[:PAGE],
        "own": own_cases(request, rows[:PAGE]),
        "locked": locked_among(rows[:PAGE]),
        "deserted": deserted_among(rows[:PAGE], request.actor),
        "filters": filters,
        "more": _next(request, rows[PAGE - 1], filters) if more else None,
        "now": timezone.now(),
        "office": request.actor.office,
        "deeds": Deed.choices,
        "states": State.choices,
    }
    return render(request, "referral/referrals.html", shown)


def _filters(request: Request) -> Filters:
    side = {"jawab": "to", "kirim": "from", "semua": "all"}.get(request.GET.get("lihat", ""), "to")
    deed, state = request.GET.get("laku", ""), request.GET.get("keadaan", "")
    return Filters(side, deed if deed in Deed.values else "", state if state in State.values else "")


def _before(request: Request) -> tuple[datetime, UUID] | None:
    if "saat" not in request.GET:
        return None
    try:
        moment, last = datetime.fromisoformat(request.GET["saat"]), UUID(request.GET.get("id", ""))
    except ValueError:
        raise Http404 from None
    return (moment if timezone.is_aware(moment) else timezone.make_aware(moment)), last


def _next(request: Request, last: Referral, filters: Filters) -> str:
    kept = {name: str(request.GET[name]) for name in ("lihat", "laku", "keadaan") if name in request.GET}
    moment = (filters.side == "to" and last.answer_due) or last.sent_at or last.drafted_at
    return f"{request.path}?{urlencode({**kept, 'saat': moment.isoformat(), 'id': str(last.pk)})}"


@page(*SEES)
def referral(request: Request, referral: UUID) -> HttpResponseBase:
    """One page for both offices: what is asked, what was told, where it stands, what comes next."""
    opened = open_referral(request, referral)
    it = opened.referral
    closed = opened.ours and it.state in RUNS and not it.outside and is_closed(it)
    codes = codes_of(it)
    served = not opened.ours or it.state not in adds(it.deed) or bool(is_served(it.receiver))
    shown = {
        "it": it,
        "opened": opened,
        "steps": steps(opened, codes),
        "locked": it.waits and any(locked(one) for one in codes[-1:]),
        "offers": list(offers(request, it, served=served and not closed)),
        "deserted": not served and not closed,
        "closed": CLOSED.reason if closed else "",
        "letters": letters_with(it, opened.case_code, request.actor),
        "late": it.waits and it.answer_due is not None and it.answer_due < timezone.now(),
        "case_code": opened.case_code,
        "holds_up": opened.ours and it.waits and it.deed == Deed.TRANSFER and held_up(it.case),
        "lock": _lock(request, opened.names),
        "now": timezone.now(),
        "crumbs": [(_("Rujukan"), reverse("referral:referrals")), (str(it), None)],
    }
    return render(request, "referral/referral.html", shown)


def _lock(request: Request, names: Names) -> str:
    return f"{names.opened_at}?{urlencode({'next': request.path})}" if names.opened_at and not names.read else ""


@page(Permission.SEE_NAMES)
def reveal(request: Request, referral: UUID) -> HttpResponseBase:
    """At an office without a case of its own: the PIN, and a reason, which is kept. Else by the door of the case."""
    it = referral_of(request, referral)
    names, shut = names_of(request, it), not request.session.get("names_open")
    back = reverse("referral:referral", args=[it.pk])
    if names.read or names.opened_at != request.path:
        return HttpResponseRedirect(_lock(request, names) or back)
    if shut and not request.user.pin:
        return HttpResponseRedirect(names_lock(request))

    def save(form: forms.ReadForm) -> str:
        told, session = form.cleaned_data, request.session
        if shut:
            unlock(request.user, told["pin"])
            session["names_open"] = True
        actions.open_names_of_referral(
            referral=it, because=Reading(told["because"]), note=told["note"], by=request.actor, action_id=form.id
        )
        saw("name", it.case_id, request.actor, offices=it.offices)
        session["revealed"] = [*session.get("revealed", []), str(it.pk)]
        return back

    crumbs = [(_("Rujukan"), reverse("referral:referrals")), (str(it), back), (_("Buka nama"), None)]
    return form_page(
        request, forms.ReadForm, save, title=_("Buka nama rujukan ini"), back=back, crumbs=crumbs,
        form_kwargs={"shut": shut}, save_label=_("Buka nama"), done=_("Nama rujukan ini terbuka di sesi ini."),
        lead=_("Isi rujukan ini terbuka di sesi ini. Alasannya tercatat; kantor pengirim melihat siapa membukanya."),
    )  # fmt: skip


# The sender's side.


def case_to_refer(request: Request, code: str) -> Opened:
    file = open_case_file(request, code)
    insist(may_refer(file.case, request.actor))
    return file


@page(Permission.WORK_CASES, Permission.APPROVE)
def refer(request: Request, code: str) -> HttpResponseBase:
    """Two questions name the deed; then to whom and what is asked. Nothing is sent here."""
    file, deed = case_to_refer(request, code), _deed(request)
    insist_living(request, file)
    if deed is None:
        crumbs = [*case_crumbs(file, request.actor), (_("Rujuk atau serahkan"), None)]
        return render(request, "referral/deed.html", {"case": file.case, "deeds": Deed, "crumbs": crumbs})

    def save(form: forms.BeginForm) -> str:
        actions.begin_referral(case=file.case, deed=deed, **form.given, by=request.actor, action_id=form.id)
        return reverse("referral:send", args=[form.id])

    urgent = file.case.risk in {Risk.HIGH, Risk.CRITICAL}
    proposed = proposals(file.case, request.actor, deed)
    return case_form(
        request, file, forms.BeginForm, save, title=deed.label, template="referral/begin.html", deed=deed,
        done=_("Tersimpan sebagai konsep. Belum ada yang terkirim."), save_label=_("Lanjut: isi ringkasan"),
        initial={**({"urgency": Urgency.URGENT} if urgent else {}), **_asked_for(request, proposed)},
        outside=_way_outside(code, deed), form_kwargs={"by": request.actor, "proposals": proposed},
    )  # fmt: skip


def _asked_for(request: Request, proposed: Sequence[Proposed]) -> dict[str, Any]:
    """What the address asks for, by a page where it was chosen: `kepada` an office, `minta` of what it gives."""
    asked = request.GET.get("minta", "")
    told: dict[str, Any] = {"wanted": asked} if asked in Wanted.values else {}
    number = request.GET.get("kepada", "")
    office = Office.objects.filter(pk=number).first() if number.isascii() and number.isdecimal() else None
    if office is None or office.pk == request.actor.office:
        return told
    if office.pk in {one.office.pk for one in proposed}:
        return {**told, "receiver": str(office.pk)}
    return {**told, "receiver": forms.OTHER, "elsewhere": office.short}


def _way_outside(code: str, deed: Deed) -> str:
    return f"{reverse('referral:outside', args=[code])}?laku={deed}" if deed in DEEDS else ""


def _deed(request: Request) -> Deed | None:
    """Named by the two answers, or by its own link; None while nobody answered."""
    asked = request.GET.get("laku", "")
    if asked in Deed.values:
        return Deed(asked)
    return _NAMED.get((request.GET.get("milik", ""), request.GET.get("pindah", "")))


_NAMED = {
    ("ya", "tidak"): Deed.REFER, ("ya", "ya"): Deed.HAND_OVER,
    ("tidak", "tidak"): Deed.TRANSFER, ("tidak", "ya"): Deed.TRANSFER,
}  # fmt: skip
"""Does the case stay ours, does the person move: what that is called. Where both go, who takes the case says where the
client is once they came."""


def _ours(request: Request, referral: UUID, *among: State) -> tuple[Referral, Opened]:
    """The referral and its case, of who may still tell something of it."""
    it = _sent(request, referral)
    file = open_case_file(request, it.case.code)
    insist(may_send(it, request.actor))
    _insist_now(it, among)
    return it, file


def followed(request: Request, referral: UUID, *among: State) -> Referral:
    """The referral, of who asks after it or takes it back: also once the case ended, or went to another office."""
    it = _sent(request, referral)
    insist(may_follow(it, request.actor))
    _insist_now(it, among)
    return it


def _sent(request: Request, referral: UUID) -> Referral:
    it = referral_of(request, referral)
    if it.sender_id != request.actor.office:
        raise Http404
    return it


def _insist_now(it: Referral, among: tuple[State, ...]) -> None:
    """Who comes second is told so, and led back to where it stands now."""
    if not (answer := insist_state(it, among)):
        raise overtaken(it, answer.reason)


def _form(
    request: Request, it: Referral, form: type[ActionForm], action: Callable[..., Any], *, title: Words,
    after: str = "referral:referral", **more: Any,
) -> HttpResponseBase:  # fmt: skip
    back = reverse("referral:referral", args=[it.pk])
    crumbs = [(_("Rujukan"), reverse("referral:referrals")), (str(it), back), (str(title), None)]
    do = act(request, action, referral=it)

    def save(form: Any) -> str:
        with unless_overtaken(request, it):
            do(form)
        return reverse(after, args=[it.pk])

    return form_page(request, form, save, title=title, back=back, crumbs=crumbs, **more)


@page(Permission.WORK_CASES, Permission.APPROVE)
def send(request: Request, referral: UUID) -> HttpResponseBase:
    """What goes along: ticked, seen as it will be read, and sent."""
    it, file = _ours(request, referral, State.DRAFT)
    insist_open(request, file)
    parts = told(read_file(request, file.case.code, 0))
    why = held_up(file.case) if it.deed == Deed.TRANSFER else None
    return _form(
        request, it, forms.SendForm, actions.send_referral, title=_("Ringkasan untuk {to}").format(to=it.to),
        template="referral/send.html", deed=it.deed, save_label=_("Kirim"), done=_("Terkirim."),
        notes=[] if why is None else [why], form_kwargs={"told": parts},
    )  # fmt: skip


@page(Permission.WORK_CASES, Permission.APPROVE)
def add(request: Request, referral: UUID) -> HttpResponseBase:
    """More of the summary, or words."""
    it, file = _ours(request, referral, *WAITS, *RUNS)
    _insist_now(it, tuple(adds(it.deed)))
    insist_open(request, file)
    parts = told(read_file(request, file.case.code, 0))
    return _form(request, it, forms.AddForm, actions.add_to_referral, title=_("Tambah keterangan"),
                 form_kwargs={"told": parts, "ticked": False})  # fmt: skip


@page(Permission.WORK_CASES, Permission.APPROVE)
def revoke(request: Request, referral: UUID) -> HttpResponseBase:
    """Take it back."""
    it = followed(request, referral, *REVOKES)
    return _form(request, it, forms.RevokeForm, actions.revoke_referral, title=_("Cabut rujukan"),
                 save_label=_("Cabut"), done=_("Rujukan dicabut."))  # fmt: skip


@page(Permission.WORK_CASES, Permission.APPROVE)
def ask(request: Request, referral: UUID) -> HttpResponseBase:
    """Ask the other office; it stands on their first page."""
    it = followed(request, referral, *WAITS, *RUNS)
    _insist_now(it, tuple(adds(it.deed)))
    insist(reaches(it))
    return _form(request, it, forms.AskForm, actions.ask_again, title=_("Tanyakan"), save_label=_("Kirim pertanyaan"))


@page(Permission.WORK_CASES, Permission.APPROVE)
def spoken(request: Request, referral: UUID) -> HttpResponseBase:
    """What they said on the phone, marked so until they answer."""
    it = followed(request, referral, *WAITS)
    return _form(request, it, forms.SpokenForm, actions.note_spoken, title=_("Jawaban lisan"),
                 initial={"at": this_minute()})  # fmt: skip


# The receiver's side.


def _theirs(request: Request, referral: UUID, *among: State) -> Referral:
    it = referral_of(request, referral)
    if request.actor.office != (it.sender_id if it.outside else it.receiver_id):
        raise Http404
    insist(may_answer(it, request.actor))
    _insist_now(it, among)
    return it


@page(*SEES)
def receive(request: Request, referral: UUID) -> HttpResponseBase:
    """Who will answer it took it up."""
    it = _theirs(request, referral, State.SENT)
    return _form(request, it, forms.ReceiveForm, actions.receive_referral, title=_("Terima rujukan"),
                 save_label=_("Terima"), initial={"at": this_minute()},
                 done=_("Diterima. Jawab sebelum tenggatnya."))  # fmt: skip


@page(*SEES)
def answer(request: Request, referral: UUID) -> HttpResponseBase:
    """Yes, partly, no."""
    it, by = _theirs(request, referral, *WAITS), request.actor
    moves = it.deed == Deed.TRANSFER
    leads = [one for one in colleagues(by, *LEADS) if one[0] != str(by.worker)] if moves else []
    title, sends = (_("Catat jawaban mereka"), _("Simpan")) if it.outside else (_("Jawab rujukan"), _("Kirim jawaban"))
    return _form(request, it, forms.AnswerForm, actions.answer_referral, title=title,
                 template="referral/answer.html", opened=open_referral(request, it.pk), save_label=sends,
                 outside=it.outside, moves=moves, deed=it.deed, done=_("Terjawab."),
                 form_kwargs={"leads": leads, "itself": by.may(Permission.WORK_CASES), "whole": moves})  # fmt: skip


@page(*SEES)
def arrival(request: Request, referral: UUID) -> HttpResponseBase:
    """It began."""
    it = _theirs(request, referral, *AGREED)
    return _form(request, it, forms.ArrivalForm, actions.record_arrival, title=_("Klien tiba atau layanan dimulai"),
                 initial={"at": this_minute()})  # fmt: skip


@page(*SEES)
def take_back(request: Request, referral: UUID) -> HttpResponseBase:
    """It was recorded wrongly."""
    it = _theirs(request, referral, State.ARRIVED)
    return _form(request, it, forms.TakeBackForm, actions.take_back_arrival, title=_("Tandai salah catat"),
                 save_label=_("Tarik kembali"),
                 done=_("Ditarik kembali. Catat lagi dengan jam yang benar."))  # fmt: skip


@page(*SEES)
def result(request: Request, referral: UUID) -> HttpResponseBase:
    """What came of it."""
    it = referral_of(request, referral)
    it = _theirs(request, referral, *results(it.deed))
    if door := answered_on(it):
        return HttpResponseRedirect(way_to(door.way, it.pk))
    title = _("Pendapat") if it.deed == Deed.ASK_OPINION else _("Hasil rujukan")
    after = "referral:departure" if it.deed == Deed.HAND_OVER and is_here(it) else "referral:referral"
    return _form(request, it, forms.ResultForm, actions.record_result, title=title, save_label=_("Sampaikan"),
                 after=after, template="referral/result.html", opened=open_referral(request, it.pk))  # fmt: skip
