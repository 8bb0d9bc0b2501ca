"""A child's part in a matter as what facts, clocks and appointments of a case hang on."""

import hashlib
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from conftest import reveal
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.models import Appointment, Circumstance, Clock, Fact, Subject
from rehsos.cases.models.clocks import Precision
from rehsos.cases.subjects import subject_in
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.actions.steps import record_detention
from rehsos.justice.appointments import Kind
from rehsos.justice.models import Level, Part
from rehsos.justice.roles import Role
from rehsos.vault.keys import keyset

from .bench import at, case_of, fact, part_of


@pytest.fixture
def victim(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("rambu", by), Role.VICTIM, by)


def test_what_is_known_of_a_part_says_that_it_is_a_part(people: Any, victim: Part) -> None:
    fact(victim, "report_request_received", people.actor("melati"))
    for model in (Fact, Circumstance, Clock):
        found = set(model.objects.filter(case=victim.case).values_list("kind", "subject"))
        assert (("part", victim.pk) in found, ("case", victim.pk) in found) == (True, False), model


def test_the_database_takes_no_row_of_another_kind_than_its_subject(victim: Part) -> None:
    for kind, subject in (("case", victim.pk), ("part", victim.case_id)):
        with pytest.raises(IntegrityError, match="circumstance_kind"), transaction.atomic():
            Circumstance.objects.create(case=victim.case, kind=kind, subject=subject, code="role", value="yes")


def test_a_subject_is_found_by_its_id_in_its_own_case_only(people: Any, victim: Part) -> None:
    other = case_of("dodi", people.actor("melati"))
    assert subject_in(victim.case, victim.pk) == Subject("part", victim.pk)
    assert subject_in(other, other.pk) == Subject("case", other.pk)
    for case, subject in ((other, victim.pk), (victim.case, other.pk), (victim.case, victim.matter_id)):
        with pytest.raises(Refused, match="bukan bagian dari kasus"):
            subject_in(case, subject)


def test_clocks_of_two_parts_are_told_apart(people: Any) -> None:
    by = people.actor("melati")
    case = case_of("dodi", by)
    numbers = ("LP/B/12/XI/2026/CONTOH", "LP/B/13/XI/2026/CONTOH")
    client, address = people.client("melati"), reverse("cases:case", args=[case.code])
    reveal(client, case.code)
    by = people.actor("melati")
    for number in numbers:
        part = part_of(case, Role.IN_CONFLICT, by, Particulars(police_number=number, event_from=date(2026, 11, 1)))
        record_detention(
            part=part, level=Level.POLICE, on=date(2026, 11, 3), until=date(2026, 11, 10), place="",
            reason="kabar keluarga", by=by, action_id=new_id(),
        )  # fmt: skip
        page = client.get(reverse("cases:extend_clock", args=[case.code])).content.decode()
        by = people.actor("melati")
    assert [f"Anak (berkonflik) · {number}" in page for number in numbers] == [True, True]
    notes = re.findall(r"muted\">Anak \(berkonflik\) · (LP/\S+)\. ", client.get(address).content.decode())
    assert {*notes} == {*numbers}


BEFORE_KINDS = """["record_fact", {worker}, {{"at": "2026-11-03T09:00:00+08:00", "case": "{case}", \
"code": "report_request_received", "precision": "hour", "subject": "{part}"}}, {{"note": "Dari penyidik."}}]"""
"""What a line of a fact was digested from before subjects had kinds."""


def test_a_fact_sent_before_subjects_had_kinds_is_done_before(people: Any, victim: Part) -> None:
    by = people.actor("melati")
    sent: dict[str, Any] = {
        "case": victim.case, "subject": victim.pk, "code": "report_request_received", "level": "", "at": at(3),
        "precision": Precision.HOUR, "until": None, "note": "Dari penyidik.", "by": by, "action_id": new_id(),
    }  # fmt: skip
    made = record_fact(**sent)
    told = BEFORE_KINDS.format(worker=by.worker, case=victim.case_id, part=victim.pk).encode()
    line = Action.objects.get(pk=sent["action_id"])
    assert bytes(line.digest) == hashlib.blake2b(told, digest_size=16, key=keyset().token_key[:32]).digest()
    assert record_fact(**sent) == made
    assert Fact.objects.filter(code="report_request_received").count() == 1


def set_for(people: Any, part: Part, subject: UUID | None) -> Appointment:
    return set_appointment(
        case=part.case, subject=subject, kind=Kind.HEARING, starts=timezone.now() + timedelta(days=2),
        place="PN Contoh", assignment_letter="", by=people.actor("melati"), action_id=new_id(),
    )  # fmt: skip


def test_an_appointment_is_for_what_stands_in_its_case(people: Any, victim: Part) -> None:
    by = people.actor("melati")
    other = part_of(case_of("dodi", by), Role.IN_CONFLICT, by, Particulars())
    assert set_for(people, victim, victim.pk).subject == victim.pk
    with pytest.raises(Refused, match="bukan bagian dari kasus"):
        set_for(people, victim, other.pk)


def test_a_hearing_held_leads_to_the_page_of_hearings(people: Any, victim: Part) -> None:
    for subject in (victim.pk, None):
        held = set_for(people, victim, subject)
        address = reverse("cases:appointment_held", args=[victim.case.code, held.pk])
        answer = people.client("melati").get(address)
        assert (answer.status_code, answer["Location"]) == (
            302, reverse("justice:hearing", args=[victim.case.code, victim.pk]) + f"?janji={held.pk}"
        )  # fmt: skip
        people.actor("melati")
        held.refresh_from_db()
        assert held.state == "set"


def test_a_hearing_is_set_for_the_only_part_there_is_and_a_visit_for_none(people: Any, victim: Part) -> None:
    address = reverse("cases:appointment_new", args=[victim.case.code])
    client = people.client("melati")
    assert "LP/B/12" not in client.get(address).content.decode()
    reveal(client, victim.case.code)
    assert "Anak korban · LP/B/12/XI/2026/CONTOH" in client.get(address).content.decode()
    starts = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT09:00")
    for kind in ("hearing", "visit"):
        assert client.post(address, {"kind": kind, "starts": starts, "place": "PN Contoh"}).status_code == 302
    people.actor("melati")
    assert dict(Appointment.objects.values_list("kind", "subject")) == {"hearing": victim.pk, "visit": None}
    wrong = {"kind": "hearing", "starts": starts, "place": "PN Contoh", "subject": str(new_id())}
    assert client.post(address, wrong).status_code == 422
