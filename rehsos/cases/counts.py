"""What of a case is counted: in which units, along what, and what of it is released (house.counting).

Dimensions read nothing but the index `case_count`. Age bands are computed from the age; no band is stored.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.house.counting import Dimension, Item, Listed, Logged, Measure, Sentence, Source, Told, Unit
from rehsos.law.ages import BAND_LABELS, REPORT_BANDS
from rehsos.law.book import ppks_types
from rehsos.look.labels import label
from rehsos.look.words import say
from rehsos.people.models import Sex

from .models import CaseKind, Status

Bands = tuple[tuple[str, int, int], ...]
UNKNOWN = "?"
WALLED = "c.barred <> '{}'"
ITEMS = ("other", "consultations")

SOURCE = Source(
    "case",
    _("berkas kasus"),
    "cases_case",
    counts_at="c.counts_at_id",
    place="c.place_id",
    day="c.opened_on",
    month="c.opened_month",
    barred="c.barred",
    by_day=_("tanggal dibuka"),
    at=_("Tempat tinggal"),
    anywhere=_("semua tempat tinggal"),
    elsewhere=_("{n} lagi dihitung kantor ini untuk anak yang tinggal di tempat lain."),
    by=("year", "role"),
    titles={"place": _("Kabupaten/kota tempat tinggal"), "district": _("Kecamatan tempat tinggal")},
    listed=Listed("c.code", "case", "c.code"),
)
"""A case by the day it was opened: once, in the line of the office that counts it, whoever else helps."""

STANDS = f"c.kind IN ('{CaseKind.CASE}', '{CaseKind.RESPONSE}')"
_CONSULTED = f"c.kind = '{CaseKind.CONSULTATION}'"
NOT_VOID = f"c.status <> '{Status.VOID}'"


def bands(of: Bands, age: str) -> str:
    """The code of the band an age stands in, as SQL."""
    tests = " ".join(f"WHEN {age} <= {high} THEN '{code}'" for code, _low, high in of)
    return f"CASE WHEN {age} IS NULL THEN '{UNKNOWN}' {tests} ELSE '{UNKNOWN}' END"


def band_codes(of: Bands) -> tuple[str, ...]:
    """The codes of bands, the youngest first."""
    return tuple(code for code, _low, _high in of)


def said_band(code: str) -> str:
    """The code of a band, in words."""
    return say(BAND_LABELS[code]) if code in BAND_LABELS else str(_("Umur belum diketahui"))


def choice(choices: Any) -> Callable[[str], str]:
    """A code of Django's choices, in words."""
    return lambda code: str(dict(choices).get(code, code))


def _type(code: str) -> str:
    known = ppks_types().get(code)
    return say(known.label) if known else code


def _category(code: str) -> str:
    return label(code, "category") if code else str(_("tanpa kategori"))


AT_OPENING, BY_LAW = 1, 2
"""Bits of `cases_case.guessed`: an estimate is the age on the day it was opened; that which UU SPPA goes by."""

COUNTED = (
    SOURCE,
    Measure("cases", _("Semua kasus"), "case", STANDS, items=("other",), order=20),
    Measure("consultations", _("Konsultasi"), "case", _CONSULTED, items=("consultations",), order=30),
    Item("consultations", "case", f"{NOT_VOID} AND {_CONSULTED}", order=10),
    Item("other", "case", NOT_VOID, order=90),
    Unit("kasus", _("kasus"), "case", additive=True, summed="c.n", apart=WALLED, order=10),
    Unit(
        "anak",
        _("anak (orang)"),
        "case",
        "count(DISTINCT coalesce(p.true_person_id, c.client_id))",
        "LEFT JOIN people_person p ON p.id = c.client_id AND p.true_person_id IS NOT NULL",
        summed="c.alone",
        apart=f"({WALLED} OR c.repeated)",
        apart_of_nation="c.repeated",
        paired=True,
        order=20,
    ),
    Dimension(
        "sex",
        _("Jenis kelamin"),
        {"case": "c.sex"},
        choice(Sex.choices),
        (Sex.FEMALE, Sex.MALE),
        tuple(Sex.values),
        told=Told(ITEMS),
        order=40,
    ),
    Dimension(
        "report_band",
        _("Umur menurut aduan"),
        {"case": bands(REPORT_BANDS, "c.age")},
        said_band,
        band_codes(REPORT_BANDS[:3]),
        (*band_codes(REPORT_BANDS), UNKNOWN),
        guessed=f"c.guessed & {AT_OPENING} > 0",
        order=60,
    ),
    Dimension(
        "status",
        _("Keadaan"),
        {"case": "c.status"},
        choice(Status.choices),
        (Status.OPEN, Status.CLOSED),
        tuple(Status.values),
        order=80,
    ),
    Dimension(
        "type",
        _("Jenis PPKS"),
        {"case": "c.primary_type"},
        _type,
        told=Told(("other",), together=True, by_kab=False),
        order=90,
    ),
    Dimension("category", _("Kategori"), {"case": "c.category"}, _category, order=95),
    Logged("open_case", _("Kasus dibuka")),
    Logged("assess", _("Asesmen")),
    Logged("hold_conference", _("Temu bahas kasus")),
    Logged("write_plan", _("Rencana layanan disusun")),
    Logged("record_review", _("Pemantauan")),
    Logged("postpone", _("Janji ditunda"), met=True),
    Logged("request_closure", _("Pengakhiran diajukan")),
    Logged("record_aftercare", _("Bimbingan lanjut")),
    Sentence("case", "reports", "decision", _("Aduan dan permintaan diterima dalam masa ini: {n} ({parts}).")),
)
