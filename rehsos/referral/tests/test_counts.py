"""Counting referrals: by the answer, at who sent and at who received; each in one line."""

import json
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.console import main
from rehsos.directory.models import Office
from rehsos.referral.actions import record_result
from rehsos.referral.models import Answer, Deed, Part, Referral
from rehsos.statistics.dimensions import DIMENSIONS
from rehsos.statistics.everywhere import CLOSED
from rehsos.statistics.tests.test_closed import LEFT_OUT

from .conftest import OTHER, SENTRA, Road, words
from .test_handed_on import handed_on
from .test_staying import arrived


@pytest.fixture
def told(road: Road) -> Road:
    """One accepted, one refused, a case handed on; one that waits, of a case that is Kupang's still."""
    road.answered(road.sent())
    road.answered(road.sent(), Answer.REFUSED)
    road.answered(road.sent(Deed.TRANSFER))
    road.case = opened(road.people.actor("melati"))
    road.sent()
    return road


def counted(capsys: Any, measure: str, who: str, by: str) -> dict[str, int]:
    """Words and numbers of the table."""
    assert main(["count", measure, "--by", by, "--format", "json", "--as", f"{who}@contoh.test"]) == 0
    return {row[by]: row["count"] for row in json.loads(capsys.readouterr().out) if row["count"]}


def test_by_answer(told: Road, capsys: Any) -> None:
    assert counted(capsys, "referrals", "melati", "answer") == {"accepted": 2, "refused": 1, "waiting": 1}
    assert counted(capsys, "referrals_in", "fajar", "answer") == {"accepted": 2, "refused": 1, "waiting": 1}
    assert counted(capsys, "referrals_in", "melati", "answer") == {}


def test_by_kind_of_office_and_days(told: Road, capsys: Any) -> None:
    assert counted(capsys, "referrals", "melati", "to_kind") == {"sentra": 4}
    assert counted(capsys, "referrals", "melati", "days_to_answer") == {"0": 3, "none": 1}


def test_given_and_taken_and_the_case_is_counted_where_it_was_opened(told: Road, capsys: Any) -> None:
    assert counted(capsys, "given", "melati", "deed") == {"transfer": 1}
    assert counted(capsys, "taken", "fajar", "deed") == {"transfer": 1}
    assert counted(capsys, "taken", "melati", "deed") == {}
    assert sum(counted(capsys, "cases", "melati", "status").values()) == 2
    assert counted(capsys, "cases", "fajar", "status") == {}


@pytest.mark.parametrize("by", ["answer", "deed", "asked_for", "urgency", "refusal", "days_to_answer", "to_kind"])
def test_behind_the_wall_of_its_case_a_referral_stands_in_no_line_of_that_office(
    told: Road, capsys: Any, by: str
) -> None:
    """Who is walled off could take their own list from the table: the rest would tell of the other side's case."""
    open_before = counted(capsys, "referrals", "bima", by)
    told.people.actor("melati")
    Case.objects.filter(pk=told.case.pk).update(barred=[2])
    for who in ("bima", "melati"):
        after = counted(capsys, "referrals", who, by)
        assert after.pop(CLOSED, 0) == 1
        assert sum(after.values()) == sum(open_before.values()) - 1


def test_what_was_given_is_whole_in_its_year_and_the_note_beside_the_rest_is_true_for_who_reads_the_case(
    told: Road, capsys: Any
) -> None:
    """Behind a wall against one worker: its lead and its head read it, and a table that leaves it out says so."""
    told.people.actor("fajar")
    Case.objects.filter(pk=Referral.objects.get(deed=Deed.TRANSFER).case_id).update(barred=[2])
    question = "?apa=given&by=deed"
    for who in ("melati", "citra"):
        assert counted(capsys, "given", who, "deed") == {CLOSED: 1}, who
        whole = words(told.get("statistics:rekap", who=who, query=question))
        part = words(told.get("statistics:rekap", who=who, query=f"{question}&tempat=53.02"))
        assert LEFT_OUT not in whole, who
        assert LEFT_OUT in part, who
        assert "bagi kantor ini" not in whole + part, who


def test_a_referral_behind_a_wall_tells_who_stands_before_it_nothing(road: Road, capsys: Any) -> None:
    """Of both offices: it is counted in its year, and stands in no other line than that it is closed."""
    road.sent(Deed.TRANSFER)
    Case.objects.filter(pk=road.case.pk).update(barred=[2, 6])
    for by in ("answer", "deed", "asked_for", "urgency", "days_to_answer"):
        assert counted(capsys, "referrals", "bima", by) == {CLOSED: 1}, by
        assert counted(capsys, "referrals_in", "fajar", by) == {CLOSED: 1}, by


def test_what_is_followed_by_another_office_is_counted_by_the_one_that_sent_it(road: Road, capsys: Any) -> None:
    """Its case is handed on: how many Kupang sent last year is what it was."""
    it = arrived(road)
    before = counted(capsys, "referrals", "melati", "answer")
    assert before == {"accepted": 1}
    handed_on(road)
    assert road.seen(it, "dewi").sender_id == OTHER
    assert counted(capsys, "referrals", "melati", "answer") == {"accepted": 2}, "the transfer, and what was sent before"
    assert counted(capsys, "referrals", "dewi", "answer") == {}


def test_who_counts_it_reads_it_as_it_stood_and_nothing_that_was_told_beside(road: Road) -> None:
    it = arrived(road)
    handed_on(road)
    record_result(referral=road.seen(it, "fajar"), words="Pulih.", by=road.people.actor("fajar"), action_id=new_id())
    page = road.get("referral:referral", it.pk)
    assert page.status_code == 200
    assert "kini diikuti Dinsos Kab. TTS" in words(page)
    assert "Permintaan dan nama terlihat setelah nama dibuka" in words(page)
    assert ["Berjalan" in words(page), "Selesai" in words(page), "Pulih" in words(page)] == [True, False, False]
    assert not any(f"/{it.pk}/{way}" in words(page) for way in ("tanya", "cabut", "hasil", "tambah"))
    for seen in (road.get("cases:case", road.case.code), road.get("referral:referrals", query="?lihat=kirim")):
        assert str(it.code) in words(seen)
        assert "Selesai" not in words(seen).split(str(it.code))[1][:400]
    assert str(it.code) not in words(road.get("referral:referrals"))
    road.people.actor("melati")
    assert not Part.objects.filter(referral=it.pk).exists()


def test_what_is_followed_elsewhere_is_read_by_its_head_and_by_no_outsider(road: Road) -> None:
    it = arrived(road)
    handed_on(road)
    assert road.get("referral:referral", it.pk, who="citra").status_code == 200
    assert road.get("referral:referral", it.pk, who="gita").status_code == 404
    assert road.get("referral:referral", it.pk, who="hadi").status_code == 404
    for way in ("ask", "revoke", "answer", "result", "add", "arrival"):
        assert road.get(f"referral:{way}", it.pk).status_code in {404, 409}, way


def test_who_follows_it_reads_who_sent_it(road: Road) -> None:
    it = arrived(road)
    handed_on(road)
    assert "Dikirim oleh Dinsos Kab. Kupang" in words(road.get("referral:referral", it.pk, who="dewi"))


def test_nobody_else_ever_counts_it(road: Road) -> None:
    it = road.sent()
    with pytest.raises(DatabaseError, match="counts it for ever"), transaction.atomic():
        Referral.objects.filter(pk=it.pk).update(counts_at=SENTRA)


@pytest.mark.parametrize("kind", ["sentra", "rptc"])
def test_a_hidden_house_is_not_known_by_its_kind(told: Road, capsys: Any, kind: str) -> None:
    """One of its kind in the province: the count and the list together would say which house it is."""
    Office.objects.filter(pk=SENTRA).update(hidden_place=True, kind=kind)
    for who in ("melati", "eka"):
        assert kind not in counted(capsys, "referrals", who, "to_kind")
    assert counted(capsys, "referrals", "melati", "to_kind") == {"partner": 4}
    assert counted(capsys, "referrals_in", "fajar", "to_kind") == {kind: 4}, "its own people know what it is"
    assert DIMENSIONS["to_kind"].label("partner") == "lembaga lain"
