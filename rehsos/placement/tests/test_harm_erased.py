"""What was told of harm by staff goes with the case and with its client, and the house reads no line of that."""

from typing import Any

from rehsos.audit.actions import new_id
from rehsos.audit.models import Action
from rehsos.cases.models import Case, Status
from rehsos.console.tests.conftest import says
from rehsos.placement.actions.harming import take_up_harm
from rehsos.placement.harm import opened
from rehsos.placement.models import HarmReport, Stay
from rehsos.vault.keys import key_destroyed

from .conftest import Inn, words
from .test_gatekeeping import child
from .test_harm import BLOW, told

__all__ = ["child", "says"]

WHY = ("--because", "Permintaan 7/2026, UU 27/2022 Pasal 8", "--yes")
OPEN = ("--although-open", "Penetapan pengadilan 3/2026")
DONE = "Anak dilihat sendiri oleh Melati."


def handled(inn: Inn, stay: Stay) -> HarmReport:
    it = told(inn, stay)
    take_up_harm(report=it, done=DONE, by=inn.people.actor("melati"), action_id=new_id())
    return it


def erased(inn: Inn, stay: Stay, says: Any, *more: str) -> Any:
    code = inn.seen(stay, "nadia").case.code
    said = says("person", "erase", code, *WHY, *more)
    inn.people.actor("melati")
    return said


def gone(inn: Inn, it: HarmReport) -> None:
    """At every office that was told; on the page it is said, and its hour stays."""
    assert key_destroyed(it.pk)
    for who in ("melati", "citra"):
        page = words(inn.get("placement:harm_told", it.pk, who=who))
        assert "sudah dihapus" in page, who
        assert BLOW not in page
        assert DONE not in page
    assert opened(HarmReport.objects.get(pk=it.pk)) == {"erased": True}
    logged = Action.objects.filter(name__in=("report_harm_by_staff", "take_up_harm"))
    assert {one.dossier for one in logged if one.sealed} <= {it.pk}


def test_with_its_client_the_words_of_it_are_gone(inn: Inn, child: Stay, says: Any) -> None:
    it = handled(inn, child)
    assert BLOW in words(inn.get("placement:harm_told", it.pk))
    assert erased(inn, child, says, *OPEN).code == 0
    gone(inn, it)


def test_with_what_was_written_in_the_case_once_and_no_more(inn: Inn, child: Stay, says: Any) -> None:
    it = handled(inn, child)
    inn.people.actor("nadia")
    Case.objects.filter(pk=child.case_id).update(status=Status.CLOSED)
    assert erased(inn, child, says, "--with-texts").code == 0
    gone(inn, it)
    assert Action.objects.filter(name="erase_harm").count() == 1


def test_the_house_reads_no_line_of_its_being_erased(inn: Inn, child: Stay, says: Any) -> None:
    it = handled(inn, child)
    assert erased(inn, child, says, *OPEN).code == 0
    assert Action.objects.filter(name="erase_harm", dossier=it.pk).exists()
    inn.people.actor("nadia")
    assert not Action.objects.filter(name="erase_harm").exists()


def test_while_nobody_took_it_up_it_is_still_needed_and_said_so(inn: Inn, child: Stay, says: Any) -> None:
    it = told(inn, child)
    said = erased(inn, child, says, *OPEN)
    assert said.code != 0
    assert "belum ditangani" in said.err
    assert opened(HarmReport.objects.get(pk=it.pk))["words"] == BLOW
