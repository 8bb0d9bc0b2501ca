"""The papers of a group's leg: one list, and of it what the receiver may read."""

from typing import Any

import pytest

from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.audit.models import View
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Place, Worker
from rehsos.repatriation.actions import groups
from rehsos.repatriation.group_papers import SLUGS, paper, people_of
from rehsos.repatriation.models import Leg, Outcome
from rehsos.repatriation.pages import papers
from rehsos.repatriation.queries import rides_of

from .conftest import KUPANG, SENTRA, Road, words

NEEDS = "Dua orang kursi roda"


def drawn(road: Road, leg: Leg, slug: str, who: str = "melati") -> str:
    """The paper as somebody prints it, names opened."""
    rides = rides_of(road.seen(leg, who))
    names = {ride.pk: f"Orang {ride.number} Rekaan" for ride in rides}
    needs = {ride.pk: f"Obat {ride.number}" for ride in rides}
    return str(paper(slug, road.seen(leg, who), people_of(rides, names, needs), road.by(who)).plain())


@pytest.mark.parametrize(("slug", "names", "needs"), [
    ("bast", True, True), ("pengantar", True, True), ("polsek", True, False), ("angkutan", True, False),
    ("spt", False, False),
])  # fmt: skip
def test_each_lists_what_its_receiver_may_read(road: Road, slug: str, names: bool, needs: bool) -> None:
    text = drawn(road, road.planned(group=road.group(3), needs=NEEDS), slug)
    assert ("Orang 2 Rekaan" in text) is names
    assert (NEEDS in text) is needs
    assert ("Obat 2" in text) is (slug == "bast")


def test_the_record_of_a_group_adds_up_and_has_two_pens_two_witnesses_and_room_for_a_no(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(5)), (1, 2, 3, 4))
    road.differs(leg, 3, Outcome.LEFT)
    text = drawn(road, road.accepted(leg, (1, 2, 4)), "bast")
    told = ("4 naik = 3 tiba + 1 keluar dari rombongan", "Pihak Kesatu", "Pihak Kedua", "Saksi 1", "Saksi 2",
            "menolak serah terima", "Etape 1", "Tanpa luka")  # fmt: skip
    assert [one for one in told if one not in text] == []
    assert "Orang 5 Rekaan" not in text


def test_the_code_of_a_case_stands_in_no_paper_of_a_group(road: Road) -> None:
    group = road.group(2)
    made = groups.open_member(member=group.members.get(number=1), by=road.by(), action_id=new_id())
    leg, code = road.planned(group=group), Case.objects.get(pk=made.pk).code
    assert all(code not in drawn(road, leg, slug) for slug in SLUGS)


WHO = [("melati", 200), ("bima", 200), ("fajar", 200), ("dewi", 404), ("eka", 404)]


@pytest.mark.parametrize(("who", "status"), WHO)
def test_the_offices_of_the_leg_print_it_and_nobody_else(road: Road, who: str, status: int) -> None:
    leg = road.planned(group=road.group(2))
    assert road.get("printed", leg.pk, who=who).status_code == status


@pytest.mark.parametrize("slug", SLUGS)
def test_pdf_and_docx_open(road: Road, slug: str) -> None:
    leg = road.planned(group=road.group(2))
    for form, first in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert road.get("printed", leg.pk, query=f"?surat={slug}&bentuk={form}").content.startswith(first)
    assert f"cetak/?surat={slug}" in words(road.get("leg", leg.pk))


def test_what_is_no_paper_is_not_there(road: Road) -> None:
    assert road.get("printed", road.planned(group=road.group(2)).pk, query="?surat=kuitansi").status_code == 404
    assert road.get("printed", road.planned().pk).status_code == 404


@pytest.mark.parametrize(("who", "signs"), [("melati", "Kesatu"), ("fajar", "Kedua")])
def test_whoever_prints_it_the_first_party_is_who_sends(road: Road, who: str, signs: str) -> None:
    leg = road.planned(group=road.group(2))
    text = drawn(road, leg, "bast", who)
    first, _heading, rest = text.partition("Pihak Kesatu, yang menyerahkan")[2].partition("Pihak Kedua, yang menerima")
    parties = {"Kesatu": first, "Kedua": rest.partition("Yang diserahkan")[0]}
    assert leg.sender is not None
    assert leg.sender.name in parties["Kesatu"]
    assert leg.receiver is not None
    assert leg.receiver.name in parties["Kedua"]
    assert leg.receiver.name not in parties["Kesatu"]
    name = str(Worker.objects.get(pk=road.by(who).worker))
    assert [key for key, party in parties.items() if name in party] == [signs]
    assert name in text.partition("rangkap dua")[2]


def test_fetched_from_a_place_who_receives_hands_nobody_over(road: Road) -> None:
    kupang, port = Office.objects.get(pk=KUPANG), Place.objects.get(pk="53.71")
    leg = road.planned(group=road.group(2), sender=None, from_place=port, receiver=kupang)
    first = drawn(road, leg, "bast").partition("Pihak Kesatu, yang menyerahkan")[2].partition("Pihak Kedua")[0]
    assert port.name in first
    assert kupang.name not in first


def test_who_receives_prints_the_record_and_none_of_the_senders_letters(road: Road) -> None:
    leg = road.planned(group=road.group(2))
    page = words(road.get("leg", leg.pk, who="fajar"))
    for slug in SLUGS:
        assert (f"cetak/?surat={slug}" in page) is (slug == "bast")
        assert road.get("printed", leg.pk, who="fajar", query=f"?surat={slug}").status_code == (
            200 if slug == "bast" else 404
        )


def printed(road: Road, leg: Leg, monkeypatch: pytest.MonkeyPatch, who: str = "melati", slug: str = "bast") -> str:
    """The paper as the page makes it, as text."""
    drawings = []

    def keep(sheet: Any) -> bytes:
        drawings.append(str(sheet.plain()))
        return b"%PDF"

    monkeypatch.setattr(papers, "pdf", keep)
    assert road.get("printed", leg.pk, who=who, query=f"?surat={slug}").status_code == 200
    return drawings[-1]


def with_a_case(road: Road) -> tuple[Leg, Case]:
    group = road.group(3)
    made = groups.open_member(member=group.members.get(number=1), by=road.by(), action_id=new_id())
    return road.planned(group=group), Case.objects.get(pk=made.pk)


def looks(case: Case, who: Any) -> int:
    return View.objects.filter(dossier=case.pk, what="name", worker=who.worker).count()


@pytest.mark.parametrize("who", ["melati", "bima", "fajar"])
def test_names_open_everybody_is_called_in_full_and_the_look_stands_in_the_case(
    road: Road, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    leg, case = with_a_case(road)
    text = printed(road, leg, monkeypatch, who)
    assert [n for n in range(3) if f"Orang {n} Rekaan" not in text] == []
    assert "disingkat" not in text
    with acting_for((KUPANG, SENTRA)):
        assert looks(case, road.people.actor(who)) == 1


def test_the_order_of_the_escort_names_nobody_and_no_look_is_recorded(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    leg, case = with_a_case(road)
    assert "Rekaan" not in printed(road, leg, monkeypatch, slug="spt")
    assert looks(case, road.by()) == 0


def test_names_shut_all_are_initials_alike_and_the_list_says_so(road: Road, monkeypatch: pytest.MonkeyPatch) -> None:
    leg, case = with_a_case(road)
    road.__dict__.setdefault("browsers", {})["melati"] = road.people.client("melati")
    text = printed(road, leg, monkeypatch)
    assert "Rekaan" not in text
    assert text.count("O.") == 3
    assert "Nama semua orang disingkat" in text
    assert looks(case, road.by()) == 0


def test_who_died_is_on_no_letter_for_the_road_and_what_is_over_is_not_to_come(road: Road) -> None:
    leg = road.planned(group=road.group(3))
    assert "akan dipulangkan" in drawn(road, leg, "polsek")
    assert "mohon bantuan pengangkutan" in drawn(road, leg, "angkutan")
    road.left(leg, (1, 2, 3))
    road.differs(leg, 2, Outcome.DIED)
    assert "sedang dipulangkan" in drawn(road, leg, "polsek")
    road.accepted(leg, (1, 3))
    done = (("polsek", "telah dipulangkan"), ("angkutan", "telah diangkut"), ("pengantar", "telah memulangkan"))
    for slug, said in done:
        text = drawn(road, leg, slug)
        assert "diizinkan naik" not in text
        assert "pada waktunya" not in text
        assert "dapat dipakai selama" not in text
        assert said in text
        assert "Orang 2 Rekaan" not in text
    assert "Orang 2 Rekaan" in drawn(road, leg, "bast"), "the record says what became of everybody"


@pytest.mark.parametrize("slug", ["pengantar", "polsek", "angkutan"])
def test_who_did_not_come_is_told_to_nobody_as_brought(road: Road, slug: str) -> None:
    leg = road.left(road.planned(group=road.group(3)), (1, 2, 3))
    road.differs(leg, 3, Outcome.DIED)
    text = drawn(road, road.accepted(leg, (1,)), slug)
    assert "Tidak ikut tiba: no. 2." in text
    assert "Orang 1 Rekaan" in text
    assert "Orang 2 Rekaan" not in text
    assert "2 orang" not in text
    assert ("1 orang" in text) or ("1 (satu) orang" in text)


def test_an_order_printed_when_the_road_is_over_says_so(road: Road) -> None:
    leg = road.left(road.planned(group=road.group(2)), (1, 2))
    assert "Telah menugaskan" not in drawn(road, leg, "spt")
    text = drawn(road, road.accepted(leg, (1, 2)), "spt")
    assert "Telah menugaskan" in text
    assert "yang sudah selesai" in text
    assert "sampai diserahterimakan" not in text
