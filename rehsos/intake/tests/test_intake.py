import re
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict
from rehsos.audit.models import View
from rehsos.intake.actions import Told, decide_report, receive_report, told
from rehsos.intake.models import INBOX, Channel, Danger, Decision, FromRole, Report

pytestmark = pytest.mark.django_db
SPOKEN, RECEIVE = "/aduan/lisan/", "/aduan/baru/"


def received(by: Any, *, at: datetime | None = None, **other: Any) -> Report:
    given: dict[str, Any] = {
        "channel": Channel.PHONE, "from_role": FromRole.INVESTIGATOR, "received_at": at or timezone.now(),
        "danger": Danger.UNKNOWN, "told": Told(asked="Dampingi pemeriksaan (BAP)", about="Rambu, 14 tahun"),
        "place": None, "needed_at": None,
    }  # fmt: skip
    return receive_report(**{**given, **other}, by=by, action_id=new_id())


def asked_for(browser: Client) -> dict[str, str]:
    """What the form holds when nobody touched it: the fewest taps there are."""
    page = browser.get(SPOKEN).content.decode()
    given = dict(re.findall(r'<input type="hidden" name="(action_id|received_at)" value="([^"]+)"', page))
    given |= dict(re.findall(r'<input type="radio" name="(\w+)"[^>]*value="([^"]*)"[^>]* checked', page))
    return {**given, "from_role": "investigator"}


def test_an_untouched_form_is_a_whole_request_for_tomorrow_at_eight(people: Any) -> None:
    browser = people.client("melati")
    answer = browser.post(SPOKEN, asked_for(browser))
    assert answer.status_code == 302
    people.actor("melati")
    made = Report.objects.get()
    assert made.needed_at is not None
    local = made.needed_at.astimezone(people.actor("melati").zone)
    assert (local.hour, local.date() - timezone.localdate(timezone=local.tzinfo)) == (8, timedelta(days=1))
    assert told(made).asked == "Dampingi pemeriksaan (BAP)"
    assert (made.channel, made.from_role) == ("phone", "investigator")


def test_it_says_that_no_clock_starts(people: Any) -> None:
    browser = people.client("melati")
    assert "Belum ada tenggat yang mulai" in browser.get(SPOKEN).content.decode()
    seen = browser.post(SPOKEN, asked_for(browser), follow=True).content.decode()
    assert "Tenggat belum mulai" in seen


def test_a_choice_made_yesterday_keeps_its_day(people: Any) -> None:
    browser = people.client("melati")
    yesterday = (timezone.localtime() - timedelta(days=1)).replace(hour=8, minute=0).strftime("%Y-%m-%dT%H:%M")
    answer = browser.post(SPOKEN, {**asked_for(browser), "when": yesterday})
    assert answer.status_code == 302
    people.actor("melati")
    moment = Report.objects.values_list("needed_at", flat=True).get()
    assert moment is not None
    assert moment.astimezone(people.actor("melati").zone).strftime("%Y-%m-%dT%H:%M") == yesterday


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"when": "other"}, "Isi tanggal dan jamnya"),
        ({"when": "other", "needed_at": "besok"}, "Satu isian"),
        ({"purpose": "other"}, "Tulis satu baris"),
        ({"purpose": "x"}, "Satu isian"),
        ({"from_role": "president"}, "Satu isian"),
        ({"received_at": "2099-01-01T08:00"}, "masa depan"),
    ],
)
def test_a_mistake_is_named_and_the_typed_stays(people: Any, bad: dict[str, str], said: str) -> None:
    browser = people.client("melati")
    answer = browser.post(SPOKEN, {**asked_for(browser), "officer": "Hasan Contoh", **bad})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Hasan Contoh" in answer.content.decode()
    assert Report.objects.count() == 0


def report_form(**given: Any) -> dict[str, Any]:
    return {
        "channel": "walk_in", "from_role": "family", "received_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "asked": "Anak tidak pulang dua malam", "danger": "yes", "persons": "1", "action_id": str(new_id()), **given,
    }  # fmt: skip


def test_five_answers_make_a_report_of_the_office(people: Any) -> None:
    answer = people.client("indah").post(RECEIVE, report_form())
    assert answer.status_code == 302
    people.actor("bima")
    made = Report.objects.get()
    assert (made.danger, made.office_id, made.place_id) == ("yes", 3, None)
    assert b"pulang" not in bytes(made.sealed)


@pytest.mark.parametrize(
    ("where", "place"),
    [("Kel. Babau", "53.01"), ("di belakang pasar lama", None), ("Kupang", None), ("Kota Kupang", "53.71")],
)
def test_where_is_kept_as_told_and_a_place_only_when_it_is_sure(people: Any, where: str, place: str | None) -> None:
    people.client("melati").post(RECEIVE, report_form(where=where))
    people.actor("melati")
    made = Report.objects.get()
    assert told(made).where == where
    assert (made.place_id or "").startswith(place) if place else made.place_id is None


@pytest.mark.parametrize(
    "bad",
    [{"asked": ""}, {"asked": "  "}, {"channel": ""}, {"received_at": ""}, {"received_at": "2099-01-01T00:00"},
     {"danger": "maybe"}, {"persons": "0"}, {"persons": "x"}, {"asked": "x" * 401}, {"action_id": "x"}],
)  # fmt: skip
def test_bad_input_is_refused_with_words(people: Any, bad: dict[str, str]) -> None:
    answer = people.client("melati").post(RECEIVE, report_form(**bad))
    assert answer.status_code == 422
    assert "perlu dilihat" in answer.content.decode()


def test_the_inbox_shows_what_waits_newest_first(people: Any) -> None:
    by, now = people.actor("melati"), timezone.now()
    received(by, at=now - timedelta(hours=2), told=Told(asked="Yang lama"))
    received(by, at=now, told=Told(asked="Yang baru"))
    seen = unlock(people.client("bima")).get("/aduan/").content.decode()
    assert seen.index("Yang baru") < seen.index("Yang lama")
    assert "Rambu" not in seen


def test_another_office_sees_neither_inbox_nor_report(people: Any) -> None:
    made = received(people.actor("melati"))
    assert "Dampingi pemeriksaan" not in people.client("dewi").get("/aduan/").content.decode()
    for address in (f"/aduan/{made.pk}/", f"/aduan/{made.pk}/putusan/"):
        assert people.client("dewi").get(address).status_code == 404
        assert people.client("eka").get(address).status_code == 404


def test_the_inbox_turns_its_pages_by_key(people: Any) -> None:
    by, now = people.actor("melati"), timezone.now()
    for n in range(30):
        received(by, at=now - timedelta(minutes=n // 3), told=Told(asked=f"Aduan ke-{n:02}."))
    browser = unlock(people.client("melati"))
    first = browser.get("/aduan/").content.decode()
    following = re.search(r'href="(/aduan/\?saat=[^"]+)"', first)
    assert following is not None
    second = browser.get(following[1].replace("&amp;", "&")).content.decode()
    seen = [set(re.findall(r"Aduan ke-(\d\d)\.", page)) for page in (first, second)]
    assert [len(s) for s in seen] == [25, 5]
    assert not seen[0] & seen[1]


@pytest.mark.parametrize("bad", ["?saat=x", "?saat=2026-01-01T00:00:00", "?saat=2026-01-01&id=1", "?saat=%00&id="])
def test_a_broken_page_key_is_no_page(people: Any, bad: str) -> None:
    assert people.client("melati").get("/aduan/" + bad).status_code in {400, 404}


def test_opening_a_report_is_recorded_once_a_day(people: Any) -> None:
    made = received(people.actor("melati"))
    browser = unlock(people.client("bima"))
    assert "Rambu, 14 tahun" in browser.get(f"/aduan/{made.pk}/").content.decode()
    browser.get(f"/aduan/{made.pk}/")
    people.actor("bima")
    assert View.objects.filter(what="report", dossier=made.pk).count() == 1


def test_a_shared_screen_hides_what_was_said(people: Any) -> None:
    made = received(people.actor("melati"))
    browser = unlock(people.client("melati"))
    session = browser.session
    session["public_screen"] = True
    session.save()
    for address in ("/aduan/", f"/aduan/{made.pk}/"):
        assert "Dampingi pemeriksaan" not in browser.get(address).content.decode()


def decide(browser: Client, report: UUID, **given: str) -> Any:
    return browser.post(f"/aduan/{report}/putusan/", {"action_id": str(new_id()), **given})


@pytest.mark.parametrize(("decision", "label"), [("passed_on", "Diteruskan"), ("refused", "Tidak diterima")])
def test_passing_on_and_refusing_need_a_reason_that_is_shown(people: Any, decision: str, label: str) -> None:
    made, browser = received(people.actor("melati")), unlock(people.client("melati"))
    assert decide(browser, made.pk, decision=decision, reason=" ").status_code == 422
    assert decide(browser, made.pk, decision=decision, reason="Ke UPTD PPA, Ibu Contoh").status_code == 302
    seen = browser.get(f"/aduan/{made.pk}/").content.decode()
    assert label in seen
    assert "Ke UPTD PPA, Ibu Contoh" in seen
    assert "Jadikan kasus" not in seen


def test_what_is_decided_leaves_the_inbox_and_stays_decided(people: Any) -> None:
    made, browser = received(people.actor("melati")), people.client("melati")
    decide(browser, made.pk, decision="consultation", reason="")
    assert "Tidak ada yang menunggu keputusan" in browser.get("/aduan/").content.decode()
    assert "Konsultasi" in browser.get("/aduan/?putus=ya").content.decode()
    again = decide(browser, made.pk, decision="refused", reason="Tidak jadi")
    assert again.status_code == 422
    assert "sudah diputuskan" in again.content.decode()


@pytest.mark.parametrize("decision", ["", "case", "x"])
def test_a_report_becomes_a_case_only_by_opening_one(people: Any, decision: str) -> None:
    made = received(people.actor("melati"))
    assert decide(people.client("melati"), made.pk, decision=decision, reason="x").status_code == 422


@pytest.mark.parametrize(("who", "receives", "reads"), [("indah", 200, 200), ("citra", 404, 200), ("gita", 404, 404)])
def test_who_may_receive_and_who_may_read(people: Any, who: str, receives: int, reads: int) -> None:
    browser = people.client(who)
    assert browser.get(SPOKEN).status_code == receives
    assert browser.get("/aduan/").status_code == reads


def test_no_page_costs_more_than_seven_statements(people: Any, few_statements: Any) -> None:
    by = people.actor("melati")
    made = [received(by) for _ in range(5)]
    browser = people.client("melati")
    for address in ("/aduan/", SPOKEN, RECEIVE, f"/aduan/{made[0].pk}/", f"/aduan/{made[1].pk}/putusan/"):
        few_statements(browser, address)


def plainly(browser: Client, address: str) -> str:
    """The words of a page, without its markup, and without what the list of both kinds is called."""
    page = browser.get(address).content.decode()
    return re.sub(r"<[^>]*>", " ", re.sub(r"<(style|script).*?</\1>", "", page, flags=re.DOTALL)).replace(
        str(INBOX), ""
    )


@pytest.mark.parametrize(
    ("sender", "own", "other"),
    [(FromRole.INVESTIGATOR, "permintaan", "aduan"), (FromRole.FAMILY, "aduan", "permintaan lisan")],
)
def test_a_request_is_called_one_and_a_complaint_another_on_every_page_of_it(
    people: Any, sender: FromRole, own: str, other: str
) -> None:
    """A letter of the police stood under “Aduan masuk”, with “Aduan” above its decision."""
    report = received(people.actor("melati"), from_role=sender)
    for browser in (unlock(people.client("melati")), people.client("indah")):
        for address in (f"/aduan/{report.pk}/", f"/aduan/{report.pk}/putusan/"):
            words = plainly(browser, address).casefold()
            assert own in words, address
            assert other not in words, address
    crumbs = people.client("melati").get(f"/aduan/{report.pk}/putusan/").content.decode().partition("<h1")[0]
    assert f">{own.capitalize()}</a>" in crumbs
    decide_report(
        report=report,
        decision=Decision.CONSULTATION,
        reason="",
        case=None,
        by=people.actor("melati"),
        action_id=new_id(),
    )
    with pytest.raises(Conflict, match=own.capitalize()):
        decide_report(
            report=report,
            decision=Decision.RESPONSE,
            reason="",
            case=None,
            by=people.actor("melati"),
            action_id=new_id(),
        )


def test_the_list_and_its_place_in_the_menu_are_called_by_what_they_hold(people: Any) -> None:
    page = people.client("indah").get("/aduan/").content.decode()
    assert "<h1>Aduan dan permintaan</h1>" in page
    assert "Aduan masuk" not in page
    assert page.count("Aduan dan permintaan") >= 3  # title, heading, menu
