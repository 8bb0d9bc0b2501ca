"""An STR lasts five years: its holder records it, is reminded, and so is the Kabid."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.directory.actions import record_certificate
from rehsos.directory.models import Worker

MELATI, BIMA = 1, 2


def recorded(people: Any, until: date, worker: int = MELATI) -> None:
    by = people.actor("melati")
    holder = Worker.objects.get(pk=worker)
    record_certificate(worker=holder, number="STR-CONTOH-009", until=until, by=by, action_id=new_id())


def shown(people: Any, who: str, name: str) -> str:
    body: str = people.client(who).get(reverse(name)).content.decode()
    return body


def test_the_holder_types_it_and_reads_it_back(people: Any) -> None:
    until = timezone.localdate() + timedelta(days=400)
    sent = {"number": "STR-CONTOH-009", "until": until.isoformat(), "action_id": str(new_id())}
    assert save(people.client("melati"), reverse("desk:my_certificate"), sent).status_code == 302
    assert "STR-CONTOH-009" in shown(people, "melati", "desk:my_certificate")
    assert "STR Anda berakhir" not in shown(people, "melati", "desk:today")


@pytest.mark.parametrize("days", [30, -1])
def test_who_holds_one_that_ends_is_reminded_and_so_is_the_kabid(people: Any, days: int) -> None:
    recorded(people, timezone.localdate() + timedelta(days=days))
    assert "STR Anda berakhir" in shown(people, "melati", "desk:today")
    assert "STR-CONTOH-009" in shown(people, "citra", "desk:team")
    assert "STR Anda berakhir" not in shown(people, "bima", "desk:today")


def test_more_than_five_years_is_a_slip_of_the_pen(people: Any) -> None:
    with pytest.raises(Refused, match="paling lama 5 tahun"):
        recorded(people, timezone.localdate() + timedelta(days=5 * 366 + 1))


def test_nobody_records_it_for_another(people: Any) -> None:
    with pytest.raises(Refused, match="pemegangnya sendiri"):
        recorded(people, timezone.localdate(), worker=BIMA)


def test_only_who_signs_has_the_page(people: Any) -> None:
    answers = {
        who: people.client(who).get(reverse("desk:my_certificate")).status_code for who in ("bima", "indah", "gita")
    }
    assert answers == {"bima": 200, "indah": 404, "gita": 404}
