from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actor import set_scope
from rehsos.audit.models import Action
from rehsos.cases.models import Appointment, Approval, Case, Clock, Status, Task, Whereabouts
from rehsos.cases.sealing import unsealed
from rehsos.demo import cast
from rehsos.demo.load import load
from rehsos.demo.told import fixed
from rehsos.demo.wipe import RealPeopleError, wipe
from rehsos.directory.bidang import bidang_of
from rehsos.directory.governments import serves
from rehsos.directory.models import Cover
from rehsos.house.sample import Sample, Stage
from rehsos.intake.models import Report
from rehsos.law.book import rules
from rehsos.people.identity import identity_of
from rehsos.referral.models import Deed, Referral, State
from rehsos.statistics.counting import Table, count, office_wide

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
PUBLISHED = {
    "2015": {"child_in_conflict": 3, "child_victim": 4, "child_witness": 1},
    "2016": {"child_in_conflict": 5, "child_victim": 6, "child_witness": 2},
    "2017": {"child_in_conflict": 19, "child_victim": 24, "child_witness": 7},
    "2018": {"child_in_conflict": 9, "child_victim": 11, "child_witness": 3},
}


@pytest.fixture(autouse=True)
def _past_every_wall(_no_scope: None) -> None:
    set_scope(tuple(office.id for office in cast.OFFICES), 0)


def case_of(name: str) -> Case:
    """The open case of somebody of the cast."""
    open_ones = Case.objects.filter(status=Status.OPEN).select_related("client")
    return next(case for case in open_ones if identity_of(case.client).called == name)


def clock_of(name: str, rule: str) -> Clock:
    return Clock.objects.get(case=case_of(name), rule=rule)


def test_kupang_adds_up_to_what_was_published() -> None:
    table = count("abh", ("year", "role"), place="53.01", first=date(2015, 1, 1), last=date(2018, 6, 30), by_actor=None)
    found: dict[str, dict[str, int]] = {}
    for (year, role), number in table.rows:
        found.setdefault(year, {})[role] = number
    assert found == PUBLISHED
    assert [table.counts[year, None] for year in PUBLISHED] == [8, 13, 50, 23]
    assert table.total == 94


def test_melati_counts_the_same_at_her_own_office(people: Any) -> None:
    table = count("abh", ("year",), first=date(2015, 1, 1), last=date(2018, 6, 30), by_actor=people.actor("melati"))
    assert [number for _, number in table.rows] == [8, 13, 50, 23]


def test_ntb_adds_up_to_316_of_which_301_before_the_law() -> None:
    def counted(measure: str, *by: str) -> Table:
        return count(measure, by, place="52", first=date(2024, 1, 1), last=date(2024, 4, 30), by_actor=None)

    assert (counted("abh").total, counted("cases").total) == (301, 316)
    assert {key: number for (key,), number in counted("cases", "type").rows} == {
        "child_in_justice": 301,
        "neglected_toddler": 8,
        "special_protection_child": 7,
    }
    words = {key: number for (key,), number in counted("cases", "category").rows}
    assert words == {"": 301, "adoptee": 8, "child_marriage": 7}


def test_the_offices_are_arranged_by_actions_and_the_nations_affairs_have_a_sentra() -> None:
    assert len(bidang_of(7, date(2022, 3, 22))[0].types) == 18
    assert serves(9, date(2026, 11, 28)) == ["51", "52", "76"]
    assert Action.objects.filter(name__in=("arrange_bidang", "serve_province"), worker=0).count() == 10


def test_a_case_of_2016_shows_no_clock_of_2022() -> None:
    old = Case.objects.filter(opened_on__lt=date(2019, 1, 1))
    used = set(Clock.objects.filter(case__in=old).values_list("rule", flat=True))
    assert "diversi_offer_police" in used
    assert {code for code in used if rules()[code].valid_from >= date(2019, 1, 1)} == set()


def test_the_past_is_closed_and_its_log_tells_it_in_its_own_time() -> None:
    to_be_fetched = fixed("case", "riau 0")  # of whom nothing more was printed
    old = Case.objects.filter(opened_on__lt=date(2025, 1, 1)).exclude(pk=to_be_fetched)
    assert set(old.values_list("status", flat=True)) == {Status.CLOSED}
    one = old.order_by("opened_on").first()
    assert one is not None
    told = list(Action.objects.filter(dossier=one.pk).order_by("recorded_at").values_list("name", "recorded_at"))
    assert told[0][0] == "open_case"
    assert told[0][1].date() == one.opened_on
    assert {at.year for _, at in told} <= {2015, 2016}


def test_rambus_report_is_late_by_an_hour_and_forty_minutes() -> None:
    clock = clock_of("Rambu", "social_report")
    opened = Action.objects.get(name="add_task", dossier=case_of("Mawar").pk).recorded_at
    assert clock.state == "running"
    assert clock.due_at is not None
    late = timezone.now() - clock.due_at
    assert timedelta(hours=1, minutes=40) <= late < timedelta(hours=1, minutes=50)
    assert opened < clock.due_at


def test_antons_investigator_has_four_hours_left() -> None:
    clock = clock_of("Anton", "diversi_offer_police")
    assert (clock.duty, clock.state) == ("others", "running")
    assert clock.due_at is not None
    assert timedelta(hours=3, minutes=50) < clock.due_at - timezone.now() <= timedelta(hours=4)


def test_only_rambus_report_is_late_among_our_own_duties() -> None:
    late = Clock.objects.filter(state="running", duty__in=["ours", "policy"], due_at__lt=timezone.now())
    rules = late.filter(case__status=Status.OPEN).values_list("rule", flat=True)
    # And of the houses who stays over the limit; who was not accepted on the road is owed by who receives them.
    assert sorted(rules) == ["social_report", "stay_limit_shelter"]


def test_yanto_is_heard_today_at_half_past_one_for_the_second_time() -> None:
    hearing = Appointment.objects.get(case=case_of("Yanto"), state="set")
    here = hearing.at.astimezone(cast.actor(cast.MELATI).zone)
    assert (here.hour, here.minute, hearing.session) == (13, 30, 2)
    assert clock_of("Yanto", "social_report").state == "stopped"


def test_lia_is_visited_tomorrow_and_mawar_waits_for_an_akta() -> None:
    assert Appointment.objects.get(case=case_of("Lia")).kind == "visit"
    task = Task.objects.get(case=case_of("Mawar"))
    assert unsealed(task.case_id, task.sealed)["agency"] == "Dukcapil"


def test_dodis_plan_waits_for_the_kabid() -> None:
    assert Approval.objects.get(case=case_of("Dodi")).approved is None


def test_a_wall_stands_between_dodi_and_the_child_harmed(people: Any) -> None:
    assert (case_of("Dodi").barred, case_of("Lumut").barred) == ([cast.BIMA.id], [cast.MELATI.id])
    dodi, lumut = case_of("Dodi").pk, case_of("Lumut").pk
    people.actor("melati")
    assert set(Case.objects.filter(pk__in=[dodi, lumut]).values_list("pk", flat=True)) == {dodi}
    people.actor("bima")
    assert set(Case.objects.filter(pk__in=[dodi, lumut]).values_list("pk", flat=True)) == {lumut}


def test_one_request_waits_for_tomorrow_at_eight() -> None:
    waiting = Report.objects.get(decision="")
    assert waiting.needed_at is not None
    assert waiting.needed_at.astimezone(cast.actor(cast.MELATI).zone).hour == 8


def test_somebody_stands_in_for_bima() -> None:
    assert Cover.objects.get().stand_in_id == cast.MELATI.id


def test_twice_is_once() -> None:
    before = (Case.objects.count(), Action.objects.count())
    assert load() is False
    set_scope(tuple(office.id for office in cast.OFFICES), 0)
    assert (Case.objects.count(), Action.objects.count()) == before


def test_nothing_is_wiped_where_a_real_person_signs_in(people: Any) -> None:
    from rehsos.access.models import User

    User.objects.filter(email="dewi@contoh.test").update(email="seseorang@dinas.test")
    with pytest.raises(RealPeopleError):
        wipe()


def test_a_room_that_came_later_tells_its_part_once_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, Any]] = []
    rooms = [
        ("intake", Sample(lambda scene: told.append(("intake", scene)))),
        ("invented", Sample(lambda scene: told.append(("after", scene.case("rambu"))))),
        ("invented", Sample(lambda scene: told.append(("before", scene.case("rambu"))), Stage.BEFORE)),
    ]
    monkeypatch.setattr("rehsos.demo.load.by_room", lambda _door: rooms)
    assert load()
    rambu = fixed("case", "rambu")
    assert told == [("before", rambu), ("after", rambu)]
    monkeypatch.setattr("rehsos.demo.load.by_room", lambda _door: rooms[:1])
    assert not load()


def test_between_the_offices_one_is_answered_one_late_one_refused() -> None:
    """NTB's three, and a child who came home through the Sentra."""
    of_ntb = Referral.objects.filter(sender=6, deed=Deed.REFER)
    late = of_ntb.get(receiver=9)
    assert {one.state for one in of_ntb.filter(receiver=10)} == {State.PARTLY, State.REFUSED}
    assert late.state == State.RECEIVED
    assert late.answer_due
    assert late.answer_due < timezone.now()
    home = Referral.objects.get(deed=Deed.HAND_OVER)
    assert (home.sender_id, home.receiver_id, home.state) == (3, 5, State.DONE)
    assert home.left_at
    assert Whereabouts.objects.get(case=home.case_id, until=None).kind == "family"


def test_where_a_child_lives_who_works_the_case_and_who_counts_it_are_three() -> None:
    case = case_of("Sawo")
    assert (case.place_id, case.owner_id, case.counts_at_id) == ("52.02", 6, 4)
    assert case.history_for == [4]


def test_referrals_are_counted_by_answer_and_transfers_where_they_went() -> None:
    given = count("given", ("year",), by_actor=None)
    taken = count("taken", ("year",), by_actor=None)
    assert (given.total, taken.total) == (1, 1)
    by_answer = dict(count("referrals", ("answer",), by_actor=None).rows)
    assert by_answer[("refused",)] == 1
    assert by_answer[("partly",)] == 1
    assert by_answer[("accepted",)] == 2


def test_the_rptc_counts_who_it_took_in_as_it_was_printed() -> None:
    """Cells, of 2023 and of January to May 2024; no total was."""
    served = count("rptc", ("category",), first=date(2023, 1, 1), last=date(2023, 12, 31), by_actor=None)
    lately = count("rptc", ("category",), first=date(2024, 1, 1), last=date(2024, 5, 31), by_actor=None)
    assert dict(served.rows) == {
        ("migrant",): 85, ("trafficked",): 16, ("stranded",): 90, ("woman_victim",): 9, ("odgj",): 3,
    }  # fmt: skip
    assert dict(lately.rows) == {("migrant",): 2, ("woman_victim",): 1, ("odgj",): 1, ("stranded",): 54}
    homes = dict(count("rptc", ("home_province",), first=date(2024, 1, 1), last=date(2024, 5, 31), by_actor=None).rows)
    assert sum(number for (code,), number in homes.items() if "31" <= code <= "36") == 40, "39, and one to Tangerang"


def test_the_rptc_counts_the_same_at_its_own_office_and_nobody_stays_there_still(people: Any) -> None:
    actor = people.actor("luna")
    with office_wide(actor):
        assert count("rptc", (), first=date(2024, 1, 1), last=date(2024, 5, 31), by_actor=actor).total == 58
        assert count("staying", (), by_actor=actor).total == 0
