"""A child's case is found by the number of the police report, by who may open names there."""

from typing import Any

import pytest

from rehsos.cases.models import Case

from .test_letter_hour import two_of_one_letter

pytestmark = pytest.mark.django_db


def test_the_number_of_the_police_report_leads_to_the_case(people: Any) -> None:
    two_of_one_letter(people)
    last = Case.objects.order_by("-code")[0]
    typed = ("LP/B/112/XI/2026", "lp b 112 xi 2026", "LP/B/112/XI/2026/SPKT")
    for who, number in zip(("melati", "bima", "citra"), typed, strict=True):
        found = people.client(who).post("/orang/", {"q": number})
        assert found.status_code == 302, (who, number)
        assert found.url == f"/kasus/{last.code}/"
    for who, number in (("eka", typed[0]), ("dewi", typed[0]), ("melati", "LP/B/999/XI/2026"), ("melati", "LP/B/112")):
        seen = people.client(who).post("/orang/", {"q": number}).content.decode()
        assert "Kode atau nomor ini tidak ada" in seen, who
        assert "Daftarkan orang baru" not in seen
