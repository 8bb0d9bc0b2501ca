"""The same person: proposed from somebody's page, settled by another of the office who can read both names."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import NamesShut, Request, Shown, act, form_page, names_lock, page
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.house.rooms import given
from rehsos.look.repeated import way_to
from rehsos.vault.keys import wrapped_beside
from rehsos.vault.seal import Destroyed

from .actions import sameness
from .doors import Joined
from .forms import SameForm, SettleForm
from .models import Person, SamePerson
from .policies import both_named, may_say_apart, may_say_same, may_settle
from .queries import MOST_TYPED, Known, known_people, search


def _named(request: Request, *people: UUID) -> tuple[list[Known], list[Person]]:
    """Who is read by name on this screen, and their rows; a closed name leads to where it is opened and back."""
    found = known_people(request, people)
    _insist_named(request, found)
    rows = Person.objects.in_bulk(people)
    return found, [rows[one] for one in people]


def _insist_named(request: Request, found: list[Known]) -> None:
    """Raise NamesShut for the first closed name; 404 where one of them is never opened here."""
    if found[0].erased:
        raise Destroyed(found[0].id)
    if any(one.erased for one in found):
        raise Http404
    locks = [_lock(request, one) for one in found if one.shown is not Shown.FULL]
    if locks:
        raise NamesShut(locks[0])


def _lock(request: Request, who: Known) -> str:
    """Where this name is opened: with the PIN, for a colleague with a reason; a shared screen says so itself."""
    if not request.actor.may(Permission.SEE_NAMES) or not (who.works or who.files):
        raise Http404
    if who.shown is Shown.CODE:
        return reverse("people:person", args=[who.id])
    if who.works:
        return names_lock(request)
    return way_to("reveal_case", who.files[0].code) + "?" + urlencode({"next": request.get_full_path()})


def _asked(request: Request) -> UUID | None:
    try:
        return UUID(request.GET["orang"]) if "orang" in request.GET else None
    except ValueError:
        raise Http404 from None


@page(Permission.WORK_CASES)
def person_same(request: Request, person: UUID) -> HttpResponseBase:
    """Look for who is the same as this person, then propose it with a reason."""
    other = _asked(request)
    if other in {None, person}:
        try:
            (who,), _rows = _named(request, person)
        except NamesShut as shut:  # a name looked for is no form that waits: it is kept nowhere
            return redirect(shut.where)
        text = " ".join(request.POST.get("q", "").split())[:MOST_TYPED]
        found = [one for one in search(request, text).people if one.id != person] if text else None
        return render(request, "people/same.html", {"who": who, "text": text, "found": found})
    (who, known), (row, other_row) = _named(request, *dict.fromkeys((person, other)))
    answer = may_say_same(row, other_row, request.actor)
    save = act(request, sameness.say_same, person=row, other=other_row)
    return form_page(
        request, SameForm, save, title=_("Orang yang sama"), back=reverse("people:person", args=[person]),
        template="people/say_same.html", done=_SENT, who=who, other=known, apart=False, why_not=str(answer.reason),
    )  # fmt: skip


@page(Permission.WORK_CASES)
def person_apart(request: Request, person: UUID) -> HttpResponseBase:
    """Propose that a duplicate is somebody else after all."""
    row = get_object_or_404(Person, pk=person)
    who, *rest = known_people(request, [one for one in (person, row.true_person_id) if one])
    _insist_named(request, [who, *rest])
    answer = may_say_apart(row, request.actor)
    other = rest[0] if rest else None
    save = act(request, sameness.say_apart, person=row)
    return form_page(
        request, SameForm, save, title=_("Bukan orang yang sama"), back=reverse("people:person", args=[person]),
        template="people/say_same.html", done=_SENT, who=who, other=other, apart=True, why_not=str(answer.reason),
    )  # fmt: skip


_SENT = _("Usulan tersimpan. Rekan lain atau Kabid yang memastikan.")


@page()
def settle_same(request: Request, sameperson: UUID) -> HttpResponseBase:
    """Read both and the reason, then confirm or decline. Where a name is closed, the page says how to open it."""
    kept = SamePerson.objects.select_related("proposed_by").annotate(
        wrapped=wrapped_beside("duplicate"), here_named=both_named()
    )
    said = get_object_or_404(kept, pk=sameperson)
    both = known_people(request, (said.duplicate_id, said.true_id))
    reads = all(one.shown is Shown.FULL for one in both)
    answer = may_settle(said, request.actor)

    def insist_on_reading(form: SettleForm) -> None:
        if not reads:
            raise Refused(_UNREAD)
        sameness.settle_same(said=said, **form.given, by=request.actor, action_id=form.id)

    return form_page(
        request, SettleForm, insist_on_reading, title=_("Pastikan orang yang sama"), back="/",
        template="people/settle_same.html", done=_("Keputusan tersimpan."), said=said,
        form_kwargs={"differs": differs(said, request.actor) if answer else None}, both=both, reads=reads,
        reason=sameness.reason_of(said, said.wrapped) if reads else "",  # type: ignore[attr-defined]
        may_settle=bool(answer), why_not=str(answer.reason),
    )  # fmt: skip


def differs(said: SamePerson, by: Actor) -> tuple[Words, Words] | None:
    """What holds of each, where who confirms that they are one has to choose."""
    told = (door.asks(said, by) for door in given(Joined)) if not said.apart else ()
    return next(filter(None, told), None)


_UNREAD = _("Buka dulu nama keduanya di layar ini, lalu putuskan.")
