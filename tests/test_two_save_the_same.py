"""Two people open one form and both save: the second is told what the first changed, and nothing is lost.

The forms are read from the URL conf. One that is laid over nothing stands on the list here, with its reason.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import People
from rehsos.cases.models import CaseType, Participant
from rehsos.cases.sealing import unsealed
from rehsos.law.categories import AMPK
from tests.sheets import sheet, with_typed
from tests.whole_office import Office, doors

ADDS = "adds a line beside the others and changes none"
ONCE = "moves a state on; the action tells the second (cases/tests/test_moved_meanwhile.py)"
OWN = "one's own sign-in, on one's own screen"
LAID_OVER_NOTHING = {
    "cases:add_participant": "adds; who is there already is refused (and their row opened instead)",
    "cases:aftercare": ONCE,
    "cases:appointment_cancel": ONCE,
    "cases:appointment_held": ONCE,
    "cases:appointment_new": ADDS,
    "cases:appointment_postpone": ONCE,
    "cases:ask_clock": "notes whom one asked; the last question counts and all stand on the timeline",
    "cases:assess": ADDS,
    "cases:see_to_home": "what was done is written once; the second is told so",
    "desk:take_off": "whoever is off already is told so",
    "desk:swap_leads": "two who lead the same side by then are told to load the page again",
    "desk:assign": "the action ends whoever leads and says so on the timeline",
    "letters:answered_too": ONCE,
    "cases:protect": "the action tells the second; who opens the file is told on the case and in its log",
    "cases:end_protection": ONCE,
    "cases:attach_file": ADDS,
    "cases:case_of_report": "decides the report: the action tells the second",
    "cases:case_open": ADDS,
    "cases:case_open_for": ADDS,
    "access:change_pin": OWN,
    "cases:case_print": ADDS,
    "cases:conference": ADDS,
    "desk:cover_end": ONCE,
    "desk:cover_new": "two covers of the same two people on one day are refused",
    "cases:decide": ONCE,
    "intake:decide_report": ONCE,
    "justice:detention": ADDS,
    "justice:diversi": ADDS,
    "cases:extend_clock": ADDS,
    "justice:hearing": ADDS,
    "letters:letter_before_case": ADDS,
    "letters:letter_in": ADDS,
    "letters:letter_out": ADDS,
    "justice:matter_fact": "a later hour replaces the one before; both stand on the timeline",
    "justice:matter_join": ADDS,
    "justice:matter_open": ADDS,
    "justice:officer": ADDS,
    "access:open_names": OWN,
    "justice:part_end": ONCE,
    "cases:pause_clock": ONCE,
    "people:person_apart": ONCE,
    "people:person_new": ADDS,
    "people:person_same": ONCE,
    "cases:plan_new": ADDS,
    "intake:receive_report": ADDS,
    "cases:record_basis": ADDS,
    "cases:record_fact": "adds; where the address names a fact that is noted, it is laid over it (the test below)",
    "referral:refer": ADDS,
    "referral:outside": ADDS,
    "referral:record": ADDS,
    "referral:code": "a new sheet ends the one before, and says so",
    "repatriation:code": "a new sheet ends the one before, and says so",
    "referral:send": ONCE,
    "referral:add": ADDS,
    "referral:ask": ADDS,
    "referral:spoken": "the last word that was said counts; all stand in the referral",
    "referral:revoke": ONCE,
    "referral:receive": ONCE,
    "referral:answer": ONCE,
    "referral:arrival": ONCE,
    "referral:take_back": ONCE,
    "referral:result": ONCE,
    "referral:departure": ONCE,
    "referral:reveal": ADDS,
    "placement:take_in": "adds; a bed that is taken by then is told beside it",
    "placement:admit": "who stays here already is told so, and a bed that is taken",
    "placement:admit_brought": "who stays here already is told so, and a bed that is taken",
    "placement:waiting_died": ONCE,
    "placement:admit_waiting": "who waits no more is told so, and a bed that is taken",
    "referral:guests_left": "the action tells the second that the list changed",
    "placement:admit_referred": "who stays here already is told so, and a bed that is taken",
    "placement:move": "a bed that is taken by then is told beside it",
    "placement:away": ONCE,
    "placement:back": ONCE,
    "placement:tell": "the last hour counts; all stand on the timeline",
    "placement:consent": "the last ground counts; all stand on the timeline",
    "placement:level": "the last level counts; all stand on the timeline",
    "placement:renew": "the last day counts; all stand on the timeline",
    "placement:note": ADDS,
    "placement:out": ONCE,
    "placement:handed_over": ADDS,
    "placement:left_behind": ADDS,
    "placement:roll": "adds a roll; who changed meanwhile is told, and the list is read anew",
    "repatriation:begin": "a second journey of a client is refused",
    "repatriation:destination": "the last that was told counts; all stand on the timeline",
    "repatriation:note": ADDS,
    "repatriation:ask_return": "a second request beside one that waits is refused",
    "repatriation:plan": "a leg beside one that is not over is refused",
    "repatriation:end": ONCE,
    "repatriation:end_hold": ONCE,
    "repatriation:group_begin": ADDS,
    "repatriation:group_plan": "a leg beside one that is not over is refused",
    "repatriation:group_end": ONCE,
    "repatriation:member_open": ONCE,
    "repatriation:member_join": ONCE,
    "repatriation:tick": "who is ticked last counts; before it leaves it is shown to all",
    "repatriation:depart": ONCE,
    "repatriation:accept": "who was accepted by then is told beside the list",
    "repatriation:instead": "who was accepted by then is told beside the list",
    "repatriation:difference": "an end that was told by then is told beside it",
    "repatriation:cancel": ONCE,
    "placement:pay": ADDS,
    "cases:strike_cost": ONCE,
    "repatriation:ask_contacts": "who asked already is told so; the second asking is refused",
    "repatriation:end_contacts": ONCE,
    "repatriation:tell_contact": ONCE,
    "repatriation:take_back_contact": ONCE,
    "placement:strike": ONCE,
    "repatriation:strike": ONCE,
    "placement:split": "who wrote the same line meanwhile is told",
    "repatriation:pay": ADDS,
    "repatriation:split": "who wrote the same line meanwhile is told",
    "repatriation:record": ADDS,
    "desk:my_desk": "a case that waits for a colleague already is refused",
    "desk:hand_on": "a case that waits for a colleague already is refused",
    "desk:handover_take": ONCE,
    "desk:handover_decline": ONCE,
    "desk:handover_withdraw": ONCE,
    "cases:reopen": ONCE,
    "cases:reveal_case": ADDS,
    "desk:void_case": ONCE,
    "cases:request_closure": ONCE,
    "cases:review": ADDS,
    "cases:service": ADDS,
    "people:settle_same": ONCE,
    "justice:social_report": "begins the draft of one letter: a second beginning is refused",
    "intake:spoken_request": ADDS,
    "cases:supervise": ADDS,
    "cases:task_new": ADDS,
    "justice:verdict": ADDS,
    "cases:settle_clash": ONCE,
    "placement:room_new": "another room of that name is refused",
    "placement:beds_new": "a bed that stands there already is not doubled",
    "placement:room_shut": ONCE,
    "placement:bed_shut": ONCE,
    "placement:paper_new": ADDS,
    "placement:paper_back": ONCE,
    "placement:promise": "a bed that is promised is refused to the second",
    "placement:promise_end": ONCE,
    "placement:report_child": ONCE,
    "placement:decide_care": ONCE,
    "cases:record_death": ONCE,
    "placement:died": ONCE,
    "placement:ladder": "another day's answers: both stand, the last is shown first",
    "placement:review": ADDS,
    "placement:inspect": ADDS,
    "placement:finding_new": ADDS,
    "placement:finding_done": ONCE,
    "placement:harm": ADDS,
    "placement:harm_taken": ONCE,
    "cases:after_death": ADDS,
    "cases:nobody_died": ONCE,
    "repatriation:off": ONCE,
    "repatriation:not_left": ONCE,
    "repatriation:not_come": ONCE,
    "cases:withdraw": ONCE,
}
VALUES = {
    "desk:contract": "a day of the office's own; saved again it says nothing new",
    "desk:my_certificate": "one's own, as the card says it",
    "letters:receipt_correct": "nothing changed is refused; each field is as the letter says it",
    "letters:correct_letter": "nothing changed is refused; each field is as the letter says it",
    "justice:case_of_letter": "adds a child; what the letter has become is watched",
    "placement:describe": "how a house is arranged; saved again it says nothing new",
    "placement:room": "how a house is arranged; saved again it says nothing new",
    "placement:bed": "how a house is arranged; saved again it says nothing new",
    "repatriation:vehicle": "what leaves; saved again it says nothing new",
}
"""Forms laid over values alone, and why. So are an office's policies: what does not differ is not written."""
WHO = ("melati", "citra", "indah", "bima")


@pytest.fixture
def office(people: People) -> Office:
    return Office(people)


def browsers(people: People) -> dict[str, Client]:
    """Each with names open, where the role has names to open."""
    found = {who: people.client(who) for who in WHO}
    for browser in found.values():
        kept = browser.session
        kept["names_open"] = True
        kept.save()
    return found


def open_sheets(office: Office) -> dict[str, list[dict[str, list[str]]]]:
    """Every form of every page, by the name of the page, as the first of ours sees it who may."""
    hands = list(browsers(office.people).values())
    plain = [(door.name, reverse(door.name)) for door in doors() if not door.arguments]
    found: dict[str, list[dict[str, list[str]]]] = {}
    for name, address in [*plain, *((a.door, a.path) for a in office.addresses())]:
        pages = (hand.get(address) for hand in hands)
        held = next((it for page in pages if page.status_code == 200 and (it := sheet(_body(page)))), {})
        if held:
            found.setdefault(name, []).append(held)
    return found


def watches_deeds(held: dict[str, list[str]]) -> bool:
    """A version grows with every deed."""
    return "deed=" in " ".join(held.get("laid_over", ())) or any(held.get("version", ()))


def _as_special_protection(office: Office) -> None:
    office.people.actor("melati")
    first_of_each = CaseType.objects.order_by("case", "id").distinct("case").values("pk")
    CaseType.objects.filter(pk__in=first_of_each).update(type=AMPK)


def knows_its_version(held: dict[str, list[str]]) -> bool:
    return any(any(held.get(name, ())) for name in ("laid_over", "version"))


def _body(page: Any) -> str:
    streaming = page.streaming or not page["Content-Type"].startswith("text/html")
    return "" if streaming else str(page.content.decode())


def test_a_form_says_what_it_is_laid_over_or_why_it_is_laid_over_nothing(office: Office) -> None:
    sheets = open_sheets(office)
    laid = {name for name, found in sheets.items() if any(map(knows_its_version, found))}
    silent = set(sheets) - laid
    assert sorted(silent - set(LAID_OVER_NOTHING)) == []
    assert laid & set(LAID_OVER_NOTHING) == set()
    blind = {name for name in laid if not any(map(watches_deeds, sheets[name])) and not name.startswith("desk:office_")}
    assert sorted(blind - set(VALUES)) == []
    assert sorted(set(VALUES) - blind) == []
    assert laid >= {
        "cases:change_participant",
        "desk:office_letters",
        "desk:office_look",
        "desk:office_terms",
        "people:person_edit",
        "desk:my_certificate",
        "cases:risk",
    }


def test_every_page_that_takes_a_form_was_seen(office: Office) -> None:
    """The list is no place to hide: what stands on it is a page, and none stands there twice."""
    assert set(LAID_OVER_NOTHING) <= {door.name for door in doors()}


BOTH: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "cases:change_participant": ({"safe_contact": "Lewat guru"}, {"relation": "other"}),
    "desk:my_certificate": (
        {"number": "STR-SATU", "until": "2029-01-31"},
        {"number": "STR-DUA", "until": "2029-01-31"},
    ),
    "desk:contract": ({"until": "2029-01-31"}, {"until": "2029-02-28"}),
    "desk:office_days_off": ({"days": "11-12-2026 Hari jadi"}, {"days": "12-12-2026 Hari lain"}),
    "desk:office_letters": ({"letter_code": "463"}, {"letter_unit": "REHSOS"}),
    "desk:office_look": ({"letter_font": "arial"}, {"letter_numbered": "on"}),
    "desk:office_terms": ({"on_first_contact_low": "on"}, {"on_monthly_contact": "on"}),
    "cases:place": ({"whereabouts": "police"}, {"custody": "family"}),
    "cases:plan_answer": ({"answer": "partly"}, {"answer": "declines", "words": "Belum"}),
    "cases:protection": ({"protection": "i"}, {"protection": "j"}),
    "cases:risk": ({"risk": "high", "reason_1": "Ancaman"}, {"risk": "critical", "reason_1": "Diancam lagi"}),
    "cases:stage": ({"stage": "3_assessment", "reason": "Ulang"}, {"stage": "5_service", "reason": "Lewat"}),
    "cases:settle_task": ({"state": "done"}, {"state": "dropped", "note": "Batal"}),
    "cases:settle_cost": ({"claim": "paid"}, {"claim": "own"}),
    "cases:split_cost": ({"payer_0": "apbd"}, {"payer_0": "apbn"}),
}


AGAIN: dict[str, tuple[dict[str, Any], list[dict[str, Any]], dict[str, Any]]] = {
    "cases:risk": (
        {"risk": "critical", "reason_1": "Diancam"},
        [{"reason_1": "Masih diancam"}],
        {"risk": "low", "reason_1": "Tenang"},
    ),
    "cases:protection": ({"protection": "i"}, [{}], {"protection": "j"}),
    "cases:change_type": ({}, [{}], {"since": "2026-11-20"}),
    "cases:competence": (
        {"where": "community", "competence": "ours"},
        [{"where": "panti", "competence": "ours"}],
        {"where": "community", "competence": "disputed"},
    ),
    "cases:stage": (
        {"stage": "4_plan", "reason": "Lewat"},
        [{"stage": "5_service", "reason": "Lewat"}, {"stage": "4_plan", "reason": "Ulang"}],
        {"stage": "6_monitoring", "reason": "Lewat"},
    ),
    "cases:change_participant": ({"no_contact": "on"}, [{}], {"no_contact": None}),
    "cases:plan_answer": (
        {"answer": "declines", "words": "Tidak mau"},
        [{"answer": "declines", "words": "Tetap tidak mau"}],
        {"answer": "agrees", "words": ""},
    ),
    "cases:settle_cost": ({"claim": "filed"}, [{"claim": "no_budget"}, {"claim": "filed"}], {"claim": "own"}),
    "cases:record_fact": (
        {"at": "2026-11-02", "hour": "09:00"},
        [{"note": "Ditanyakan lagi, benar pukul sembilan"}],
        {"at": "2026-11-03"},
    ),
    "cases:settle_task": (
        {"state": "asked"},
        [{"state": "asked", "note": "Ditanyakan lagi"}],
        {"state": "dropped", "note": "Batal"},
    ),
}
"""What stands, what the first saves so that it stands once more, and what the second saves who saw it before."""


@pytest.mark.parametrize("name", sorted(AGAIN))
def test_who_says_the_same_again_is_not_overwritten_unseen(office: Office, name: str) -> None:
    """Critical once more, today, for a reason: whoever had the page open before lowered it without a word."""
    stands, again, second = AGAIN[name]
    hers, other = (browsers(office.people)[who] for who in ("melati", "melati"))
    if name == "cases:protection":
        _as_special_protection(office)
    query = "?fakta=first_contact_made" if name == "cases:record_fact" else ""
    paths = (a.path + query for a in office.addresses() if a.door == name)
    address = next(path for path in paths if hers.get(path).status_code == 200)

    def save(typed: dict[str, Any]) -> None:
        held = sheet(hers.get(address).content.decode())
        assert hers.post(address, with_typed(held, typed)).status_code == 302

    save(stands)
    seen = sheet(other.get(address).content.decode())
    for typed in again:
        save(typed)
    told = other.post(address, with_typed(seen, second))
    assert told.status_code == 422
    body = told.content.decode()
    assert "Melati" in body
    assert "dengan isi yang sama" in body
    assert other.post(address, sheet(body)).status_code == 302


@pytest.mark.parametrize("name", sorted(BOTH))
def test_the_second_is_told_and_keeps_what_they_typed(office: Office, name: str) -> None:
    first, second = BOTH[name]
    who = "citra" if name.startswith(("desk:office", "desk:contract")) else "melati"
    if name == "cases:protection":
        _as_special_protection(office)
    hers, other = (browsers(office.people)[who] for _time in range(2))
    address = next((a.path for a in office.addresses() if a.door == name and hers.get(a.path).status_code == 200), "")
    address = address or reverse(name)
    one, two = (sheet(browser.get(address).content.decode()) for browser in (hers, other))
    assert hers.post(address, with_typed(one, first)).status_code == 302
    told = other.post(address, with_typed(two, second))
    assert told.status_code == 422
    body = told.content.decode()
    assert "Baru saja diubah di layar lain" in body
    again = sheet(body)
    for field, value in second.items():
        assert again.get(field, [""]) == [value]
    for field, value in first.items():
        if field not in second and field in again:
            assert again[field] == [value]
    assert again["laid_over"] != two["laid_over"]


def test_a_warning_of_the_first_is_not_lost_when_the_second_saves_again(office: Office) -> None:
    """“Jangan dihubungi” vanished without a word."""
    first, second = {"no_contact": "on"}, {"safe_contact": "Lewat guru"}
    hers, other = (browsers(office.people)["melati"] for _time in range(2))
    office.people.actor("melati")
    beside = Participant.objects.filter(no_contact=False, case__in=office.cases).first()
    assert beside is not None
    address = reverse("cases:change_participant", args=[beside.case.code, beside.pk])
    one, two = (sheet(browser.get(address).content.decode()) for browser in (hers, other))
    hers.post(address, with_typed(one, first))
    told = other.post(address, with_typed(two, second))
    office.people.actor("melati")
    beside.refresh_from_db()
    assert beside.no_contact is True
    assert other.post(address, sheet(told.content.decode())).status_code == 302
    office.people.actor("melati")
    beside.refresh_from_db()
    assert beside.no_contact is True
    assert unsealed(beside.case_id, beside.sealed_contact)["safe_contact"] == "Lewat guru"


def test_a_form_without_its_version_overwrites_nothing(office: Office) -> None:
    hers = browsers(office.people)["citra"]
    held = sheet(hers.get(reverse("desk:office_letters")).content.decode())
    del held["laid_over"]
    assert hers.post(reverse("desk:office_letters"), with_typed(held, {"letter_code": "1"})).status_code == 422


@pytest.mark.parametrize(
    ("page", "query", "first", "second"),
    [
        (
            "cases:record_fact",
            "?fakta=first_contact_made",
            {"at": "2026-11-02", "hour": "09:00"},
            {"at": "2026-11-03"},
        ),
        (
            "cases:set_circumstance",
            "?keadaan=domestic_violence",
            {"domestic_violence": "yes"},
            {"domestic_violence": "no"},
        ),
    ],
)
def test_what_an_address_names_is_laid_over_too(
    office: Office, page: str, query: str, first: dict[str, str], second: dict[str, str]
) -> None:
    hers, other = (browsers(office.people)["melati"] for _time in range(2))
    address = reverse(page, args=[office.cases[0].code]) + query
    one, two = (sheet(browser.get(address).content.decode()) for browser in (hers, other))
    assert hers.post(address, with_typed(one, first)).status_code == 302
    told = other.post(address, with_typed(two, second))
    assert told.status_code == 422
    assert "Sekarang tercatat" in told.content.decode()
