"""Pages: a person around the client, and the lawful basis."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver, last_done, lock
from rehsos.access.pages import Request, act, page
from rehsos.access.permissions import Permission
from rehsos.audit.actions import is_done
from rehsos.audit.answers import Refused
from rehsos.directory.folding import fold
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity, read_identity
from rehsos.people.models import Person, Sex
from rehsos.people.queries import Known, known_person, search
from rehsos.vault.keys import keys_of

from ..actions import homes, opening
from ..forms.around import BasisForm, BesideForm, HomeForm, ParticipantForm
from ..models import Case, Participant
from ..sealing import unsealed
from .case_forms import case_form, case_to_write, insist_open, one_of


@page(Permission.WORK_CASES)
def add_participant(request: Request, code: str) -> HttpResponseBase:
    """Note a person around the client: found in the register, or new. A name is looked for by POST only."""
    file = case_to_write(request, code)
    asked = request.POST.get("q", "").strip()
    chosen = _chosen(request)
    if (
        request.method == "GET"
        and chosen
        and (there := Participant.objects.filter(case=file.case, person=chosen.id).first())
    ):
        return redirect("cases:change_participant", code, there.pk)
    more: dict[str, Any] = {"chosen": chosen, "asked": asked}
    if asked:
        more["found"] = search(request, asked)
        request.method = "GET"

    def save(form: ParticipantForm) -> None:
        given = form.cleaned_data
        _ask_of_namesake(request, file.case, form)
        person = _person(request, given, form.id)
        opening.add_participant(
            case=file.case,
            person=person,
            relation=given["relation"],
            lives_together=given["lives_together"],
            no_contact=given["no_contact"],
            alleged=given["alleged"],
            trusted=given["trusted"],
            safe_contact=given["safe_contact"],
            relation_words=given["relation_words"],
            by=request.actor,
            action_id=form.id,
        )

        _warn_of_home(request, given)

    title = _("Orang di sekitar klien")
    initial = {"person": chosen.id} if chosen else {"called": asked}
    return case_form(
        request, file, ParticipantForm, save, title=title, template="cases/participant.html", initial=initial, **more
    )


@page(Permission.WORK_CASES)
def change_participant(request: Request, code: str, participant: UUID) -> HttpResponseBase:
    """Correct how somebody stands beside the client. Who they are is corrected on their own page."""
    file = case_to_write(request, code)
    found = one_of(Participant, file, participant)
    insist_open(request, file)
    change = act(request, opening.change_participant, participant=found)

    def save(form: BesideForm) -> None:
        change(form)
        _warn_of_home(request, form.cleaned_data)

    changed = partial(last_done, file.case.pk, opening.change_participant, participant=found.pk)
    over = LaidOver(found, _beside, changed)
    return case_form(request, file, BesideForm, save, title=_("Ubah orang di sekitar klien"), over=over)


def _ask_of_namesake(request: Request, case: Case, form: ParticipantForm) -> None:
    """Who is new, by a name that somebody around the client bears: typed in two tabs, or two persons. Asked once."""
    told = form.cleaned_data
    if told["person"] or request.POST.get("sure") or is_done(form.id):
        return
    lock(case)  # two tabs at once: the second sees the first
    there = list(Participant.objects.filter(case=case).select_related("person"))
    keys, names = keys_of(one.person_id for one in there), {fold(told["called"]), fold(told["full_name"])} - {""}
    for one in there:
        known = read_identity(one.person_id, one.person.sealed, keys.get(one.person_id))
        if names & {fold(known.called), fold(known.full_name)}:
            form.asks = ("1",)
            said = _("{name} sudah tercatat di sekitar klien ({relation}). Buka di kasusnya untuk mengubah. "
                     "Kalau ini orang lain, simpan lagi.")  # fmt: skip
            name = told["full_name"] or told["called"]
            raise Refused(str(said).format(name=name, relation=one.get_relation_display()), field="called")


def _warn_of_home(request: Request, told: Mapping[str, Any]) -> None:
    """Who is suspected and lives with the child: said at once, for it is tonight that counts."""
    if told["alleged"] and told["lives_together"]:
        words = _(
            "Orang yang disangka tinggal serumah dengan klien. Pastikan klien aman malam ini, lalu catat apa yang "
            "dilakukan di kasusnya."
        )
        messages.warning(request, str(words))


def _beside(found: Participant) -> dict[str, Any]:
    """How somebody stands beside the client, as the form shows it."""
    known = unsealed(found.case_id, found.sealed_contact)
    beside = {name: getattr(found, name) for name in ("relation", "no_contact", "alleged", "trusted")}
    lives = {True: "yes", False: "no", None: ""}[found.lives_together]
    return {
        **beside,
        "lives_together": lives,
        **{name: known.get(name, "") for name in ("safe_contact", "relation_words")},
    }


def _chosen(request: Request) -> Known | None:
    """The person picked from the register, by the address or by the form that was sent."""
    try:
        picked = UUID(request.POST.get("person") or request.GET.get("orang") or "")
    except ValueError:
        return None
    return known_person(request, picked)


def _person(request: Request, given: dict[str, Any], form_id: UUID) -> Person:
    """The person chosen, or a new one. The id hangs on the form's, so sending twice registers once."""
    if given["person"]:
        return Person.objects.get(pk=given["person"])
    if given["alleged"] and given["trusted"]:
        raise Refused(opening.NO_COMPANION, field="trusted")
    person_id = uuid5(form_id, "person")
    register_person(
        identity=Identity(called=given["called"], full_name=given["full_name"], phone=given["phone"]),
        sex=given["sex"] or Sex.UNKNOWN,
        birth_year=None,
        birth_estimated=False,
        by=request.actor,
        action_id=person_id,
    )
    return Person.objects.get(pk=person_id)


@page(Permission.WORK_CASES)
def see_to_home(request: Request, code: str) -> HttpResponseBase:
    """What was done while somebody who is suspected lives with the client."""
    file = case_to_write(request, code)
    save = act(request, homes.see_to_home, case=file.case)
    lead = _(
        "Setelah disimpan, kasus ini tidak lagi berdiri di Keselamatan klien. Bila mereka tidak serumah lagi, "
        "ubah juga di orang sekitar klien."
    )
    return case_form(request, file, HomeForm, save, title=_("Yang dilakukan agar klien aman di rumah"), lead=lead)


@page(Permission.WORK_CASES)
def record_basis(request: Request, code: str) -> HttpResponseBase:
    """On what ground the office works with the client's data."""
    file = case_to_write(request, code)
    save = act(request, opening.record_basis, case=file.case)
    today = {"on": timezone.localdate()}
    return case_form(
        request, file, BasisForm, save, title=_("Dasar layanan"), template="cases/basis.html", initial=today
    )
