"""A client died: one action, what follows in any order, no closing before body and belongings have a receiver."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, NotAllowed, Refused
from rehsos.cases.actions import dying
from rehsos.cases.actions.closing import request_closure
from rehsos.cases.actions.placing import place_client
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.actions.work import set_appointment
from rehsos.cases.dying import death_of, lacking
from rehsos.cases.models import (
    AfterDeath,
    Appointment,
    AppointmentKind,
    AppointmentState,
    BelongingsGiven,
    BodyGiven,
    Case,
    Clock,
    ClosureReason,
    Confirmed,
    Death,
    DeathNote,
    DeathPlace,
    FamilyAnswer,
    Payer,
    Whereabouts,
    WhereaboutsKind,
)

from .test_open_case import opened

pytestmark = pytest.mark.django_db


class Wake:
    """A client of Melati's who dies, and what follows."""

    def __init__(self, people: Any) -> None:
        self.people = people
        self.by = people.actor("melati")
        self.case = opened(self.by)

    def dies(self, who: str = "melati", **more: Any) -> Death:
        told: dict[str, Any] = {
            "at": timezone.now() - timedelta(hours=1), "death_place": DeathPlace.HOSPITAL, "where": "RSUD Contoh",
            "found_by": "Perawat jaga", "confirmed": Confirmed.DOCTOR, "confirmer": "dr. Rekaan", "police_told": None,
            **more,
        }  # fmt: skip
        by, action_id = self.people.actor(who), told.pop("action_id", None) or new_id()
        made = dying.record_death(case=Case.objects.get(pk=self.case.pk), **told, by=by, action_id=action_id)
        self.people.actor("melati")
        return made

    def tells(
        self, kind: AfterDeath, code: str, who: str = "Paman Rekaan", seat: str = "melati", **more: Any
    ) -> DeathNote:
        told: dict[str, Any] = {"where": "", "words": "", "at": timezone.now(), **more}
        by = self.people.actor(seat)
        death = Death.objects.select_related("case").get(case=self.case, withdrawn_by=None)
        made = dying.note_after_death(
            death=death, after_death=kind, code=code, who=who, **told, by=by, action_id=new_id()
        )
        self.people.actor("melati")
        return made

    def back(self, who: str = "citra", reason: str = "Orang lain yang meninggal") -> None:
        by, case = self.people.actor(who), Case.objects.get(pk=self.case.pk)
        dying.take_back_death(case=case, recorded=Death.objects.get(case=case, withdrawn_by=None).pk, reason=reason,
                              by=by, action_id=new_id())  # fmt: skip
        self.people.actor("melati")

    def closes(self, reason: ClosureReason = ClosureReason.DIED) -> None:
        request_closure(case=Case.objects.get(pk=self.case.pk), reason=reason, goals="not", carer="Paman",
                        told_client="", handed_on="", by=self.by, action_id=new_id())  # fmt: skip

    def get(self, name: str, *more: Any, who: str = "melati") -> Any:
        page = unlock(self.people.client(who)).get(reverse(name, args=[self.case.code, *more]))
        self.people.actor("melati")
        return page

    def post(self, name: str, *more: Any, who: str = "melati", **told: Any) -> Any:
        page = save(unlock(self.people.client(who)), reverse(name, args=[self.case.code, *more]), told)
        self.people.actor("melati")
        return page


@pytest.fixture
def wake(people: Any) -> Wake:
    return Wake(people)


def typed(at: datetime) -> str:
    return timezone.localtime(at).strftime("%d-%m-%Y %H.%M")


def said(page: Any) -> str:
    return str(page.content.decode())


def test_only_the_hour_must_be_known(wake: Wake) -> None:
    page = wake.post("cases:record_death", at=typed(timezone.now() - timedelta(hours=2)))
    assert page.status_code == 302
    made = Death.objects.get(case=wake.case)
    assert (made.place, made.confirmed, made.police_told, made.sealed) == ("", "", None, None)
    assert Whereabouts.objects.get(case=wake.case, until=None).kind == "deceased"


def test_done_twice_is_done_once(wake: Wake) -> None:
    once = new_id()
    at = timezone.now() - timedelta(hours=1)
    wake.dies(action_id=once, at=at)
    wake.dies(action_id=once, at=at)
    assert Death.objects.filter(case=wake.case).count() == 1
    with pytest.raises(Conflict, match="tercatat meninggal"):
        wake.dies()


def test_an_hour_to_come_is_refused(wake: Wake) -> None:
    with pytest.raises(Refused, match="masa depan"):
        wake.dies(at=timezone.now() + timedelta(hours=1))


def test_the_true_hour_lies_before_they_were_told_to_be_missing(wake: Wake) -> None:
    missed = timezone.now() - timedelta(hours=3)
    place_client(
        case=wake.case, custody=None, custody_office=None, custody_words="", whereabouts=WhereaboutsKind.UNKNOWN,
        whereabouts_office=None, whereabouts_words="", at=missed, by=wake.by, action_id=new_id(),
    )  # fmt: skip
    at = missed - timedelta(hours=9)
    assert wake.post("cases:record_death", at=typed(at)).status_code == 302
    assert typed(Death.objects.get(case=wake.case).at) == typed(at)
    assert Whereabouts.objects.get(case=wake.case, kind="unknown").withdrawn_by is None
    where = said(wake.get("cases:case")).partition('id="tempat"')[2].partition("</p>")[0]
    assert timezone.localtime(at).strftime("%H.%M") in where
    assert timezone.localtime(missed).strftime("%H.%M") not in where


def test_who_works_it_or_heads_the_office_records_it_and_nobody_else(wake: Wake) -> None:
    for who in ("bima", "eka"):
        with pytest.raises(NotAllowed):
            wake.dies(who)
        assert wake.get("cases:record_death", who=who).status_code == 403
    assert wake.get("cases:record_death", who="dewi").status_code == 404
    wake.dies("citra")
    assert death_of(wake.case) is not None


def test_the_office_above_reads_it_and_an_outsider_does_not_find_it(wake: Wake) -> None:
    wake.dies()
    above = said(wake.get("cases:death", who="eka"))
    assert "Meninggal" in above
    assert "RSUD Contoh" not in above
    assert "Catat jenazah" not in above
    for page in (wake.get("cases:death", who="dewi"), wake.get("cases:after_death", "body", who="dewi"),
                 wake.get("cases:nobody_died", who="dewi")):  # fmt: skip
        assert page.status_code == 404
    assert wake.get("cases:after_death", "body", who="bima").status_code == 403
    assert wake.get("cases:nobody_died").status_code == 403


def test_what_makes_no_sense_stops_and_what_a_death_asks_runs(wake: Wake) -> None:
    wake.dies()
    running = set(Clock.objects.filter(case=wake.case, state="running").values_list("rule", flat=True))
    assert "death_registration" in running
    assert not running & {"first_contact_critical", "first_contact_high", "monthly_contact", "death_payer"}


def test_appointments_end_and_no_new_one_is_made(wake: Wake) -> None:
    given: dict[str, Any] = {"case": wake.case, "subject": None, "kind": AppointmentKind.VISIT.value, "place": "",
             "assignment_letter": "", "starts": timezone.now() + timedelta(days=2)}  # fmt: skip
    made = set_appointment(**given, by=wake.by, action_id=new_id())
    wake.dies()
    assert Appointment.objects.get(pk=made.pk).state == AppointmentState.CANCELLED
    with pytest.raises(Refused, match="tercatat meninggal"):
        set_appointment(**given, by=wake.by, action_id=new_id())
    wake.back()
    assert Appointment.objects.get(pk=made.pk).state == AppointmentState.SET


def test_what_follows_is_told_in_any_order_on_one_screen(wake: Wake) -> None:
    wake.dies()
    wake.tells(AfterDeath.BODY, BodyGiven.BURIED, who="Pengurus makam", where="TPU Contoh", words="Secara Islam")
    wake.tells(AfterDeath.FAMILY, FamilyAnswer.WAITING)
    wake.tells(AfterDeath.PAYER, Payer.APBD, who="")
    body = said(wake.get("cases:death"))
    for words in ("TPU Contoh", "Secara Islam", "Belum dijawab", "APBD", "barang dan uangnya belum diserahkan"):
        assert words in body
    assert wake.post("cases:after_death", "belongings", code="none", at=typed(timezone.now())).status_code == 302
    assert lacking(wake.case) == []


def test_a_receiver_has_a_name(wake: Wake) -> None:
    wake.dies()
    page = wake.post("cases:after_death", "body", code="family", at=typed(timezone.now()))
    assert "Tulis kepada siapa" in said(page)
    assert not DeathNote.objects.exists()


def test_what_follows_is_not_before_the_death_but_the_family_may_have_been_asked(wake: Wake) -> None:
    wake.dies()
    before = timezone.now() - timedelta(days=1)
    with pytest.raises(Refused, match="Lebih awal daripada meninggalnya"):
        wake.tells(AfterDeath.BODY, BodyGiven.BURIED, at=before)
    wake.tells(AfterDeath.FAMILY, FamilyAnswer.NOT_FOUND, at=before)


def test_a_case_is_not_closed_before_body_and_belongings_have_a_receiver(wake: Wake) -> None:
    wake.dies()
    with pytest.raises(Refused, match=r"jenazah belum dimakamkan.*barang dan uangnya"):
        wake.closes()
    wake.tells(AfterDeath.BODY, BodyGiven.FAMILY)
    with pytest.raises(Refused, match="barang dan uangnya belum"):
        wake.closes()
    wake.tells(AfterDeath.BELONGINGS, BelongingsGiven.NONE, who="")
    with pytest.raises(Refused, match="Pilih “Meninggal”"):
        wake.closes(ClosureReason.GOALS_MET)
    wake.closes()


def test_a_note_is_taken_back_as_any_other_and_then_lacks_again(wake: Wake) -> None:
    wake.dies()
    note = wake.tells(AfterDeath.BODY, BodyGiven.BURIED)
    withdraw(case=wake.case, recorded=note.pk, recorded_as="note_after_death", reason="Makam lain", by=wake.by,
             action_id=new_id())  # fmt: skip
    assert any("jenazah" in line for line in lacking(wake.case))


def test_only_the_head_says_that_nobody_died_and_why(wake: Wake) -> None:
    wake.dies()
    wake.tells(AfterDeath.BODY, BodyGiven.BURIED)
    with pytest.raises(NotAllowed, match="Kabid"):
        wake.back("melati")
    with pytest.raises(Refused, match="apa yang salah"):
        wake.back(reason=" ")
    wake.back()
    assert death_of(wake.case) is None
    assert not Whereabouts.objects.filter(case=wake.case, until=None, withdrawn_by=None).exists()
    assert not Clock.objects.filter(case=wake.case, rule="death_registration", state="running").exists()
    wake.dies()
    assert any("jenazah" in line for line in lacking(wake.case))


def test_a_list_says_it_behind_the_name(wake: Wake) -> None:
    wake.dies()
    assert "meninggal " in said(unlock(wake.people.client("melati")).get(reverse("desk:cases")))
    assert "meninggal " in said(wake.get("cases:case")).partition("</h1>")[0].rpartition("<h1>")[2]


def test_the_page_of_the_case_says_it_first(wake: Wake) -> None:
    wake.dies()
    body = said(wake.get("cases:case"))
    assert "Belum dicatat: keluarga dicari, pembayar, jenazah, barang dan uang, surat." in body
