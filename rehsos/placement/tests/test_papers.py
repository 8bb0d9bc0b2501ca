"""Papers of a house: who leaves is handed over with what they own, the dead leave a record, a child a decision."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions.dying import note_after_death, record_death
from rehsos.cases.models import AfterDeath, BelongingsGiven, Case, Confirmed, DeathPlace
from rehsos.letters import paper
from rehsos.papers.models import Letter
from rehsos.placement.actions.during import note_stay
from rehsos.placement.care_paper import paper as paper_of
from rehsos.placement.models import CareDecision, NewChild, NoteKind, Stay
from rehsos.referral.models import Reading
from tests.sheets import sheet, with_typed

from .conftest import Inn, words
from .test_gatekeeping import child, decided, reported
from .test_ladder import GRANDMOTHER, told

__all__ = ["child"]
PURSE = "Tas biru 1 buah, perkiraan Rp20.000; uang Rp35.000"


def counted(inn: Inn, stay: Stay) -> None:
    note_stay(stay=inn.seen(stay), note_kind=NoteKind.BELONGINGS, words=PURSE, at=timezone.now(), by=inn.by,
              action_id=new_id())  # fmt: skip


def begun(inn: Inn, where: str, **typed: Any) -> tuple[Letter, str]:
    """What the worker sends who changes nothing but what is typed, and the paper it makes."""
    browser = inn._browser("melati")
    page = browser.get(where)
    assert page.status_code == 200, page.status_code
    answer = browser.post(where, with_typed(sheet(words(page)), typed))
    assert answer.status_code == 302, words(answer)
    inn.people.actor("melati")
    letter = Letter.objects.select_related("office").latest("pk")
    return letter, str(paper.paper(letter, Case.objects.get(pk=letter.dossier)).sheet().plain())


def record(stay: Stay, kind: str) -> str:
    return reverse("placement:handed_over", args=[stay.pk]) + f"?jenis={kind}"


def test_who_left_is_handed_over_to_whom_they_went(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(days=2))
    counted(inn, stay)
    inn.out(stay)
    letter, text = begun(inn, record(stay, "handover_person"))
    assert (letter.kind, letter.subject) == ("handover_person", stay.pk)
    for said in ("Bibi di Oesao", "Tinggal di", "uang Rp35.000", "Berita Acara Serah Terima Orang"):
        assert said in text, said
    assert "Nipah" not in text


def test_their_belongings_have_a_record_of_their_own(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(days=2))
    counted(inn, stay)
    inn.out(stay)
    _letter, text = begun(inn, record(stay, "handover_belongings"), money="Rp35.000 (tiga puluh lima ribu)")
    for said in ("Berita Acara Serah Terima Barang", "Barang milik", "Tas biru 1 buah", "tiga puluh lima ribu"):
        assert said in text, said
    assert "Yang diserahkan" not in text


def test_before_they_leave_the_pen_fills_in_to_whom(inn: Inn) -> None:
    stay = inn.taken()
    page = words(inn.get("placement:stay", stay.pk))
    assert record(stay, "handover_person").replace("&", "&amp;") in page
    letter, text = begun(inn, record(stay, "handover_person"), party="Keluarga")
    assert letter.subject == stay.pk
    assert "pukul ............" in text


def test_what_a_dead_person_left_goes_to_whom_it_was_told(inn: Inn) -> None:
    stay = inn.taken(at=timezone.now() - timedelta(hours=5))
    counted(inn, stay)
    case = inn.seen(stay).case
    death = record_death(
        case=case, at=timezone.now() - timedelta(hours=1), death_place=DeathPlace.HOUSE, where="", found_by="",
        confirmed=Confirmed.DOCTOR, confirmer="dr. Rekaan", police_told=None, by=inn.by, action_id=new_id(),
    )  # fmt: skip
    note_after_death(death=death, after_death=AfterDeath.BELONGINGS, code=BelongingsGiven.FAMILY, at=timezone.now(),
                     who="Adik almarhum", where="", words="", by=inn.by, action_id=new_id())  # fmt: skip
    where = reverse("placement:left_behind", args=[case.code])
    assert where in words(inn.get("cases:death", case.code))
    _letter, text = begun(inn, where)
    for said in ("Adik almarhum", "Tas biru 1 buah", "peninggalan"):
        assert said in text, said


def test_of_who_lives_nothing_is_left_behind(inn: Inn) -> None:
    assert inn.get("placement:left_behind", inn.seen(inn.taken()).case.code).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("bima", 403), ("citra", 404), ("eka", 404), ("dewi", 404)])
@pytest.mark.parametrize("kind", ["handover_person", "handover_belongings"])
def test_a_record_is_begun_by_who_works_the_case(inn: Inn, who: str, status: int, kind: str) -> None:
    stay = inn.taken()
    assert inn.get("placement:handed_over", stay.pk, who=who, query=f"?jenis={kind}").status_code == status


def test_a_kind_that_is_none_is_not_found(inn: Inn) -> None:
    assert inn.get("placement:handed_over", inn.taken().pk, query="?jenis=handover_files").status_code == 404


# The decision about a child.


def test_a_decision_tells_each_rung_with_its_reason(inn: Inn) -> None:
    stay = inn.taken(age=7)
    case = inn.seen(stay).case
    told(inn, case, "melati", own=("none", "Belum ditemukan"), kin=("unable", GRANDMOTHER), foster=("used", ""))
    where = reverse("letters:letter_out", args=[case.code]) + "?jenis=care_decision"
    assert where in words(inn.get("placement:stay", stay.pk))
    assert where in words(inn.get("cases:case", case.code))
    letter, text = begun(inn, where, party="Orang tua asuh")
    assert letter.kind == "care_decision"
    for said in (
        "Keluarga inti: tidak ada. Alasan: Belum ditemukan", GRANDMOTHER, "Orang tua asuh: dipakai",
        "Wali: belum ditanya", "diputuskan: anak diasuh oleh orang tua asuh",
    ):  # fmt: skip
        assert said in text, said
    assert "pengadilan" not in text


def test_what_a_court_decides_is_said_so(inn: Inn) -> None:
    case = inn.seen(inn.taken(age=7)).case
    told(inn, case, "melati", own=("none", ""), guardian=("used", ""))
    where = reverse("letters:letter_out", args=[case.code]) + "?jenis=care_decision"
    _letter, text = begun(inn, where, party="Wali")
    assert "Perwalian ditetapkan pengadilan" in text
    assert "Keluarga inti: tidak ada. Alasan: ............" in text


def test_of_a_child_at_an_lksa_the_lksa_writes_none(inn: Inn, child: Stay) -> None:
    told(inn, inn.seen(child, "nadia").case, own=("none", "Belum ditemukan"))
    inn.people.actor("nadia")
    assert "jenis=care_decision" not in words(inn.get("placement:stay", child.pk, who="nadia"))
    assert "jenis=care_decision" not in words(inn.get("cases:case", child.case.code, who="nadia"))


def printed(inn: Inn, child: NewChild, who: str = "melati", query: str = "") -> Any:
    return inn.get("placement:decision", child.referral_id, who=who, query=query)


def opened(inn: Inn, child: NewChild, who: str = "melati") -> None:
    """The words of the report are read on this screen, and why is kept."""
    told = {"because": Reading.values[0], "note": ""}
    assert inn.post("referral:reveal", child.referral_id, who=who, **told).status_code == 302


def test_the_dinas_prints_what_it_decided(inn: Inn, child: Stay) -> None:
    it = reported(inn, child)
    assert printed(inn, it).status_code == 404
    decided(inn, it, care_decision=CareDecision.STAY, until=timezone.localdate() + timedelta(days=60))
    assert reverse("referral:reveal", args=[it.referral_id]) in printed(inn, it).url
    opened(inn, it)
    assert printed(inn, it).content.startswith(b"%PDF")
    assert printed(inn, it, query="?bentuk=docx").content.startswith(b"PK")
    assert reverse("placement:decision", args=[it.referral_id]) in words(inn.get("placement:children"))


def test_it_tells_who_was_asked_what_was_decided_and_why(inn: Inn, child: Stay) -> None:
    case = inn.seen(child, "nadia").case
    told(inn, case, own=("none", "Belum ditemukan"))
    it = reported(inn, child)
    decided(inn, it)
    found = NewChild.objects.select_related("referral__sender").get(pk=it.pk)
    text = str(paper_of(found, ["Ke kerabat. Bibinya siap."], inn.people.actor("melati")).plain())
    for said in ("Diputuskan: Ke kerabat.", "Alasan: Bibinya siap.", found.referral.sender.name, str(found.referral)):
        assert said in text, said


@pytest.mark.parametrize(("who", "prints"), [("bima", True), ("citra", True), ("nadia", False), ("eka", False),
                                             ("dewi", False)])  # fmt: skip
def test_nobody_else_prints_it(inn: Inn, child: Stay, who: str, prints: bool) -> None:
    it = reported(inn, child)
    decided(inn, it)
    if prints:
        opened(inn, it, who)
    assert printed(inn, it, who).status_code == (200 if prints else 404)
