from rehsos.cases.models import LawfulBasis, Stage

from .conftest import Desk, words


def test_the_ground_is_recorded_and_the_case_moves_on(desk: Desk) -> None:
    sent = {"ground": "statute", "given_by": "mother", "on": "2026-11-17", "note": "UU 11/2012 Ps 68"}
    assert desk.post("cases:record_basis", **sent).status_code == 302
    basis = LawfulBasis.objects.get()
    assert (basis.ground, basis.given_by) == ("statute", "")
    assert desk.case.stage == Stage.BASIS


def test_consent_says_by_whom(desk: Desk) -> None:
    answer = desk.post("cases:record_basis", ground="consent", on="2026-11-17")
    assert answer.status_code == 422
    assert "siapa yang memberi persetujuan" in words(answer)
    assert desk.post("cases:record_basis", ground="consent", given_by="mother", on="2026-11-17").status_code == 302


def test_a_suspected_parent_cannot_consent(desk: Desk) -> None:
    desk.post("cases:add_participant", called="Bapak Samaran", relation="father", alleged="on")
    answer = desk.post("cases:record_basis", ground="consent", given_by="father", on="2026-11-17")
    assert answer.status_code == 422
    assert "orang yang disangka" in words(answer)
    assert not LawfulBasis.objects.exists()


def test_days_that_cannot_be_are_told_and_the_note_stays(desk: Desk) -> None:
    for day, why in (("2099-01-01", "masa depan"), ("2026-02-30", "belum terbaca"), ("0001-01-01", "tidak mungkin")):
        answer = desk.post("cases:record_basis", ground="vital", on=day, note="Keselamatan malam ini")
        assert answer.status_code == 422
        assert why in words(answer)
        assert "Keselamatan malam ini" in words(answer)
