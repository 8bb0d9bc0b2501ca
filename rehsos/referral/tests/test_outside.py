"""Somebody outside is asked: what they read with their code, how they answer once, and all that opens nothing."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rehsos.access import by_code
from rehsos.access.models import AnswerCode
from rehsos.audit.actions import new_id
from rehsos.audit.answers import Refused
from rehsos.audit.models import Action
from rehsos.cases.actions.protecting import protect
from rehsos.cases.models import Case
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Worker
from rehsos.people.actions import register_person
from rehsos.people.identity import Identity
from rehsos.people.models import Sex
from rehsos.referral import actions
from rehsos.referral.actions import outside
from rehsos.referral.models import Answer, Deed, Outside, Part, Referral, State, Wanted

from .conftest import Road, words

PHONE = "0812-3456-7890"
WRONG = "Kode ini tidak dapat dibuka."


@pytest.fixture(autouse=True)
def _one_line(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test wrote is seen by its own connection alone, unless the test commits."""
    if request.node.get_closest_marker("django_db"):
        return

    @contextmanager
    def here() -> Iterator[Any]:
        with connection.cursor() as cursor:
            yield cursor

    monkeypatch.setattr(by_code, "line", here)


def asked(road: Road, deed: Deed = Deed.REFER, phone: str = PHONE, **more: Any) -> Referral:
    given = {"outside": Outside.HOSPITAL, "party": "RSUD Contoh, poli jiwa", "wanted": Wanted.EXPERT,
             "asked": "Dua kali sesi psikolog, mulai Senin."}  # fmt: skip
    by = road.people.actor("melati")
    made = outside.ask_outside(case=road.case, deed=deed, phone=phone, by=by, action_id=new_id(), **given | more)
    return road.seen(made)


def coded(road: Road, it: Referral) -> str:
    made = outside.give_code(referral=it, by=road.people.actor("melati"), action_id=new_id())
    return by_code.said(by_code.code_of(made.pk))


def partner(code: str, phone: str = "7890", **told: Any) -> Any:
    """Who has the sheet, in a browser of their own."""
    return Client(enforce_csrf_checks=True).post(reverse("access:by_code"), {"code": code, "phone": phone, **told})


def replies(code: str, answer: str = "accepted", phone: str = "7890", text: str = "Senin pukul 9.") -> Any:
    return partner(code, phone, answering="1", action_id=str(new_id()), answer=answer, words=text)


def opines(code: str, text: str) -> Any:
    return partner(code, answering="1", action_id=str(new_id()), words=text)


def test_what_is_urgent_is_awaited_within_a_day_and_both_read_it(road: Road) -> None:
    """The code opens longer; Hari ini does not say that it is over."""
    told = {"outside": "hospital", "party": "RSUD Contoh", "phone": PHONE, "wanted": "expert", "asked": "Malam ini.",
            "urgency": "urgent"}  # fmt: skip
    road.post("referral:outside", road.case.code, **told)
    it = Referral.objects.select_related("sender", "case").get()
    code = coded(road, it)
    it = road.seen(it)
    assert it.sent_at
    assert it.answer_due == it.sent_at + timedelta(hours=24)
    assert re.search(r"mohon dijawab paling lambat \w+ \d+ \w+ 20\d\d pukul \d\d\.\d\d WITA", words(partner(code)))
    assert "Mendesak" in words(road.get("desk:today"))
    assert "Mendesak" not in words(partner(coded(road, asked(road))))
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=True):
        road.sign_in_again()
        page = words(road.get("desk:today"))
        assert "Jawaban mereka ditunggu sampai" in page
        assert "Kode mereka habis" not in page
        assert "Hubungi mereka." in words(road.get("referral:referral", it.pk))
        assert partner(coded_before(road, it)).status_code == 200


def test_with_the_code_initials_and_need_are_read_and_nothing_else(road: Road) -> None:
    it = asked(road)
    page = partner(coded(road, it))
    text = words(page).replace(str(it.code), "")  # the number of the referral looks like that of the case
    assert page.status_code == 200
    assert "R.T." in text
    assert "Dua kali sesi psikolog" in text
    assert "Rambu" not in text
    assert road.case.code not in text
    assert not re.findall(r'href="(?!#|/static/)[^"]*"', text), "a way into the system"
    assert page["X-Robots-Tag"] == "noindex"
    assert "sessionid" not in page.cookies


def test_an_office_answers_signed_in_and_gets_no_code(road: Road) -> None:
    it = road.sent()
    with pytest.raises(Refused):
        coded(road, it)


def test_of_who_is_protected_meanwhile_nothing_is_read_with_the_code_and_nobody_else_is_asked(road: Road) -> None:
    it = asked(road)
    code = coded(road, it)
    protect(case=road.case, first=Worker.objects.get(pk=1), second=None, words="LPSK", by=road.people.actor("citra"),
            action_id=new_id())  # fmt: skip
    assert WRONG in words(partner(code))
    road.people.actor("melati")
    road.case.refresh_from_db()
    with pytest.raises(Refused, match="dilindungi"):
        asked(road)
    with pytest.raises(Refused, match="dilindungi"):
        coded(road, Referral.objects.select_related("sender", "case").get(pk=it.pk))
    assert reverse("referral:code", args=[it.pk]) not in words(road.get("referral:referral", it.pk))


@pytest.mark.parametrize(("answer", "state"), [("accepted", "accepted"), ("partly", "partly"), ("refused", "refused")])
def test_the_answer_moves_the_referral_and_stands_on_hari_ini(road: Road, answer: str, state: str) -> None:
    it = asked(road)
    page = replies(coded(road, it), answer)
    assert page.status_code == 302
    assert "Terima kasih" in words(Client().get(page["Location"]))
    it = road.seen(it)
    assert it.state == state
    assert str(it.code) in words(road.get("desk:today"))
    said = words(road.get("referral:referral", it.pk))
    assert "Senin pukul 9." in said
    assert "dengan kode, tanpa akun" in said
    assert str(it.code) in words(road.get("cases:case", road.case.code))


def test_an_opinion_is_its_own_answer(road: Road) -> None:
    """One box, and nothing to grant or to refuse."""
    it = asked(road, Deed.ASK_OPINION)
    code = coded(road, it)
    page = words(partner(code))
    assert "Pendapat Anda" in page
    assert "Tidak dapat" not in page
    assert opines(code, " ").status_code == 422
    assert opines(code, "Perlu asesmen psikiatri.").status_code == 302
    assert "Pendapat</" in words(road.get("referral:referral", it.pk))
    it = road.seen(it)
    assert (it.state, it.answer) == (State.DONE, "")


def test_no_needs_words(road: Road) -> None:
    it = asked(road)
    assert replies(coded(road, it), "refused", text=" ").status_code == 422
    assert road.seen(it).state == State.SENT


@pytest.mark.parametrize("phone", ["7890", "+62 812 3456 7890", "0812-3456-7890", "(0812) 3456.7890"])
def test_the_number_is_theirs_however_it_is_written(road: Road, phone: str) -> None:
    assert partner(coded(road, asked(road, phone="+62 812-3456-7890")), phone).status_code == 200


def test_a_code_is_read_as_it_was_typed(road: Road) -> None:
    code = coded(road, asked(road))
    assert partner(f" {code.lower().replace('-', ' ')} ").status_code == 200


def answers_alike(page: Any) -> None:
    assert page.status_code == 422
    assert WRONG in words(page)


def test_what_opens_nothing_says_one_thing(road: Road) -> None:
    """A code that never was, wrong digits, another's, taken back, over: nobody learns which."""
    it, other = asked(road), asked(road, phone="0812 1111 2222")
    code = coded(road, it)
    never = by_code.said("2" * by_code.LENGTH)
    pages = [partner(never), partner(code, "0000"), partner(code, "2222"), partner(coded(road, other), "7890")]
    actions.revoke_referral(referral=it, reason="Tidak jadi.", by=road.people.actor("melati"), action_id=new_id())
    pages.append(partner(code))
    with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=True):
        pages.append(partner(coded_before(road, other), "2222"))
    shown = set()
    for page in pages:
        answers_alike(page)
        shown.add(re.sub(r'value="[^"]*"', "", words(page)))
    assert len(shown) == 1


def coded_before(road: Road, it: Referral) -> str:
    road.people.actor("melati")
    return by_code.code_of(AnswerCode.objects.get(thing=it.pk, revoked_at=None).pk)


def test_on_the_fourteenth_day_it_still_opens(road: Road) -> None:
    code = coded(road, asked(road))
    with time_machine.travel(timezone.now() + timedelta(days=13, hours=23), tick=True):
        assert partner(code).status_code == 200


@pytest.mark.parametrize("deed", [Deed.REFER, Deed.ASK_OPINION])
def test_a_sixth_try_is_none_and_the_sender_is_told(road: Road, deed: Deed) -> None:
    it = asked(road, deed)
    code = coded(road, it)
    assert "terkunci" not in words(road.get("desk:today"))
    for _n in range(5):
        answers_alike(partner(code, "0000"))
    answers_alike(partner(code))
    for name, args, query in (("desk:today", (), ""), ("referral:referral", (it.pk,), ""),
                              ("referral:referrals", (), "?lihat=kirim")):  # fmt: skip
        assert "Kode mereka terkunci" in words(road.get(name, *args, query=query)), name
    page = words(road.get("desk:today"))
    assert page.split("<h2>")[1].startswith("Kabar dari kantor dan pihak lain"), "not as the last line of the page"
    assert reverse("referral:code", args=[it.pk]) in page
    coded(road, it)
    page = words(road.get("referral:referral", it.pk))
    assert "Kode mereka terkunci" not in page
    assert page.count("Lembar kode jawaban dibuat") == 2
    assert "Terkunci: 5 kali diisi salah" in page
    assert partner(coded(road, it)).status_code == 200, "a new sheet helps"
    assert "terkunci" not in words(road.get("desk:today"))


def test_who_answered_before_reads_when_and_in_whose_hours(road: Road) -> None:
    code = coded(road, asked(road))
    replies(code)
    assert re.search(r"sudah kami terima \w+ \d+ \w+ 20\d\d pukul \d\d\.\d\d WITA", words(replies(code)))


def test_the_sheet_says_for_whom_it_is_and_until_when(road: Road) -> None:
    it = asked(road)
    assert "RSUD Contoh, poli jiwa" not in words(road.post("referral:code", it.pk, who="citra")), "names are shut"
    sheet = words(road.post("referral:code", it.pk))
    assert "RSUD Contoh, poli jiwa" in sheet
    assert re.search(r"<dd>\w+ \d+ \w+ 20\d\d pukul \d\d\.\d\d WITA", sheet)


def test_answered_twice_the_first_stands(road: Road) -> None:
    it = asked(road)
    code = coded(road, it)
    replies(code)
    again = replies(code, "refused", text="Ternyata tidak.")
    assert again.status_code == 200
    assert "sudah kami terima" in words(again)
    assert "Jawaban pertama itu yang berlaku" in words(again)
    assert road.seen(it).state == State.ACCEPTED
    road.people.actor("melati")
    assert Part.objects.filter(referral=it, code="answer").count() == 1


def test_a_new_sheet_ends_the_old_one(road: Road) -> None:
    it = asked(road)
    old = coded(road, it)
    new = coded(road, it)
    answers_alike(partner(old))
    assert partner(new).status_code == 200


def test_what_the_sender_wrote_down_ends_the_code(road: Road) -> None:
    it = asked(road)
    code = coded(road, it)
    page = road.post("referral:answer", it.pk, answer="accepted", words="Lewat telepon: Senin.")
    assert page.status_code == 302
    assert road.seen(it).state == State.ACCEPTED
    answers_alike(replies(code, "refused"))
    road.post("referral:result", it.pk, words="Dua sesi selesai.")
    assert road.seen(it).state == State.DONE


def test_a_case_handed_on_meanwhile_takes_the_code_with_it(road: Road) -> None:
    it = asked(road)
    code = coded(road, it)
    moved = road.sent(Deed.TRANSFER, to=4)
    road.answered(moved, who="dewi")
    answers_alike(replies(code))
    road.people.actor("melati")
    assert Referral.objects.get(pk=it.pk).state == State.FELL


@pytest.mark.parametrize("status", ["closed", "void"])
def test_the_answer_to_a_case_that_ended_meanwhile_arrives(road: Road, status: str) -> None:
    it = asked(road)
    code = coded(road, it)
    Case.objects.filter(pk=road.case.pk).update(status=status)
    assert replies(code).status_code == 302
    assert road.seen(it).state == State.ACCEPTED


def test_who_was_erased_is_erased_there_too(road: Road) -> None:
    from rehsos.vault.keys import destroy

    it = asked(road)
    code = coded(road, it)
    destroy(it.key)
    answers_alike(partner(code))


@pytest.mark.parametrize("field", ["asked", "party"])
def test_the_name_of_the_client_is_not_told_outside(road: Road, field: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(road, Deed.REFER, PHONE, **{field: "Untuk Rambu, psikolog."})
    assert refused.value.field == field
    assert not str(refused.value.reason).endswith("..")


def test_a_number_too_short_is_refused(road: Road) -> None:
    with pytest.raises(Refused) as refused:
        asked(road, phone="129")
    assert refused.value.field == "phone"


@pytest.mark.parametrize("deed", [Deed.TRANSFER, Deed.HAND_OVER])
def test_neither_case_nor_person_is_handed_outside(road: Road, deed: Deed) -> None:
    with pytest.raises(Refused):
        asked(road, deed)


def test_the_code_is_shown_by_the_request_that_makes_it_and_kept_nowhere(road: Road) -> None:
    it = asked(road)
    sheet = road.post("referral:code", it.pk)
    code = re.findall(r"<dd>([2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4})</dd>", words(sheet))[0]
    assert partner(code).status_code == 200
    assert code not in words(road.get("referral:code", it.pk))
    assert code not in words(road.get("referral:referral", it.pk))
    plain = by_code.plain(code)
    road.people.actor("melati")
    with connection.cursor() as cursor:
        for table in ("access_answercode", "audit_action", "referral_referral", "access_cache", "django_session"):
            cursor.execute(f"SELECT string_agg(t::text, '') FROM {table} t")
            text = cursor.fetchone()[0] or ""
            assert code not in text
            assert plain not in text


def test_the_form_leads_to_the_sheet(road: Road) -> None:
    told = {"outside": "school", "party": "SDN Contoh", "phone": "0812 1234 5678", "wanted": "assessment",
            "asked": "Catatan kehadiran.", "urgency": "usual"}  # fmt: skip
    page = road.post("referral:outside", road.case.code, query="?laku=ask_opinion", **told)
    assert page.status_code == 302
    assert page["Location"].endswith("/kode/")
    made = Referral.objects.get(pk=UUID(page["Location"].split("/")[2]))
    assert (made.deed, made.outside, made.receiver) == ("ask_opinion", "school", None)
    assert "Sekolah" in words(road.get("referral:referrals", query="?lihat=kirim"))
    assert "Sekolah" in words(road.get("cases:case", road.case.code))


def test_no_record_of_a_person_handed_over_is_begun_with_somebody_outside(road: Road) -> None:
    theirs, ours = asked(road, wanted=Wanted.BED), road.sent(wanted=Wanted.BED)
    begins = [reverse("referral:record", args=[it.pk]) for it in (theirs, ours)]
    pages = [words(road.get("referral:referral", it.pk)) for it in (theirs, ours)]
    assert [begin in page for begin, page in zip(begins, pages, strict=True)] == [False, True]
    assert road.get("referral:record", theirs.pk, query="?jenis=handover_person").status_code == 404
    assert "Tidak ada bagian yang dicentang" not in pages[0]


@pytest.mark.parametrize("who", ["dewi", "fajar"])
def test_it_is_nobody_elses(road: Road, who: str) -> None:
    it = asked(road)
    for name in ("referral:referral", "referral:code", "referral:answer", "referral:result", "referral:revoke"):
        assert road.get(name, it.pk, who=who).status_code == 404
    assert road.get("referral:outside", road.case.code, who=who).status_code == 404


def test_an_office_is_never_asked_with_a_code(road: Road) -> None:
    assert road.get("referral:code", road.sent().pk).status_code == 404


def test_without_a_scope_no_code_is_seen(road: Road) -> None:
    from rehsos.audit.actor import set_scope

    coded(road, asked(road))
    set_scope((), None)
    assert not AnswerCode.objects.exists()


@pytest.mark.parametrize(
    "asked_",
    [
        "Hubungi 0812-9998-8877.",
        "WA +62 812 9998 8877, sore.",
        "Jemput bersama ibunya, Hendrina.",
        "Untuk anak SDN Contoh 3.",
        "Tinggal di dusun dua.",
    ],
)
def test_what_leads_to_the_client_is_not_told_outside(road: Road, asked_: str) -> None:
    known = Identity(called="Rambu", phone="0812 9998 8877", carer_name="Hendrina Teladan", school="SDN Contoh 3",
                     lives_at="Dusun Dua RT 03, Kab. Kupang")  # fmt: skip
    who = register_person(identity=known, sex=Sex.FEMALE, birth_year=2012, birth_estimated=False, by=road.by,
                          action_id=new_id())  # fmt: skip
    road.case = opened(road.by, client=who)
    with pytest.raises(Refused, match="menunjukkan orangnya") as why:
        asked(road, asked=asked_)
    assert why.value.field == "asked"
    assert asked(road, asked="Dua sesi di Kab. Kupang, Sen 30 Nov.", party="SDN Contoh 3").code


def test_the_log_names_no_worker_and_holds_no_words(road: Road) -> None:
    it = asked(road)
    replies(coded(road, it))
    road.people.actor("melati")
    line = Action.objects.get(name="answer_by_code")
    assert (line.worker, line.office, line.dossier) == (0, 3, it.pk)
    assert "Senin" not in str(line.facts)


def test_too_many_tries_from_one_address_wait(road: Road) -> None:
    code = coded(road, asked(road))
    answers = [partner("2222-2222-2222").status_code for _n in range(31)]
    assert answers[-1] == 429
    assert partner(code).status_code == 429


@pytest.mark.django_db(transaction=True)
def test_a_wrong_try_stays_counted_when_the_request_is_taken_back(people: Any) -> None:
    with transaction.atomic():
        road = Road(people)
        it = asked(road)
        code = coded(road, it)
    with transaction.atomic():
        assert by_code.opened(code, "0000") is None
        transaction.set_rollback(True)
    with transaction.atomic():
        people.actor("melati")
        assert AnswerCode.objects.get(thing=it.pk).tries == 1
    page = replies(code)
    assert page.status_code == 302
    with transaction.atomic():
        people.actor("melati")
        assert Referral.objects.get(pk=it.pk).state == Answer.ACCEPTED
