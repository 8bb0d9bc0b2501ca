"""Between an address and a question: everything that is asked stands in the address, and nonsense is left out."""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.directory import gazetteer
from rehsos.directory.models import OfficeKind

from .counting import Asked, Table
from .dimensions import CLOSED, DIMENSIONS, MEASURES, UNITS, month_name

MOST_DIMENSIONS = 2
OLDEST = date(1990, 1, 1)
TERRITORIAL = {OfficeKind.REGENCY, OfficeKind.PROVINCE}


def asked_in(given: QueryDict, by: Actor) -> Asked:
    """The question an address asks. What it does not say: ABH by year and role, at home, since the first case."""
    first = day(given.get("dari", ""))
    last = day(given.get("sampai", "")) or timezone.localdate()
    return Asked(
        measure=_one_of(MEASURES, given.get("apa", ""), "abh"),
        by=_dimensions(given),
        unit=_one_of(UNITS, given.get("satuan", ""), "kasus"),
        place=_place(given.get("tempat", home(by))),
        first=first if first and first <= last else None,
        last=last,
        cell=tuple(_cell(given)),
    )


def _one_of(known: Mapping[str, object], code: str, otherwise: str) -> str:
    return code if code in known else otherwise


def _dimensions(given: QueryDict) -> tuple[str, ...]:
    """`by=year,role` or `by=year&by=role`; each once."""
    told = [name for text in given.getlist("by") for name in text.split(",") if name in DIMENSIONS]
    return tuple(dict.fromkeys(told))[:MOST_DIMENSIONS] or ("year", "role")


def day(text: str) -> date | None:
    """2018-06-30 as it is; anything else is not said."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found >= OLDEST else None


def _place(code: str) -> str:
    return code if gazetteer.place(code) else ""


def _cell(given: QueryDict) -> Iterator[tuple[str, str]]:
    for name in DIMENSIONS:
        code = given.get(name)
        if code is None:
            continue
        if code == CLOSED or _is_code(name, code):
            yield name, code


def _is_code(name: str, code: str) -> bool:
    """Whether a dimension has such a code; one that is empty is that of the cases without a role alone."""
    dimension = DIMENSIONS[name]
    try:
        dimension.write(code)
    except ValueError:
        return False
    return code in dimension.all_codes if dimension.all_codes else code != ""


def unheard(given: QueryDict, asked: Asked, *also: str) -> str:
    """The sentence that names what an address asks and the answer does not heed; empty where it heeds all of it.

    A table that left a filter out in silence would be read as if it held. `also`: names the page itself understands.
    """
    left = [
        f"{name}={value}"
        for name, values in given.lists()
        for value in dict.fromkeys(values)
        if value and name not in also and not _heeded(name, value, asked)
    ]
    return not_heeded(left)


def not_heeded(left: list[str]) -> str:
    """The sentence for parts of an address that were left out."""
    if not left:
        return ""
    return _("Tidak dikenal, jadi tidak menyaring: {words}. Periksa alamatnya.").format(words=", ".join(left))


def _heeded(name: str, value: str, asked: Asked) -> bool:
    match name:
        case "by":
            return set(filter(None, value.split(","))) <= set(asked.by)
        case "dari" | "sampai":
            return day(value) in {asked.first if name == "dari" else asked.last} - {None}
        case "apa" | "satuan" | "tempat":
            return value == {"apa": asked.measure, "satuan": asked.unit, "tempat": asked.place}[name]
    return dict(asked.cell).get(name) == value


def home(by: Actor) -> str:
    """Where the children an office counts usually live: its own kabupaten, kota or province."""
    territorial = by.office_kind in TERRITORIAL and not by.may(Permission.COUNT_NATION)
    return by.place if territorial else ""


def address(asked: Asked, **other: str) -> str:
    """The question as a query string, with some of it changed."""
    told = {
        "apa": asked.measure,
        "by": ",".join(asked.by),
        "satuan": asked.unit,
        "tempat": asked.place,
        "dari": asked.first.isoformat() if asked.first else "",
        "sampai": asked.last.isoformat(),
        **dict(asked.cell),
    }
    return urlencode(told | other)


def said_day(day: date) -> str:
    """30 Jun 2018."""
    return f"{day.day} {month_name(day.month)} {day.year}"


def said_place(asked: Asked) -> str:
    """Kab. Kupang (53.01), or everywhere."""
    return DIMENSIONS["place"].label(asked.place) if asked.place else _("semua tempat tinggal")


def said_period(table: Table) -> str:
    """1 Jan 2015 – 30 Jun 2018."""
    first = table.asked.first
    since = said_day(first) if first else _("sejak kasus pertama")
    return f"{since} – {said_day(table.complete_until)}"


def counted_by(table: Table, by: Actor) -> str:
    """Whose count it is: each case stands with one office, so the lines of all offices add up to the nation's."""
    if table.nation:
        return _("semua kantor; tiap kasus satu kali")
    if by.office_kind == OfficeKind.PROVINCE:
        return _("{office} dan dinas di bawahnya").format(office=by.office_name)
    return by.office_name


def places(asked: Asked, by: Actor) -> list[tuple[str, str]]:
    """Where one may look: everywhere, at home, and right inside the place chosen."""
    start = home(by)
    inside = [p.code for p in gazetteer.children(asked.place)] if asked.place else []
    codes = dict.fromkeys(filter(None, [start, *_around(start), *_above(asked.place, start), asked.place, *inside]))
    return [("", _("Semua tempat tinggal")), *((code, DIMENSIONS["place"].label(code)) for code in codes)]


def _around(start: str) -> list[str]:
    return [p.code for p in gazetteer.children(start)] if start.count(".") < gazetteer.Level.DISTRICT else []


def _above(place: str, start: str) -> list[str]:
    return [p.code for p in gazetteer.ancestors(place)] if place and not place.startswith(start or " ") else []
