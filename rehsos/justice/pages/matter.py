"""Pages about the matter itself: opened, joined, corrected, moved to another level, ended."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done
from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import case_form, case_to_write, hides, insist_open, reads
from rehsos.cases.pages.clocks import telling_moved
from rehsos.law.book import endings
from rehsos.law.shapes import Ending
from rehsos.look.words import say
from rehsos.vault.keys import keys_of

from ..actions import matter as actions
from ..actions.shared import YES_NO
from ..advice import suspect_doubt
from ..forms.matter import EndForm, JoinForm, LevelForm, OfficerForm, OpenForm, ParticularsForm
from ..models import MISTAKE, Level, Matter, Part, Post
from ..queries import caller_of, conflicts, joinable, part_in, part_of
from ..sealing import Words, words_of


@page(Permission.WORK_CASES)
def matter_open(request: Request, code: str) -> HttpResponseBase:
    """Set a new perkara beside the case, with this child's part in it."""
    file = case_to_write(request, code)

    def save(form: OpenForm) -> None:
        with transaction.atomic():
            part = actions.open_matter(
                case=file.case, particulars=form.particulars, **form.stand, by=request.actor, action_id=form.id
            )
            if part and form.officer:
                told = form.officer
                actions.name_officer(case=file.case, matter=part.matter, **told, by=request.actor, action_id=new_id())
        warn_of_suspect(request, file.case)

    return case_form(
        request,
        file,
        OpenForm,
        save,
        title=_("Perkara baru"),
        lead=_g("Isi yang diketahui saja; sisanya dapat dilengkapi kapan pun."),
        template="justice/matter_open.html",
        form_kwargs={"near": request.actor.place},
        initial=_as_called(file.case) if reads(file) else {},
    )


def _as_called(case: Case) -> dict[str, Any]:
    """What the call already told: who asked, from which unit."""
    caller = caller_of(case)
    unit = caller.get("unit", "") if caller.get("post") == Post.INVESTIGATOR else ""
    role = {"role": case.role} if case.role else {}
    return {"police_unit": unit, **role, **{f"officer_{name}": value for name, value in caller.items()}}


@page(Permission.WORK_CASES)
def matter_join(request: Request, code: str) -> HttpResponseBase:
    """Put this child into a perkara of the office that is already known, so that common facts stay common."""
    file = case_to_write(request, code)
    asked, chosen = request.GET.get("lp", ""), request.GET.get("perkara", "")
    found = {str(m.pk): m for m in joinable(file.case, request.actor.worker, asked, chosen)}

    def save(form: JoinForm) -> None:
        matter = found[form.cleaned_data["matter"]]
        actions.join_matter(case=file.case, matter=matter, **form.stand, by=request.actor, action_id=form.id)
        warn_of_conflict(request, file.case)
        warn_of_suspect(request, file.case)

    return case_form(
        request,
        file,
        JoinForm,
        save,
        title=_("Gabung ke perkara yang sudah ada"),
        template="justice/matter_join.html",
        form_kwargs={"matters": _choices(found, opens=not hides(request))},
        initial={"matter": chosen},
        asked=asked,
    )


def _choices(found: Mapping[str, Matter], *, opens: bool) -> list[tuple[str, str]]:
    keys = keys_of(matter.pk for matter in found.values()) if opens else {}
    return [(pk, described(matter, keys.get(matter.pk))) for pk, matter in found.items()]


def described(matter: Matter, key: bytes | None) -> str:
    """A matter in a list: number, unit, offence, day. No child."""
    day = date_format(matter.event_from, "j M Y") if matter.event_from else ""
    told = words_of(matter, key) if key else Words()
    unnumbered = _g("tanpa nomor LP") if matter.police_mark is None else ""
    known = (told.police_number or unnumbered, told.police_unit, told.offence, day)
    return " · ".join(part for part in known if part)


def warn_of_conflict(request: Request, case: Case) -> None:
    """One worker on both sides: said to the worker, ended by the Kabid."""
    for name in conflicts(case):
        words = _g("{name} menangani kedua pihak perkara ini. Minta Kabid menugaskan pekerja lain bagi satu pihak.")
        messages.warning(request, words.format(name=name))


def warn_of_suspect(request: Request, case: Case) -> None:
    """A child suspected where the matter says that the one suspected is grown: said, however it came to be so."""
    parts = Part.objects.filter(case=case).exclude(ended_by=MISTAKE)
    doubts = (suspect_doubt(role, adult=adult) for role, adult in parts.values_list("role", "matter__adult_suspect"))
    for words in dict.fromkeys(filter(None, doubts)):
        messages.warning(request, words)


@page(Permission.WORK_CASES)
def matter_update(request: Request, code: str, matter: UUID) -> HttpResponseBase:
    """Correct or complete what is known of the perkara; every child's clocks follow."""
    file = case_to_write(request, code)
    insist_open(request, file)
    part = part_in(file, matter)
    known = part.matter

    def save(form: ParticularsForm) -> None:
        version = form.cleaned_data["version"] or 0
        told = form.particulars
        with telling_moved(request, file.case):
            actions.update_matter(
                case=file.case, matter=known, particulars=told, version=version, by=request.actor, action_id=form.id
            )
        warn_of_suspect(request, file.case)

    return case_form(
        request,
        file,
        ParticularsForm,
        save,
        title=_("Ubah data perkara"),
        template="justice/matter_update.html",
        form_kwargs={"near": request.actor.place},
        initial=_as_typed(known),
        wrong_role="" if part.ended_by else reverse("justice:part_end", args=[code, part.pk]),
    )


def _as_typed(known: Matter) -> dict[str, Any]:
    """What is known of a matter, as the form shows it."""
    return asdict(actions.Particulars.of(known)) | {
        "seven": YES_NO[known.penalty_seven_or_more],
        "sexual": YES_NO[known.sexual_violence],
        "suspect": {True: "adult", False: "child", None: ""}[known.adult_suspect],
        "version": known.version,
    }


@page(Permission.WORK_CASES)
def matter_level(request: Request, code: str, matter: UUID) -> HttpResponseBase:
    """The perkara reaches another level, or goes back to one."""
    file = case_to_write(request, code)
    known = part_in(file, matter).matter

    def save(form: LevelForm) -> None:
        with telling_moved(request, file.case):
            actions.move_matter(case=file.case, matter=known, **form.given, by=request.actor, action_id=form.id)

    lead = _g("Sekarang di tahap {level}.").format(level=Level(known.level).label)
    title, template = _("Perkara pindah tahap"), "cases/questioned.html"
    moved = partial(last_done, file.case.pk, actions.move_matter, matter=known.pk)
    over = LaidOver(known, lambda matter: {"now": Level(matter.level).label}, moved)
    return case_form(request, file, LevelForm, save, title=title, lead=lead, template=template, over=over)


@page(Permission.WORK_CASES)
def officer(request: Request, code: str, matter: UUID) -> HttpResponseBase:
    """Who to call about this perkara."""
    file = case_to_write(request, code)
    insist_open(request, file)
    known = part_in(file, matter).matter
    save = act(request, actions.name_officer, case=file.case, matter=known)
    return case_form(
        request, file, OfficerForm, save, title=_("Petugas perkara"), initial={"unit": words_of(known).police_unit}
    )


@page(Permission.WORK_CASES)
def part_end(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """How the perkara ends for this child, or seems to."""
    file = case_to_write(request, code)
    known = part_of(file, part)

    def save(form: EndForm) -> None:
        actions.end_part(part=known, **form.given, by=request.actor, action_id=form.id)
        _explain(request, form.given["ending"])

    return case_form(
        request,
        file,
        EndForm,
        save,
        title=_("Perkara berakhir bagi anak ini"),
        template="cases/questioned.html",
        lead=_g("Keadilan restoratif (RJ) bukan diversi; penyelesaian adat tidak mengakhiri perkara."),
        form_kwargs={"endings": _endings()},
    )


@page(Permission.WORK_CASES)
def part_resume(request: Request, code: str, part: UUID) -> HttpResponseBase:
    """The end of a perkara is taken back like anything recorded wrongly: where that is done."""
    file = case_to_write(request, code)
    known = part_of(file, part)
    ends = Action.objects.filter(dossier=file.case.pk, name="end_part", facts__part=str(known.pk))
    last = ends.filter(facts__ending=known.ended_by).order_by("-recorded_at").first()
    if last is None or not known.ended_by:
        raise Http404
    return HttpResponseRedirect(reverse("cases:withdraw", args=[code, last.pk]))


_KINDS = (
    ("end", _("Mengakhiri perkara")),
    ("step", _("Langkah, belum akhir")),
    ("unrecognised", _("Dicatat apa adanya, tidak mengakhiri perkara")),
)


def _endings() -> list[Any]:
    grouped: list[Any] = [
        (words, [(code, say(one.label)) for code, one in endings().items() if one.kind == kind])
        for kind, words in _KINDS
    ]
    mended = [(MISTAKE, _("Salah catat: bukan perkara atau peran anak ini"))]
    return [*grouped, (_("Perbaikan"), mended)]


def _explain(request: Request, ending: str) -> None:
    """What the book says about an ending: that it ends nothing, or on what it rests."""
    known: Ending | None = endings().get(ending)
    if known is None:
        return
    if say(known.note):
        messages.info(request, say(known.note))
    if not known.closes:
        messages.info(request, _g("Perkara bagi anak ini tetap berjalan."))
