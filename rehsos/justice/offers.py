"""What this room offers to record of a case: of its parts in a perkara."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.cases.doors import DAILY, Group, Offer
from rehsos.cases.file import CaseFile
from rehsos.cases.offers import offer

from .roles import Role

MATTER = Group(_("Perkara"), 20)
OPEN, JOIN, RESUME, PART, OTHER = 10, 20, 30, 40, 50
"""The places in that group; what is offered of a part that runs stands together, part by part."""
REPORT = 10
"""The place of the laporan sosial among what is offered of a part: the first."""


def running(file: CaseFile) -> Iterator[tuple[int, dict[str, Any]]]:
    """The parts that have not ended, with their number."""
    return enumerate(part for part in file.rows["parts"] if not part["ended_by"])


def hearings(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What takes place nearly every day, among what is daily."""
    for n, part in running(file):
        yield offer(_("Sidang, BAP atau pertemuan diversi"), "justice:hearing", file, DAILY, part["id"], place=(40, n))


def matters(by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What happens in a perkara, and to the child in it."""
    if not file.rows["parts"]:
        yield from first_matter(by, file)
        return
    yield _join(file)
    for part in file.rows["parts"]:
        if part["ended_by"]:
            yield offer(_("Batalkan akhir perkara"), "justice:part_resume", file, MATTER, part["id"], place=(RESUME,))
    for n, part in running(file):
        yield from _part(file, part, n)
    yield from _next_child(file)
    yield _other(file)


def _next_child(file: CaseFile) -> Iterator[Offer]:
    """Another child of what the officer asked, where the case or one beside it in the perkara came of a report."""
    report = next((part["report"] for _n, part in running(file) if part["report"]), None)
    if report:
        href = reverse("justice:case_of_letter", args=[report])
        yield Offer(_("Anak lain dari surat yang sama"), href, MATTER, (JOIN, 1))


def first_matter(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What may be begun where the client is in no perkara."""
    yield offer(_("Perkara baru"), "justice:matter_open", file, MATTER, place=(OPEN,))
    yield _join(file)
    yield _other(file)


def _join(file: CaseFile) -> Offer:
    return offer(_("Gabung ke perkara yang sudah ada"), "justice:matter_join", file, MATTER, place=(JOIN,))


def _other(file: CaseFile) -> Offer:
    return offer(_("Fakta lain untuk tenggat"), "cases:record_fact", file, MATTER, place=(OTHER,))


def _part(file: CaseFile, part: dict[str, Any], n: int) -> Iterator[Offer]:
    mine, matter = part["id"], part["matter_id"]
    yield offer(_("Laporan sosial"), "justice:social_report", file, MATTER, mine, place=(PART, n, REPORT))
    found = [
        (_("Kejadian dalam perkara"), "justice:matter_fact", matter),
        *(_accused(mine) if part["role"] == Role.IN_CONFLICT else ()),
        (_("Putusan"), "justice:verdict", mine),
        (_("Perkara pindah tahap"), "justice:matter_level", matter),
        (_("Petugas perkara"), "justice:officer", matter),
        (_("Perkara berakhir bagi anak ini"), "justice:part_end", mine),
    ]
    for label, name, thing in found:
        yield offer(label, name, file, MATTER, thing, place=(PART, n, REPORT + 10))


def _accused(part: str) -> Iterator[tuple[Words, str, str]]:
    """Diversi and detention happen only to a child in conflict with the law."""
    yield _("Hasil diversi"), "justice:diversi", part
    yield _("Perintah penahanan"), "justice:detention", part
