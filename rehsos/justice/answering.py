"""Which of several requests a report answers: chosen on its draft; to the first of them it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from rehsos.cases.models import Case
from rehsos.cases.queries import case_key
from rehsos.letters.rounds import Also, named, waiting
from rehsos.look import words
from rehsos.papers.letters import Envelope, shown_envelope
from rehsos.papers.models import Letter

from .models import Part
from .social_report import REPORT


@dataclass(frozen=True)
class Requests:
    """The requests that wait for a report, with what each says; `held` is the one that its draft answers so far."""

    waits: Sequence[tuple[Letter, Envelope]]
    held: Letter | None
    ticked: tuple[str, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        """To be ticked; none where there is nothing to choose."""
        lone = len(self.waits) == 1 and (self.held is None or self.held == self.waits[0][0])
        return [] if lone else [(str(letter.pk), _said(letter, told)) for letter, told in self.waits]

    def chosen(self, form: Any) -> list[tuple[Letter, Envelope]]:
        """What was ticked, in the order in which they came."""
        ticked = form.cleaned_data.get("requests") or ()
        return [one for one in self.waits if str(one[0].pk) in ticked]

    def answered(self, form: Any) -> Letter | None:
        """The first that is answered: the report is written to it."""
        return next((letter for letter, _told in self.chosen(form)), self.held)

    def put(self, envelope: Envelope, form: Any) -> Envelope:
        """The envelope, with the others that are answered."""
        chosen = self.chosen(form)
        return replace(envelope, also=tuple(_also(*one) for one in chosen[1:])) if chosen else envelope

    def answers(self, form: Any) -> dict[str, Any]:
        """What was written; the number of one that waits, or none, gives way to that of the first answered."""
        written: dict[str, Any] = form.answers
        chosen, numbers = self.chosen(form), {"", *(told.number for _letter, told in self.waits)}
        if not chosen or written.get("request_number", "") not in numbers:
            return written
        letter, told = chosen[0]
        first = {"request_number": told.number, "request_date": letter.dated.isoformat() if letter.dated else ""}
        return {code: answer for code, answer in (written | first).items() if answer}


def requests(case: Case, part: Part | None, held: Letter | None, envelope: Envelope | None = None) -> Requests:
    """Those of a draft; ticked are the ones it answers, and of a new one the first that waits."""
    found, key = waiting(case, part.pk if part else case.pk, REPORT), case_key(case)
    told = tuple((letter, shown_envelope(letter, key)) for letter in found)
    ticked = named(Letter(answers=held), envelope or Envelope()) if held else []
    return Requests(told, held, tuple(str(pk) for pk in ticked))


def _said(letter: Letter, told: Envelope) -> str:
    number = told.number or _("tanpa nomor")
    return _("{number}, diterima {when}").format(number=number, when=words.moment(letter.received_at))


def _also(letter: Letter, told: Envelope) -> Also:
    days: Mapping[str, Any] = {"dated": letter.dated, "received_at": letter.received_at}
    return {"id": str(letter.pk), "number": told.number} | {n: d.isoformat() if d else "" for n, d in days.items()}
