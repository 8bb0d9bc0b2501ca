"""The office sets its own letters and terms, from a day on; the law's terms are not its to change."""

import html
import json
import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import keeps, opened_form, save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.by_hand import record_fact
from rehsos.cases.actions.terms import own_rules, proposed, set_terms
from rehsos.cases.models import Case, Clock
from rehsos.cases.models.clocks import Precision
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.actions import set_policy
from rehsos.directory.doors import Policy
from rehsos.directory.models import LocalPolicy, Office
from rehsos.directory.policy import declared, holding, policies
from rehsos.house import rooms
from rehsos.papers.letters import NUMBERING, next_number
from rehsos.vault.keys import key_of
from rehsos.vault.seal import unseal_json

pytestmark = pytest.mark.hours

HERE, ELSEWHERE = 3, 4
WITA = ZoneInfo("Asia/Makassar")
PLAN = "plan_after_assessment"
HOLD = tuple(rule.code for rule in own_rules() if rule.holds)
"""What an office that never chose works with."""


def terms(by: Any, **other: Any) -> None:
    given: dict[str, Any] = {
        "office": Office.objects.get(pk=HERE), "lengths": {}, "used": (PLAN, *HOLD), "shown": (),
        "since": timezone.localdate(), "by": by, "action_id": new_id(),
    }  # fmt: skip
    set_terms(**{**given, **other})


def assessed(case: Case, by: Any) -> None:
    record_fact(
        case=case, subject=case.pk, code="assessment_completed", at=timezone.now(), precision=Precision.HOUR,
        level="", until=None, note="", by=by, action_id=new_id(),
    )  # fmt: skip


def days(case: Case) -> int | None:
    """How many days the plan may take, from today to the end of the last."""
    found = Clock.objects.filter(case=case, rule=PLAN).first()
    if found is None or found.due_at is None:
        return None
    return (found.due_at.astimezone(WITA).date() - timezone.now().astimezone(WITA).date()).days - 1


@pytest.fixture
def case(people: Any) -> Case:
    return opened(people.actor("melati"), opened_on=timezone.localdate())


def test_every_term_of_the_office_has_a_proposed_length() -> None:
    assert all(proposed(rule).number for rule in own_rules())


def test_the_length_an_office_chose_holds_for_what_begins_from_then(people: Any, case: Case) -> None:
    terms(people.actor("citra"), lengths={PLAN: "21 days"})
    assessed(case, people.actor("melati"))
    assert days(case) == 21


def test_what_began_today_moves_with_a_choice_of_today_and_not_with_one_of_tomorrow(people: Any, case: Case) -> None:
    terms(people.actor("citra"))
    assessed(case, people.actor("melati"))
    terms(people.actor("citra"), lengths={PLAN: "30 days"}, since=timezone.localdate() + timedelta(days=1))
    assert days(case) == 14
    terms(people.actor("citra"), lengths={PLAN: "21 days"})
    assert days(case) == 21


def test_a_term_of_its_own_is_off_until_the_office_switches_it_on_and_stops_when_it_switches_it_off(
    people: Any, case: Case
) -> None:
    assessed(case, people.actor("melati"))
    assert days(case) is None
    terms(people.actor("citra"))
    assert days(case) == 14
    terms(people.actor("citra"), used=HOLD)
    assert days(case) is None


def test_going_back_to_the_proposal_leaves_no_choice(people: Any) -> None:
    terms(people.actor("citra"), lengths={PLAN: "21 days"})
    assert policies(HERE)["clocks"] == {"lengths": {PLAN: "21 days"}, "on": [PLAN], "off": []}
    terms(people.actor("citra"), lengths={PLAN: "14 days"}, used=HOLD)
    assert "clocks" not in policies(HERE)


@pytest.mark.parametrize(
    "wrong", [{"lengths": {"social_report": "9 days"}}, {"used": ("litmas",)}, {"shown": ("social_report",)}]
)
def test_the_law_is_not_the_offices_to_change(people: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="undang-undang"):
        terms(people.actor("citra"), **wrong)


def test_nothing_is_set_for_the_past_for_another_office_or_by_a_worker(people: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Refused, match="sudah lewat"):
        terms(people.actor("citra"), lengths={PLAN: "21 days"}, since=yesterday)
    with pytest.raises(Refused, match="sendiri"):
        terms(people.actor("citra"), lengths={PLAN: "21 days"}, office=Office.objects.get(pk=ELSEWHERE))
    with pytest.raises(Refused):
        terms(people.actor("melati"), lengths={PLAN: "21 days"})
    assert not LocalPolicy.objects.exists()


# ------------------------------------------------------------------ the pages


PAGES = ("desk:office", "desk:office_letters", "desk:office_terms")


@pytest.mark.parametrize("name", PAGES)
def test_only_who_approves_opens_them(people: Any, name: str) -> None:
    answers = {who: people.client(who).get(reverse(name)).status_code for who in ("citra", "melati", "bima", "dewi")}
    assert answers == {"citra": 200, "melati": 404, "bima": 404, "dewi": 404}


@pytest.mark.parametrize("name", PAGES)
def test_they_ask_few_statements(people: Any, few_statements: Any, name: str) -> None:
    browser = people.client("citra")
    browser.get(reverse(name))
    few_statements(browser, reverse(name))


def filled(name: str, **typed: str) -> dict[str, str]:
    """The form as a new office finds it, with what is typed over it."""
    lengths = {rule.code: str(proposed(rule).number) for rule in own_rules()}
    untouched: dict[str, Any] = {
        "desk:office_terms": {**lengths, **{f"on_{code}": "on" for code in HOLD}},
        "desk:office_letters": NUMBERING,
    }
    return {"since": timezone.localdate().isoformat(), "action_id": str(new_id()), **untouched[name], **typed}


def test_the_kabid_changes_a_term_and_reads_it_back(people: Any) -> None:
    browser = people.client("citra")
    save(
        browser,
        reverse("desk:office_terms"),
        filled("desk:office_terms", on_plan_after_assessment="on", **{PLAN: "21"}),
    )
    body = html.unescape(browser.get(reverse("desk:office")).content.decode())
    assert "Pemerintah Kabupaten Kupang" in body
    assert "21 hari" in body
    assert "tidak dipakai" in body
    assert "Berlaku sejak" in body
    form = browser.get(reverse("desk:office_terms")).content.decode()
    assert re.search(r'name="on_plan_after_assessment"[^>]* checked', form)
    assert not re.search(r'name="on_monthly_contact"[^>]* checked', form)


def test_the_clerk_switches_the_terms_and_nothing_else(people: Any) -> None:
    browser = people.client("indah")
    save(browser, reverse("desk:office_terms"), filled("desk:office_terms", on_plan_after_assessment="on"))
    people.actor("indah")
    assert policies(HERE)["clocks"]["on"] == [PLAN]
    body = browser.get(reverse("desk:office")).content.decode()
    assert ("/kantor/tenggat/" in body, "/kantor/surat/" in body) == (True, False)
    assert browser.get(reverse("desk:office_letters")).status_code == 404


@pytest.mark.parametrize("typed", ["0", "-3", "seribu", "99999"])
def test_a_length_that_cannot_be_is_said_and_the_rest_stays(people: Any, typed: str) -> None:
    browser = people.client("citra")
    answer = save(
        browser, reverse("desk:office_terms"), filled("desk:office_terms", **{PLAN: typed, "aftercare_1": "2"})
    )
    assert answer.status_code == 422
    body = html.unescape(answer.content.decode())
    assert "Tulis bilangan dari 1 sampai 999" in body
    assert re.search(r'name="aftercare_1" value="2"', body)


def test_an_own_series_is_set_and_numbers_the_next_letter(people: Any) -> None:
    browser = people.client("citra")
    typed = {"letter_numbers": "own", "letter_pattern": "{kode}/{agenda:3}/{unit}/{year}", "letter_unit": "REHSOS"}
    save(browser, reverse("desk:office_letters"), filled("desk:office_letters", **typed))
    today = timezone.localdate()
    assert "400.9/012/REHSOS" in browser.get(reverse("desk:office")).content.decode()
    people.actor("citra")
    assert next_number(Office.objects.get(pk=HERE), today) == f"400.9/001/REHSOS/{today.year}"


@pytest.mark.parametrize("pattern", ["{agenda}", "{agenda}/{agenda}/{year}", "{nama}/{agenda}/{year}", "{kode}<b>"])
def test_a_pattern_that_makes_no_number_is_refused_with_what_it_needs(people: Any, pattern: str) -> None:
    browser = people.client("citra")
    answer = save(browser, reverse("desk:office_letters"), filled("desk:office_letters", letter_pattern=pattern))
    assert answer.status_code == 422
    assert "tidak menghasilkan nomor" in html.unescape(answer.content.decode())


def test_who_acknowledges_needs_a_title(people: Any) -> None:
    browser = people.client("citra")
    answer = save(browser, reverse("desk:office_letters"), filled("desk:office_letters", worker="3"))
    assert answer.status_code == 422
    save(browser, reverse("desk:office_letters"), filled("desk:office_letters", worker="3", title="Kepala Bidang"))
    people.actor("citra")
    assert policies(HERE)["letter_acknowledge"] == {"worker": 3, "title": "Kepala Bidang"}


def test_a_choice_for_later_is_announced_and_does_not_hold_yet(people: Any) -> None:
    by = people.actor("citra")
    later = timezone.localdate() + timedelta(days=9)
    set_policy(office=Office.objects.get(pk=HERE), values={"letter_place": "Oelamasi"}, since=later, by=by,
               action_id=new_id())  # fmt: skip
    assert policies(HERE) == {}
    assert policies(HERE, later) == {"letter_place": "Oelamasi"}
    assert "Sudah ditetapkan untuk nanti" in people.client("citra").get(reverse("desk:office")).content.decode()


def test_what_is_still_to_come_is_called_by_its_own_name(people: Any) -> None:
    by, here = people.actor("citra"), Office.objects.get(pk=HERE)
    later = timezone.localdate() + timedelta(days=9)
    chosen = {"days_off": {"2027-04-12": "Hari jadi (contoh)"}, "second_factor": ["kabid"]}
    set_policy(office=here, values=chosen, since=later, by=by, action_id=new_id())
    body = html.unescape(people.client("citra").get(reverse("desk:office")).content.decode())
    told = re.findall(r"<p>([^<]+): berlaku sejak", body)
    assert told == ["Hari libur daerah", "Masuk ke Rehsos"]


def test_no_choice_is_kept_that_no_room_declares(people: Any) -> None:
    by, here = people.actor("citra"), Office.objects.get(pk=HERE)
    with pytest.raises(KeyError, match="colour"):
        set_policy(office=here, values={"colour": "red"}, since=timezone.localdate(), by=by, action_id=new_id())
    assert not LocalPolicy.objects.exists()


def test_what_two_rooms_would_keep_under_one_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    gifts = rooms._gifts()
    twice = {**gifts, Policy: (*gifts[Policy], ("another", gifts[Policy][0][1]))}
    monkeypatch.setattr(rooms, "_gifts", lambda: twice)
    with pytest.raises(ValueError, match="'office_sign_in': access, another"):
        declared.__wrapped__()


def test_a_choice_of_something_else_for_later_is_no_conflict(people: Any) -> None:
    by, browser = people.actor("citra"), people.client("citra")
    page = opened_form(browser, reverse("desk:office_terms"))
    later = timezone.localdate() + timedelta(days=9)
    set_policy(office=Office.objects.get(pk=HERE), values={"letter_place": "Oelamasi"}, since=later, by=by,
               action_id=new_id())  # fmt: skip
    sent = filled("desk:office_terms", **{PLAN: "21"}) | page
    assert browser.post(reverse("desk:office_terms"), sent).status_code == 302


def test_what_holds_by_itself_is_declared_once() -> None:
    untouched = holding({})
    assert untouched.keys() == declared().keys()
    assert untouched["letter_numbers"] == "agenda"
    assert holding({"letter_numbers": "own"})["letter_numbers"] == "own"


def test_what_an_office_has_from_before_is_given_no_day(people: Any) -> None:
    keeps(PLAN)
    body = people.client("citra").get(reverse("desk:office")).content.decode()
    assert "Seperti yang dipakai sejak semula" in body
    assert "2015" not in body


def test_what_an_office_decides_for_itself_is_sealed_in_the_log(people: Any) -> None:
    """A letterhead names the office, and one day it may have to be hidden."""
    by = people.actor("citra")
    set_policy(office=Office.objects.get(pk=HERE), values={"letter_head": ["UPTD Kenanga Sembunyi"]},
               since=timezone.localdate(), by=by, action_id=new_id())  # fmt: skip
    line = Action.objects.get(name="set_policy")
    assert "Sembunyi" not in json.dumps(line.facts)
    assert line.dossier
    opened = unseal_json(key_of(line.dossier), bytes(line.sealed or b""), subject=line.dossier, context="action")
    assert opened["values"] == {"letter_head": ["UPTD Kenanga Sembunyi"]}
