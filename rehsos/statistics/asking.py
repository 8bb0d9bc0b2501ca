"""Between an address and a question: everything that is asked stands in the address, and nonsense is left out."""

from collections.abc import Iterator, Mapping
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.directory import gazetteer, reading
from rehsos.directory.models import OfficeKind
from rehsos.house.counting import Source

from .asked import Asked
from .counting import Table, usual
from .dimensions import DIMENSIONS, MEASURES, SOURCES, dimensions_of, units_of
from .everywhere import CLOSED, month_name

CASES = "case"
"""The source that has words and a list of its own here."""
MOST_DIMENSIONS = 2
OLDEST = date(1990, 1, 1)
TERRITORIAL = {OfficeKind.REGENCY, OfficeKind.PROVINCE}


def asked_in(given: QueryDict, by: Actor) -> Asked:
    """The question an address asks. What it does not say: the first measure, as its source is told, since ever."""
    first = day(given.get("dari", ""))
    last = day(given.get("sampai", "")) or timezone.localdate()
    measure = measure_in(given)
    source = SOURCES[MEASURES[measure].source]
    return Asked(
        measure=measure,
        by=_dimensions(given, source) or usual(measure),
        unit=_one_of(units_of(source), given.get("satuan", "")),
        place=_place(given.get("tempat", home(by) if source.elsewhere else "")),
        first=first if first and first <= last else None,
        last=last,
        cell=tuple(_cell(given, source)),
    )


def measure_in(given: QueryDict) -> str:
    """What an address counts; the first there is where it says nothing that is known."""
    return _one_of(MEASURES, given.get("apa", ""))


def _one_of(known: Mapping[str, object], code: str) -> str:
    return code if code in known else next(iter(known))


def _dimensions(given: QueryDict, source: Source) -> tuple[str, ...]:
    """`by=year,role` or `by=year&by=role`; each once, and one time of what stands."""
    known = dimensions_of(source)
    told = [name for text in given.getlist("by") for name in text.split(",") if name in known]
    once = [*dict.fromkeys(told)]
    if source.stock:
        times = [name for name in once if known[name].months]
        once = [name for name in once if name not in times[1:]]
    return tuple(once[:MOST_DIMENSIONS])


def day(text: str) -> date | None:
    """2018-06-30 as it is; anything else is not said."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found >= OLDEST else None


def _place(code: str) -> str:
    known = gazetteer.place(code)
    now = reading.today(known) if known else None
    return now.code if now else ""


def _cell(given: QueryDict, source: Source) -> Iterator[tuple[str, str]]:
    for name in dimensions_of(source):
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
    return DIMENSIONS["place"].label(asked.place) if asked.place else str(asked.source.anywhere or _("semua tempat"))


def said_period(table: Table) -> str:
    """1 Jan 2015 – 30 Jun 2018; of what stands, the day."""
    first = table.asked.first
    if table.asked.source.stock and not table.asked.times:
        return said_day(table.complete_until)
    since = (
        said_day(first) if first else _("sejak kasus pertama") if table.asked.source.code == CASES else _("sejak awal")
    )
    return f"{since} – {said_day(table.complete_until)}"


def all_offices(source: Source) -> str:
    """That every office is counted, and each case once."""
    return _("semua kantor; tiap kasus satu kali") if source.code == CASES else _("semua kantor")


def counted_by(table: Table, by: Actor) -> str:
    """Whose count it is: each case stands with one office, so the lines of all offices add up to the nation's."""
    if table.nation:
        return all_offices(table.asked.source)
    if by.office_kind == OfficeKind.PROVINCE and table.asked.source.above:
        return _("{office} dan dinas di bawahnya").format(office=by.office_name)
    return by.office_name


def counted_below(source: Source, by: Actor) -> str:
    """Where an office above counts its own rows alone: what that is, and where the rest stands; empty elsewhere."""
    if by.office_kind != OfficeKind.PROVINCE or source.above:
        return ""
    words = _(
        "Di sini hanya {what} di {office} sendiri. Yang tercatat di dinas kab/kota dihitung di Rekap dinas itu; "
        "kantor ini tidak melihatnya, jadi nol di sini bukan nol di provinsi."
    )
    return words.format(what=source.words, office=by.office_name)


def places(asked: Asked, by: Actor) -> list[tuple[str, str]]:
    """Where one may look: everywhere, at home, and right inside the place chosen."""
    start = home(by)
    inside = [p.code for p in gazetteer.children(asked.place)] if asked.place else []
    codes = dict.fromkeys(filter(None, [start, *_around(start), *_above(asked.place, start), asked.place, *inside]))
    everywhere = str(asked.source.anywhere or _("semua tempat"))
    return [("", everywhere[:1].upper() + everywhere[1:]), *((code, DIMENSIONS["place"].label(code)) for code in codes)]


def _around(start: str) -> list[str]:
    return [p.code for p in gazetteer.children(start)] if start.count(".") < gazetteer.Level.DISTRICT else []


def _above(place: str, start: str) -> list[str]:
    return [p.code for p in gazetteer.ancestors(place)] if place and not place.startswith(start or " ") else []
