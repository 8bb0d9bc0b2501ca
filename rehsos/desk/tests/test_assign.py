from datetime import date
from typing import Any

from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.models import Assignment, Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.justice.models import Matter, Part


def sent(people: Any, case: Case, who: str = "citra", **told: Any) -> Any:
    form = {"worker": "2", "kind": "lead", "since": "2026-11-20", "action_id": str(new_id()), **told}
    answer = people.client(who).post(reverse("assign", args=[case.code]), form)
    people.actor("citra")
    return answer


def leads(case: Case) -> list[int]:
    rows = Assignment.objects.filter(case=case, kind="lead", until=None)
    return list(rows.values_list("worker_id", flat=True))


def test_a_new_lead_ends_the_former(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert sent(people, case).status_code == 302
    assert leads(case) == [2]
    assert Assignment.objects.get(case=case, worker=1).until == date(2026, 11, 20)


def test_only_the_superior_assigns(people: Any) -> None:
    case = opened(people.actor("melati"))
    for who in ("melati", "bima", "dewi"):
        assert sent(people, case, who).status_code == 404
    assert leads(case) == [1]


def test_a_stand_in_needs_an_end(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert "sampai kapan" in sent(people, case, kind="cover").content.decode()
    assert sent(people, case, kind="cover", until="2026-11-01").status_code == 422
    assert sent(people, case, kind="cover", until="2026-12-01").status_code == 302
    assert leads(case) == [1]


def test_a_worker_of_another_office_is_not_on_the_list(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert sent(people, case, worker="4").status_code == 422


def test_one_worker_on_both_sides_is_said_at_once(people: Any) -> None:
    by = people.actor("melati")
    harmed, accused = opened(by), opened(people.actor("bima"))
    people.actor("citra")
    matter = Matter.objects.create(id=new_id(), offices=[3])
    for case, side in ((harmed, "harmed"), (accused, "accused")):
        Part.objects.create(id=new_id(), case=case, matter=matter, person=case.client, role="child_victim", side=side)
    sent(people, accused, worker="1", kind="second")
    page = people.client("citra").get(reverse("assign", args=[accused.code])).content.decode()
    assert "Melati Contoh kini menangani kedua pihak" in page


def test_a_worker_behind_the_wall_is_refused(people: Any) -> None:
    case = opened(people.actor("melati"))
    Case.objects.filter(pk=case.pk).update(barred=[2])
    answer = sent(people, case)
    assert answer.status_code == 422
    assert "pihak lain dalam perkara yang sama" in answer.content.decode()
