"""Harm by staff is told past the house: its head and staff find it nowhere, those who are told read it and act."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import opened_form
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.withdrawing import withdraw
from rehsos.directory.models import Office
from rehsos.placement.actions.harming import take_up_harm, tell_harm_by_staff
from rehsos.placement.harm import opened, told_offices
from rehsos.placement.models import HarmReport, Stay, StayNote

from .conftest import Inn, words
from .test_counts import counted
from .test_gatekeeping import child

__all__ = ["child"]

KUPANG, LKSA = 3, 12
BLOW = "Dipukul pengasuh di dapur"


def told(inn: Inn, stay: Stay, who: str = "nadia", what: str = BLOW) -> HarmReport:
    tell_harm_by_staff(stay=inn.seen(stay, who), words=what, at=timezone.now(), by=inn.people.actor(who),
                       action_id=new_id())  # fmt: skip
    inn.people.actor("melati")
    return HarmReport.objects.select_related("office").latest("at")


def test_the_dinas_and_the_province_are_told(inn: Inn, child: Stay) -> None:
    it = told(inn, child)
    assert KUPANG in it.offices
    assert LKSA not in it.offices
    assert len(it.offices) == len({one.pk for one in told_offices(inn.seen(child, "nadia").office).values()})
    assert opened(it)["words"] == BLOW
    assert BLOW.encode() not in bytes(it.sealed)
    for who in ("bima", "citra", "eka"):
        inn.people.actor(who)
        assert HarmReport.objects.filter(pk=it.pk).exists(), who


def test_the_house_finds_it_nowhere(inn: Inn, child: Stay) -> None:
    """Neither the row, nor a line of the log, a note, a clock or a fact; on no page, in no count, list or workbook."""
    before = {name: words(inn.get(name, *args, who="nadia", query=query)) for name, args, query in _pages(inn, child)}
    it = told(inn, child)
    inn.people.actor("nadia")
    assert not HarmReport.objects.exists()
    assert not Action.objects.filter(pk=it.pk).exists()
    assert not Action.objects.filter(name="report_harm_by_staff").exists()
    assert not StayNote.objects.filter(stay=child).exists()
    assert inn.clock(child, "harm_in_care") is None
    for name, args, query in _pages(inn, child):
        page = words(inn.get(name, *args, who="nadia", query=query))
        assert BLOW not in page, name
        assert page.count("melukai") == before[name].count("melukai"), name
    assert inn.get("placement:harm_told", it.pk, who="nadia").status_code == 404
    assert inn.get("placement:harm_taken", it.pk, who="nadia").status_code == 404


def _pages(inn: Inn, stay: Stay) -> list[tuple[str, tuple[Any, ...], str]]:
    code = inn.seen(stay, "nadia").case.code
    return [
        ("placement:tonight", (), ""), ("placement:stay", (stay.pk,), ""), ("cases:case", (code,), ""),
        ("desk:today", (), ""), ("desk:cases", (), f"?q={code}"),
    ]  # fmt: skip


def test_it_counts_among_the_incidents_of_who_may_see_it(inn: Inn, child: Stay) -> None:
    from rehsos.placement.counts import _HAPPENED

    told(inn, child)
    seen = {}
    for who in ("melati", "nadia", "dewi"):
        inn.people.actor(who)
        seen[who] = _count(f"SELECT count(*) FROM {_HAPPENED} c WHERE c.office_id = {LKSA} AND c.kind = 'harm'")
    assert seen == {"melati": 1, "nadia": 0, "dewi": 0}


def test_the_house_does_not_take_it_out_of_the_count_by_saying_that_nobody_was_taken_in(inn: Inn, child: Stay) -> None:
    told(inn, child)
    by = inn.people.actor("nadia")
    case = inn.seen(child, "nadia").case
    withdraw(case=case, recorded=child.pk, recorded_as="take_in", reason="Salah orang", by=by, action_id=new_id())
    assert counted(inn, "incidents").total == 1


def _count(sql: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def test_two_taps_are_enough(inn: Inn, child: Stay) -> None:
    page = words(inn.get("placement:stay", child.pk, who="nadia"))
    assert reverse("placement:harm", args=[child.pk]) in page
    assert "tidak melihatnya di mana pun" in words(inn.get("placement:harm", child.pk, who="nadia"))
    sent = inn.post("placement:harm", child.pk, who="nadia")
    assert sent.status_code == 302
    inn.people.actor("melati")
    assert opened(HarmReport.objects.get())["file"] == str(inn.seen(child, "nadia").case)


def test_night_staff_tell_it_too(inn: Inn) -> None:
    stay = inn.taken("kirana", bed=None)
    assert inn.post("placement:harm", stay.pk, who="omar").status_code == 302
    for who, sees in (("omar", False), ("kirana", False), ("hadi", True), ("jaya", True)):
        inn.people.actor(who)
        assert HarmReport.objects.filter(stay=stay).exists() is sees, who


def test_an_hour_to_come_is_refused(inn: Inn, child: Stay) -> None:
    with pytest.raises(Refused) as refused:
        tell_harm_by_staff(stay=inn.seen(child, "nadia"), words="", at=timezone.now() + timedelta(hours=1),
                           by=inn.people.actor("nadia"), action_id=new_id())  # fmt: skip
    assert refused.value.field == "at"


def test_twice_sent_is_told_once(inn: Inn, child: Stay) -> None:
    same, at = new_id(), timezone.now()
    for _once in range(2):
        tell_harm_by_staff(stay=inn.seen(child, "nadia"), words=BLOW, at=at, by=inn.people.actor("nadia"),
                           action_id=same)  # fmt: skip
    inn.people.actor("melati")
    assert HarmReport.objects.count() == 1


def test_who_was_told_has_it_on_hari_ini_until_it_is_taken_up(inn: Inn, child: Stay) -> None:
    it = told(inn, child)
    link = reverse("placement:harm_told", args=[it.pk])
    for who, sees in (("melati", True), ("citra", True), ("eka", True), ("dewi", False), ("fajar", False)):
        assert (link in words(inn.get("desk:today", who=who))) is sees, who
    for who in ("dewi", "fajar"):
        assert inn.get("placement:harm_told", it.pk, who=who).status_code == 404
    assert BLOW in words(inn.get("placement:harm_told", it.pk))
    assert BLOW not in words(inn.get("placement:harm_told", it.pk, who="eka"))
    assert inn.post("placement:harm_taken", it.pk, done="").status_code == 422
    assert inn.post("placement:harm_taken", it.pk, done="Anak dilihat sendiri oleh Melati.").status_code == 302
    assert link not in words(inn.get("desk:today"))
    assert link not in words(inn.get("desk:today", who="eka"))
    assert "Anak dilihat sendiri" in words(inn.get("placement:harm_told", it.pk, who="citra"))


def test_it_is_taken_up_once_and_not_by_the_house(inn: Inn, child: Stay) -> None:
    it = told(inn, child)
    for who in ("nadia", "dewi", "eka"):
        with pytest.raises(Refused):
            take_up_harm(report=it, done="Sudah", by=inn.people.actor(who), action_id=new_id())
    take_up_harm(report=it, done="Sudah", by=inn.people.actor("citra"), action_id=new_id())
    with pytest.raises(Conflict):
        take_up_harm(report=it, done="Lagi", by=inn.people.actor("melati"), action_id=new_id())


def test_a_house_with_nobody_above_is_told_whom_to_call(inn: Inn, child: Stay) -> None:
    stay = inn.seen(child, "nadia")
    stay.office = Office(pk=999, parent=None, place_id="99.99", kind="lksa")
    with pytest.raises(Refused, match="110"):
        tell_harm_by_staff(stay=stay, words="", at=timezone.now(), by=inn.people.actor("nadia"), action_id=new_id())


def test_who_comes_second_reads_it_and_keeps_what_they_typed(inn: Inn, child: Stay) -> None:
    it = told(inn, child)
    assert inn.get("placement:harm_taken", it.pk, who="melati").status_code == 200
    form = opened_form(inn._browser("melati"), reverse("placement:harm_taken", args=[it.pk]))
    take_up_harm(report=it, done="Sudah", by=inn.people.actor("citra"), action_id=new_id())
    sent = inn._browser("melati").post(reverse("placement:harm_taken", args=[it.pk]), form | {"done": "Saya ke sana"})
    assert sent.status_code in {409, 422}
    assert "sudah menanganinya" in words(sent)
    assert "Saya ke sana" in words(sent)
    page = inn.get("placement:harm_taken", it.pk, who="melati")
    assert page.status_code == 409
    assert reverse("placement:harm_told", args=[it.pk]) in words(page)
