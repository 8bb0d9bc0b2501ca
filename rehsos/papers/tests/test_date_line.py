"""Where and when a paper is dated."""

from datetime import date

from rehsos.papers.rendering.letter import Stage, date_line

DAY = date(2018, 9, 21)


def test_no_comma_stands_before_the_day_where_no_place_is_known() -> None:
    assert date_line("Oelamasi", DAY) == "Oelamasi, 21 September 2018"
    assert date_line("", DAY, Stage.DRAFT) == "21 September 2018"
    assert date_line(" ", DAY, Stage.TEMPLATE) == "${tanggal_naskah}"
