"""Who was brought home by the RPTC of Nusa Tenggara Barat, who was to be fetched, and a group of Kupang in 2016.

Printed: three neglected with a mental disorder to Jawa Timur, Yogyakarta and Palembang; of 54 stranded 39 to Java; one
to Tangerang after recovery; one to be fetched from Riau, of whom nothing more is known. Of Kupang it was printed that
victims were returned to their families with Save the Children in 2016, and no number: the group is invented, and so are
all roads, days and hours.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.first_type import type_of
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Place, Worker
from rehsos.people.identity import Identity
from rehsos.people.models import Sex
from rehsos.repatriation.actions.arriving import accept_leg
from rehsos.repatriation.actions.earlier import EarlierLeg, record_earlier_return
from rehsos.repatriation.actions.groups import begin_group, end_group
from rehsos.repatriation.actions.journeys import begin_journey, end_hold, end_journey, note_journey
from rehsos.repatriation.actions.legs import depart, plan_group_leg, plan_leg, tick_aboard
from rehsos.repatriation.lines import read
from rehsos.repatriation.models import (
    AcceptedAs,
    Direction,
    Ended,
    Hold,
    Journey,
    JourneyNote,
    Leg,
    NoteKind,
    TraceResult,
    Vehicle,
)

from . import cast
from .opening import opened
from .told import by_hand, fixed, on

KUPANG, NTB, BANTEN, RPTC = 3, 6, 7, 11
HOUR = timedelta(hours=1)
TO_BANTEN = "36"
ANSWERED = (
    (NoteKind.FIT, "Dokter puskesmas."),
    (NoteKind.RISK, "Tidak ada yang ditakutinya di sana."),
    (NoteKind.HOUSEHOLD, "Kakaknya ditelepon, ada kamar untuknya."),
    (NoteKind.WILL, "Ingin pulang begitu pulih."),
)
VILLAGE = "Keluarga, disaksikan kepala desa; dinas belum dapat menjemput."
GROUP = """Bunga Peraga, P, 19
Kerang Rekaan, P, 22
Ombak Misalan, L, 24
tanpa nama, P, 18
Kemiri Umpama, P, 27
Lontar Tiruan, L, 21"""


class Guest(Protocol):
    """Who stayed at the RPTC and went home."""

    @property
    def key(self) -> str: ...
    @property
    def goal(self) -> str: ...
    @property
    def ill(self) -> bool: ...
    @property
    def came_on(self) -> date: ...


def brought(guest: Guest, case: Case, left: datetime) -> datetime:
    """Their road, written down on the day they came home; which hour that was."""
    if guest.ill:
        return _after_recovery(guest, case, left)
    road = _road(guest.goal, left)
    home = road[-1].accepted_at
    with by_hand(cast.LUNA, home + HOUR) as by:
        record_earlier_return(
            case=case, direction=Direction.OUT, destination=Place.objects.get(pk=guest.goal), certain=True, road=road,
            by=by, action_id=fixed("return", guest.key),
        )  # fmt: skip
    return home + 2 * HOUR


def _road(goal: str, left: datetime) -> tuple[EarlierLeg, ...]:
    """By the province to the family; where an office of the house stands at the other end, by that, too."""
    to_province = EarlierLeg(Vehicle.CAR, left, left + HOUR, AcceptedAs.OFFICE, sender=RPTC, receiver=NTB)
    if goal != TO_BANTEN:
        sea = (left + 3 * HOUR, left + 27 * HOUR)
        return to_province, EarlierLeg(Vehicle.BUS, *sea, AcceptedAs.FAMILY, sender=NTB, to_place=goal)
    first = _first_to_banten(left)
    sea = (left + 3 * HOUR, left + 26 * HOUR)
    if first:
        whole = EarlierLeg(Vehicle.BUS, *sea, AcceptedAs.OTHER, sender=NTB, receiver=BANTEN, who=VILLAGE)
        return to_province, whole
    to_banten = EarlierLeg(Vehicle.BUS, *sea, AcceptedAs.OFFICE, sender=NTB, receiver=BANTEN)
    to_family = EarlierLeg(Vehicle.CAR, left + 28 * HOUR, left + 30 * HOUR, AcceptedAs.FAMILY, BANTEN, to_place=goal)
    return to_province, to_banten, to_family


def _first_to_banten(left: datetime) -> bool:
    """Of those to Banten the first was taken by the family before the village head: the office did not come."""
    return left.date() < date(2024, 3, 15)


def _after_recovery(guest: Guest, case: Case, left: datetime) -> datetime:
    """To Tangerang: held while ill, then by one bus; the destination is known to the province."""
    came = on(guest.came_on, 15, 0, cast.actor(cast.LUNA).zone)
    with by_hand(cast.LUNA, came) as by:
        journey = begin_journey(
            case=case, direction=Direction.OUT, destination=Place.objects.get(pk=TO_BANTEN), certain=False,
            family="Tangerang, kabupaten atau kota belum diketahui.", by=by, action_id=fixed("return", guest.key),
        )  # fmt: skip
        held = _noted(journey, NoteKind.HOLD, Hold.ILL, "Dirawat sampai pulih.", by)
    well = left - 24 * HOUR
    with by_hand(cast.LUNA, well) as by:
        end_hold(held=JourneyNote.objects.select_related("journey__case").get(pk=held.pk), at=well, by=by,
                 action_id=new_id())  # fmt: skip
        for kind, words in ANSWERED:
            _noted(journey, kind, "yes", words, by)
    home = left + 26 * HOUR
    with by_hand(cast.LUNA, left) as by:
        leg = plan_leg(
            journey=_again(journey), **_to_family(RPTC, TO_BANTEN, left, home), who="Keluarga di Tangerang",
            needs="Istirahat cukup.", by=by, action_id=new_id(),
        )  # fmt: skip
        _depart(leg, (1,), left, by)
    with by_hand(cast.LUNA, home) as by:
        accept_leg(leg=_seen(leg), arrived=(1,), at=home, words="", by=by, action_id=new_id())
        end_journey(journey=_again(journey), ended=Ended.DONE, words="", by=by, action_id=new_id())
    return home + HOUR


def _again(journey: Journey) -> Journey:
    return Journey.objects.select_related("case").get(pk=journey.pk)


def _seen(leg: Leg) -> Leg:
    return Leg.objects.select_related("office", "sender", "receiver").get(pk=leg.pk)


def _noted(journey: Journey, kind: NoteKind, code: str, words: str, by: Any) -> JourneyNote:
    return note_journey(journey=_again(journey), note_kind=kind, code=code, at=timezone.now(),
                        until=None, again_on=None, words=words, by=by, action_id=new_id())  # fmt: skip


def _to_family(sender: int, goal: str, left: datetime, home: datetime) -> dict[str, Any]:
    return {
        "sender": Office.objects.get(pk=sender), "receiver": None, "from_place": None,
        "to_place": Place.objects.get(pk=goal), "vehicle": Vehicle.BUS, "seats": None, "escort": None,
        "departs": left, "arrives": home,
    }  # fmt: skip


def _depart(leg: Leg, aboard: tuple[int, ...], at: datetime, by: Any) -> None:
    tick_aboard(leg=_seen(leg), aboard=aboard, by=by, action_id=new_id())
    depart(leg=_seen(leg), at=at, by=by, action_id=new_id())


def tell(say: Callable[[str], None]) -> None:
    """The one to be fetched from Riau, and the group of 2016."""
    _from_riau()
    _kupang_2016()
    say("pemulangan yang berlalu")


def _from_riau() -> None:
    """To be fetched, as it was printed in May 2024: asked for, not answered. No stay and no return is claimed."""
    zone = cast.actor(cast.LUNA).zone
    asked = on(date(2024, 5, 27), 10, 0, zone)
    with by_hand(cast.LUNA, asked) as by:
        kind, _letter = type_of("stranded", 37)
        client = cast.Client(Identity(called="Rotan", full_name="Rotan Misalan"), Sex.MALE, 2024 - 37, estimated=True)
        case = opened(client, kind, "52.03", asked.date(), by, key="riau 0", category="stranded")
        journey = begin_journey(
            case=case, direction=Direction.IN, destination=Place.objects.get(pk="52.03"), certain=False, family="",
            by=by, action_id=fixed("return", "riau 0"),
        )  # fmt: skip
        _noted(journey, NoteKind.TRACE, TraceResult.WAITING, "Dinas sosial di Riau ditanya.", by)


def _kupang_2016() -> None:
    """Victims of trafficking, handed to their families on 14 September 2016 together with Save the Children."""
    zone = cast.actor(cast.MELATI).zone
    left, home = on(date(2016, 9, 14), 8, 0, zone), on(date(2016, 9, 14), 13, 0, zone)
    with by_hand(cast.MELATI, left) as by:
        lines = read(GROUP).lines
        group = begin_group(
            direction=Direction.OUT, category="trafficked", from_place=None, to_place=Place.objects.get(pk="53.01"),
            lines=lines, same_meant=False, by=by, action_id=fixed("group", "kupang 2016"),
        )  # fmt: skip
        there = {**_to_family(KUPANG, "53.01", left, home), "escort": Worker.objects.get(pk=cast.MELATI.id)}
        leg = plan_group_leg(group=group, **there, who="Keluarga masing-masing, bersama Save the Children", needs="",
                             by=by, action_id=new_id())  # fmt: skip
        everybody = tuple(range(1, len(lines) + 1))
        _depart(leg, everybody, left, by)
    with by_hand(cast.MELATI, home) as by:
        accept_leg(leg=_seen(leg), arrived=everybody, at=home, words="BAST ditandatangani tiap keluarga.", by=by,
                   action_id=new_id())  # fmt: skip
        end_group(group=group, by=by, action_id=new_id())
