"""Pages for facts that move clocks and for the questions rules ask, of a case and of what stands in it."""

from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.http import HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done, lock
from rehsos.access.pages import Request, page
from rehsos.access.permissions import Permission
from rehsos.law.book import fact_kinds
from rehsos.law.shapes import FactKind

from ..actions import facts as actions
from ..actions.by_hand import record_fact as note_fact
from ..forms.facts import CircumstanceForm, FactForm
from ..made import may_type, where_made
from ..models import Case, Fact, Subject
from ..models.clocks import Precision
from ..queries import Opened
from ..subjects import kept_on
from ..telling import Subjects, facts_that_matter, questions, subjects_of
from ..told_once import ToldOnce, told_once
from .case_forms import case_form, case_to_note, case_to_write, insist
from .clocks import telling_moved


@page(Permission.WORK_CASES)
def record_fact(request: Request, code: str) -> HttpResponseBase:
    """Note or correct what starts or stops a clock (`?fakta=&subjek=&tahap=`); clocks are computed anew and say so."""
    wanted = request.GET.get("fakta", "")
    file = case_to_note(request, code, wanted)
    if wanted in fact_kinds() and fact_kinds()[wanted].kind in {"yes_no", "choice"}:
        query = urlencode({"keadaan": wanted, "subjek": request.GET.get("subjek", "")})
        return HttpResponseRedirect(f"{reverse('cases:set_circumstance', args=[code])}?{query}")
    if not may_type(wanted):
        return _where_it_is_done(request, file, wanted)
    insist(may_type(request.POST.get("fact", "")))
    subjects = subjects_of(file.case, file.shown)

    def save(form: FactForm) -> None:
        with telling_moved(request, file.case):
            _save_fact(request, subjects, form)

    about = subjects.led_to(request.GET.get("subjek", ""))
    if request.method == "POST":
        lock(file.case)  # before it is read what is noted
    noted = _noted(file.case, wanted) if wanted else []
    return case_form(
        request,
        file,
        FactForm,
        save,
        title=_("Catat kejadian untuk tenggat"),
        template="cases/fact.html",
        form_kwargs={"facts": facts_that_matter(subjects, wanted), "subjects": subjects.choices()},
        initial={
            "fact": wanted,
            "subject": str(about.subject.id) if about else "",
            "level": request.GET.get("tahap") or (about.level if about else ""),
        },
        over=LaidOver(file.case, lambda _case: _typed_of(noted), partial(_noted_by, noted)) if wanted else None,
        noted=[_said(row) for row in noted],
        levelled="|".join(kind.code for kind in fact_kinds().values() if kind.levelled),
        dated="|".join(kind.code for kind in fact_kinds().values() if kind.until),
    )


def _where_it_is_done(request: Request, file: Opened, code: str) -> HttpResponseBase:
    """What an act makes is done on its own page; where none opens, it is said who does it."""
    try:
        way = where_made(file.case, code, UUID(request.GET.get("subjek", "")))
    except ValueError:
        way = ""
    if not way or request.method == "POST":
        insist(may_type(code))
    return HttpResponseRedirect(way)


def _save_fact(request: Request, subjects: Subjects, form: FactForm) -> None:
    """By whoever writes it once for all; else to what it hangs on."""
    given = form.cleaned_data
    kind = fact_kinds()[given["fact"]]
    subject = subjects.hung_on(kind, given.get("subject", ""))
    told: dict[str, Any] = {
        "case": subjects.case, "code": kind.code, "at": form.moment, "precision": form.precision,
        "until": given["until"], "by": request.actor, "action_id": form.id,
    }  # fmt: skip
    if once := _once(kind, subject):
        once.note(subject=subject, source=given["note"], reason=given["reason"], **told)
    else:
        level = given.get("level", "") if kind.levelled else ""
        note_fact(subject=subject.id, level=level, note=given["note"], reason=given["reason"], **told)


def _once(kind: FactKind, subject: Subject) -> ToldOnce | None:
    """Who writes it, where it is told of more than what it hangs on here."""
    return told_once().get(kind.subject) if subject.kind == kept_on(kind.subject) else None


def _noted(case: Case, code: str) -> list[Fact]:
    """When this fact is already recorded: what is typed now replaces it."""
    return list(Fact.objects.filter(case=case, code=code, replaced_by=None).order_by("at"))


def _noted_by(noted: list[Fact]) -> list[UUID]:
    return [row.cause or row.pk for row in noted]


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


@page(Permission.WORK_CASES)
def set_circumstance(request: Request, code: str) -> HttpResponseBase:
    """Answer what rules ask (`?keadaan=&subjek=`): yes, no, or left unknown. The risk has a page of its own."""
    file = case_to_write(request, code)
    if request.GET.get("keadaan") == "risk_level":
        return HttpResponseRedirect(reverse("cases:risk", args=[code]))
    if request.method == "POST":
        lock(file.case)  # before it is read which questions there are and how they stand
    subjects = subjects_of(file.case, file.shown)
    about = subjects.asked_about(request.GET.get("subjek", ""))
    subject = about.subject if about else file.case.subject
    known = subjects.known(subject)
    asked = questions([request.GET.get("keadaan", ""), *subjects.asked(subject), *known], about)

    def save(form: CircumstanceForm) -> None:
        with telling_moved(request, file.case):
            for question, value in form.answers.items():
                if (value or "") != known.get(question, ""):
                    action_id = uuid5(form.id, question)
                    _answer(request, file.case, subject, question, value=value, action_id=action_id)

    return case_form(
        request,
        file,
        CircumstanceForm,
        save,
        title=_("Keadaan yang ditanyakan aturan"),
        lead=about.words if about else "",
        notes=[] if asked else [_g("Tidak ada yang perlu dijawab sekarang.")],
        form_kwargs={"asked": asked},
        over=LaidOver(
            file.case,
            lambda _case: {name: known[name] for name in asked if name in known},
            partial(last_done, file.case.pk, actions.set_circumstance, subject=subject.id),
        ),
    )


def _answer(request: Request, case: Case, subject: Subject, code: str, *, value: str | None, action_id: UUID) -> None:
    """By whoever writes it once for all; else to what is asked about, or to the case."""
    kind = fact_kinds()[code]
    told: dict[str, Any] = {
        "case": case, "code": code, "value": value, "by": request.actor, "action_id": action_id,
    }  # fmt: skip
    if once := _once(kind, subject):
        once.answer(subject=subject, **told)
        return
    mine = subject.kind == kept_on(kind.subject)
    actions.set_circumstance(subject=subject.id if mine else case.pk, **told)
