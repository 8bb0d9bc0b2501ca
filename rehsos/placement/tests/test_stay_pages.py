"""The pages of a stay, by who works at the house, who is on duty there, and who has nothing to do with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.placement.actions import during
from rehsos.placement.models import AbsenceKind, NoteKind, Stay
from rehsos.placement.stays import absence_of, bed_of

from .conftest import Inn, words


def now() -> str:
    return timezone.localtime().strftime("%d-%m-%Y %H.%M")


def _in_days(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).strftime("%d-%m-%Y")


def test_somebody_is_taken_in_by_saying_the_sex_alone(inn: Inn) -> None:
    page = inn.post("placement:take_in", sex="L", stay_kind="shelter", at=now())
    stay = Stay.objects.get()
    assert page.url == reverse("placement:stay", args=[stay.pk])
    shown = words(inn.get("placement:stay", stay.pk))
    assert "Tanpa ranjang" in shown
    assert "Persetujuan tinggal dicatat" in shown


def test_the_form_asks_for_the_sex_and_proposes_the_rest(inn: Inn) -> None:
    page = words(inn.get("placement:take_in"))
    assert page.count('class="must"') <= 3
    assert "Tanpa ranjang" in page
    assert "Kamar 1 · 1" in page
    chosen = words(inn.get("placement:take_in", query=f"?ranjang={inn.two.pk}"))
    assert f'<option value="{inn.two.pk}" selected' in chosen
    inn.taken()
    assert "Kamar 1 · 1" not in words(inn.get("placement:take_in"))


def test_a_bed_that_was_taken_meanwhile_is_said_and_nothing_is_lost(inn: Inn) -> None:
    inn.taken()
    page = inn.post("placement:take_in", sex="P", called="Teratai", stay_kind="shelter", at=now(), bed=str(inn.one.pk))
    assert page.status_code == 422
    assert "Teratai" in words(page)
    assert Stay.objects.count() == 1


def test_a_name_that_was_here_before_is_a_hint_and_no_refusal(inn: Inn) -> None:
    first = inn.taken(called="Nipah Rekaan")
    inn.out(first)
    code = Case.objects.get(pk=first.case_id).code
    inn.post("placement:take_in", sex="L", age="34", called="Nipah Rekaan", stay_kind="shelter", at=now())
    assert Stay.objects.count() == 2
    newest = Stay.objects.latest("since")
    page = words(inn.get("placement:stay", newest.pk))
    assert "Mungkin pernah ditangani di sini" in page
    assert code in page


def test_a_day_at_the_house_away_back_and_out(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(hours=3))
    inn.post("placement:away", stay.pk, absence_kind="missing", at=now())
    page = words(inn.get("placement:stay", stay.pk))
    assert page.count("belum diberi tahu") == 3
    inn.post("placement:tell", stay.pk, teller="head", at=now())
    page = words(inn.get("placement:stay", stay.pk))
    assert page.count("belum diberi tahu") == 2
    later = inn.post("placement:back", stay.pk, at=now())
    assert later.status_code in {302, 422}  # within the minute the place is of that minute
    away = absence_of(stay)
    if away is not None:
        type(away).objects.filter(pk=away.pk).update(until=timezone.now())
    assert inn.post("placement:note", stay.pk, note_kind="care", at=now(), words="Obat malam").status_code == 302
    assert "Obat malam" in words(inn.get("placement:stay", stay.pk))


def test_out_leads_back_to_the_stay_which_says_where_to(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(hours=3))
    assert inn.post("placement:out", stay.pk, out_to="kin", words="Bibi", at=now()).status_code == 302
    page = words(inn.get("placement:stay", stay.pk))
    assert "Sudah keluar" in page
    assert "Kerabat" in page
    assert inn.get("placement:out", stay.pk).status_code == 403
    assert bed_of(stay) is None
    assert "Kembali ke kantor pengirim" not in words(inn.get("placement:out", inn.taken(called="Lain").pk))


FORMS = ("move", "away", "back", "tell", "consent", "note", "out")


@pytest.mark.parametrize("name", FORMS)
def test_a_colleague_on_duty_opens_every_form_and_an_outsider_none(inn: Inn, name: str) -> None:
    stay = inn.taken()
    assert inn.get(f"placement:{name}", stay.pk, who="bima").status_code == 200
    assert inn.get(f"placement:{name}", stay.pk, who="citra").status_code == 200
    assert inn.get(f"placement:{name}", stay.pk, who="dewi").status_code == 404
    assert inn.get(f"placement:{name}", stay.pk, who="eka").status_code == 403  # the office above reads


def test_the_head_alone_renews(inn: Inn) -> None:
    stay = inn.taken()
    assert inn.get("placement:renew", stay.pk).status_code == 403
    told = {"until": _in_days(9), "reason": "Keluarga dicari"}
    assert inn.post("placement:renew", stay.pk, who="citra", **told).status_code == 302


def test_a_shared_screen_and_the_office_above_read_a_code(inn: Inn) -> None:
    stay = inn.taken(called="Nipah Rekaan")
    assert "N.R." in words(inn.get("placement:stay", stay.pk, who="bima"))
    assert "N.R." not in words(inn.get("placement:stay", stay.pk, who="eka"))


def test_care_is_read_on_shift_and_the_story_by_who_works_the_case(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(hours=3))
    inn.post("placement:note", stay.pk, note_kind=NoteKind.CARE, at=now(), words="Obat malam")
    inn.post("placement:note", stay.pk, note_kind=NoteKind.INCIDENT, at=now(), words="Bertengkar")
    mine, colleague = words(inn.get("placement:stay", stay.pk)), words(inn.get("placement:stay", stay.pk, who="bima"))
    assert "Obat malam" in mine
    assert "Bertengkar" in mine
    assert "Obat malam" in colleague
    assert "Bertengkar" not in colleague
    assert "Obat malam" not in words(inn.get("placement:stay", stay.pk, who="eka"))


def test_the_case_shows_where_its_client_stays_and_offers_to_take_them_in(inn: Inn) -> None:
    from rehsos.cases.tests.test_open_case import opened

    case = opened(inn.people.actor("melati"))
    page = words(inn.get("cases:case", case.code))
    assert reverse("placement:admit", args=[case.code]) in page
    told = {"stay_kind": "shelter", "at": now(), "bed": str(inn.one.pk)}
    assert inn.post("placement:admit", case.code, **told).status_code == 302
    page = words(inn.get("cases:case", case.code))
    assert reverse("placement:admit", args=[case.code]) not in page
    assert "Kamar 1 · 1" in page
    stay = Stay.objects.get(case=case)
    assert reverse("placement:stay", args=[stay.pk]) in page
    assert reverse("placement:consent", args=[stay.pk]) in page  # beside its clock
    assert inn.get("placement:admit", case.code, who="dewi").status_code == 404


def test_who_was_handed_over_is_taken_in_with_one_tap(inn: Inn) -> None:
    it = inn.handed_over()
    way = reverse("placement:admit_referred", args=[it.pk])
    assert way in words(inn.get("referral:referral", it.pk, who="fajar"))
    assert inn.get("placement:admit_referred", it.pk).status_code == 403
    assert inn.get("placement:admit_referred", it.pk, who="dewi").status_code == 404
    done = inn.post("placement:admit_referred", it.pk, who="fajar", stay_kind="long", at=now())
    assert done.status_code == 302
    inn.people.actor("fajar")
    stay = Stay.objects.get(case=it.case_id)
    assert "Sentra Efata" in words(inn.get("placement:stay", stay.pk, who="fajar"))


def test_a_page_of_a_stay_costs_few_statements(inn: Inn, few_statements: Any) -> None:
    stay = inn.taken()
    inn.away(stay, AbsenceKind.HOSPITAL)
    few_statements(inn._browser("melati"), reverse("placement:stay", args=[stay.pk]), most=12)


def test_night_staff_reads_bed_and_care_says_who_is_missing_and_opens_nothing_else(inn: Inn) -> None:
    before = timezone.now() - timedelta(hours=3)
    stay = inn.taken("kirana", bed=None, at=before)
    by = inn.people.actor("kirana")
    for kind, told in ((NoteKind.CARE, "Obat malam"), (NoteKind.INCIDENT, "Bertengkar")):
        during.note_stay(stay=stay, note_kind=kind, at=timezone.now(), words=told, by=by, action_id=new_id())
    board = words(inn.get("placement:tonight", who="omar"))
    assert reverse("placement:stay", args=[stay.pk]) in board
    assert reverse("placement:roll") in board
    assert reverse("placement:take_in") not in board
    page = words(inn.get("placement:stay", stay.pk, who="omar"))
    assert "Obat malam" in page
    assert "Bertengkar" not in page
    assert "/kasus/" not in page
    for name in ("consent", "renew", "ladder"):
        assert reverse(f"placement:{name}", args=[stay.pk]) not in page
    for name in ("consent", "renew"):
        assert inn.get(f"placement:{name}", stay.pk, who="omar").status_code == 404
    assert inn.get("placement:take_in", who="omar").status_code == 404
    assert inn.post("placement:away", stay.pk, who="omar", absence_kind="missing", at=now()).status_code == 302
    inn.people.actor("kirana")
    assert absence_of(stay) is not None


def test_what_may_have_been_done_to_somebody_is_read_above_the_house_at_once(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(hours=3))
    said = "Kejadian yang melukai penghuni"
    assert said not in words(inn.get("desk:today", who="eka"))
    inn.post("placement:note", stay.pk, who="bima", note_kind=NoteKind.HARM, at=now(), words="Lebam di lengan")
    page = words(inn.get("desk:today", who="eka"))
    assert said in page
    assert "Lebam" not in page
    assert Case.objects.get(pk=stay.case_id).code in page
    assert said not in words(inn.get("desk:today", who="citra"))
    assert said not in words(inn.get("desk:today", who="dewi"))


def test_an_lksa_takes_in_a_child_of_its_own_and_its_dinas_reads_a_code(inn: Inn) -> None:
    told = {"sex": "P", "age": "9", "called": "Mutiara Contoh", "category": "child", "stay_kind": "long", "at": now()}
    assert inn.post("placement:take_in", who="nadia", **told).status_code == 302
    inn.people.actor("nadia")
    stay = Stay.objects.get()
    case = Case.objects.get(pk=stay.case_id)
    assert case.primary_type == "neglected_child"
    assert "M.C." in words(inn.get("placement:stay", stay.pk, who="nadia"))
    page = words(inn.get("placement:stay", stay.pk, who="citra"))
    assert "M.C." not in page
    assert case.code in page
    assert inn.get("placement:stay", stay.pk, who="dewi").status_code == 404
    assert inn.post("placement:renew", stay.pk, who="nadia", until=_in_days(30), reason="Menunggu").status_code == 302


def test_the_level_of_rehabilitation_is_said_in_two_taps_and_never_asked_for(inn: Inn) -> None:
    stay = inn.taken()
    assert "Tingkat rehabilitasi" in words(inn.get("placement:level", stay.pk))
    assert inn.post("placement:level", stay.pk, rehab_level="advanced").status_code == 302
    assert inn.seen(stay).level == "advanced"
    assert "Lanjut" in words(inn.get("placement:stay", stay.pk))
    assert inn.get("placement:level", stay.pk, who="dewi").status_code == 404
