"""The parts of the summary that a case itself gives: made of codes, but for who it is and who is safe."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rehsos.access.pages import Shown
from rehsos.cases.file import CaseFile
from rehsos.directory import gazetteer
from rehsos.house.rooms import given
from rehsos.law.clocks import State as ClockState
from rehsos.law.words import when
from rehsos.look import words
from rehsos.look.labels import label
from rehsos.people.models import Sex

from .doors import Summary, Told
from .telling import IDENTITY, SAFE

RUNNING = frozenset({ClockState.RUNNING, ClockState.OPEN, ClockState.PAUSED})


def who(file: CaseFile) -> Iterator[str]:
    """Name, birth and where they live, as far as they are known."""
    it = file.identity
    yield f"{file.name} ({Sex(file.case['sex']).label})"
    if it.born:
        yield _("Lahir {day}").format(day=words.day(it.born, long=True))
    if it.lives_at:
        yield it.lives_at
    if it.carer_name:
        yield _("Pengasuh: {name}").format(name=it.carer_name)


def kind_of_case(file: CaseFile) -> Iterator[str]:
    """Types, role, kabupaten, stage and the day it was opened."""
    yield ", ".join(label(row["type"], "type") for row in file.rows["types"])
    if file.case["role"]:
        yield label(file.case["role"], "role")
    if place := gazetteer.place(file.case["place"][:5]):
        yield place.label
    yield _("Dibuka {day}, tahap: {stage}").format(
        day=words.iso_day(file.case["opened_on"]), stage=label(file.case["stage"], "stage")
    )


def risk(file: CaseFile) -> Iterator[str]:
    """How high, once somebody said."""
    if file.case["risk"]:
        yield label(file.case["risk"], "risk")


def assessed(file: CaseFile) -> Iterator[str]:
    """Which assessments there are, and whether one says that a home is needed."""
    for row in file.rows["assessments"]:
        yield f"{label(row['blank'], 'blank')}, {words.day(row['on'])}"
    if any(row["needs_panti"] for row in file.rows["assessments"]):
        yield _("Memerlukan layanan dalam panti")


def safe(file: CaseFile) -> Iterator[str]:
    """Who may be called, and who must not be."""
    it = file.identity
    if it.safe_channel or it.phone:
        yield " · ".join(part for part in (it.phone, it.phone_owner, it.safe_channel) if part)
    for row in file.rows["participants"]:
        mark = _("jangan dihubungi") if row["no_contact"] or row["alleged"] else _("orang tepercaya")
        if row["no_contact"] or row["alleged"] or row["trusted"]:
            yield " · ".join(part for part in (label(row["relation"], "relation"), row["name"], mark) if part)


def steps(file: CaseFile) -> Iterator[str]:
    """The plan that stands, and how many steps it has."""
    for row in file.rows["plans"][:1]:
        yield _("Rencana layanan ke-{n}, {steps} langkah").format(n=row["number"], steps=row["steps"])


def duties(file: CaseFile) -> Iterator[str]:
    """Which of our clocks run, and until when, in the hours of the office that tells."""
    here = ZoneInfo(timezone.get_current_timezone_name())
    for running in file.clocks:
        if running.clock.state in RUNNING and running.clock.due_at:
            yield f"{words.say(running.clock.label)}: {when(running.clock.due_at, here, words.language(), ends=True)}"


SUMMARIES = (
    Summary(IDENTITY, gettext_lazy("Siapa orangnya (nama, lahir, tinggal di mana)"), who, names=True),
    Summary("kind", gettext_lazy("Jenis kasus"), kind_of_case, ticked=True),
    Summary("risk", gettext_lazy("Tingkat risiko"), risk, ticked=True),
    Summary("assessed", gettext_lazy("Asesmen yang ada"), assessed, ticked=True),
    Summary("steps", gettext_lazy("Rencana layanan"), steps, ticked=True),
    Summary(SAFE, gettext_lazy("Siapa yang aman dihubungi, siapa yang jangan"), safe, names=True),
    Summary("duties", gettext_lazy("Kewajiban yang berjalan"), duties, ticked=True),
)
"""Those of the case: given whole in `room.py`."""


def words_of(code: str) -> str:
    """What a part is called; the code itself where no room gives it any more."""
    return next((str(one.words) for one in given(Summary) if one.code == code), code)


def told(file: CaseFile, codes: tuple[str, ...] | None = None) -> list[Told]:
    """What each part says of a case now; those with these codes, or all that have something to say.

    It is kept, and read on another day: so it says the day itself, as on paper, and in Indonesian.
    """
    with words.on_paper(), translation.override("id"):
        found = [Told(one.code, tuple(one.tells(file))) for one in given(Summary) if codes is None or one.code in codes]
    return [one for one in found if one.lines]


def readable(file: CaseFile) -> bool:
    """Whether parts that name somebody may be made on this screen."""
    return file.shown is Shown.FULL
