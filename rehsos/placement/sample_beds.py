"""Invented rooms: Puslansos and an LKSA have beds, who sleeps there lies in one, and one resident lies in the hall."""

from rehsos.audit.actions import new_id
from rehsos.directory.models import Office
from rehsos.house.sample import Scene

from .actions.during import move_bed
from .actions.houses import add_room, describe_house
from .models import Bed, Lying, Sexes, Stay, Use

PUSLANSOS, LKSA = 10, 12
_ROOMS = (
    ("kirana", PUSLANSOS, "Kamar 1", Sexes.FEMALE, Use.GENERAL, False, "4"),
    ("kirana", PUSLANSOS, "Kamar 2", Sexes.MALE, Use.GENERAL, False, "1"),
    ("kirana", PUSLANSOS, "Kamar 3", Sexes.ALL, Use.GENERAL, True, "2"),
    ("kirana", PUSLANSOS, "Kamar 4", Sexes.ALL, Use.QUARANTINE, False, "1"),
    ("nadia", LKSA, "Kamar putri", Sexes.FEMALE, Use.GENERAL, False, "A1–A6"),
    ("nadia", LKSA, "Kamar putra", Sexes.MALE, Use.GENERAL, False, "B1–B6"),
)


def in_beds(scene: Scene) -> None:
    """Rooms and their beds; each resident into a free one of their sex, as long as there are any."""
    for who, number, name, sexes, use, step_free, beds in _ROOMS:
        with scene.by(who, scene.days.at(-60, 9)) as by:
            office = Office.objects.get(pk=number)
            add_room(office=office, name=name, sexes=sexes, use=use, step_free=step_free, beds=beds, by=by,
                     action_id=new_id())  # fmt: skip
    with scene.by("nadia", scene.days.at(-60, 10)) as by:
        describe_house(
            office=Office.objects.get(pk=LKSA), sexes=Sexes.ALL, age_from=0, age_to=17, categories=("child",),
            carers=2, limit_days=None, acts_as_ppt=False, complaints="0812 0000 0012", by=by, action_id=new_id(),
        )  # fmt: skip
    for who, number in (("kirana", PUSLANSOS), ("nadia", LKSA)):
        with scene.by(who, scene.days.ago(1)) as by:
            for stay in (
                Stay.objects.filter(office=number, ended_at=None, withdrawn_by=None)
                .select_related("case", "person")
                .order_by("since")
            ):
                if (bed := _free(number, stay.person.sex)) is not None:
                    move_bed(stay=stay, bed=bed, at=scene.days.ago(1), by=by, action_id=new_id())


def _free(office: int, sex: str) -> Bed | None:
    """The first free bed of a room for that sex alone."""
    taken = Lying.objects.filter(office=office, until=None, withdrawn_by=None).values("bed")
    rooms = Bed.objects.filter(room__office=office, room__sexes=sex, room__use=Use.GENERAL).exclude(pk__in=taken)
    return rooms.order_by("pk").first()
