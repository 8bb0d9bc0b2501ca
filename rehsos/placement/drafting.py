"""With what a letter of a house begins: a longer stay, and a death; to be changed before it is settled.

The family is told that somebody died and what they may decide; a hospital or the police read what they need for the
body, and nothing of the story. Whom it is about in full its ticking says (`named`).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation

from rehsos.cases.dying import death_of
from rehsos.cases.models import AfterDeath, BelongingsGiven, BodyGiven, Case, Clock, Confirmed, Death, DeathNote
from rehsos.cases.sealing import unsealed
from rehsos.law.words import ZONES
from rehsos.look import words
from rehsos.papers.models import Classification
from rehsos.papers.rendering.words import long_date, moment

from .limits import OF_KIND
from .models import Stay, StayKind

EXTENSION, STATEMENT, NOTICE, COVER = "stay_extension", "death_statement", "death_notice", "death_cover"
CLOSING = "Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."


def _zoned(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def extension(case: Case, stay: Stay) -> dict[str, Any]:
    """That somebody stays longer: since when, until when, why is for who writes it."""
    zone = stay.office.time_zone
    with translation.override("id"), words.on_paper():
        due = Clock.objects.filter(case=case, subject=stay.pk, rule__startswith=OF_KIND, state="running").first()
        until = _last_day(due.due_at, zone) if due and due.due_at else "............"
        body = [
            f"Klien kami (kode kasus {case.code}) tinggal di {stay.office.name}: {StayKind(stay.kind).label}.",
            f"Ia diterima pada {long_date(_zoned(stay.since, zone).date())}.",
            f"Masa tinggalnya diperpanjang sampai {until}.",
            "Alasan: ............",
            "Sebelum tanggal itu penempatan ditinjau kembali bersama rencana pulangnya.",
        ]
        return _letter(EXTENSION, f"Perpanjangan tinggal: kasus {case.code}", body)


def _last_day(due: datetime, zone: str) -> str:
    """Of an end at midnight the day that ends with it, as every page says it."""
    return long_date(_zoned(due - timedelta(minutes=1), zone).date())


def about_death(kind: str, case: Case) -> dict[str, Any]:
    """A letter about a death; nothing where nobody died."""
    death = death_of(case)
    if death is None:
        return {}
    with translation.override("id"), words.on_paper():
        lines = list(_LINES[kind](case, death))
        return _letter(kind, _ABOUT[kind], lines)


def _letter(kind: str, about: str, body: list[str]) -> dict[str, Any]:
    return {
        "kind": kind, "party": "", "about": about, "classification": Classification.SECRET, "named": False,
        "body": "\n".join(body), "closing": "" if kind == STATEMENT else CLOSING,
    }  # fmt: skip


_ABOUT = {
    STATEMENT: "Surat keterangan kematian",
    NOTICE: "Pemberitahuan kematian",
    COVER: "Pengantar: orang yang meninggal",
}


def _died(case: Case, death: Death) -> str:
    """When and where, as a sentence."""
    zone = case.owner.time_zone
    told = unsealed(case.pk, death.sealed)
    where = f" di {told['where']}" if told.get("where") else ""
    return f"meninggal pada {moment(_zoned(death.at, zone), ZONES.get(zone, ''))}{where}"


def _stated(case: Case, death: Death) -> str:
    told = unsealed(case.pk, death.sealed).get("confirmer", "")
    if not death.confirmed:
        return ""
    by = f" ({told})" if told else ""
    return f"Dinyatakan meninggal oleh {str(Confirmed(death.confirmed).label).lower()}{by}."


def _statement(case: Case, death: Death) -> Iterator[str]:
    who = f"orang yang identitasnya tercantum dalam surat ini (kode kasus {case.code})"
    yield f"Yang bertanda tangan di bawah ini menerangkan bahwa {who} {_died(case, death)}."
    if stated := _stated(case, death):
        yield stated
    yield from _afterwards(case, death)
    yield "Surat ini dibuat untuk pengurusan pemakaman dan pencatatan kematian, dan bukan akta kematian."


def _notice(case: Case, death: Death) -> Iterator[str]:
    who = f"orang yang kami layani (kode kasus {case.code})"
    yield f"Dengan turut berduka, kami memberitahukan bahwa {who} {_died(case, death)}."
    if stated := _stated(case, death):
        yield stated
    there = {note.kind for note in DeathNote.objects.filter(death=death, withdrawn_by=None)}
    yield from _afterwards(case, death)
    if AfterDeath.BODY not in there:
        yield (
            "Keluarga berhak mengurus jenazah. Mohon kabar Saudara secepatnya: apakah keluarga mengurus sendiri, atau "
            "menyerahkan pemakamannya kepada kami menurut agamanya."
        )
    if AfterDeath.BELONGINGS not in there:
        yield "Barang dan uang yang ditinggalkan kami simpan, dan kami serahkan dengan berita acara."


def _cover(case: Case, death: Death) -> Iterator[str]:
    who = f"orang yang kami layani (kode kasus {case.code})"
    yield f"Bersama ini kami mengantarkan urusan jenazah {who}, yang {_died(case, death)}."
    if stated := _stated(case, death):
        yield stated
    yield "Kami mohon bantuan Saudara:"
    yield "- memeriksa dan menyimpan jenazah selama keluarganya dicari;"
    yield "- menerbitkan surat keterangan kematian atau hasil pemeriksaan;"
    yield "- memberi tahu kami sebelum jenazah diserahkan kepada siapa pun."


def _afterwards(case: Case, death: Death) -> Iterator[str]:
    """Who has the body and the belongings, where that was told."""
    zone = case.owner.time_zone
    for note in DeathNote.objects.filter(death=death, withdrawn_by=None).order_by("at", "id"):
        told = unsealed(case.pk, note.sealed)
        on, who, where = long_date(_zoned(note.at, zone).date()), told.get("who", ""), told.get("where", "")
        if note.kind == AfterDeath.BODY and note.code == BodyGiven.BURIED:
            yield f"Jenazah dimakamkan pada {on}{f' di {where}' if where else ''} oleh {who}."
        elif note.kind == AfterDeath.BODY:
            yield f"Jenazah diserahkan kepada {who} pada {on}{f' di {where}' if where else ''}."
        elif note.kind == AfterDeath.BELONGINGS and note.code != BelongingsGiven.NONE:
            yield f"Barang dan uang yang ditinggalkan diserahkan kepada {who} pada {on}."


_LINES = {STATEMENT: _statement, NOTICE: _notice, COVER: _cover}
