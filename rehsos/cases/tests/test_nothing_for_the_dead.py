"""Of who died nothing is judged, planned, asked of another office, and nobody is told to see to their safety."""

import re
from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.plan import Step, write_plan
from rehsos.cases.actions.stages import move_to_stage, set_risk
from rehsos.cases.models import Case, Risk, Stage

from .test_dying import Wake, said

pytestmark = pytest.mark.django_db
GONE = ("service", "appointment_new", "risk", "plan_new", "stage", "place", "conference", "review", "record_basis")
STAYS = ("death", "attach_file", "task_new", "add_participant", "request_closure")


@pytest.fixture
def wake(people: Any) -> Wake:
    return Wake(people)


def offered(wake: Wake, who: str = "melati") -> str:
    """What “Catat” offers on the page of the case."""
    found = re.search(r'id="catat".*?</details>', said(wake.get("cases:case", who=who)), re.DOTALL)
    assert found is not None
    return found[0]


def way(wake: Wake, name: str) -> str:
    return f'href="{reverse(f"cases:{name}", args=[wake.case.code])}"'


def test_only_what_is_possible_is_offered(wake: Wake) -> None:
    before = offered(wake)
    for name in GONE:
        assert way(wake, name) in before, name
    for words in ("Terima tinggal", "Pulangkan", "Rujuk atau serahkan", "Asesmen awal"):
        assert words in before
    wake.dies()
    after = offered(wake)
    for name in GONE[1:]:
        assert way(wake, name) not in after, name
    for name in STAYS:
        assert way(wake, name) in after, name
    for words in ("Terima tinggal", "Pulangkan", "Rujuk atau serahkan", "Asesmen awal", "Layanan atau kunjungan"):
        assert words not in after, words
    assert "Biaya pemakaman" in after
    wake.back()
    assert offered(wake) == before


def test_a_risk_is_judged_of_the_living(wake: Wake) -> None:
    wake.dies()
    page = wake.post("cases:risk", risk="critical", reason_1="Ancaman")
    assert "tercatat meninggal" in said(page)
    assert Case.objects.get(pk=wake.case.pk).risk != Risk.CRITICAL
    case, by = Case.objects.get(pk=wake.case.pk), wake.by
    with pytest.raises(Refused, match="tercatat meninggal"):
        move_to_stage(case=case, stage=Stage.SERVICE, reason="Lanjut", by=by, action_id=new_id())
    step = Step(need="Rumah", what="Cari", component="basic_needs")
    with pytest.raises(Refused, match="tercatat meninggal"):
        write_plan(case=case, goal="Pulang", steps=(step,), review_on=None, by=by, action_id=new_id())


def test_who_was_in_danger_and_died_is_in_danger_no_more(wake: Wake) -> None:
    case = Case.objects.get(pk=wake.case.pk)
    set_risk(case=case, risk=Risk.CRITICAL, reasons="Ancaman", by=wake.by, action_id=new_id())
    wake.dies()
    for who in ("melati", "citra"):
        assert "Keselamatan klien dulu" not in said(wake.people.client(who).get("/")), who
    wake.back()
    assert "Keselamatan klien dulu" in said(wake.people.client("melati").get("/"))
