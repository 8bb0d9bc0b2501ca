"""Who receives a leg without an account says once, with a code, who came and who did not."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rehsos.access import by_code
from rehsos.access.models import AnswerCode
from rehsos.audit.actions import new_id
from rehsos.audit.answers import NotAllowed, Refused
from rehsos.cases.models import Case
from rehsos.directory.models import Place
from rehsos.repatriation.actions.by_code import accept_leg_by_code, give_leg_code
from rehsos.repatriation.models import AcceptedAs, Journey, Leg, Outcome, Taker
from rehsos.repatriation.sealing import unsealed

from .conftest import Road, words
from .test_counts import counted

PHONE, LAST = "0812-3456-7890", "7890"
WRONG = "Kode ini tidak dapat dibuka."


@pytest.fixture(autouse=True)
def _one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test wrote is seen by its own connection alone."""

    @contextmanager
    def here() -> Iterator[Any]:
        with connection.cursor() as cursor:
            yield cursor

    monkeypatch.setattr(by_code, "line", here)


def to_village(road: Road, **more: Any) -> Leg:
    """To nobody who has an account."""
    journey = None if "group" in more else road.ready(road.journey())
    return road.planned(journey, receiver=None, to_place=Place.objects.get(pk="53.02"), who="Kepala desa", **more)


def coded(road: Road, leg: Leg, who: str = "melati", phone: str = PHONE) -> str:
    made = give_leg_code(leg=road.seen(leg, who), phone=phone, by=road.by(who), action_id=new_id())
    road.by()
    return by_code.said(by_code.code_of(made.pk))


def receiver(code: str, phone: str = LAST, **told: Any) -> Any:
    """Who has the sheet, in a browser of their own."""
    return Client(enforce_csrf_checks=True).post(reverse("access:by_code"), {"code": code, "phone": phone, **told})


def received(road: Road, code: str, **told: Any) -> Any:
    given = {"taker": "family", "who": "Kepala Desa Contoh", "absent": "", "words": "Tanpa luka", **told}
    answer = receiver(code, answering="1", action_id=str(new_id()), **given)
    road.by()
    return answer


def test_the_village_accepts_and_they_are_home(road: Road) -> None:
    leg = road.left(to_village(road))
    assert received(road, coded(road, leg)).status_code == 302
    it = road.seen(leg)
    [ride] = road.rides(leg)
    assert (ride.accepted_as, bool(it.accepted_at)) == (AcceptedAs.FAMILY, True)
    assert ride.outcome == Outcome.ARRIVED
    assert road.where(ride.case_id) == (("family", None), "family", None)
    assert Journey.objects.get(rides=ride).home_at is not None
    page = words(road.get("leg", leg.pk))
    assert "Penerima menjawab dengan kode" in page
    assert "Kepala Desa Contoh" in page


def test_an_institution_outside_answers_for_them_and_they_are_not_home(road: Road) -> None:
    leg = road.left(to_village(road))
    received(road, coded(road, leg), taker="institution", who="Rumah Singgah Rekaan")
    [ride] = road.rides(leg)
    assert ride.accepted_as == AcceptedAs.OUTSIDE
    assert road.where(ride.case_id) == (("outside", None), "institution", None)
    assert Journey.objects.get(rides=ride).home_at is None


def test_with_the_code_initials_and_numbers_are_read_and_nothing_else(road: Road) -> None:
    leg = road.left(to_village(road, needs="Obat malam"))
    code = Case.objects.get(pk=str(road.rides(leg)[0].case_id)).code
    page = words(receiver(coded(road, leg)))
    assert "R.T." in page
    assert "No. 1" in page
    for hidden in ("Rambu", "Obat malam", code):
        assert hidden not in page


def test_of_a_group_who_did_not_come_is_named_and_stays_open(road: Road) -> None:
    leg = to_village(road, group=road.group())
    road.left(leg, (1, 2, 3, 4))
    code = coded(road, leg)
    assert "Orang 1" not in words(receiver(code))
    assert received(road, code, absent="2 dan 4", taker="institution").status_code == 302
    ends = {ride.number: ride.outcome for ride in road.rides(leg)}
    assert ends == {1: "arrived", 2: "", 3: "arrived", 4: ""}
    assert road.seen(leg).accepted_at is None
    page = words(road.get("leg", leg.pk))
    assert "2 tidak tiba menurut mereka" in page
    assert "tidak tiba: no. 2, 4" in page
    for number in (2, 4):
        road.differs(leg, number, Outcome.LEFT)
    assert [ride.accepted_as for ride in road.rides(leg)] == ["outside", "", "outside", ""]
    assert road.seen(leg).accepted_at is not None


def test_who_an_institution_took_is_not_home_and_who_their_family_fetched_from_there_is(road: Road) -> None:
    leg = road.left(to_village(road, group=road.group(3)), (1, 2, 3))
    received(road, coded(road, leg), absent="2 dan 3", taker="institution")
    road.accepted(leg, (2, 3), who="melati")
    assert [ride.accepted_as for ride in road.rides(leg)] == ["outside", "family", "family"]
    assert counted(road, "repatriation").total == 2


def test_where_nobody_came_the_leg_stays_open_and_says_so(road: Road) -> None:
    leg = road.left(to_village(road))
    assert received(road, coded(road, leg), absent="1", words="Tidak turun dari kapal").status_code == 302
    assert road.rides(leg)[0].outcome == ""
    assert road.seen(leg).accepted_at is None
    assert "Tidak turun dari kapal" in words(road.get("leg", leg.pk))


@pytest.mark.parametrize(("absent", "said"), [("9", "Nomor 9 tidak ada"), ("Budi", "Tulis nomornya saja")])
def test_a_number_that_is_none_is_said_and_nothing_is_lost(road: Road, absent: str, said: str) -> None:
    leg = road.left(to_village(road))
    code = coded(road, leg)
    page = received(road, code, absent=absent)
    assert page.status_code == 422
    assert said in words(page)
    assert "Tanpa luka" in words(page)
    assert received(road, code).status_code == 302


def test_before_they_left_nobody_arrives(road: Road) -> None:
    leg = to_village(road)
    page = received(road, coded(road, leg))
    assert "belum tercatat berangkat" in words(page)
    assert road.rides(leg)[0].outcome == ""


def test_a_code_answers_once_and_five_wrong_tries_lock_it(road: Road) -> None:
    leg = road.left(to_village(road))
    code = coded(road, leg)
    for _try in range(5):
        assert WRONG in words(receiver(code, "0000"))
    assert WRONG in words(receiver(code))
    road.by()
    assert "terkunci" in words(road.get("leg", leg.pk))
    again = coded(road, leg)
    received(road, again)
    done = receiver(again)
    assert done.status_code == 200
    assert "taker" not in words(done)


def test_after_a_fortnight_it_opens_nothing(road: Road) -> None:
    leg = road.left(to_village(road))
    code = coded(road, leg)
    assert "Menunggu jawaban penerima" in words(road.get("leg", leg.pk))
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=True):
        assert WRONG in words(receiver(code))


def test_the_sheet_is_shown_once_and_asks_a_telephone(road: Road) -> None:
    leg = to_village(road)
    assert reverse("repatriation:code", args=[leg.pk]) in words(road.get("leg", leg.pk))
    page = road.browser("melati").post(reverse("repatriation:code", args=[leg.pk]),
                                       {"phone": "12", "action_id": str(new_id())})  # fmt: skip
    road.by()
    assert not AnswerCode.objects.filter(thing=leg.pk).exists()
    assert "4 angka terakhir" in words(page)
    page = road.browser("melati").post(reverse("repatriation:code", args=[leg.pk]),
                                       {"phone": PHONE, "action_id": str(new_id())})  # fmt: skip
    road.by()
    code = by_code.said(by_code.code_of(AnswerCode.objects.get(thing=leg.pk).pk))
    assert code in words(page)
    assert code not in words(road.get("code", leg.pk))


def test_who_has_an_account_is_given_no_code(road: Road) -> None:
    leg = road.planned()
    with pytest.raises(Refused, match="punya akun"):
        coded(road, leg)
    assert reverse("repatriation:code", args=[leg.pk]) not in words(road.get("leg", leg.pk))


@pytest.mark.parametrize(
    ("who", "status"), [("bima", 200), ("citra", 200), ("fajar", 404), ("eka", 404), ("dewi", 404)]
)
def test_whose_leg_it_is_makes_the_sheet(road: Road, who: str, status: int) -> None:
    assert road.get("code", to_village(road).pk, who=who).status_code == status


def test_only_who_has_the_code_answers_with_it(road: Road) -> None:
    leg = road.left(to_village(road))
    with pytest.raises(NotAllowed):
        accept_leg_by_code(thing=leg.pk, taker=Taker.FAMILY, absent=(), who="x", words="", by=road.by(),
                           action_id=new_id())  # fmt: skip


CARD = "<h2>Kabar dari kantor dan pihak lain"


def news(road: Road, who: str = "melati") -> str:
    """What a first page tells of others; empty where there is nothing."""
    page = " ".join(words(road.browser(who).get("/")).split())
    road.by()
    return page[page.index(CARD) :].partition("</section>")[0] if CARD in page else ""


def test_who_did_not_come_stands_first_until_somebody_says_what_became_of_them(road: Road) -> None:
    leg = road.left(to_village(road, group=road.group(3)), (1, 2, 3))
    received(road, coded(road, leg), absent="2", words="No. 3 luka di kaki")
    for who in ("melati", "citra"):
        page = " ".join(words(road.browser(who).get("/")).split())
        road.by()
        assert page.split("<h2>")[1].startswith("Kabar dari kantor dan pihak lain"), who
        assert "no. 2 tidak tiba" in news(road, who)
        assert "luka di kaki" in news(road, who)
        assert f"/pulang/etape/{leg.pk}/" in news(road, who)
    for who in ("dewi", "eka", "fajar"):
        assert news(road, who) == "", who
    road.differs(leg, 2, Outcome.LEFT)
    assert news(road) == ""


def test_the_words_of_a_receiver_are_read_once_names_are_open(road: Road) -> None:
    leg = road.left(to_village(road))
    received(road, coded(road, leg), words="Luka di kaki")
    page = words(road.people.client("citra").get("/"))
    road.by()
    assert "Luka di kaki" not in page
    assert "Mereka menulis keadaan saat tiba" in page
    assert "semua tiba" in news(road)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert "semua tiba" not in words(road.people.client("melati").get("/"))
    road.by()


def test_a_case_that_another_works_is_told_to_its_worker_and_the_head(road: Road) -> None:
    leg = road.left(to_village(road))
    received(road, coded(road, leg), absent="1")
    assert "no. 1 tidak tiba" in news(road)
    assert "no. 1 tidak tiba" in news(road, "citra")
    assert news(road, "bima") == ""


def test_a_living_person_missing_stands_above_the_dead(road: Road) -> None:
    leg = road.left(to_village(road, group=road.group(3)), (1, 2, 3))
    received(road, coded(road, leg), absent="2, 3")
    road.differs(leg, 3, Outcome.DIED)
    page = words(road.browser("melati").get("/"))
    road.by()
    assert 0 < page.index("no. 2 tidak tiba") < page.index('id="meninggal"')


def test_a_locked_code_asks_for_another_on_the_first_page(road: Road) -> None:
    leg = road.left(to_village(road))
    code = coded(road, leg)
    for _try in range(5):
        receiver(code, phone="0000")
    road.by()
    assert "terkunci sesudah 5 kali salah" in news(road)
    assert f"/pulang/etape/{leg.pk}/kode/" in news(road)
    coded(road, leg)
    assert news(road) == ""


def test_what_the_receiver_wrote_is_theirs_and_not_the_state_of_who_came(road: Road) -> None:
    leg = road.left(to_village(road))
    received(road, coded(road, leg), who="Pak Kades Umpama", words="")
    kept = unsealed(leg.pk, road.seen(leg).sealed)
    assert (kept["accepted_by"], kept.get("accepted")) == ("Pak Kades Umpama", None)


def test_no_name_of_the_list_is_written_in_an_answer(road: Road) -> None:
    leg = road.left(to_village(road, group=road.group(text="Agus Rekaan, L, 30, Sumba Timur")))
    page = received(road, coded(road, leg), words="Agus Rekaan luka di kaki")
    assert page.status_code == 422
    assert "Tulis tanpa nama" in words(page)
    assert "Agus Rekaan luka di kaki" in words(page), "what was typed stays"
    assert road.seen(leg).accepted_at is None


def test_who_answers_after_the_sender_did_reads_that_they_are_accepted(road: Road) -> None:
    leg = road.left(to_village(road))
    code = coded(road, leg)
    road.accepted(leg, who="melati")
    for answer in (receiver(code), received(road, code)):
        assert "sudah dicatat diterima" in words(answer)
        assert WRONG not in words(answer)
    assert "Menunggu jawaban penerima" not in words(road.get("leg", leg.pk))


def test_a_village_office_is_no_family(road: Road) -> None:
    leg = road.left(to_village(road))
    page = words(road.get("accept", leg.pk))
    assert "Kantor atau lembaga" in page
    told: dict[str, Any] = {"arrived": ["1"], "at": timezone.localtime().strftime("%d-%m-%Y %H.%M")}
    assert road.post("accept", leg.pk, taker="institution", **told).status_code == 302
    [ride] = road.rides(leg)
    assert ride.accepted_as == AcceptedAs.OUTSIDE
    assert road.where(ride.case_id) == (("outside", None), "institution", None)
    assert "Diterima: Keluarga" not in words(road.get("leg", leg.pk))


def test_where_nobody_says_who_took_them_it_is_the_family_and_of_an_office_it_is_not_asked(road: Road) -> None:
    leg = road.left(to_village(road))
    road.accepted(leg, who="melati")
    assert road.rides(leg)[0].accepted_as == AcceptedAs.FAMILY
    other = road.left(road.planned())
    assert "Kantor atau lembaga" not in words(road.get("accept", other.pk, who="fajar"))
