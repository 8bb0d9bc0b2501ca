import io
import json
from typing import Any

import pytest

from rehsos.access.models import User
from rehsos.access.queries import actor_for
from rehsos.audit.actor import set_scope
from rehsos.audit.models import Action

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
        ({"--email": "putri"}, "Alamat e-mail ini tidak benar."),
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
