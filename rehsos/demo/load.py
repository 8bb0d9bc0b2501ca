"""Loading the demonstration: once, in three parts, each of which is there whole or not at all."""

from collections.abc import Callable, Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from rehsos.access.models import User
from rehsos.audit.actions import REGISTRY
from rehsos.audit.actor import set_scope
from rehsos.audit.models import Action
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.house import sample
from rehsos.house.rooms import by_room
from rehsos.house.sample import Sample, Stage

from . import arranged, cast, living, neighbours, past, returned, sheltered
from .told import CastScene, Days, fixed

Tell = Callable[[str], None]
EVERY = 20


def inhabited() -> bool:
    """Whether others than the cast have an office or a sign-in here: among them the cast has no business."""
    known = [office.name for office in cast.OFFICES]
    real = User.objects.exclude(email__endswith="@contoh.test")
    return real.exists() or Office.objects.exclude(name__in=known).exists()


def load(tell: Tell = lambda _line: None) -> bool:
    """Load what is not there yet; False when all of it was. `tell` hears how far it is."""
    cast.put_offices_and_workers()
    _put_pins()
    done = [
        _once("rambu", lambda: _now(tell)),
        _once("kupang 0", lambda: _past("Kab. Kupang 2015-2018", past.kupang(), tell)),
        _once("ntb 0", lambda: _past("NTB 2024", past.ntb(), tell)),
        _once("rptc 0", lambda: sheltered.tell(tell)),
        _once("riau 0", lambda: returned.tell(tell)),
        _of_rooms_added(tell),
        arranged.tell(),
    ]
    return any(done)


def _once(key: str, part: Callable[[], None]) -> bool:
    """Do a part in one transaction, unless its first case is there."""
    with transaction.atomic():
        set_scope(tuple(office.id for office in cast.OFFICES), 0)
        if Case.objects.filter(pk=fixed("case", key)).exists():
            return False
        part()
        set_scope((), None)
    return True


def _now(tell: Tell) -> None:
    days = Days(timezone.now(), cast.actor(cast.MELATI).zone)
    scene = CastScene(days)
    sample.tell(Stage.BEFORE, scene)
    living.yanto(days)
    accused = living.dodi(days)
    for one in (living.mawar, living.lia, living.anton, living.rambu):
        one(days)
    neighbours.across_the_wall(accused, days)
    neighbours.bima(days)
    neighbours.elsewhere(days)
    sample.tell(Stage.AFTER, scene)
    tell("kasus hari ini")


def _of_rooms_added(tell: Tell) -> bool:
    """What rooms tell that came to the house after the demonstration: those of which the log knows nothing."""
    with transaction.atomic():
        set_scope(tuple(office.id for office in cast.OFFICES), 0)
        names = Action.objects.values_list("name", flat=True).distinct()  # of old lines only the name tells the room
        known = {REGISTRY[name].room for name in names if name in REGISTRY}
        late = [(room, part) for room, part in by_room(Sample) if room not in known]
        scene = CastScene(Days(timezone.now(), cast.actor(cast.MELATI).zone))
        for stage in Stage:
            for room, part in late:
                if part.stage is stage:
                    part.tell(scene)
                    tell(f"contoh ruang {room}")
        set_scope((), None)
    return bool(late)


def _past(title: str, cases: Sequence[past.Past], tell: Tell) -> None:
    for position, case in enumerate(cases, start=1):
        past.tell(case)
        if position % EVERY == 0 or position == len(cases):
            tell(f"{title}: {position} dari {len(cases)}")


def _put_pins() -> None:
    """The PIN that shows names, for whoever has none yet."""
    emails = [hand.email for hand in cast.HANDS]
    users = User.objects.filter(email__in=emails, pin="")
    if users.exists():
        users.update(pin=make_password(cast.PIN))
