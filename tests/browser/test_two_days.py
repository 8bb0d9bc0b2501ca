"""Hari ini of each role, a case with the law's clock and promises, the page of switches: legible, and back in place."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from conftest import keeps
from rehsos.audit.actions import new_id
from rehsos.cases.actions.facts import put_fact
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.clockwork import recompute
from rehsos.cases.models import Appointment, Case, Risk
from rehsos.cases.tests.test_open_case import opened
from rehsos.desk.tests.test_requests_first import ago
from rehsos.desk.tests.test_two_days import going
from rehsos.directory.actions import appoint_stand_in
from rehsos.directory.models import Capacity, Worker
from rehsos.intake.tests.test_calling import TOLD
from rehsos.intake.tests.test_intake import received
from rehsos.justice.roles import Role
from rehsos.justice.tests.bench import part_of

from .conftest import LAPTOP, PHONE, looks_right

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OWN = ("plan_after_assessment", "monthly_contact", "letter_to_worker", "draft_to_signer")


@pytest.fixture
def case(people: Any) -> Case:
    """A victim's case whose letter is 60 hours old, at an office that keeps some promises; a visit; somebody away."""
    with transaction.atomic():
        keeps(*OWN)
        by = people.actor("melati")
        made = opened(by, role=Role.VICTIM)
        part = part_of(made, Role.VICTIM, by)
        put_fact(made, part.subject, "report_request_received", ago(hours=60), fact_id=new_id())
        put_fact(made, made.subject, "intake_received", ago(hours=60), fact_id=new_id())
        put_fact(made, made.subject, "assessment_completed", ago(days=2), fact_id=new_id())
        put_fact(made, made.subject, "plan_approved", ago(days=40), fact_id=new_id())
        set_risk(case=made, risk=Risk.HIGH, reasons="Tinggal dekat", by=by, action_id=new_id())
        recompute(made, by=by)
        going(people, made, -3)
        going(people, made, 20)
        received(by, told=TOLD, needed_at=timezone.now() + timedelta(hours=15))
        _away(people)
    return made


def _away(people: Any) -> None:
    bima, melati = (Worker.objects.get(name__startswith=name) for name in ("Bima", "Melati"))
    today, last = timezone.localdate(), timezone.localdate() + timedelta(days=2)
    appoint_stand_in(absent=bima, stand_in=melati, capacity=Capacity.COVER, since=today, until=last,
                     by=people.actor("citra"), action_id=new_id())  # fmt: skip


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["360", "1280"])
def test_the_pages_of_each_role_are_legible(sign_in: Callable[..., Page], case: Case, size: dict[str, int]) -> None:
    for who, pages in {
        "melati": ("/", "/aduan/", f"/kasus/{case.code}/"),
        "citra": ("/", "/tim/", "/kantor/", "/kantor/tenggat/"),
        "indah": ("/", "/kantor/tenggat/"),
        "eka": ("/",),
    }.items():
        page = sign_in(who, size)
        for address in pages:
            page.goto(address)
            looks_right(page, f"dua-hari-{who}-{address.strip('/').replace('/', '-') or 'hari-ini'}")
            if who == "melati" and address == "/":
                expect(page.get_by_role("link", name="WhatsApp")).to_have_attribute(
                    "href", "https://wa.me/6281234567890"
                )


def test_postponed_on_the_phone_one_is_back_at_the_same_place(
    sign_in: Callable[..., Page], case: Case, people: Any
) -> None:
    page = sign_in("melati")
    page.locator("#jadwal-1-1").get_by_role("link", name="Ditunda").click()
    page.get_by_role("button", name="Hari kerja berikutnya, jam sama").click()
    page.wait_for_url("**/#jadwal-1-1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hari ini")
    assert page.evaluate("scrollY") > 0, "not at the top of the page"
    with transaction.atomic():
        people.actor("melati")
        assert Appointment.objects.filter(state="postponed").count() == 1


def test_the_laws_clock_stands_first_and_promises_fold(sign_in: Callable[..., Page], case: Case) -> None:
    page = sign_in("melati")
    page.goto(f"/kasus/{case.code}/")
    ours = page.locator("section.card", has=page.get_by_role("heading", name="Kewajiban kami"))
    first = ours.locator(".clock").first
    expect(first).to_contain_text("Laporan sosial")
    expect(first).to_have_class("clock soon large")
    assert ours.locator(".clock:visible").count() == 2, "the law's, and the next promise"
    assert ours.locator(".clock.late").count() == 0, "none is red while the law's is amber"
    ours.get_by_text("lagi menurut kebijakan dinas").click()
    assert ours.locator(".clock:visible").count() > 2


def test_a_switch_shows_its_length(sign_in: Callable[..., Page], case: Case) -> None:
    page = sign_in("indah")
    page.goto("/kantor/tenggat/")
    length = page.locator("#id_quarterly_review-box")
    expect(length).to_be_hidden()
    page.get_by_label("Tinjauan rencana setiap 3 bulan").check()
    expect(length).to_be_visible()
    page.get_by_role("button", name="Simpan").click()
    page.wait_for_url("**/kantor/")
    expect(page.get_by_text("Berlaku sejak", exact=False).last).to_be_visible()
