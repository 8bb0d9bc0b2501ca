"""Kinds of appointment: those of any case, and those for something that stands in it, as the rooms above give them."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Shown
from rehsos.audit.answers import Words
from rehsos.house.pages import insist_pages
from rehsos.house.rooms import by_room, composed, given, merged
from rehsos.intake.actions import Told
from rehsos.intake.calling import deed, purpose

from .codes import insist_fits
from .doors import Appointments
from .models import Appointment, Case
from .models import AppointmentKind as Own
from .subjects import Standing, standing_in


@composed
def of_a_subject() -> Mapping[str, str]:
    """The kinds that are for something that stands in the case, and for which kind of it; others are for the case.

    ValueError when two rooms give one.
    """
    return merged(Appointments, lambda door: dict.fromkeys(door.kinds, door.of))


@composed
def kinds() -> Mapping[str, Words]:
    """All of them with their words, in the order they are offered.

    ValueError when two rooms give one, one has too long a code, or what took place is recorded on no page.
    """
    insist_pages((f"{room}'s appointments", door.recorded) for room, door in by_room(Appointments) if door.recorded)
    given_ones = merged(Appointments, lambda door: door.kinds)
    if twice := given_ones.keys() & set(Own.values):
        raise ValueError(f"{sorted(twice)}: cases")
    insist_fits(Appointment.kind.field, given_ones)
    first = {Own.VISIT.value: Own.VISIT.label}
    return {**first, **given_ones, **{code: words for code, words in Own.choices if code not in first}}


def recorded_on(kind: str) -> str:
    """The name of the page where what took place is recorded with more than its having been; empty where none is."""
    return next((door.recorded for door in given(Appointments) if kind in door.kinds), "")


def said_kind(code: str) -> Words:
    """What it is called; the code itself when no room gives it any more."""
    return kinds().get(code, code)


def called_to(case: Case, shown: Shown = Shown.CODE) -> list[Standing]:
    """What stands in a case that an appointment can be for, said as far as it may be shown."""
    return [one for one in standing_in(case, shown) if one.words and one.subject.kind in of_a_subject().values()]


def meant(kind: str, standing: Sequence[Standing], chosen: UUID | None) -> UUID | None:
    """For which of these an appointment of that kind is: the one chosen, or the only one; None: for the case."""
    found = [one.subject.id for one in standing if one.subject.kind == of_a_subject().get(kind)]
    return chosen if chosen in found else found[0] if len(found) == 1 else None


def asked_for(told: Told) -> tuple[str, str]:
    """As what a spoken request stands in the agenda of its case, and what was asked beyond the words of that kind."""
    kind = _asked().get(purpose(told), Own.OTHER.value)
    plain = kind != Own.OTHER and told.asked.strip() == deed(told)
    return kind, "" if plain else told.asked.strip()


def hindered() -> Mapping[str, Words]:
    """Why an appointment may not take place, beside what may hinder any."""
    return merged(Appointments, lambda door: door.hindered)


def said_move(kind: str, number: int) -> str:
    """How one that was moved before is called: "sidang ke-2", or "ke-2" where its kind has no word of its own."""
    word = next((door.moved for door in given(Appointments) if kind in door.kinds), "") or _("ke-{n}")
    return str(word).format(n=number) if number > 1 else ""


@composed
def _asked() -> Mapping[str, str]:
    """By purpose. ValueError when two rooms give one."""
    return merged(Appointments, lambda door: door.asked)
