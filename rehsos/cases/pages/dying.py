"""Pages of a death: it is recorded, what followed on one screen in any order, and that nobody died."""

from typing import Any

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import SEES
from rehsos.audit.answers import Words
from rehsos.house.rooms import given
from rehsos.look.labels import label

from ..actions import dying as actions
from ..crumbs import case_crumbs
from ..dying import DeathLetters, LeftBehind, death_of, lacking, may_take_back, may_tell_of_death, may_tend, notes_of
from ..forms.dying import FORMS, DeathForm, NobodyDiedForm
from ..models import AfterDeath, Case, Death, DeathNote
from ..queries import Opened, case_key, open_case_file
from ..sealing import shown_texts
from .case_forms import case_form, insist, reads, this_minute

LABELS = {
    AfterDeath.STATED: "stated_by",
    AfterDeath.FAMILY: "family_answer",
    AfterDeath.PAYER: "payer",
    AfterDeath.BODY: "body_given",
    AfterDeath.BELONGINGS: "belongings_given",
    AfterDeath.PAPERS: "death_paper",
}
"""By which words the answer of a kind is said."""
_TODO: dict[str, tuple[Words, Words]] = {
    AfterDeath.STATED: (_("Catat dokter atau polisi"), _("Belum dinyatakan dokter atau kepolisian.")),
    AfterDeath.FAMILY: (_("Catat keluarga dihubungi"), _("Belum ada keluarga yang dihubungi.")),
    AfterDeath.PAYER: (_("Catat pembayar"), _("Belum diputuskan siapa yang membayar. Putuskan dalam sehari.")),
    AfterDeath.BODY: (_("Catat jenazah"), _("Belum dimakamkan atau diserahkan.")),
    AfterDeath.BELONGINGS: (_("Catat barang"), _("Belum diserahkan, atau belum dicatat tidak ada.")),
    AfterDeath.PAPERS: (_("Catat surat"), _("Belum ada surat yang dicatat.")),
}


@page(*SEES)
def record_death(request: Request, code: str) -> HttpResponseBase:
    """The client died; where that was told already, lead to it."""
    file = open_case_file(request, code)
    there = reverse("cases:death", args=[code])
    if death_of(file.case) is not None:
        return HttpResponseRedirect(there)
    insist(may_tell_of_death(file.case, request.actor))
    tell = act(request, actions.record_death, case=file.case)

    def save(form: DeathForm) -> str:
        tell(form)
        return there

    return case_form(
        request, file, DeathForm, save, title=_("Klien meninggal"), initial={"at": this_minute()},
        lead=_("Cukup jamnya. Tinggal, etape, dan janji berakhir; keluarga, pembayar, jenazah, barang, dan surat "
               "dicatat sesudahnya, dalam urutan apa pun."),
        save_label=_("Catat meninggal"), done=_("Dicatat. Yang berikutnya ada di halaman ini."),
    )  # fmt: skip


@page(*SEES)
def death(request: Request, code: str) -> HttpResponseBase:
    """What is known of a death and what is still to be done."""
    file = open_case_file(request, code)
    it = _found(file)
    tends, opens = bool(may_tend(it, request.actor)), reads(file)
    key = case_key(file.case) if opens else b""
    rows = [_said(file.case, note, key) for note in notes_of(it)]
    kinds = [one for one in (_kind(kind, rows) for kind in AfterDeath) if one["rows"] or not _stated(it, one["code"])]
    untold = next((kind for kind in kinds if not kind["rows"]), None)
    if untold:
        untold["next"] = True
    context = {
        "file": file, "it": it, "told": shown_texts(file.case.pk, it.sealed, key) if opens else {},
        "opens": opens, "tends": tends, "takes_back": bool(may_take_back(file.case, request.actor)),
        "letters": [one for door in given(DeathLetters) for one in door.of(file.case)] if file.works else [],
        "kinds": kinds, "lacking": lacking(file.case),
        "crumbs": [*case_crumbs(file, request.actor), (str(_("Kematian")), None)],
    }  # fmt: skip
    return render(request, "cases/death.html", context)


def _found(file: Opened) -> Death:
    it = death_of(file.case)
    if it is None or it.case_id != file.case.pk:
        raise Http404
    it.case = file.case
    return it


def _said(case: Case, note: DeathNote, key: bytes) -> dict[str, Any]:
    told = shown_texts(case.pk, note.sealed, key) if key else {}
    words = [told[name] for name in ("who", "where", "words") if told.get(name)]
    return {"kind": note.kind, "at": note.at, "said": label(note.code, LABELS[AfterDeath(note.kind)]), "words": words}


def _stated(it: Death, kind: str) -> bool:
    """Whether it stands below, told with the death itself."""
    return kind == AfterDeath.STATED and bool(it.confirmed)


def _kind(kind: AfterDeath, rows: list[dict[str, Any]]) -> dict[str, Any]:
    do, todo = _TODO[kind]
    told = [row for row in rows if row["kind"] == kind]
    return {"code": kind.value, "label": kind.label, "rows": told, "do": do, "todo": todo, "next": False}


@page(*SEES)
def after_death(request: Request, code: str, kind: str) -> HttpResponseBase:
    """One thing that followed: the family, the payer, the body, the belongings, a paper."""
    file = open_case_file(request, code)
    it = _found(file)
    if kind not in FORMS:
        raise Http404
    insist(may_tend(it, request.actor))
    told = AfterDeath(kind)
    left = [text for door in given(LeftBehind) for text in door.of(file.case)] if reads(file) else []
    initial = {"at": this_minute(), "words": "\n".join(left[:1]) if told == AfterDeath.BELONGINGS else ""}
    return case_form(
        request, file, FORMS[told], act(request, actions.note_after_death, death=it, after_death=told),
        title=told.label, back=reverse("cases:death", args=[code]), initial=initial,
    )  # fmt: skip


@page(*SEES)
def nobody_died(request: Request, code: str) -> HttpResponseBase:
    """It was recorded wrongly: the head says what was wrong."""
    file = open_case_file(request, code)
    it = _found(file)
    insist(may_take_back(file.case, request.actor))
    return case_form(
        request, file, NobodyDiedForm, act(request, actions.take_back_death, case=file.case, recorded=it.pk),
        title=_("Salah catat kematian"), save_label=_("Tarik"),
        lead=_("Tinggal, etape, dan janji yang berakhir karenanya berjalan lagi. Catatan sesudahnya ikut ditarik."),
    )  # fmt: skip
