"""Words for time on screen and on paper: days, months and zones, what is left, when it ends. Indonesian and English."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from rehsos.law.clocks import Clock
from rehsos.law.shapes import FactKind, Length, Words

Lang = Literal["id", "en"]

MINUTE, HOUR, DAY = 60, 3600, 86400
HOURS_ALONE, DAYS_ALONE = 6, 3
MONTHS = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}
DAYS = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
LONG_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
LONG_MONTHS = {
    "id": (
        *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
        *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
KINDS = {
    "J": ("jam", "hours from the instant"),
    "H": ("hari", "days"),
    "HK": ("hari kerja", "working days"),
    "B": ("bulan", "months"),
    "L": ("batas", "limit"),
    "R": ("berkala", "recurring"),
    "none": ("tanpa batas waktu dalam peraturan", "no length in the law"),
}


_UNITS: dict[str, Words] = {
    "hours": ("jam", "hour"),
    "working_hours": ("jam kerja", "working hour"),
    "days": ("hari", "day"),
    "working_days": ("hari kerja", "working day"),
    "months": ("bulan", "month"),
    "years": ("tahun", "year"),
}


def length_words(length: Length) -> Words:
    """72 jam, 3 hari kerja, 6 bulan; 72 hours, 1 working day."""
    indonesian, english = _UNITS[length.unit]
    return f"{length.number} {indonesian}", f"{length.number} {english}{'s' * (length.number != 1)}"


def day(value: date) -> Words:
    """10 Agu 2026, 10 Aug 2026."""
    month = value.month - 1
    return (f"{value.day} {MONTHS['id'][month]} {value.year}", f"{value.day} {MONTHS['en'][month]} {value.year}")


def span(gap: timedelta) -> Words:
    """A length of time, whichever way it runs: at most two units, the small one only while it matters.

    40 menit, 1 jam 40 mnt, 7 jam, 2 hari 3 jam, 4 hari; 40 min, 1 h 40 m, 7 h, 2 days 3 h, 4 days.
    """
    seconds = int(abs(gap).total_seconds())
    days, hours, minutes = seconds // DAY, seconds // HOUR % 24, seconds // MINUTE % 60
    if days:
        return _two((days, "hari", "day" if days == 1 else "days"), (hours if days < DAYS_ALONE else 0, "jam", "h"))
    if hours:
        return _two((hours, "jam", "h"), (minutes if hours < HOURS_ALONE else 0, "mnt", "m"))
    return _two((minutes, "menit", "min")) if minutes else ("kurang dari 1 menit", "less than a minute")


def _two(*parts: tuple[int, str, str]) -> Words:
    said = [(f"{number} {indonesian}", f"{number} {english}") for number, indonesian, english in parts if number]
    return " ".join(words[0] for words in said), " ".join(words[1] for words in said)


def missing(kinds: Iterable[FactKind]) -> Words:
    """What a clock still needs to be known: to be filled in where the office itself knows it, else to be asked."""
    found = list(kinds)
    ours = all(kind.knows == "ours" for kind in found)
    indonesian, english = ("; ".join(kind.label[place] for kind in found) for place in (0, 1))
    return f"{'Isi' if ours else 'Tanyakan'}: {indonesian}", f"{'Fill in' if ours else 'Ask'}: {english}"


def left(gap: timedelta, *, softer: bool = False) -> Words:
    """`sisa 4 hari`, or once it has passed `Lewat 1 jam 40 mnt`; in English `4 days left`, `1 h 40 m late`.

    While the softer reading still runs it is the safe limit that has passed, and nothing is late yet.
    """
    indonesian, english = span(gap)
    if gap < timedelta(0) and softer:
        return f"Lewat batas aman {indonesian}", f"{english} past the safe limit"
    if gap < timedelta(0):
        return f"Lewat {indonesian}", f"{english} late"
    return f"sisa {indonesian}", f"{english} left"


def when(moment: datetime, tz: ZoneInfo, lang: Lang = "id", *, ends: bool = False) -> str:
    """`Rab 25 Nov 2026 pukul 08.00 WITA`; with `ends`, a midnight is said as 24.00 of the day before."""
    local = moment.astimezone(tz)
    whole = ends and (local.hour, local.minute) == (0, 0)
    told = local - timedelta(minutes=1) if whole else local
    hour = "24.00" if whole else f"{local:%H.%M}"
    said = f"{DAYS[lang][told.weekday()]} {day(told)[('id', 'en').index(lang)]}"
    return f"{said} {'pukul' if lang == 'id' else 'at'} {hour} {ZONES.get(tz.key, tz.key)}"


def explain(clock: Clock, tz: ZoneInfo, lang: Lang = "id") -> list[str]:
    """A clock as lines of text: due, both readings, how it is counted, who owes it, its articles."""
    one, said = ("id", "en").index(lang), _SAID[lang]
    rule, soft = clock.rule, clock.second_reading
    lines = [rule.label[one]]
    due = when(clock.due_at, tz, lang, ends=not rule.opens) if clock.due_at else said["none"]
    lines.append(f"{said['opens' if rule.opens else 'due']}: {due}")
    if soft:
        lines.append(f"{said['second']}: {when(soft.at, tz, lang, ends=True)} ({soft.words[one]})")
    lines.append(f"{said['kind']}: {rule.kind} ({KINDS[rule.kind][one]})")
    lines.append(f"{said['owed']}: {rule.owed_by[one]}")
    lines.append(f"{said['basis']}: {'; '.join(map(str, rule.basis))}")
    lines.append(said["policy" if rule.pausable else "verified" if rule.verified else "unverified"])
    lines.extend(f"{said['note']}: {words[one]}" for words in (*clock.relied_on, rule.note) if words[one])
    return lines


_SAID = {
    "id": {
        "due": "Batas",
        "opens": "Sejak",
        "none": "tanpa batas waktu",
        "second": "Tafsir lain",
        "kind": "Cara hitung",
        "owed": "Kewajiban",
        "basis": "Dasar",
        "verified": "Bunyi pasal sudah dibaca (alat bantu, bukan nasihat hukum)",
        "unverified": "Aturan belum dipastikan",
        "policy": "Kebijakan dinas, bukan undang-undang",
        "note": "Catatan",
    },
    "en": {
        "due": "Due",
        "opens": "From",
        "none": "no time limit",
        "second": "Other reading",
        "kind": "Counted in",
        "owed": "Owed by",
        "basis": "Basis",
        "verified": "The article's text was read (an aid, not legal advice)",
        "unverified": "Rule not verified",
        "policy": "Office policy, not law",
        "note": "Note",
    },
}
