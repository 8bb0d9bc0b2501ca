"""What is sent is small on a bad line, and its length tells a listener little."""

import gzip
from typing import Any

import pytest

SAMPLES = 12


def test_a_page_is_sent_compressed(people: Any) -> None:
    browser = people.client("melati")
    plain = browser.get("/kasus/")
    small = browser.get("/kasus/", headers={"accept-encoding": "gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small["Vary"]
    assert len(gzip.decompress(small.content)) == len(plain.content)
    assert len(small.content) < len(plain.content) / 2


def test_the_length_of_the_same_page_is_never_sure(people: Any) -> None:
    """A padding of random length is what keeps a guess in the address from being confirmed by a byte (BREACH)."""
    browser = people.client("melati")
    lengths = {len(browser.get("/kasus/", headers={"accept-encoding": "gzip"}).content) for _ in range(SAMPLES)}
    assert len(lengths) > 1


@pytest.mark.django_db
def test_the_proof_against_forgery_is_masked_anew_each_time(client: Any) -> None:
    shown = [client.get("/masuk/login/").content.partition(b'name="csrfmiddlewaretoken" value="')[2][:64] for _ in "ab"]
    assert shown[0] != shown[1]
    assert len(shown[0]) == 64
