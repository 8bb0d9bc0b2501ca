"""Services, hours and costs are counted as everything else: by the office that gave them; page, list and keyboard."""

import html
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.actions.paying import CostLine, CostPart, split_cost
from rehsos.cases.actions.voiding import restore_case, void_case
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Claim, Cost, CostKind, Level, Mode, Payer, Service, ServiceKind
from rehsos.cases.tests.test_open_case import opened
from rehsos.justice.tests.test_two_sides import walled
from rehsos.statistics.asked import Asked
from rehsos.statistics.counting import count, office_wide
from rehsos.statistics.everywhere import CLOSED
from rehsos.statistics.months import month_of

from .test_month import serve
from .test_rekap import MOST_STATEMENTS

WITA = ZoneInfo("Asia/Makassar")
MARCH = datetime(2026, 3, 10, 9, 0, tzinfo=WITA)


@pytest.fixture
def case(people: Any) -> Case:
    """Melati's, with a visit of an hour and its bus in March, a talk without a length in April."""
    melati = people.actor("melati")
    case = opened(melati)
    serve(case, melati, MARCH, costs=(CostLine(CostKind.TRANSPORT, 40_000, Payer.OWN, Claim.FILED),
                                      CostLine(CostKind.MEALS, 25_000, Payer.APBD, Claim.NONE)))  # fmt: skip
    serve(case, melati, MARCH + timedelta(days=31), kind=ServiceKind.COUNSEL, minutes=None, waiting=None, mode=None)
    return case


def counted(people: Any, who: str, measure: str, by: tuple[str, ...] = (), **asked: Any) -> dict[Any, int]:
    actor = people.actor(who)
    with office_wide(actor), timezone.override(actor.zone):
        table = count(measure, by, by_actor=actor, **asked)
        return {key: number for key, number in table.counts.items() if number}


def test_they_are_counted_in_number_minutes_and_rupiah(people: Any, case: Case) -> None:
    assert counted(people, "citra", "services", ("service_kind",)) == {("visit",): 1, ("counsel",): 1, (None,): 2}
    assert counted(people, "citra", "services", ("month",), unit="menit") == {("2026-03",): 60, (None,): 60}
    assert counted(people, "citra", "services", unit="menunggu") == {(): 15}
    assert counted(people, "citra", "services", ("mode",)) == {("visit",): 1, ("",): 1, (None,): 2}
    assert counted(people, "citra", "costs", ("payer",)) == {("own",): 40_000, ("apbd",): 25_000, (None,): 65_000}
    assert counted(people, "citra", "costs", ("cost_kind", "claim"), unit="baris")["meals", "none"] == 1


def test_they_are_counted_by_the_level_of_rehabilitation(people: Any, case: Case) -> None:
    melati = people.actor("melati")
    serve(case, melati, MARCH, rehab_level=Level.ADVANCED)
    assert counted(people, "citra", "services", ("level",)) == {("advanced",): 1, ("",): 2, (None,): 3}


def test_the_office_and_the_one_above_count_them_and_no_other(people: Any, case: Case) -> None:
    told = {who: counted(people, who, "services") for who in ("bima", "eka", "dewi", "jaya")}
    assert told == {"bima": {(): 2}, "eka": {(): 2}, "dewi": {}, "jaya": {}}
    assert counted(people, "eka", "services", ("place", "office")) == {
        ("53.01", "3"): 2, ("53.01", None): 2, (None, "3"): 2, (None, None): 2,
    }  # fmt: skip


def test_page_list_and_workbook_tell_them(people: Any, case: Case, few_statements: Any) -> None:
    asked = {"apa": "services", "by": "year,service_kind", "satuan": "layanan"}
    citra = people.client("citra")
    body = html.unescape(
        few_statements(citra, reverse("statistics:rekap"), asked, most=MOST_STATEMENTS).content.decode()
    )
    assert "Kunjungan rumah" in body
    assert "menurut tanggal layanan" in body
    listed = few_statements(
        citra, reverse("statistics:rekap_cases"), asked | {"service_kind": "visit"}, most=MOST_STATEMENTS
    )
    assert "Kunjungan rumah" in listed.content.decode()
    assert case.code not in listed.content.decode()
    costs = citra.get(reverse("statistics:rekap"), {"apa": "costs", "by": "year,payer"}).content.decode()
    assert "40.000" in costs
    assert citra.get(reverse("statistics:rekap_xlsx"), asked).status_code == 200


def test_who_may_not_open_the_cells_is_told_nothing_of_them(people: Any, case: Case) -> None:
    for measure in ("services", "costs"):
        body = people.client("gita").get(reverse("statistics:rekap"), {"apa": measure}).content.decode()
        assert "tidak diumumkan" in body


def test_what_was_taken_back_and_what_was_for_a_void_case_is_not_counted(people: Any, case: Case) -> None:
    citra, melati = people.actor("citra"), people.actor("melati")
    void_case(case=case, was=case.kind, state=case.status, reason="Terbuka dua kali.", by=citra, action_id=new_id())
    assert (counted(people, "citra", "services"), counted(people, "citra", "costs")) == ({}, {})
    restore_case(case=Case.objects.get(pk=case.pk), reason="Ternyata bukan.", by=citra, action_id=new_id())
    assert counted(people, "citra", "services") == {(): 2}
    visit = Service.objects.get(kind="visit")
    withdraw(case=Case.objects.get(pk=case.pk), recorded=visit.pk, recorded_as="record_service", reason="Salah berkas.",
             by=melati, action_id=new_id())  # fmt: skip
    assert counted(people, "citra", "services", ("service_kind",)) == {("counsel",): 1, (None,): 1}
    assert counted(people, "citra", "costs") == {}


def test_one_for_two_clients_stands_while_one_of_their_cases_does(people: Any, case: Case) -> None:
    melati = people.actor("melati")
    other = opened(melati)
    serve(case, melati, MARCH, cases=(other,), kind=ServiceKind.GROUP, mode=Mode.OFFICE)
    void_case(case=other, was=other.kind, state=other.status, reason="Dua kali.", by=people.actor("citra"),
              action_id=new_id())  # fmt: skip
    assert counted(people, "citra", "services", ("service_kind",))["group",] == 1


def test_behind_a_wall_it_tells_its_year_and_no_more(people: Any) -> None:
    part, _other = walled(people)
    serve(part.case, people.actor("melati"), timezone.now() - timedelta(hours=1))
    year = str(timezone.localdate().year)
    assert counted(people, "bima", "services", ("year",)) == {(year,): 1, (None,): 1}
    assert counted(people, "bima", "services", ("service_kind",)) == {(CLOSED,): 1, (None,): 1}
    asked = {"apa": "services", "by": "service_kind", "service_kind": CLOSED}
    for who, seen in (("bima", False), ("melati", True)):
        body = people.client(who).get(reverse("statistics:rekap_cases"), asked).content.decode()
        assert ("Kunjungan rumah" in body) is seen, who


def test_a_month_of_mine_is_the_same_count_asked_of_my_own(people: Any, case: Case) -> None:
    melati = people.actor("melati")
    bima = people.actor("bima")
    serve(opened(bima), bima, MARCH, kind=ServiceKind.MEDIATE)
    month = month_of(melati, MARCH.date(), opens=False)
    assert (month.services, month.minutes, month.waiting, month.spent) == ([("Kunjungan rumah", 1)], 60, 15, 65_000)
    assert [deed.said for deed in month.log] == ["Kunjungan rumah"]
    assert month_of(people.actor("bima"), MARCH.date(), opens=False).services == [("Mediasi keluarga", 1)]
    with pytest.raises(ValueError, match="nobody does"):
        Asked("cases", mine=1)


def test_the_last_hour_of_a_month_is_counted_in_the_month_of_the_office(people: Any, case: Case) -> None:
    serve(case, people.actor("melati"), datetime(2026, 3, 31, 23, 30, tzinfo=WITA), kind=ServiceKind.AID)
    serve(case, people.actor("melati"), datetime(2026, 4, 1, 0, 30, tzinfo=WITA), kind=ServiceKind.AID)
    months = counted(people, "citra", "services", ("month", "service_kind"))
    assert (months["2026-03", "aid"], months["2026-04", "aid"]) == (1, 1)


def test_a_wall_that_comes_or_falls_is_told_to_the_service(people: Any, case: Case) -> None:
    set_scope((3,), 0)
    for barred in ([2], [2, 6], []):
        Case.objects.filter(pk=case.pk).update(barred=barred)
        assert {(*one,) for one in Service.objects.values_list("closed_to", flat=True)} == {(*barred,)}


def test_a_split_bill_is_counted_by_payer_year_and_claim_and_comes_to_the_same(people: Any, case: Case) -> None:
    by = people.actor("melati")
    cost = Cost.objects.order_by("amount").last()
    assert cost is not None
    parts = (
        CostPart(cost.amount - 1_000, Payer.LPSK, Claim.NO_BUDGET, 2026),
        CostPart(1_000, Payer.FAMILY, Claim.PAID),
    )
    split_cost(cost=cost, case=case, parts=parts, by=by, action_id=new_id())
    found = counted(people, "citra", "costs", ("payer", "budget_year"))
    assert found["lpsk", "2026"] == cost.amount - 1_000
    assert found["family", "0"] == 1_000
    assert found[None, None] == 65_000
    assert counted(people, "citra", "costs", ("claim",))["no_budget",] == cost.amount - 1_000
