"""Houses, rooms and beds, as their head says them."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.models import Office
from rehsos.placement.actions import houses
from rehsos.placement.bed_names import bed_names
from rehsos.placement.models import Bed, House, Room, Sexes, Use

pytestmark = pytest.mark.django_db
KUPANG = 3


def room_of(people: Any, name: str = "Kamar 1", beds: str = "", who: str = "citra") -> Room:
    by = people.actor(who)
    return houses.add_room(
        office=Office.objects.get(pk=by.office), name=name, sexes=Sexes.FEMALE, use=Use.GENERAL, step_free=False,
        beds=beds, by=by, action_id=new_id(),
    )  # fmt: skip


def names_in(room: Room) -> list[str]:
    return list(Bed.objects.filter(room=room, closed_at=None).order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A1–A3", ["A1", "A2", "A3"]), ("A1-3", ["A1", "A2", "A3"]), ("a1 s.d. a2", ["a1", "a2"]),
        ("3", ["1", "2", "3"]),
        ("08-10", ["08", "09", "10"]), ("1, 2, 3a", ["1", "2", "3a"]), ("A1; B1–B2; A1", ["A1", "B1", "B2"]), ("", []),
        ("0", []), ("Dekat pintu", ["Dekat pintu"]), ("A1–B3", ["A1–B3"]),
    ],
)  # fmt: skip
def test_many_beds_are_one_line(text: str, names: list[str]) -> None:
    assert bed_names(text) == names


@pytest.mark.parametrize("text", ["1-900", "5-1", "x" * 21, "999"])
def test_what_is_no_line_of_beds_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        bed_names(text)


def test_a_room_comes_with_its_beds_and_no_house_must_be_described_before(people: Any) -> None:
    assert names_in(room_of(people, beds="A1–A12")) == [f"A{n}" for n in range(1, 13)]
    assert not House.objects.exists()


def test_beds_that_stand_there_already_are_not_doubled(people: Any) -> None:
    room = room_of(people, beds="A1–A2")
    houses.add_beds(room=room, beds="a2, A3", by=people.actor("citra"), action_id=new_id())
    assert names_in(room) == ["A1", "A2", "A3"]


def test_two_rooms_of_a_house_are_not_called_the_same(people: Any) -> None:
    room_of(people)
    with pytest.raises(Refused, match="Sudah ada kamar"):
        room_of(people, name=" kamar  1 ")


def test_the_head_of_the_house_alone_arranges_it(people: Any) -> None:
    with pytest.raises(Refused, match="kepala kantor itu sendiri"):
        room_of(people, who="melati")
    assert room_of(people, who="nadia").office_id == 12


def test_another_office_sees_none_of_its_rooms(people: Any) -> None:
    room = room_of(people, beds="2")
    people.actor("eka")
    assert not Room.objects.filter(pk=room.pk).exists()
    assert not Bed.objects.filter(room=room.pk).exists()


def test_a_closed_room_closes_its_beds_and_opens_those_alone(people: Any) -> None:
    room, by = room_of(people, beds="3"), people.actor("citra")
    houses.close_bed(bed=Bed.objects.get(name="2"), by=by, action_id=new_id())
    houses.close_room(room=room, by=by, action_id=new_id())
    assert names_in(room) == []
    with pytest.raises(Conflict, match="ditutup"):
        houses.add_beds(room=Room.objects.get(pk=room.pk), beds="4", by=by, action_id=new_id())
    houses.open_room(room=room, by=by, action_id=new_id())
    assert names_in(room) == ["1", "3"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"age_from": 20, "age_to": 17}, "age_to"), ({"age_to": 400}, "age_to"), ({"carers": -1}, "carers"),
     ({"categories": ("saintly",)}, "categories"), ({"limit_days": 99_999}, "limit_days")],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(people: Any, wrong: dict[str, Any], field: str) -> None:
    by = people.actor("citra")
    told = {"sexes": Sexes.ALL, "age_from": None, "age_to": None, "categories": (), "carers": None, "limit_days": None,
            "acts_as_ppt": False, "complaints": "", **wrong}  # fmt: skip
    with pytest.raises(Refused) as refused:
        houses.describe_house(office=Office.objects.get(pk=KUPANG), **told, by=by, action_id=new_id())
    assert refused.value.field == field
    assert not House.objects.exists()
