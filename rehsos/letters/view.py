"""One letter as one person sees it now: its stages, the next step, its facts and papers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case as Either
from django.db.models import F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import Request
from rehsos.access.permissions import Permission
from rehsos.audit.views import saw
from rehsos.cases.actions.answered_too import earlier_answer
from rehsos.cases.asked import answered_by
from rehsos.cases.models import Case, Clock, Fact, Status
from rehsos.cases.one_paper import beside
from rehsos.cases.pages.case_forms import reads
from rehsos.cases.policies import may_finish_here
from rehsos.cases.queries import Opened, case_key
from rehsos.cases.spared import Spared, spared
from rehsos.house.rooms import given
from rehsos.law.book import rule
from rehsos.papers.kinds import kind_of, kinds, words_of
from rehsos.papers.letters import (
    NOT_HANDED_OVER,
    ORDER,
    Envelope,
    Naming,
    keeps_its_number,
    number_of,
    registered,
    said_code,
    shown_envelope,
)
from rehsos.papers.models import Direction, FileKind, Letter, LetterState, Road

from .discretion import naming_of
from .doors import About, Term
from .own_term import tell_its_own_term
from .policies import may_handle_here, may_sign, may_write_here
from .terms import term_of
from .written import answering, written

# The one next step of a letter out, by its state; a numbered one is signed as its road says.
NEXT = {
    LetterState.DRAFT: ("letters:letter_settle", _("Tetapkan naskah")),
    LetterState.SETTLED: ("letters:letter_number", _("Beri nomor")),
    LetterState.SIGNED: ("letters:letter_deliver", _("Serahkan")),
    LetterState.DELIVERED: ("letters:letter_scan", _("Simpan tanda terima")),
}
SIGNING = {
    Road.PEN: ("letters:letter_sign", _("Catat tanda tangan")),
    Road.ELECTRONIC: ("letters:letter_signed", _("Simpan PDF bertanda tangan")),
}
KEPT = _("Naskah sudah tetap dan nomornya yang dahulu masih berlaku. Minta TU memastikannya sebelum ditandatangani.")
MEANS = {
    LetterState.DRAFT: _("Konsep masih dapat disunting. Penanda tangannya menetapkan naskah, lalu TU memberi nomor."),
    LetterState.SETTLED: _("Naskah sudah tetap. Minta nomor pada TU; nomor diberikan sebelum tanda tangan."),
    LetterState.SIGNED: _("Tenggat berhenti saat surat diserahkan, bukan saat selesai ditulis."),
    LetterState.DELIVERED: _("Surat sudah diserahkan. Simpan tanda terimanya sebagai bukti."),
    LetterState.ACKNOWLEDGED: _("Surat sudah diterima pihak tujuan dan tanda terimanya tersimpan."),
}
TO_SIGN = {
    Road.PEN: _("Cetak berkasnya, bubuhkan tanda tangan dan cap, lalu catat di sini. Berkas itu juga yang disimpan."),
    Road.ELECTRONIC: _(
        "Unduh berkasnya, tanda tangani di aplikasi kantor (BSrE atau SRIKANDI), lalu simpan PDF yang kembali di sini. "
        "Frasa sandi hanya diketik di aplikasi itu."
    ),
}


SIGNED = {LetterState.SIGNED, LetterState.DELIVERED, LetterState.ACKNOWLEDGED}
UNTIMED = {
    LetterState.SIGNED: _("Surat bertanda tangan dan tidak berubah lagi. Serahkan dengan tanda terima."),
    LetterState.RECEIVED: _("Surat ini tidak memulai tenggat."),
}
NAMED = {
    Naming.FULL: _("identitas lengkap"),
    Naming.INITIALS: _("inisial"),
    Naming.NOBODY: _("tanpa identitas"),
}


@dataclass
class LetterView:
    """What the page shows. `envelope` is empty and `papers` and `steps` are none for who may not read.

    Who keeps the register reads where a letter goes or comes from, its numbers and who took it; neither what it is
    about nor what was written on it, for either may tell who the child is.
    """

    letter: Letter
    title: Any
    incoming: bool
    reads: bool
    registers: bool
    envelope: Envelope
    term: Term | None
    basis: str
    named: Any
    tone: str
    means: Any
    number: str
    """Ours, or the one its sender gave it; empty for who may read neither."""
    answered: str
    """The number of the letter it answers."""
    spared: Spared | None
    """That the law sets no term for this child's role, where it is known not to."""
    check_code: str = ""
    stages: list[dict[str, Any]] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    papers: list[dict[str, Any]] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)
    """Where the same paper lies as well, and `how` it stands there: the code, its address there, and its hour."""


def to_complete(code: str, letter: Any) -> tuple[str, str]:
    """What to do about a draft that lacks something, and the address where it is filled in."""
    how = written(letter.kind)
    return str(how.complete), reverse(how.edit, args=[code, letter.pk])


def view_of(request: Request, file: Opened, letter: Any) -> LetterView:
    """The letter (with its clock) for this person: text for who reads, steps for who may take them."""
    may_read, out, code = reads(file), letter.direction == Direction.OUT, kind_of(letter.kind).term
    registers = not may_read and keeps(request, letter)
    key = case_key(file.case) if may_read or registers else None
    envelope = shown_envelope(letter, key) if key else Envelope()
    if registers:
        saw("letter", file.case.pk, request.actor, offices=file.case.offices)
        envelope = registered(envelope)
    letter.stopped_at = _ended_at(letter)
    if not out and code:
        tell_its_own_term(file, letter)
    free = _spared(file, letter) if code else None
    shown = LetterView(
        letter=letter,
        title=words_of(letter.kind),
        incoming=not out,
        reads=may_read,
        registers=registers,
        envelope=envelope,
        term=term_of(code) if code else None,
        basis=str(rule(code).basis[0]) if code else "",
        named=NAMED[naming_of(letter, envelope)] if out and may_read else "",
        tone=_tone(letter),
        means=_anothers(request, file, letter) or _means(letter, term_of(code) if code and free is None else None),
        number=number_of(letter, envelope),
        check_code=said_code(letter.check_code),
        answered=shown_envelope(letter.answers, key).number if key and letter.answers else "",
        spared=free,
        papers=_papers(file, letter) if may_read else _registered(file, letter) if registers else [],
    )
    shown.stages = [] if shown.incoming else _stages(letter)
    shown.steps = _steps_in(request, file, letter) if shown.incoming else _steps_out(request, file, letter)
    if shown.incoming and key:
        shown.beside = [
            {
                "code": case.code,
                "href": reverse("letters:letter", args=[case.code, one.pk]),
                "at": one.received_at,
                "how": how,
            }
            for one, case, how in beside(letter, request.actor)
        ]
    return shown


def cancelled(case: Case, letter: Letter) -> bool:
    """Whether it goes no further as its case is void: nobody has it yet, and nobody writes it on."""
    return case.status == Status.VOID and letter.direction == Direction.OUT and letter.state in NOT_HANDED_OVER


def _anothers(request: Request, file: Opened, letter: Letter) -> str:
    """What it means that the case is void or went to another office since it was begun; nothing where it did not."""
    if cancelled(file.case, letter):
        return gettext("Dibatalkan bersama kasusnya: surat ini tidak diteruskan. Isinya tetap terbaca.")
    if letter.direction == Direction.IN or letter.office_id == file.case.owner_id:
        return ""
    if letter.office_id != request.actor.office:
        return gettext(
            "Surat ini milik {office}, yang dulu memegang kasus ini: kop, nomor, dan penanda tangannya dari sana. "
            "Di sini hanya dibaca; kantor yang kini memegang kasus menulis suratnya sendiri."
        ).format(office=letter.office)
    if letter.state != LetterState.DRAFT or may_write_here(letter, file.case, request.actor, works_it=file.works):
        return ""
    return gettext("Kasusnya sudah dialihkan ke kantor lain, jadi konsep ini ditutup. Isinya tetap terbaca.")


def _means(letter: Any, term: Term | None) -> Any:
    state = LetterState(letter.state)
    if keeps_its_number(letter):
        return KEPT
    if state == LetterState.NUMBERED:
        return TO_SIGN[_road(letter)]
    if term is None:
        return UNTIMED.get(state) or MEANS[state]
    if state != LetterState.RECEIVED:
        return MEANS[state]
    return gettext("Sudah dijawab. Tenggatnya tidak berjalan lagi.") if letter.stopped_at else term.received


def _road(letter: Letter) -> Road:
    return Road(letter.road or Road.PEN)


def _next(letter: Letter) -> tuple[str, Any] | None:
    """The page and the words of the step that comes next."""
    state = LetterState(letter.state)
    if keeps_its_number(letter):
        return "letters:letter_number", _("Pastikan nomornya")
    return SIGNING[_road(letter)] if state == LetterState.NUMBERED else NEXT.get(state)


def keeps(request: Request, letter: Letter) -> bool:
    """Whether the letter stands in the register this person keeps, and may stand on this screen."""
    by = request.actor
    return (
        by.may(Permission.KEEP_REGISTER) and letter.office_id == by.office and not request.session.get("public_screen")
    )


def _spared(file: Opened, letter: Any) -> Spared | None:
    """What is said where no clock stands because the law sets none for the child the letter is about."""
    if letter.due_at or letter.stopped_at:
        return None
    roles = {role for name in _roles() for role in getattr(letter, name)}
    return spared(kind_of(letter.kind).term, roles or [file.case.role])


def with_its_term(letters: QuerySet[Letter]) -> QuerySet[Any]:
    """Letters with when their term is due and when it stopped, and the client's roles in what they are about."""
    named = [When(kind=kind.code, then=Value(kind.term)) for kind in kinds().values() if kind.term]
    clocks = Clock.objects.filter(
        case=OuterRef("dossier"), rule=OuterRef("term"), subject=Coalesce(OuterRef("subject"), F("subject"))
    ).order_by("due_at")
    hours = {
        name: Subquery(clocks.values(name)[:1]) for name in ("started_at", "due_at", "second_due_at", "stopped_at")
    }
    roles = {name: ArraySubquery(query()) for name, query in _roles().items()}
    starts = [When(kind=kind.code, then=Value(kind.starts)) for kind in kinds().values() if kind.starts]
    begun = letters.annotate(term=Either(*named, default=Value("")), starts=Either(*starts, default=Value("")))
    answers = {"answered_at": Subquery(_answer_of_its_round().values("at")[:1])}
    return begun.annotate(**hours, **roles, **answers, answered_too_at=F("answered_with__delivered_at"))


def _answer_of_its_round() -> QuerySet[Fact]:
    """What answered a request before another began its term anew: the clock that stands is then the other's."""
    of_letter = {"case": OuterRef(OuterRef("dossier")), "code": OuterRef(OuterRef("starts"))}
    asked = Fact.objects.filter(at=OuterRef(OuterRef("received_at")), **of_letter)
    told = Fact.objects.filter(case=OuterRef("dossier"), replaced_by__in=asked.values("replaced_by"))
    answers = {code for kind in kinds().values() for code in answered_by(kind)}
    return told.filter(code__in=answers, at__gte=OuterRef("received_at")).order_by("at")


def _ended_at(letter: Any) -> datetime | None:
    """When what this letter asks, or answers, was done: also where another request has begun the term anew since."""
    earlier = letter.answered_too_at or letter.answered_at
    handed = letter.delivered_at if letter.direction == Direction.OUT else earlier
    return cast("datetime | None", handed or letter.stopped_at)


def _roles() -> dict[str, Callable[[], QuerySet[Any, Any]]]:
    """Under which names they stand, one for each kind of thing that a letter may be about."""
    return {f"roles_{door.kind}": door.roles for door in given(About) if door.roles}


def _tone(letter: Any) -> str:
    """Late in colour only after both readings of the law; before, a warning."""
    now = timezone.now()
    if letter.due_at is None or letter.due_at >= now:
        return ""
    return "late" if (letter.second_due_at or letter.due_at) < now else "soon"


def _stages(letter: Letter) -> list[dict[str, Any]]:
    at = ORDER.index(LetterState(letter.state))
    done = letter.state == LetterState.ACKNOWLEDGED
    return [
        {"label": _said(state, letter), "state": "done" if place < at or done else "now" if place == at else "next"}
        for place, state in enumerate(ORDER)
    ]


def _said(state: LetterState, letter: Letter) -> Any:
    kept = state == LetterState.SETTLED and keeps_its_number(letter)
    return _("Nomor dipastikan") if kept else state.label


def correcting(*, knows: bool) -> Any:
    """What of a letter that came in is corrected: all that was typed; its hour alone by who may not read the rest."""
    return _("Perbaiki data surat") if knows else _("Perbaiki jam terima")


def _steps_in(request: Request, file: Opened, letter: Any) -> list[dict[str, Any]]:
    steps = []
    if may_finish_here(file.case, request.actor, works_it=file.works):
        for how in answering(letter.kind) if not letter.stopped_at else ():
            address = reverse(how.begin, args=[file.case.code, letter.subject or file.case.pk])
            steps.append({"label": how.begun, "href": address, "kind": "primary"})
        if kind_of(letter.kind).term and not letter.stopped_at and earlier_answer(file.case, letter):
            steps.append(_step(file, letter, "letters:answered_too", _("Sudah dijawab oleh laporan yang lalu")))
        address = reverse("letters:letter_out", args=[file.case.code]) + f"?menjawab={letter.pk}"
        steps.append({"label": _("Tulis balasan"), "href": address, "kind": "plain"})
    if request.actor.may(Permission.REGISTER_LETTERS):
        knows = reads(file) or keeps(request, letter)
        steps.append(_step(file, letter, "letters:receipt_correct", correcting(knows=knows)))
    if letter.scan_id is None and may_handle_here(letter, file.case, request.actor, works_it=file.works):
        steps.append(_step(file, letter, "letters:letter_scan", _("Simpan pindaian surat")))
    return steps


def _steps_out(request: Request, file: Opened, letter: Letter) -> list[dict[str, Any]]:
    state, following = LetterState(letter.state), _next(letter)
    if following is None:
        may = may_handle_here(letter, file.case, request.actor, works_it=file.works)
        return _scanning(file, letter) if may else []
    if not may_write_here(letter, file.case, request.actor, works_it=file.works):
        signs = state == LetterState.DRAFT and request.actor.may(Permission.SIGN_LETTERS)
        if signs and reads(file) and may_sign(letter, file.case, request.actor):
            return [_step(file, letter, *following, kind="primary")]
        return _steps_of_register(request, file, letter)
    steps = [_step(file, letter, *following, kind="primary")]
    if state == LetterState.DRAFT:
        steps.append(_step(file, letter, written(letter.kind).edit, _("Sunting")))
    elif state in {LetterState.SETTLED, LetterState.NUMBERED}:
        steps.append(_step(file, letter, "letters:letter_unsign", _("Kembalikan menjadi konsep")))
    return [*steps, *_scanning(file, letter)]


def lacks_scan(letter: Letter) -> bool:
    """Whether a letter signed with the pen was not scanned yet: it may come later, however far the letter is."""
    signed = letter.state in SIGNED and letter.direction == Direction.OUT
    return signed and letter.road != Road.ELECTRONIC and letter.scan_id is None


def _scanning(file: Opened, letter: Letter) -> list[dict[str, Any]]:
    if not lacks_scan(letter):
        return []
    step = _step(file, letter, "letters:letter_scan", _("Simpan pindaian bertanda tangan"))
    return [{**step, "href": f"{step['href']}?isi={FileKind.SIGNED}"}]


def _steps_of_register(request: Request, file: Opened, letter: Letter) -> list[dict[str, Any]]:
    """What who keeps the register does with a settled letter: its number, its signature, its handing over, its scan."""
    following = _next(letter)
    may = may_handle_here(letter, file.case, request.actor, works_it=False)
    if letter.state == LetterState.DRAFT or following is None or not may:
        return []
    return [_step(file, letter, *following, kind="primary"), *_scanning(file, letter)]


def _registered(file: Opened, letter: Letter) -> list[dict[str, Any]]:
    """The papers of a letter that the register holds itself: what came in as it came in, and receipts."""
    scan = _file(file, letter.scan_id, _("Surat masuk (pindaian)")) if letter.received_at else None
    papers = [scan, _file(file, letter.receipt_id, _("Tanda terima (foto)"))]
    signed = kind_of(letter.kind).stops and LetterState(letter.state) in SIGNED
    receipt = _step(file, letter, "letters:letter_receipt", _("Tanda terima (PDF)"), icon="document-text")
    made = [receipt] if signed else []
    return [*made, *(paper for paper in papers if paper)]


def _papers(file: Opened, letter: Letter) -> list[dict[str, Any]]:
    papers = [
        _file(
            file, letter.scan_id, _("Surat masuk (pindaian)") if letter.received_at else _("Pindaian bertanda tangan")
        ),
        _file(file, letter.receipt_id, _("Tanda terima (foto)")),
    ]
    made = _made(file, letter) if letter.direction == Direction.OUT else []
    return [*made, *(paper for paper in papers if paper)]


def _made(file: Opened, letter: Letter) -> list[dict[str, Any]]:
    """The papers the house makes of a letter out."""
    match LetterState(letter.state):
        case LetterState.DRAFT:
            wanted = [("letters:letter_pdf", _("PDF konsep")), ("letters:letter_docx", _("DOCX konsep"))]
        case LetterState.SETTLED:
            wanted = [
                ("letters:letter_pdf", _("PDF konsep")),
                ("letters:letter_docx", _("DOCX")),
                ("letters:letter_srikandi", _("Untuk SRIKANDI")),
            ]
        case LetterState.NUMBERED:
            wanted = [("letters:letter_pdf", _("PDF untuk ditandatangani"))]
        case LetterState.SIGNED:
            wanted = [
                ("letters:letter_pdf", _("PDF surat bernomor")),
                ("letters:letter_receipt", _("Tanda terima (PDF)")),
            ]
        case _:
            wanted = [
                ("letters:letter_pdf", _("Cetak ulang salinan")),
                ("letters:letter_receipt", _("Tanda terima (PDF)")),
            ]
    return [_step(file, letter, name, label, icon="document-text") for name, label in wanted]


def _file(file: Opened, kept: Any, label: Any) -> dict[str, Any] | None:
    if kept is None:
        return None
    address = reverse("cases:file", args=[file.case.code, kept])
    return {"label": label, "href": address, "kind": "plain", "icon": "paper-clip"}


def _step(
    file: Opened, letter: Letter, name: str, label: Any, *, kind: str = "plain", icon: str = ""
) -> dict[str, Any]:
    address = reverse(name, args=[file.case.code, letter.pk])
    return {"label": label, "href": address, "kind": kind, "icon": icon}
