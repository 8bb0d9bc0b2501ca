"""A plain word on a case, from which type and letter follow; another type from a day on; whose affair it is."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.models import Case, CaseType
from rehsos.demo import arranged
from rehsos.people.tests.test_search import registered
from rehsos.statistics.counting import count, said_code

from .conftest import Desk, words
from .test_open_case import opened
from .test_opening_page import form

pytestmark = pytest.mark.django_db


def send(people: Any, who: str = "melati", **given: Any) -> Any:
    client = registered(people.actor(who), "Rambu Teladan")
    answer = people.client(who).post(f"/kasus/baru/{client.pk}/", form(role="", **given))
    people.actor(who)
    return answer


def test_without_script_the_form_comes_back_once_with_the_type_that_follows(people: Any) -> None:
    answer = send(people, category="trafficked", primary_type="")
    page = words(answer)
    assert answer.status_code == 422
    assert (
        "Diusulkan dari “Korban perdagangan orang”: Anak yang memerlukan perlindungan khusus (AMPK), kelompok h" in page
    )
    assert '<option value="special_protection_child" selected>' in page
    assert not Case.objects.exists()


def test_sent_again_the_word_the_type_and_the_letter_are_kept(people: Any) -> None:
    assert send(people, category="trafficked", primary_type="special_protection_child").status_code == 302
    case = Case.objects.get()
    assert (case.category, case.primary_type) == ("trafficked", "special_protection_child")
    assert CaseType.objects.get(case=case).ampk == "h"


def test_another_type_may_be_chosen_than_the_one_that_follows(people: Any) -> None:
    assert send(people, category="trafficked", primary_type="maltreated_child").status_code == 302
    assert CaseType.objects.get().ampk == ""


def test_no_word_is_needed_and_a_type_is(people: Any) -> None:
    assert send(people).status_code == 302
    assert Case.objects.get().category == ""
    assert send(people, category="other", primary_type="").status_code == 422  # no type follows: it is asked
    assert send(people, category="merantau").status_code == 422
    assert Case.objects.count() == 1


def test_with_script_the_page_knows_what_follows_for_that_age(people: Any) -> None:
    client = registered(people.actor("melati"), "Rambu Teladan")
    page = unescape(people.client("melati").get(f"/kasus/baru/{client.pk}/").content.decode())
    assert '"trafficked": "special_protection_child"' in page
    assert "dibawa pulang dari Malaysia" in page


def test_the_case_says_its_word_and_can_be_counted_by_it(desk: Desk) -> None:
    opened(desk.by, category="odgj", types=("person_with_disability",), primary_type="person_with_disability")
    case = Case.objects.exclude(pk=desk.case.pk).get()
    page = desk.people.client("melati").get(f"/kasus/{case.code}/").content.decode()
    assert "Orang dengan gangguan jiwa yang telantar" in page
    desk.again()
    table = count("cases", ("category",), by_actor=desk.by)
    assert {code: table.counts[(code,)] for code in table.axes[0]} == {"": 1, "odgj": 1}
    assert said_code("category", "") == "tanpa kategori"


def test_a_type_changes_from_a_day_and_the_one_before_ends(desk: Desk) -> None:
    since = desk.case.opened_on
    sent = {"category": "migrant", "primary_type": "special_protection_child", "protection": "a", "since": str(since)}
    assert desk.post("cases:change_type", **sent).status_code == 302
    types = {t.type: (t.since, t.until, t.ampk) for t in CaseType.objects.filter(case=desk.case)}
    assert types == {"child_in_justice": (since, since, ""), "special_protection_child": (since, None, "a")}
    page = words(desk.get("cases:case"))
    assert "Jenis diubah menjadi Anak yang memerlukan perlindungan khusus (AMPK)" in page
    assert "Pekerja migran yang dipulangkan" in page
    assert Action.objects.get(name="change_type").facts["category"] == "migrant"


def test_a_type_can_come_back(desk: Desk) -> None:
    since = desk.case.opened_on
    for kind in ("maltreated_child", "child_in_justice"):
        sent = {"category": "", "primary_type": kind, "protection": "", "since": str(since)}
        assert desk.post("cases:change_type", **sent).status_code == 302
    assert list(CaseType.objects.filter(case=desk.case, until=None).values_list("type", flat=True)) == [
        "child_in_justice"
    ]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"primary_type": ""}, "Jenis PPKS utama"),
        ({"primary_type": "stranded"}, "Jenis PPKS utama"),
        ({"category": "merantau"}, "Keadaannya"),
        ({"protection": "h"}, "Kelompok hanya untuk anak"),
        ({"since": "2099-01-01"}, "antara pembukaan kasus dan hari ini"),
        ({"since": "2001-01-01"}, "antara pembukaan kasus dan hari ini"),
    ],
)
def test_a_mistake_is_named_and_nothing_changes(desk: Desk, bad: dict[str, str], said: str) -> None:
    good = {"category": "", "primary_type": "maltreated_child", "protection": "", "since": str(desk.case.opened_on)}
    answer = desk.post("cases:change_type", **{**good, **bad})
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert desk.case.primary_type == "child_in_justice"


@pytest.mark.parametrize("name", ["cases:change_type", "cases:competence"])
def test_who_does_not_work_it_reads_why_and_an_outsider_finds_nothing(desk: Desk, name: str) -> None:
    assert [desk.get(name, who=who).status_code for who in ("melati", "bima", "dewi")] == [200, 403, 404]
    assert desk.get(name, who="eka").status_code in {403, 404}


def test_a_closed_case_keeps_its_type(desk: Desk) -> None:
    from rehsos.cases.actions.classifying import change_type
    from rehsos.cases.models import Status

    Case.objects.filter(pk=desk.case.pk).update(status=Status.CLOSED, closed_on=timezone.localdate())
    with pytest.raises(Refused, match="sudah diakhiri"):
        change_type(case=Case.objects.get(pk=desk.case.pk), category="", primary_type="maltreated_child",
                    protection="", since=desk.case.opened_on, by=desk.by, action_id=new_id())  # fmt: skip


def test_whose_affair_it_is_stands_on_the_case_with_what_is_made_of_it(desk: Desk) -> None:
    assert "kabupaten/kota" in words(desk.get("cases:case"))
    page = words(desk.get("cases:competence"))
    assert "Menurut UU 23/2014 lampiran F nomor 3: kewenangan kabupaten/kota, karena ini rehabilitasi anak" in page
    assert "Kantornya: Dinsos Kab. Kupang" in page
    assert desk.post("cases:competence", where="panti", competence="urgent").status_code == 302
    assert desk.case.competence == "urgent"
    assert "Kewenangan kabupaten/kota: Kami tangani dulu: mendesak" in words(desk.get("cases:case"))


def test_before_the_law_there_is_no_hint_and_no_page(desk: Desk) -> None:
    case = opened(desk.by, opened_on=date(2013, 1, 2))
    browser = desk.people.client("melati")
    assert browser.get(f"/kasus/{case.code}/kewenangan/").status_code == 404
    assert f"/kasus/{case.code}/kewenangan/" not in browser.get(f"/kasus/{case.code}/").content.decode()


def test_opening_what_is_another_governments_says_so_with_article_and_office_and_opens_it(people: Any) -> None:
    arranged.tell()
    client = registered(people.actor("melati"), "Rambu Teladan")
    browser = people.client("melati")
    sent = form(role="", primary_type="person_with_hiv")
    page = browser.post(f"/kasus/baru/{client.pk}/", sent, follow=True).content.decode()
    assert "Menurut UU 23/2014 lampiran F nomor 3: kewenangan pusat (Kementerian Sosial), karena" in page
    assert "Kantornya: Sentra Efata Kupang. Kasus ini boleh tetap ditangani di sini" in page
    people.actor("melati")
    assert Case.objects.get().competence == ""


def test_opening_ones_own_affair_says_nothing(people: Any) -> None:
    client = registered(people.actor("melati"), "Rambu Teladan")
    browser = people.client("melati")
    page = browser.post(f"/kasus/baru/{client.pk}/", form(role="", primary_type="street_child"), follow=True)
    assert "Menurut UU 23/2014" not in page.content.decode()


def test_a_word_of_the_future_is_none(people: Any) -> None:
    with pytest.raises(Refused, match="tidak ada di daftar"):
        opened(people.actor("melati"), category="trafficked", opened_on=date(2007, 4, 18))
    assert timezone.localdate() - timedelta(days=1) > date(2007, 4, 18)


def test_a_group_belongs_to_a_type_that_still_holds(desk: Desk) -> None:
    since = str(desk.case.opened_on)
    for kind in ("special_protection_child", "maltreated_child"):
        sent = {"category": "", "primary_type": kind, "protection": "", "since": since}
        assert desk.post("cases:change_type", **sent).status_code == 302
    assert desk.post("cases:protection", protection="i").status_code == 422
