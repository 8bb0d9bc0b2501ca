"""A letter about children of both sides: in the case of one it names the other by initials, also to who works both."""

from typing import Any

from conftest import unlock
from rehsos.cases.models import Case
from rehsos.papers.letters import envelope_of
from rehsos.papers.models import Letter

from .test_from_letter import asked_by_letter, sent

ABOUT = "Permintaan laporan sosial a.n. YUNUS  Teladan (Yunus) dan Rambu Teladan, LP/B/112/XI/2026/Polres"


def abouts(people: Any, first: str, second: str) -> list[str]:
    """What the letter is about in the case of Yunus and in that of Rambu, each in a role."""
    report = asked_by_letter(people.actor("melati"), ABOUT)
    assert sent(unlock(people.client("melati")), report, role=first).status_code == 302
    people.actor("melati")
    answer = sent(unlock(people.client("melati")), report, name="Marta Umpama", sex="P", role=second)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    people.actor("melati")
    cases = Case.objects.order_by("code")
    return [envelope_of(Letter.objects.get(dossier=case.pk)).about for case in cases]


def test_the_suspect_of_the_letter_is_no_name_in_the_file_of_the_victim(people: Any) -> None:
    first, second = abouts(people, "child_in_conflict", "child_victim")
    assert first == ABOUT, "their own file says what was written"
    assert "unus" not in second.casefold()
    assert "a.n. Y.T. (Y.) dan Rambu" in second
    assert second.endswith("LP/B/112/XI/2026/Polres")


def test_nor_the_victim_in_that_of_the_suspect(people: Any) -> None:
    _first, second = abouts(people, "child_victim", "child_in_conflict")
    assert "unus" not in second.casefold()


def test_children_of_one_side_keep_their_names(people: Any) -> None:
    first, second = abouts(people, "child_victim", "child_witness")
    assert first == second == ABOUT
