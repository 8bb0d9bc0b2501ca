"""Who is competent for each of the 26 types at an office, and which bidang of it handles them on a day."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import Any

from rehsos.directory.bidang import Bidang, before, bidang_of
from rehsos.directory.days import today_at
from rehsos.directory.governments import government_of, serves
from rehsos.directory.models import Office
from rehsos.law.authority import Competence, Where, competent
from rehsos.law.book import ppks_types
from rehsos.law.shapes import PpksType
from rehsos.law.words import day

from .database import answering
from .offices import office_called
from .table import show


def show_office(asked: Namespace) -> None:
    """A row for each type: who is competent in the community and in a panti, and the bidang; then the sums."""
    with answering():
        office = office_called(asked.office)
        on = asked.on or today_at(office)
        now = bidang_of(office.pk, on)
        rows = [_row(kind, now, on) for kind in ppks_types().values()]
        show(rows, asked.format)
        if asked.format == "text":
            print("\n".join(["", *_told(office, on, now)]))


def _row(kind: PpksType, now: Sequence[Bidang], on: date) -> dict[str, Any]:
    community, panti = (competent(kind.code, where, on) for where in (Where.COMMUNITY, Where.PANTI))
    return {
        "number": kind.number,
        "type": kind.code,
        "label": kind.legal_name,
        "community": _levels(community),
        "panti": _levels(panti),
        "article": community.article if community else "",
        "verified": community.verified if community else "",
        "bidang": next((one.name for one in now if kind.code in one.types), ""),
    }


def _levels(found: Competence | None) -> str:
    return "/".join([found.level, *(cell.government for cell in found.also)]) if found else ""


def _told(office: Office, on: date, now: Sequence[Bidang]) -> list[str]:
    level = government_of(office)
    stands_for = level.words[0] if level else "tanpa kewenangan"
    lines = [f"{office.short} ({stands_for}), {day(on)[0]}: {len(ppks_types())} jenis PPKS."]
    earlier = {one.code: one for one in before(office.pk, on)}
    lines += [_of_bidang(one, earlier.get(one.code), on) for one in now] or ["Kantor ini satu bidang."]
    if provinces := serves(office.pk, on):
        lines.append(f"Wilayah layanan: provinsi {', '.join(provinces)}.")
    return lines


def _of_bidang(one: Bidang, earlier: Bidang | None, on: date) -> str:
    said = f"Bidang {one.name}: {len(one.types)} jenis" + (f" sejak {day(one.since)[0]}" if one.since else "")
    if earlier is None or set(earlier.types) == set(one.types):
        return f"{said}."
    changes = [
        f"{word} {ppks_types()[code].legal_name}{_whose(code, on) if word == 'keluar' else ''}"
        for word, codes, others in (("keluar", earlier.types, one.types), ("masuk", one.types, earlier.types))
        for code in codes
        if code not in others
    ]
    return f"{said}, sebelumnya {len(earlier.types)} ({'; '.join(changes)})."


def _whose(code: str, on: date) -> str:
    found = competent(code, Where.COMMUNITY, on)
    return f", kewenangan {found.level.words[0]}" if found else ""
