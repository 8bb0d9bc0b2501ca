from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.assigning import assign_worker
from rehsos.cases.assignments import lead_of, working
from rehsos.cases.models import Assignment, AssignmentKind, Case
from rehsos.cases.policies import may_record
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Posting, Worker
from rehsos.justice.models import Matter, Part
from rehsos.look import words


def sent(people: Any, case: Case, who: str = "citra", **told: Any) -> Any:
    form = {"worker": "2", "kind": "lead", "since": "2026-11-20", "action_id": str(new_id()), **told}
    answer = people.client(who).post(reverse("desk:assign", args=[case.code]), form)
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
    sent(people, accused, worker="1", kind="second")  # before it was known that the two are opposed
    matter = Matter.objects.create(id=new_id(), offices=[3])
    for case, side in ((harmed, "harmed"), (accused, "accused")):
        Part.objects.create(id=new_id(), case=case, matter=matter, person=case.client, role="child_victim", side=side)
    page = people.client("citra").get(reverse("desk:assign", args=[accused.code])).content.decode()
    said = f"Melati Contoh menangani {harmed.code} dan {accused.code} dalam satu perkara."
    assert f"{said} Ia bukan penanggung jawab di sini: tekan “Keluarkan Melati Contoh”" in page
    assert reverse("desk:take_off", args=[accused.code, 1]) in page  # and that button is there
    hers = people.client("citra").get(reverse("desk:assign", args=[harmed.code])).content.decode()
    assert f"{said} Tunjuk pekerja lain" in hers
    other = opened(people.actor("bima"))
    assert (
        "Tunjuk pekerja lain"
        not in people.client("citra").get(reverse("desk:assign", args=[other.code])).content.decode()
    )


def test_a_worker_behind_the_wall_is_refused(people: Any) -> None:
    case = opened(people.actor("melati"))
    Case.objects.filter(pk=case.pk).update(barred=[2])
    answer = sent(people, case)
    assert answer.status_code == 422
    assert "pihak lain dalam perkara yang sama" in answer.content.decode()


def today() -> str:
    return timezone.localdate().isoformat()


def page_of(people: Any, address: str, who: str = "citra") -> str:
    body: str = people.client(who).get(address).content.decode()
    people.actor("citra")
    return body


def test_a_new_lead_ends_every_other_also_one_with_a_last_day(people: Any) -> None:
    case = opened(people.actor("melati"))
    sent(people, case, worker="2", until="2099-12-31")
    sent(people, case, worker="1", since=today())
    lead = lead_of(case, timezone.localdate())
    assert lead is not None
    assert lead.worker_id == 1
    assert Assignment.objects.get(case=case, worker=2).until == timezone.localdate()


def test_who_leads_until_a_day_is_named_on_the_case(people: Any) -> None:
    case = opened(people.actor("melati"))
    sent(people, case, worker="2", since=today(), until="2099-12-31")
    day = words.day(timezone.localdate())
    address = reverse("cases:case", args=[case.code])
    for who in ("citra", "melati", "bima"):
        said = f"dari 8 · Bima Contoh, Melati Contoh (mencatat sampai {day})</span>"
        assert said in page_of(people, address, who), who
    assert may_record(case, people.actor("melati")), "and so it is"
    Assignment.objects.filter(case=case, worker=1).update(until=timezone.localdate() - timedelta(days=1))
    assert "dari 8 · Bima Contoh</span>" in page_of(people, address)
    assert not may_record(case, people.actor("melati"))


def test_the_lead_is_not_made_a_helper(people: Any) -> None:
    case = opened(people.actor("melati"))
    answer = sent(people, case, worker="1", kind="second")
    assert answer.status_code == 422
    assert "Tunjuk penanggung jawab baru dulu" in answer.content.decode()
    assert leads(case) == [1]


def test_a_helper_put_in_by_mistake_is_taken_off_the_same_day(people: Any) -> None:
    case = opened(people.actor("melati"))
    sent(people, case, kind="second", since=today())
    assert "Keluarkan Bima Contoh" in page_of(people, reverse("desk:assign", args=[case.code]))
    address = reverse("desk:take_off", args=[case.code, 2])
    assert people.client("citra").post(address, {"action_id": str(new_id())}).status_code == 422
    gone = people.client("citra").post(address, {"reason": "Salah pilih", "action_id": str(new_id())})
    assert gone.status_code == 302
    people.actor("citra")
    assert [one.worker_id for one in working(case, timezone.localdate())] == [1]
    assert people.client("citra").get(address).status_code == 404
    for who, status in (("melati", 404), ("bima", 404), ("dewi", 404)):
        assert people.client(who).get(address).status_code == status


def test_the_lead_is_not_taken_off(people: Any) -> None:
    case = opened(people.actor("melati"))
    address = reverse("desk:take_off", args=[case.code, 1])
    answer = people.client("citra").post(address, {"reason": "Pindah", "action_id": str(new_id())})
    assert answer.status_code == 422
    assert "Tunjuk penanggung jawab baru dulu" in answer.content.decode()


def test_the_wall_goes_with_the_helper_who_was_a_mistake(people: Any) -> None:
    harmed, accused = opened(people.actor("melati")), opened(people.actor("melati"))
    people.actor("citra")
    Assignment.objects.filter(case=accused).update(worker=2)
    matter = Matter.objects.create(id=new_id(), offices=[3])
    for case, side in ((harmed, "harmed"), (accused, "accused")):
        Part.objects.create(id=new_id(), case=case, matter=matter, person=case.client, role="child_victim", side=side)
    Posting.objects.create(worker_id=4, office_id=3, role="peksos", since=date(2026, 1, 1))
    sent(people, harmed, worker="4", kind="second", since=today())
    accused.refresh_from_db()
    assert accused.barred == [1, 4]
    address = reverse("desk:take_off", args=[harmed.code, 4])
    people.client("citra").post(address, {"reason": "Salah pilih", "action_id": str(new_id())})
    people.actor("citra")
    accused.refresh_from_db()
    assert accused.barred == [1]


def test_a_worker_of_no_posting_here_is_refused(people: Any) -> None:
    case = opened(people.actor("melati"))
    with pytest.raises(Refused, match="tidak bertugas"):
        assign_worker(
            case=case, worker=Worker.objects.get(pk=4), kind=AssignmentKind.SECOND, since=timezone.localdate(),
            until=None, by=people.actor("citra"), action_id=new_id(),
        )  # fmt: skip
