"""Every page of the site and a living office to open it in: what the security tests walk through.

The pages are read from the URL conf, so a page written tomorrow is walked through as well. A new kind of
argument must be taught here, and the tests say so.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from conftest import People
from rehsos.access.lost_sessions import _keep_form
from rehsos.access.models import KeptForm, User
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.models import Action
from rehsos.cases.actions.protecting import protect
from rehsos.cases.actions.withdrawing import UNDO
from rehsos.cases.models import Case, Clash, DeskHandover, ServiceCase
from rehsos.cases.other_side import places, swapped
from rehsos.cases.tests.test_desk import BIMA, MELATI, handed
from rehsos.cases.tests.two_offices import tell, worked_elsewhere
from rehsos.demo import cast, living
from rehsos.demo.told import CastScene, Days
from rehsos.directory.models import OfficePaper, Posting, Worker
from rehsos.directory.sample import stand_in
from rehsos.intake.actions import Told, receive_report, receive_report_letter
from rehsos.intake.models import Channel, Danger, FromRole
from rehsos.justice.actions.matter import end_part
from rehsos.justice.models import Part
from rehsos.justice.roles import Role
from rehsos.justice.tests.bench import case_of, joined, part_of
from rehsos.letters.actions import begin_letter
from rehsos.papers.letters import Envelope
from rehsos.papers.models import FileKind, Letter
from rehsos.papers.uploads import Upload
from rehsos.people.actions.sameness import say_same
from rehsos.referral.models import Deed, Referral, State
from rehsos.repatriation.models import Leg, Ride
from tests.office_dead import die
from tests.office_house import decided_child, house, new_child, stay
from tests.office_road import asked_home, brought, refer, travel

PUBLIC = {"access:by_code", "access:code_answered", "health", "language", "papers:letter_check", "security_contact"}
NOBODYS = {"cases:rule", "cases:rules"}  # the law belongs to everybody who works here
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
MODELS = {m.__name__.lower(): m for m in apps.get_models() if m.__module__.startswith("rehsos.")} | {
    "subject": Part,
    "handover": DeskHandover,
    "paper": OfficePaper,
}
WORDS = {"blank": "initial_assessment", "kind": "body", "province": "53"}
MOST_OF_A_KIND = 6


@dataclass(frozen=True)
class Door:
    """A page as the URL conf knows it."""

    name: str
    arguments: tuple[str, ...]

    @property
    def things(self) -> tuple[str, ...]:
        """The arguments that name something in the database, apart from the case."""
        return tuple(a for a in self.arguments if a != "code" and a not in WORDS)


@dataclass(frozen=True)
class Address:
    """A page with the real ids of something at Melati's office."""

    door: str
    path: str


def doors() -> list[Door]:
    """Every page of ours."""
    return sorted(_walk(get_resolver()), key=lambda door: door.name)


def _walk(resolver: URLResolver, room: str = "") -> Iterator[Door]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, f"{entry.namespace}:" if entry.namespace else room)
        elif isinstance(entry, URLPattern) and entry.name and _is_ours(entry):
            yield Door(f"{room}{entry.name}", tuple(entry.pattern.converters))


def _is_ours(entry: URLPattern) -> bool:
    return str(getattr(entry.callback, "__module__", "")).startswith(("rehsos.", "config."))


class Office:
    """Melati's living cases, and the addresses of everything in them."""

    def __init__(self, people: People) -> None:
        self.people = people
        days = Days(timezone.now(), cast.actor(cast.MELATI).zone)
        for child in (living.yanto, living.dodi, living.mawar, living.rambu):
            child(days)
        stand_in(CastScene(days))
        people.actor("melati")
        self.cases = list(Case.objects.order_by("code"))
        _attach(people, self.cases[0])
        _write(people, self.cases[0])
        _say_same(people, self.cases[0], self.cases[1])
        _oppose(people)
        _place(people, self.cases[0])
        self.decided = decided_child(people)
        refer(people, self.cases[0])
        self.promise = house(people)
        self.child = new_child(people)
        stay(people, self.cases[1])
        travel(people)
        self.ride = Ride.objects.filter(case__isnull=False)[0].pk
        self.leg = Leg.objects.filter(group__isnull=False)[0].pk
        self.brought = brought(people)
        asked_home(people)
        self.protected = _protect(people)
        self.dead = die(people)
        handed(people.actor("melati"), self.cases[0], to=BIMA)
        _record(people, self.cases[0])
        self.scanned = _letter_before_case(people)
        self.kept = _keep_form(_melati(), "/kasus/", {"action_id": [str(new_id())]}, files=False)
        set_scope((), None)

    def addresses(self) -> list[Address]:
        """Real addresses of each page with arguments. AssertionError names a page that has none."""
        self.people.actor("melati")
        wanted = [d for d in doors() if d.arguments and d.name not in PUBLIC | NOBODYS]
        return [Address(d.name, reverse(d.name, kwargs=given)) for d in wanted for given in self.arguments(d)]

    def arguments(self, door: Door) -> Iterator[dict[str, Any]]:
        """Real values for a page's arguments: a few things of the kind, each with the case it is filed in."""
        if (fixed := self._fixed(door)) is not None:
            yield fixed
            return
        assert len(door.things) <= 1, f"{door.name} takes two things: teach tests/whole_office.py which go together"
        words = {name: WORDS[name] for name in door.arguments if name in WORDS}
        if not door.things:
            yield words | _code(door, self.cases[0])
        for name in door.things:
            for thing in self.things(name):
                yield words | {name: thing.pk} | _code(door, _case_of(thing) or self.cases[0])

    def _fixed(self, door: Door) -> dict[str, Any] | None:
        """What the few pages take that are of one thing alone, or of two that go together."""
        ours = Referral.objects.filter(sender=3)
        of: dict[str, Callable[[], dict[str, Any]]] = {
            "desk:take_off": lambda: {"code": self.cases[0].code, "worker": cast.MELATI.id},
            "desk:hand_on": lambda: {"worker": MELATI},
            "desk:contract": lambda: {"posting": _posting_of(MELATI)},
            "desk:swap_leads": self._two_sides,
            "referral:record": lambda: {"referral": ours.filter(deed=Deed.HAND_OVER).values_list("pk", flat=True)[0]},
            "referral:send": lambda: {"referral": (ours.filter(state=State.DRAFT).first() or ours[0]).pk},
            "repatriation:record": lambda: {"ride": self.ride},
            "repatriation:printed": lambda: {"leg": self.leg},
            "placement:admit_brought": lambda: {"brought": self.brought},
            "placement:admit_waiting": lambda: {"waiting": self.brought},
            "placement:waiting_died": lambda: {"waiting": self.brought},
            "placement:promise": lambda: {"referral": self.promise.referral_id},
            "placement:decision": lambda: {"referral": self.decided.referral_id},
            "placement:decide_care": lambda: {"referral": self.child.referral_id},
            "placement:promise_end": lambda: {"lying": self.promise.pk},
            "cases:death": lambda: {"code": self.dead.code},
            "cases:after_death": lambda: {"code": self.dead.code, "kind": "body"},
            "cases:nobody_died": lambda: {"code": self.dead.code},
            "placement:left_behind": lambda: {"code": self.dead.code},
            "cases:end_protection": lambda: {"code": self.protected.code},
            "letters:correct_letter": lambda: {"report": self.scanned.dossier, "letter": self.scanned.pk},
            "intake:report_file": lambda: {"report": self.scanned.dossier, "file": self.scanned.scan_id},
        }
        return of[door.name]() if door.name in of else None

    def _two_sides(self) -> dict[str, str]:
        """Two cases on two sides of a matter, each led by a worker of its own."""
        self.people.actor("citra")
        today = timezone.localdate()
        pairs = (
            (one, Case.objects.get(pk=place.case)) for one in Case.objects.order_by("code") for place in places(one)
        )
        found = next(({"code": one.code, "other": two.code} for one, two in pairs if swapped(one, two, today)), None)
        assert found, "the office of the tests has no two sides with a worker each"
        self.people.actor("melati")
        return found

    def things(self, name: str) -> list[models.Model]:
        """Some of that kind at Melati's office."""
        if name == "kept":
            return list(KeptForm.objects.filter(pk=self.kept)) if self.kept else []
        if name == "recorded":
            return list(Action.objects.filter(name__in=UNDO).exclude(dossier=None).order_by("-pk")[:MOST_OF_A_KIND])
        assert name in MODELS, f"a page takes <{name}>: teach tests/whole_office.py what that is"
        found = list(MODELS[name]._default_manager.order_by("-pk")[:MOST_OF_A_KIND])
        assert found, f"the office of the tests has no {name}: let something make one"
        return found


def _posting_of(worker: int) -> int:
    return Posting.objects.filter(worker=worker).values_list("pk", flat=True)[0]


def _code(door: Door, case: Case) -> dict[str, str]:
    return {"code": case.code} if "code" in door.arguments else {}


def _case_of(thing: Any) -> Case | None:
    """The case a thing is filed in, or one of those it belongs to."""
    if hasattr(thing, "dossier"):
        return Case.objects.filter(pk=thing.dossier).first()
    if isinstance(thing, Clash):
        return Case.objects.get(pk=thing.held_in_id)
    if hasattr(thing, "case_id"):
        return Case.objects.filter(pk=thing.case_id).first()  # a referral may be of another office's
    if hasattr(thing, "service_id"):
        clients = ServiceCase.objects.filter(service=thing.service_id)
        return Case.objects.filter(pk__in=clients.values("case")).first()
    return Case.objects.filter(pk__in=Part.objects.filter(matter=thing.pk).values("case")).first()


def _oppose(people: People) -> None:
    """A matter of two sides: Melati works for the child that was harmed, Bima for the other."""
    by = people.actor("melati")
    harmed = part_of(case_of("lia", by), Role.VICTIM, by)
    other = people.actor("bima")
    joined(case_of("mawar", other), harmed.matter, Role.IN_CONFLICT, other)
    people.actor("melati")


def _place(people: People, case: Case) -> None:
    """A client who is in a hospital, and of whom a worker of the province says otherwise."""
    now = timezone.now()
    tell(case, people.actor("melati"), now - timedelta(hours=3), whereabouts="hospital", whereabouts_words="Bangsal")
    by = replace(people.actor("hadi"), office=2, offices=(2,), place="53")
    set_scope(by.offices, by.worker)
    tell(worked_elsewhere(case, by), by, now - timedelta(hours=1), whereabouts="family")
    people.actor("melati")


def _record(people: People, case: Case) -> None:
    """A record of a handing over that is being written."""
    begin_letter(
        case=case, kind="handover_person", subject=None, request=None, answers={"health": "Baik."},
        envelope=Envelope(party="Kepala Sentra", about="Berita acara"), by=people.actor("melati"), action_id=new_id(),
    )  # fmt: skip


def _protect(people: People) -> Case:
    """A client whom Melati and the head alone may open."""
    case = case_of("anton", people.actor("melati"))
    protect(case=case, first=Worker.objects.get(pk=cast.MELATI.id), second=None, words="LPSK",
            by=people.actor("citra"), action_id=new_id())  # fmt: skip
    people.actor("melati")
    return case


def _letter_before_case(people: People) -> Letter:
    """A letter that TU registered to a report, with its scan."""
    melati = people.actor("melati")
    report = receive_report(
        channel=Channel.LETTER, from_role=FromRole.INVESTIGATOR, received_at=timezone.now(),
        told=Told(asked="Dampingi BAP"), danger=Danger.NO, place=None, needed_at=None, by=melati, action_id=new_id(),
    )  # fmt: skip
    assert report is not None
    made = receive_report_letter(
        report=report, kind="summons", envelope=Envelope(party="Kepala Unit PPA"), number="B/9/Contoh",
        dated=None, agenda="9", received_at=timezone.now(), received_by="", reached_worker_at=None,
        scan=Upload("surat.pdf", "application/pdf", PDF), by=melati, action_id=new_id(),
    )  # fmt: skip
    assert made is not None
    return made


def _attach(people: People, case: Case) -> None:
    sent = {
        "file": SimpleUploadedFile("akta.pdf", PDF, content_type="application/pdf"),
        "kind": FileKind.DOCUMENT,
        "action_id": str(new_id()),
    }
    people.client("melati").post(reverse("cases:attach_file", args=[case.code]), sent)
    people.actor("melati")


def _write(people: People, case: Case) -> None:
    """A letter begun in a case, and a matter that is over for one of its children."""
    by, part = people.actor("melati"), Part.objects.order_by("-pk")[0]
    begin_letter(
        case=case, kind="reply", subject=None, request=None, answers={"body": "Isi."},
        envelope=Envelope(party="Kepala Sekolah", about="Hal"), by=by, action_id=new_id(),
    )  # fmt: skip
    end_part(part=part, ending="sp3", on=timezone.localdate(), note="", reason="", by=by, action_id=new_id())


def _say_same(people: People, case: Case, other: Case) -> None:
    say_same(person=case.client, other=other.client, reason="Keterangan ibu.", by=people.actor("melati"),
             action_id=new_id())  # fmt: skip


def _melati() -> User:
    return User.objects.get(worker_id=cast.MELATI.id)


@contextmanager
def open_office(blocker: Any, keyset: Path) -> Iterator[Office]:
    """The living office, there for all tests of a module and gone after it."""
    with blocker.unblock(), override_settings(VAULT_KEYSET=keyset), transaction.atomic():
        cache.clear()
        yield Office(People())
        transaction.set_rollback(True)


@contextmanager
def undone() -> Iterator[None]:
    """What one test does to the office is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
