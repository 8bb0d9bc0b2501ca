"""A letter between offices: initials in it, and who it is about in full in an annex that goes in a sealed envelope."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from rehsos.cases.models import Case
from rehsos.cases.queries import client_key
from rehsos.letters import office_letter
from rehsos.letters.discretion import naming_of
from rehsos.letters.doors import Answers
from rehsos.letters.particulars import particulars
from rehsos.papers.letters import Envelope, Naming, Row
from rehsos.papers.models import Letter
from rehsos.papers.rendering import letter as rendering
from rehsos.papers.rendering.letter import Stage
from rehsos.papers.rendering.sheet import Block, Check, Facts, NextPage, Sheet, Title, told
from rehsos.people.identity import identity_of
from rehsos.vault.keys import keys_of

from .models import Part, Referral
from .sealing import shown
from .telling import SAFE

IDENTITY, RISK = "identity", "risk"
ANNEX = Title("Lampiran Rahasia", ("Dalam sampul tertutup, hanya untuk penerima surat",))
ANNEXED = "1 (satu) lembar, rahasia"
SEE_ANNEX: Row = ("Identitas lengkap", "pada lampiran rahasia, dalam sampul tertutup")
OPENLY = 2
"""How many rows of the identity stand in the letter itself: code and initials."""
IN_ANNEX = {RISK: "Risiko", SAFE: "Aman dihubungi"}
"""What was told in the referral that stands in the annex alone."""


def known(letter: Letter, case: Case, envelope: Envelope, _answers: Answers) -> dict[str, Any]:
    """What the letter says of the client now: initials first, and where it may, who they are in full behind them."""
    nothing = {"role": "", "identity": (), "police_report": "", "offence": ""}
    how = naming_of(letter, envelope)
    if how is Naming.NOBODY:
        return nothing
    identity = identity_of(case.client, client_key(case))
    first = (("Kode kasus", case.code), ("Klien (inisial)", identity.initials))
    if how is Naming.INITIALS:
        return nothing | {"identity": first}
    more = tuple(_told_of(letter))
    return nothing | {"identity": (*first, *particulars(case, identity, _aged(letter)), *more)}


def _aged(letter: Letter) -> Iterator[Row]:
    """The age of which the referral speaks: in the same words as on its page."""
    it = Referral.objects.filter(pk=letter.subject).first() if letter.subject else None
    if it is not None and (said := it.called.said(long=True)):
        yield "Umur", said


def _told_of(letter: Letter) -> Iterator[Row]:
    """Risks and who is safe to call, as far as the sender ticked them for this receiver."""
    lines = told_in(Part.objects.filter(referral=letter.subject)) if letter.subject else {}
    yield from ((words, "\n".join(lines[code])) for code, words in IN_ANNEX.items() if lines.get(code))


def told_in(parts: QuerySet[Part]) -> dict[str, tuple[str, ...]]:
    """The parts of a referral in words, by their code; what was added last stands for it."""
    found = list(parts.order_by("at", "pk"))
    keys = keys_of(part.key for part in found)
    return {part.code: tuple(shown(part.key, part.sealed, keys.get(part.key)).get("lines", ())) for part in found}


def parted(envelope: Envelope) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What of the identity stands in the letter, and what in its annex."""
    within, beyond = envelope.identity[:OPENLY], envelope.identity[OPENLY:]
    return ((*within, SEE_ANNEX) if beyond else within), beyond


def annex(rows: tuple[Row, ...], number: str) -> Iterator[Block]:
    """The page of its own; nothing where there is nothing to say."""
    if rows:
        beneath = (*ANNEX.beneath, f"Lampiran surat Nomor {number}") if number else ANNEX.beneath
        yield NextPage()
        yield replace(ANNEX, beneath=beneath)
        yield Facts(told(rows))


@dataclass(frozen=True)
class WithAnnex:
    """An office letter, and the annex behind it."""

    letter: rendering.Letter
    rows: tuple[Row, ...]

    def sheet(self) -> Sheet:
        """Both as blocks of one paper."""
        made = self.letter.sheet()
        return replace(made, blocks=(*made.blocks, *annex(self.rows, self.letter.number)))


def compose(letter: Letter, envelope: Envelope, answers: Answers, stage: Stage, check: Check | None) -> WithAnnex:
    """The letter as it stands."""
    within, beyond = parted(envelope)
    made = office_letter.compose(letter, replace(envelope, identity=within), answers, stage, check)
    attached = "; ".join(filter(None, (made.attachments, ANNEXED if beyond else "")))
    return WithAnnex(replace(made, attachments=attached), beyond)
