"""What an office sent or asked long ago lies behind the protection of its client, too, whoever has the case by then."""

import pytest
from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.actions.protecting import protect
from rehsos.cases.models import Case
from rehsos.directory.models import Worker
from rehsos.referral import actions
from rehsos.referral.models import Deed

from .conftest import Road, words
from .test_letters_of_a_referral import begun


@pytest.fixture
def settled(road: Road) -> list[str]:
    """Addresses that the office in whose case they lie reads: a referral that was done, and its letter."""
    it = road.answered(road.sent(Deed.REFER))
    letter = begun(road, it, "referral")
    actions.record_result(referral=road.seen(it, "fajar"), words="Selesai.", by=road.people.actor("fajar"),
                          action_id=new_id())  # fmt: skip
    return [
        reverse("referral:referral", args=[it.pk]),
        reverse("letters:letter", args=[road.case.code, letter.pk]),
        reverse("letters:letter_pdf", args=[road.case.code, letter.pk]),
    ]


def test_it_is_neither_listed_nor_found_nor_opened_but_by_who_was_let_in(road: Road, settled: list[str]) -> None:
    for who, sees in (("melati", settled), ("fajar", settled[:1])):
        assert [road._browser(who).get(one).status_code for one in sees] == [200] * len(sees)
    assert "RUJ-" in words(road._browser("fajar").get("/rujukan/?lihat=semua"))
    by = road.people.actor("citra")
    protect(case=Case.objects.get(pk=road.case.pk), first=Worker.objects.get(name="Melati Contoh"), second=None,
            words="LPSK", by=by, action_id=new_id())  # fmt: skip
    for who in ("bima", "fajar", "eka", "dewi"):
        assert {road._browser(who).get(one).status_code for one in settled} <= {403, 404}, who
        for page in ("/rujukan/?lihat=semua", "/rujukan/?lihat=kirim", "/surat/"):
            text = words(road._browser(who).get(page, follow=True))
            assert "RUJ-" not in text, (who, page)
            assert f"/kasus/{road.case.code}/" not in text, (who, page)
    assert [road._browser("melati").get(one).status_code for one in settled] == [200, 200, 200]
