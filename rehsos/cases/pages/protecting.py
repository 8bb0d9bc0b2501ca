"""Pages: a client is protected, others open the file, it is over."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.heads import HEADS
from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.directory.actions import WORKERS
from rehsos.house.rooms import given
from rehsos.look.repeated import way_to

from ..actions import protecting
from ..assignments import working
from ..forms.protecting import CircleForm, EndProtectionForm, ProtectForm
from ..models import Case, Protection
from ..protecting import Protects, may_change, may_end, may_protect, protection_of
from ..queries import Opened, open_case_file
from .case_forms import case_form, colleagues, insist

_CLOSES = _(
    "Mulai saat disimpan, berkas ini hanya dibuka oleh yang dipilih di sini dan Anda. Bagi semua orang lain, di kantor "
    "mana pun, klien ini tidak dapat dicari dan tidak ada di daftar. Pekerja lain yang ditugaskan dikeluarkan."
)
_OTHERS = _("Yang tidak dipilih lagi tidak membuka berkas ini sejak saat disimpan. Yang baru langsung membukanya.")
_OPENS = _("Berkas ini dibuka lagi oleh kantor seperti sebelum dilindungi. Siapa yang membukanya tetap tercatat.")


@page(Permission.APPROVE, Permission.WORK_CASES)
def protect(request: Request, code: str) -> HttpResponseBase:
    """The head protects a client; of one who is protected, names who opens the file from now on."""
    file = open_case_file(request, code)
    found = protection_of(file.case)
    return _change(request, file, found) if found else _begin(request, file)


def _begin(request: Request, file: Opened) -> HttpResponseBase:
    insist(may_protect(file.case, request.actor))
    return case_form(
        request, file, ProtectForm, act(request, protecting.protect, case=file.case),
        title=_("Perlindungan saksi atau korban (LPSK)"), lead=_CLOSES, initial=_now(file.case),
        notes=[line for door in given(Protects) for line in door.says(file.case)],
        form_kwargs={"workers": _workers(request)}, save_label=_("Lindungi"), done=_("Klien ini dilindungi."),
    )  # fmt: skip


def _change(request: Request, file: Opened, found: Protection) -> HttpResponseBase:
    insist(may_change(found, request.actor))
    members = [str(one) for one in found.circle.members]
    heads, workers = colleagues(request.actor, *HEADS), _workers(request)
    first = dict(zip(("first", "second"), _among(members, workers), strict=False))
    first["head"] = next(iter(_among(members, heads)), heads[0][0] if len(heads) == 1 else "")
    tell = act(request, protecting.change_circle, protection=found)

    def save(form: CircleForm) -> str:
        tell(form)
        return way_to("case", file.case.code) if request.actor.worker in found.circle.members else "/"

    return case_form(
        request, file, CircleForm, save, title=_("Siapa membuka berkas ini"), lead=_OTHERS, initial=first,
        template="cases/circle.html", form_kwargs={"workers": workers, "heads": heads},
        ends=may_end(found, request.actor),
    )  # fmt: skip


@page(Permission.APPROVE, Permission.WORK_CASES)
def end_protection(request: Request, code: str) -> HttpResponseBase:
    """The protection is over."""
    file = open_case_file(request, code)
    found = protection_of(file.case)
    if found is None:
        raise Http404
    insist(may_end(found, request.actor))
    return case_form(
        request, file, EndProtectionForm, act(request, protecting.end_protection, protection=found),
        title=_("Akhiri perlindungan"), lead=_OPENS, save_label=_("Akhiri perlindungan"),
        done=_("Perlindungan berakhir."),
    )  # fmt: skip


def _workers(request: Request) -> list[tuple[str, str]]:
    return list(colleagues(request.actor, *WORKERS))


def _among(members: Sequence[str], people: Sequence[tuple[str, str]]) -> list[str]:
    here = {worker for worker, _name in people}
    return [one for one in members if one in here]


def _now(case: Case) -> dict[str, Any]:
    """Who works it, the lead first: those who would go on."""
    held = [one.worker_id for one in working(case, timezone.localdate())]
    return dict(zip(("first", "second"), held, strict=False))
