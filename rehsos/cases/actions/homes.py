"""Who is suspected lives with the client: told on the first page until somebody writes what was done about it."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused

from ..models import Case, Participant
from ..policies import may_record

AT_HOME = "alleged_at_home"
"""The question of an assessment whether who is suspected lives there."""


def beside_changed(case: Case, *, was: bool, now: bool, by: Actor) -> None:
    """How somebody stands beside the client was told: anew from today who was not known to be at home."""
    if now and not was:
        _unsafe(case, timezone.localdate(timezone=by.zone))
    elif was and not now:
        _settled_unless_told(case)


def assessed(case: Case, answers: Mapping[str, Any], on: date) -> None:
    """An assessment asked about it."""
    if answers.get(AT_HOME) == "yes":
        _unsafe(case, on)
    elif answers.get(AT_HOME) == "no":
        _settled_unless_told(case)


@action(_("Orang yang disangka serumah: dicatat apa yang dilakukan"))
def see_to_home(*, case: Case, done: Text, by: Actor, action_id: UUID) -> None:
    """What was done so that the client is safe at home: the first pages tell no more of it.

    Who lives there is told of those around the client, and stands on the case as long as it is so.
    """
    may_record(case, by).insist()
    if not done.strip():
        raise Refused(_("Tulis apa yang sudah dilakukan agar klien aman."), field="done")
    if not Case.objects.filter(pk=case.pk, home_unsafe_on__isnull=False).exists():
        raise Conflict(_("Sudah dicatat apa yang dilakukan. Baca di Perjalanan kasus."))
    _settled(case)


def _unsafe(case: Case, on: date) -> None:
    Case.objects.filter(pk=case.pk).update(home_unsafe_on=on)


def _settled_unless_told(case: Case) -> None:
    if not Participant.objects.filter(case=case, alleged=True, lives_together=True).exists():
        _settled(case)


def _settled(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(home_unsafe_on=None)
