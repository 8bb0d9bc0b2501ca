"""The invented on the road: a leg that nobody accepted for 26 hours, a group at sea, one held until it is known who she is."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import Actor
from rehsos.cases.actions.opening import open_case
from rehsos.cases.first_type import type_of
from rehsos.cases.models import Case, CaseKind
from rehsos.directory.models import Office, Place
from rehsos.house.sample import Scene
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

from .actions.groups import begin_group
from .actions.journeys import begin_journey, note_journey
from .actions.legs import depart, plan_group_leg, plan_leg, tick_aboard
from .lines import read
from .models import Direction, Hold, Journey, Leg, NoteKind, TraceResult, Vehicle

NTT, SENTRA, NTB, RPTC = 2, 5, 6, 11
LATE, CROSSING = 26, 22
"""Hours since it should have been accepted; and on the ship."""
MIGRANTS = """Angin Peraga, L, 34, Kab. Kupang
Awan Rekaan, P, 29, Kab. Kupang
Pelangi Contoh, P, 31, Kab. Timor Tengah Selatan
Rotan Misalan, L, 45, Kab. Timor Tengah Selatan
Lontar Umpama, L, 38, Kab. Timor Tengah Selatan
Cendana Samaran, P, 26, Kab. Belu
Jagung Tiruan, L, 52, Kab. Belu
Padi Andaian, P, 41, Kab. Ende
Bintang Bayangan, P, 23, Kab. Ende
Senja Karangan, L, 36, Kab. Ende
tanpa nama, L, 40
Hujan Teladan, P, 33, Kab. Sumba Timur
Embun Khayalan, P, 19, Kab. Sumba Timur
tanpa nama, P, 50"""


def on_the_road(scene: Scene) -> None:
    """Of the RPTC one who is not accepted at the Sentra; of Puslansos one who is held; NTB's migrants on their way to NTT."""
    _not_accepted(scene)
    _held(scene)
    _at_sea(scene)


def _not_accepted(scene: Scene) -> None:
    with scene.by("luna", scene.days.at(-6, 10)) as by:
        journey = _begun(_opened("Sirih Umpama", Sex.MALE, 41, "stranded", by=by), "53.01", by)
    for day, kind, code, words in (
        (-5, NoteKind.TRACE, TraceResult.CONFIRMED, "Kepala desa mengenal keluarganya."),
        (-4, NoteKind.WILLING, "yes", "Kakaknya menunggu."),
        (-4, NoteKind.WILL, "yes", "Ingin pulang sebelum musim tanam."),
        (-4, NoteKind.FIT, "yes", "Dokter puskesmas."),
    ):
        with scene.by("luna", scene.days.at(day, 9)) as by:
            _noted(journey, kind, code, words, by=by)
    left, due = scene.days.ago(LATE + CROSSING), scene.days.ago(LATE)
    with scene.by("luna", scene.days.ago(LATE + CROSSING, 30)) as by:
        plan_leg(journey=journey, **_ship(RPTC, SENTRA, left, due), needs="Obat malam satu kali.", by=by,
                 action_id=new_id())  # fmt: skip
    _left(scene, "luna", Leg.objects.filter(rides__journey=journey), (1,), left)


def _held(scene: Scene) -> None:
    with scene.by("kirana", scene.days.at(-8, 10)) as by:
        journey = _begun(_opened("Kemiri Andaian", Sex.FEMALE, 58, "odgj", by=by), "35", by)
    asked, waits = "Dinas di Jawa Timur ditelepon.", "Namanya belum pasti; Dukcapil ditanya."
    with scene.by("kirana", scene.days.at(-7, 9)) as by:
        _noted(journey, NoteKind.TRACE, TraceResult.WAITING, asked, by=by, again_on=scene.days.day(2))
        _noted(journey, NoteKind.HOLD, Hold.IDENTITY, waits, by=by, until=scene.days.day(5))


def _at_sea(scene: Scene) -> None:
    left, due = scene.days.ago(20), scene.days.ago(-4)
    with scene.by("hadi", scene.days.ago(30)) as by:
        group = begin_group(
            direction=Direction.OUT, category="migrant", from_place=Place.objects.get(pk="52.71"),
            to_place=Place.objects.get(pk="53"), lines=read(MIGRANTS).lines, same_meant=False, by=by,
            action_id=new_id(),
        )  # fmt: skip
        plan_group_leg(group=group, **_ship(NTB, NTT, left, due), needs="Dua orang mabuk laut.", by=by,
                       action_id=new_id())  # fmt: skip
    _left(scene, "hadi", group.legs.all(), tuple(range(1, 14)), left)


def _opened(name: str, sex: Sex, age: int, category: str, *, by: Actor) -> Case:
    identity = Identity(called=name.partition(" ")[0], full_name=name)
    person = register_person(
        identity=identity, sex=sex, birth_year=timezone.localdate().year - age,
        birth_estimated=True, by=by, action_id=new_id(),
    )  # fmt: skip
    kind, letter = type_of(category, age)
    return open_case(
        client=person, types=(kind,), primary_type=kind, place=Place.objects.get(pk=by.place), event_place=None,
        opened_on=timezone.localdate(), kind=CaseKind.CASE, report=None, earlier=None, age=age, category=category,
        protection=letter, by=by, action_id=new_id(),
    )  # fmt: skip


def _begun(case: Case, goal: str, by: Actor) -> Journey:
    return begin_journey(case=case, direction=Direction.OUT, destination=Place.objects.get(pk=goal), certain=False,
                         family="", by=by, action_id=new_id())  # fmt: skip


def _noted(journey: Journey, kind: NoteKind, code: str, words: str, *, by: Actor, **more: Any) -> None:
    given = {"until": None, "again_on": None, **more}
    note_journey(journey=journey, note_kind=kind, code=code, at=timezone.now(), words=words, **given, by=by,
                 action_id=new_id())  # fmt: skip


def _ship(sender: int, receiver: int, left: datetime, due: datetime) -> dict[str, Any]:
    offices = Office.objects.in_bulk([sender, receiver])
    return {
        "sender": offices[sender], "receiver": offices[receiver], "from_place": None, "to_place": None,
        "vehicle": Vehicle.SHIP, "seats": None, "escort": None, "departs": left, "arrives": due, "who": "",
    }  # fmt: skip


def _left(scene: Scene, who: str, legs: Any, aboard: tuple[int, ...], at: datetime) -> None:
    with scene.by(who, at) as by:
        leg = legs.select_related("office", "sender", "receiver").get()
        tick_aboard(leg=leg, aboard=aboard, by=by, action_id=new_id())
        depart(leg=leg, at=at, by=by, action_id=new_id())
