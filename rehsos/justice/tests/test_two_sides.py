"""Two sides of one matter: a conflict while one worker holds both, a wall once two do; common facts move both."""

from datetime import date
from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.assigning import assign_worker
from rehsos.cases.models import AssignmentKind, Case, Clock, Fact
from rehsos.cases.models.clocks import Precision
from rehsos.directory.models import Worker
from rehsos.justice.actions.matter import Particulars, end_part
from rehsos.justice.actions.shared import record_matter_fact
from rehsos.justice.models import MISTAKE, Matter, Part
from rehsos.justice.queries import conflicts
from rehsos.justice.roles import Role

from .bench import at, case_of, clocks, fact, joined, part_of, said


def two_sides(people: Any) -> tuple[Part, Part]:
    """Rambu harmed, Dodi accused; both cases opened by Melati."""
    by = people.actor("melati")
    harmed = part_of(case_of("rambu", by), Role.VICTIM, by)
    accused = joined(case_of("dodi", by), harmed.matter, Role.IN_CONFLICT, by)
    return harmed, accused


def given_to_bima(people: Any, part: Part) -> None:
    by = people.actor("citra")
    assign_worker(
        case=Case.objects.get(pk=part.case_id), worker=Worker.objects.get(pk=2), kind=AssignmentKind.LEAD,
        since=date(2026, 11, 20), until=None, by=by, action_id=new_id(),
    )  # fmt: skip


def walled(people: Any) -> tuple[Part, Part]:
    harmed, accused = two_sides(people)
    given_to_bima(people, accused)
    return harmed, accused


def common(part: Part, code: str, by: Any, when: Any = None) -> None:
    record_matter_fact(
        case=part.case,
        matter=Matter.objects.get(pk=part.matter_id),
        code=code,
        at=when or at(3),
        precision=Precision.HOUR,
        until=None,
        source="telepon penyidik",
        by=by,
        action_id=new_id(),
    )


def test_one_worker_on_both_sides_is_a_conflict_and_no_wall(people: Any) -> None:
    harmed, accused = two_sides(people)
    assert conflicts(harmed.case) == conflicts(accused.case) == ["Melati Contoh"]
    assert people.client("melati").get(f"/kasus/{accused.case.code}/").status_code == 200


def test_the_conflict_is_said_when_the_second_side_joins(people: Any) -> None:
    by = people.actor("melati")
    harmed = part_of(case_of("rambu", by), Role.VICTIM, by)
    other = case_of("dodi", by)
    response = people.client("melati").post(
        f"/kasus/{other.code}/perkara/gabung/", {"matter": str(harmed.matter_id), "role": "child_in_conflict"}
    )
    assert response.status_code == 302
    assert any("Melati Contoh menangani kedua pihak" in text for text in said(response))


def test_after_the_second_side_is_given_away_each_gets_404_on_the_other(people: Any) -> None:
    harmed, accused = walled(people)
    melati, bima = people.client("melati"), people.client("bima")
    assert melati.get(f"/kasus/{harmed.case.code}/").status_code == 200
    assert bima.get(f"/kasus/{accused.case.code}/").status_code == 200
    assert melati.get(f"/kasus/{accused.case.code}/").status_code == 404
    assert bima.get(f"/kasus/{harmed.case.code}/").status_code == 404
    assert melati.get(f"/kasus/{accused.case.code}/bagian/{accused.pk}/sidang/").status_code == 404


def test_the_kabid_sees_both_and_no_conflict_is_left(people: Any) -> None:
    harmed, accused = walled(people)
    citra = people.client("citra")
    assert citra.get(f"/kasus/{harmed.case.code}/").status_code == 200
    assert citra.get(f"/kasus/{accused.case.code}/").status_code == 200
    people.actor("citra")
    assert conflicts(harmed.case) == []


def test_a_walled_worker_cannot_be_assigned_to_the_other_side(people: Any) -> None:
    harmed, _accused = walled(people)
    with pytest.raises(Refused, match="pihak lain"):
        given_to_bima(people, harmed)


def test_a_third_child_on_one_side_keeps_the_wall(people: Any) -> None:
    harmed, accused = walled(people)
    by = people.actor("melati")
    third = joined(case_of("lia", by), Matter.objects.get(pk=harmed.matter_id), Role.VICTIM, by)
    assert people.client("bima").get(f"/kasus/{harmed.case.code}/").status_code == 404
    assert people.client("bima").get(f"/kasus/{third.case.code}/").status_code == 404
    assert people.client("melati").get(f"/kasus/{accused.case.code}/").status_code == 404


def test_a_child_harmed_in_one_matter_and_accused_in_another_keeps_both_walls(people: Any) -> None:
    harmed, accused = walled(people)
    by = people.actor("bima")
    second = part_of(accused.case, Role.VICTIM, by, Particulars(police_number="LP/B/99/XI/2026/CONTOH"))
    people.actor("citra")
    assert Case.objects.get(pk=accused.case_id).barred == [1]
    assert second.matter_id != harmed.matter_id
    assert Case.objects.get(pk=accused.case_id).role == Role.IN_CONFLICT  # the first part is what is counted


def test_a_part_recorded_by_mistake_takes_the_wall_down(people: Any) -> None:
    harmed, accused = walled(people)
    by = people.actor("bima")
    end_part(
        part=Part.objects.get(pk=accused.pk),
        ending=MISTAKE,
        on=date(2026, 11, 20),
        note="",
        reason="",
        by=by,
        action_id=new_id(),
    )
    assert people.client("melati").get(f"/kasus/{accused.case.code}/").status_code == 200
    assert people.client("bima").get(f"/kasus/{harmed.case.code}/").status_code == 200


def test_a_common_fact_moves_the_clocks_of_the_walled_file_too(people: Any) -> None:
    harmed, accused = walled(people)
    by = people.actor("melati")
    common(harmed, "investigation_started", by)
    assert not Case.objects.filter(pk=accused.case_id).exists()  # the scope is mine again
    people.actor("citra")
    assert clocks(harmed.case, harmed.pk)["requests_pk_peksos"].due_at == at(4)
    assert clocks(accused.case, accused.pk)["prosecutor_coordination"].due_at == at(4)


def test_the_other_file_tells_the_fact_on_its_timeline_without_its_source(people: Any) -> None:
    harmed, accused = walled(people)
    common(harmed, "investigation_started", people.actor("melati"))
    people.actor("bima")
    row = Action.objects.get(dossier=accused.case_id, name="learn_matter_fact")
    assert row.facts["code"] == "investigation_started"
    assert row.sealed is None


def test_the_page_of_a_common_fact_shows_nothing_of_the_walled_file(people: Any) -> None:
    harmed, accused = walled(people)
    browser = people.client("melati")
    there = f"/kasus/{harmed.case.code}/perkara/{harmed.matter_id}/kejadian/"
    response = browser.post(there, {"fact": "investigation_started", "at": "2026-11-03", "hour": "09:00"}, follow=True)
    assert response.status_code == 200
    shown = response.content.decode() + browser.get("/").content.decode()
    assert accused.case.code not in shown
    assert "Koordinasi" not in " ".join(said(response))  # a clock only the accused child has


def test_correcting_a_common_fact_moves_both_files(people: Any) -> None:
    harmed, accused = walled(people)
    common(harmed, "investigation_started", people.actor("melati"))
    common(accused, "investigation_started", people.actor("bima"), at(5))
    people.actor("citra")
    for part in (harmed, accused):
        assert clocks(part.case, part.pk)["requests_pk_peksos"].due_at == at(6)
        assert Action.objects.filter(dossier=part.case_id, name="clock_moved").exists()


def test_a_later_child_gets_the_common_facts_and_never_the_notes(people: Any) -> None:
    by = people.actor("melati")
    harmed = part_of(case_of("rambu", by), Role.VICTIM, by)
    common(harmed, "investigation_started", by, at(2))
    common(harmed, "investigation_started", by, at(3))
    late = joined(case_of("yanto", by), Matter.objects.get(pk=harmed.matter_id), Role.WITNESS, by)
    assert clocks(late.case, late.pk)["requests_pk_peksos"].due_at == at(4)
    assert Fact.objects.filter(case=late.case, replaced_by=None).count() == 1
    assert not Action.objects.filter(dossier=late.case_id, sealed__isnull=False).exists()


def test_a_fact_of_one_child_is_not_common(people: Any) -> None:
    harmed, _accused = two_sides(people)
    with pytest.raises(Refused, match="satu anak"):
        common(harmed, "verdict_read", people.actor("melati"))


def test_a_fact_of_one_child_leaves_the_other_alone(people: Any) -> None:
    harmed, accused = two_sides(people)
    by = people.actor("melati")
    fact(harmed, "report_request_received", by)
    assert "social_report" in clocks(harmed.case)
    assert not Clock.objects.filter(case=accused.case, rule="social_report").exists()
