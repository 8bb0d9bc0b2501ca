"""May this office? Every registered action, asked by every role, at the office of the case and at three others.

The table is kept here by hand: an action added tomorrow without a line fails. Asked is the action itself, past any
page: whether it let the person through, not whether what was sent made sense.
"""

import functools
import importlib
import inspect
import pkgutil
import sys
import types
import typing
from collections.abc import Callable, Mapping
from copy import copy
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from django.db import models, transaction
from django.utils import timezone

import rehsos
from rehsos.access.models import Circle, User
from rehsos.access.permissions import ROLES, permissions_of
from rehsos.audit.actions import REGISTRY, new_id
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.answers import NotAllowed
from rehsos.audit.views import saw
from rehsos.cases.actions.plan import Step, submit_plan, write_plan
from rehsos.cases.actions.work import add_task, set_appointment
from rehsos.cases.models import (
    Clash,
    Clock,
    Cost,
    Death,
    DeskHandover,
    Errand,
    Participant,
    Protection,
    Service,
)
from rehsos.cases.policies import DECISION
from rehsos.cases.tests.test_open_case import opened, rambu
from rehsos.directory.kinds import OfficeKind
from rehsos.directory.models import Cover, Office, OfficePaper, Posting, Worker
from rehsos.intake.actions import Told
from rehsos.intake.tests.test_intake import received
from rehsos.justice.appointments import Kind
from rehsos.justice.models import MatterFact, Role
from rehsos.justice.tests.bench import part_of
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Direction, Letter, LetterState
from rehsos.papers.uploads import Upload
from rehsos.people.identity import Identity
from rehsos.people.models import SamePerson
from rehsos.placement.models import Bed, Finding, HarmReport, Inspection, Lying, NewChild, Room, Stay, StayCost
from rehsos.referral.models import Referral
from rehsos.repatriation.models import Group, HomeContact, Journey, JourneyNote, Leg, LegCost, Member

OWNER, ABOVE, SIBLING, STRANGER = 3, 2, 4, 6
OFFICES = {"owner": OWNER, "above": ABOVE, "sibling": SIBLING, "stranger": STRANGER}
ASKERS = ("lead", "operator", *(f"{role}@{office}" for role in ROLES for office in OFFICES))
"""The worker who leads the case, the server's command line, and each role at each kind of office."""


def at(office: str, *roles: str) -> frozenset[str]:
    return frozenset(f"{role}@{office}" for role in roles)


LEAD = frozenset({"lead"})
"""Who works the case."""
WORKERS = LEAD | at("owner", "peksos", "sentra", "institution")
ANY_WORKER = LEAD | frozenset(f"{role}@{office}" for role in ("peksos", "sentra", "institution") for office in OFFICES)
REGISTER = WORKERS | at("owner", "clerk")
ANY_REGISTER = ANY_WORKER | frozenset(f"clerk@{office}" for office in OFFICES)
HANDLERS = LEAD | at("owner", "clerk")
HEAD = at("owner", "kabid")
ADVISERS = LEAD | at("owner", "kabid", "province") | at("above", "kabid", "province")
ANSWERERS = at("above", "peksos", "sentra", "institution", "kabid", "province")
"""Who answers for the office that the referral went to, the one above."""
OPERATOR = frozenset({"operator"})
NOBODY: frozenset[str] = frozenset()

TABLE: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            "add_participant", "add_task", "ask_about_clock", "assess", "attach_file", "begin_letter",
            "change_participant", "edit_letter", "edit_plan", "extend_clock", "hold_conference", "move_to_stage",
            "pause_policy_clock", "postpone", "record_aftercare", "record_answer", "record_basis", "record_fact",
            "record_review", "record_service", "reopen_case", "request_closure", "resume_policy_clock", "serve_too",
            "set_appointment", "set_circumstance", "set_protection",
            "see_to_home", "set_risk", "join_case", "settle_appointment", "settle_cost", "split_cost", "strike_cost",
            "settle_task",
            "change_type", "settle_competence",
            "submit_plan", "withdraw", "write_plan",
            "answer_for_matter", "end_part", "join_matter", "move_matter", "name_officer", "open_matter",
            "record_detention", "record_diversi", "record_hearing", "record_matter_fact", "record_verdict",
            "update_matter",
        ),
        LEAD,
    ),
    **dict.fromkeys(("adopt_letter", "copy_letter", "correct_receipt", "count_as_answered", "say_answered",
                     "go_on_waiting", "tell_corrected", "receive_letter", "receive_report_letter",
                     "correct_report_letter"), REGISTER),
    **dict.fromkeys(("decide_report", "take_report"), REGISTER - {"clerk@owner"}),  # a clerk passes on, no more
    **dict.fromkeys(("attach_scan", "deliver_letter", "keep_final", "keep_print", "number_letter",
                     "sign_letter"), HANDLERS),
    **dict.fromkeys(("begin_referral", "send_referral", "add_to_referral", "revoke_referral", "ask_again",
                     "note_spoken", "tell_case", "ask_outside", "give_code", "report_new_child"), LEAD | HEAD),
    "answer_by_code": NOBODY,  # who has the code is nobody here
    **dict.fromkeys(("receive_referral", "answer_referral", "record_arrival", "record_result",
                     "take_back_arrival", "decide_care"), ANSWERERS),
    "record_departure": ANSWERERS | at("above", "night"),
    **dict.fromkeys(("place_client", "settle_clash", "record_death", "note_after_death"), LEAD | HEAD),
    "take_back_death": HEAD,
    "arrange_bidang": HEAD | OPERATOR,
    "open_names_of_referral": WORKERS | HEAD | at("above", "peksos", "sentra", "institution", "kabid"),
    "take_over": NOBODY,  # only with the share that the database gives where a transfer waits
    **dict.fromkeys(("decide_plan", "decide_closure", "decide_return", "assign_worker", "swap_leads", "take_off",
                     "void_case", "restore_case", "set_days_off", "end_cover"), HEAD),
    **dict.fromkeys(("set_policy", "set_terms"), HEAD | {"clerk@owner"}),  # of the office's own terms
    **dict.fromkeys(("hand_desk", "withdraw_desk"), LEAD | HEAD),
    **dict.fromkeys(("take_desk", "decline_desk"), NOBODY),  # only whom it was handed to
    **dict.fromkeys(("note_contract", "protect", "change_circle", "end_protection"), HEAD),
    **dict.fromkeys(("describe_house", "add_room", "change_room", "add_beds", "change_bed", "close_bed", "open_bed",
                     "close_room", "open_room", "record_paper", "take_back_paper"), HEAD | at("owner", "institution")),
    **dict.fromkeys(("record_consent", "set_level", "discharge", "record_resident_died"), WORKERS | HEAD),
    **dict.fromkeys(("go_away", "come_back", "tell_of_missing", "note_stay", "move_bed", "record_found_dead"),
                    WORKERS | HEAD | at("owner", "night")),
    "record_inspection": NOBODY,  # asks the kind of office and whose house it is: placement/tests/test_inspecting.py
    "add_finding": WORKERS | HEAD,
    "close_finding": WORKERS | HEAD,
    "report_harm_by_staff": WORKERS | at("owner", "kabid", "night", "province"),
    "take_up_harm": WORKERS | HEAD,
    "review_placement": WORKERS | HEAD,
    "tell_ladder": LEAD,
    **dict.fromkeys(("hold_roll", "admit_waiting", "record_waiting_died"),
                    ANY_WORKER | frozenset(f"{role}@{office}" for role in ("kabid", "night") for office in OFFICES)),
    **dict.fromkeys(("admit_client", "record_earlier_stay", "take_in"), WORKERS),
    "renew_stay": HEAD | at("owner", "institution"),
    "admit_referred": at("above", "peksos", "sentra", "institution"),
    "admit_brought": ANY_WORKER,  # only whom the office itself accepted: desk/tests/test_from_leg_to_bed.py
    "tell_guests_left": ANY_WORKER | frozenset(f"kabid@{office}" for office in OFFICES),
    "promise_bed": at("above", "peksos", "sentra", "institution", "kabid"),
    "end_promise": WORKERS | HEAD,
    **dict.fromkeys(("pay_stay", "split_stay_cost", "strike_stay_cost"), WORKERS | HEAD),
    **dict.fromkeys(("begin_journey", "record_earlier_return"), LEAD),
    **dict.fromkeys(("set_destination", "note_journey", "end_hold", "end_journey", "plan_leg", "ask_return"),
                    LEAD | HEAD),
    "begin_group": ANY_WORKER,
    **dict.fromkeys(("pay_leg", "split_leg_cost", "strike_leg_cost"), WORKERS | HEAD),
    **dict.fromkeys(("plan_group_leg", "end_group", "cancel_leg", "change_vehicle", "take_off_leg", "tick_aboard",
                     "depart", "receive_instead", "give_leg_code"), WORKERS | HEAD),
    **dict.fromkeys(("ask_contacts", "end_contacts"), LEAD | HEAD),
    **dict.fromkeys(("tell_contact", "take_back_contact"), WORKERS | HEAD),
    "accept_leg_by_code": NOBODY,  # who has the code is nobody here
    **dict.fromkeys(("take_back_departure", "take_back_acceptance"), HEAD),
    "open_member": WORKERS,
    "join_member": LEAD,
    "accept_leg": at("above", "peksos", "sentra", "institution", "kabid", "province"),
    "tell_difference": WORKERS | HEAD | at("above", "peksos", "sentra", "institution", "kabid", "province"),
    "settle_letter": LEAD | HEAD,
    "unsign_letter": LEAD,
    **dict.fromkeys(("open_names_of", "print_for_other"), WORKERS | HEAD),
    "supervise": ADVISERS,
    **dict.fromkeys(("open_case", "open_from_letter"), WORKERS),
    **dict.fromkeys(("say_same", "say_apart"), WORKERS),
    "settle_same": (WORKERS - LEAD) | HEAD,
    "correct_identity": WORKERS,
    "register_person": ANY_WORKER,
    "receive_report": ANY_REGISTER,
    "appoint_stand_in": frozenset(f"kabid@{office}" for office in OFFICES),
    "record_certificate": LEAD,
    **dict.fromkeys(("add_office", "change_office", "put_under", "set_kind", "describe_worker",
                     "erase_person", "erase_texts", "erase_words", "erase_referral", "erase_told_of",
                     "erase_harm", "erase_contacts", "erase_riders", "erase_legs",
                     "hide_place", "show_place", "serve_province", "leave_province",
                     "add_user", "close_user", "post_user", "renew_password"), OPERATOR),
}  # fmt: skip
FOLLOWS = {
    "answer_told", "arrival_taken_back", "arrival_told", "client_left", "client_stayed", "departure_told", "fall_told",
    "follow_on", "let_fall", "went_further", "service_told", "shut_referral", "shut_told", "tell_outside",
    "clock_moved", "follow_birth", "follow_client", "follow_letters", "learn_matter_fact",
    "let_wait_again", "placed_elsewhere", "take_again", "take_case", "left_told", "arrival_accepted", "difference_told",
    "departure_taken_back", "acceptance_taken_back", "contact_told", "contact_untold",
}  # fmt: skip
"""Written by the house itself after another action that was asked, also behind a wall: no page and no command does."""


@functools.cache
def every_action() -> dict[str, Callable[..., Any]]:
    """The actions of the house by name."""
    for module in pkgutil.walk_packages(rehsos.__path__, "rehsos."):
        if ".tests" not in module.name:
            importlib.import_module(module.name)
    modules = [module for name, module in sys.modules.items() if name.startswith("rehsos.")]
    things = [pair for module in modules for pair in vars(module).items()]
    return {name: thing for name, thing in things if name in REGISTRY and _acts(thing)}


def _acts(thing: Any) -> bool:
    """An action, and not a page of the same name."""
    return hasattr(thing, "__wrapped__") and "action_id" in inspect.signature(thing).parameters


class Bench:
    """A case of Melati's in which everything can be pointed at, and who asks."""

    def __init__(self, people: Any) -> None:
        by = people.actor("melati")
        self.lead: Actor = by
        case = opened(by)
        part = part_of(case, Role.VICTIM, by)
        plan = write_plan(
            case=case, goal="Rasa aman", steps=(Step("", "Kunjungan", "family_support"),), review_on=None, by=by,
            action_id=new_id(),
        )  # fmt: skip
        assert plan
        approval = submit_plan(plan=plan, by=by, action_id=new_id())
        task = add_task(case=case, kind=next(iter(Errand)), what="Akta", agency="", due_on=None, by=by,
                        action_id=new_id())  # fmt: skip
        tomorrow = timezone.now() + timedelta(days=1)
        appointment = set_appointment(case=case, subject=None, kind=Kind.STATEMENT, starts=tomorrow,
                                      place="", assignment_letter="", by=by, action_id=new_id())  # fmt: skip
        twin = rambu(by)
        letter = Letter.objects.create(
            id=new_id(), dossier=case.pk, office_id=OWNER, direction=Direction.OUT, kind="other",
            state=LetterState.DRAFT, author=1, sealed=b"", offices=case.offices,
        )  # fmt: skip
        room = Room(id=new_id(), office_id=OWNER, name="Kamar 1")
        asked = _referral(case)
        journey, group = Journey(id=new_id(), case=case, person=case.client), Group(id=new_id(), office_id=OWNER)
        self.things: dict[str, Any] = {
            "case": case, "plan": plan, "approval": approval, "task": task, "appointment": appointment,
            "part": part, "matter": part.matter, "letter": letter, "report": received(by),
            "clock": Clock.objects.filter(case=case).first() or Clock(case=case, rule="first_contact"),
            "cost": Cost(), "service": Service(id=new_id()), "fact": MatterFact(),
            "clash": Clash(held_in=case, held_at_id=OWNER),
            "participant": Participant(case=case), "person": case.client, "client": case.client,
            "office": Office.objects.get(pk=OWNER), "worker": Worker.objects.get(pk=1),
            "absent": Worker.objects.get(pk=1), "stand_in": Worker.objects.get(pk=2),
            "cover": Cover(id=new_id(), office_id=OWNER, until=date(2000, 1, 1)),
            "other": twin, "said": SamePerson.objects.create(
                id=new_id(), duplicate=twin, true=case.client, office_id=OWNER, proposed_by_id=by.worker,
                proposed_at=timezone.now(), offices=[OWNER]),
            "referral": asked, "child": NewChild(id=new_id(), referral=asked), "sender": Office.objects.get(pk=OWNER),
            "receiver": Office.objects.get(pk=ABOVE), "giver": Worker.objects.get(pk=1),
            "handover": DeskHandover(id=new_id(), office_id=OWNER, worker_id=1, receiver_id=2, proposed_by_id=1),
            "posting": Posting.objects.get(worker=1), "room": room, "bed": Bed(room=room),
            "stay": Stay(id=new_id(), case=case, person=case.client, office_id=OWNER),
            "death": Death(id=new_id(), case=case, person=case.client),
            "staycost": StayCost(stay=Stay(id=new_id(), case=case, person=case.client, office_id=OWNER)),
            "lying": Lying(id=new_id(), office_id=OWNER), "paper": OfficePaper(id=new_id(), office_id=OWNER),
            "journey": journey, "held": JourneyNote(id=new_id(), case=case, journey=journey), "group": group,
            "member": Member(id=new_id(), group=group, sex="P"),
            "leg": Leg(id=new_id(), office_id=OWNER, sender_id=OWNER, receiver_id=ABOVE, departed_at=timezone.now()),
            "contact": HomeContact(id=new_id(), case=case, journey=journey, home_id=OWNER, office_id=SIBLING),
            "legcost": LegCost(leg=Leg(id=new_id(), office_id=OWNER)),
            "inspection": Inspection(id=new_id(), office_id=OWNER, house_id=SIBLING, on=timezone.localdate()),
            "finding": Finding(inspection=Inspection(id=new_id(), office_id=OWNER, house_id=SIBLING), owner_id=OWNER),
            "house": Office(id=99, kind=OfficeKind.LKSA, parent_id=OWNER, place_id="53.01"),
            "protection": Protection(id=new_id(), case=case, circle=Circle(members=[3])),
            "user": User.objects.get(worker_id=1), "supervisor": 3, "recorded": new_id(), "subject": case.pk,
        }  # fmt: skip

    def asker(self, who: str, number: int) -> Actor:
        if who == "lead":
            return self.lead
        if who == "operator":
            from rehsos.access.actions import operator

            return operator(Office.objects.get(pk=OWNER))
        role, _, place = who.partition("@")
        office = OFFICES[place]
        worker, _made = Worker.objects.get_or_create(id=1000 + number, defaults={"name": "Contoh"})
        return Actor(worker.pk, "Contoh", office, (office,), role, permissions_of(role), place="53.01")

    def let_through(self, act: Callable[..., Any], who: str, number: int) -> bool:
        """Whether the action got past the question who asks."""
        by = self.asker(who, number)
        set_scope(by.offices, by.worker)
        try:
            with transaction.atomic():
                saw(DECISION, self.things["approval"].pk, by)
                act(**self._arguments(act, by))
                transaction.set_rollback(True)
        except NotAllowed:
            return False
        except Exception:  # noqa: BLE001 - whatever else is wrong, it was not who asks
            return True
        else:
            return True
        finally:
            set_scope(self.lead.offices, self.lead.worker)

    def _arguments(self, act: Callable[..., Any], by: Actor) -> dict[str, Any]:
        given: dict[str, Any] = {"by": by, "action_id": new_id()}
        for name, hint in REGISTRY[act.__name__].hints.items():
            given[name] = self.things[name] if name in self.things else _some(hint)
        rest = inspect.signature(act).parameters.keys() - given.keys()
        given |= dict.fromkeys(rest, "Isi")
        if act.__name__ == "supervise":
            advises = "supervise" in by.permissions
            given |= {"supervisor": by.worker if advises else 3, "worker": 1 if advises else by.worker}
        if act.__name__ == "give_code":
            given["referral"] = copy(given["referral"])
            given["referral"].outside = "hospital"
        if act.__name__ == "take_up_harm":
            given["report"] = HarmReport(id=new_id(), dinas_id=OWNER, office_id=SIBLING, offices=[OWNER])
        if act.__name__ == "set_policy":
            given["values"] = dict.fromkeys(["clocks"])
        if act.__name__ == "record_certificate":
            given["worker"] = Worker.objects.get(pk=1)
        return given


def _referral(case: Any) -> Referral:
    """One that waits at the office above."""
    return Referral.objects.create(
        id=new_id(), code="RUJ-1", deed="refer", state="sent", urgency="usual", wanted="aid", case=case,
        sender_id=OWNER, counts_at_id=OWNER, receiver_id=ABOVE, shown_to_id=ABOVE, key=new_id(), sent_by=1, sex="P",
        sealed=b"", drafted_at=timezone.now(), sent_at=timezone.now(), offices=[OWNER, ABOVE],
    )  # fmt: skip


def _some(hint: Any) -> Any:
    """Any value of a type: what is sent does not matter."""
    if type(None) in typing.get_args(hint):
        return None
    kind = typing.get_args(hint)[0] if isinstance(hint, types.UnionType) else hint
    while hasattr(kind, "__origin__"):
        kind = kind.__origin__
    known: dict[Any, Any] = {
        str: "Isi", int: 1, bool: True, date: timezone.localdate(), datetime: timezone.now(), UUID: new_id(),
        tuple: (), Envelope: Envelope(party="Kantor Contoh"), Told: Told(asked="Isi"),
        Upload: Upload("a.pdf", "application/pdf", b"%PDF-1.7"), Identity: Identity(called="Rambu"),
    }  # fmt: skip
    if kind in known:
        return known[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and issubclass(kind, models.Model):
        return kind()
    return {} if isinstance(kind, type) and issubclass(kind, Mapping) else kind() if callable(kind) else None


@pytest.fixture
def bench(people: Any) -> Bench:
    return Bench(people)


def test_every_action_has_its_line() -> None:
    every_action()
    assert set(REGISTRY) == set(TABLE) | FOLLOWS


def test_who_may(bench: Bench) -> None:
    """Each action that let somebody through, or did not, against the table."""
    wrong: dict[str, set[str]] = {}
    for name, expected in TABLE.items():
        act = every_action()[name]
        let = {who for number, who in enumerate(ASKERS) if bench.let_through(act, who, number)}
        if let != expected:
            wrong[name] = let ^ expected
    assert not wrong


def test_what_follows_is_called_by_no_page_and_no_command() -> None:
    every_action()
    doors = [
        m for name, m in sys.modules.items() if name.startswith("rehsos.") and (".pages" in name or ".console" in name)
    ]
    assert not [(m.__name__, name) for m in doors for name in FOLLOWS if name in vars(m)]
