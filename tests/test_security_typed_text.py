"""Nothing typed is lost: when the session runs out, when the battery dies, when two tabs are open."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from conftest import unlock
from rehsos.access.models import Draft, KeptForm, User
from rehsos.access.session_store import kept_as
from rehsos.audit.actions import new_id
from rehsos.cases.models import Case, Task
from rehsos.cases.tests.test_open_case import opened
from tests.whole_office import doors

PASSWORD = "rehsos-contoh"
WHAT = "Akta lahir, “minta” ke Dukcapil\nbawa surat lahir dari bidan"
Page = tuple[Client, str]


@pytest.fixture
def case(people: Any) -> Case:
    cache.clear()
    return opened(people.actor("melati"))


@pytest.fixture
def form(people: Any, case: Case) -> Page:
    """Melati before the form of a new errand, as a browser sends it: with its proof against forgery."""
    hers = Client(enforce_csrf_checks=True)
    sign_in(hers, "melati")
    return hers, reverse("cases:task_new", args=[case.code])


def token(client: Client, address: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def sign_in(client: Client, who: str, address: str = "") -> Any:
    address = address or reverse("account_login")
    query = address.partition("next=")[2]
    sent = {"login": f"{who}@contoh.test", "password": PASSWORD, "csrfmiddlewaretoken": token(client, address)}
    answer = client.post(address, sent | ({"next": query} if query else {}))
    if "_auth_user_id" in client.session:
        unlock(client)
    return answer


def typed(client: Client, address: str, **more: str) -> dict[str, str]:
    """The form, filled in, with the id it was shown with."""
    body = client.get(address).content.decode()
    action = re.search(r'name="action_id" value="([\w-]+)"', body)
    proof = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', body)
    writer = re.search(r'name="form_owner" value="([^"]+)"', body)
    assert action is not None
    assert proof is not None
    assert writer is not None
    given = {"kind": "birth", "what": WHAT, "agency": "Dukcapil Kab. Contoh", "due_on": "2099-01-09"}
    return given | {"action_id": action[1], "csrfmiddlewaretoken": proof[1], "form_owner": writer[1]} | more


def run_out(client: Client) -> None:
    Session.objects.filter(session_key=kept_as(client.session.session_key)).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )


def lands(answer: Any) -> str:
    """Where signing in will lead."""
    assert answer.status_code == 302
    return str(answer.url)


def shows_all(body: str) -> bool:
    return all(
        word in body for word in ("bawa surat lahir dari bidan", "“minta”", "Dukcapil Kab. Contoh", "2099-01-09")
    )


def test_what_was_sent_too_late_comes_back_after_signing_in(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    where = lands(hers.post(address, given))
    assert b"surat lahir" not in bytes(KeptForm.objects.get().sealed)
    assert where == f"/masuk/login/?next=%2Flanjutkan%2F{given['action_id']}%2F"
    back = lands(sign_in(hers, "melati", where.replace("%2F", "/")))
    page = hers.get(back).content.decode()
    assert "Isian Anda masih ada" in page
    assert "menunggu di Pengaturan saya" not in page
    assert hers.post(back, {"csrfmiddlewaretoken": token(hers, back)}).url == address
    body = hers.get(address).content.decode()
    assert "Draf dipulihkan" in body
    assert shows_all(body)
    assert f'value="{given["action_id"]}"' in body


def test_and_saving_it_then_happens_once_and_leaves_nothing_behind(form: Page, people: Any, case: Case) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    where = lands(hers.post(address, given)).replace("%2F", "/")
    back = lands(sign_in(hers, "melati", where))
    hers.post(back, {"csrfmiddlewaretoken": token(hers, back)})
    again = given | {"csrfmiddlewaretoken": token(hers, address)}
    assert hers.post(address, again).status_code == 302
    assert hers.post(address, again).status_code == 302
    people.actor("melati")
    assert Task.objects.filter(case=case).count() == 1
    assert not KeptForm.objects.exists()
    assert not Draft.objects.exists()


def test_it_comes_back_through_the_second_step_too(form: Page, settings: Any) -> None:
    settings.MFA_ADAPTER = "rehsos.access.adapter.SecondFactorAdapter"
    from rehsos.access.adapter import SecondFactorAdapter

    hers, address = form
    given = typed(hers, address)
    secret = totp.generate_totp_secret()
    user = User.objects.get(email="melati@contoh.test")
    Authenticator.objects.create(user=user, type="totp", data={"secret": SecondFactorAdapter().encrypt(secret)})
    run_out(hers)
    where = lands(hers.post(address, given)).replace("%2F", "/")
    asked = lands(sign_in(hers, "melati", where))
    code = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    back = hers.post(asked, {"code": code, "csrfmiddlewaretoken": token(hers, asked)}).url
    assert back == reverse("access:resume", args=[given["action_id"]])
    hers.post(back, {"csrfmiddlewaretoken": token(hers, back)})
    assert shows_all(unlock(hers).get(address).content.decode())


def test_somebody_else_who_signs_in_there_does_not_find_it(form: Page, people: Any) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    where = lands(hers.post(address, given)).replace("%2F", "/")
    back = lands(sign_in(hers, "bima", where))
    assert hers.get(back).status_code == 404
    assert hers.post(back, {"csrfmiddlewaretoken": token(hers, "/kasus/")}).status_code == 404
    assert KeptForm.objects.filter(user__email="melati@contoh.test").exists()


def test_saving_from_the_open_page_after_signing_in_elsewhere_clears_the_copy(
    form: Page, case: Case, people: Any
) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    hers.post(address, given)
    sign_in(hers, "melati")
    assert hers.post(address, given | {"csrfmiddlewaretoken": token(hers, address)}).status_code == 302
    people.actor("melati")
    assert Task.objects.filter(case=case).count() == 1
    assert not KeptForm.objects.exists()


def test_the_same_form_sent_twice_too_late_is_kept_once(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    hers.post(address, given)
    hers.post(address, given | {"what": WHAT + " segera"})
    assert KeptForm.objects.count() == 1


def test_a_second_tab_is_kept_too_after_the_first_met_the_sign_in_page(form: Page, case: Case) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    assert lands(hers.get("/kasus/")).startswith("/masuk/login/")
    hers.post(address, given)
    assert KeptForm.objects.count() == 1


def test_an_autosave_too_late_becomes_the_draft_of_its_writer(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    assert hers.post(reverse("access:draft"), given | {"form_address": address}).status_code == 204
    assert not KeptForm.objects.exists()
    sign_in(hers, "melati")
    assert shows_all(hers.get(address).content.decode())


def test_without_proof_against_forgery_nothing_is_kept(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    assert hers.post(address, given | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    assert hers.post(address, given, headers={"origin": "https://contoh.example"}).status_code == 403
    assert not KeptForm.objects.exists()


def test_a_page_left_open_while_its_writer_signed_in_anew_is_shown_again_with_its_text(form: Page, people: Any) -> None:
    hers, address = form
    given = typed(hers, address)
    hers.cookies["csrftoken"] = "b" * 32
    answer = hers.post(address, given, headers={"sec-fetch-site": "same-origin"}, follow=True)
    body = answer.content.decode()
    assert answer.redirect_chain == [(address, 302)]
    assert "terlalu lama terbuka" in body
    assert shows_all(body)
    people.actor("melati")
    assert not Task.objects.exists()


def test_another_site_can_not_plant_a_draft(form: Page) -> None:
    hers, address = form
    given = typed(hers, address) | {"csrfmiddlewaretoken": "x" * 64}
    for told in ({}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        assert hers.post(address, given, headers=told).status_code == 403
    assert not Draft.objects.exists()


def test_who_never_signed_in_leaves_nothing_behind(form: Page, client: Client) -> None:
    hers, address = form
    given = typed(hers, address)
    client.cookies["sessionid"] = "a" * 32
    assert client.post(address, given | {"form_owner": ""}).url.startswith("/masuk/login/?next=/kasus/")
    assert not KeptForm.objects.exists()


def test_a_session_lost_days_ago_keeps_nothing(form: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    hers, address = form
    given = typed(hers, address)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=3))
    monkeypatch.setattr("rehsos.access.lost_sessions.KEPT_FOR", timedelta(seconds=-1))  # the form is as old
    hers.post(address, given)
    assert not KeptForm.objects.exists()


def test_after_signing_out_in_another_tab_it_is_kept_for_its_writer(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    hers.post(reverse("account_logout"), {"csrfmiddlewaretoken": token(hers, reverse("account_logout"))})
    hers.post(address, given)
    assert KeptForm.objects.get().user.email == "melati@contoh.test"


def test_a_form_without_a_writer_is_nobodys_after_signing_out(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    hers.post(reverse("account_logout"), {"csrfmiddlewaretoken": token(hers, reverse("account_logout"))})
    hers.post(address, given | {"form_owner": "1:forged"})
    assert not KeptForm.objects.exists()


def test_a_form_left_open_and_sent_after_somebody_else_signed_in_waits_for_its_writer(form: Page, people: Any) -> None:
    hers, address = form
    given = typed(hers, address)
    hers.post(reverse("account_logout"), {"csrfmiddlewaretoken": token(hers, reverse("account_logout"))})
    sign_in(hers, "bima")
    for proof in (given["csrfmiddlewaretoken"], token(hers, "/kasus/")):
        told = {"sec-fetch-site": "same-origin"}
        answer = hers.post(address, given | {"csrfmiddlewaretoken": proof}, headers=told, follow=True)
        assert answer.status_code == 409
        assert "surat lahir" not in answer.content.decode()
    assert not Draft.objects.exists()
    assert KeptForm.objects.get().user.email == "melati@contoh.test"
    assert "surat lahir" not in hers.get(address, follow=True).content.decode()
    people.actor("melati")
    assert not Task.objects.exists()
    sign_in(writer := Client(), "melati")
    page = writer.get("/").content.decode()
    assert "1 isian Anda belum tersimpan dan menunggu di Pengaturan saya" in page
    assert "surat lahir" not in page


def test_its_autosave_too_becomes_the_draft_of_its_writer(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    hers.post(reverse("account_logout"), {"csrfmiddlewaretoken": token(hers, reverse("account_logout"))})
    sign_in(hers, "bima")
    assert draft(hers, address, given | {"csrfmiddlewaretoken": token(hers, "/kasus/")}) == 204
    assert Draft.objects.get().user.email == "melati@contoh.test"


def test_passwords_are_never_kept(form: Page) -> None:
    hers, _ = form
    where = reverse("access:change_pin")
    given = {
        "password": PASSWORD,
        "pin": "123456",
        "action_id": str(new_id()),
        "csrfmiddlewaretoken": token(hers, where),
    }
    run_out(hers)
    hers.post(where, given)
    back = lands(sign_in(hers, "melati", f"/masuk/login/?next={reverse('access:resume', args=[given['action_id']])}"))
    hers.post(back, {"csrfmiddlewaretoken": token(hers, back)})
    body = hers.get(where).content.decode()
    assert PASSWORD not in body
    assert "123456" not in body


def test_a_sign_in_form_sent_with_a_lost_session_signs_in(form: Page) -> None:
    hers, _ = form
    run_out(hers)
    hers.get("/kasus/")
    assert sign_in(hers, "melati").url == "/"


def test_more_than_anybody_types_is_not_kept(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    hers.post(address, given | {"what": "a" * 256 * 1024})
    assert not KeptForm.objects.exists()


def test_what_waits_is_never_thrown_away_for_something_newer(form: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """The twenty-first form made the first one vanish without a word."""
    monkeypatch.setattr("rehsos.access.lost_sessions.MOST_KEPT", 3)
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    ids = [str(new_id()) for _ in range(4)]
    answers = [hers.post(address, given | {"action_id": action}) for action in ids]
    assert set(KeptForm.objects.values_list("pk", flat=True)) == {UUID(i) for i in ids[:3]}
    assert [answer.status_code for answer in answers] == [302, 302, 302, 403]
    assert "sudah 3 isian menunggu" in answers[3].content.decode()
    assert hers.post(address, given | {"action_id": ids[0]}).status_code == 302  # the same form again has its place


def test_a_kept_copy_is_gone_after_two_days(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    where = lands(hers.post(address, given)).replace("%2F", "/")
    KeptForm.objects.update(kept_at=timezone.now() - timedelta(days=2, minutes=1))
    back = lands(sign_in(hers, "melati", where))
    assert hers.get(back).status_code == 404


def test_an_id_of_another_persons_copy_does_not_overwrite_it(form: Page, people: Any) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    hers.post(address, given)
    his = people.client("bima")
    run_out(his)
    his.post(address, given | {"what": "milik Bima", "form_owner": ""})
    assert KeptForm.objects.count() == 2
    assert KeptForm.objects.get(pk=given["action_id"]).user.email == "melati@contoh.test"


def test_what_waits_is_listed_in_the_settings_and_can_be_thrown_away(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    run_out(hers)
    hers.post(address, given)
    sign_in(hers, "melati")
    where = reverse("access:resume", args=[given["action_id"]])
    assert where in hers.get(reverse("access:my_settings")).content.decode()
    hers.post(where, {"discard": "1", "csrfmiddlewaretoken": token(hers, where)})
    assert not KeptForm.objects.exists()
    assert not Draft.objects.exists()


def draft(client: Client, address: str, given: dict[str, str]) -> int:
    return int(client.post(reverse("access:draft"), given | {"form_address": address}).status_code)


def test_a_draft_comes_back_whole(form: Page) -> None:
    hers, address = form
    assert draft(hers, address, typed(hers, address)) == 204
    assert shows_all(hers.get(address).content.decode())


def test_a_draft_waits_for_the_pin_like_everything_that_tells_names(form: Page) -> None:
    hers, address = form
    draft(hers, address, typed(hers, address))
    hers.post(reverse("access:hide_names"), {"csrfmiddlewaretoken": token(hers, address)})
    answer = hers.get(address)
    assert answer.url == f"{reverse('access:open_names')}?next={address.replace('/', '%2F')}"
    assert "surat lahir" not in hers.get(answer.url).content.decode()
    assert shows_all(unlock(hers).get(address).content.decode())


def test_a_draft_is_its_writers_alone(form: Page, people: Any) -> None:
    hers, address = form
    draft(hers, address, typed(hers, address))
    assert "surat lahir" not in people.client("citra").get(address, follow=True).content.decode()


def test_a_draft_still_on_its_way_while_saving_does_not_come_back(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    assert hers.post(address, given).status_code == 302
    assert draft(hers, address, given | {"csrfmiddlewaretoken": token(hers, address)}) == 204
    assert "surat lahir" not in hers.get(address).content.decode()


def test_not_even_when_it_was_written_before_the_save_was_seen(form: Page, people: Any) -> None:
    """Two transactions at once: the draft's could not see the action yet. Reading decides."""
    from rehsos.access.drafts import keep_draft_for

    hers, address = form
    given = typed(hers, address)
    late = {name: [value] for name, value in given.items()}
    keep_draft_for(User.objects.get(email="melati@contoh.test"), address, late)
    kept = Draft.objects.get()
    assert hers.post(address, given).status_code == 302
    Draft.objects.create(user=kept.user, place=kept.place, sealed=kept.sealed, saved_at=timezone.now())
    body = hers.get(address).content.decode()
    assert "surat lahir" not in body
    assert "Draf dipulihkan" not in body
    assert f'href="{address}"' not in hers.get(reverse("access:my_settings")).content.decode()


def test_a_refused_form_keeps_its_draft(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    draft(hers, address, given)
    assert hers.post(address, given | {"what": ""}).status_code == 422
    assert shows_all(hers.get(address).content.decode())


def test_a_draft_can_be_thrown_away(form: Page) -> None:
    hers, address = form
    given = typed(hers, address)
    draft(hers, address, given)
    answer = hers.post(
        reverse("access:draft"),
        {"discard": "1", "form_address": address, "csrfmiddlewaretoken": given["csrfmiddlewaretoken"]},
    )
    assert answer.url == address
    assert "surat lahir" not in hers.get(address).content.decode()


def test_drafts_of_two_addresses_with_another_query_are_two(form: Page, case: Case) -> None:
    hers, _ = form
    address = reverse("cases:service", args=[case.code])
    given = typed(hers, address + "?jenis=counsel", note="satu catatan")
    draft(hers, address + "?jenis=counsel", given)
    assert "satu catatan" in hers.get(address + "?jenis=counsel").content.decode()
    assert "satu catatan" not in hers.get(address).content.decode()


def test_what_was_emptied_and_unticked_stays_so(form: Page, case: Case) -> None:
    hers, _ = form
    address = reverse("cases:service", args=[case.code]) + "?jenis=counsel"
    shown = hers.get(address).content.decode()
    assert re.search(r'name="kind" [^>]*value="counsel"[^>]*checked', shown)
    action = re.search(r'name="action_id" value="([\w-]+)"', shown)
    assert action is not None
    draft(hers, address, {"action_id": action[1], "note": "x", "csrfmiddlewaretoken": token(hers, address)})
    again = hers.get(address).content.decode()
    assert not re.search(r'name="kind" [^>]*value="counsel"[^>]*checked', again)
    assert re.search(r'<input type="datetime-local" name="at"(?![^>]*value=)', again)


def test_no_address_that_holds_a_draft_breaks_the_settings(form: Page) -> None:
    """A draft on /pengaturan/ made that page ask itself whether it opens, for ever."""
    hers, address = form
    given = typed(hers, address)
    kinds = {
        "code": "53.01-26-0001",
        "blank": "initial_assessment",
        "clock": 1,
        "cost": 1,
        "legcost": 1,
        "staycost": 1,
        "worker": 1,
        "posting": 1,
        "bed": 1,
        "office": 1,
        "province": "53",
    }
    for door in doors():
        where = reverse(door.name, kwargs={name: kinds.get(name, new_id()) for name in door.arguments})
        draft(hers, where, given | {"action_id": str(new_id())})
    assert Draft.objects.count() > 50
    assert hers.get(reverse("access:my_settings")).status_code == 200
