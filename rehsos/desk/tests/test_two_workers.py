"""An office with exactly two workers and a matter of two sides: each refusal names a way, and each way leads on."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.assignments import lead_of, working
from rehsos.cases.models import Case
from rehsos.cases.pages.case_forms import colleagues
from rehsos.console.jobs import tick
from rehsos.directory.models import Posting
from rehsos.justice.models import Matter, Part
from rehsos.justice.tests.test_two_sides import two_sides

MELATI, BIMA, DEWI = 1, 2, 4
A_DAY = timedelta(days=1)


@pytest.fixture
def sides(people: Any) -> tuple[Case, Case]:
    """Rambu's case and Dodi's, harmed and accused; Melati opened both."""
    harmed, accused = two_sides(people)
    assert [name for _id, name in colleagues(people.actor("citra"), "peksos", "sentra")] == [
        "Bima Contoh",
        "Melati Contoh",
    ]
    return harmed.case, accused.case


class Kabid:
    """Citra at the pages by which cases are given to workers."""

    def __init__(self, people: Any) -> None:
        self.people, self.browser = people, people.client("citra")

    def assigns(self, case: Case, worker: int, kind: str = "lead", **told: str) -> Any:
        """The answer, with what it says as `said`."""
        form = {"worker": str(worker), "kind": kind, "since": timezone.localdate().isoformat(), **told}
        return self._sent(reverse("desk:assign", args=[case.code]), form)

    def follows(self, answer: Any, name: str, **told: str) -> Any:
        """Press the link of that name on a page, and where it is a form fill it in."""
        body = answer if isinstance(answer, str) else answer.content.decode()
        hrefs = re.findall(r'href="([^"]+)"[^>]*><span>' + re.escape(name) + "<", body)
        assert hrefs, f"{name} tidak ada di halaman"
        return self._sent(hrefs[0], told) if told else self.browser.get(hrefs[0])

    def reads(self, address: str) -> str:
        """What a page says."""
        body: str = self.browser.get(address).content.decode()
        return body

    def _sent(self, address: str, told: dict[str, str]) -> Any:
        answer = save(self.browser, address, told)
        self.people.actor("citra")
        return answer


def stands(case: Case) -> tuple[list[int], list[int]]:
    """Who works the case, the lead first, and who is kept from it."""
    case.refresh_from_db()
    return [one.worker_id for one in working(case, timezone.localdate())], case.barred


def next_day(people: Any, citra: Kabid) -> None:
    tick()
    citra.browser = people.client("citra")
    people.actor("citra")


def test_each_side_gets_its_own_worker_whatever_was_done_wrong_before(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    citra = Kabid(people)
    # Bima is put beside Melati on the wrong side, and then cannot take the other.
    citra.assigns(harmed, BIMA, "second")
    refused = citra.assigns(accused, BIMA)
    assert refused.status_code == 422
    assert f"Bima Contoh menangani {harmed.code}, pihak lain dalam perkara yang sama" in refused.content.decode()
    gone = citra.follows(refused, f"Keluarkan dari {harmed.code}", reason="Salah pilih")
    assert gone.status_code == 302
    assert citra.assigns(accused, BIMA).status_code == 302
    # The sides are the wrong way round: neither can go first, so they change places in one.
    refused = citra.assigns(harmed, BIMA)
    assert refused.status_code == 422
    assert f"Bima Contoh penanggung jawab {accused.code}" in refused.content.decode()
    swap = citra.follows(refused, f"Tukar dengan {accused.code}", reason="Salah tunjuk sejak awal")
    assert swap.status_code == 302
    assert stands(harmed) == ([BIMA], [MELATI])
    assert stands(accused) == ([MELATI], [BIMA])
    for who, mine, other in (("bima", harmed, accused), ("melati", accused, harmed)):
        assert people.client(who).get(f"/kasus/{mine.code}/").status_code == 200
        assert people.client(who).get(f"/kasus/{other.code}/").status_code == 404


def test_a_wall_rises_the_morning_after_a_handover(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    Kabid(people).assigns(accused, BIMA)
    assert stands(accused) == ([BIMA, MELATI], [])  # today she may finish what she began there
    with time_machine.travel(timezone.now() + A_DAY):
        next_day(people, Kabid(people))
        assert stands(accused) == ([BIMA], [MELATI])
        assert stands(harmed) == ([MELATI], [BIMA])
        assert people.client("melati").get(f"/kasus/{accused.code}/").status_code == 404


def test_who_let_one_side_go_today_is_not_put_beside_it_again(people: Any, sides: tuple[Case, Case]) -> None:
    """She works it until tonight, so no wall is before her yet; a stand-in's place would keep it away for good."""
    harmed, accused = sides
    citra = Kabid(people)
    citra.assigns(accused, BIMA)
    until = (timezone.localdate() + 4 * A_DAY).isoformat()
    refused = citra.assigns(accused, MELATI, "cover", until=until)
    assert refused.status_code == 422
    assert f"Melati Contoh penanggung jawab {harmed.code}" in refused.content.decode()
    assert stands(accused) == ([BIMA, MELATI], [])
    with time_machine.travel(timezone.now() + A_DAY):
        next_day(people, citra)
        assert stands(accused) == ([BIMA], [MELATI])


def test_nobody_stays_kept_out_by_a_place_that_is_over(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    Kabid(people).assigns(harmed, BIMA, "cover", until=timezone.localdate().isoformat())
    assert stands(accused) == ([MELATI], [BIMA])
    with time_machine.travel(timezone.now() + A_DAY):
        citra = Kabid(people)
        assert citra.assigns(accused, BIMA).status_code == 302  # also before the job of the night came by
        next_day(people, citra)
        assert stands(accused)[0][0] == BIMA


def test_who_is_kept_out_is_marked_before_being_chosen(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    citra = Kabid(people)
    citra.assigns(harmed, BIMA, "second")
    page = citra.reads(reverse("desk:assign", args=[accused.code]))
    assert f"Bima Contoh (pihak lain: {harmed.code})" in page
    assert "Tidak ada pekerja sosial lain" not in page  # he has but to be taken off
    assert "Tukar dengan" not in page  # a helper leads nothing that could be swapped
    assert "Melati Contoh (pihak lain" not in page
    assert "pihak lain" not in citra.reads(reverse("desk:assign", args=[harmed.code]))


def test_a_wall_from_another_office_names_no_code(people: Any, sides: tuple[Case, Case]) -> None:
    _harmed, accused = sides
    Case.objects.filter(pk=accused.pk).update(barred=[MELATI, BIMA])  # as `walls` does for a child of another office
    Part.objects.filter(case=accused).delete()
    refused = Kabid(people).assigns(accused, BIMA)
    assert refused.status_code == 422
    said = refused.content.decode()
    assert "Bima Contoh menangani pihak lain dalam perkara yang sama di kantor lain" in said
    assert "Bima Contoh (pihak lain: di kantor lain)" in said


def test_when_one_of_two_is_away_the_stand_in_stays_out_and_the_page_says_what_then(
    people: Any, sides: tuple[Case, Case]
) -> None:
    harmed, accused = sides
    citra = Kabid(people)
    citra.assigns(accused, BIMA, since="2026-11-20")
    today = timezone.localdate()
    made = save(citra.browser, reverse("desk:cover_new"), {
        "absent": str(BIMA), "stand_in": str(MELATI), "capacity": "cover", "since": today.isoformat(),
        "until": (today + A_DAY * 5).isoformat(),
    })  # fmt: skip
    assert made.status_code == 302
    team = citra.reads(reverse("desk:team"))
    assert f"{accused.code} tetap tertutup bagi Melati Contoh" in team
    assert "Tertutup bagi Melati Contoh, karena menangani pihak lain" in team
    assert people.client("melati").get(f"/kasus/{accused.code}/").status_code == 404
    page = citra.reads(reverse("desk:assign", args=[accused.code]))
    assert "Tidak ada pekerja sosial lain di kantor ini" in page
    assert "Dinas Sosial Provinsi" in page  # whom to ask
    # Dewi is posted here for a while: the way is open.
    Posting.objects.create(worker_id=DEWI, office_id=3, role="peksos", since=today)
    assert "Tidak ada pekerja sosial lain" not in citra.reads(reverse("desk:assign", args=[accused.code]))
    assert citra.assigns(accused, DEWI, "cover", until=(today + A_DAY * 5).isoformat()).status_code == 302
    assert DEWI in stands(accused)[0]
    assert stands(harmed) == ([MELATI], [BIMA, DEWI])


def test_who_would_stand_on_both_sides_after_a_swap_is_named(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    from rehsos.justice.roles import Role
    from rehsos.justice.tests.bench import case_of, joined

    third = joined(case_of("lia", people.actor("melati")), Matter.objects.get(parts__case=harmed), Role.VICTIM,
                   people.actor("melati")).case  # fmt: skip
    citra = Kabid(people)
    people.actor("citra")
    citra.assigns(accused, BIMA, since="2026-11-20")
    refused = citra.assigns(harmed, BIMA)
    swap = citra.follows(refused, f"Tukar dengan {accused.code}", reason="Salah tunjuk")
    assert swap.status_code == 422
    assert f"penanggung jawab {third.code}" in swap.content.decode()
    assert stands(harmed) == ([MELATI], [BIMA])
    assert stands(accused) == ([BIMA], [MELATI])


def test_a_swap_says_why_and_is_told_once_in_each_file(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    citra = Kabid(people)
    citra.assigns(accused, BIMA, since="2026-11-20")
    there = reverse("desk:swap_leads", args=[harmed.code, accused.code])
    told = {"action_id": str(new_id())}
    assert citra.browser.post(there, told).status_code == 422
    for _twice in range(2):
        assert citra.browser.post(there, {**told, "reason": "Salah tunjuk"}).status_code == 302
    people.actor("citra")
    lines = Action.objects.filter(name="assign_worker", recorded_at__gte=timezone.now() - A_DAY)
    assert lines.filter(dossier=harmed.pk).count() == 1
    assert lines.filter(dossier=accused.pk).count() == 2  # Bima's first, and the swap
    lead = lead_of(harmed, timezone.localdate())
    assert lead is not None
    assert lead.worker_id == BIMA


def test_only_the_head_of_the_office_swaps_and_only_what_is_opposed(people: Any, sides: tuple[Case, Case]) -> None:
    harmed, accused = sides
    citra = Kabid(people)
    there = reverse("desk:swap_leads", args=[harmed.code, accused.code])
    assert citra.browser.get(there).status_code == 404  # Melati leads both: nothing to swap
    citra.assigns(accused, BIMA, since="2026-11-20")
    for who in ("melati", "bima", "dewi", "eka", "jaya"):
        assert people.client(who).get(there).status_code == 404, who
    assert citra.browser.get(there).status_code == 200
    assert citra.browser.get(reverse("desk:swap_leads", args=[harmed.code, harmed.code])).status_code == 404


def test_the_pages_of_giving_a_case_stay_within_their_statements(
    people: Any, sides: tuple[Case, Case], few_statements: Any
) -> None:
    harmed, accused = sides
    citra = Kabid(people)
    few_statements(citra.browser, reverse("desk:assign", args=[accused.code]), most=10)
    citra.assigns(accused, BIMA, since="2026-11-20")
    few_statements(citra.browser, reverse("desk:assign", args=[accused.code]), most=12)
    few_statements(citra.browser, reverse("desk:swap_leads", args=[harmed.code, accused.code]), most=12)
