"""Contacts after a return: the dinas where the family lives is asked, has no case, and tells; the case hears it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.models import Case, Fact
from rehsos.directory.models import Office
from rehsos.repatriation.actions import after, journeys
from rehsos.repatriation.models import Ended, Found, HomeContact, Journey, NoteKind

from .conftest import Road, words

HOME = 4


def home(road: Road) -> Office:
    road.by()
    return Office.objects.get(pk=HOME)


def at_home(road: Road, days: int = 10) -> Journey:
    """A client of Melati's who came home to the family some days ago, at the place of Dewi's dinas."""
    road.by()
    journey = road.ready(road.journey(destination=home(road).place, certain=True))
    leg = road.left(road.planned(journey, receiver=None, to_place=home(road).place, who="Kakak"))
    road.accepted(leg, who="melati")
    road.by()
    Journey.objects.filter(pk=journey.pk).update(home_at=timezone.now() - timedelta(days=days))
    return seen(road, journey)


def seen(road: Road, journey: Journey, who: str = "melati") -> Journey:
    road.by(who)
    return Journey.objects.select_related("case__owner", "person", "destination").get(pk=journey.pk)


def asked(road: Road, journey: Journey, who: str = "melati", **more: Any) -> list[HomeContact]:
    given: dict[str, Any] = {
        "home": home(road), "family": "Kakak di Oesao", "words": "Lihat apakah ia bersekolah", **more,
    }  # fmt: skip
    it = seen(road, journey, who)
    after.ask_contacts(journey=it, **given, by=road.by(who), action_id=new_id())
    road.by()
    return list(HomeContact.objects.filter(journey=journey, revoked_at=None).order_by("due_at"))


def told(road: Road, contact: HomeContact, found: Found = Found.WELL, who: str = "dewi", **more: Any) -> None:
    by = road.by(who)
    it = HomeContact.objects.get(pk=contact.pk)
    given: dict[str, Any] = {"at": timezone.now(), "words": "Sekolah di SD Umpama", **more}
    after.tell_contact(contact=it, contact_found=found, **given, by=by, action_id=new_id())
    road.by()


def late(road: Road, contacts: list[HomeContact]) -> None:
    road.by()
    HomeContact.objects.filter(pk__in=[one.pk for one in contacts]).update(due_at=F("due_at") - timedelta(days=400))


def test_four_contacts_are_owed_as_the_law_counts_them(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    assert [one.step for one in rows] == ["7d", "1m", "3m", "6m"]
    assert journey.home_at is not None
    assert 6 <= (rows[0].due_at - journey.home_at).days <= 7
    with pytest.raises(Refused, match="sudah diminta"):
        asked(road, journey)


def test_the_home_dinas_reads_who_and_what_to_look_for_and_no_case(road: Road) -> None:
    rows = asked(road, at_home(road))
    page = words(road.get("contacts", rows[0].pk, who="dewi"))
    assert "Kakak di Oesao" in page
    assert "bersekolah" in page
    assert rows[0].case.code not in page
    road.by("dewi")
    assert not Case.objects.filter(pk=rows[0].case_id).exists()
    assert HomeContact.objects.count() == 4


@pytest.mark.parametrize(("who", "status"), [("melati", 200), ("bima", 200), ("dewi", 200), ("fajar", 404)])
def test_who_reads_the_asking(road: Road, who: str, status: int) -> None:
    rows = asked(road, at_home(road))
    assert road.get("contacts", rows[0].pk, who=who).status_code == status


def test_what_the_dinas_tells_the_case_hears_and_its_owner_reads(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    told(road, rows[0], Found.HELP)
    road.by()
    assert Fact.objects.filter(case=journey.case, code="return_contact_7d", replaced_by=None).exists()
    page = words(road.get("journey", journey.pk))
    assert "perlu bantuan" in page
    assert "Sekolah di SD Umpama" in page
    with pytest.raises(Refused, match="sudah dicatat"):
        told(road, rows[0])


def test_only_who_was_asked_tells(road: Road) -> None:
    rows = asked(road, at_home(road))
    with pytest.raises(NotAllowed, match="dinas tempat keluarganya"):
        told(road, rows[0], who="bima")
    for who, status in (("dewi", 200), ("melati", 403), ("bima", 403), ("fajar", 404)):
        assert road.get("tell_contact", rows[0].pk, who=who).status_code == status


def test_it_is_told_on_its_page_and_what_is_wrong_keeps_what_was_typed(road: Road) -> None:
    rows = asked(road, at_home(road))
    page = road.post("tell_contact", rows[0].pk, who="dewi", words="Sudah besar")
    assert page.status_code == 422
    assert "Sudah besar" in words(page)
    early = (timezone.now() - timedelta(days=300)).strftime("%Y-%m-%dT%H:%M")
    wrong = road.post("tell_contact", rows[0].pk, who="dewi", contact_found="well", at=early)
    assert wrong.status_code == 422
    assert "Lebih awal daripada tibanya" in words(wrong)
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    assert road.post("tell_contact", rows[0].pk, who="dewi", contact_found="well", at=now).status_code == 302


def test_what_was_told_wrongly_is_owed_again(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    told(road, rows[0])
    by = road.by("dewi")
    it = HomeContact.objects.get(pk=rows[0].pk)
    after.take_back_contact(contact=it, by=by, action_id=new_id())
    road.by()
    assert HomeContact.objects.get(pk=rows[0].pk).is_open
    assert not Fact.objects.filter(case=journey.case, code="return_contact_7d", replaced_by=None).exists()


def test_whom_the_owner_called_itself_the_dinas_need_not_call(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    road.noted(journey, NoteKind.CONTACT)
    assert HomeContact.objects.get(pk=rows[0].pk).found == Found.BY_OTHERS


def test_late_ones_stand_at_both_with_whose_duty_it_is(road: Road) -> None:
    journey = at_home(road)
    late(road, asked(road, journey)[:1])
    assert "Kontak hari ke-7" in words(road.browser("dewi").get("/"))
    page = words(road.browser("melati").get("/"))
    assert "belum dicatat" in page
    assert home(road).short in page
    for who in ("fajar",):
        assert "Kontak hari ke-7" not in words(road.browser(who).get("/"))


def test_who_is_not_safe_at_home_stands_on_the_owners_first_page(road: Road) -> None:
    rows = asked(road, at_home(road))
    told(road, rows[0], Found.UNSAFE)
    assert "Tidak aman di sana" in words(road.browser("melati").get("/"))


def test_once_the_journey_is_over_nothing_is_owed(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    journeys.end_journey(journey=seen(road, journey), ended=Ended.DONE, words="", by=road.by(), action_id=new_id())
    assert not HomeContact.objects.filter(done_at=None, revoked_at=None).exists()
    with pytest.raises(Refused):
        told(road, rows[1])


def test_an_asking_is_drawn_back_and_read_no_more(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    assert road.post("end_contacts", journey.pk).status_code == 302
    assert road.get("contacts", rows[0].pk, who="dewi").status_code == 404
    with pytest.raises((Conflict, Refused)):
        after.end_contacts(journey=seen(road, journey), by=road.by(), action_id=new_id())
    assert len(asked(road, journey)) == 4


@pytest.mark.parametrize(("who", "status"), [("melati", 200), ("bima", 403), ("dewi", 404)])
def test_who_asks(road: Road, who: str, status: int) -> None:
    assert road.get("ask_contacts", at_home(road).pk, who=who).status_code == status


def test_before_they_are_home_nobody_is_asked(road: Road) -> None:
    journey = road.ready(road.journey(destination=home(road).place))
    with pytest.raises(Refused, match="Belum tercatat diterima"):
        asked(road, journey)


def test_a_long_number_is_not_told_to_another_office(road: Road) -> None:
    with pytest.raises(Refused, match="NIK"):
        asked(road, at_home(road), words="5301010101010001")


def test_the_dinas_finds_what_is_not_due_yet_among_its_journeys(road: Road) -> None:
    rows = asked(road, at_home(road, days=0))
    assert str(rows[0].pk) in words(road.get("journeys", who="dewi"))
    for who in ("melati", "fajar"):
        assert str(rows[0].pk) not in words(road.get("journeys", who=who))


def statements(road: Road, who: str, name: str, *args: Any) -> int:
    """How many SQL statements opening a page costs, the day's first look and the test's own savepoints apart."""
    road.get(name, *args, who=who)
    with CaptureQueriesContext(connection) as seen_sql:
        assert road.browser(who).get(reverse(f"repatriation:{name}", args=args)).status_code == 200
    road.by()
    return sum("SAVEPOINT" not in one["sql"] for one in seen_sql.captured_queries)


def test_its_pages_are_read_in_few_statements(road: Road) -> None:
    journey = at_home(road)
    rows = asked(road, journey)
    assert statements(road, "dewi", "contacts", rows[0].pk) <= 7
    assert statements(road, "dewi", "journeys") <= 7
    before = statements(road, "melati", "journey", journey.pk)
    Journey.objects.filter(pk=journey.pk).update(home_at=None)
    assert before <= statements(road, "melati", "journey", journey.pk) + 3


def test_what_the_dinas_is_asked_names_nobody_else(road: Road) -> None:
    """Where the family is reached is what it is asked for; a number beside the story leads to somebody."""
    journey = at_home(road)
    for more in (
        {"words": "Ibunya 0812-3456-7890"},
        {"words": "Seperti 52.71-26-0007"},
        {"family": "5301016203120001"},
    ):
        with pytest.raises(Refused, match="Hapus"):
            asked(road, journey, **more)
    assert len(asked(road, journey, family="Kakak di Oesao, 0812-3456-7890")) == 4
