"""Correcting what is known of a person, and with it what hangs on it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, Shown, form_page, names_lock, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import Conflict
from rehsos.directory.forms import written
from rehsos.house.rooms import given
from rehsos.vault.seal import Unsealable

from .correcting import correct
from .doors import Doubted
from .forms import PROOFS, CorrectionForm, PersonForm, Stood
from .identity import UNREAD, Identity, identity_of
from .models import Person, Sex
from .pages import doubt
from .queries import known_person


@page(Permission.WORK_CASES)
def person_edit(request: Request, person: UUID) -> HttpResponseBase:
    """Correct what is known. When somebody else did so meanwhile, both are shown."""
    found = known_person(request, person)
    if not found.works and found.shown is not Shown.FULL:
        raise Http404
    back = reverse("people:person", args=[person])
    if found.erased:
        return redirect(back)
    if found.identity is UNREAD:
        raise Unsealable
    if request.method != "POST" and found.shown is not Shown.FULL:
        return redirect(back if found.shown is Shown.CODE else names_lock(request))
    saved: list[tuple[str, str]] = []

    def save(form: CorrectionForm) -> None:
        row = get_object_or_404(Person, pk=person)
        try:
            correct(person=row, **form.told, version=form.cleaned_data["version"], by=request.actor, action_id=form.id)
        except Conflict:
            form.overwrite(row.version)
            saved.extend(_differences(form, row))
            raise
        doubt(request, form)
        for door in given(Doubted):
            for words in door.says(Person.objects.get(pk=person)):
                messages.warning(request, str(words))

    year = None if found.identity.born else found.birth_year
    stood = Stood(found.birth_year, found.birth_estimated, found.identity.birth_proof)
    initial = {**vars(found.identity), "sex": found.sex, "birth_year": year, "version": found.version}
    return form_page(
        request, CorrectionForm, save, title=_("Ubah identitas"), back=back, initial=initial,
        template="people/person_form.html", form_kwargs={"near": request.actor.place, "stood": stood}, saved=saved,
    )  # fmt: skip


def _differences(form: PersonForm, row: Person) -> list[tuple[str, str]]:
    """What is saved now where it differs from what was typed, in the form's own words."""
    typed, now = _compared(form.told), _compared({**vars(row), "identity": identity_of(row)})
    return [(str(form.fields[name].label), now[name] or "–") for name in now if now[name] != typed[name]]


def _compared(told: Mapping[str, Any]) -> dict[str, str]:
    identity: Identity = told["identity"].cleaned()
    year = identity.born.year if identity.born else told["birth_year"]
    return {
        **vars(identity),
        "sex": str(Sex(told["sex"]).label),
        "birth_year": str(year or ""),
        "birth_proof": str(dict(PROOFS)[identity.birth_proof]) if identity.birth_proof else "",
        "lives_in": written(identity.lives_in) if identity.lives_in else "",
    }
