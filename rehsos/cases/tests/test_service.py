from datetime import timedelta
from typing import Any

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.models import Case, Cost, Service, ServiceCase, ServiceWorker, Stage
from rehsos.cases.sealing import unsealed

from .conftest import Desk, words
from .test_open_case import opened

NOTE = "Ibu hadir. Anak mau sekolah lagi 🙂 مرحبا"


def told(**more: Any) -> dict[str, Any]:
    at = timezone.localtime(timezone.now(), timezone.get_fixed_timezone(480)) - timedelta(hours=1)
    return {"kind": "counsel", "at": at.strftime("%Y-%m-%dT%H:%M"), "minutes": "60", "note": NOTE, **more}


def test_a_service_is_recorded_with_costs_and_a_second_worker(desk: Desk) -> None:
    costs = {"cost_0": "transport", "amount_0": "Rp 85.000", "payer_0": "own", "claim_0": "filed",
             "cost_2": "meals", "amount_2": "20000"}  # fmt: skip
    sent = told(component="therapy_psychosocial", second="2", mode="visit", place="Oesao", **costs)
    assert desk.post("cases:service", **sent).status_code == 302
    service = Service.objects.get()
    assert (service.kind, service.minutes, service.late_entry) == ("counsel", 60, False)
    assert sorted(ServiceWorker.objects.values_list("worker_id", flat=True)) == [1, 2]
    assert sorted(Cost.objects.values_list("kind", "amount", "payer", "claim")) == [
        ("meals", 20_000, "own", "none"),
        ("transport", 85_000, "own", "filed"),
    ]
    assert unsealed(desk.case.pk, ServiceCase.objects.get().sealed) == {"place": "Oesao", "note": NOTE}
    assert desk.case.stage == Stage.SERVICE
    assert desk.case.last_contact_on == timezone.localdate(timezone.now() - timedelta(hours=1))


def test_several_clients_each_get_their_line(desk: Desk) -> None:
    other = opened(desk.by)
    page = words(desk.get("cases:service"))
    assert other.code in page
    assert "Rambu Teladan" in page
    assert "R.T." in desk.people.client("melati").get(desk.address("cases:service")).content.decode()
    desk.again()
    assert desk.post("cases:service", **told(cases=[str(other.pk)])).status_code == 302
    assert ServiceCase.objects.filter(service=Service.objects.get()).count() == 2
    assert Action.objects.get(dossier=other.pk, name="serve_too").cause == Service.objects.get().pk
    assert Case.objects.get(pk=other.pk).last_contact_on == timezone.localdate(timezone.now() - timedelta(hours=1))


def test_anothers_case_cannot_be_slipped_in(desk: Desk) -> None:
    foreign = opened(desk.people.actor("bima"))
    desk.again()
    assert desk.post("cases:service", **told(cases=[str(foreign.pk)])).status_code == 422
    assert not Service.objects.exists()


def test_sent_twice_it_was_done_once(desk: Desk) -> None:
    sent = told(amount_0="85.000", action_id=str(new_id()))
    for _time in range(2):
        assert desk.post("cases:service", **sent).status_code == 302
    assert (Service.objects.count(), Cost.objects.count()) == (1, 1)


def test_what_is_recorded_late_says_so(desk: Desk) -> None:
    desk.post("cases:service", **told(at="2026-11-18T09:00"))
    assert Service.objects.get().late_entry is True
    assert "karena terjadi lebih dari sehari lalu" in words(desk.get("cases:stage"))


def test_sums_are_read_as_they_are_written_here(desk: Desk) -> None:
    for text, sum_ in (("85.000", 85_000), ("Rp85.000,-", 85_000), ("85000", 85_000), ("1.250.000,00", 1_250_000)):
        desk.post("cases:service", **told(amount_0=text))
        assert Cost.objects.latest("pk").amount == sum_


def test_a_sum_nobody_can_read_is_told_and_nothing_is_lost(desk: Desk) -> None:
    for text in ("85,5", "delapan puluh", "-5000", "8.50", "9" * 40):
        answer = desk.post("cases:service", **told(amount_0=text))
        assert answer.status_code == 422
        assert "rupiah dengan angka" in words(answer) or "terlalu besar" in words(answer)
        assert NOTE in words(answer)
    assert not Service.objects.exists()


def test_hours_that_cannot_be_are_told(desk: Desk) -> None:
    for at, why in (
        ("2099-01-01T08:00", "masa depan"),
        ("2026-13-01T08:00", "belum terbaca"),
        ("1066-01-01T08:00", "tidak mungkin"),
    ):
        answer = desk.post("cases:service", **told(at=at))
        assert answer.status_code == 422
        assert why in words(answer)
    assert desk.post("cases:service", **told(minutes="-5")).status_code == 422
    assert desk.post("cases:service", **told(minutes="99999")).status_code == 422


def test_a_note_of_ten_thousand_letters_fits(desk: Desk) -> None:
    long = ("baris\r\n" * 1666)[:-2]
    assert desk.post("cases:service", **told(note=long)).status_code == 302
    assert len(unsealed(desk.case.pk, ServiceCase.objects.get().sealed)["note"]) <= 10_000
    answer = desk.post("cases:service", **told(note="x" * 10_001))
    assert answer.status_code == 422
    assert "x" * 10_001 in words(answer)
    assert "10.001 huruf, paling banyak 10.000. Bagi" in words(answer)
    assert "maxlength" not in words(answer).split('name="note"')[1].split(">")[0]  # a browser would cut it off


def test_an_earlier_contact_recorded_late_does_not_turn_back_the_last_one(desk: Desk) -> None:
    desk.post("cases:service", **told())
    desk.post("cases:service", **told(at="2026-11-18T09:00"))
    assert desk.case.last_contact_on == timezone.localdate(timezone.now() - timedelta(hours=1))


def test_the_claim_of_a_cost_is_settled(desk: Desk) -> None:
    desk.post("cases:service", **told(amount_0="85.000"))
    cost = Cost.objects.get()
    assert "Rp85.000" in words(desk.get("cases:settle_cost", cost.pk))
    assert desk.statements("cases:settle_cost", cost.pk) <= 7
    assert desk.post("cases:settle_cost", cost.pk, claim="paid").status_code == 302
    cost.refresh_from_db()
    assert cost.claim == "paid"
    assert desk.get("cases:settle_cost", cost.pk, who="bima").status_code == 403
    assert desk.get("cases:settle_cost", cost.pk + 1).status_code == 404


def test_who_was_there_and_what_comes_next_are_sealed_with_the_note(desk: Desk) -> None:
    assert desk.post("cases:service", **told(present="Ibu, Bripka Contoh", next_step="Visum Kamis")).status_code == 302
    texts = unsealed(desk.case.pk, ServiceCase.objects.get().sealed)
    assert texts == {"note": NOTE, "present": "Ibu, Bripka Contoh", "next_step": "Visum Kamis"}
    assert not {"present", "next_step"} & Action.objects.get(name="record_service").facts.keys()


def test_a_cost_nobody_has_paid_can_be_told(desk: Desk) -> None:
    assert "belum dibayar siapa pun" in words(desk.get("cases:service"))
    assert desk.post("cases:service", **told(amount_0="40000", payer_0="nobody")).status_code == 302
    assert Cost.objects.get().payer == "nobody"


def test_a_level_is_kept_where_it_is_said_and_nobody_has_to_say_it(desk: Desk) -> None:
    assert desk.post("cases:service", **told(rehab_level="advanced")).status_code == 302
    assert desk.post("cases:service", **told()).status_code == 302
    assert sorted(Service.objects.values_list("level", flat=True)) == ["", "advanced"]
    assert "Lanjut" in words(desk.get("cases:case"))
    assert desk.post("cases:service", **told(rehab_level="ultimate")).status_code == 422
