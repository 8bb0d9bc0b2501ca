"""What the button Catat offers: only what may happen now, and why not otherwise. Those of all rooms, and this one's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.house.rooms import by_room
from rehsos.law.authority import Where, competent
from rehsos.law.categories import AMPK
from rehsos.look.repeated import url

from .doors import AROUND, CASE, DAILY, PLANNING, TEAM, Group, Offer, Offers
from .file import CaseFile
from .models import ApprovalKind, Status
from .warmth import is_warm

"""What who stands above the case writes into it: after what the head of its office does with it."""


def offers(by: Actor, file: CaseFile) -> list[Offer]:
    """All offers of all rooms for this person on this case, group by group."""
    found = [
        offer
        for room, door in by_room(Offers)
        if door.to(by, file)
        for offer in (door.of if is_warm(room, file.case["rooms"]) else door.cold)(by, file)
    ]
    found = [offer for offer in found if not (offer.living and file.rows["deaths"])]
    return sorted(found, key=lambda offer: (offer.group.order, offer.place))


def may_reopen(by: Actor, file: CaseFile) -> bool:
    """Who works a case that was ended."""
    return by.may(Permission.WORK_CASES) and file.works and file.case["status"] == Status.CLOSED


def above(by: Actor, file: CaseFile) -> bool:
    """Who stands above it and does not work it."""
    return by.may(Permission.ASSIGN) and not file.works


def supervises(by: Actor, file: CaseFile) -> bool:
    """Of these, who advises: at the office whose case it is, or at the one right above it (`may_supervise`)."""
    near = by.office in {file.case["owner"], file.case["owner_parent"]}
    return near and by.may(Permission.SUPERVISE) and not file.works


def heads(by: Actor, file: CaseFile) -> bool:
    """Of these, the head of the office whose case it is."""
    return above(by, file) and bool(file.case["owner"] == by.office)


def served(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What is recorded nearly every day, and of a client whose case was closed too: a call, a visit, a photo."""
    yield offer(_("Layanan atau kunjungan"), "cases:service", file, DAILY, place=(10,), living=True)
    if file.rows["deaths"]:
        yield offer(_("Biaya pemakaman"), "cases:service", file, DAILY, place=(10,))
    yield offer(_("Berkas atau foto"), "cases:attach_file", file, DAILY, place=(70,))


def daily(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What else is recorded nearly every day while the case runs."""
    yield offer(_("Jadwalkan"), "cases:appointment_new", file, DAILY, place=(20,), living=True)
    yield offer(_("Tugas (akta, visum, sekolah)"), "cases:task_new", file, DAILY, place=(50,))


BLANKS = (
    (_("Asesmen awal singkat"), "short_assessment"),
    (_("Asesmen awal"), "initial_assessment"),
    (_("Asesmen anak"), "child_assessment"),
    (_("Asesmen keluarga"), "family_assessment"),
    (_("Keterangan pihak lain"), "others_assessment"),
    (_("Keberfungsian sosial"), "functioning"),
)


def planning(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What is found out, and what is to be done about it: with somebody who lives."""
    yield from (replace(one, living=True) for one in _planning(file))


def _planning(file: CaseFile) -> Iterator[Offer]:
    for label, blank in BLANKS:
        yield offer(label, "cases:assess", file, PLANNING, blank)
    yield offer(_("Tingkat risiko"), "cases:risk", file, PLANNING)
    yield offer(_("Jenis dan keadaan"), "cases:change_type", file, PLANNING)
    if competent(file.case["primary_type"], Where.COMMUNITY, date.fromisoformat(file.case["opened_on"])):
        yield offer(_("Kewenangan"), "cases:competence", file, PLANNING)
    yield offer(_("Temu bahas kasus"), "cases:conference", file, PLANNING)
    if any(row["type"] == AMPK for row in file.rows["types"]):
        yield offer(_("Kelompok perlindungan khusus"), "cases:protection", file, PLANNING)
    plan = next(iter(file.rows["plans"]), None)
    if plan is None or plan["state"] in {"approved", "replaced"}:
        yield offer(_("Rencana layanan"), "cases:plan_new", file, PLANNING)
    else:
        yield offer(_("Lanjutkan rencana layanan"), "cases:plan", file, PLANNING, plan["id"])
    yield offer(_("Pemantauan"), "cases:review", file, PLANNING)


def around(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """Who is around the client, and on what ground we serve."""
    yield offer(_("Orang di sekitar klien"), "cases:add_participant", file, AROUND)
    yield offer(_("Dasar layanan atau persetujuan"), "cases:record_basis", file, AROUND, living=True)
    yield offer(_("Tempat klien dan pemegang tanggung jawab"), "cases:place", file, AROUND, living=True)
    yield Offer(_("Identitas klien"), url("people:person_edit", file.case["client"]), AROUND)


def dying(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """That the client died; once told, what follows of it."""
    if file.rows["deaths"]:
        yield offer(_("Sesudah meninggal"), "cases:death", file, DAILY, place=(5,))
    else:
        yield offer(_("Klien meninggal"), "cases:record_death", file, CASE, place=(90,))


def tends(by: Actor, file: CaseFile) -> bool:
    """Who works it, or heads its office; of a closed case only where somebody died."""
    mine = file.works or heads(by, file)
    return mine and (file.case["status"] == Status.OPEN or bool(file.rows["deaths"]))


def going_on(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """How the case goes on, and ends: it can be asked for once."""
    yield offer(_("Catatan supervisi"), "cases:supervise", file, TEAM, place=(90,))
    yield offer(_("Pindah tahap"), "cases:stage", file, CASE, living=True)
    if any(row["kind"] == ApprovalKind.CLOSURE for row in file.rows["approvals"]):
        yield Offer(_("Ajukan pengakhiran"), None, CASE, why=_("Sudah diajukan, menunggu Kabid."))
    else:
        yield offer(_("Ajukan pengakhiran"), "cases:request_closure", file, CASE)


def supervising(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What who stands above writes."""
    yield offer(_("Catatan supervisi"), "cases:supervise", file, TEAM, place=(90,))


def placing(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What the head of the office records of a case that others work."""
    yield offer(_("Tempat klien dan pemegang tanggung jawab"), "cases:place", file, AROUND, living=True)


def heads_running(by: Actor, file: CaseFile) -> bool:
    """The head of the office whose case it is, while it runs."""
    return heads(by, file) and file.case["status"] == Status.OPEN


def reopening(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What may be done with a case that was ended."""
    yield offer(_("Buka kembali kasus"), "cases:reopen", file, CASE)


def offer(
    label: Words, name: str, file: CaseFile, group: Group, *more: Any, place: tuple[int, ...] = (), living: bool = False
) -> Offer:
    """An offer that leads to a page of the case: `name` of its address, `more` of its arguments after the code."""
    return Offer(label, url(name, file.case["code"], *more), group, place, living=living)
