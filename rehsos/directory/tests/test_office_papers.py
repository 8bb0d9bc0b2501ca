"""Licence and accreditation of an office, with their days, kept by its head."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.directory.actions.papers import record_paper, take_back_paper
from rehsos.directory.models import Office, OfficePaper, PaperKind

pytestmark = pytest.mark.django_db
LKSA = 12


def recorded(people: Any, who: str = "nadia", **more: Any) -> OfficePaper:
    told = {"paper_kind": PaperKind.LICENCE, "number": "503/1/Contoh", "grade": "", "issuer": "Bupati Contoh",
            "since": date(2024, 1, 2), "until": date(2029, 1, 1), **more}  # fmt: skip
    office = Office.objects.get(pk=LKSA)
    return record_paper(office=office, **told, by=people.actor(who), action_id=new_id())


def test_a_paper_is_kept_as_printed_and_seen_by_its_office_alone(people: Any) -> None:
    made = recorded(people, grade=" A (unggul) ")
    assert OfficePaper.objects.get(pk=made.pk).grade == "A (unggul)"
    people.actor("citra")
    assert not OfficePaper.objects.exists()


def test_only_the_head_of_the_house_records_it(people: Any) -> None:
    with pytest.raises(NotAllowed, match="kepala kantor itu sendiri"):
        recorded(people, who="citra")


def test_what_ends_before_it_began_is_refused(people: Any) -> None:
    with pytest.raises(Refused) as refused:
        recorded(people, until=date(2023, 1, 1))
    assert refused.value.field == "until"


@pytest.mark.parametrize("missing", ["number", "issuer"])
def test_it_has_a_number_and_an_issuer(people: Any, missing: str) -> None:
    with pytest.raises(Refused) as refused:
        recorded(people, **{missing: "  "})
    assert refused.value.field == missing


def test_one_recorded_wrongly_is_taken_back_once(people: Any) -> None:
    made, by = recorded(people), people.actor("nadia")
    take_back_paper(paper=made, by=by, action_id=new_id())
    with pytest.raises(Conflict):
        take_back_paper(paper=made, by=by, action_id=new_id())


@pytest.mark.parametrize(("days", "said"), [(-1, "sudah berakhir"), (30, "30 hari lagi"), (400, "400 hari lagi")])
def test_the_page_says_how_long_it_still_holds(people: Any, days: int, said: str) -> None:
    browser, until = people.client("nadia"), timezone.localdate() + timedelta(days=days)
    told = {"paper_kind": "accreditation", "number": "9/A/Contoh", "grade": "A", "issuer": "Badan Contoh",
            "since": "2020-01-01", "until": until.isoformat()}  # fmt: skip
    assert save(browser, reverse("placement:paper_new"), told).status_code == 302
    page = browser.get(reverse("placement:arrange")).content.decode()
    assert said in page
    assert "9/A/Contoh" in page
