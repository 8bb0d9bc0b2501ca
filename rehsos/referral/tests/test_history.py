"""What the office that handed a case on still reads: what was filed before, and nothing of what is filed since."""

from typing import Any

from django.utils import timezone

from conftest import keeps
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.placing import Told, place
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Case, Clock, Cost, Fact, Participant, Service, ServiceCase, Whereabouts
from rehsos.console.audit import _hidden
from rehsos.justice.models import Matter, MatterFact, Part
from rehsos.papers.models import Direction, Letter, LetterState
from rehsos.people.models import Person

from .conftest import SENTRA, Road, words
from .test_transfer import back, moved


def file_something(case: Case, office: int, word: str) -> dict[str, Any]:
    """One of each, as the office's own actions write them."""
    now, some = timezone.now(), new_id()
    service = Service.objects.create(id=new_id(), kind="visit", at=now, office=office, offices=[office])
    person = Person.objects.create(id=new_id(), sealed=b"x", registered_at_id=office, offices=[office])
    put_fact(case, case.subject, "intake_received", now, fact_id=some)
    return {
        "service": service,
        "served": ServiceCase.objects.create(service=service, case=case),
        "cost": Cost.objects.create(service=service, kind="meals", amount=1, payer="own"),
        "fact": Fact.objects.get(pk=some),
        "around": Participant.objects.create(id=new_id(), case=case, person=person, relation="mother"),
        "person": person,
        "letter": Letter.objects.create(
            id=new_id(), dossier=case.pk, office_id=office, direction=Direction.OUT, kind="other",
            state=LetterState.DRAFT, author=1, sealed=b"", offices=[office],
        ),
        "line": Action.objects.create(
            id=new_id(), name=word, happened_at=now, recorded_at=now, worker=1, office=office, dossier=case.pk,
            facts={}, digest=b"", offices=[office],
        ),
    }  # fmt: skip


def sees(row: Any) -> bool:
    return bool(type(row).objects.filter(pk=row.pk).exists())


def test_what_was_filed_before_is_read_and_what_is_filed_since_is_not(road: Road) -> None:
    before = file_something(road.case, 3, "a_word")
    moved(road)
    by = road.people.actor("fajar")
    case = Case.objects.get(pk=road.case.pk)
    since = file_something(case, SENTRA, "another_word")
    place(case, whereabouts=Told("hospital", words="RSUD Contoh"), at=timezone.now(), by=by, cause=new_id())
    recompute(case, by=by)
    assert [name for name, row in since.items() if not sees(row)] == []
    there, clocks = (
        Whereabouts.objects.get(case=case),
        set(Clock.objects.filter(case=case).values_list("pk", flat=True)),
    )
    road.people.actor("melati")
    assert [name for name, row in before.items() if not sees(row)] == []
    assert [name for name, row in since.items() if sees(row)] == []
    assert not sees(there)
    assert not Clock.objects.filter(case=case, pk__in=clocks).exists()
    assert not sees(since["person"])


def test_it_reads_that_it_handed_the_case_on(road: Road) -> None:
    moved(road)
    road.people.actor("melati")
    names = set(Action.objects.filter(dossier=road.case.pk).values_list("name", flat=True))
    assert "take_over" in names


def test_its_page_has_no_card_of_duties(road: Road) -> None:
    assert "Kewajiban kami" in words(road.get("cases:case", road.case.code))
    moved(road)
    page = words(road.get("cases:case", road.case.code))
    assert road.case.code in page
    assert "Kewajiban kami" not in page
    assert "Kewajiban kami" in words(road.get("cases:case", road.case.code, who="fajar"))


def test_of_a_matter_it_reads_what_was_told_until_then(road: Road) -> None:
    matter = Matter.objects.create(id=new_id(), offices=[3])
    Part.objects.create(id=new_id(), case=road.case, matter=matter, person_id=road.case.client_id, role="child_victim",
                        side="harmed")  # fmt: skip
    before = told_of(matter)
    moved(road)
    road.people.actor("fajar")
    since = told_of(matter)
    road.people.actor("melati")
    assert (sees(before), sees(since)) == (True, False)
    back(road)
    road.people.actor("melati")
    assert (sees(before), sees(since)) == (True, True)


def told_of(matter: Matter) -> MatterFact:
    return MatterFact.objects.create(id=new_id(), matter=matter, code="x", at=timezone.now(), precision="day")


def test_who_takes_a_case_back_reads_all_of_it(road: Road) -> None:
    moved(road)
    road.people.actor("fajar")
    case = Case.objects.get(pk=road.case.pk)
    since = file_something(case, SENTRA, "a_word")
    back(road)
    road.people.actor("melati")
    assert [name for name, row in since.items() if not sees(row)] == []
    case = Case.objects.get(pk=road.case.pk)
    assert case.history_for == [SENTRA]
    later = file_something(case, 3, "later")
    road.people.actor("fajar")
    assert [name for name, row in later.items() if sees(row)] == []
    assert [name for name, row in since.items() if not sees(row)] == []


def test_the_log_is_whole_for_all_that(road: Road) -> None:
    moved(road)
    road.people.actor("fajar")
    file_something(Case.objects.get(pk=road.case.pk), SENTRA, "a_word")
    assert _hidden() == []


def test_the_old_office_reads_where_it_went_and_no_clock_of_it(road: Road) -> None:
    keeps("first_contact_high")
    Case.objects.filter(pk=road.case.pk).update(risk="high")
    road.case.refresh_from_db()
    put_fact(road.case, road.case.subject, "intake_received", timezone.now(), fact_id=new_id())
    recompute(road.case, by=road.by)
    before = words(road.get("desk:cases"))
    assert "Kontak pertama" in before
    assert "dialihkan ke" not in before
    assert "Kewajiban" in words(road.get("cases:case", road.case.code))
    moved(road)
    after, file = words(road.get("desk:cases")), words(road.get("cases:case", road.case.code))
    assert "dialihkan ke" in after
    assert "Kontak pertama" not in after
    assert "sudah dialihkan ke" in file
    assert "Kontak pertama" not in file
