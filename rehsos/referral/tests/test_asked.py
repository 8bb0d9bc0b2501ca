"""Who answers reads what it answers; who is chosen, and who was chosen, is told."""

from datetime import timedelta

from django.utils import timezone

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.directory.models import Cover, Office, Posting
from rehsos.referral import actions
from rehsos.referral.models import Answer, Deed, Refusal
from rehsos.referral.queries import proposals

from .conftest import OTHER, PARTS, PROVINCE, SENTRA, Road, words
from .test_transfer import moved


def test_an_overseer_who_sees_no_names_reads_what_is_asked_and_who_it_is_about_not(road: Road) -> None:
    it = road.sent(to=PROVINCE)
    page = words(road.get("referral:referral", it.pk, who="eka"))
    assert "Mohon rehabilitasi lanjut." in page
    assert "Rambu Teladan" not in page
    assert "tertutup" in page
    road.answered(it, who="eka", words="Setuju, hubungi kami Senin.")
    assert "Setuju, hubungi kami Senin." in words(road.get("referral:referral", it.pk, who="eka"))


def test_who_may_not_answer_and_sees_no_names_reads_nothing_of_it(road: Road) -> None:
    it = road.sent(to=OTHER)
    assert road.get("referral:referral", it.pk, who="eka").status_code == 404
    assert "Mohon rehabilitasi lanjut." not in words(road.get("referral:referral", it.pk, who="bima"))


def test_with_nothing_ticked_both_read_that_nothing_was(road: Road) -> None:
    it = road.draft()
    line = '<p class="unticked muted">Tidak ada bagian yang dicentang; penerima hanya membaca yang Anda minta.</p>'
    assert line in words(road.get("referral:send", it.pk))
    actions.send_referral(referral=it, parts=(), by=road.by, action_id=new_id())
    said = "Tidak ada bagian yang dicentang; penerima hanya membaca yang Anda minta."
    assert said in words(road.get("referral:referral", it.pk))
    assert "Pengirim tidak mencentang" in words(road.get("referral:referral", it.pk, who="fajar"))
    full = road.draft()
    actions.send_referral(referral=full, parts=PARTS, by=road.by, action_id=new_id())
    assert said not in words(road.get("referral:referral", full.pk))


def test_an_office_where_all_are_barred_is_not_proposed(road: Road) -> None:
    named = {one.office.pk for one in proposals(road.case, road.by, Deed.TRANSFER)}
    Case.objects.filter(pk=road.case.pk).update(barred=[6])
    road.case.refresh_from_db()
    after = {one.office.pk for one in proposals(road.case, road.by, Deed.TRANSFER)}
    assert named - after == {SENTRA}


def test_who_was_given_a_case_by_another_reads_it_on_hari_ini_until_it_is_opened(road: Road) -> None:
    assert "Baru untuk Anda" not in words(road.get("desk:today"))
    moved(road)
    assert "Baru untuk Anda" not in words(road.get("desk:today", who="fajar"))
    it = road.sent_back()
    actions.answer_referral(
        referral=road.seen(it, "citra"), answer=Answer.ACCEPTED, refusal=Refusal.NONE, words="",
        lead=road.worker("bima"), by=road.people.actor("citra"), action_id=new_id(),
    )  # fmt: skip
    assert "Baru untuk Anda" in words(road.get("desk:today", who="bima"))
    assert road.get("cases:case", road.case.code, who="bima").status_code == 200
    assert "Baru untuk Anda" not in words(road.get("desk:today", who="bima"))


def test_of_who_is_away_it_is_said_where_a_lead_is_chosen(road: Road) -> None:
    moved(road)
    it = road.sent_back()
    today = timezone.localdate()
    Cover.objects.create(id=new_id(), absent=road.worker("bima"), stand_in=road.worker("melati"), office_id=3,
                         since=today, until=today + timedelta(days=3))  # fmt: skip
    page = words(road.get("referral:answer", it.pk, who="citra"))
    assert "Bima Contoh (tidak masuk sampai" in page
    assert "Melati Contoh (tidak" not in page


def test_the_ministry_reads_what_is_late_at_a_sentra_without_a_head(road: Road) -> None:
    """Its seat of the cast is an analyst, who sees no cases; who oversees reads it by code."""
    moved(road)
    road.law_clock_late()
    assert Office.objects.get(pk=SENTRA).parent_id == 1
    Posting.objects.filter(worker=7).update(role="province")
    page = words(road.get("desk:today", who="gita"))
    assert road.case.code in page
    assert "Rambu" not in page
