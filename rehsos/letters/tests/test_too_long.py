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
    assert page.count("Persingkat.") >= 2
    assert long.strip() in page
    assert not re.search(r'<(?:textarea|input)[^>]*name="(?:copies|about|party)"[^>]*maxlength', page)
