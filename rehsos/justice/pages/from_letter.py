"""From the letter of an officer to the child's case and its matter, on one screen."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, Q, Subquery, UUIDField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import NamesShut, Request, form_page, names_lock, page
from rehsos.access.permissions import Permission
from rehsos.access.sent import only_sent
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import hides
from rehsos.cases.pages.opening import warn_of_running
from rehsos.intake.actions import Told
from rehsos.intake.models import INBOX, Decision, Report
from rehsos.intake.queries import Received, letters_of, open_report, report_of
from rehsos.intake.requests import first_clock, tone
from rehsos.law.ages import Birth
from rehsos.law.clocks import Clock
from rehsos.look.repeated import way_to
from rehsos.look.words import say
from rehsos.papers.kinds import kind_of
from rehsos.papers.letters import shown_envelope
from rehsos.papers.models import Direction, Letter
from rehsos.people.lookalikes import Alike, alike_to, tell_of_namesakes
from rehsos.people.models import Person
from rehsos.people.queries import Known, known_person
from rehsos.vault.keys import key_beside, keys_of, wrapped_beside

from ..actions.from_letter import open_from_letter
from ..forms.from_letter import IN_JUSTICE, ODD_AGES, FromLetterForm, OnFile
from ..letter_says import child_of, says
from ..models import MISTAKE, Matter, Part
from ..queries import numbered
from ..sealing import KEY, words_around, words_of
from .matter import described, warn_of_conflict, warn_of_suspect


@dataclass(frozen=True)
class Asked:
    """What a letter asked for: its report, the letters, and for the next child the part of the first one."""

    report: Report
    told: Told
    letters: tuple[Received, ...]
    first: Part | None = None

    @property
    def letter(self) -> Received | None:
        """The letter that asked: the first that starts a term, else the first."""
        asks = (one for one in self.letters if kind_of(one.letter.kind).term)
        return next(asks, next(iter(self.letters), None))

    @property
    def police_number(self) -> str:
        """The number of the police report of the first child's matter."""
        return words_around(self.first).police_number if self.first else ""

    @property
    def clock(self) -> Clock | None:
        """What the letter started."""
        came = [(one.letter.kind, one.letter.received_at) for one in self.letters if one.letter.received_at]
        return first_clock(came, self.report.office.time_zone)


@page(Permission.WORK_CASES)
def case_of_letter(request: Request, report: UUID) -> HttpResponseBase:
    """A child's case and matter from what an officer wrote; for the next child of the letter the same once more."""
    asked = _asked(request, report)
    _insist_names(request)
    if isinstance(asked, str):
        return HttpResponseRedirect(asked)

    def save(form: FromLetterForm) -> str:
        child = _chosen(request, form)
        _insist_child(request, form, child)
        known = get_object_or_404(Person, pk=child.id) if child else None
        try:
            case = open_from_letter(
                report=asked.report, letter=asked.letter.letter if asked.letter else None, child=known,
                earlier=_earlier(child), **form.given, by=request.actor, action_id=form.id,
            )  # fmt: skip
        except Refused as refused:
            raise form.on_file_by_now(refused) from None
        if child:
            warn_of_running(request, child, case)
        if form.seen and not child:
            tell_of_namesakes(request, form.seen)
        if form.matter:
            warn_of_conflict(request, case)
        warn_of_suspect(request, case)
        return way_to("case", case.code)

    back = reverse("intake:report", args=[report])
    return form_page(
        request, FromLetterForm, save, title=_("Buka kasus dari surat"), back=back, template="justice/from_letter.html",
        initial=_as_written(request, asked), form_kwargs=_around(request, asked.first.matter if asked.first else None),
        done=_("Kasus dan perkara dibuka."), asked=asked, clock=asked.clock, now=timezone.now(), tone=tone,
        crumbs=[(str(INBOX), reverse("intake:reports")), (str(asked.report.called), back), (_("Buka kasus"), None)],
        hides=hides(request), into=_into(asked.report), save_label=_("Buka kasus"),
        over=LaidOver(asked.report, _became),
    )  # fmt: skip


def _insist_names(request: Request) -> None:
    """The subject of the letter names the child: nothing is filled from it before names are open."""
    if not hides(request) and not request.session.get("names_open"):
        raise NamesShut(names_lock(request))


def _became(report: Report) -> dict[str, str]:
    """What the letter has become: whoever opens the form first and saves second may type the same child again."""
    return {"became": _("kasus seorang anak sudah dibuka dari surat ini") if report.case else ""}


def _asked(request: Request, report: UUID) -> Asked | str:
    """What was asked for, or where to go instead: a report that became nothing that a child could be added to."""
    opened = open_report(report, request.actor)
    found = opened.report
    if found.office_id != request.actor.office:
        raise Http404
    if not found.decision:
        return Asked(found, opened.told, tuple(letters_of(opened)))
    parts = Part.objects.select_related("matter", "case").annotate(**KEY).filter(case=found.case)
    parts = parts.exclude(ended_by=MISTAKE)
    first = parts.order_by("id").first() if found.decision == Decision.CASE else None
    if first is None:
        words = _("{what} ini sudah diputuskan. Catat dulu perkara anak yang pertama di kasusnya.")
        messages.info(request, words.format(what=found.called))
        return reverse("intake:report", args=[report])
    return Asked(found, opened.told, tuple(_letters_in(first.case, found)), first)


def _letters_in(case: Case, report: Report) -> list[Received]:
    """The letters that came with the report; they lie in the first child's case now, maybe beside others."""
    lie_here = Letter.objects.select_related("scan").filter(dossier=case.pk, direction=Direction.IN)
    if case.report != report.pk:
        lie_here = lie_here.filter(received_at__gte=report.received_at)
    else:
        lie_here = lie_here.filter(_opened_it(case))
    found = list(lie_here.annotate(wrapped=wrapped_beside("dossier")))
    key = key_beside(case.pk, found[0].wrapped) if found and found[0].wrapped else None
    came = sorted(found, key=lambda letter: (letter.received_at or timezone.now(), letter.pk))
    return [Received(letter, shown_envelope(letter, key)) for letter in came]


def _opened_it(case: Case) -> Q:
    """What the case was opened with, and not what came into it since: that is about this child alone."""
    came = Action.objects.filter(dossier=case.pk, name="adopt_letter").exclude(cause=None)
    at_once = came.filter(cause=Subquery(came.order_by("recorded_at", "id").values("cause")[:1]))
    letters = at_once.annotate(letter=Cast(KeyTextTransform("letter", "facts"), UUIDField())).values("letter")
    return Q(pk__in=letters) | Q(~Exists(came))


def _as_written(request: Request, asked: Asked) -> dict[str, Any]:
    """What the letter and the call tell already: nothing of it is typed again."""
    told, place = asked.told, {"place": request.actor.place, "primary_type": IN_JUSTICE}
    if asked.first or hides(request):
        return place
    envelope = asked.letter.envelope if asked.letter else None
    written = says(envelope.about if envelope else "", told.asked)
    child = child_of(told.about)
    party = " ".join(envelope.party.split()) if envelope else ""
    return place | {
        "name": written.name or child.name, "birth_year": written.age or child.age,
        "police_number": written.police_number, "offence": written.offence, "event_from": written.event_from,
        "officer": " ".join(part for part in (told.rank, told.officer) if part),
        "police_unit": (told.unit or party).removeprefix("Kepala ")[:80],
    }  # fmt: skip


@only_sent
@page(Permission.WORK_CASES)
def child_alike(request: Request, report: UUID) -> HttpResponseBase:
    """Who of those known here may be the child whose name is being typed: a part of that page."""
    found = _of_own_office(request, report)
    form = FromLetterForm(request.POST, **_around(request))
    return render(request, "justice/alike_answer.html", {"form": form, "into": _into(found)})


@only_sent
@page(Permission.WORK_CASES)
def number_on_file(request: Request, report: UUID) -> HttpResponseBase:
    """Which matters of this office have the police number that is being typed: a part of that page, too."""
    _of_own_office(request, report)
    return render(request, "justice/on_file_answer.html", {"form": FromLetterForm(request.POST, **_around(request))})


def _of_own_office(request: Request, report: UUID) -> Report:
    found = report_of(report, request.actor)
    if found.office_id != request.actor.office:
        raise Http404
    return found


def _into(report: Report) -> str:
    """Where the letter comes into a case of the child that runs already; only while nothing was decided."""
    return "" if report.decision else way_to("report_into_case", report.pk)


def _around(request: Request, known: Matter | None = None) -> dict[str, Any]:
    """What the form is made in: near which place, who finds those alike and the matters of a police number."""

    def look(name: str, born: Birth | None, sex: str) -> Alike:
        return alike_to(request, name, born, sex)

    def on_file(number: str) -> list[OnFile]:
        found = numbered(number)
        keys = keys_of(matter.pk for matter in found)
        return [_on_file(m, keys.get(m.pk)) for m in found]

    return {"near": request.actor.place, "known": known, "look": look, "on_file": on_file}


def _on_file(matter: Matter, key: bytes | None) -> OnFile:
    told = words_of(matter, key)
    return OnFile(matter, _of_cases(matter, described(matter, key)), told.police_unit, told.police_number)


def _of_cases(matter: Matter, words: str) -> str:
    """A matter in the words of a list, and in which cases it is."""
    codes = dict.fromkeys(part.case.code for part in matter.parts.all())
    return f"{words} ({', '.join(codes)})" if codes else words


def _chosen(request: Request, form: FromLetterForm) -> Known | None:
    try:
        return known_person(request, UUID(form.chosen)) if form.chosen else None
    except ValueError:
        raise Refused(_("Pilih salah satu: anak yang sudah terdaftar, atau anak baru."), field="name") from None


def _insist_child(request: Request, form: FromLetterForm, child: Known | None) -> None:
    age = child.age if child else form.age_of_new
    why = form.unlikely(age)
    if why and age and why not in request.POST.getlist("sure"):
        form.asks = (why,)
        raise Refused(ODD_AGES[why].format(age=say(age.words(long=True))), field="role")


def _earlier(child: Known | None) -> Case | None:
    """The child's last case here, to which this one is linked."""
    own = [file for file in child.files if file.client] if child else []
    return Case.objects.filter(pk=own[0].id).first() if own else None
