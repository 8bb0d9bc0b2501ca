"""The letters of a leg of one client: begun with what is known; each says what its receiver may read."""

from typing import Any

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Worker
from rehsos.letters import paper
from rehsos.papers.models import Letter, LetterState
from rehsos.repatriation.drafting import RECORDS
from rehsos.repatriation.letters import WITH_A_LEG
from rehsos.repatriation.models import Leg, Ride
from tests.sheets import sheet, with_typed

from .conftest import SENTRA, Road, words

AS_OFFICE_LETTER = [kind for kind in WITH_A_LEG if kind not in RECORDS]


def case_of(road: Road, leg: Leg) -> Case:
    """The case of who rides."""
    [ride] = road.rides(leg)
    assert ride.case is not None
    return ride.case


def address(road: Road, leg: Leg, kind: str) -> str:
    """Where the page of the leg leads for a letter of a kind."""
    if kind in RECORDS:
        return reverse("repatriation:record", args=[road.rides(leg)[0].pk]) + f"?jenis={kind}"
    [ride] = road.rides(leg)
    code = case_of(road, leg).code
    return reverse("letters:letter_out", args=[code]) + f"?jenis={kind}&menyangkut={ride.pk}"


def begun(road: Road, leg: Leg, kind: str, **told: Any) -> Letter:
    """What the worker sends who changes nothing but what is `told`."""
    browser, where = road.browser("melati"), address(road, leg, kind)
    page = browser.get(where)
    assert page.status_code == 200, page.status_code
    answer = browser.post(where, with_typed(sheet(words(page)), told))
    road.by()
    assert answer.status_code == 302, words(answer)
    return Letter.objects.select_related("office").latest("pk")


def said(letter: Letter) -> str:
    return str(paper.paper(letter, Case.objects.get(pk=letter.dossier)).sheet().plain())


@pytest.mark.parametrize("kind", WITH_A_LEG)
def test_each_begins_with_the_road_and_nothing_must_be_answered(road: Road, kind: str) -> None:
    leg = road.planned()
    letter = begun(road, leg, kind)
    [ride] = road.rides(leg)
    assert (letter.kind, letter.subject, letter.state) == (kind, ride.pk, LetterState.DRAFT)
    text = said(letter)
    assert Office.objects.get(pk=SENTRA).name in text
    assert "Rambu" not in text
    paper.settle(letter=letter, case=Case.objects.get(pk=letter.dossier), capacity="", signed_as="", on_behalf_of="",
                 by=road.by(), action_id=new_id())  # fmt: skip


def test_what_is_needed_stands_in_what_the_receiver_gets_and_in_no_other(road: Road) -> None:
    leg = road.planned(needs="Obat malam tiga hari")
    told = {kind: said(begun(road, leg, kind)) for kind in WITH_A_LEG}
    assert {kind for kind, text in told.items() if "Obat malam tiga hari" in text} == {
        "handover_person",
        "handover_belongings",
        "return_cover",
    }
    assert "RAHASIA" not in told["escort_order"]


@pytest.mark.parametrize("kind", ["return_carrier", "escort_order"])
def test_a_carrier_and_an_escort_read_no_code_of_a_case(road: Road, kind: str) -> None:
    leg = road.planned()
    text = said(begun(road, leg, kind))
    assert case_of(road, leg).code not in text


def test_a_carrier_reads_a_name_where_it_is_ticked_and_nothing_else_of_them(road: Road) -> None:
    text = said(begun(road, road.planned(), "return_carrier", named="on"))
    assert "Nama penumpang" in text
    assert "NIK" not in text


def test_the_order_names_its_escort_and_no_client_even_if_ticked(road: Road) -> None:
    leg = road.planned(escort=Worker.objects.get(pk=road.by().worker))
    text = said(begun(road, leg, "escort_order"))
    assert "mendampingi pemulangan" in text
    assert str(Worker.objects.get(pk=road.by().worker)) in text


def test_the_record_of_an_accepted_leg_knows_its_hour_and_the_way_so_far(road: Road) -> None:
    leg = road.accepted(road.left(road.planned()))
    text = said(begun(road, leg, "handover_person"))
    assert "Etape 1" in text
    assert "Tanpa luka" in text
    assert "............" not in text.split("tanggal")[1][:60]


@pytest.mark.parametrize(
    ("who", "status"), [("melati", 200), ("bima", 403), ("fajar", 404), ("dewi", 404), ("eka", 404)]
)
def test_who_may_begin_a_record(road: Road, who: str, status: int) -> None:
    leg = road.planned()
    assert road.get("record", road.rides(leg)[0].pk, who=who).status_code == status


def test_the_letters_stand_on_the_page_of_the_leg_for_its_office_alone(road: Road) -> None:
    leg = road.planned()
    begun(road, leg, "return_cover")
    page = words(road.get("leg", leg.pk)).replace("&amp;", "&")
    assert "Pengantar pemulangan" in page
    assert address(road, leg, "return_police") in page
    assert "Pengantar pemulangan" not in words(road.get("leg", leg.pk, who="fajar"))
    assert "Susun" not in words(road.get("leg", leg.pk, who="bima"))


def test_a_letter_about_a_leg_of_another_case_is_not_there(road: Road) -> None:
    leg = road.planned()
    [ride] = road.rides(leg)
    other = Case.objects.get(pk=road.journey().case_id)
    where = reverse("letters:letter_out", args=[other.code]) + f"?jenis=return_cover&menyangkut={ride.pk}"
    assert road.browser("melati").get(where).status_code == 404


@pytest.mark.parametrize("kind", WITH_A_LEG)
def test_pdf_and_docx_open(road: Road, kind: str) -> None:
    letter = begun(road, road.planned(), kind)
    code = Case.objects.get(pk=letter.dossier).code
    for page, first in (("letter_pdf", b"%PDF"), ("letter_docx", b"PK")):
        answer = road.browser("melati").get(reverse(f"letters:{page}", args=[code, letter.pk]))
        assert answer.content.startswith(first)


def test_a_leg_of_a_group_has_no_record_in_a_case(road: Road) -> None:
    leg = road.planned(group=road.group(2))
    assert road.get("record", road.rides(leg)[0].pk).status_code == 404
    assert Ride.objects.filter(leg=leg, case__isnull=True).count() == 2
