"""The paper said “tinggal serumah” of a stepfather, while the case said since days that the child is at the nenek's."""

from datetime import timedelta

from rehsos.audit.actions import new_id
from rehsos.cases.actions.placing import place_client
from rehsos.cases.models import Relation, WhereaboutsKind

from ..home_told import contradicted
from .report_bench import Bench, bench
from .test_family import around

__all__ = ["bench"]
SAID = "sedangkan tabel keluarga menulis serumah dengan anak: ayah tiri"


def placed(bench: Bench, kind: WhereaboutsKind, words: str, hours: int = 30) -> None:
    place_client(
        case=bench.case, custody=None, custody_office=None, custody_words="", whereabouts=kind, whereabouts_office=None,
        whereabouts_words=words, at=bench.now - timedelta(hours=hours), by=bench.as_melati(), action_id=new_id(),
    )  # fmt: skip


def test_it_is_told_on_the_draft_and_before_the_text_is_settled_and_locks_nothing(bench: Bench) -> None:
    around(bench, Relation.STEPFATHER, "Markus", lives_together=True)
    placed(bench, WhereaboutsKind.FAMILY, "Rumah nenek, Oesao")
    letter = bench.report()
    for page in ("justice:social_report_edit", "letters:letter_settle"):
        shown = bench.browser.get(bench.url(page, letter.pk)).content.decode()
        assert SAID in shown, page
        assert "“Keluarga atau rumah sendiri: Rumah nenek, Oesao”" in shown
    assert bench.settle(letter).status_code == 302


def test_what_may_be_so_is_not_doubted(bench: Bench) -> None:
    around(bench, Relation.STEPFATHER, "Markus", lives_together=True)
    assert contradicted(bench.case) == "", "no place was told"
    placed(bench, WhereaboutsKind.FAMILY, "Oesao, RT 02")
    assert contradicted(bench.case) == "", "it is not said whose home"
    placed(bench, WhereaboutsKind.HOSPITAL, "RSUD Contoh", 20)
    assert SAID in contradicted(bench.case)
    placed(bench, WhereaboutsKind.FAMILY, "Rumah nenek", 10)
    assert SAID in contradicted(bench.case)
    around(bench, Relation.GRANDPARENT, "Nene", lives_together=True)
    assert contradicted(bench.case) == "", "all of them live there"


def test_who_does_not_live_with_the_client_is_no_doubt(bench: Bench) -> None:
    around(bench, Relation.STEPFATHER, "Markus", lives_together=False)
    placed(bench, WhereaboutsKind.FAMILY, "Rumah nenek")
    assert contradicted(bench.case) == ""
