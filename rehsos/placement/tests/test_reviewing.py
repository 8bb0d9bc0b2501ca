"""A placement is reviewed, with what comes next; a house has its own limit; what runs out stands on Hari ini."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.cases.models import Fact
from rehsos.directory.models import Office
from rehsos.placement.actions.during import note_stay
from rehsos.placement.actions.houses import describe_house
from rehsos.placement.actions.reviewing import review_placement
from rehsos.placement.models import CareDecision, NewChild, NoteKind, Rung, Sexes, Stay, StayNote

from .conftest import KUPANG, Inn, words
from .test_gatekeeping import child, decided, reported

__all__ = ["child"]

PLAN = "Bibinya dijenguk bulan depan"


def reviewed(inn: Inn, stay: Stay, who: str = "melati", **more: object) -> StayNote:
    given = {"next_rung": Rung.KIN, "words": "Masih sekolah di sini", "plan": PLAN, "at": timezone.now(), **more}
    return review_placement(stay=inn.seen(stay, who), **given, by=inn.people.actor(who), action_id=new_id())  # type: ignore[arg-type]


def test_a_review_says_what_comes_next(inn: Inn) -> None:
    stay = inn.taken()
    made = reviewed(inn, stay)
    assert made.next_rung == Rung.KIN
    assert PLAN.encode() not in bytes(made.sealed)
    fact = Fact.objects.get(case=stay.case_id, subject=stay.pk, code="stay_reviewed", replaced_by=None)
    assert fact.cause == made.pk
    page = words(inn.get("placement:stay", stay.pk))
    assert "Kerabat" in page
    assert PLAN in page
    assert PLAN not in words(inn.people.client("melati").get(reverse("placement:stay", args=[stay.pk])))
    withdraw(case=stay.case, recorded=made.pk, recorded_as="review_placement", reason="Salah orang",
             by=inn.people.actor("melati"), action_id=new_id())  # fmt: skip
    assert not Fact.objects.filter(case=stay.case_id, code="stay_reviewed", replaced_by=None).exists()
    assert "belum ditinjau" in words(inn.get("placement:stay", stay.pk))


def test_a_review_has_words_and_a_day_of_the_stay(inn: Inn) -> None:
    stay, now = inn.taken(), timezone.now()
    for field, more in (
        ("words", {"words": " "}),
        ("at", {"at": now + timedelta(hours=1)}),
        ("at", {"at": now - timedelta(days=2)}),
        ("next_rung", {"next_rung": "moon"}),
    ):
        with pytest.raises(Refused) as refused:
            reviewed(inn, stay, **more)
        assert refused.value.field == field


def test_who_works_there_reviews_and_nobody_else(inn: Inn) -> None:
    stay = inn.taken()
    reviewed(inn, stay, "bima")
    reviewed(inn, stay, "citra")
    assert inn.get("placement:review", stay.pk, who="dewi").status_code == 404
    assert inn.get("placement:review", stay.pk, who="eka").status_code == 403
    assert inn.post("placement:review", stay.pk, words="Masih sekolah", plan="", next_rung="").status_code == 302
    assert StayNote.objects.filter(stay=stay, kind=NoteKind.REVIEW).count() == 3


def test_a_plain_note_is_no_review(inn: Inn) -> None:
    stay = inn.taken()
    with pytest.raises(Refused) as refused:
        note_stay(stay=stay, note_kind=NoteKind.REVIEW, at=timezone.now(), words="X", by=inn.by, action_id=new_id())
    assert refused.value.field == "note_kind"


def test_a_house_may_say_a_shorter_limit_than_the_kind(inn: Inn) -> None:
    without = inn.clock(inn.taken(bed=None), "stay_limit_shelter")
    for days, shorter in ((7, True), (60, False)):
        describe_house(office=Office.objects.get(pk=KUPANG), sexes=Sexes.ALL, age_from=None, age_to=None, categories=(),
                       carers=None, limit_days=days, acts_as_ppt=False, complaints="", by=inn.people.actor("citra"),
                       action_id=new_id())  # fmt: skip
        with_limit = inn.clock(inn.taken(bed=None), "stay_limit_shelter")
        assert without is not None
        assert with_limit is not None
        assert without.due_at is not None
        assert with_limit.due_at is not None
        assert (with_limit.due_at < without.due_at - timedelta(days=5)) is shorter, days


@pytest.mark.parametrize(("days", "told"), [(10, True), (40, False)])
def test_what_runs_out_stands_on_hari_ini_of_both(inn: Inn, child: Stay, days: int, told: bool) -> None:
    it = reported(inn, child)
    decided(inn, it, care_decision=CareDecision.STAY, until=timezone.localdate() + timedelta(days=days))
    code = str(NewChild.objects.select_related("referral").get().referral)
    for who in ("melati", "nadia"):
        page = words(inn.get("desk:today", who=who))
        assert ("Tetap di lembaga: waktunya hampir habis" in page and code in page) is told, who
    assert "Tetap di lembaga" not in words(inn.get("desk:today", who="dewi"))
