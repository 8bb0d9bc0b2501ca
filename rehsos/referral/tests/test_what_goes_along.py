"""The paper of a handing over says which errand, which appointment and which clock goes along, and when each is due."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.actions import work
from rehsos.cases.models import AppointmentKind, Errand
from rehsos.papers.rendering.words import day_and_date
from rehsos.referral.models import Deed

from .conftest import Road, words
from .test_letters_of_a_referral import begun, said

WITA = ZoneInfo("Asia/Makassar")
SOON = timedelta(days=2)


@pytest.fixture
def busy(road: Road) -> Road:
    by, at = road.by, (timezone.now() + SOON).astimezone(WITA).replace(second=0, microsecond=0)
    work.set_appointment(case=road.case, kind=AppointmentKind.VISIT, starts=at, place="Contoh", assignment_letter="",
                         subject=None, by=by, action_id=new_id())  # fmt: skip
    for what in ("Ambil akta di Dukcapil", "Antar Rambu Teladan ke sekolah"):
        work.add_task(case=road.case, kind=Errand.BIRTH, what=what, agency="", due_on=at.date(), by=by,
                      action_id=new_id())  # fmt: skip
    return road


def told(at_least: str = "") -> list[str]:
    at = (timezone.now() + SOON).astimezone(WITA)
    return [f"Kunjungan: {day_and_date(at)}, pukul ", " WITA", f"paling lambat {day_and_date(at)}", at_least]


@pytest.mark.parametrize(("deed", "to", "kind"), [
    (Deed.HAND_OVER, 5, "handover_person"), (Deed.TRANSFER, 4, "handover_files"), (Deed.TRANSFER, 4, "case_transfer"),
])  # fmt: skip
def test_each_is_said_with_its_hour_and_what_names_somebody_is_left_out(
    busy: Road, deed: Deed, to: int, kind: str
) -> None:
    text = said(busy, begun(busy, busy.sent(deed, to=to), kind, named=""))
    assert [one for one in told("Akta kelahiran: Ambil akta di Dukcapil") if one not in text] == []
    assert "janji terjadwal" not in text
    assert "Antar Rambu" not in text


def test_after_the_yes_it_says_what_went_along_and_who_took_it(busy: Road) -> None:
    it = busy.answered(busy.sent(Deed.TRANSFER, to=4), who="dewi", words="")
    busy.post("cases:reveal_case", busy.case.code, because="head_asked")
    text = said(busy, begun(busy, it, "handover_files"))
    assert [one for one in told("Tugas: Akta kelahiran, paling lambat") if one not in text] == []
    assert "Dewi Contoh" in text
    for who in ("melati", "dewi"):
        assert "Yang masih berjalan dan turut beralih" in words(busy.get("referral:referral", it.pk, who=who))
    assert busy.get("referral:referral", it.pk, who="fajar").status_code == 404


def test_who_accepted_is_not_said_before_they_did(busy: Road) -> None:
    text = said(busy, begun(busy, busy.sent(Deed.TRANSFER, to=4), "handover_files"))
    assert "Dewi" not in text
