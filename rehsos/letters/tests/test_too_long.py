"""What is longer than its line: said, kept, and cut by nobody."""

import html
import re

from .report_bench import Bench, bench
from .test_office_letter import LETTER

__all__ = ["bench"]


def test_what_is_too_long_for_a_line_is_said_and_stays_and_no_browser_cuts_it(bench: Bench) -> None:
    long = "Kepala Dinas Contoh " * 20
    answer = bench.post("letters:letter_out", data={**LETTER, "copies": long, "about": "Perihal " * 60})
    assert answer.status_code == 422
    page = html.unescape(answer.content.decode())
    assert page.count("huruf, paling banyak 300. Persingkat.") >= 2
    assert long.strip() in page
    assert not re.search(r'<(?:textarea|input)[^>]*name="(?:copies|about|party)"[^>]*maxlength', page)


def test_a_long_answer_is_told_in_the_same_manner_with_both_lengths(bench: Bench) -> None:
    """It did not say how many letters were typed, and the other message wrote no dot between thousands."""
    long = bench.post("justice:social_report", bench.subject, data=bench.texts(recommendation="a" * 20_000))
    assert long.status_code == 422
    assert "20.000 huruf, paling banyak 10.000. Pindahkan sebagian" in long.content.decode()
