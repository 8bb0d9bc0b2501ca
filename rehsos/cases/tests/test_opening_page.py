from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from conftest import reveal, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.models import Appointment, Assignment, Case, CaseType, Circumstance, Clock, Fact
from rehsos.cases.sealing import unsealed
from rehsos.cases.tests.test_open_case import opened
from rehsos.intake.actions import Told
from rehsos.intake.models import Report
from rehsos.intake.tests.test_intake import received
from rehsos.people.tests.test_search import case_of, open_names, registered

pytestmark = [pytest.mark.django_db, pytest.mark.hours]


def form(**given: Any) -> dict[str, Any]:
    return {
        "kind": "case", "primary_type": "child_in_justice", "role": "child_victim", "place": "Kab. Kupang",
        "opened_on": timezone.localdate().isoformat(), "risk": "", "action_id": str(new_id()), **given,
    }  # fmt: skip


def test_a_case_opens_with_what_is_known(people: Any) -> None:
    by = people.actor("melati")
    client = registered(by, "Rambu Teladan")
    answer = people.client("melati").post(f"/kasus/baru/{client.pk}/", form(types=["maltreated_child"]))
    assert answer.status_code == 302
    people.actor("melati")
    case = Case.objects.get()
    assert answer["Location"] == f"/kasus/{case.code}/"
    assert (case.role, case.sex, case.place_id, case.age) == (
        "child_victim",
        "P",
        "53.01",
        timezone.localdate().year - 2012,
    )
    assert set(CaseType.objects.values_list("type", flat=True)) == {"child_in_justice", "maltreated_child"}
    assert Assignment.objects.get(case=case).worker_id == people.hands["melati"].id


def test_the_office_counts_its_clocks_from_the_hour_of_the_report(people: Any) -> None:
    by = people.actor("melati")
    report = received(by, at=timezone.now() - timedelta(hours=5))
    client = registered(by, "Rambu Teladan")
    browser = people.client("melati")
    assert browser.post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form()).status_code == 302
    people.actor("melati")
    case = Case.objects.get()
    fact = Fact.objects.get(case=case, code="intake_received")
    assert (fact.at, fact.precision, case.report) == (report.received_at, "hour", report.pk)
    assert Clock.objects.filter(case=case).exists()
    decided = Report.objects.get(pk=report.pk)
    assert (decided.decision, decided.case) == ("case", case.pk)


def test_without_a_report_they_count_from_the_day_of_opening(people: Any) -> None:
    client = registered(people.actor("melati"), "Rambu Teladan")
    people.client("melati").post(f"/kasus/baru/{client.pk}/", form(opened_on="2026-02-03"))
    people.actor("melati")
    fact = Fact.objects.get(code="intake_received")
    assert fact.at.astimezone(ZoneInfo("Asia/Makassar")).date() == date(2026, 2, 3)
    assert fact.precision == "day"
    assert Case.objects.get().age == 14


@pytest.mark.parametrize(("kind", "decision"), [("response", "response"), ("consultation", "consultation")])
def test_the_report_is_decided_as_what_was_opened(people: Any, kind: str, decision: str) -> None:
    by = people.actor("melati")
    report, client = received(by), registered(by, "Rambu Teladan")
    people.client("melati").post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form(kind=kind))
    people.actor("melati")
    assert Report.objects.get().decision == decision


def test_a_report_decided_meanwhile_opens_nothing(people: Any) -> None:
    by = people.actor("melati")
    report, client = received(by), registered(by, "Rambu Teladan")
    Report.objects.filter(pk=report.pk).update(decision="refused")
    answer = people.client("melati").post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form())
    assert answer.status_code == 422
    assert "sudah diputuskan" in answer.content.decode()
    people.actor("melati")
    assert Case.objects.count() == 0


def test_sent_twice_opens_once(people: Any) -> None:
    by = people.actor("melati")
    report, client = received(by), registered(by, "Rambu Teladan")
    browser, given = people.client("melati"), form(risk="high", reasons="Pelaku serumah")
    first = browser.post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", given)
    assert first.status_code == 302
    assert browser.post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", given)["Location"] == first["Location"]
    people.actor("melati")
    assert Case.objects.get().risk == "high"
    assert Fact.objects.count() == 1


def test_a_case_that_runs_is_told_before_a_second_is_opened(people: Any) -> None:
    """It was told only after the second was there."""
    running = opened(people.actor("melati"))
    page = people.client("melati").get(f"/kasus/baru/{running.client_id}/").content.decode()
    assert f"Klien ini masih punya kasus yang berjalan: {running.code}" in page
    other = registered(people.actor("melati"), "Anton Rekaan", year=2012)
    assert "masih punya kasus" not in people.client("melati").get(f"/kasus/baru/{other.pk}/").content.decode()


def test_a_childs_role_at_thirty_is_asked_about_once_and_not_refused(people: Any) -> None:
    today = timezone.localdate()
    client = registered(people.actor("melati"), "Anton Rekaan", year=today.year - 30)
    thirty = "30 tahun" if (today.month, today.day) == (12, 31) else "29–30 tahun (perkiraan)"
    browser, given = people.client("melati"), form(role="child_in_conflict")
    first = browser.post(f"/kasus/baru/{client.pk}/", given)
    assert first.status_code == 422
    assert f"Umur klien {thirty}, " in first.content.decode()
    assert browser.post(f"/kasus/baru/{client.pk}/", {**given, "sure": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("age", "said"),
    [(30, "Anak berhadapan dengan hukum (ABH): di luar batas umur lampiran (12–17)"), (6, "")],
)
def test_a_type_of_another_age_is_spoken_of_and_never_blocks(people: Any, age: int, said: str) -> None:
    """A child of six may be a victim before the law, whatever the annex prints: UU 11/2012 goes before it."""
    client = registered(people.actor("melati"), "Lia Samaran", year=timezone.localdate().year - age)
    browser = people.client("melati")
    answer = browser.post(f"/kasus/baru/{client.pk}/", form(role=""))
    assert answer.status_code == 302
    page = browser.get(f"/orang/{client.pk}/").content.decode()
    assert said in page if said else "di luar batas umur lampiran" not in page


def test_an_unknown_age_may_be_typed_or_left(people: Any) -> None:
    client = registered(people.actor("melati"), "Mawar", year=None)
    browser = people.client("melati")
    assert 'name="age"' in browser.get(f"/kasus/baru/{client.pk}/").content.decode()
    assert browser.post(f"/kasus/baru/{client.pk}/", form(age="9", role="")).status_code == 302
    assert browser.post(f"/kasus/baru/{client.pk}/", form(age="", role="")).status_code == 302
    people.actor("melati")
    assert sorted(Case.objects.values_list("age", flat=True), key=str) == [9, None]


def test_an_earlier_case_is_linked(people: Any) -> None:
    by = people.actor("melati")
    client = registered(by, "Rambu Teladan")
    earlier = case_of(client, by)
    browser = people.client("melati")
    assert earlier.code in browser.get(f"/kasus/baru/{client.pk}/").content.decode()
    browser.post(f"/kasus/baru/{client.pk}/", form(earlier=str(earlier.pk)))
    people.actor("melati")
    assert Case.objects.exclude(pk=earlier.pk).get().earlier_id == earlier.pk


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"primary_type": ""}, "Jenis PPKS utama"),
        ({"primary_type": "x"}, "Jenis PPKS utama"),
        ({"types": ["x"]}, "Jenis lain"),
        ({"place": ""}, "Tempat tinggal"),
        ({"place": "Kupang"}, "Kota Kupang"),
        ({"event_place": "Atlantis"}, "tidak ditemukan"),
        ({"opened_on": "2099-01-01"}, "masa depan"),
        ({"opened_on": "1899-01-01"}, "Tahunnya tidak mungkin"),
        ({"opened_on": "entah kapan"}, "Dibuka tanggal"),
        ({"risk": "high"}, "alasan penilaian risiko"),
        ({"role": "judge"}, "Peran anak"),
        ({"kind": ""}, "Dibuka sebagai"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_opened(people: Any, bad: dict[str, Any], said: str) -> None:
    client = registered(people.actor("melati"), "Rambu Teladan")
    answer = people.client("melati").post(f"/kasus/baru/{client.pk}/", form(**bad))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    people.actor("melati")
    assert Case.objects.count() == 0


def test_three_people_at_the_door(people: Any) -> None:
    client = registered(people.actor("melati"), "Rambu Teladan")
    case_of(client, people.actor("melati"))
    address = f"/kasus/baru/{client.pk}/"
    assert "Rambu Teladan" in open_names(people.client("melati")).get(address).content.decode()
    colleague = people.client("bima").get(address).content.decode()
    assert "R.T." in colleague
    assert "Rambu Teladan" not in colleague
    assert people.client("dewi").get(address).status_code == 404
    assert people.client("eka").get(address).status_code == 404


def test_another_offices_report_cannot_be_taken(people: Any) -> None:
    report = received(people.actor("dewi"))
    client = registered(people.actor("melati"), "Rambu Teladan")
    assert people.client("melati").get(f"/kasus/baru/{client.pk}/?aduan={report.pk}").status_code == 404


def test_a_case_of_nobody_begins_with_a_search(people: Any) -> None:
    browser, report, client = people.client("melati"), new_id(), new_id()
    assert browser.get(f"/kasus/baru/?aduan={report}")["Location"] == f"/orang/?aduan={report}"
    assert browser.get(f"/kasus/baru/?orang={client}")["Location"] == f"/kasus/baru/{client}/"


def test_a_report_in_a_case_opens_its_names_by_the_rule_of_that_case(people: Any) -> None:
    """A colleague read the child's name there with a PIN alone, and nothing of it stood on the case."""
    by = people.actor("melati")
    report, client = received(by), registered(by, "Rambu Teladan")
    there, decided = f"/aduan/{report.pk}/", "/aduan/?putus=ya"
    told, melati, bima = "Rambu, 14 tahun", *(unlock(people.client(who)) for who in ("melati", "bima"))
    assert told in bima.get(there).content.decode(), "while it waits the office reads it"
    assert melati.post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form()).status_code == 302
    people.actor("melati")
    code = Case.objects.get().code
    for address in (there, decided):
        assert told in melati.get(address).content.decode(), address
        assert told not in bima.get(address).content.decode(), address
    lock = f"/kasus/{code}/nama/?next={there.replace('/', '%2F')}"
    assert lock in bima.get(there).content.decode()
    reveal(bima, code)
    for address in (there, decided):
        assert told in bima.get(address).content.decode(), address
    assert Action.objects.filter(name="open_names_of").exists()
    assert told not in people.client("melati").get(there).content.decode(), "her own PIN comes first"


def test_the_form_costs_no_more_than_seven_statements(people: Any, few_statements: Any) -> None:
    by = people.actor("melati")
    report, client = received(by), registered(by, "Rambu Teladan")
    case_of(client, by)
    browser = people.client("melati")
    few_statements(browser, f"/kasus/baru/{client.pk}/?aduan={report.pk}")


def asked(by: Any, **other: Any) -> Report:
    """A spoken request for tomorrow at eight."""
    told = Told(asked="Dampingi BAP", purpose="bap", officer="Hasan Contoh", unit="Unit PPA Polres Contoh",
                phone="081200000099")  # fmt: skip
    return received(by, told=told, needed_at=timezone.now() + timedelta(days=1), **other)


def test_what_was_asked_for_becomes_an_appointment_of_the_case(people: Any) -> None:
    by = people.actor("melati")
    report, client = asked(by), registered(by, "Rambu Teladan")
    people.client("melati").post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form())
    people.actor("melati")
    made = Appointment.objects.get()
    where = unsealed(made.case_id, made.sealed)["place"]
    assert (made.kind, made.at, where, made.case_id) == (
        "statement", report.needed_at, "Unit PPA Polres Contoh", Case.objects.get().pk
    )  # fmt: skip
    causes = dict(Action.objects.values_list("name", "cause"))
    taken = Action.objects.get(name="take_report")
    assert causes["set_appointment"] == causes["decide_report"] == taken.pk
    assert (taken.dossier, taken.happened_at) == (made.case_id, report.received_at)


TYPED = "Jemput anak di Polres; ibunya menunggu di rumah"


@pytest.mark.parametrize(
    ("purpose", "words", "kind", "kept"),
    [
        ("other", TYPED, "other", TYPED),
        ("", "Dampingi sidang Yunus", "hearing", "Dampingi sidang Yunus"),
        ("bap", "Dampingi pemeriksaan (BAP)", "statement", ""),
        ("hospital", "Dampingi visum atau berobat", "other", "Dampingi visum atau berobat"),
    ],
)
def test_the_appointment_is_of_its_kind_with_the_words_that_asked_for_it(
    people: Any, purpose: str, words: str, kind: str, kept: str
) -> None:
    by = people.actor("melati")
    told = Told(asked=words, purpose=purpose, unit="Unit PPA Polres Contoh")
    report = received(by, told=told, needed_at=timezone.now() + timedelta(days=1))
    browser = people.client("melati")
    there = browser.post(f"/kasus/baru/{registered(by, 'Rambu Teladan').pk}/?aduan={report.pk}", form())["Location"]
    people.actor("melati")
    made = Appointment.objects.get()
    assert (made.kind, unsealed(made.case_id, made.sealed).get("for_what", "")) == (kind, kept)
    assert kept.encode() not in bytes(made.sealed or b"") or not kept
    assert f"Yang diminta: {TYPED}" not in browser.get(there).content.decode()
    unlock(browser)
    for page in (there, "/"):
        assert (f"Yang diminta: {kept}" in browser.get(page).content.decode()) is bool(kept), page
    assert kept in browser.get(f"{there}janji/{made.pk}/tunda/").content.decode()
    for who, status in {"citra": 200, "eka": 200, "dewi": 404}.items():
        answer = people.client(who).get(there)
        assert (answer.status_code, b"Yang diminta" in answer.content) == (status, False), who


def test_a_report_without_an_hour_makes_no_appointment(people: Any) -> None:
    by = people.actor("melati")
    report, client = received(by), registered(by, "Rambu Teladan")
    people.client("melati").post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form())
    people.actor("melati")
    assert Appointment.objects.count() == 0


def test_report_and_case_lead_to_each_other(people: Any) -> None:
    by = people.actor("melati")
    report, client = asked(by), registered(by, "Rambu Teladan")
    browser = people.client("melati")
    there = browser.post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form())["Location"]
    way = f"/kasus/dari-aduan/{report.pk}/"
    assert way in browser.get(f"/aduan/{report.pk}/").content.decode()
    assert browser.get(way)["Location"] == there
    assert f"/aduan/{report.pk}/" in browser.get(there).content.decode()
    assert people.client("bima").get(way)["Location"] == there
    assert people.client("dewi").get(way).status_code == 404


def test_the_officer_who_called_is_offered_when_the_matter_is_recorded(people: Any) -> None:
    by = people.actor("melati")
    report, client = asked(by), registered(by, "Rambu Teladan")
    browser = unlock(people.client("melati"))
    there = browser.post(f"/kasus/baru/{client.pk}/?aduan={report.pk}", form())["Location"]
    offered = browser.get(f"{there}perkara/baru/").content.decode()
    assert all(f'value="{word}"' in offered for word in ("Hasan Contoh", "Unit PPA Polres Contoh", "081200000099"))
    told = {"role": "child_victim", "officer_post": "investigator", "officer_name": "Hasan Contoh",
            "officer_phone": "081200000099"}  # fmt: skip
    assert browser.post(f"{there}perkara/baru/", told).status_code == 302
    assert "Hasan Contoh" in browser.get(there).content.decode()
    part, made = Circumstance.objects.get(code="role"), Appointment.objects.get()
    assert f"/{part.subject}/" in browser.get(f"{there}janji/{made.pk}/selesai/")["Location"]
