"""A matter beside the case, and how old the child was at the deed."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from conftest import unlock
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case, Circumstance
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.models import Matter, Part
from rehsos.justice.roles import Role
from rehsos.people.identity import Identity

from .bench import case_of, part_of, said, statements


def address(case: Case) -> str:
    return f"/kasus/{case.code}/perkara/baru/"


TYPED = {
    "role": "child_victim", "side": "", "police_number": "LP/B/77/XI/2026/CONTOH", "police_unit": "Polres Contoh",
    "offence": "Kekerasan terhadap anak", "article": "Ps 80", "seven": "no", "sexual": "", "suspect": "adult",
    "event_from": "2026-11-01", "event_to": "", "event_place": "Kecamatan Kupang Tengah, Kab. Kupang",
}  # fmt: skip


def test_the_worker_records_what_is_known(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    response = people.client("melati").post(address(case), TYPED)
    assert response.status_code == 302, response.content.decode()[-3000:]
    part = Part.objects.select_related("matter").get(case=case)
    assert (part.role, part.side) == (Role.VICTIM, "harmed")
    assert part.matter.penalty_seven_or_more is False
    assert part.matter.event_place.startswith("53.01")
    assert Case.objects.get(pk=case.pk).role == Role.VICTIM


def test_where_it_happened_stands_on_the_page_for_who_reads_the_rest_of_it(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    people.client("melati").post(address(case), TYPED)
    pages = {who: people.client(who).get(f"/kasus/{case.code}/").content.decode() for who in ("melati", "eka")}
    assert "Kec. Kupang Tengah, Kab. Kupang" in pages["melati"].partition("Tempat kejadian")[2][:200]
    assert "Tempat kejadian" not in pages["eka"]  # the province sees a code


def test_the_page_asks_little_of_the_database(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    browser = people.client("melati")
    browser.get(address(case))
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address(case)).status_code == 200
    assert len(statements(asked)) <= 7, statements(asked)


def test_a_colleague_reads_why_not(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    response = people.client("bima").get(address(case))
    assert response.status_code == 403
    assert "pekerja sosial lain" in response.content.decode()
    assert people.client("bima").post(address(case), TYPED).status_code == 403


def test_an_outsider_finds_nothing(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    assert people.client("dewi").get(address(case)).status_code == 404
    assert people.client("dewi").post(address(case), TYPED).status_code == 404


def test_nobody_signed_in_is_led_to_the_door(client: Any, people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    assert "/masuk/" in client.get(address(case))["Location"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"event_from": "2099-01-01"}, "event_from"),
        ({"event_from": "2026-11-05", "event_to": "2026-11-01"}, "event_to"),
        ({"role": ""}, "role"),
        ({"role": "judge"}, "role"),
        ({"age_at_deed": "-1"}, "age_at_deed"),
        ({"age_at_deed": "9"}, "age_at_deed"),
        ({"police_number": "x" * 81}, "police_number"),
        ({"event_place": "Kota yang tidak ada"}, "event_place"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(people: Any, wrong: dict[str, str], field: str) -> None:
    case = case_of("rambu", people.actor("melati"))
    response = people.client("melati").post(address(case), TYPED | wrong)
    assert response.status_code == 422
    assert f'id="id_{field}-box"' in response.content.decode()
    assert not Part.objects.filter(case=case).exists()


def test_one_police_report_is_one_matter(people: Any) -> None:
    by = people.actor("melati")
    part_of(case_of("rambu", by), Role.VICTIM, by)
    with pytest.raises(Refused, match="sudah tercatat"):
        part_of(case_of("yanto", by), Role.WITNESS, by)


def test_another_office_may_have_the_same_number(people: Any) -> None:
    by = people.actor("melati")
    part_of(case_of("rambu", by), Role.VICTIM, by)
    dewi = people.actor("dewi")
    part_of(case_of("yanto", dewi), Role.WITNESS, dewi)
    assert Matter.objects.count() == 1


BORN = "2014-11-10"


@pytest.mark.parametrize(
    ("birth", "event", "expected"),
    [
        (BORN, ("2026-11-09", None), (11, False, "under_12")),
        (BORN, ("2026-11-10", None), (12, False, "12_13")),
        ("2012-02-29", ("2026-02-28", None), (13, False, "12_13")),
        ("2012-02-29", ("2026-03-01", None), (14, False, "14_17")),
        (BORN, ("2026-11-05", "2026-11-15"), (11, True, None)),
        (BORN, (None, None), (None, False, None)),
        (2010, ("2026-05-01", None), (16, True, "14_17")),
        (2014, ("2026-05-01", None), (12, True, None)),
    ],
)
def test_the_age_at_the_deed_follows_from_birth_and_event(
    people: Any, birth: str | int, event: tuple[str | None, str | None], expected: tuple[int | None, bool, str | None]
) -> None:
    by = people.actor("melati")
    exact = isinstance(birth, str)
    identity = Identity(called="Dodi", birth_date=str(birth) if exact else "")
    case = case_of("dodi", by, identity=identity, birth_year=None if exact else birth)
    first, last = (date.fromisoformat(day) if day else None for day in event)
    part = part_of(case, Role.IN_CONFLICT, by, Particulars(event_from=first, event_to=last))
    told = Circumstance.objects.filter(subject=part.pk, code="act_age_band").first()
    assert (part.age_at_deed, part.age_estimated, told.value if told else None) == expected


def test_a_typed_age_that_the_birth_date_excludes_is_refused(people: Any) -> None:
    by = people.actor("melati")
    case = case_of("dodi", by, identity=Identity(called="Dodi", birth_date=BORN))
    with pytest.raises(Refused, match="umurnya 11 th"):
        part_of(case, Role.IN_CONFLICT, by, age_at_deed=12)
    with translation.override("en"), pytest.raises(Refused, match="the age is 11 y"):
        part_of(case, Role.IN_CONFLICT, by, age_at_deed=12)


def test_sent_twice_happens_once(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    browser, once = people.client("melati"), {"action_id": str(uuid4())}
    assert browser.post(address(case), TYPED | once).status_code == 302
    assert browser.post(address(case), TYPED | once).status_code == 302
    assert Part.objects.filter(case=case).count() == 1


def test_the_form_says_it_is_saved(people: Any) -> None:
    case = case_of("rambu", people.actor("melati"))
    assert said(people.client("melati").post(address(case), TYPED)) == ["Tersimpan."]


GROWN = "yang disangka tercatat orang dewasa"


def test_a_child_suspected_where_the_one_suspected_is_called_grown_is_warned_of_and_saved(people: Any) -> None:
    """It said so only where a child joined a matter; opening one the long way, or correcting it, said nothing."""
    case = case_of("rambu", people.actor("melati"))
    browser = unlock(people.client("melati"))
    opened = browser.post(address(case), TYPED | {"role": "child_in_conflict"})
    assert opened.status_code == 302
    assert len([words for words in said(opened) if GROWN in words]) == 1
    matter = Matter.objects.get()
    page = f"/kasus/{case.code}/"
    assert browser.get(page).content.decode().count(GROWN) == 2  # said once, and standing where it is mended
    assert browser.get(page).content.decode().count(GROWN) == 1
    change = f"{page}perkara/{matter.pk}/ubah/"
    typed = {name: value for name, value in TYPED.items() if name not in {"role", "side"}}
    child = browser.post(change, typed | {"suspect": "child", "version": str(matter.version)})
    assert child.status_code == 302, child.content.decode()[-2000:]
    assert GROWN not in browser.get(page).content.decode()
    matter.refresh_from_db()
    again = browser.post(change, typed | {"suspect": "adult", "version": str(matter.version)})
    assert any(GROWN in words for words in said(again))


@pytest.mark.parametrize(("role", "suspect"), [("child_victim", "adult"), ("child_in_conflict", "child")])
def test_what_does_not_contradict_is_not_warned_of(people: Any, role: str, suspect: str) -> None:
    case = case_of("rambu", people.actor("melati"))
    browser = people.client("melati")
    browser.post(address(case), TYPED | {"role": role, "suspect": suspect})
    assert Part.objects.filter(case=case, role=role).exists()
    assert GROWN not in browser.get(f"/kasus/{case.code}/").content.decode()
