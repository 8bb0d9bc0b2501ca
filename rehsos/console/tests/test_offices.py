import json
from typing import Any

import pytest

from rehsos.audit.actor import set_scope
from rehsos.audit.models import Action
from rehsos.cases.tests.test_open_case import opened
from rehsos.demo.cast import OFFICES
from rehsos.directory.models import Office
from rehsos.vault.keys import key_of
from rehsos.vault.seal import unseal_json

pytestmark = pytest.mark.django_db
ADD = ("office", "add", "--name", "Dinas Sosial Kota Kupang", "--short", "Dinsos Kota Kupang", "--kind", "regency",
       "--place", "53.71", "--parent", "2", "--address", "Jalan Contoh Nomor 9")  # fmt: skip


def test_an_office_is_opened_in_its_places_own_hours_and_users_can_follow(says: Any) -> None:
    told = says(*ADD)
    office = Office.objects.get(short="Dinsos Kota Kupang")
    assert (told.code, office.pk, office.time_zone, office.parent_id) == (0, len(OFFICES) + 1, "Asia/Makassar", 2)
    assert f"rehsos user add --office {office.pk}" in told.out
    user = ("user", "add", "--email", "putri@contoh.test", "--name", "Putri Contoh", "--role", "peksos")
    assert says(*user, "--office", str(office.pk)).code == 0


def test_the_first_office_of_all_can_be_opened(says: Any) -> None:
    from rehsos.access.models import User
    from rehsos.directory.models import Posting, Worker

    for model in (User, Posting, Worker):
        model.objects.all().delete()
    Office.objects.update(parent=None)
    Office.objects.all().delete()
    assert says("office", "add", "--name", "Dinas Sosial", "--short", "Dinsos", "--kind", "regency",
                "--place", "53.01").code == 0  # fmt: skip
    assert Office.objects.get().pk == 1


def test_it_stands_in_the_log_of_the_new_office(says: Any) -> None:
    says(*ADD, "--id", "40")
    set_scope((40,), 0)
    logged = Action.objects.get(name="add_office")
    assert (logged.worker, logged.office, logged.facts["kind"]) == (0, 40, "regency")


def test_what_an_office_is_called_and_where_it_stands_is_sealed_in_the_log_before_it_is_hidden(says: Any) -> None:
    secret = {"--name": "UPTD Kenanga Sembunyi", "--short": "UPTD Kenanga", "--kind": "upt", "--parent": "1",
              "--address": "Jalan Melur Sembunyi 77", "--contact": "0380 777777"}  # fmt: skip
    argv = list(ADD)
    for option, value in secret.items():
        if option in argv:
            argv[argv.index(option) + 1] = value
        else:
            argv += [option, value]
    assert says(*argv, "--id", "40").code == 0
    assert says("office", "change", "40", "--address", "Jalan Melati Sembunyi 78").code == 0
    told = says("office", "hide", "40")
    assert (told.code, "Rumah aman (40)" in told.out) == (0, True)
    set_scope((40,), 0)
    lines = Action.objects.filter(name__in=["add_office", "change_office"]).order_by("recorded_at")
    assert not any(
        word in json.dumps([line.facts for line in lines]) for word in ("Sembunyi", "Kenanga", "0380", "53.71")
    )
    opened = [
        unseal_json(key_of(line.dossier), bytes(line.sealed), subject=line.dossier, context="action")
        for line in lines if line.dossier and line.sealed
    ]  # fmt: skip
    assert [one["address"] for one in opened] == ["Jalan Melur Sembunyi 77", "Jalan Melati Sembunyi 78"]
    assert opened[0]["place"] == "53.71"


def test_who_hides_an_office_is_told_what_still_tells_of_it(says: Any) -> None:
    told = says("office", "hide", "5").err
    assert "kode kasus dan nomor rujukan yang dibuat sebelum disembunyikan" in told
    assert "nama lama tetap terbaca di sana" in told


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--kind": "regen"}, "Jenis kantor “regen” tidak dikenal. Mungkin: regency?"),
        ({"--place": "53.99"}, "Wilayah “53.99” tidak dikenal."),
        ({"--place": "53.01.06"}, "Kantor berdiri di provinsi, kabupaten atau kota."),
        ({"--place": "91.01"}, "sudah tidak berlaku"),
        ({"--parent": "88"}, "Kantor nomor 88 tidak ada."),
        ({"--short": "dinsos kab. TTS"}, "sudah dipakai kantor lain"),
        ({"--name": " "}, "Isi nama kantor"),
        ({"--name": "x" * 121}, "Paling panjang 120 huruf."),
        ({"--id": "3"}, "Nomor 3 sudah dipakai Dinsos Kab. Kupang."),
        ({"--id": "-4"}, "bilangan positif"),
        ({"--id": "99999999999"}, "bilangan positif"),
    ],
)
def test_wrong_particulars_get_one_line_and_no_office_is_opened(says: Any, change: dict[str, str], words: str) -> None:
    argv = [*ADD, "--id", "40"]
    for option, value in change.items():
        argv[argv.index(option) + 1] = value
    told = says(*argv)
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert words in told.err
    assert Office.objects.count() == len(OFFICES)


def test_what_is_given_is_changed_and_the_rest_stays(says: Any) -> None:
    assert says("office", "change", "3", "--contact", "0380 000000").code == 0
    office = Office.objects.get(pk=3)
    assert (office.contact, office.short) == ("0380 000000", "Dinsos Kab. Kupang")
    assert says("office", "change", "3", "--address", "").code == 0
    assert Office.objects.get(pk=3).address == ""


def test_nothing_to_change_is_said(says: Any) -> None:
    told = says("office", "change", "3")
    assert (told.code, told.err.count("\n")) == (2, 1)


def test_an_office_without_cases_comes_under_another(says: Any) -> None:
    assert says("office", "change", "4", "--parent", "1").code == 0
    assert Office.objects.get(pk=4).parent_id == 1
    assert says("office", "change", "4", "--parent", "0").code == 0
    assert Office.objects.get(pk=4).parent_id is None


def test_an_office_with_cases_stays_where_it_is_and_the_reason_is_told(says: Any, people: Any) -> None:
    opened(people.actor("melati"))
    told = says("office", "change", "3", "--parent", "1", "--contact", "lain")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "sudah punya kasus" in told.err
    office = Office.objects.get(pk=3)
    assert (office.parent_id, office.contact) == (2, "kontak@contoh.test")


def test_no_office_stands_above_itself(says: Any) -> None:
    assert "di bawah dirinya sendiri" in says("office", "change", "1", "--parent", "4").err


def test_the_list_is_for_programs_too(says: Any) -> None:
    offices = {row["number"]: row for row in json.loads(says("office", "list", "--format", "json").out)}
    assert (offices[3]["place"], offices[3]["parent"]) == ("53.01", 2)


def test_two_offices_of_one_town_never_give_the_same_case_code(says: Any, people: Any) -> None:
    from dataclasses import replace

    says(*ADD)
    sentra = people.actor("fajar")
    first = opened(sentra)
    set_scope((5, 12), sentra.worker)
    second = opened(replace(sentra, office=12, offices=(5, 12)))
    assert first.code != second.code
    assert first.code.startswith("53.71-")
