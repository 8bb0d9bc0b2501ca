"""The ladder of care: told in taps, kept as versions, a gap is said and never a lock; the dinas reads it by codes."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Case
from rehsos.law.findings import Answer, care_ladder
from rehsos.placement.actions.laddering import RungTold, tell_ladder
from rehsos.placement.ladder import newest, told_to
from rehsos.placement.models import CareLadder, NewChild, Rung, RungState, Stay

from .conftest import Inn, words
from .test_gatekeeping import child

__all__ = ["child"]

GRANDMOTHER = "Neneknya sakit, tidak sanggup"


def told(inn: Inn, case: Case, who: str = "nadia", **states: Any) -> CareLadder:
    """`kin=("unable", "why")`."""
    given = {rung: states.get(rung.value, ("", "")) for rung in Rung}
    rungs = tuple(RungTold(rung, RungState(state), why) for rung, (state, why) in given.items())
    return tell_ladder(case=case, rungs=rungs, at=timezone.now(), by=inn.people.actor(who), action_id=new_id())


@pytest.mark.parametrize(
    ("states", "reasons", "said"),
    [
        ({}, (), ["unknown"]),
        ({"own": "used"}, (), ["met"]),
        ({"own": "none", "kin": "used"}, ("own",), ["met"]),
        ({"own": "none", "kin": "used"}, (), ["own"]),
        ({"own": "none", "institution": "used"}, ("own",), ["kin", "foster", "guardian"]),
        ({"own": "none", "kin": "unable", "foster": "none", "guardian": "none", "institution": "used"},
         ("own", "kin", "foster", "guardian"), ["met"]),
    ],
)  # fmt: skip
def test_what_is_passed_over_without_a_reason_is_found(states: Any, reasons: Any, said: list[str]) -> None:
    assert [one.sentence for one in care_ladder(states, reasons)] == said
    assert all(one.basis and not one.verified for one in care_ladder(states, reasons))
    assert {one.state for one in care_ladder(states, reasons)} <= {Answer.MET, Answer.NOT_MET, Answer.UNKNOWN}


def test_versions_stay_and_the_newest_holds(inn: Inn, child: Stay) -> None:
    case = inn.seen(child, "nadia").case
    first = told(inn, case, own=("none", "Belum ditemukan"))
    last = told(inn, case, own=("none", "Belum ditemukan"), kin=("unable", GRANDMOTHER), institution=("used", ""))
    inn.people.actor("nadia")
    assert newest(case) == last
    assert CareLadder.objects.filter(case=case).count() == 2
    assert GRANDMOTHER.encode() not in bytes(last.sealed or b"")
    withdraw(case=case, recorded=last.pk, recorded_as="tell_ladder", reason="Salah anak", by=inn.people.actor("nadia"),
             action_id=new_id())  # fmt: skip
    assert newest(case) == first


def test_nothing_told_and_two_used_are_refused(inn: Inn, child: Stay) -> None:
    case = inn.seen(child, "nadia").case
    with pytest.raises(Refused):
        told(inn, case)
    with pytest.raises(Refused):
        told(inn, case, own=("used", ""), kin=("used", ""))


def test_who_does_not_work_the_case_tells_nothing(inn: Inn, child: Stay) -> None:
    case = inn.seen(child, "nadia").case
    for who in ("melati", "dewi"):
        with pytest.raises(Refused):
            told(inn, case, who, own=("used", ""))


def test_nadia_taps_and_reads_it_on_the_stay(inn: Inn, child: Stay) -> None:
    code = inn.seen(child, "nadia").case.code
    assert "Tangga pengasuhan" in words(inn.get("placement:ladder", code, who="nadia"))
    both = inn.post("placement:ladder", code, who="nadia", own="used", own_why="", kin="used", kin_why="X")
    assert both.status_code == 422
    done = inn.post("placement:ladder", code, who="nadia", own="none", own_why="Belum ditemukan", kin="unable",
                    kin_why=GRANDMOTHER, institution="used")  # fmt: skip
    assert done.status_code == 302
    page = words(inn.get("placement:stay", child.pk, who="nadia"))
    assert GRANDMOTHER in page
    assert "Orang tua asuh dilewati tanpa alasan tercatat" in page
    assert "Kerabat dilewati" not in page
    shut = inn.people.client("nadia")
    assert GRANDMOTHER not in words(shut.get(reverse("placement:stay", args=[child.pk])))
    assert GRANDMOTHER in words(inn.get("placement:ladder", code, who="nadia"))
    assert inn.get("cases:case", code, who="nadia").status_code == 200


def test_who_stands_above_tells_nothing_and_nobody_else_finds_it(inn: Inn, child: Stay) -> None:
    code = inn.seen(child, "nadia").case.code
    refused = {"melati": 403, "bima": 403, "citra": 404, "eka": 404, "dewi": 404, "fajar": 404, "omar": 404}
    assert {who: inn.get("placement:ladder", code, who=who).status_code for who in refused} == refused


def test_the_dinas_reads_who_was_asked_and_no_reason(inn: Inn, child: Stay) -> None:
    case = inn.seen(child, "nadia").case
    told(inn, case, own=("none", "Belum ditemukan"), kin=("unable", GRANDMOTHER), institution=("used", ""))
    sent = inn.post("placement:report_child", child.pk, who="nadia", identity="no", family="", named="", asked="")
    assert sent.status_code == 302
    it = NewChild.objects.select_related("referral").get()
    assert "Kerabat: Tidak mampu" in told_to(it.referral)
    page = words(inn.get("placement:decide_care", it.referral_id))
    assert "Kerabat: Tidak mampu" in page
    assert "Wali dilewati tanpa alasan tercatat" in page
    assert GRANDMOTHER not in page
    done = inn.post("placement:decide_care", it.referral_id, care_decision="home", until="", reason="Ibunya ada.")
    assert done.status_code == 302, "a gap is said, and locks nothing"


def test_where_nothing_was_told_the_dinas_is_told_so(inn: Inn, child: Stay) -> None:
    assert "Tangga pengasuhan belum diisi" in words(inn.get("placement:report_child", child.pk, who="nadia"))
    inn.post("placement:report_child", child.pk, who="nadia", identity="no", family="", named="", asked="")
    it = NewChild.objects.get()
    assert "Lembaga belum memberi tahu" in words(inn.get("placement:decide_care", it.referral_id))


def test_a_grown_client_has_none(inn: Inn) -> None:
    stay = inn.taken()
    page = words(unlock(inn.people.client("melati")).get(reverse("placement:stay", args=[stay.pk])))
    assert "Tangga pengasuhan" not in page
