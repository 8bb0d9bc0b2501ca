"""A case of Melati's at Kupang, and Fajar of the Sentra who is asked."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Clock
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Office, Worker
from rehsos.referral import actions
from rehsos.referral.doors import Told
from rehsos.referral.models import Answer, Deed, Referral, Refusal, Urgency, Wanted

SENTRA, PROVINCE, OTHER = 5, 2, 4
PARTS = (Told("identity", ("Rambu Teladan",)), Told("risk", ("Tinggi",)))


class Road:
    """Two offices and what goes between them; after every step the database sees as Melati again."""

    def __init__(self, people: Any) -> None:
        self.people = people
        self.by = people.actor("melati")
        self.case = opened(self.by)

    def draft(self, deed: Deed = Deed.REFER, to: int = SENTRA, urgency: Urgency = Urgency.USUAL, who: str = "melati",
              **more: Any) -> Referral:  # fmt: skip
        by = self.people.actor(who)
        given = {"wanted": Wanted.ADVANCED, "asked": "Mohon rehabilitasi lanjut.", "proposed": None, **more}
        return actions.begin_referral(
            case=self.case, deed=deed, receiver=Office.objects.get(pk=to), urgency=urgency, by=by, action_id=new_id(),
            **given,
        )  # fmt: skip

    def sent(self, deed: Deed = Deed.REFER, to: int = SENTRA, **more: Any) -> Referral:
        it = self.draft(deed, to, **more)
        actions.send_referral(referral=it, parts=PARTS, by=self.by, action_id=new_id())
        return self.seen(it)

    def seen(self, it: Referral, who: str = "melati") -> Referral:
        self.people.actor(who)
        return Referral.objects.select_related("sender", "receiver").get(pk=it.pk)

    def received(self, it: Referral, who: str = "fajar") -> Referral:
        here = self.seen(it, who)
        actions.receive_referral(referral=here, at=timezone.now(), by=self.people.actor(who), action_id=new_id())
        return self.seen(it)

    def answered(self, it: Referral, answer: Answer = Answer.ACCEPTED, who: str = "fajar", **more: Any) -> Referral:
        refusal = Refusal.FULL if answer == Answer.REFUSED else Refusal.NONE
        given = {"refusal": refusal, "words": "Besok pukul sembilan.", **more}
        actions.answer_referral(referral=self.seen(it, who), answer=answer, by=self.people.actor(who),
                                action_id=new_id(), **given)  # fmt: skip
        return self.seen(it)

    def sent_back(self) -> Referral:
        """By the Sentra that took the case, to Kupang again."""
        by = self.people.actor("fajar")
        made = actions.begin_referral(
            case=Case.objects.get(pk=self.case.pk), deed=Deed.TRANSFER, receiver=Office.objects.get(pk=3),
            wanted=Wanted.OTHER, asked="Kembali.", urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
        )  # fmt: skip
        actions.send_referral(referral=made, parts=(), by=by, action_id=new_id())
        return made

    def law_clock_late(self) -> None:
        """A duty of the law of the Sentra, over since yesterday."""
        self.people.actor("fajar")
        case = Case.objects.get(pk=self.case.pk)
        Clock.objects.create(
            case=case, kind="case", subject=case.pk, rule="tpks_police_report", duty="ours", state="running",
            due_at=timezone.now() - timedelta(days=1),
        )  # fmt: skip

    def worker(self, who: str) -> Worker:
        return Worker.objects.get(name=f"{who.capitalize()} Contoh")

    def get(self, name: str, *args: Any, who: str = "melati", query: str = "") -> Any:
        page = self._browser(who).get(reverse(name, args=args) + query)
        self.people.actor("melati")
        return page

    def post(self, name: str, *args: Any, who: str = "melati", query: str = "", **told: Any) -> Any:
        page = save(self._browser(who), reverse(name, args=args) + query, told)
        self.people.actor("melati")
        return page

    def read(self, it: Referral, who: str = "fajar") -> str:
        """The page, with the names opened for a reason."""
        self.post("referral:reveal", it.pk, who=who, because="answers")
        return words(self.get("referral:referral", it.pk, who=who))

    def sign_in_again(self) -> None:
        """On a later day."""
        self.__dict__.pop("browsers", None)

    def _browser(self, who: str) -> Any:
        kept = self.__dict__.setdefault("browsers", {})
        if who not in kept:
            kept[who] = unlock(self.people.client(who))
        return kept[who]


@pytest.fixture
def road(people: Any) -> Road:
    return Road(people)


def words(page: Any) -> str:
    """The page as text."""
    return str(page.content.decode())
