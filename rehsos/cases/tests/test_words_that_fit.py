"""Words of the first screen that hold for every road by which a case comes, and for every case they speak of."""

from rehsos.cases.forms.terms import REACH
from rehsos.cases.models.case import Stage
from rehsos.law import book


def test_a_case_that_came_by_a_letter_is_not_said_to_have_come_by_a_report() -> None:
    assert str(Stage.RECEIVED.label) == "Diterima"
    assert book.fact_kinds()["intake_received"].label[0] == "Aduan atau surat diterima"


def test_the_form_of_promises_says_which_running_cases_come_later() -> None:
    assert "yang rencananya belum disetujui menyusul setelah disetujui" in str(dict(REACH)["running"])
