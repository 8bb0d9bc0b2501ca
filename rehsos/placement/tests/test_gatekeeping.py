"""A child whom an LKSA took in by itself: told to the dinas of the place, decided there, and seen by no other."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.models import Fact
from rehsos.people.models import Sex
from rehsos.placement.actions.gatekeeping import decide_care, report_new_child
from rehsos.placement.gatekeeping import dinas_of, told_of
from rehsos.placement.models import BroughtBy, CareDecision, Known, NewChild, Rung, Stay, StayKind
from rehsos.referral.models import Referral, State

from .conftest import Inn, words

KUPANG = 3


@pytest.fixture
def child(inn: Inn) -> Stay:
    """A child without a name or a paper, at Nadia's LKSA since three days."""
    return inn.taken(
        "nadia", called="", sex=Sex.FEMALE, age=7, category="child", stay_kind=StayKind.LONG, bed=None,
        brought_by=BroughtBy.VILLAGE, at=timezone.now() - timedelta(days=3),
    )  # fmt: skip


def reported(inn: Inn, stay: Stay) -> NewChild:
    told = report_new_child(stay=inn.seen(stay, "nadia"), identity=Known.NO, family=Known.UNKNOWN, asked="", parts=(),
                            by=inn.people.actor("nadia"), action_id=new_id())  # fmt: skip
    inn.people.actor("melati")
    return NewChild.objects.select_related("referral__sender", "referral__receiver").get(pk=told.pk)


def decided(inn: Inn, child: NewChild, who: str = "melati", **more: Any) -> None:
    given: dict[str, Any] = {"care_decision": CareDecision.KIN, "until": None, "reason": "Bibinya siap.", **more}
    decide_care(child=child, **given, by=inn.people.actor(who), action_id=new_id())


def facts(inn: Inn, stay: Stay) -> set[str]:
    inn.people.actor("nadia")
    return set(Fact.objects.filter(case=stay.case_id, subject=stay.pk, replaced_by=None).values_list("code", flat=True))


def test_the_dinas_of_the_place_is_told(inn: Inn, child: Stay) -> None:
    it = reported(inn, child)
    dinas = dinas_of(inn.seen(child, "nadia").office)
    assert dinas is not None
    assert dinas.pk == KUPANG == it.referral.receiver_id
    assert it.referral.state == State.SENT
    assert "lksa_child_reported" in facts(inn, child)


def test_the_lksa_reads_what_was_decided_and_why(inn: Inn, child: Stay) -> None:
    decided(inn, reported(inn, child))
    inn.people.actor("nadia")
    it = told_of(child)
    assert it is not None
    assert it.decision == CareDecision.KIN
    assert it.referral.state == State.DONE
    assert "gatekeeping_decided" in facts(inn, child)
    page = words(inn.get("placement:stay", child.pk, who="nadia"))
    assert "Ke kerabat" in page
    assert "Bibinya siap." in words(inn.get("referral:referral", it.referral_id, who="nadia"))


def test_to_stay_is_until_a_day(inn: Inn, child: Stay) -> None:
    it, today = reported(inn, child), timezone.localdate()
    for until, field in ((None, "until"), (today, "until")):
        with pytest.raises(Refused) as refused:
            decided(inn, it, care_decision=CareDecision.STAY, until=until)
        assert refused.value.field == field
    decided(inn, it, care_decision=CareDecision.STAY, until=today + timedelta(days=90))
    assert NewChild.objects.get(pk=it.pk).until == today + timedelta(days=90)


def test_a_decision_has_its_reason(inn: Inn, child: Stay) -> None:
    with pytest.raises(Refused) as refused:
        decided(inn, reported(inn, child), reason="  ")
    assert refused.value.field == "reason"


def test_it_is_told_once_at_a_time_and_decided_once(inn: Inn, child: Stay) -> None:
    it = reported(inn, child)
    with pytest.raises(Refused):
        reported(inn, child)
    decided(inn, it)
    it.referral = Referral.objects.select_related("sender", "receiver").get(pk=it.referral_id)
    with pytest.raises(Refused):
        decided(inn, it)
    assert reported(inn, child).pk != it.pk


def test_who_was_not_asked_decides_nothing(inn: Inn, child: Stay) -> None:
    it = reported(inn, child)
    for who in ("dewi", "nadia", "fajar"):
        with pytest.raises(Refused):
            decided(inn, it, who)


def test_a_child_of_a_dinas_of_its_own_is_no_new_child(inn: Inn) -> None:
    with pytest.raises(Refused):
        report_new_child(stay=inn.taken(age=7), identity=Known.UNKNOWN, family=Known.UNKNOWN, asked="", parts=(),
                         by=inn.people.actor("melati"), action_id=new_id())  # fmt: skip


def test_the_pages_of_a_child_are_the_two_offices_alone(inn: Inn, child: Stay, few_statements: Any) -> None:
    it = reported(inn, child)
    for who, waits in (("melati", True), ("citra", True), ("nadia", True), ("dewi", False), ("fajar", False)):
        page = words(few_statements(inn._browser(who), reverse("placement:children"), most=7))
        assert (str(it.referral) in page) is waits, who
    for who in ("dewi", "fajar"):
        assert inn.get("placement:decide_care", it.referral_id, who=who).status_code == 404
        assert inn.get("placement:report_child", child.pk, who=who).status_code == 404
    assert inn.get("placement:decide_care", it.referral_id, who="nadia").status_code == 404


def test_nadia_reports_and_melati_decides_on_their_pages(inn: Inn, child: Stay) -> None:
    assert "Belum dilaporkan" in words(inn.get("placement:stay", child.pk, who="nadia"))
    assert "Lapor anak baru" in words(inn.get("placement:report_child", child.pk, who="nadia"))
    sent = inn.post("placement:report_child", child.pk, who="nadia", identity="no", family="", named="on", asked="")
    assert sent.status_code == 302
    it = NewChild.objects.get()
    assert it.identity == Known.NO
    page = words(inn.get("referral:referral", it.referral_id))
    assert reverse("placement:decide_care", args=[it.referral_id]) in page
    assert "Beri pendapat" not in page
    lacks = inn.post("placement:decide_care", it.referral_id, care_decision="stay", until="", reason="Dukcapil dulu.")
    assert lacks.status_code == 422
    assert "Dukcapil dulu." in words(lacks)
    done = inn.post("placement:decide_care", it.referral_id, care_decision="home", until="", reason="Ibunya ada.")
    assert done.status_code == 302
    assert "Pulang ke keluarga inti" in words(inn.get("placement:children", who="nadia"))


def test_a_name_in_the_reason_is_refused_beside_it_and_nothing_is_lost(inn: Inn) -> None:
    stay = inn.taken("nadia", called="Sirih", sex=Sex.FEMALE, age=7, category="child", stay_kind=StayKind.LONG,
                     bed=None, brought_by=BroughtBy.VILLAGE)  # fmt: skip
    sent = inn.post("placement:report_child", stay.pk, who="nadia", identity="no", family="", named="on", asked="")
    assert sent.status_code == 302
    it = NewChild.objects.select_related("referral__sender", "referral__receiver").get()
    asked = {"care_decision": "home", "until": "", "reason": "Sirih ke ibunya."}
    refused = inn.post("placement:decide_care", it.referral_id, **asked)
    assert refused.status_code == 422
    page = words(refused)
    assert "Sirih ke ibunya." in page
    assert re.search(r' bad"\s+id="[^"]*reason-box"', page)
    assert "Tulis tanpa nama klien: “Sirih”" in page
    with pytest.raises(Refused) as told:
        decided(inn, it, reason="Sirih ke ibunya.")
    assert told.value.field == "reason"
    assert NewChild.objects.get().decision == CareDecision.NONE


def test_one_word_for_the_deed_wherever_it_waits(inn: Inn, child: Stay) -> None:
    it = reported(inn, child)
    today = words(inn.get("desk:today"))
    for page in (today, words(inn.get("referral:referral", it.referral_id)), words(inn.get("placement:children"))):
        assert ">Putuskan<" in page
        assert "Putuskan pengasuhan" not in page


RUNGS = {Rung.OWN: CareDecision.HOME, Rung.INSTITUTION: CareDecision.HOUSE}
"""The rungs whose decision is called otherwise."""


@pytest.mark.parametrize("rung", list(Rung))
def test_every_rung_of_the_ladder_can_be_decided_and_is_read_by_the_house(inn: Inn, child: Stay, rung: Rung) -> None:
    it, wanted = reported(inn, child), RUNGS.get(rung) or CareDecision(rung.value)
    assert f'value="{wanted}"' in words(inn.get("placement:decide_care", it.referral_id))
    done = inn.post("placement:decide_care", it.referral_id, care_decision=str(wanted), until="", reason="Siap.")
    assert done.status_code == 302
    assert NewChild.objects.get(pk=it.pk).decision == wanted
    assert str(wanted.label) in words(inn.get("placement:stay", child.pk, who="nadia"))
