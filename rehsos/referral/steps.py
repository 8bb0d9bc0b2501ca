"""What happened to a referral, in its order: one timeline for both offices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.by_code import locked as is_locked
from rehsos.access.models import AnswerCode
from rehsos.audit.answers import Words
from rehsos.look import words
from rehsos.look.labels import label

from .models import Answer, Deed, LeftTo, State
from .queries import Entry, Opened
from .telling import (
    ADDED,
    ALONG,
    ANSWERED,
    ARRIVED,
    BARE,
    DEPARTED,
    FELL,
    FOLLOWS,
    FURTHER,
    LEFT,
    NOT_ARRIVED,
    OWN,
    QUESTION,
    RESULT,
    REVOKED,
    SHUT,
    SPOKEN,
    STAYED,
    TAKEN,
)

TITLES: dict[str, Words] = {
    ADDED: gettext_lazy("Keterangan ditambah"),
    QUESTION: gettext_lazy("Ditanyakan oleh pengirim"),
    SPOKEN: gettext_lazy("Jawaban lisan dicatat pengirim"),
    ANSWERED: gettext_lazy("Jawaban"),
    RESULT: gettext_lazy("Hasil"),
    REVOKED: gettext_lazy("Dicabut"),
    FELL: gettext_lazy("Gugur: kasusnya sudah dialihkan ke kantor lain"),
    SHUT: gettext_lazy("Gugur: berkasnya ditutup kantor pengirim"),
    FOLLOWS: gettext_lazy("Kasusnya dialihkan: kantor yang menanganinya sekarang yang mengikuti klien ini"),
    OWN: gettext_lazy("Kasusnya kini pada kantor ini sendiri: layanannya diteruskan di kasus"),
    FURTHER: gettext_lazy("Kasusnya dialihkan lagi ke kantor lain"),
    ARRIVED: gettext_lazy("Klien tiba atau layanan dimulai"),
    NOT_ARRIVED: gettext_lazy("Salah catat, ditarik kembali: klien tiba atau layanan dimulai"),
    STAYED: gettext_lazy("Pindahnya klien salah catat, sudah ditarik kembali."),
    ALONG: gettext_lazy("Yang masih berjalan dan turut beralih"),
    DEPARTED: gettext_lazy("Klien keluar"),
    LEFT: gettext_lazy("Klien tercatat pindah ke tempat lain. Sampaikan hasilnya."),
}


_TOLD_OF_LEAVING = 3
"""The hour, where to, and words."""


@dataclass(frozen=True)
class Step:
    """A line of the timeline."""

    at: datetime
    title: str
    lines: tuple[str, ...] = ()
    by: str = ""
    hidden: bool = False


def steps(opened: Opened, codes: Sequence[AnswerCode] = ()) -> list[Step]:
    """The newest first; of one instant, what comes later on the road."""
    said = (_said(opened, entry) for entry in opened.said)
    found = enumerate([*_moments(opened), *_sheets(codes), *said])
    return [one for _n, one in sorted(found, key=lambda each: (each[1].at, each[0]), reverse=True)]


def _sheets(codes: Sequence[AnswerCode]) -> Iterator[Step]:
    """The sheets that were made for somebody outside; a later one ends those before."""
    for code in codes:
        locked = (_("Terkunci: 5 kali diisi salah. Mereka tidak dapat menjawab dengan kode ini."),)
        yield Step(code.made_at, _("Lembar kode jawaban dibuat"), locked if is_locked(code) else ())


def _not_before(at: datetime | None, earlier: datetime | None) -> datetime | None:
    """What was told to the minute did not happen before what it follows within that minute."""
    within = at and earlier and at == earlier.replace(second=0, microsecond=0)
    return earlier if within else at


def _moment(told: str) -> str:
    """The hour as it was told; where it was erased, what stands in its stead."""
    at = _instant(told)
    return words.moment(at) if at else told


def _instant(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None


def _said(opened: Opened, entry: Entry) -> Step:
    if entry.code == TAKEN and entry.lines:
        came = _instant(entry.lines[0])
        at = _not_before(came, opened.referral.sent_at) or entry.at
        taken = _("Diterima di {office}").format(office=opened.referral.to)
        return Step(at, taken, () if came else entry.lines, by=entry.worker)
    if entry.code == ARRIVED and entry.lines:
        when = _moment(entry.lines[0])
        return Step(entry.at, _("Klien tiba atau layanan dimulai: {when}").format(when=when), by=entry.worker)
    if entry.code == DEPARTED and len(entry.lines) == _TOLD_OF_LEAVING:
        when, to, why = entry.lines
        gone = _("Klien keluar: {to}, {when}").format(to=LeftTo(to).label, when=_moment(when))
        return Step(entry.at, gone, (why,) if why else (), entry.worker)
    title = _answer(opened) if entry.code == ANSWERED else TITLES.get(entry.code, entry.code)
    if entry.code == RESULT and opened.referral.deed == Deed.ASK_OPINION:
        title = _("Pendapat")
    by = "" if entry.code in BARE else entry.worker or (_("dengan kode, tanpa akun") if opened.referral.outside else "")
    return Step(entry.at, str(title), entry.lines, by, entry.hidden)


def _moments(opened: Opened) -> Iterator[Step]:
    it = opened.referral
    told = {entry.code for entry in opened.said}
    apart = it.received_at != it.answered_at
    came, told_us = _not_before(it.received_at, it.sent_at), _not_before(it.spoken_at, it.sent_at)
    found = [
        (it.drafted_at if opened.ours and it.state == State.DRAFT else None, _("Disusun")),
        (it.sent_at, _("Dikirim oleh {office}").format(office=it.counts_at)),
        (came if apart and TAKEN not in told else None, _("Diterima di {office}").format(office=it.to)),
        (it.answered_at if ANSWERED not in told else None, _answer(opened)),
        (_not_before(it.arrived_at, it.answered_at) if ARRIVED not in told else None, TITLES[ARRIVED]),
        (it.resulted_at if not told & {RESULT, OWN} else None, _("Hasil disampaikan")),
        (it.revoked_at if not told & {REVOKED, FELL, SHUT} else None, it.get_state_display()),
        (told_us, _("Lisan: {answer}").format(answer=Answer(it.spoken).label) if it.spoken else ""),
    ]
    yield from (Step(at, str(title)) for at, title in found if at and title)


def _answer(opened: Opened) -> str:
    it = opened.referral
    if it.refusal:
        return _("Ditolak: {why}").format(why=label(it.refusal, "refusal"))
    return str(it.get_answer_display()) if it.answer else ""
