"""A child's name stands on no screen of somebody who neither works the case nor has revealed it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from rehsos.demo import cast
from rehsos.letters.tests.report_bench import docx_text, pdf_text, squeezed
from tests.whole_office import Office

FULL = [c.identity.full_name for c in cast.clients(timezone.localdate()).values() if c.identity.full_name]
PARTS = [word for name in FULL for word in name.split()]
TEXTS = ["Saya mau sekolah lagi", "Makan dan tidur cukup", "Bersama guru; anak didampingi ibu", "081200000001"]
OK = 200


pytestmark = pytest.mark.usefixtures("undone_office")


def pages(office: Office, who: str, **session: Any) -> Iterator[tuple[str, Any]]:
    """What each page that opens for this person answers."""
    paths = [a.path for a in office.addresses()]
    paths += [
        "/",
        "/kasus/",
        "/kasus/?mine=",
        "/aduan/",
        "/orang/",
        "/tim/",
        "/rekap/",
        "/rekap/kasus/",
        "/pengaturan/",
    ]
    client = office.people.client(who)
    kept = client.session
    kept.update(session)
    kept.save()
    for path in paths:
        answer = client.get(path)
        if answer.status_code == OK:
            yield path, answer


def stands(word: str, page: str) -> bool:
    """As a word of its own: three letters of it may turn up by chance within a random token."""
    return re.search(rf"\b{re.escape(word)}\b", page) is not None


INBOX = "/aduan/.+/berkas/.+/"
"""A letter that has no case yet lies in the office's inbox, read like the report it came for."""
OPEN_FILES = {"indah": rf"{INBOX}|/kasus/.+/tanda-terima/", "eka": ""}
"""TU also prints the receipt, which names no child; the province opens no file."""


BY_CODE = "/serah-terima/.+/(?:pdf|docx)/|/pulang/etape/.+/cetak/"
"""The paper of a desk that is handed on, for who hands it on, takes it, or heads them, names cases by their code; so
does the record of a group's leg."""


def leaks(office: Office, who: str, words: list[str], **session: Any) -> dict[str, list[str]]:
    """Pages that show one of the words to this person."""
    found = {}
    for path, answer in pages(office, who, **session):
        if re.fullmatch(BY_CODE, path):
            printed = (docx_text if path.endswith("/docx/") else pdf_text)(answer.content)
            assert "SERAHTERIMA" in printed.upper()
            if said := [word for word in words if squeezed(word) in printed]:
                found[path] = said
        elif not answer.headers["content-type"].startswith(("text/html", "text/css")):
            if not re.fullmatch(OPEN_FILES.get(who, INBOX), path):
                found[path] = ["a file"]
        elif said := [word for word in words if stands(word, answer.content.decode())]:
            found[path] = said
    return found


@pytest.mark.parametrize("who", ["bima", "citra", "eka", "indah"])
def test_nobody_but_her_worker_reads_her_name_or_what_was_written_of_her(office: Office, who: str) -> None:
    assert leaks(office, who, PARTS + TEXTS, names_open=True) == {}


def test_on_a_shared_screen_not_even_her_worker_reads_them(office: Office) -> None:
    assert written(leaks(office, "melati", FULL, names_open=True, public_screen=True)) == {}


def test_before_the_pin_her_worker_sees_initials_everywhere(office: Office) -> None:
    """Not on a page, not in a letter, its form or its PDF, not in a file and not in a draft."""
    assert leaks(office, "melati", FULL) == {}


def test_with_the_pin_her_worker_reads_them(office: Office) -> None:
    """Otherwise the tests above would prove nothing."""
    shown = written(leaks(office, "melati", FULL + TEXTS, names_open=True))
    assert {"Yanto Bayangan", "Dodi Karangan", TEXTS[0]} <= {word for words in shown.values() for word in words}


def written(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Only pages: what her worker takes out as a file is hers to take."""
    return {path: words for path, words in found.items() if words != ["a file"]}
