"""For whom a bed is stands beside it, and who does not fit there is said and never refused."""

from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.directory.models import Office
from rehsos.people.models import Sex
from rehsos.placement.actions.houses import add_room
from rehsos.placement.fitting import Whom, unlike_house, unlike_room
from rehsos.placement.models import Bed, House, Room, Sexes, Stay, Use
from rehsos.placement.stays import bed_of, free_beds

from .conftest import KUPANG, Inn, words

SAID = "Laki-laki di kamar perempuan"


def now() -> str:
    return timezone.localtime().strftime("%d-%m-%Y %H.%M")


def melur(inn: Inn, **more: Any) -> Bed:
    given: dict[str, Any] = {
        "name": "Melur", "sexes": Sexes.FEMALE, "use": Use.GENERAL, "step_free": False, "beds": "M3", **more,
    }  # fmt: skip
    add_room(office=Office.objects.get(pk=KUPANG), by=inn.people.actor("citra"), action_id=new_id(), **given)
    inn.people.actor("melati")
    return Bed.objects.get(room__name=given["name"])


def test_a_man_in_a_room_for_women_is_taken_in_and_it_is_said_everywhere(inn: Inn) -> None:
    bed = melur(inn)
    assert "Melur · M3 · perempuan" in words(inn.get("placement:take_in"))
    page = inn.post("placement:take_in", sex="L", age="50", stay_kind="shelter", at=now(), bed=str(bed.pk))
    assert page.status_code == 302
    stay = Stay.objects.get()
    assert SAID in words(inn.get("placement:stay", stay.pk)), "once more after saving, and on the page"
    assert "Tempatnya mungkin tidak cocok" in words(inn.get("placement:stay", stay.pk)), "and it stays there"
    assert SAID in words(inn.get("placement:tonight"))


def test_who_fits_or_is_not_known_is_told_nothing(inn: Inn) -> None:
    for sex, bed in (("P", melur(inn)), ("?", melur(inn, name="Kenanga", sexes=Sexes.MALE))):
        inn.post("placement:take_in", sex=sex, stay_kind="shelter", at=now(), bed=str(bed.pk))
        page = words(inn.get("placement:stay", Stay.objects.latest("since").pk))
        assert "tidak cocok" not in page
        assert "Perhatikan" not in page
    assert " di kamar " not in words(inn.get("placement:tonight"))


def test_beds_that_fit_come_first_and_the_others_say_so(inn: Inn) -> None:
    melur(inn, name="Anggrek")
    assert next(told for _pk, told in free_beds(KUPANG)) == "Anggrek · M3 · perempuan"
    named = [told for _pk, told in free_beds(KUPANG, one=Whom(Sex.MALE))]
    assert named == ["Kamar 1 · 1 · umum", "Kamar 1 · 2 · umum", "Anggrek · M3 · perempuan — tidak cocok"]


def test_moving_to_another_bed_says_it_too_and_moving_back_ends_it(inn: Inn) -> None:
    bed, stay = melur(inn), inn.taken()
    assert "tidak cocok" in words(inn.get("placement:move", stay.pk))
    inn.post("placement:move", stay.pk, bed=str(bed.pk), at=now())
    assert "Perhatikan" in words(inn.get("placement:stay", stay.pk))
    lies = bed_of(inn.seen(stay))
    assert lies is not None
    assert lies.bed_id == bed.pk
    inn.post("placement:move", stay.pk, bed=str(inn.two.pk), at=now())
    assert "tidak cocok" not in words(inn.get("placement:stay", stay.pk))
    assert SAID not in words(inn.get("placement:tonight"))


def test_the_age_that_a_house_takes_stands_beside_its_beds_and_is_no_lock(inn: Inn) -> None:
    House.objects.create(office_id=KUPANG, age_from=0, age_to=17, offices=[KUPANG])
    assert "Kamar 1 · 1 · umum · umur 0–17" in words(inn.get("placement:take_in"))
    inn.post("placement:take_in", sex="L", age="50", stay_kind="shelter", at=now())
    page = words(inn.get("placement:stay", Stay.objects.get().pk))
    assert "umur 50 tahun di lembaga untuk umur 0–17" in page


@pytest.mark.parametrize(
    ("sex", "age", "said"),
    [(Sex.MALE, 40, "Laki-laki di kamar ibu dan anak"), (Sex.MALE, 4, ""), (Sex.FEMALE, 40, "")],
)
def test_a_room_for_mother_and_child(sex: Sex, age: int, said: str) -> None:
    assert unlike_room(Room(use=Use.MOTHER_CHILD), Whom(sex, age)) == said


@pytest.mark.parametrize(("low", "high", "age", "fits"), [
    (None, None, 5, True), (18, None, 17, False), (18, None, 18, True), (None, 17, 17, True), (None, 17, 18, False),
    (60, None, None, True),
])  # fmt: skip
def test_the_ends_of_the_ages_of_a_house(low: int | None, high: int | None, age: int | None, *, fits: bool) -> None:
    assert (unlike_house(House(age_from=low, age_to=high), Whom(Sex.MALE, age)) == "") is fits
