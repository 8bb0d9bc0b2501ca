"""Pages for facts that move clocks and for the questions rules ask. What is common to a matter is written once."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, lock
from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.cases.actions import facts as actions
from rehsos.cases.models import Case, Fact, Subject
from rehsos.cases.models.clocks import Precision
from rehsos.cases.pages.case_forms import case_form, case_to_write
from rehsos.cases.pages.clocks import telling_moved
from rehsos.cases.subjects import kept_on
from rehsos.law.book import fact_kinds

from ..actions.shared import answer_for_matter, record_matter_fact
from ..forms.facts import CircumstanceForm, FactForm, MatterFactForm
from ..models import Part
from ..queries import Subjects, facts_that_matter, matter_facts, part_in, said_part, subjects_of


@page(Permission.WORK_CASES)
def matter_fact(request: Request, code: str, matter: UUID) -> HttpResponseBase:
    """Something that is the same for every child of the perkara: entered once, followed by every child's clocks."""
    file = case_to_write(request, code)
    known = part_in(file, matter).matter

    def save(form: MatterFactForm) -> None:
        with telling_moved(request, file.case):
            record_matter_fact(case=file.case, matter=known, **form.given, by=request.actor, action_id=form.id)

    return case_form(
        request,
        file,
        MatterFactForm,
        save,
        title=_("Kejadian dalam perkara"),
        template="cases/questioned.html",
        lead=_g("Berlaku bagi semua anak dalam perkara ini; tenggat masing-masing ikut dihitung."),
        form_kwargs={"facts": matter_facts()},
        initial={"fact": request.GET.get("fakta", "")},
    )


@page(Permission.WORK_CASES)
def record_fact(request: Request, code: str) -> HttpResponseBase:
    """Note or correct what starts or stops a clock (`?fakta=&subjek=&tahap=`); clocks are computed anew and say so."""
    file = case_to_write(request, code)
    wanted = request.GET.get("fakta", "")
    if wanted in fact_kinds() and fact_kinds()[wanted].kind in {"yes_no", "choice"}:
        query = urlencode({"keadaan": wanted, "subjek": request.GET.get("subjek", "")})
        return HttpResponseRedirect(f"{reverse('justice:set_circumstance', args=[code])}?{query}")
    subjects = subjects_of(file.case)

    def save(form: FactForm) -> None:
        with telling_moved(request, file.case):
            _save_fact(request, subjects, form)

    other, part = subjects.led_to(request.GET.get("subjek", ""))
    if request.method == "POST":
        lock(file.case)  # before it is read what is noted
    noted = _noted(file.case, wanted) if wanted else []
    return case_form(
        request,
        file,
        FactForm,
        save,
        title=_("Catat kejadian untuk tenggat"),
        template="justice/fact.html",
        form_kwargs={"facts": facts_that_matter(subjects, wanted), "subjects": subjects.choices()},
        initial={
            "fact": wanted,
            "subject": str(other.subject.id if other else part.pk if part else ""),
            "level": request.GET.get("tahap") or (part.matter.level if part else ""),
        },
        over=LaidOver(file.case, lambda _case: _typed_of(noted)) if wanted else None,
        noted=[_said(row) for row in noted],
        levelled="|".join(kind.code for kind in fact_kinds().values() if kind.levelled),
        dated="|".join(_DATED),
    )


# Papers that name their own end, or the day of a meeting.
_DATED = (
    "detention_order",
    "u12_meeting_set",
    "tpks_restriction_ordered",
    "kdrt_order_issued",
    "agreement_signed",
    "court_paper_issued",
)


def _save_fact(request: Request, subjects: Subjects, form: FactForm) -> None:
    """To the whole matter what is the matter's; else to what it hangs on."""
    given = form.cleaned_data
    kind = fact_kinds()[given["fact"]]
    subject = subjects.hung_on(kind, given.get("subject", ""))
    part = subjects.part(str(subject.id))
    if part and kind.subject == "matter":
        record_matter_fact(
            case=subjects.case,
            matter=part.matter,
            code=kind.code,
            at=form.moment,
            precision=form.precision,
            until=given["until"],
            source=given["note"],
            reason=given["reason"],
            by=request.actor,
            action_id=form.id,
        )
        return
    actions.record_fact(
        case=subjects.case,
        subject=subject.id,
        code=kind.code,
        level=given["level"] if kind.levelled else "",
        at=form.moment,
        precision=form.precision,
        until=given["until"],
        note=given["note"],
        by=request.actor,
        action_id=form.id,
    )


def _noted(case: Case, code: str) -> list[Fact]:
    """When this fact is already recorded: what is typed now replaces it."""
    return list(Fact.objects.filter(case=case, code=code, replaced_by=None).order_by("at"))


def _typed_of(noted: list[Fact]) -> dict[str, Any]:
    """The one that is recorded, to be corrected; of several, that there are so many."""
    return _as_typed(noted[0]) if len(noted) == 1 else {"noted": ", ".join(map(_said, noted))}


def _as_typed(row: Fact) -> dict[str, Any]:
    """A recorded fact as the form shows it, to be corrected."""
    local = timezone.localtime(row.at)
    hour = None if row.precision == Precision.DAY else local.time()
    return {"at": local.date(), "hour": hour, "level": row.level, "until": row.until}


def _said(row: Fact) -> str:
    local = timezone.localtime(row.at)
    day = date_format(local, "j M Y")
    return day if row.precision == Precision.DAY else f"{day}, {local:%H.%M}"


# ------------------------------------------------------------------ the questions rules ask

_TOLD_ELSEWHERE = {"role", "level", "risk_level", "closed_because", "office_is_upt"}


@page(Permission.WORK_CASES)
def set_circumstance(request: Request, code: str) -> HttpResponseBase:
    """Answer what rules ask (`?keadaan=&subjek=`): yes, no, or left unknown. The risk has a page of its own."""
    file = case_to_write(request, code)
    if request.GET.get("keadaan") == "risk_level":
        return HttpResponseRedirect(reverse("cases:risk", args=[code]))
    if request.method == "POST":
        lock(file.case)  # before it is read which questions there are and how they stand
    subjects = subjects_of(file.case)
    other, part = subjects.led_to(request.GET.get("subjek", ""))
    part = part or (None if other else next(iter(subjects.parts), None))
    subject = other.subject if other else part.subject if part else file.case.subject
    known = subjects.known(subject)
    asked = _asked([request.GET.get("keadaan", ""), *subjects.asked(subject), *known], part)

    def save(form: CircumstanceForm) -> None:
        with telling_moved(request, file.case):
            for question, value in form.answers.items():
                if (value or "") != known.get(question, ""):
                    action_id = uuid5(form.id, question)
                    _answer(request, file.case, subject, part, question, value=value, action_id=action_id)

    return case_form(
        request,
        file,
        CircumstanceForm,
        save,
        title=_("Keadaan yang ditanyakan aturan"),
        lead=other.words if other else said_part(part) if part else "",
        notes=[] if asked else [_g("Tidak ada yang perlu dijawab sekarang.")],
        form_kwargs={"asked": asked},
        over=LaidOver(file.case, lambda _case: {name: known[name] for name in asked if name in known}),
    )


def _asked(wished: list[str], part: Part | None) -> list[str]:
    """Of what led here, what clocks wait for and what is already answered: the questions of a form, once each."""
    elsewhere = _TOLD_ELSEWHERE | ({"police_already_know"} if part and part.matter.police_number else set())
    kinds = fact_kinds()
    found = [one for one in wished if one in kinds and kinds[one].kind in {"yes_no", "choice"}]
    return list(dict.fromkeys(one for one in found if one not in elsewhere))


def _answer(
    request: Request,
    case: Case,
    subject: Subject,
    part: Part | None,
    code: str,
    *,
    value: str | None,
    action_id: UUID,
) -> None:
    """To the whole matter what is the matter's; else to what is asked about, or to the case."""
    kind = fact_kinds()[code].subject
    if part and kind == "matter":
        answer_for_matter(case=case, matter=part.matter, code=code, value=value, by=request.actor, action_id=action_id)
        return
    actions.set_circumstance(
        case=case,
        subject=subject.id if subject.kind == kept_on(kind) else case.pk,
        code=code,
        value=value,
        by=request.actor,
        action_id=action_id,
    )
