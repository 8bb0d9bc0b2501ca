"""A resident died: here, on leave, in hospital, or as another office's client. The stay ends in the same act."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.actions.dying import note_after_death, record_death, take_back_death
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import AfterDeath, BodyGiven, Case, Clock, Confirmed, Death, DeathPlace
from rehsos.placement.actions.admitting import admit_client, admit_referred
from rehsos.placement.actions.during import note_stay
from rehsos.placement.actions.dying import record_resident_died
from rehsos.placement.models import AbsenceKind, BroughtBy, Lying, NoteKind, OutTo, Stay, StayKind
from rehsos.placement.stays import bed_of

from .conftest import SENTRA, Inn, words

LATE: dict[str, Any] = {
    "death_place": DeathPlace.HOUSE, "where": "Kamar 1", "found_by": "Omar", "confirmed": Confirmed.DOCTOR,
    "confirmer": "dr. Rekaan", "police_told": True,
}  # fmt: skip


def _taken(inn: Inn, **more: Any) -> Stay:
    return inn.taken(at=timezone.now() - timedelta(hours=5), **more)


def _dies(inn: Inn, stay: Stay, who: str = "melati", **more: Any) -> None:
    it = inn.seen(stay, who)
    told = LATE | {"at": timezone.now() - timedelta(hours=1)} | more
    record_resident_died(stay=it, **told, by=inn.people.actor(who), action_id=new_id())
    inn.people.actor("melati")


def test_the_stay_ends_as_a_death_with_its_bed_and_its_clocks(inn: Inn) -> None:
    stay = _taken(inn)
    _dies(inn, stay)
    it = inn.seen(stay)
    assert (it.ended_to, it.is_open, bed_of(it)) == (OutTo.DIED, False, None)
    assert inn.where(stay) == ("office", "deceased", None)
    assert not Clock.objects.filter(case=stay.case_id, subject=stay.pk, state="running").exists()


@pytest.mark.parametrize("kind", [AbsenceKind.HOSPITAL, AbsenceKind.LEAVE, AbsenceKind.MISSING])
def test_who_is_away_dies_too(inn: Inn, kind: AbsenceKind) -> None:
    stay = _taken(inn)
    away = inn.away(stay, kind, at=timezone.now() - timedelta(hours=3), expected=timezone.now() + timedelta(days=1))
    _dies(inn, stay, where="RSUD Contoh")
    assert inn.seen(stay).ended_to == OutTo.DIED
    away.refresh_from_db()
    assert away.until is not None
    assert not Clock.objects.filter(case=stay.case_id, rule__startswith="missing_", state="running").exists()


def test_in_the_minute_in_which_they_came(inn: Inn) -> None:
    at = timezone.now().replace(second=0, microsecond=0)
    stay = inn.taken(at=at)
    _dies(inn, stay, at=at)
    assert inn.where(stay)[1] == "deceased"


@pytest.mark.parametrize("kind", [AbsenceKind.HOSPITAL, AbsenceKind.LEAVE, AbsenceKind.MISSING])
@pytest.mark.parametrize("before", [timedelta(minutes=2), timedelta(0)])
def test_found_dead_the_true_hour_lies_before_they_were_missed(inn: Inn, kind: AbsenceKind, before: timedelta) -> None:
    stay, missed = _taken(inn), timezone.now() - timedelta(hours=2)
    away = inn.away(stay, kind, at=missed, expected=timezone.now() + timedelta(days=1), words="RSUD")
    there = inn.where(stay)
    _dies(inn, stay, at=missed - before)
    it, death = inn.seen(stay), Death.objects.get(case=stay.case_id)
    away.refresh_from_db()
    assert (death.at, it.ended_at, it.ended_to) == (missed - before, missed - before, OutTo.DIED)
    assert (away.since, away.withdrawn_by, away.until is None) == (missed, None, False)
    assert inn.where(stay)[1] == "deceased"
    assert not Clock.objects.filter(case=stay.case_id, rule__startswith="missing_", state="running").exists()
    by = inn.people.actor("citra")
    take_back_death(case=Case.objects.get(pk=stay.case_id), recorded=death.pk, reason="Orang lain", by=by,
                    action_id=new_id())  # fmt: skip
    away.refresh_from_db()
    assert (inn.seen(stay).is_open, away.until, inn.where(stay)) == (True, None, there)


def test_they_lay_in_another_bed_after_the_hour_at_which_they_died(inn: Inn) -> None:
    stay, moved = _taken(inn), timezone.now() - timedelta(hours=1)
    inn.post("placement:move", stay.pk, bed=str(inn.two.pk), at=timezone.localtime(moved).strftime("%d-%m-%Y %H.%M"))
    assert Lying.objects.filter(stay=stay).count() == 2
    _dies(inn, stay, at=moved - timedelta(minutes=5))
    assert (inn.seen(stay).ended_at, bed_of(stay)) == (moved - timedelta(minutes=5), None)


def test_told_in_the_case_it_ends_the_stay_too(inn: Inn) -> None:
    stay = _taken(inn)
    by = inn.people.actor("melati")
    told = LATE | {"at": timezone.now() - timedelta(hours=1), "police_told": None}
    record_death(case=inn.seen(stay).case, **told, by=by, action_id=new_id())
    assert inn.seen(stay).ended_to == OutTo.DIED


def test_before_they_came_is_refused(inn: Inn) -> None:
    stay = _taken(inn)
    with pytest.raises(Refused, match="Lebih awal daripada masuknya"):
        _dies(inn, stay, at=timezone.now() - timedelta(hours=6))
    assert inn.seen(stay).is_open


def test_a_death_is_no_discharge(inn: Inn) -> None:
    stay = _taken(inn)
    with pytest.raises(Refused, match="tombol “Meninggal”"):
        inn.out(stay, OutTo.DIED)
    assert 'value="died"' not in words(inn.get("placement:out", stay.pk))


def test_another_house_and_the_night_staff_do_not_record_it(inn: Inn) -> None:
    stay = _taken(inn)
    with pytest.raises(NotAllowed):
        record_resident_died(stay=inn.seen(stay), **LATE, at=timezone.now(), by=inn.people.actor("eka"),
                             action_id=new_id())  # fmt: skip
    inn.people.actor("melati")
    assert inn.get("placement:died", stay.pk, who="dewi").status_code == 404
    assert inn.get("placement:died", stay.pk, who="eka").status_code in {403, 404}
    assert inn.get("placement:died", stay.pk, who="bima").status_code == 200


def test_a_wrong_recording_leaves_everything_as_it_was(inn: Inn) -> None:
    stay = _taken(inn)
    inn.away(stay, AbsenceKind.HOSPITAL, at=timezone.now() - timedelta(hours=3), words="RSUD")
    before = inn.where(stay)
    _dies(inn, stay)
    by = inn.people.actor("citra")
    case = Case.objects.get(pk=stay.case_id)
    take_back_death(case=case, recorded=Death.objects.get(case=case).pk, reason="Orang lain", by=by, action_id=new_id())
    it = inn.seen(stay)
    bed = bed_of(it)
    assert (it.is_open, it.contested, bed and bed.bed_id) == (True, False, inn.one.pk)
    assert inn.where(stay) == before


def test_who_died_here_was_taken_in_until_a_superior_takes_the_death_back(inn: Inn) -> None:
    """One worker took the admission back, and the death had happened nowhere."""
    stay = _taken(inn)
    _dies(inn, stay)
    told: dict[str, Any] = {"case": stay.case, "recorded": stay.pk, "recorded_as": "take_in", "reason": "Salah orang"}
    with pytest.raises(Refused, match="minta Kabid menariknya dulu"):
        withdraw(**told, by=inn.people.actor("melati"), action_id=new_id())
    citra, death = inn.people.actor("citra"), Death.objects.get().pk
    take_back_death(case=stay.case, recorded=death, reason="Salah orang", by=citra, action_id=new_id())
    withdraw(**told, by=inn.people.actor("melati"), action_id=new_id())
    assert inn.seen(stay).withdrawn_by is not None


def test_who_was_handed_over_is_tended_by_the_house_and_the_sender_reads_it(inn: Inn) -> None:
    it = inn.handed_over()
    by = inn.people.actor("fajar")
    stay = admit_referred(referral=it, stay_kind=StayKind.LONG, health="", bed=None,
                          at=timezone.now(), by=by, action_id=new_id())  # fmt: skip
    _dies(inn, stay, "fajar", at=timezone.now())
    by = inn.people.actor("fajar")
    death = Death.objects.select_related("case").get(case=stay.case_id)
    assert death.house_id == SENTRA
    note_after_death(death=death, after_death=AfterDeath.BODY, code=BodyGiven.BURIED, at=timezone.now(),
                     who="Pengurus makam", where="TPU", words="", by=by, action_id=new_id())  # fmt: skip
    there = inn.get("cases:death", death.case.code, who="fajar")
    assert there.status_code == 200
    assert "Salah catat kematian" not in words(there)
    assert "TPU" in words(inn.get("cases:death", death.case.code))


def test_a_dead_client_is_taken_in_nowhere(inn: Inn) -> None:
    stay = _taken(inn)
    _dies(inn, stay)
    with pytest.raises(Refused, match="tercatat meninggal"):
        admit_client(case=inn.seen(stay).case, stay_kind=StayKind.SHELTER, brought_by=BroughtBy.POLICE, health="",
                     bed=None, at=timezone.now(), by=inn.people.actor("melati"), action_id=new_id())  # fmt: skip


def test_what_was_counted_when_they_came_is_proposed_for_the_handing_over(inn: Inn) -> None:
    stay = _taken(inn)
    note_stay(stay=inn.seen(stay), note_kind=NoteKind.BELONGINGS, at=timezone.now(), words="Tas hitam, Rp50.000",
              by=inn.by, action_id=new_id())  # fmt: skip
    _dies(inn, stay)
    page = inn.get("cases:after_death", inn.seen(stay).case.code, "belongings")
    assert "Tas hitam, Rp50.000" in words(page)


def test_it_is_told_on_a_page_of_the_stay(inn: Inn) -> None:
    stay = _taken(inn)
    page = inn.post("placement:died", stay.pk, at=timezone.localtime().strftime("%d-%m-%Y %H.%M"))
    assert page.url == reverse("cases:death", args=[inn.seen(stay).case.code])
    assert "Meninggal" in words(inn.get("placement:stay", stay.pk))


def test_a_house_that_had_them_for_another_office_reads_what_is_lacking_too(inn: Inn) -> None:
    it = inn.handed_over()
    stay = admit_referred(referral=it, stay_kind=StayKind.LONG, health="", bed=None, at=timezone.now(),
                          by=inn.people.actor("fajar"), action_id=new_id())  # fmt: skip
    _dies(inn, stay, who="fajar", at=timezone.now())
    for who in ("fajar", "melati", "citra"):
        page = " ".join(words(inn._browser(who).get("/")).split())
        assert f"/kasus/{stay.case.code}/kematian/payer/" in page, who
        assert page.count("/kematian/payer/") == 1, who
    inn.people.actor("melati")
    assert "Sesudah meninggal" not in words(inn._browser("dewi").get("/"))
