"""Somebody erased is erased where their name was told, too."""

from rehsos.console import main

from .conftest import Road, words


def test_who_is_erased_while_the_case_runs_is_read_at_no_office(road: Road) -> None:
    it = road.sent()
    assert "Rambu Teladan" in words(road.get("referral:referral", it.pk, who="fajar"))
    why = ("--because", "Penetapan pengadilan 3/2026")
    assert main(["person", "erase", road.case.code, *why, "--although-open", why[1], "--yes"]) == 0
    road.people.actor("melati")
    for who in ("melati", "fajar"):
        page = words(road.get("referral:referral", it.pk, who=who))
        assert "Rambu" not in page
        assert "Mohon rehabilitasi" not in page
    assert road.seen(it).state == "sent"
