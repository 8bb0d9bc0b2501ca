"""What the button Catat offers: only what may happen now, and why not otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Words
from rehsos.cases.models import Role, Status

from .case_file import CaseFile


@dataclass(frozen=True)
class Offer:
    """One thing that can be recorded. Without `href` it can't be now, and `why` says why."""

    label: Words
    href: str | None
    group: Words
    why: Words = ""


def offers(by: Actor, file: CaseFile) -> list[Offer]:
    """All offers for this person on this case."""
    if by.may(Permission.ASSIGN) and not file.works:
        own = [] if file.case["owner"] != by.office else _heading(file)
        return [*own, *_supervision(file)]
    if not by.may(Permission.WORK_CASES):
        return []
    if not file.works:
        return []
    if file.case["status"] == Status.VOID:
        return []
    if file.case["status"] == "closed":
        return [_offer(_("Buka kembali kasus"), "cases:reopen", file, _("Kasus"))]
    return [*_daily(file), *_law(file), *_work(file), *_around(file), *_ending(file)]


def _heading(file: CaseFile) -> list[Offer]:
    """What the superior of the office does with its case."""
    if file.case["status"] == Status.VOID:
        return [_offer(_("Cabut pembatalan kasus"), "desk:void_case", file, _("Kasus")), _looks(file)]
    return [
        _offer(_("Tugaskan pekerja"), "desk:assign", file, _("Tim")),
        _offer(_("Batalkan kasus"), "desk:void_case", file, _("Kasus")),
        _looks(file),
    ]


def _looks(file: CaseFile) -> Offer:
    return _offer(_("Siapa melihat kasus ini"), "desk:case_looks", file, _("Kasus"))


def _daily(file: CaseFile) -> list[Offer]:
    """What is recorded nearly every day, before everything else."""
    group = _("Sehari-hari")
    return [
        _offer(_("Layanan atau kunjungan"), "cases:service", file, group),
        _offer(_("Jadwalkan"), "cases:appointment_new", file, group),
        _offer(_("Surat masuk"), "desk:letter_in", file, group),
        *(
            _offer(_("Sidang, BAP atau pertemuan diversi"), "justice:hearing", file, group, p["id"])
            for p in _running(file)
        ),
        _offer(_("Tugas (akta, visum, sekolah)"), "cases:task_new", file, group),
        _offer(_("Surat keluar"), "desk:letter_out", file, group),
        _offer(_("Berkas atau foto"), "cases:attach_file", file, group),
    ]


def _running(file: CaseFile) -> list[Mapping[str, Any]]:
    """The parts that have not ended."""
    return [part for part in file.rows["parts"] if not part["ended_by"]]


def _law(file: CaseFile) -> list[Offer]:
    group = _("Perkara")
    found = [] if file.rows["parts"] else [_offer(_("Perkara baru"), "justice:matter_open", file, group)]
    found.append(_offer(_("Gabung ke perkara yang sudah ada"), "justice:matter_join", file, group))
    over = (part["id"] for part in file.rows["parts"] if part["ended_by"])
    found += [_offer(_("Batalkan akhir perkara"), "justice:part_resume", file, group, part) for part in over]
    for part in _running(file):
        found += [
            _offer(_("Laporan sosial"), "desk:social_report", file, group, part["id"]),
            _offer(_("Kejadian dalam perkara"), "justice:matter_fact", file, group, part["matter_id"]),
            *_accused(file, part),
            _offer(_("Putusan"), "justice:verdict", file, group, part["id"]),
            _offer(_("Perkara pindah tahap"), "justice:matter_level", file, group, part["matter_id"]),
            _offer(_("Petugas perkara"), "justice:officer", file, group, part["matter_id"]),
            _offer(_("Perkara berakhir bagi anak ini"), "justice:part_end", file, group, part["id"]),
        ]
    return [*found, _offer(_("Fakta lain untuk tenggat"), "justice:record_fact", file, group)]


def _accused(file: CaseFile, part: Mapping[str, Any]) -> list[Offer]:
    """Diversi and detention happen only to a child in conflict with the law."""
    if part["role"] != Role.IN_CONFLICT:
        return []
    group = _("Perkara")
    return [
        _offer(_("Hasil diversi"), "justice:diversi", file, group, part["id"]),
        _offer(_("Perintah penahanan"), "justice:detention", file, group, part["id"]),
    ]


def _work(file: CaseFile) -> list[Offer]:
    group = _("Asesmen dan rencana")
    blanks = [
        (_("Asesmen awal"), "initial_assessment"),
        (_("Asesmen anak"), "child_assessment"),
        (_("Asesmen keluarga"), "family_assessment"),
        (_("Keterangan pihak lain"), "others_assessment"),
        (_("Keberfungsian sosial"), "functioning"),
    ]
    found = [_offer(label, "cases:assess", file, group, blank) for label, blank in blanks]
    found += [
        _offer(_("Tingkat risiko"), "cases:risk", file, group),
        _offer(_("Temu bahas kasus"), "cases:conference", file, group),
    ]
    plan = next(iter(file.rows["plans"]), None)
    if plan is None or plan["state"] in {"approved", "replaced"}:
        found.append(_offer(_("Rencana layanan"), "cases:plan_new", file, group))
    else:
        found.append(_offer(_("Lanjutkan rencana layanan"), "cases:plan", file, group, plan["id"]))
    return [*found, _offer(_("Pemantauan"), "cases:review", file, group)]


def _around(file: CaseFile) -> list[Offer]:
    group = _("Klien dan orang di sekitar")
    return [
        _offer(_("Orang di sekitar klien"), "cases:add_participant", file, group),
        _offer(_("Dasar layanan atau persetujuan"), "cases:record_basis", file, group),
        Offer(_("Identitas klien"), _address("people:person_edit", file.case["client"]), group),
    ]


def _supervision(file: CaseFile) -> list[Offer]:
    return [_offer(_("Catatan supervisi"), "cases:supervise", file, _("Tim"))]


def _ending(file: CaseFile) -> list[Offer]:
    group = _("Kasus")
    waiting = any(a["kind"] == "closure" for a in file.rows["approvals"])
    closing = (
        Offer(_("Ajukan pengakhiran"), None, group, _("Sudah diajukan, menunggu Kabid."))
        if waiting
        else _offer(_("Ajukan pengakhiran"), "cases:request_closure", file, group)
    )
    return [*_supervision(file), _offer(_("Pindah tahap"), "cases:stage", file, group), closing]


def _offer(label: Words, name: str, file: CaseFile, group: Words, *more: Any) -> Offer:
    return Offer(label, _address(name, file.case["code"], *more), group)


def _address(name: str, *args: Any) -> str:
    return reverse(name, args=args)
