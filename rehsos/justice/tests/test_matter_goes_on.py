"""The matter corrected, moved to another level, joined, given officers, ended."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from conftest import save, unlock
from rehsos.audit.models import Action
from rehsos.cases.models import Case
from rehsos.justice.actions.matter import Particulars
from rehsos.justice.models import Matter, Officer, Part
from rehsos.justice.roles import Role
from rehsos.justice.sealing import CONTEXT, words_of
from rehsos.people.identity import Identity
from rehsos.vault.keys import key_of
from rehsos.vault.seal import unseal_json

from .bench import LP, at, case_of, clocks, joined, part_of, said

TYPED = {"police_number": LP.police_number, "police_unit": LP.police_unit, "event_from": "2026-11-01", "version": "1"}


@pytest.fixture
def part(people: Any) -> Part:
    by = people.actor("melati")
    return part_of(case_of("dodi", by), Role.IN_CONFLICT, by)


def _opened(people: Any, **session: bool) -> Client:
    """Melati's browser with names open, or as told."""
    browser: Client = people.client("melati")
    kept = browser.session
    kept.update({"names_open": True} | session)
    kept.save()
    return browser


def sent(people: Any, part: Part, page: str, typed: dict[str, Any]) -> Any:
    which = part.pk if page == "akhir" else part.matter_id
    room = "bagian" if page == "akhir" else "perkara"
    response = save(_opened(people), f"/kasus/{part.case.code}/{room}/{which}/{page}/", typed)
    people.actor("melati")
    return response


# ------------------------------------------------------------------ corrected


def test_what_is_known_is_shown_and_completed(people: Any, part: Part) -> None:
    page = _opened(people).get(f"/kasus/{part.case.code}/perkara/{part.matter_id}/ubah/").content.decode()
    assert f'value="{LP.police_number}"' in page
    assert 'value="2026-11-01"' in page
    assert sent(people, part, "ubah", TYPED | {"offence": "Pencurian", "seven": "no"}).status_code == 302
    matter = Matter.objects.get(pk=part.matter_id)
    assert (words_of(matter).offence, matter.penalty_seven_or_more, matter.version) == ("Pencurian", False, 2)


def test_two_tabs_never_overwrite_each_other(people: Any, part: Part) -> None:
    assert sent(people, part, "ubah", TYPED | {"offence": "Pencurian"}).status_code == 302
    late = sent(people, part, "ubah", TYPED | {"offence": "Penganiayaan"})
    assert late.status_code == 422
    assert "diubah orang lain" in late.content.decode()
    assert 'value="Penganiayaan"' in late.content.decode()
    assert words_of(Matter.objects.get(pk=part.matter_id)).offence == "Pencurian"


def test_a_corrected_event_day_corrects_the_age_at_the_deed_of_every_child(people: Any) -> None:
    by = people.actor("melati")
    born: dict[str, Any] = {"identity": Identity(called="Lia", birth_date="2014-11-10"), "birth_year": None}
    first = part_of(case_of("lia", by, **born), Role.VICTIM, by)
    second = joined(case_of("yanto", by, **born), first.matter, Role.WITNESS, by)
    assert sent(people, first, "ubah", TYPED | {"event_from": "2026-11-11"}).status_code == 302
    assert set(Part.objects.filter(pk__in=[first.pk, second.pk]).values_list("age_at_deed", flat=True)) == {12}


def test_an_event_in_the_future_is_refused(people: Any, part: Part) -> None:
    assert sent(people, part, "ubah", TYPED | {"event_from": "2099-01-01"}).status_code == 422


# ------------------------------------------------------------------ joined


def address(case: Case, query: str = "") -> str:
    return f"/kasus/{case.code}/perkara/gabung/{query}"


def test_my_own_matters_are_offered_and_others_of_the_office_are_found_by_number(people: Any, part: Part) -> None:
    bima = people.actor("bima")
    theirs = part_of(case_of("lia", bima), Role.VICTIM, bima, Particulars(police_number="LP/B/55/XI/2026/CONTOH"))
    case = case_of("yanto", people.actor("melati"))
    browser = people.client("melati")
    mine = browser.get(address(case)).content.decode()
    assert str(part.matter_id) in mine
    assert str(theirs.matter_id) not in mine
    assert str(theirs.matter_id) in browser.get(address(case, "?lp=b/55")).content.decode()


def test_the_matter_an_address_names_stands_first_however_many_there_are(
    people: Any, part: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rehsos.justice.queries.MOST", 1)
    by = people.actor("melati")
    part_of(case_of("lia", by), Role.VICTIM, by, Particulars(police_number="LP/B/56/XI/2026/CONTOH"))
    case = case_of("yanto", by)
    page = people.client("melati").get(address(case, f"?perkara={part.matter_id}")).content.decode()
    assert page.index(LP.police_number) < page.index("LP/B/56/XI/2026/CONTOH")


def test_joining_by_number_puts_the_child_into_the_same_matter(people: Any, part: Part) -> None:
    case = case_of("yanto", people.actor("melati"))
    typed = {"matter": str(part.matter_id), "role": "child_witness"}
    assert people.client("melati").post(address(case, "?lp=LP"), typed).status_code == 302
    people.actor("melati")
    assert Part.objects.get(case=case).matter_id == part.matter_id
    assert Matter.objects.count() == 1


def test_another_office_s_matter_is_neither_found_nor_taken(people: Any, part: Part) -> None:
    dewi = people.actor("dewi")
    case = case_of("lia", dewi)
    browser = people.client("dewi")
    assert f'value="{part.matter_id}"' not in browser.get(address(case, f"?perkara={part.matter_id}")).content.decode()
    assert LP.police_number not in browser.get(address(case, "?lp=LP")).content.decode()
    typed = {"matter": str(part.matter_id), "role": "child_witness"}
    assert browser.post(address(case, f"?perkara={part.matter_id}"), typed).status_code == 422


def test_the_same_child_in_the_same_role_joins_once(people: Any, part: Part) -> None:
    typed = {"matter": str(part.matter_id), "role": "child_in_conflict"}
    response = people.client("melati").post(address(part.case, f"?perkara={part.matter_id}"), typed)
    assert response.status_code == 422
    assert "sudah tercatat dengan peran itu" in response.content.decode()


def test_a_child_can_be_harmed_in_one_matter_and_accused_in_another(people: Any, part: Part) -> None:
    by = people.actor("melati")
    bima = people.actor("bima")
    other = part_of(case_of("lia", bima), Role.WITNESS, bima, Particulars(police_number="LP/B/55/XI/2026/CONTOH"))
    by = people.actor("melati")
    joined(part.case, Matter.objects.get(pk=other.matter_id), Role.VICTIM, by)
    roles = Part.objects.filter(case=part.case).order_by("id").values_list("role", flat=True)
    assert list(roles) == ["child_in_conflict", "child_victim"]
    assert people.client("melati").get(f"/kasus/{part.case.code}/").status_code == 200


# ------------------------------------------------------------------ levels and officers


def test_the_file_at_the_prosecutor_is_a_common_fact_and_moves_the_level(people: Any, part: Part) -> None:
    assert sent(people, part, "tahap", {"level": "prosecution", "at": "2026-11-10"}).status_code == 302
    matter = Matter.objects.get(pk=part.matter_id)
    assert matter.level == "prosecution"
    received = matter.facts.get()
    assert (received.code, received.at, received.precision) == ("file_received_by_prosecutor", at(10, 0), "day")


def test_the_same_level_again_is_refused(people: Any, part: Part) -> None:
    response = sent(people, part, "tahap", {"level": "police", "at": "2026-11-10"})
    assert response.status_code == 422
    assert "sudah di tahap itu" in response.content.decode()


def test_a_file_sent_back_goes_back_a_level(people: Any, part: Part) -> None:
    sent(people, part, "tahap", {"level": "prosecution", "at": "2026-11-10"})
    assert sent(people, part, "tahap", {"level": "police", "at": "2026-11-12"}).status_code == 302
    assert Matter.objects.get(pk=part.matter_id).level == "police"


def test_an_officer_is_kept_and_the_name_stays_out_of_the_plain_log(people: Any, part: Part) -> None:
    typed = {"post": "investigator", "name": "Penyidik Contoh", "rank": "Aipda", "phone": "081200000009"}
    assert sent(people, part, "petugas", typed).status_code == 302
    kept = bytes(Officer.objects.get(matter=part.matter_id).sealed)
    told = unseal_json(key_of(part.matter_id), kept, subject=part.matter_id, context=CONTEXT)
    assert told["name"] == "Penyidik Contoh"
    assert "Contoh" not in str(Action.objects.get(name="name_officer").facts)


@pytest.mark.parametrize("wrong", [{"name": "  "}, {"post": "king"}, {"phone": "0" * 21}])
def test_an_officer_without_name_or_post_is_refused(people: Any, part: Part, wrong: dict[str, str]) -> None:
    assert sent(people, part, "petugas", {"post": "judge", "name": "Hakim Contoh"} | wrong).status_code == 422


# ------------------------------------------------------------------ common facts


def test_a_common_fact_keeps_its_source_sealed(people: Any, part: Part) -> None:
    typed = {"fact": "investigation_started", "at": "2026-11-03", "source": "penyidik lewat telepon"}
    assert sent(people, part, "kejadian", typed).status_code == 302
    row = Action.objects.get(name="record_matter_fact")
    assert row.sealed is not None
    assert "telepon" not in str(row.facts)
    assert clocks(part.case, part.pk)["prosecutor_coordination"].started_at == at(3, 0)


@pytest.mark.parametrize("wrong", [{"fact": "verdict_read"}, {"fact": "act_date"}, {"at": "2099-01-01"}, {"at": ""}])
def test_a_common_fact_that_cannot_be_is_refused(people: Any, part: Part, wrong: dict[str, str]) -> None:
    typed = {"fact": "investigation_started", "at": "2026-11-03"}
    assert sent(people, part, "kejadian", typed | wrong).status_code == 422
    assert not part.matter.facts.exists()


# ------------------------------------------------------------------ ends

END = {"ending": "sp3", "on": "2026-11-15"}


def test_sp3_ends_the_part(people: Any, part: Part) -> None:
    assert sent(people, part, "akhir", END).status_code == 302
    ended = Part.objects.get(pk=part.pk)
    assert (ended.ended_by, str(ended.ended_on)) == ("sp3", "2026-11-15")


@pytest.mark.parametrize("ending", ["p19", "p21", "customary_settlement", "diversi_agreed", "verdict_penalty"])
def test_what_is_no_end_is_noted_and_ends_nothing(people: Any, part: Part, ending: str) -> None:
    response = sent(people, part, "akhir", END | {"ending": ending})
    assert response.status_code == 302
    assert any("tetap berjalan" in text for text in said(response))
    assert Part.objects.get(pk=part.pk).ended_by == ""
    assert Action.objects.get(name="end_part").facts["ending"] == ending


def test_restorative_justice_is_said_not_to_be_diversi(people: Any, part: Part) -> None:
    response = sent(people, part, "akhir", END | {"ending": "restorative_justice"})
    assert any("jangan dihitung sebagai diversi" in text for text in said(response))
    assert Part.objects.get(pk=part.pk).ended_by == "restorative_justice"


def test_an_end_can_be_taken_back(people: Any, part: Part) -> None:
    sent(people, part, "akhir", END)
    browser = people.client("melati")
    assert "Batalkan akhir perkara" in browser.get(f"/kasus/{part.case.code}/").content.decode()
    there = browser.get(f"/kasus/{part.case.code}/bagian/{part.pk}/akhir/batal/")
    assert there.status_code == 302
    assert browser.post(there["Location"], {"reason": "Salah anak"}).status_code == 302
    people.actor("melati")
    assert Part.objects.get(pk=part.pk).ended_by == ""
    assert Action.objects.filter(name="end_part").exists()


def test_a_wrong_role_is_taken_out_of_the_count(people: Any, part: Part) -> None:
    assert sent(people, part, "akhir", END | {"ending": "recorded_by_mistake"}).status_code == 302
    assert Case.objects.get(pk=part.case_id).role == Role.NONE
    page = people.client("melati").get(f"/kasus/{part.case.code}/").content.decode()
    assert page.count("Salah catat: Perkara") == 1
    assert "recorded_by_mistake" not in page
    assert "Ubah data perkara" not in page.partition('id="perkara"')[2].partition("</section>")[0]


def test_the_page_of_a_matter_says_how_a_wrong_role_is_mended(people: Any, part: Part) -> None:
    page = (
        unlock(people.client("melati")).get(f"/kasus/{part.case.code}/perkara/{part.matter_id}/ubah/").content.decode()
    )
    assert "Peran anak ini salah?" in page
    assert f"/kasus/{part.case.code}/bagian/{part.pk}/akhir/" in page


@pytest.mark.parametrize("wrong", [{"ending": "bribe"}, {"ending": ""}, {"on": "2099-01-01"}, {"on": ""}])
def test_an_end_that_cannot_be_is_refused(people: Any, part: Part, wrong: dict[str, str]) -> None:
    assert sent(people, part, "akhir", END | wrong).status_code == 422
    assert Part.objects.get(pk=part.pk).ended_by == ""


# ------------------------------------------------------------------ the order of days


@pytest.mark.parametrize(
    ("page", "typed"),
    [("akhir", END | {"on": "2010-01-01"}), ("tahap", {"level": "prosecution", "at": "2010-01-01"}),
     ("kejadian", {"fact": "investigation_started", "at": "2010-01-01"})],
)  # fmt: skip
def test_a_day_before_the_deed_wants_a_reason(people: Any, part: Part, page: str, typed: dict[str, str]) -> None:
    response = sent(people, part, page, typed)
    assert response.status_code == 422
    assert "Lebih awal daripada kejadian" in response.content.decode()
    assert sent(people, part, page, typed | {"reason": "Menurut keluarga"}).status_code == 302


def test_an_end_before_a_recorded_step_wants_a_reason(people: Any, part: Part) -> None:
    sent(people, part, "tahap", {"level": "court", "at": "2026-11-16"})
    response = sent(people, part, "akhir", END)
    assert response.status_code == 422
    assert "langkah sebelumnya" in response.content.decode()
    assert sent(people, part, "akhir", END | {"reason": "Tanggal pada SP3"}).status_code == 302
    assert Action.objects.get(name="end_part").sealed is not None


def test_a_step_of_the_matter_before_the_one_it_follows_wants_a_reason(people: Any, part: Part) -> None:
    sent(people, part, "kejadian", {"fact": "investigation_started", "at": "2026-11-10"})
    assert sent(people, part, "tahap", {"level": "prosecution", "at": "2026-11-09"}).status_code == 422
    assert sent(people, part, "tahap", {"level": "prosecution", "at": "2026-11-11"}).status_code == 302


# ------------------------------------------------------------------ names are closed


@pytest.mark.parametrize("page", ["petugas", "ubah"])
def test_closed_names_lead_to_the_pin_and_back(people: Any, part: Part, page: str) -> None:
    address = f"/kasus/{part.case.code}/perkara/{part.matter_id}/{page}/"
    answer = _opened(people, names_open=False).get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('access:open_names')}?{urlencode({'next': address})}"


@pytest.mark.parametrize("page", ["petugas", "ubah"])
def test_on_a_shared_screen_they_say_that_it_is_one(people: Any, part: Part, page: str) -> None:
    browser = _opened(people, public_screen=True)
    answer = browser.get(f"/kasus/{part.case.code}/perkara/{part.matter_id}/{page}/")
    assert answer.status_code == 403
    assert "layar umum" in answer.content.decode()
