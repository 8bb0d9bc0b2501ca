import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conftest import save
from rehsos.audit.actions import new_id
from rehsos.cases.actions.protecting import protect
from rehsos.cases.assignments import lead_of
from rehsos.cases.models import Case, DeskHandover, DeskState
from rehsos.cases.tests.test_desk import BIMA, MELATI, handed, of
from rehsos.cases.tests.test_open_case import opened
from rehsos.directory.models import Cover, Posting


def page(people: Any, who: str, name: str, *args: Any) -> str:
    text: str = people.client(who).get(reverse(name, args=args)).content.decode()
    return text


def status(people: Any, who: str, name: str, *args: Any) -> int:
    code: int = people.client(who).get(reverse(name, args=args)).status_code
    return code


def give(people: Any, who: str = "melati", to: int = BIMA, each: dict[str, str] | None = None) -> Any:
    address = reverse("desk:my_desk") if who == "melati" else reverse("desk:hand_on", args=[MELATI])
    return save(people.client(who), address, {"receiver": str(to), "why": "moves", **(each or {})})


def test_a_leaving_worker_hands_all_on_in_one_form_and_the_receiver_confirms(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    assert case.code in page(people, "melati", "desk:my_desk")
    assert give(people).status_code == 302
    people.actor("bima")
    made = DeskHandover.objects.get()
    assert "Melati Contoh menyerahkan 1 kasus kepada Anda" in page(people, "bima", "desk:today")
    assert save(people.client("bima"), reverse("desk:handover_take", args=[made.pk]), {}).status_code == 302
    people.actor("bima")
    lead = lead_of(case, timezone.localdate() + timedelta(days=1))
    assert lead is not None
    assert lead.worker_id == BIMA
    assert "menyerahkan" not in page(people, "bima", "desk:today")


def test_per_case_another_receiver_or_none(people: Any) -> None:
    by = people.actor("melati")
    stays, goes = opened(by), opened(by)
    assert give(people, each={stays.code: "stays"}).status_code == 302
    people.actor("melati")
    made = DeskHandover.objects.get()
    text = page(people, "melati", "desk:handed", made.pk)
    assert goes.code in text
    assert stays.code not in text
    assert stays.code in page(people, "melati", "desk:my_desk")


def test_nothing_is_handed_where_one_of_several_may_not_receive(people: Any) -> None:
    by = people.actor("melati")
    case, closed = opened(by), opened(by)
    Posting.objects.create(worker_id=4, office_id=3, role="peksos", since=timezone.localdate())
    Case.objects.filter(pk=closed.pk).update(barred=[4])
    answer = give(people, each={closed.code: "4"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Dewi Contoh tidak dapat menerima kasus ini" in text
    boxes = {code: text[: text.index(f'name="{code}"')].rpartition("<details")[2] for code in (case.code, closed.code)}
    assert boxes[closed.code].startswith(" open")
    assert not boxes[case.code].startswith(" open")
    people.actor("melati")
    assert not DeskHandover.objects.exists()
    assert case.code in page(people, "melati", "desk:my_desk")


def test_an_absent_receiver_is_said_and_may_be_chosen(people: Any) -> None:
    by, today = people.actor("melati"), timezone.localdate()
    opened(by)
    Cover.objects.create(id=new_id(), absent_id=BIMA, stand_in_id=MELATI, office_id=3, since=today,
                         until=today + timedelta(days=3))  # fmt: skip
    assert "Bima Contoh (tidak masuk s.d." in page(people, "melati", "desk:my_desk")
    assert give(people).status_code == 302
    people.actor("melati")
    assert "Konfirmasi menunggu Bima Contoh" in page(people, "melati", "desk:handed", DeskHandover.objects.get().pk)


def test_the_giver_withdraws_until_it_was_confirmed(people: Any) -> None:
    by = people.actor("melati")
    made = handed(by, opened(by))
    assert "Menunggu konfirmasi penerima" in page(people, "melati", "desk:today")
    assert save(people.client("melati"), reverse("desk:handover_withdraw", args=[made.pk]), {}).status_code == 302
    people.actor("bima")
    made.refresh_from_db()
    assert made.state == DeskState.WITHDRAWN
    answer = people.client("bima").post(reverse("desk:handover_take", args=[made.pk]), {"action_id": str(new_id())})
    assert "sudah dikonfirmasi, ditolak, atau ditarik" in answer.content.decode()
    assert answer.status_code == 409
    assert "Sudah didahului" in answer.content.decode()
    assert "Ke serah terima ini" in answer.content.decode()


def test_who_declines_says_why_and_the_giver_reads_it(people: Any) -> None:
    by = people.actor("melati")
    made = handed(by, opened(by))
    save(people.client("bima"), reverse("desk:handover_decline", args=[made.pk]), {"declined": "full"})
    assert "Ditolak penerima" in page(people, "melati", "desk:today")
    assert "Beban kasus saya sudah penuh" in page(people, "melati", "desk:handed", made.pk)


PAGES = ("handed", "handover_take", "handover_decline", "handover_withdraw", "handover_pdf", "handover_docx")


@pytest.mark.parametrize("name", PAGES)
def test_who_has_nothing_to_do_with_it_finds_nothing(people: Any, name: str) -> None:
    by = people.actor("melati")
    made = handed(by, opened(by))
    for who in ("dewi", "eka", "fajar", "indah", "hadi"):
        assert status(people, who, f"desk:{name}", made.pk) == 404


def test_the_desk_of_another_is_handed_on_by_the_head_alone(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert status(people, "bima", "desk:hand_on", MELATI) == 403
    assert status(people, "dewi", "desk:hand_on", MELATI) == 404
    assert status(people, "jaya", "desk:hand_on", MELATI) == 404
    assert case.code in page(people, "citra", "desk:hand_on", MELATI)
    assert reverse("desk:hand_on", args=[MELATI]) in page(people, "citra", "desk:team")


def test_a_posting_or_contract_that_ends_with_open_cases_is_a_task(people: Any) -> None:
    opened(people.actor("melati"))
    soon = timezone.localdate() + timedelta(days=30)
    posting = Posting.objects.get(worker=MELATI)
    assert "Penempatan atau kontrak" not in page(people, "melati", "desk:today")
    told = {"until": soon.isoformat()}
    assert save(people.client("citra"), reverse("desk:contract", args=[posting.pk]), told).status_code == 302
    assert "Penempatan atau kontrak Anda berakhir" in page(people, "melati", "desk:today")
    assert "Penempatan atau kontrak Melati Contoh berakhir" in page(people, "citra", "desk:today")
    assert "Penempatan" not in page(people, "bima", "desk:today")
    later = {"until": (soon + timedelta(days=1)).isoformat()}
    save(people.client("citra"), reverse("desk:contract", args=[posting.pk]), later)
    assert "Penempatan atau kontrak" not in page(people, "melati", "desk:today")


@pytest.mark.parametrize("hour", [23, 1, 12])
def test_a_contract_that_is_over_is_said_as_over_in_the_offices_own_day(people: Any, hour: int) -> None:
    night = (timezone.now() + timedelta(days=1)).replace(hour=hour, minute=30)
    with time_machine.travel(night, tick=True):
        _over_by_day(people)


def _over_by_day(people: Any) -> None:
    opened(people.actor("melati"))
    people.actor("citra")
    today = timezone.localdate()
    for ends, said in ((today - timedelta(days=1), True), (today, False)):
        Posting.objects.filter(worker=MELATI).update(contract_until=ends)
        for who, whom in (("melati", "Anda"), ("citra", "Melati Contoh")):
            text = page(people, who, "desk:today")
            assert (f"Penempatan atau kontrak {whom} sudah berakhir" in text) is said
            assert ("Serahkan sekarang" in text) is said
            people.actor("citra")


@pytest.mark.parametrize("to", ["4", ""])
def test_who_a_wall_keeps_out_is_not_offered_for_that_case_and_the_page_says_so(people: Any, to: str) -> None:
    by = people.actor("melati")
    case, closed = opened(by), opened(by)
    Posting.objects.create(worker_id=4, office_id=3, role="peksos", since=timezone.localdate())
    Case.objects.filter(pk=closed.pk).update(barred=[4])
    text = page(people, "melati", "desk:my_desk")
    offered = {code: re.search(rf'<select[^>]*name="{code}".*?</select>', text, re.DOTALL) for code in
               (case.code, closed.code)}  # fmt: skip
    assert ['value="4"' in found[0] for found in offered.values() if found] == [True, False]
    assert text.count("Dewi Contoh tidak dapat menerima kasus ini: berkasnya tertutup baginya.") == 1
    refused = give(people, to=4, each={closed.code: to})
    assert refused.status_code == 422
    assert "Dewi Contoh tidak dapat menerima kasus ini" in refused.content.decode()
    people.actor("melati")
    assert not DeskHandover.objects.exists()
    assert give(people, to=4, each={closed.code: "stays"}).status_code == 302


def test_whom_a_circle_does_not_know_is_not_offered_and_the_page_says_what_the_head_does(people: Any) -> None:
    by = people.actor("melati")
    case = opened(by)
    protect(case=case, first=of(MELATI), second=None, words="LPSK", by=people.actor("citra"), action_id=new_id())
    text = page(people, "melati", "desk:my_desk")
    assert "Bima Contoh belum dapat menerima kasus ini: kliennya dilindungi." in text


def test_who_has_no_open_case_is_not_reminded(people: Any) -> None:
    people.actor("citra")
    Posting.objects.filter(worker=MELATI).update(contract_until=timezone.localdate())
    assert "Penempatan atau kontrak" not in page(people, "citra", "desk:today")


def test_a_contract_of_another_office_is_not_there(people: Any) -> None:
    posting = Posting.objects.get(worker=4)
    assert status(people, "citra", "desk:contract", posting.pk) == 404
    assert status(people, "bima", "desk:contract", Posting.objects.get(worker=MELATI).pk) == 404


def test_pages_take_few_statements(people: Any, few_statements: Any) -> None:
    by = people.actor("melati")
    for _n in range(3):
        opened(by)
    few_statements(people.client("melati"), reverse("desk:my_desk"), most=8)
    made = handed(by, opened(by))
    few_statements(people.client("bima"), reverse("desk:handed", args=[made.pk]), most=8)


def test_the_paper_lists_codes_and_both_and_nobody_else(people: Any) -> None:
    from rehsos.desk.handover_sheet import sheet_of

    by = people.actor("melati")
    case = opened(by)
    made = handed(by, case)
    told = str(sheet_of(made, by).sheet().plain())
    assert all(words in told for words in (case.code, "Melati Contoh", "Bima Contoh", "Pindah tugas", "Pihak Kedua"))
    assert "Rambu" not in told
    assert "Hari ini" not in told
    for name, kind in (("handover_pdf", b"%PDF"), ("handover_docx", b"PK")):
        answer = people.client("bima").get(reverse(f"desk:{name}", args=[made.pk]))
        assert answer.content.startswith(kind)
    assert re.search(r"BAST berkas", page(people, "bima", "desk:handed", made.pk))


def test_which_cases_is_read_before_another_receiver_is_asked_for(people: Any) -> None:
    """Each with its head; the box of another receiver lies folded below what is open in it."""
    by = people.actor("melati")
    first, second = opened(by), opened(by)
    text = page(people, "melati", "desk:my_desk")
    for case in (first, second):
        head = text.index(f'<b class="code">{case.code}</b>')
        box = text.index(f'name="{case.code}"')
        assert head < text.index("<details>", head) < box
    assert "<legend>" not in text[text.index('id="kasus"') :]


def test_a_desk_of_which_nothing_can_move_is_not_confirmed(people: Any) -> None:
    """As where the only case was closed to who is to receive it, meanwhile."""
    by = people.actor("melati")
    case = opened(by)
    made = handed(by, case)
    people.actor("citra")
    Case.objects.filter(pk=case.pk).update(barred=[BIMA])
    text = page(people, "bima", "desk:handed", made.pk)
    assert "Tidak ada lagi kasus yang dapat pindah kepada Anda" in text
    assert reverse("desk:handover_take", args=[made.pk]) not in text
    assert save(people.client("bima"), reverse("desk:handover_take", args=[made.pk]), {}).status_code == 422
    people.actor("melati")
    made.refresh_from_db()
    assert made.state == DeskState.WAITS
    assert save(people.client("bima"), reverse("desk:handover_decline", args=[made.pk]),
                {"declined": "full"}).status_code in {302, 422}  # fmt: skip


def test_what_the_action_itself_refuses_is_said_on_the_form(people: Any) -> None:
    case = opened(people.actor("melati"))
    refused = give(people, each={case.code: "stays"})
    assert refused.status_code == 422
    assert "Tidak ada kasus yang diserahkan" in refused.content.decode()
