"""Pages about a clock: asked, extended by a letter, paused."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.law.book import rule
from rehsos.law.shapes import LEVELS, Rule
from rehsos.look.words import say

from ..actions import facts
from ..actions.facts import NO_PAUSE
from ..clockwork import Moved, due_times, moved_since
from ..forms.clocks import DONE, AskForm, ExtendForm, PauseForm, ResumeForm
from ..made import is_made, where_made, who_makes
from ..models import Case, Clock, ClockState
from ..queries import Opened
from ..rulebook import extension_words, said_due
from ..subjects import standing_in
from .case_forms import case_form, case_to_write


@page(Permission.WORK_CASES)
def ask_clock(request: Request, code: str, clock: int) -> HttpResponseBase:
    """Whom we asked about another's duty, and what they said. Such a clock is never called late."""
    file = case_to_write(request, code)
    kept = _kept(file, clock)
    known = rule(kept.rule)
    made = bool(known.stop) and is_made(known.stop[0])

    def save(form: AskForm) -> str | None:
        given = form.cleaned_data
        facts.ask_about_clock(
            clock=kept,
            rule_code=kept.rule,
            asked=given["asked"],
            answer=form.their_word,
            ask_again_on=given["ask_again_on"],
            by=request.actor,
            action_id=form.id,
        )
        if made and given["heard"] == DONE:
            messages.info(request, _g("Kata mereka tercatat, dan tenggatnya tetap berjalan."))
        return _stop_address(file, kept, known) if given["heard"] == DONE else None

    return case_form(
        request,
        file,
        AskForm,
        save,
        title=_("Tanyakan"),
        lead=say(known.label),
        form_kwargs={"made": made},
        notes=[_g("Kewajiban {who}.").format(who=say(known.owed_by)), *([who_makes(known.stop[0])] if made else [])],
    )


def _stop_address(file: Opened, kept: Clock, known: Rule) -> str | None:
    """Where to note that it was done, when the rule knows such a fact; of what an act makes, where that is done."""
    if not known.stop:
        return None
    if is_made(known.stop[0]):
        return where_made(file.case, known.stop[0], kept.subject) or None
    asked = {"fakta": known.stop[0], "subjek": str(kept.subject)} | ({"tahap": kept.level} if kept.level else {})
    return f"{reverse('cases:record_fact', args=[file.case.code])}?{urlencode(asked)}"


UNMOVED = _(
    "Surat tercatat, tetapi tenggat tidak bergeser: {clock}. {terms} "
    "Bila surat sebelumnya salah ketik, tarik kembali di Perjalanan kasus, lalu catat yang benar."
)


@page(Permission.WORK_CASES)
def extend_clock(request: Request, code: str) -> HttpResponseBase:
    """Lengthen a term by a named officer's letter: the only way the law knows."""
    file = case_to_write(request, code)
    clocks = {str(c.pk): c for c in _extendable(file.case)}
    names = _names(file, clocks.values())

    def save(form: ExtendForm) -> None:
        given = form.given
        kept = clocks[given.pop("clock")]
        with telling_moved(request, file.case) as moved:
            facts.extend_clock(
                case=file.case, subject=kept.subject, rule_code=kept.rule, level=kept.level, **given,
                by=request.actor, action_id=form.id,
            )  # fmt: skip
        if not moved:
            messages.warning(request, str(UNMOVED).format(clock=names[kept.pk], terms=extension_words(rule(kept.rule))))

    return case_form(
        request,
        file,
        ExtendForm,
        save,
        title=_("Catat perpanjangan"),
        template="cases/clocks_extend.html",
        form_kwargs={"clocks": [(pk, names[c.pk]) for pk, c in clocks.items()]},
        initial={"clock": request.GET.get("tenggat", "")},
        terms=[(names[c.pk], extension_words(rule(c.rule)), c.rule) for c in clocks.values()],
    )


def _extendable(case: Case) -> list[Clock]:
    """Clocks of this case whose rule knows an extension, in the order of their levels."""
    going = [ClockState.RUNNING, ClockState.UNKNOWN, ClockState.LIMIT, ClockState.UNDETERMINED]
    found = Clock.objects.filter(case=case, state__in=going).order_by("id")
    ranked = {level: rank for rank, level in enumerate(LEVELS)}
    return sorted((c for c in found if rule(c.rule).extension), key=lambda c: ranked.get(c.level, 0))


def _names(file: Opened, clocks: Collection[Clock]) -> dict[int, str]:
    """What each clock is called; where they hang on several things, also on which."""
    several = len({clock.subject for clock in clocks}) > 1
    about = {one.subject: one.words for one in standing_in(file.case, file.shown)} if several else {}
    return {clock.pk: _named(clock, about.get(clock.on, "")) for clock in clocks}


def _named(clock: Clock, about: str) -> str:
    due = said_due(clock.due_at) if clock.due_at else ""
    return " · ".join(filter(None, (say(rule(clock.rule).label), due, about)))


@page(Permission.WORK_CASES)
def pause_clock(request: Request, code: str, clock: int) -> HttpResponseBase:
    """Hold one of the office's own terms, or take it up again. A term of the law is never paused."""
    file = case_to_write(request, code)
    kept = _kept(file, clock)
    known = rule(kept.rule)
    paused = kept.state == ClockState.PAUSED

    def resume(form: ResumeForm) -> None:
        with telling_moved(request, file.case):
            facts.resume_policy_clock(clock=kept, rule_code=kept.rule, by=request.actor, action_id=form.id)

    pause = act(request, facts.pause_policy_clock, clock=kept, rule_code=kept.rule)

    return case_form(
        request,
        file,
        ResumeForm if paused else PauseForm,
        resume if paused else pause,
        title=_("Akhiri jeda") if paused else _("Jeda"),
        lead=say(known.label),
        notes=[] if known.pausable else [str(NO_PAUSE)],
    )


def _kept(file: Opened, clock: int) -> Clock:
    found = Clock.objects.filter(pk=clock, case=file.case).first()
    if found is None:
        raise Http404
    found.case = file.case
    return found


@contextmanager
def telling_moved(request: Request, case: Case) -> Iterator[list[Moved]]:
    """Say which due times of this case were moved by what is done here, and from when to when; afterwards, those."""
    before, found = due_times(case), list[Moved]()
    yield found
    found += moved_since(before, case)
    for moved in found:
        label = say(rule(moved.rule).label)
        if moved.was is None:
            text = _g("{clock}: jatuh tempo {due}.").format(clock=label, due=said_due(moved.due))
        else:
            text = _g("{clock}: semula {was}, menjadi {due}.").format(
                clock=label, was=said_due(moved.was), due=said_due(moved.due)
            )
        messages.info(request, text)
