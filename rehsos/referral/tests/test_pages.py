"""The pages: who opens which, what they say, how much they cost."""

import re
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.directory.models import Office
from rehsos.people.models import Person
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Referral, State
from rehsos.referral.policies import may_receive

from .conftest import PROVINCE, SENTRA, Road, words

ALL = ("referral", "reveal", "send", "add", "revoke", "ask", "spoken", "receive", "answer", "arrival", "result")


def test_from_the_case_to_the_answer_by_the_pages_alone(road: Road) -> None:
    page = road.get("cases:case", road.case.code)
    assert reverse("referral:refer", args=[road.case.code]) in words(page)
    page = road.get("referral:refer", road.case.code)
    assert "Kasus tetap milik kita?" in words(page)
    page = road.get("referral:refer", road.case.code, query="?milik=ya&pindah=tidak")
    assert "mereka memberi layanan" in words(page)
    told: dict[str, Any] = {"receiver": SENTRA, "wanted": "advanced", "asked": "Mohon dilatih.", "urgency": "usual"}
    page = road.post("referral:refer", road.case.code, query="?milik=ya&pindah=tidak", **told)
    it = Referral.objects.get()
    assert page.url == reverse("referral:send", args=[it.pk])
    assert road.get("referral:referral", it.pk, who="fajar").status_code == 404
    page = road.get("referral:send", it.pk)
    assert "Jenis kasus" in words(page)
    road.post("referral:send", it.pk, ticks=["kind"])
    assert "Rujuk kepada Sentra Efata Kupang: dikirim" in words(road.get("cases:case", road.case.code))
    page = road.get("desk:today", who="fajar")
    here = reverse("referral:referral", args=[it.pk])
    assert here in words(page)
    page = road.read(it)
    assert "Mohon dilatih." in page
    assert "Rambu" not in page
    road.post("referral:receive", it.pk, who="fajar", at=_now())
    road.post("referral:answer", it.pk, who="fajar", answer="partly", words="Hanya siang hari.")
    assert road.seen(it).state == State.PARTLY
    page = road.get("referral:referral", it.pk)
    assert "Hanya siang hari." in words(page)
    assert "Disetujui sebagian" in words(road.get("desk:today"))
    assert "Disetujui sebagian" in words(road.get("cases:case", road.case.code))


def _now() -> str:
    return timezone.localtime().strftime("%Y-%m-%dT%H:%M")


def test_bed_is_urgent_by_itself(road: Road) -> None:
    told: dict[str, Any] = {"receiver": SENTRA, "wanted": "bed", "asked": "Malam ini.", "urgency": "usual"}
    road.post("referral:refer", road.case.code, query="?milik=ya&pindah=tidak", **told)
    assert Referral.objects.get().urgency == "urgent"


def test_an_office_is_found_by_what_it_is_called(road: Road) -> None:
    told: dict[str, Any] = {"receiver": "other", "wanted": "aid", "asked": "x", "urgency": "usual"}
    page = road.post("referral:refer", road.case.code, query="?laku=ask_opinion", elsewhere="dinsos", **told)
    assert page.status_code == 422
    assert "Ada beberapa" in words(page)
    road.post("referral:refer", road.case.code, query="?laku=ask_opinion", elsewhere="dinsos prov. ntb", **told)
    assert (Referral.objects.get().receiver_id, Referral.objects.get().deed) == (6, Deed.ASK_OPINION)


@pytest.mark.parametrize("name", ALL)
def test_an_outsider_finds_nothing(road: Road, name: str) -> None:
    it = road.sent()
    for who in ("dewi", "hadi", "eka", "jaya"):
        assert road.get(f"referral:{name}", it.pk, who=who).status_code == 404, who


@pytest.mark.parametrize("name", ["send", "add", "revoke", "ask", "spoken"])
def test_the_receiver_does_nothing_of_the_sender(road: Road, name: str) -> None:
    assert road.get(f"referral:{name}", road.sent().pk, who="fajar").status_code == 404


@pytest.mark.parametrize("name", ["receive", "answer", "arrival", "result"])
def test_the_sender_answers_nothing_for_the_receiver(road: Road, name: str) -> None:
    assert road.get(f"referral:{name}", road.sent().pk).status_code == 404


def test_no_page_of_the_case_opens_to_the_receiver(road: Road) -> None:
    it = road.answered(road.sent())
    for name in ("cases:case", "cases:service", "cases:supervise", "cases:case_print", "referral:refer"):
        assert road.get(name, road.case.code, who="fajar").status_code == 404, name
    page = road.read(it)
    assert not re.search(f"(?<!RUJ-){road.case.code}", page)
    assert "Rambu" in page  # the part that names was ticked, and names are open


def test_a_colleague_reads_it_and_does_not_send(road: Road) -> None:
    it = road.sent()
    assert road.get("referral:referral", it.pk, who="bima").status_code == 200
    assert road.get("referral:ask", it.pk, who="bima").status_code == 403


def test_what_was_typed_and_who_it_is_wait_for_the_lock(road: Road, people: Any) -> None:
    it = road.sent()
    browser = people.client("fajar")
    page = browser.get(reverse("referral:referral", args=[it.pk])).content.decode()
    assert "Mohon rehabilitasi" not in page
    assert "Rambu" not in page
    assert "Tinggi" in page


def test_the_province_reads_the_codes_answers_and_has_it_on_its_first_page(road: Road) -> None:
    it = road.sent(to=PROVINCE)
    here = reverse("referral:referral", args=[it.pk])
    assert here in words(road.get("desk:today", who="eka"))
    page = words(road.get("referral:referral", it.pk, who="eka"))
    assert "Tinggi" in page
    assert "Rambu" not in page
    assert reverse("referral:answer", args=[it.pk]) in page
    road.post("referral:answer", it.pk, who="eka", answer="refused", refusal="full", words="")
    assert "Ditolak" in words(road.get("desk:today"))


def test_a_question_stands_on_their_first_page(road: Road) -> None:
    it = road.answered(road.sent())
    road.post("referral:ask", it.pk, asked="Kapan dijemput?")
    page = words(road.get("desk:today", who="fajar"))
    assert "ditanyakan" in page
    assert "Kapan dijemput?" in road.read(it)


def test_what_was_agreed_to_stands_on_the_first_page_until_it_began(road: Road) -> None:
    """Fajar said yes, and nothing led him back to what he had agreed to."""
    it = road.answered(road.sent())
    begins = reverse("referral:arrival", args=[it.pk])
    assert begins in words(road.get("desk:today", who="fajar"))
    road.post("referral:arrival", it.pk, who="fajar", at=_now())
    assert begins not in words(road.get("desk:today", who="fajar"))


def test_the_list_has_three_sides(road: Road) -> None:
    it = road.answered(road.sent(), Answer.REFUSED)
    waits = road.sent()
    mine = words(road.get("referral:referrals", query="?lihat=kirim"))
    theirs = words(road.get("referral:referrals", who="fajar"))
    everything = words(road.get("referral:referrals", who="fajar", query="?lihat=semua&laku=refer"))
    assert str(it.code) in mine
    assert str(it.code) not in theirs
    assert str(waits.code) in theirs
    assert str(it.code) in everything


def test_few_statements(road: Road, people: Any, few_statements: Any) -> None:
    it = road.sent()
    for _n in range(3):
        road.sent()
    fajar = people.client("fajar")
    for address in (reverse("referral:referrals"), reverse("referral:referral", args=[it.pk]), reverse("desk:today")):
        fajar.get(address)
        few_statements(fajar, address)


def test_who_comes_second_is_told_so_and_led_back(road: Road) -> None:
    it = road.answered(road.sent())
    for name, who in (("revoke", "melati"), ("spoken", "melati"), ("answer", "fajar"), ("receive", "fajar")):
        page = road.get(f"referral:{name}", it.pk, who=who)
        assert page.status_code == 409, name
        assert f'href="{reverse("referral:referral", args=[it.pk])}"' in words(page)
        assert "Belum boleh" not in words(page)


def test_no_office_is_proposed_that_could_not_take_it(road: Road) -> None:
    query = "?milik=tidak&pindah=tidak"
    page = words(road.get("referral:refer", road.case.code, query=query))
    offered = re.findall(r'<input[^>]*name="receiver"[^>]*value="(\d+)"', page)
    assert offered
    for office in map(int, offered):
        assert may_receive(Deed.TRANSFER, 3, Office.objects.get(pk=office)), office
    assert str(PROVINCE) not in offered


def test_ones_own_office_is_said_to_be_ones_own(road: Road) -> None:
    told: dict[str, Any] = {"receiver": "other", "wanted": "aid", "asked": "x", "urgency": "usual"}
    page = road.post("referral:refer", road.case.code, query="?laku=refer", elsewhere="dinsos kab. kupang", **told)
    assert "Ini kantor Anda sendiri" in words(page)


def test_within_a_minute_the_timeline_stands_in_the_order_of_the_road(road: Road) -> None:
    with time_machine.travel("2026-11-29T02:00:30+00:00", tick=False):
        it = road.sent()
        minute = timezone.now().replace(second=0)
        actions.note_spoken(
            referral=it, answer=Answer.ACCEPTED, who="Kepala", at=minute, by=road.by, action_id=new_id()
        )
        there, by = road.seen(it, "fajar"), road.people.actor("fajar")
        actions.receive_referral(referral=there, at=minute, by=by, action_id=new_id())
        it = road.answered(it)
        actions.record_arrival(referral=road.seen(it, "fajar"), at=minute, by=road.people.actor("fajar"),
                               action_id=new_id())  # fmt: skip
        road.browsers = {}
        page = words(road.get("referral:referral", it.pk))
    order = ["Klien tiba atau layanan dimulai", "Diterima di Sentra", "Dikirim oleh"]
    found = [page.rindex(one) for one in order]
    assert found == sorted(found)
    assert page.rindex("Lisan: Disetujui") < page.rindex("Dikirim oleh")


def test_an_age_that_is_not_sure_is_not_sure_elsewhere(road: Road) -> None:
    Person.objects.filter(pk=road.case.client_id).update(birth_year=timezone.localdate().year - 14)
    Case.objects.filter(pk=road.case.pk).update(age=14)
    road.case = Case.objects.get(pk=road.case.pk)
    here = words(road.get("cases:case", road.case.code))
    assert "13–14 th" in here
    it = road.sent()
    for who in ("melati", "fajar"):
        assert "13–14 th (perkiraan)" in words(road.get("referral:referral", it.pk, who=who))
    assert "13–14 th (perkiraan)" in words(road.get("desk:today", who="fajar"))
    assert "13–14 th (perkiraan)" in words(road.get("referral:referrals", who="fajar"))
