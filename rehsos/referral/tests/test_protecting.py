"""A client is protected while something was asked for them: it falls away; and who decides."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.protecting import change_circle, end_protection, protect
from rehsos.cases.models import Case, Protection
from rehsos.directory.models import Posting
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Part, Referral, Refusal, State

from .conftest import SENTRA, Road, words
from .test_outside import asked


def close(road: Road, who: str = "citra", first: str = "melati") -> Protection:
    case = Case.objects.get(pk=road.case.pk)
    return protect(case=case, first=road.worker(first), second=None, words="LPSK 12/2026", by=road.people.actor(who),
                   action_id=new_id())  # fmt: skip


def state(road: Road, it: Referral) -> str:
    return str(road.seen(it).state)


def test_what_had_not_begun_falls_and_what_runs_stays_its_senders(road: Road) -> None:
    waits, outside, draft = road.sent(), asked(road), road.draft()
    on_the_way = road.answered(road.sent(Deed.HAND_OVER))
    runs = road.answered(road.sent(Deed.ASK_OPINION, to=4), who="dewi", answer=Answer.PARTLY)
    close(road)
    states = [state(road, it) for it in (waits, outside, draft, on_the_way, runs)]
    assert states == [State.FELL] * 4 + [State.PARTLY]
    with pytest.raises(Refused, match="langsung kepada kepala kantornya"):
        actions.ask_again(referral=road.seen(runs), asked="Kabar?", by=road.people.actor("citra"), action_id=new_id())
    page = words(road.get("referral:referral", runs.pk))
    assert "Tanyakan" not in page
    assert "pertanyaan di sini tidak sampai" in page
    assert road.get("referral:ask", runs.pk).status_code == 403
    page = words(road.get("referral:referral", waits.pk))
    assert "berkasnya ditutup kantor pengirim" in page
    assert "Tanyakan" not in page
    assert "gugur, karena klien dilindungi" in words(road.get("cases:case", road.case.code))
    assert str(waits.code) not in words(road.get("desk:today"))
    assert road.get("referral:referral", waits.pk, who="fajar").status_code == 404


def test_the_form_says_before_what_falls_and_what_closes(road: Road) -> None:
    address = reverse("cases:protect", args=[road.case.code])
    assert "Gugur saat disimpan" not in words(road.people.client("citra").get(address))
    waits, runs = road.sent(), road.answered(road.sent())
    page = words(road.people.client("citra").get(address))
    assert f"Gugur saat disimpan: {waits.code} (" in page
    assert f"Tertutup bagi penerimanya saat disimpan: {runs.code} (" in page


@pytest.fixture
def taken(road: Road) -> Road:
    """The case is the Sentra's, where nobody is a head."""
    road.answered(road.sent(Deed.TRANSFER))
    assert not Posting.objects.filter(office=SENTRA, role="kabid").exists()
    return road


def test_where_nobody_heads_the_office_who_works_the_case_protects_changes_and_ends(taken: Road) -> None:
    browser = taken.people.client("fajar")
    page = words(browser.get(reverse("cases:case", args=[taken.case.code])))
    assert reverse("cases:protect", args=[taken.case.code]) in page
    told: dict[str, Any] = {"first": str(taken.worker("fajar").pk), "words": "LPSK 12/2026"}
    for again in ({}, {"words": "Diganti."}):
        page = save(browser, reverse("cases:protect", args=[taken.case.code]), told | again)
        assert page.status_code == 302, words(page)
    assert taken.get("cases:case", taken.case.code).status_code == 404, "who handed it on"
    save(browser, reverse("cases:end_protection", args=[taken.case.code]), {"words": "Selesai."})
    taken.people.actor("fajar")
    assert Protection.objects.get(case=taken.case.pk).until is not None


def test_once_somebody_heads_it_the_head_decides(taken: Road) -> None:
    made = close(taken, "fajar", "fajar")
    Posting.objects.create(worker=taken.worker("hadi"), office_id=SENTRA, role="kabid", since=timezone.localdate())
    by = taken.people.actor("fajar")
    with pytest.raises(Refused, match="Hanya Kabid"):
        end_protection(protection=made, words="Selesai.", by=by, action_id=new_id())
    with pytest.raises(Refused, match="bukan Kabid"):
        change_circle(protection=made, first=taken.worker("fajar"), second=None, head=None, words="x", by=by,
                      action_id=new_id())  # fmt: skip


def test_a_colleague_of_an_office_without_a_head_who_does_not_work_the_case_decides_nothing(taken: Road) -> None:
    Posting.objects.create(worker=taken.worker("bima"), office_id=SENTRA, role="peksos", since=timezone.localdate())
    Posting.objects.filter(worker=taken.worker("bima"), office=3).delete()
    with pytest.raises(Refused):
        close(taken, "bima", "fajar")
    assert not Part.objects.filter(code="shut").exists()


def test_who_is_at_another_office_is_not_closed_to_it(road: Road) -> None:
    it = road.answered(road.sent(Deed.HAND_OVER))
    actions.record_arrival(referral=road.seen(it, "fajar"), at=timezone.now(), by=road.people.actor("fajar"),
                           action_id=new_id())  # fmt: skip
    road.people.actor("citra")
    with pytest.raises(Refused, match=r"sekarang di Sentra Efata"):
        close(road)
    assert state(road, it) == State.ARRIVED


def test_who_protects_while_the_case_is_handed_on_is_told_and_closes_nothing(road: Road) -> None:
    """The form was open, or waited, when the other office said yes."""
    it = road.sent(Deed.TRANSFER)
    road.people.actor("citra")
    held = Case.objects.get(pk=road.case.pk)
    road.answered(it)
    by = road.people.actor("citra")
    with pytest.raises(Conflict, match="baru saja dialihkan"):
        protect(case=held, first=road.worker("melati"), second=None, words="LPSK 12/2026", by=by, action_id=new_id())
    road.people.actor("fajar")
    assert not Protection.objects.exists()
    assert Case.objects.get(pk=road.case.pk).barred == []


def test_who_takes_a_case_over_while_it_is_closed_is_told_and_takes_nothing(road: Road) -> None:
    it = road.sent(Deed.TRANSFER)
    held = road.seen(it, "fajar")
    road.people.actor("citra")
    close(road)
    by = road.people.actor("fajar")
    with pytest.raises(Conflict, match="Muat ulang halaman"):
        actions.answer_referral(referral=held, answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="", by=by,
                                action_id=new_id())  # fmt: skip
    assert state(road, it) == State.FELL
    assert Case.objects.get(pk=road.case.pk).owner_id == 3
