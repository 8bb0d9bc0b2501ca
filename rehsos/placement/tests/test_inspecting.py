"""A dinas inspects a house: children seen alone, findings with owner and day; the house reads those on itself."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.actions.papers import record_paper
from rehsos.directory.models import Office, PaperKind
from rehsos.placement.actions.inspecting import add_finding, close_finding, record_inspection
from rehsos.placement.models import Finding, Inspection

from .conftest import KUPANG, Inn, words

LKSA = 12
CROWDED = "Kamar putra terlalu penuh"


def inspected(inn: Inn, who: str = "melati", **more: Any) -> Inspection:
    given = {"on": timezone.localdate(), "went": "Melati dan Bima", "seen_alone": 4, "words": "Bersih", **more}
    return record_inspection(house=Office.objects.get(pk=LKSA), **given, by=inn.people.actor(who), action_id=new_id())


def found(inn: Inn, it: Inspection, days: int = 7, on_house: bool = True, who: str = "melati") -> Finding:
    return add_finding(inspection=it, on_house=on_house, due_on=it.on + timedelta(days=days), words=CROWDED,
                       by=inn.people.actor(who), action_id=new_id())  # fmt: skip


def closed(inn: Inn, one: Finding, who: str) -> None:
    close_finding(finding=one, on=timezone.localdate(), done="Dua ranjang dipindah", by=inn.people.actor(who),
                  action_id=new_id())  # fmt: skip


def test_both_offices_read_it_and_nobody_else(inn: Inn, few_statements: Any) -> None:
    it = inspected(inn)
    found(inn, it)
    assert CROWDED.encode() not in bytes(Finding.objects.get().sealed)
    for who in ("melati", "bima", "citra", "nadia"):
        page = words(few_statements(inn._browser(who), reverse("placement:inspection", args=[it.pk]), most=7))
        assert CROWDED in page, who
        assert ">4<" in page
        listed = words(few_statements(inn._browser(who), reverse("placement:inspections"), most=7))
        assert "1 temuan terbuka" in listed, who
    for who in ("dewi", "fajar", "hadi"):
        assert inn.get("placement:inspection", it.pk, who=who).status_code == 404
        assert "temuan terbuka" not in words(inn.get("placement:inspections", who=who))
    inn.people.actor("dewi")
    assert not Inspection.objects.exists()
    assert not Finding.objects.exists()


TOLD = "anak bilang dipukul pengasuh"


def test_what_was_seen_stays_at_the_dinas_and_what_was_found_goes_to_the_house(inn: Inn) -> None:
    it = inspected(inn, "citra", words=TOLD)
    theirs = found(inn, it)
    for who in ("melati", "bima", "citra"):
        assert TOLD in words(inn.get("placement:inspection", it.pk, who=who)), who
    pages: list[Any] = [
        ("placement:inspection", it.pk),
        ("placement:inspections",),
        ("placement:finding_done", theirs.pk),
    ]
    told = [words(inn.get(name, *args, who="nadia")) for name, *args in pages]
    assert not [one for one in told if TOLD in one or "Yang dilihat" in one]
    assert CROWDED in told[0]
    assert "Melati dan Bima" in told[0]


def test_the_forms_say_who_reads_what(inn: Inn) -> None:
    assert "Hanya dinas yang membacanya" in words(inn.get("placement:inspect"))
    assert "Lembaga membacanya" in words(inn.get("placement:finding_new", inspected(inn).pk))


@pytest.mark.parametrize(
    ("field", "more"),
    [("went", {"went": " "}), ("seen_alone", {"seen_alone": 501}), ("on", {"on": timezone.localdate() + timedelta(2)})],
)
def test_what_cannot_be_is_refused_beside_its_field(inn: Inn, field: str, more: Any) -> None:
    with pytest.raises(Refused) as refused:
        inspected(inn, **more)
    assert refused.value.field == field


def test_who_stands_not_above_inspects_nothing(inn: Inn) -> None:
    for who in ("nadia", "dewi", "fajar", "kirana"):
        with pytest.raises(Refused):
            inspected(inn, who)
    it = inspected(inn)
    for who in ("nadia", "dewi"):
        with pytest.raises(Refused):
            found(inn, it, who=who)
    assert inn.get("placement:inspect", who="nadia").status_code == 403
    assert inn.get("placement:finding_new", it.pk, who="dewi").status_code == 404


def test_a_finding_is_its_owners_on_hari_ini_until_it_is_mended(inn: Inn) -> None:
    it = inspected(inn)
    theirs, ours = found(inn, it), found(inn, it, on_house=False)
    assert (theirs.owner_id, ours.owner_id) == (LKSA, KUPANG)
    for who in ("nadia", "melati", "citra"):
        assert "Temuan pengawasan belum selesai" in words(inn.get("desk:today", who=who)), who
    with pytest.raises(Refused):
        closed(inn, Finding.objects.select_related("inspection", "owner").get(pk=ours.pk), "nadia")
    done = inn.post("placement:finding_done", theirs.pk, who="nadia", done="Dua ranjang dipindah",
                    on=timezone.localdate().isoformat())  # fmt: skip
    assert done.status_code == 302
    assert "Temuan pengawasan belum selesai" not in words(inn.get("desk:today", who="nadia"))
    assert "Dua ranjang dipindah" in words(inn.get("placement:inspection", it.pk))
    with pytest.raises(Refused):
        closed(inn, Finding.objects.select_related("inspection", "owner").get(pk=theirs.pk), "melati")
    with pytest.raises(Conflict):
        closed(inn, _stale(theirs), "melati")


def _stale(one: Finding) -> Finding:
    found = Finding.objects.select_related("inspection", "owner").get(pk=one.pk)
    found.closed_on = None
    return found


def test_a_finding_has_words_and_a_day_after_the_visit(inn: Inn) -> None:
    it = inspected(inn)
    with pytest.raises(Refused) as refused:
        found(inn, it, days=-1)
    assert refused.value.field == "due_on"


def test_melati_writes_it_on_her_pages(inn: Inn) -> None:
    today = timezone.localdate().isoformat()
    made = inn.post("placement:inspect", house=str(LKSA), on=today, went="Melati", seen_alone="3", words="")
    assert made.status_code == 302
    it = Inspection.objects.get()
    assert made["Location"] == reverse("placement:inspection", args=[it.pk])
    told = inn.post("placement:finding_new", it.pk, words=CROWDED, on_house="house", due_on=today)
    assert told.status_code == 302
    assert CROWDED in words(inn.get("placement:inspection", it.pk))


@pytest.mark.parametrize(("days", "told"), [(89, True), (-1, True), (91, False)])
def test_a_licence_that_ends_reminds_the_house_and_the_dinas_above(inn: Inn, days: int, told: bool) -> None:
    today = timezone.localdate()
    by = inn.people.actor("nadia")
    record_paper(office=Office.objects.get(pk=LKSA), paper_kind=PaperKind.LICENCE, number="503/1/Contoh", grade="",
                 issuer="Bupati Contoh", since=today - timedelta(days=400), until=today + timedelta(days=days), by=by,
                 action_id=new_id())  # fmt: skip
    for who in ("nadia", "melati"):
        assert ("Izin operasional: LKSA" in words(inn.get("desk:today", who=who))) is told, who
    assert "Izin operasional: LKSA" not in words(inn.get("desk:today", who="dewi"))
    record_paper(office=Office.objects.get(pk=LKSA), paper_kind=PaperKind.LICENCE, number="503/2/Contoh", grade="",
                 issuer="Bupati Contoh", since=today, until=today + timedelta(days=900),
                 by=inn.people.actor("nadia"), action_id=new_id())  # fmt: skip
    assert "Izin operasional: LKSA" not in words(inn.get("desk:today"))
