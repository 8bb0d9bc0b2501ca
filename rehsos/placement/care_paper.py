"""The decision of a dinas about a child of an LKSA, as a letter: its case is the LKSA's, so it is printed from here.

Number and signature are put to it with the pen. The child stands in it by the code of the report, sex and age alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone, translation

from rehsos.audit.actor import Actor
from rehsos.directory.models import Office
from rehsos.letters.letterhead import letter_place, letterhead
from rehsos.look import words
from rehsos.papers.letters import Row
from rehsos.papers.rendering.letter import Letter, Signer
from rehsos.papers.rendering.sheet import Sheet
from rehsos.referral.bast import PEN

from .drafting_care import ABOUT, of_dinas
from .ladder import told_to
from .models import CareDecision, NewChild

NAME = "keputusan-pengasuhan"


def may_print(child: NewChild, by: Actor) -> bool:
    """At the dinas that decided, once it did."""
    return bool(child.decision) and child.referral.shown_to_id == by.office


def paper(child: NewChild, told: Sequence[str], by: Actor) -> Sheet:
    """In Indonesian whatever the screen speaks. `told` is the answer as this screen may read it."""
    office, it = Office.objects.get(pk=by.office), child.referral
    with translation.override("id"), words.on_paper():
        lines = of_dinas(CareDecision(child.decision), child.until, told_to(it), _reason(child, told))
        made = Letter(
            head=letterhead(office),
            date=timezone.localdate(timezone=by.zone),
            place=letter_place(office),
            to=(f"Pimpinan {it.sender.name}", "di tempat"),
            about=ABOUT,
            body="\n".join(lines),
            signer=Signer(PEN, f"Kepala {office.name}"),
            facts=tuple(_about(child)),
        )
        return replace(made.sheet(), draft=False)


def _reason(child: NewChild, told: Sequence[str]) -> str:
    """Why, without the decision that stands before it; empty where this screen may not read it."""
    said = " ".join(" ".join(told[-1:]).split())
    return said.partition(". ")[2] if said.startswith(str(child.get_decision_display())) else said


def _about(child: NewChild) -> list[Row]:
    it = child.referral
    return [("Laporan", str(it)), ("Jenis kelamin", str(it.get_sex_display())), ("Umur", it.called.said(long=True))]
