"""A client is protected: who says so, who opens the file then, what becomes of everybody else, and how it ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import People, save
from rehsos.access.models import Circle
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Refused
from rehsos.cases.actions.assigning import assign_worker
from rehsos.cases.actions.protecting import change_circle, end_protection, protect
from rehsos.cases.models import Assignment, AssignmentKind, Case, Clash, Protection
from rehsos.demo import cast
from rehsos.directory.models import Posting, Worker
from rehsos.people.models import Person

from .test_open_case import opened
from .two_offices import tell, worked_elsewhere

MELATI, BIMA, CITRA = (Worker(pk=hand.id, name=hand.name) for hand in (cast.MELATI, cast.BIMA, cast.CITRA))


@pytest.fixture
def case(people: People) -> Case:
    return opened(people.actor("melati"))


def close(people: People, case: Case, **given: Any) -> Protection:
    told: dict[str, Any] = {"first": MELATI, "second": None, "words": "Keputusan LPSK 12/2026", **given}
    return protect(case=case, **told, by=people.actor("citra"), action_id=new_id())


def opens(people: People, case: Case) -> list[str]:
    """Who of the office opens its page."""
    address = reverse("cases:case", args=[case.code])
    return [who for who in ("melati", "bima", "citra") if people.client(who).get(address).status_code == 200]


def test_the_two_and_the_head_open_it_and_nobody_else_until_it_is_over(people: People, case: Case) -> None:
    before = opens(people, case)
    found = close(people, case)
    assert (before, opens(people, case)) == (["melati", "bima", "citra"], ["melati", "citra"])
    people.actor("eka")
    assert not Case.objects.filter(pk=case.pk).exists()
    assert not Person.objects.filter(pk=case.client_id).exists()
    end_protection(protection=found, words="LPSK mengakhiri.", by=people.actor("citra"), action_id=new_id())
    assert opens(people, case) == before
    people.actor("bima")
    assert Person.objects.get(pk=case.client_id).barred == []


def test_only_the_head_of_the_office_says_so_and_on_what_ground(people: People, case: Case) -> None:
    for who in ("melati", "dewi", "jaya"):
        by = people.actor(who)
        with pytest.raises(Refused):
            protect(case=case, first=MELATI, second=None, words="LPSK", by=by, action_id=new_id())
    with pytest.raises(Refused, match="dasarnya"):
        close(people, case, words=" ")
    close(people, case)
    with pytest.raises(Refused, match="sudah dilindungi"):
        close(people, case)


def test_who_leads_the_case_is_of_the_few_and_who_helped_works_it_no_more(people: People, case: Case) -> None:
    citra = people.actor("citra")
    assign_worker(case=case, worker=BIMA, kind=AssignmentKind.SECOND, since=date(2016, 1, 1), until=None, by=citra,
                  action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="penanggung jawab"):
        close(people, case, first=BIMA)
    close(people, case)
    held = Assignment.objects.filter(case=case, until=None)
    assert list(held.values_list("worker", flat=True)) == [MELATI.pk]
    with pytest.raises(Refused, match="dilindungi"):
        assign_worker(case=case, worker=BIMA, kind=AssignmentKind.SECOND, since=timezone.localdate(), until=None,
                      by=people.actor("citra"), action_id=new_id())  # fmt: skip


def test_a_case_of_the_same_client_that_comes_later_is_closed_at_once(people: People, case: Case) -> None:
    close(people, case)
    again = opened(people.actor("melati"), client=Person.objects.get(pk=case.client_id))
    assert opens(people, again) == ["melati", "citra"]


def test_who_comes_to_the_office_later_sees_nothing(people: People, case: Case) -> None:
    close(people, case)
    Posting.objects.create(worker_id=cast.DEWI.id, office_id=3, role="kabid", since=timezone.localdate())
    with acting_for((3,)):
        assert Case.objects.filter(pk=case.pk).exists()
    from rehsos.audit.actor import set_scope

    set_scope((3,), cast.DEWI.id)
    assert not Case.objects.filter(pk=case.pk).exists()


def test_another_takes_the_place_of_one_of_the_two(people: People, case: Case) -> None:
    found = close(people, case)
    change_circle(protection=found, first=MELATI, second=BIMA, head=CITRA, words="Melati cuti.",
                  by=people.actor("citra"), action_id=new_id())  # fmt: skip
    assert opens(people, case) == ["melati", "bima", "citra"]
    with pytest.raises(Refused, match="bukan Kabid"):
        change_circle(protection=found, first=MELATI, second=None, head=BIMA, words="x", by=people.actor("citra"),
                      action_id=new_id())  # fmt: skip
    with pytest.raises(Refused, match="Kabid yang menetapkan"):
        change_circle(protection=found, first=MELATI, second=None, head=CITRA, words="x", by=people.actor("melati"),
                      action_id=new_id())  # fmt: skip


def test_where_none_of_the_few_heads_the_office_any_more_a_worker_of_them_lets_the_head_in(
    people: People, case: Case
) -> None:
    found = close(people, case)
    gone = timezone.localdate() - timedelta(days=1)
    Posting.objects.filter(worker_id=CITRA.pk).update(until=gone)
    Posting.objects.create(worker_id=BIMA.pk, office_id=3, role="kabid", since=timezone.localdate())
    page = people.client("melati").get("/").content.decode()
    assert "Ganti yang membuka berkas" in page
    people.actor("melati")
    change_circle(protection=Protection.objects.get(pk=found.pk), first=MELATI, second=None, head=BIMA,
                  words="Kabid baru.", by=people.actor("melati"), action_id=new_id())  # fmt: skip
    assert Circle.objects.get(pk=found.circle_id).members == [MELATI.pk, BIMA.pk]


def test_a_client_whom_another_office_works_is_not_closed_to_it_in_silence(people: People, case: Case) -> None:
    by = people.actor("hadi")
    worked_elsewhere(case, by)
    with pytest.raises(Refused, match="NTB"):
        close(people, case)


def test_where_she_is_is_told_to_no_other_office(people: People, case: Case) -> None:
    """Her case elsewhere was over when she was protected; that it opens again is told to who holds her alone."""
    by = people.actor("hadi")
    there = worked_elsewhere(case, by)
    with acting_for((3, 6)):
        Case.objects.filter(pk=there.pk).update(status="closed", closed_on=timezone.localdate())
    close(people, case)
    melati = people.actor("melati")
    tell(case, melati, timezone.now() - timedelta(hours=2), whereabouts="hospital")
    with acting_for((3, 6)):
        Case.objects.filter(pk=there.pk).update(status="open", closed_on=None)
        there.refresh_from_db()
    from rehsos.cases.actions.placing import Told, place

    place(there, whereabouts=Told("family"), at=timezone.now(), by=by, cause=new_id())
    with acting_for((3, 6)):
        [clash] = Clash.objects.all()
        assert (clash.held_at_id, clash.told_id) == (3, None)


def test_the_head_protects_changes_and_ends_on_the_page(people: People, case: Case) -> None:
    citra, address = people.client("citra"), reverse("cases:protect", args=[case.code])
    assert "Perlindungan saksi" in citra.get(reverse("cases:case", args=[case.code])).content.decode()
    save(citra, address, {"first": str(MELATI.pk), "words": "Keputusan LPSK 12/2026"})
    assert opens(people, case) == ["melati", "citra"]
    shown = people.client("melati").get(reverse("cases:case", args=[case.code])).content.decode()
    assert "Terlindung LPSK" in shown
    save(citra, address, {"first": str(MELATI.pk), "second": str(BIMA.pk), "head": str(CITRA.pk), "words": "Cuti."})
    assert opens(people, case) == ["melati", "bima", "citra"]
    save(citra, reverse("cases:end_protection", args=[case.code]), {"words": "Selesai."})
    people.actor("citra")
    assert Protection.objects.get(case=case).until is not None


def test_her_case_is_counted_and_told_as_closed_to_the_office(people: People, case: Case) -> None:
    from rehsos.statistics.counting import count, office_wide

    citra = people.actor("citra")
    before = count("cases", ("year",), by_actor=citra).total
    close(people, case)
    citra = people.actor("citra")
    with office_wide(citra):
        table = count("cases", ("year", "type"), by_actor=citra)
    assert (before, table.total) == (1, 1)


def test_that_the_contract_of_one_of_the_few_ends_is_told_thirty_days_before(people: People, case: Case) -> None:
    close(people, case)
    assert "Ganti yang membuka berkas" not in people.client("citra").get("/").content.decode()
    ends = timezone.localdate() + timedelta(days=20)
    Posting.objects.filter(worker_id=MELATI.pk).update(contract_until=ends)
    assert "Ganti yang membuka berkas" in people.client("citra").get("/").content.decode()
