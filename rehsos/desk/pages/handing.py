"""A desk is handed on: what goes along, to whom, the receiver's yes, and the paper that both sign."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm, Overtaken, Request, Save, act, form_page, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions import desk as actions
from rehsos.cases.desks import Listed, OnDesk, desk_of
from rehsos.cases.forms.fields import Chips, Pick
from rehsos.cases.models import Declined, DeskHandover, DeskState, Leaving
from rehsos.cases.pages.case_forms import insist
from rehsos.cases.policies import may_hand_desk, may_take_desk, may_withdraw_desk
from rehsos.cases.protected import kept_out
from rehsos.directory.models import Posting, Worker
from rehsos.look import words
from rehsos.papers.downloads import DOCX, download
from rehsos.papers.rendering.press import docx, pdf

from ..handing import Receiver, absent, cases_of, handover_of, receivers
from ..handover_sheet import sheet_of

STAYS = "stays"
MOST = 12
"""How many hand-overs of one worker are listed."""
Desk = Sequence[tuple[OnDesk, Listed]]


_CLOSED = _(
    "{who} tidak dapat menerima kasus ini: berkasnya tertutup baginya. "
    "Pilih penerima lain, atau “tidak ikut diserahkan” dan minta Kabid menunjuk pekerja lain."
)
_CIRCLED = _(
    "{who} belum dapat menerima kasus ini: kliennya dilindungi. "
    "Kabid menambahkan penerimanya dulu di “Siapa membuka berkas ini”; sampai itu pilih “tidak ikut diserahkan”."
)


class HandForm(ActionForm):
    """To whom a desk goes; of each case another receiver may be told, or that it stays."""

    does = Does(actions.hand_desk, about=("giver",), made=("codes",))

    receiver = Pick(_("Serahkan kepada"), (), help_text=_("Tidak ada yang pindah sebelum penerima mengonfirmasi."))
    why = Chips(_("Alasan"), Leaving)

    def __init__(self, *args: Any, workers: Sequence[tuple[str, str]], desk: Desk, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["receiver"].choices = [("", str(_("Pilih…"))), *workers]  # type: ignore[attr-defined]
        self.desk, self.names = desk, {pk: said.partition(" (")[0] for pk, said in workers}
        self.closed = kept_out({one.code: one.barred for one, _open in desk}, [int(pk) for pk in self.names])
        for one, _listed in desk:
            fit = [(pk, said) for pk, said in workers if int(pk) not in self.closed[one.code]]
            others = [("", str(_("penerima di atas"))), *fit, (STAYS, str(_("tidak ikut diserahkan")))]
            self.fields[one.code] = forms.ChoiceField(label=one.code, choices=others, required=False)

    def clean(self) -> dict[str, Any]:
        """Who cannot receive one of the cases is said beside it, with what to do."""
        told = super().clean() or self.cleaned_data
        for one, _listed in self.desk:
            to = str(self[one.code].value() or told.get("receiver") or "")
            if why := self.left_out(one, (to,)):
                self.errors.pop(one.code, None)
                self.add_error(one.code, why)
        return told

    def left_out(self, one: OnDesk, among: Collection[str] | None = None) -> str:
        """Why some, or some of these, are not offered for a case; empty where all are. Not whose side they are on."""
        asked = self.names if among is None else among
        out = [said for pk, said in self.names.items() if pk in asked and int(pk) in self.closed[one.code]]
        words_of = _CIRCLED if any(who < 0 for who in one.barred) else _CLOSED
        return str(words_of).format(who=", ".join(out)) if out else ""

    def by_receiver(self) -> Mapping[int, tuple[str, ...]]:
        """The codes that go to each."""
        told, found = self.cleaned_data, dict[int, tuple[str, ...]]()
        for one, _listed in self.desk:
            if (chosen := told[one.code] or told["receiver"]) != STAYS:
                found[int(chosen)] = (*found.get(int(chosen), ()), one.code)
        if not found:
            raise Refused(_("Tidak ada kasus yang diserahkan. Pilih penerimanya."), field="receiver")
        return found


@page(Permission.WORK_CASES)
def my_desk(request: Request) -> HttpResponseBase:
    """Whoever leaves hands their own desk on."""
    back = reverse("access:my_settings")
    return _hand_on(request, Worker.objects.get(pk=request.actor.worker), back, _("Pengaturan saya"))


@page(Permission.WORK_CASES, Permission.ASSIGN)
def hand_on(request: Request, worker: int) -> HttpResponseBase:
    """The head hands on the desk of somebody who was ever posted here."""
    once = Posting.objects.filter(worker=worker, office=request.actor.office)
    giver = get_object_or_404(Worker, pk__in=once.values("worker"))
    insist(may_hand_desk(worker, request.actor))
    team = request.actor.may(Permission.APPROVE)
    back = reverse("desk:team") if team else reverse("desk:today")
    return _hand_on(request, giver, back, _("Persetujuan dan tim") if team else _("Hari ini"))


def _hand_on(request: Request, giver: Worker, back: str, where: Any) -> HttpResponseBase:
    desk = desk_of(giver.pk, request.actor.office, timezone.localdate())

    def save(form: HandForm) -> str | None:
        with transaction.atomic():  # all of them, or none
            made = [_one(form, giver, to, codes, request.actor) for to, codes in form.by_receiver().items()]
        return reverse("desk:handed", args=[made[0].pk]) if len(made) == 1 else request.path

    return form_page(
        request, HandForm, save, title=_("Serah terima berkas: {who}").format(who=giver.name), back=back,
        lead=_("Draf, surat, dan catatan sudah ada di berkas kasus; penerima membacanya sejak konfirmasi."),
        template="desk/hand_on.html", save_label=_("Serahkan, tunggu konfirmasi"), cases=desk,
        open_rows={one.code: open_in.said for one, open_in in desk}, earlier=_earlier(giver, request.actor),
        form_kwargs={"workers": _receivers(giver, request.actor), "desk": desk},
        done=_("Menunggu konfirmasi penerima. Sampai itu semua tetap seperti sekarang."),
        crumbs=[(where, back), (_("Serah terima berkas"), None)],
    )  # fmt: skip


def _one(form: HandForm, giver: Worker, to: int, codes: tuple[str, ...], by: Actor) -> DeskHandover:
    made: DeskHandover = actions.hand_desk(
        giver=giver,
        receiver=Worker.objects.get(pk=to),
        codes=codes,
        why=Leaving(form.cleaned_data["why"]),
        by=by,
        action_id=uuid5(form.id, str(to)),
    )
    return made


def _receivers(giver: Worker, by: Actor) -> list[tuple[str, str]]:
    """Who may receive, with who is away and until when beside the name: they are told, not left out."""
    return [(str(one.worker), _said(one)) for one in receivers(by.office) if one.worker != giver.pk]


def _said(one: Receiver) -> str:
    if one.until is None:
        return one.name
    told = _("{who} (tidak masuk s.d. {day}, pengganti {other})")
    return str(told).format(who=one.name, day=words.day(one.until), other=one.stand_in)


def _earlier(giver: Worker, by: Actor) -> Sequence[DeskHandover]:
    found = DeskHandover.objects.filter(office=by.office, worker=giver).select_related("worker", "receiver")
    return list(found.order_by("-proposed_at")[:MOST])


@page(Permission.WORK_CASES, Permission.ASSIGN)
def handed(request: Request, handover: UUID) -> HttpResponseBase:
    """One desk that is handed on, for who gives, who receives and the head."""
    it = handover_of(request.actor, handover)
    cases = cases_of(it)
    takes = it.state == DeskState.WAITS and bool(may_take_desk(it, request.actor))
    return render(
        request,
        "desk/handed.html",
        {
            "it": it,
            "cases": cases,
            "takes": takes,
            "withdraws": it.state == DeskState.WAITS and bool(may_withdraw_desk(it, request.actor)),
            "away": absent(it) if it.state == DeskState.WAITS and it.receiver_id != request.actor.worker else None,
            "crumbs": [*_crumbs(it)[:1], (str(it), None)],
        },
    )


def _crumbs(it: DeskHandover) -> list[tuple[Any, str | None]]:
    here = reverse("desk:handed", args=[it.pk])
    return [(_("Hari ini"), reverse("desk:today")), (_("Serah terima berkas"), here)]


class TakeForm(ActionForm):
    """Yes."""

    does = Does(actions.take_desk, about=("handover",))


class DeclineForm(ActionForm):
    """No, and why."""

    does = Does(actions.decline_desk, about=("handover",))

    declined = Chips(_("Alasan"), Declined)


class WithdrawForm(ActionForm):
    """Back again."""

    does = Does(actions.withdraw_desk, about=("handover",))


@page(Permission.WORK_CASES)
def take(request: Request, handover: UUID) -> HttpResponseBase:
    """The receiver confirms."""
    it = handover_of(request.actor, handover)
    insist(may_take_desk(it, request.actor))
    n = len(cases_of(it))
    lead = _("{n} kasus beserta janji dan tugasnya menjadi tanggung jawab Anda sejak sekarang.").format(n=n)
    return _step(request, it, TakeForm, _("Konfirmasi serah terima"), lead, _("Konfirmasi"))


@page(Permission.WORK_CASES)
def decline(request: Request, handover: UUID) -> HttpResponseBase:
    """The receiver does not take it."""
    it = handover_of(request.actor, handover)
    insist(may_take_desk(it, request.actor))
    lead = _("Semua kasusnya tetap pada {who}.").format(who=it.worker.name)
    return _step(request, it, DeclineForm, _("Tolak serah terima"), lead, _("Tolak"))


@page(Permission.WORK_CASES, Permission.ASSIGN)
def withdraw(request: Request, handover: UUID) -> HttpResponseBase:
    """Taken back before it was confirmed."""
    it = handover_of(request.actor, handover)
    insist(may_withdraw_desk(it, request.actor))
    lead = _("Semua kasusnya tetap pada {who}.").format(who=it.worker.name)
    return _step(request, it, WithdrawForm, _("Tarik serah terima"), lead, _("Tarik kembali"))


def _step(request: Request, it: DeskHandover, form: Any, title: Any, lead: Any, label: Any) -> HttpResponseBase:  # noqa: PLR0917
    back = reverse("desk:handed", args=[it.pk])
    if request.method != "POST" and it.state != DeskState.WAITS:
        return HttpResponseRedirect(back)
    save, crumbs = (
        _unless_overtaken(act(request, form.does.actions[0], handover=it), back),
        [*_crumbs(it), (title, None)],
    )
    return form_page(request, form, save, title=title, lead=f"{it}. {lead}", back=back, save_label=label, crumbs=crumbs)


def _unless_overtaken(save: Save, back: str) -> Save:
    """Who comes second is told so, and led to where the hand-over stands: to send the form again helps nothing."""

    def once(form: ActionForm) -> None:
        try:
            save(form)
        except Conflict as late:
            raise Overtaken(str(late.reason), back, str(_("Ke serah terima ini"))) from None

    return once


@page(Permission.WORK_CASES, Permission.ASSIGN)
def handover_pdf(request: Request, handover: UUID) -> HttpResponseBase:
    """The BAST berkas for the pens of both; a draft until it was confirmed."""
    paper = sheet_of(_on_paper(request, handover), request.actor)
    return download(pdf(paper), "application/pdf", "bast-berkas")


@page(Permission.WORK_CASES, Permission.ASSIGN)
def handover_docx(request: Request, handover: UUID) -> HttpResponseBase:
    """The same for a word processor."""
    return download(docx(sheet_of(_on_paper(request, handover), request.actor)), DOCX, "bast-berkas")


def _on_paper(request: Request, handover: UUID) -> DeskHandover:
    it = handover_of(request.actor, handover)
    if it.state not in {DeskState.WAITS, DeskState.TAKEN}:
        raise Http404
    return it
