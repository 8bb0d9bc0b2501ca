"""What can be counted, in which unit, and along what: each is one row of data here.

A dimension is an SQL expression over the case (`c`) that is never NULL, so that NULL can mean the margin. Those
of `kasus` read nothing but the index `case_count`. Age bands are computed from the age; no band is stored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import CaseKind, Role, Status
from rehsos.directory import gazetteer
from rehsos.directory.models import Office
from rehsos.justice.models import MISTAKE
from rehsos.law.ages import BAND_LABELS, LAW_BANDS, REPORT_BANDS
from rehsos.law.book import ppks_types
from rehsos.law.words import MONTHS
from rehsos.look.words import language, say
from rehsos.people.models import Sex

UNKNOWN = "?"
CLOSED = "*"
"""The line of cases that are closed to who asks."""
WALLED = "c.barred <> '{}'"


@dataclass(frozen=True)
class Measure:
    """What is counted: cases of these kinds and, where named, these roles."""

    title: Promise
    kinds: tuple[str, ...]
    roles: tuple[str, ...] = ()


MEASURES: Mapping[str, Measure] = {
    "abh": Measure(
        _("Anak berhadapan dengan hukum"),
        (CaseKind.CASE, CaseKind.RESPONSE),
        (Role.IN_CONFLICT, Role.VICTIM, Role.WITNESS),
    ),
    "cases": Measure(_("Semua kasus"), (CaseKind.CASE, CaseKind.RESPONSE)),
    "consultations": Measure(_("Konsultasi"), (CaseKind.CONSULTATION,)),
}


@dataclass(frozen=True)
class Unit:
    """What one is one of. `additive`: the cells of a line add up to its total.

    A child with two cases, or a perkara with two children, stands in two cells and once in the total. `instead` is
    SQL for dimensions that are another thing for this unit. `summed` is what to add up of the sums of cases (`sums`);
    empty: they do not tell. `apart` are the cases that are counted one by one beside them.
    """

    title: Promise
    sql: str
    joins: str = ""
    additive: bool = False
    instead: Mapping[str, str] = field(default_factory=dict)
    summed: str = ""
    apart: str = ""
    apart_of_nation: str = ""


def _bands(bands: tuple[tuple[str, int, int], ...], age: str = "c.age") -> str:
    tests = " ".join(f"WHEN {age} <= {high} THEN '{code}'" for code, _low, high in bands)
    return f"CASE WHEN {age} IS NULL THEN '{UNKNOWN}' {tests} ELSE '{UNKNOWN}' END"


_DEED_AGE = "CASE WHEN c.role = '' THEN c.age ELSE c.age_at_deed END"
"""What UU SPPA goes by: of a child before the law the age at the deed. Without a perkara there is none to go by."""

UNITS: Mapping[str, Unit] = {
    "kasus": Unit(_("kasus"), "count(*)", additive=True, summed="c.n", apart=WALLED),
    "anak": Unit(
        _("anak (orang)"),
        "count(DISTINCT coalesce(p.true_person_id, c.client_id))",
        "LEFT JOIN people_person p ON p.id = c.client_id AND p.true_person_id IS NOT NULL",
        summed="c.alone",
        apart=f"({WALLED} OR c.repeated)",
        apart_of_nation="c.repeated",
    ),
    "perkara": Unit(
        _("perkara"),
        "count(DISTINCT j.matter_id)",
        f"JOIN justice_part j ON j.case_id = c.id AND j.ended_by <> '{MISTAKE}'",
        # a child may be the victim in one matter and in conflict in another, at another age
        instead={"role": "j.role", "age_band": _bands(LAW_BANDS, "j.age_at_deed")},
    ),
}


@dataclass(frozen=True)
class Dimension:
    """One way to divide a count. `read` turns what SQL gives into a code, `write` turns it back."""

    title: Promise
    sql: str
    label: Callable[[str], str]
    codes: tuple[str, ...] = ()
    all_codes: tuple[str, ...] = ()
    """Every code there can be, where they are few; empty where they are places, days, offices or the ministry's."""
    read: Callable[[Any], str] = str
    write: Callable[[str], Any] = str


def _band(code: str) -> str:
    return say(BAND_LABELS[code]) if code in BAND_LABELS else str(_("Umur belum diketahui"))


def _type(code: str) -> str:
    known = ppks_types().get(code)
    return say(known.label) if known else code


def _place(code: str) -> str:
    known = gazetteer.place(code)
    return f"{known.label} ({code})" if known else code


def _office(code: str) -> str:
    return _office_names(timezone.now().replace(second=0, microsecond=0)).get(int(code), code)


@lru_cache(maxsize=1)
def _office_names(_minute: datetime) -> Mapping[int, str]:
    """The name of every office, read once a minute: a table labels each of its lines."""
    return dict(Office.objects.values_list("pk", "name"))


def _choice(choices: Any) -> Callable[[str], str]:
    return lambda code: str(dict(choices).get(code, code))


def month_code(number: int) -> str:
    """2018-06 from the stored month number (year x 12 + month - 1)."""
    number = int(number)  # as text beside the closed line
    return f"{number // 12}-{number % 12 + 1:02d}"


def month_number(code: str) -> int:
    """The stored month number of 2018-06. Raises ValueError for anything else."""
    day = date.fromisoformat(f"{code}-01")
    return day.year * 12 + day.month - 1


def month_label(code: str) -> str:
    """Jun 2018."""
    year, month = divmod(month_number(code), 12)
    return f"{month_name(month + 1)} {year}"


def month_name(month: int) -> str:
    """Mei, of 5."""
    return MONTHS[language()][month - 1]


def _codes(bands: tuple[tuple[str, int, int], ...]) -> tuple[str, ...]:
    return tuple(code for code, _low, _high in bands)


_ROLES, _SEXES, _STATUSES = Role.choices, Sex.choices, Status.choices
DIMENSIONS: Mapping[str, Dimension] = {
    "year": Dimension(_("Tahun"), "c.opened_month / 12", str, write=int),
    "month": Dimension(_("Bulan"), "c.opened_month", month_label, read=month_code, write=month_number),
    "role": Dimension(_("Peran"), "c.role", _choice(_ROLES), all_codes=tuple(Role.values)),
    "sex": Dimension(_("Jenis kelamin"), "c.sex", _choice(_SEXES), (Sex.FEMALE, Sex.MALE), tuple(Sex.values)),
    "age_band": Dimension(
        _("Umur menurut UU SPPA"),
        _bands(LAW_BANDS, _DEED_AGE),
        _band,
        _codes(LAW_BANDS[:3]),
        (*_codes(LAW_BANDS), UNKNOWN),
    ),
    "report_band": Dimension(
        _("Umur menurut laporan"),
        _bands(REPORT_BANDS),
        _band,
        _codes(REPORT_BANDS[:3]),
        (*_codes(REPORT_BANDS), UNKNOWN),
    ),
    "place": Dimension(_("Kabupaten/kota tempat tinggal"), "left(c.place_id, 5)", _place),
    "district": Dimension(_("Kecamatan tempat tinggal"), "left(c.place_id, 8)", _place),
    "office": Dimension(_("Kantor yang menghitung"), "c.counts_at_id", _office, write=int),
    "status": Dimension(
        _("Keadaan"), "c.status", _choice(_STATUSES), (Status.OPEN, Status.CLOSED), tuple(Status.values)
    ),
    "type": Dimension(_("Jenis PPKS"), "c.primary_type", _type),
}
