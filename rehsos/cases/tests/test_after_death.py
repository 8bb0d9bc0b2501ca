"""What follows a death stands on the first pages of who sees to it, until each part of it was told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from conftest import FewStatements
from rehsos.audit.actions import new_id
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.models import AfterDeath, Case, Confirmed, Payer, Risk

from .test_dying import Wake, said
from .test_open_case import opened

pytestmark = pytest.mark.django_db
CARD = "<h2>Sesudah meninggal"


@pytest.fixture
def wake(people: Any) -> Wake:
    return Wake(people)


def card(wake: Wake, who: str) -> str:
    """The card of the dead on somebody's first page; empty where they have none."""
    page = " ".join(said(wake.people.client(who).get("/")).split())
    wake.people.actor("melati")
    return page[page.index(CARD) :].partition("</section>")[0] if CARD in page else ""


def test_who_works_it_and_who_heads_the_office_read_what_is_lacking_and_nobody_else(wake: Wake) -> None:
    wake.dies(confirmed=Confirmed.UNKNOWN)
    for who in ("melati", "citra"):
        told = card(wake, who)
        for kind in AfterDeath:
            assert f"/kasus/{wake.case.code}/kematian/{kind.value}/" in told, who
        assert told.count("Meninggal ") == 1
    for who in ("bima", "eka", "dewi"):
        assert card(wake, who) == "", who


def test_the_payer_has_an_hour_until_one_is_found(wake: Wake) -> None:
    died = timezone.now() - timedelta(hours=20)
    wake.dies(at=died)
    hour = timezone.localtime(died + timedelta(hours=24)).strftime("%H.%M")
    assert "pembayar, " in card(wake, "melati")
    assert hour in card(wake, "melati")
    wake.tells(AfterDeath.PAYER, Payer.NOBODY, who="")
    assert hour in card(wake, "melati"), "that nobody pays yet is no payer"
    wake.tells(AfterDeath.PAYER, Payer.APBD, who="")
    told = card(wake, "melati")
    assert "pembayar, " not in told
    assert "/kematian/payer/" not in told


def test_it_is_gone_when_all_was_told(wake: Wake) -> None:
    wake.dies(confirmed=Confirmed.UNKNOWN)
    done = (("stated", "doctor"), ("family", "takes"), ("payer", "apbd"), ("body", "buried"), ("belongings", "none"),
            ("papers", "certificate"))  # fmt: skip
    for kind, code in done:
        assert f"/kematian/{kind}/" in card(wake, "melati")
        wake.tells(AfterDeath(kind), code)
    assert card(wake, "melati") == ""
    assert card(wake, "citra") == ""


def test_who_was_asked_and_has_not_answered_is_sought_still(wake: Wake) -> None:
    wake.dies()
    wake.tells(AfterDeath.FAMILY, "waiting")
    assert "/kematian/family/" in card(wake, "melati")
    wake.tells(AfterDeath.FAMILY, "not_found")
    assert "/kematian/family/" not in card(wake, "melati")


def test_what_was_known_at_once_is_not_asked_again(wake: Wake) -> None:
    wake.dies(confirmed=Confirmed.POLICE)
    assert "/kematian/stated/" not in card(wake, "melati")
    assert "Catat dokter atau polisi" not in said(wake.get("cases:death"))


def test_it_stands_right_after_the_living_in_danger(wake: Wake) -> None:
    other = opened(wake.people.actor("melati"))
    set_risk(case=Case.objects.get(pk=other.pk), risk=Risk.CRITICAL, reasons="Ancaman", by=wake.by, action_id=new_id())
    wake.dies()
    headings = [part.partition("<")[0] for part in said(wake.people.client("melati").get("/")).split("<h2>")[1:]]
    assert [one.strip() for one in headings[:2]] == ["Keselamatan klien dulu", "Sesudah meninggal"]


def test_a_death_recorded_wrongly_is_seen_to_by_nobody(wake: Wake) -> None:
    wake.dies()
    wake.back()
    assert card(wake, "melati") == card(wake, "citra") == ""


def test_few_statements(wake: Wake, few_statements: FewStatements) -> None:
    wake.dies()
    few_statements(wake.people.client("melati"), "/")
    few_statements(wake.people.client("citra"), "/")
