"""Who answers for a client and where they are: told in a case, true of the person, in one place only."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form, save, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.actions.placing import let_go, place_client, settle_clash
from rehsos.cases.actions.voiding import void_case
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case, Clash, Custody, Standing, Status, Whereabouts
from rehsos.cases.placing import placed, told_by
from rehsos.directory.models import Office, Posting

from .conftest import Desk, words
from .test_open_case import opened
from .two_offices import ALL, worked_elsewhere
from .two_offices import tell as told_at

pytestmark = pytest.mark.django_db


def hour(back: int) -> datetime:
    return timezone.now() - timedelta(hours=back)


def tell(case: Case, by: Any, back: int = 1, **told: Any) -> Any:
    """Tell one or both of it, so many hours ago; the id of the action."""
    return told_at(case, by, hour(back), **told)


class Two:
    """A child of Melati's whom Hadi's office in another province works, too: it was shared with them once."""

    def __init__(self, people: Any) -> None:
        self.people = people
        self.here = opened(people.actor("melati"))
        self.there = worked_elsewhere(self.here, people.actor("hadi"))

    def tell(self, who: str, back: int = 1, **told: Any) -> Any:
        by = self.people.actor(who)
        return tell(self.here if by.office == 3 else self.there, by, back, **told)

    def page(self, who: str, case: Case) -> str:
        body = unlock(self.people.client(who)).get(reverse("cases:case", args=[case.code])).content.decode()
        return body.partition('id="tempat">')[2].partition("</p>")[0]

    def today(self, who: str) -> str:
        return str(self.people.client(who).get("/").content.decode())

    def rows(self, model: Any = Whereabouts) -> list[tuple[str, str, bool]]:
        """Kind, standing, open: of what is not withdrawn, in order."""
        with acting_for(ALL):
            found = model.objects.filter(withdrawn_by=None).order_by("since", "id")
            return [(row.kind, row.standing, row.until is None) for row in found]

    def settle(self, who: str = "citra", *, moved: bool) -> None:
        by = self.people.actor(who)
        settle_clash(clash=Clash.objects.get(settled_at=None), moved=moved, by=by, action_id=new_id())


@pytest.fixture
def two(people: Any) -> Two:
    return Two(people)


# One office.


def test_nothing_is_asked_when_a_case_is_opened_and_the_office_answers(desk: Desk) -> None:
    assert not placed(desk.case)
    page = words(desk.get("cases:case"))
    assert 'id="tempat"' not in page
    assert reverse("cases:place", args=[desk.case.code]) in page


def test_the_page_tells_where_and_who_and_only_what_changed(desk: Desk) -> None:
    browser = desk._browser("melati")
    told = {
        "whereabouts": "hospital",
        "whereabouts_words": "Bangsal Contoh",
        "custody": "office",
        "custody_office": "3",
    }
    answer = save(browser, reverse("cases:place", args=[desk.case.code]), told | _now_fields())
    assert answer.status_code == 302, answer.content.decode()
    desk.again()
    assert not Custody.objects.exists()
    row = Whereabouts.objects.get()
    assert (row.kind, row.standing, row.until) == ("hospital", "holds", None)
    assert b"Bangsal" not in bytes(row.sealed or b"")
    assert told_by(row).words == "Bangsal Contoh"
    assert "Rumah sakit: Bangsal Contoh" in words(desk.get("cases:case"))


def _now_fields() -> dict[str, str]:
    at = timezone.localtime()
    return {"at": at.strftime("%Y-%m-%dT%H:%M")}


def test_words_of_the_kind_before_are_not_those_of_another_and_the_timeline_says_the_kind(desk: Desk) -> None:
    tell(desk.case, desk.by, 5, whereabouts="hospital", whereabouts_words="RSUD Contoh")
    browser, address = desk._browser("melati"), reverse("cases:place", args=[desk.case.code])
    assert "Rumah sakit" in words(desk.get("cases:case")).partition("klien dicatat")[2]
    told = {"whereabouts": "family", "whereabouts_words": "RSUD Contoh"}
    assert save(browser, address, told | _now_fields()).status_code == 302
    desk.again()
    assert "RSUD Contoh" not in words(desk.get("cases:case")).partition('id="tempat">')[2].partition("</p>")[0]
    assert told_by(Whereabouts.objects.get(until=None)).words == ""
    assert "Keluarga atau rumah sendiri" in words(desk.get("cases:case")).partition("klien dicatat")[2]


def test_an_hour_long_before_the_case_is_asked_about_once(desk: Desk) -> None:
    browser, address = desk._browser("melati"), reverse("cases:place", args=[desk.case.code])
    told = {"whereabouts": "family", "whereabouts_words": "", "at": "2020-01-01T09:00"}
    answer = save(browser, address, told)
    assert answer.status_code == 422
    assert "Jauh sebelum kasus ini dibuka" in words(answer)
    assert 'name="sure"' in words(answer)
    desk.again()
    assert not Whereabouts.objects.exists()
    assert save(browser, address, told | {"sure": "1"}).status_code == 302
    desk.again()
    assert Whereabouts.objects.get().since.year == 2020


def test_who_may_not_read_words_reads_the_kind(desk: Desk) -> None:
    tell(desk.case, desk.by, whereabouts="hospital", whereabouts_words="Bangsal Contoh")
    for who in ("bima", "eka"):
        page = words(desk.get("cases:case", who=who))
        assert "Rumah sakit" in page, who
        assert "Bangsal Contoh" not in page, who
    assert desk.get("cases:case", who="dewi").status_code == 404


def test_worker_and_head_tell_a_colleague_and_others_do_not(desk: Desk) -> None:
    statuses = {who: desk.get("cases:place", who=who).status_code for who in ("melati", "bima", "dewi", "eka", "indah")}
    assert statuses == {"melati": 200, "bima": 403, "dewi": 404, "eka": 404, "indah": 404}
    tell(desk.case, desk.people.actor("citra"), whereabouts="family")
    for who in ("bima", "dewi", "eka"):
        with pytest.raises(NotAllowed):
            tell(desk.case, desk.people.actor(who), whereabouts="police")


def test_what_stood_before_ends_and_nothing_overlaps(desk: Desk) -> None:
    tell(desk.case, desk.by, 5, whereabouts="police")
    tell(desk.case, desk.by, 3, whereabouts="hospital", custody="family")
    first, second = Whereabouts.objects.order_by("since")
    assert first.until == second.since
    assert second.until is None
    with pytest.raises(Refused, match="Isi jam sesudahnya"):
        tell(desk.case, desk.by, 4, whereabouts="family")
    with pytest.raises(Refused, match="masa depan"):
        tell(desk.case, desk.by, -2, whereabouts="family")
    with pytest.raises(Refused, match="Belum ada yang berubah"):
        tell(desk.case, desk.by, 1)
    with pytest.raises(Refused, match="Pilih kantor"):
        tell(desk.case, desk.by, 1, whereabouts="office")
    with pytest.raises(Refused, match="Tulis siapa"):
        tell(desk.case, desk.by, 1, custody="outside")


def test_the_database_itself_takes_nobody_in_two_places(desk: Desk) -> None:
    tell(desk.case, desk.by, 5, whereabouts="police")
    tell(desk.case, desk.by, 3, whereabouts="hospital")
    client = desk.case.client
    given: dict[str, Any] = {"case": desk.case, "person": client, "one": client.pk, "kind": "family", "cause": new_id()}
    for since, until in ((hour(1), None), (hour(6), hour(4))):
        with pytest.raises(IntegrityError), transaction.atomic():
            Whereabouts.objects.create(id=new_id(), since=since, until=until, **given)
    Whereabouts.objects.create(id=new_id(), since=hour(6), until=hour(4), withdrawn_by=new_id(), **given)
    Whereabouts.objects.create(id=new_id(), since=hour(1), standing=Standing.ASKED, **given)


def test_what_was_told_wrongly_is_taken_back_and_what_stood_before_goes_on(desk: Desk) -> None:
    tell(desk.case, desk.by, 5, whereabouts="police")
    wrong = tell(desk.case, desk.by, 3, whereabouts="hospital")
    tell(desk.case, desk.by, 1, whereabouts="family")
    withdraw(case=desk.case, recorded=wrong, recorded_as="place_client", reason="Salah orang", by=desk.by,
             action_id=new_id())  # fmt: skip
    first, last = Whereabouts.objects.filter(withdrawn_by=None).order_by("since")
    assert (first.kind, first.until) == ("police", last.since)
    assert last.until is None


def test_twice_is_once(desk: Desk) -> None:
    given: dict[str, Any] = {"custody": None, "custody_office": None, "custody_words": "", "whereabouts": "family",
                             "whereabouts_office": None, "whereabouts_words": "Nenek", "at": hour(1)}  # fmt: skip
    once = new_id()
    for _time in range(2):
        place_client(case=desk.case, **given, by=desk.by, action_id=once)
    assert Whereabouts.objects.count() == 1


def test_a_page_of_a_case_costs_no_statement_more(desk: Desk) -> None:
    before = desk.statements("cases:case")
    tell(desk.case, desk.by, whereabouts="family", whereabouts_words="Nenek", custody="family")
    assert desk.statements("cases:case") == before


# Two offices.


def test_another_place_names_none_and_both_heads_are_told(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital", whereabouts_words="Bangsal Contoh")
    browser = unlock(two.people.client("hadi"))
    told = {"whereabouts": "family", "custody": "office", "custody_office": "6"} | _now_fields()
    address = reverse("cases:place", args=[two.there.code])
    body = browser.post(address, opened_form(browser, address) | told, follow=True).content.decode()
    assert "Sudah tercatat di tempat lain; Kabid kedua kantor diberi tahu" in body
    assert not any(word in body for word in ("Rumah sakit", "Bangsal", "Kupang"))
    assert two.rows() == [("hospital", "holds", True), ("family", "asked", True)]
    assert "Keluarga" in two.page("hadi", two.there)
    held, waits = two.today("citra"), two.today("jaya")
    assert two.here.code in held
    assert "Dinsos Prov. NTB" in held
    assert two.there.code in waits
    assert not any(word in waits for word in ("Rumah sakit", "Bangsal"))
    assert all(two.there.code not in two.today(who) for who in ("citra", "dewi"))
    assert (
        "Kantor lain mencatat klien ini di tempat lain"
        in unlock(two.people.client("melati")).get(reverse("cases:case", args=[two.here.code])).content.decode()
    )


def test_where_an_office_has_no_head_who_works_the_case_is_told(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    assert two.here.code not in two.today("melati")
    two.people.actor("melati")
    yesterday = timezone.localdate() - timedelta(days=1)
    assert Posting.objects.filter(office=3, role="kabid").update(until=yesterday) == 1
    address = reverse("cases:settle_clash", args=[two.here.code, _clash(two)])
    assert address in two.today("melati")
    assert address not in two.today("bima")


def test_who_holds_says_so_and_the_other_holds(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    for who in ("hadi", "jaya", "dewi"):
        two.people.actor(who)
        assert Clash.objects.filter(told=6).exists() == (who != "dewi")
    with pytest.raises(NotAllowed):
        two.settle("jaya", moved=True)
    two.settle(moved=True)
    assert two.rows() == [("hospital", "holds", False), ("family", "holds", True)]
    assert two.here.code not in two.today("citra")
    with pytest.raises(Clash.DoesNotExist):
        two.settle(moved=False)


def test_or_that_it_is_not_so_and_that_is_said_without_the_place(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    address = reverse("cases:settle_clash", args=[two.here.code, _clash(two)])
    for who, status in (("citra", 200), ("bima", 403), ("hadi", 404), ("dewi", 404)):
        assert two.people.client(who).get(address).status_code == status, who
    browser = two.people.client("citra")
    assert save(browser, address, {"moved": "no"}).status_code == 302
    assert browser.get(address).status_code == 404
    assert two.rows() == [("hospital", "holds", True), ("family", "denied", True)]
    assert "Menurut kantor lain" in two.page("hadi", two.there)
    assert two.there.code not in two.today("jaya")
    two.tell("hadi", 1, whereabouts="unknown")
    assert two.rows()[-1] == ("unknown", "asked", True)


def _clash(two: Two) -> Any:
    with acting_for(ALL):
        return Clash.objects.get(settled_at=None).pk


def test_a_hidden_place_is_told_to_nobody_but_its_head(two: Two) -> None:
    Office.objects.filter(pk=5).update(hidden_place=True)
    two.tell("melati", 5, whereabouts="office", whereabouts_office=Office.objects.get(pk=5))
    told = {"whereabouts": "family", "custody": "office", "custody_office": "6"} | _now_fields()
    browser = unlock(two.people.client("hadi"))
    address = reverse("cases:place", args=[two.there.code])
    body = browser.post(address, opened_form(browser, address) | told, follow=True).content.decode()
    assert "tempat lain" not in body
    assert two.rows() == [("office", "holds", True), ("family", "untold", True)]
    shown = two.page("hadi", two.there)
    assert "tempat lain" not in shown
    assert "Keluarga" in shown
    assert two.there.code not in two.today("jaya")
    assert two.here.code in two.today("citra")
    two.people.actor("hadi")
    assert not Clash.objects.exists()
    two.settle(moved=False)
    assert two.page("hadi", two.there) == shown
    assert two.rows() == [("office", "holds", True), ("family", "untold", True)]


def test_what_an_office_without_a_running_case_holds_stands_against_nobody(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    by = two.people.actor("citra")
    void_case(case=two.here, was="case", state="open", reason="Terbuka dua kali", by=by, action_id=new_id())
    assert two.rows() == [("family", "holds", True)]


def test_an_office_whose_case_ended_answers_for_nobody(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    by = two.people.actor("melati")
    with acting_for(ALL):
        Case.objects.filter(pk=two.here.pk).update(status=Status.CLOSED, closed_on=two.here.opened_on)
        let_go(two.here, new_id(), by)
    assert two.rows() == [("hospital", "holds", False), ("family", "holds", True)]


def test_what_an_ended_case_left_is_ended_by_who_tells_next(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    with acting_for(ALL):
        Case.objects.filter(pk=two.here.pk).update(status=Status.CLOSED, closed_on=two.here.opened_on)
    two.tell("hadi", 3, whereabouts="family")
    assert two.rows() == [("hospital", "holds", False), ("family", "holds", True)]


def test_a_claim_taken_back_is_none(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    wrong = two.tell("hadi", 3, whereabouts="family")
    by = two.people.actor("hadi")
    withdraw(case=two.there, recorded=wrong, recorded_as="place_client", reason="Salah", by=by, action_id=new_id())
    assert two.rows() == [("hospital", "holds", True)]
    assert two.here.code not in two.today("citra")


def test_what_held_taken_back_lets_the_other_hold(two: Two) -> None:
    wrong = two.tell("melati", 2, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    by = two.people.actor("melati")
    withdraw(case=two.here, recorded=wrong, recorded_as="place_client", reason="Salah", by=by, action_id=new_id())
    assert two.rows() == [("family", "holds", True)]


def test_a_claim_from_before_holds_from_when_nothing_else_did(two: Two) -> None:
    two.tell("melati", 6, whereabouts="police")
    two.tell("melati", 2, whereabouts="hospital")
    two.tell("hadi", 4, whereabouts="family")
    two.settle(moved=True)
    assert [row[:2] for row in two.rows() if row[2]] == [("family", "holds")]


def test_answered_by_two_at_once_one_is_told(two: Two) -> None:
    two.tell("melati", 5, whereabouts="hospital")
    two.tell("hadi", 3, whereabouts="family")
    by = two.people.actor("citra")
    clash = Clash.objects.get()
    settle_clash(clash=clash, moved=False, by=by, action_id=new_id())
    with pytest.raises(Conflict):
        settle_clash(clash=clash, moved=True, by=by, action_id=new_id())
