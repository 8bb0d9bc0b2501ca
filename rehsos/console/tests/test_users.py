import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from rehsos.access.models import User
from rehsos.access.queries import actor_for
from rehsos.access.session_store import kept_as
from rehsos.audit.actor import set_scope
from rehsos.audit.models import Action
from rehsos.cases.models import Assignment
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Posting

pytestmark = pytest.mark.django_db
ADD = ("user", "add", "--email", "Putri@contoh.test", "--name", "Putri Contoh", "--office", "3", "--role", "peksos")


def test_a_user_can_work_at_once_with_the_password_that_is_shown(says: Any) -> None:
    told = says(*ADD)
    password = told.out.partition("Kata sandi pertama: ")[2].split("\n")[0]
    user = User.objects.get(email="putri@contoh.test")
    assert told.code == 0
    assert user.check_password(password)
    actor = actor_for(user)
    assert actor is not None
    assert (actor.office, actor.role) == (3, "peksos")


def test_the_log_says_who_was_added_and_never_the_password(says: Any) -> None:
    out = says(*ADD).out
    password = out.partition("Kata sandi pertama: ")[2].split("\n")[0]
    set_scope((3,), 0)
    logged = Action.objects.get(name="add_user")
    assert logged.worker == 0
    assert logged.facts["email"] == "Putri@contoh.test"
    assert password not in json.dumps(logged.facts)
    assert logged.sealed is None


def test_a_password_from_the_input_is_not_shown(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("kemiri-lontar-rotan\n"))
    told = says(*ADD, "--password-stdin")
    assert "kemiri" not in told.out
    assert User.objects.get(email="putri@contoh.test").check_password("kemiri-lontar-rotan")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--office": "99"}, "Kantor nomor 99 tidak ada."),
        ({"--office": "tiga"}, "--office: “tiga” bukan bilangan."),
        ({"--role": "pekso"}, "Peran “pekso” tidak dikenal. Mungkin: peksos?"),
        ({"--email": "putri"}, "Alamat surel ini tidak benar."),
        ({"--email": "MELATI@contoh.test"}, "sudah dipakai pengguna lain"),
        ({"--name": " "}, "Isi nama pengguna."),
    ],
)
def test_wrong_particulars_get_one_line_and_nothing_is_added(says: Any, change: dict[str, str], words: str) -> None:
    before = User.objects.count()
    argv = list(ADD)
    for option, value in change.items():
        argv[argv.index(option) + 1] = value
    told = says(*argv)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
    assert User.objects.count() == before


def test_a_weak_password_is_refused(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1234567890\n"))
    assert says(*ADD, "--password-stdin").code == 2
    assert not User.objects.filter(email="putri@contoh.test").exists()


def test_the_list_names_offices_and_roles(says: Any) -> None:
    users = {row["email"]: row for row in json.loads(says("user", "list", "--format", "json").out)}
    assert users["citra@contoh.test"]["role"] == "kabid"
    assert users["dewi@contoh.test"]["office"] == "Dinsos Kab. TTS"


# ------------------------------------------------------------------ closing


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def test_a_closed_user_is_out_at_once_and_can_not_come_back(says: Any, people: Any) -> None:
    browser = people.client("melati")
    key = browser.cookies["sessionid"].value
    assert browser.get("/").status_code == 200
    told = says("user", "close", "Melati@contoh.test", "--on", yesterday().isoformat())
    assert told.code == 0
    assert browser.get("/").status_code == 302
    assert not Session.objects.filter(session_key=kept_as(key)).exists()
    user = User.objects.get(email="melati@contoh.test")
    assert (user.is_active, user.has_usable_password()) == (False, False)
    assert Posting.objects.get(worker=user.worker_id).until == yesterday()


def test_others_stay_signed_in(says: Any, people: Any) -> None:
    browser = people.client("bima")
    says("user", "close", "melati@contoh.test")
    assert browser.get("/").status_code == 200


def test_open_cases_stay_and_the_kabid_finds_them_as_cases_of_nobody(says: Any, people: Any) -> None:
    case = opened(people.actor("melati"))
    told = says("user", "close", "melati@contoh.test", "--on", yesterday().isoformat())
    assert "1 kasus berjalan tetap atas namanya" in told.out
    assert Assignment.objects.get(case=case).until is None
    people.actor("citra")
    body = people.client("citra").get(reverse("desk:team")).content.decode()
    assert "Belum ada penanggung jawab" in body
    assert reverse("desk:assign", args=[case.code]) in body


@pytest.mark.parametrize(
    ("on", "words"),
    [("2099-01-01", "di masa depan"), ("2001-01-01", "tidak dapat berakhir sebelum itu"), ("entah", "bukan tanggal")],
)
def test_a_wrong_last_day_closes_nothing(says: Any, on: str, words: str) -> None:
    told = says("user", "close", "melati@contoh.test", "--on", on)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
    assert User.objects.get(email="melati@contoh.test").is_active


def test_closing_twice_or_nobody_gets_one_line(says: Any) -> None:
    says("user", "close", "melati@contoh.test")
    assert "sudah ditutup" in says("user", "close", "melati@contoh.test").err
    assert "Mungkin: dewi@contoh.test?" in says("user", "close", "dewi@contoh.tes").err


def test_a_posting_that_was_planned_does_not_begin(says: Any) -> None:
    later = timezone.localdate() + timedelta(days=30)
    says("user", "post", "melati@contoh.test", "--office", "4", "--role", "peksos", "--since", later.isoformat())
    assert says("user", "close", "melati@contoh.test").code == 0
    assert list(Posting.objects.filter(worker=1).values_list("office", flat=True)) == [3]


# ------------------------------------------------------------------ another password


def test_a_new_first_password_is_shown_once_and_ends_every_session(says: Any, people: Any) -> None:
    browser = people.client("melati")
    browser.get("/")
    told = says("user", "password", "melati@contoh.test")
    password = told.out.partition("Kata sandi pertama: ")[2].split("\n")[0]
    assert User.objects.get(email="melati@contoh.test").check_password(password)
    assert browser.get("/").status_code == 302
    set_scope((3,), 0)
    logged = Action.objects.get(name="renew_password")
    assert password not in json.dumps(logged.facts)


def test_the_second_factor_stays_unless_it_is_said_to_be_lost(says: Any) -> None:
    user = User.objects.get(email="melati@contoh.test")
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    says("user", "password", "melati@contoh.test")
    assert Authenticator.objects.filter(user=user).exists()
    told = says("user", "password", "melati@contoh.test", "--without-second-factor")
    assert "Langkah kedua dihapus" in told.out
    assert not Authenticator.objects.filter(user=user).exists()


def test_a_weak_or_late_password_is_refused(says: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1234567890\n"))
    assert says("user", "password", "melati@contoh.test", "--password-stdin").code == 2
    says("user", "close", "melati@contoh.test")
    assert "ditutup" in says("user", "password", "melati@contoh.test").err


# ------------------------------------------------------------------ another posting


def posted(says: Any, office: str = "4", role: str = "kabid", since: str = "") -> Any:
    day = since or timezone.localdate().isoformat()
    return says("user", "post", "melati@contoh.test", "--office", office, "--role", role, "--since", day)


def test_another_posting_takes_over_on_its_day(says: Any) -> None:
    assert posted(says).code == 0
    actor = actor_for(User.objects.get(email="melati@contoh.test"))
    assert actor is not None
    assert (actor.offices, actor.role) == ((4,), "kabid")
    assert Posting.objects.get(worker=1, office=3).until == yesterday()


def test_cases_that_stay_behind_are_counted(says: Any, people: Any) -> None:
    opened(people.actor("melati"))
    assert "1 kasus berjalan tetap atas namanya" in posted(says).out


def test_who_was_closed_can_come_back_with_a_new_password(says: Any) -> None:
    says("user", "close", "melati@contoh.test", "--on", yesterday().isoformat())
    told = posted(says, "3", "peksos")
    assert "rehsos user password melati@contoh.test" in told.out
    assert says("user", "password", "melati@contoh.test").code == 0
    assert actor_for(User.objects.get(email="melati@contoh.test")) is not None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"office": "3", "role": "peksos"}, "sudah bertugas di sana"),
        ({"since": "2001-01-01"}, "tidak dapat berakhir sebelum itu"),
        ({"office": "99"}, "Kantor nomor 99 tidak ada."),
        ({"role": "kepala"}, "Peran “kepala” tidak dikenal."),
    ],
)
def test_a_posting_that_can_not_be_gets_one_line(says: Any, given: dict[str, str], words: str) -> None:
    told = posted(says, **given)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
    assert Posting.objects.filter(worker=1).count() == 1


# ------------------------------------------------------------------ what letters print


def test_a_job_title_is_kept_from_the_start_and_can_change(says: Any) -> None:
    says(*ADD, "--title", "Pekerja Sosial Ahli Pertama")
    worker = User.objects.get(email="putri@contoh.test").worker
    assert worker.job_title == "Pekerja Sosial Ahli Pertama"
    assert says("user", "change", "putri@contoh.test", "--title", "Pekerja Sosial Ahli Muda").code == 0
    worker.refresh_from_db()
    assert (worker.job_title, worker.name) == ("Pekerja Sosial Ahli Muda", "Putri Contoh")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((), "Tidak ada yang diubah."),
        (("--name", " "), "Isi nama pengguna."),
        (("--title", "x" * 81), "Paling panjang 80 huruf."),
    ],
)
def test_what_can_not_be_printed_gets_one_line(says: Any, given: tuple[str, ...], words: str) -> None:
    told = says("user", "change", "bima@contoh.test", *given)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
