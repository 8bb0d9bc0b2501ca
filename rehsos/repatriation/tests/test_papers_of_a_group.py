"""The papers of a group's leg: one list, and of it what the receiver may read."""

import pytest

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Place, Worker
from rehsos.repatriation.actions import groups
from rehsos.repatriation.group_papers import SLUGS, paper, people_of
from rehsos.repatriation.models import Leg, Outcome
from rehsos.repatriation.queries import rides_of

from .conftest import KUPANG, Road, words

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
