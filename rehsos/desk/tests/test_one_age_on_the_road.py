"""One age on the road between offices: a referral and its paper call a child by the age by which its case does."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from conftest import unlock
from rehsos.audit.actions import new_id
from rehsos.directory.models import Office
from rehsos.letters import paper
from rehsos.papers.models import Letter
from rehsos.referral import actions
from rehsos.referral.models import Deed, Referral, Urgency, Wanted
from tests.sheets import sheet, with_typed

from .test_one_age import GUESS, Aged, typed

SENTRA = 5


def sent(bench: Aged, deed: Deed = Deed.HAND_OVER) -> Referral:
    """To the Sentra, with nothing ticked but who it is."""
    by = bench.melati
    it = actions.begin_referral(
        case=bench.case, deed=deed, receiver=Office.objects.get(pk=SENTRA), wanted=Wanted.BED, asked="Mohon tempat.",
        urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    actions.send_referral(referral=it, parts=(), by=by, action_id=new_id())
    return Referral.objects.get(pk=it.pk)


def read(browser: Any, name: str, *args: Any) -> str:
    return str(browser.get(reverse(name, args=args)).content.decode())


BORN: dict[str, Any] = {"birth_date": "2010-03-01", "birth_year": 2010}


@pytest.mark.parametrize(
    ("birth", "said", "paper_says"),
    [
        (BORN, "{n} th saat kejadian", "{n} tahun saat kejadian"),
        (GUESS, "kira-kira 13 th saat kejadian", "kira-kira 13 tahun saat kejadian"),
        ({"typed": 14, **GUESS}, "13–14 th (perkiraan) saat kejadian", "13–14 tahun (perkiraan) saat kejadian"),
    ],
    ids=["a day", "a guess", "typed beside a guess"],
)
def test_every_page_and_paper_of_a_referral_says_the_age_of_the_case(
    people: Any, birth: Any, said: str, paper_says: str
) -> None:
    bench = Aged(people, **birth)
    n = bench.event.year - 2010 - ((bench.event.month, bench.event.day) < (3, 1))
    said, paper_says = said.format(n=n), paper_says.format(n=n)
    it = sent(bench)
    melati, fajar = unlock(people.client("melati")), people.client("fajar")
    assert said in read(melati, "cases:case", bench.case.code).split("<h1>")[1].split("</h1>")[0]
    for browser in (melati, fajar):
        assert said in read(browser, "referral:referral", it.pk)
        assert said in str(browser.get(reverse("referral:referrals") + "?lihat=semua").content.decode())
    assert said in read(fajar, "referral:answer", it.pk)
    assert said in read(fajar, "desk:today").split('id="answer')[-1]
    for where in (
        reverse("letters:letter_out", args=[bench.case.code]) + f"?jenis=referral&menyangkut={it.pk}",
        reverse("referral:record", args=[it.pk]) + "?jenis=handover_person",
    ):
        answer = melati.post(where, with_typed(sheet(melati.get(where).content.decode()), {"named": "True"}))
        assert answer.status_code == 302, answer.content.decode()
        people.actor("melati")
        letter = Letter.objects.latest("pk")
        assert paper_says in str(paper.paper(letter, bench.case).sheet().plain()), where


def test_what_was_sent_stays_as_it_stood(people: Any) -> None:
    bench = Aged(people, **BORN)
    it = sent(bench)
    before = it.called.said()
    told = typed(called="Rambu", full_name="Rambu Teladan", sex="P", birth_date="2012-03-01", version="1")
    assert bench.browser.post(f"/orang/{bench.case.client_id}/ubah/", told).status_code == 302
    melati = unlock(people.client("melati"))
    now = f"{bench.event.year - 2012 - (bench.event < date(bench.event.year, 3, 1))} th saat kejadian"
    assert now in read(melati, "cases:case", bench.case.code)
    page = read(melati, "referral:referral", it.pk)
    assert (before in page, now in page) == (True, False)
