"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.people.phones import display, parse


@pytest.mark.parametrize(
    ("written", "kind", "dial", "shown"),
    [
        ("081200000001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("0812-0000-0001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("+62 812 0000 0001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("+62 (0)812 0000 0001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("0062 812 0000 0001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("6281200000001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("+0812 0000 0001", "mobile", "+6281200000001", "0812-0000-0001"),
        ("0812000000", "mobile", "+62812000000", "0812-0000-00"),
        ("0812000000012", "mobile", "+62812000000012", "0812-0000-00012"),
        ("(0380) 800-001", "landline", "+62380800001", "(0380) 800-001"),
        ("0380800001 ext. 12", "landline", "+62380800001", "(0380) 800-001"),
        ("021 5000 0001", "landline", "+622150000001", "(021) 5000-0001"),
        ("129", "short", "129", "129"),
        ("1500-771", "short", "1500771", "1500-771"),
        ("+60 12-000 0001", "foreign", "+60120000001", "+60 12-000 0001"),
        ("", "none", "", ""),
    ],
)
def test_forms(written: str, kind: str, dial: str, shown: str) -> None:
    phone = parse(written)
    assert (phone.kind, phone.dial, phone.display, phone.problems) == (kind, dial, shown, ())


@pytest.mark.parametrize(
    ("written", "kind", "code"),
    [
        ("81200000001", "mobile", "zero"),
        ("081200000001 / 081200000002", "mobile", "several"),
        ("081200000001 atau 081200000002", "mobile", "several"),
        ("0812", "unknown", "form"),
        ("08120000000123", "unknown", "form"),
        ("tidak ada", "unknown", "form"),
        ("777", "unknown", "form"),
    ],
)
def test_advice(written: str, kind: str, code: str) -> None:
    phone = parse(written)
    assert (phone.kind, [problem.code for problem in phone.problems]) == (kind, [code])


def test_what_nobody_knows_is_shown_as_written() -> None:
    assert display(" titip Bu Contoh ") == "titip Bu Contoh"
    assert display("0812 00") == "0812 00"


@given(st.text() | st.text("0123456789+-() /"))
def test_it_never_refuses(written: str) -> None:
    phone = parse(written)
    assert phone.dial.removeprefix("+").isdecimal() or phone.dial == ""


@given(st.from_regex(r"08[1-9][0-9]{7,10}", fullmatch=True))
def test_what_is_shown_reads_as_the_same_number(written: str) -> None:
    assert parse(display(written)).dial == parse(written).dial == "+62" + written[1:]
