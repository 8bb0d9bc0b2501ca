from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import unlock
from rehsos.audit.models import View
from rehsos.papers.models import File
from rehsos.papers.tests.pictures import PNG
from rehsos.papers.uploads import HEIC

from .test_open_case import opened


def attached(people: Any, case: Any, content: bytes = PNG, who: str = "melati") -> Any:
    sent = {"kind": "photo", "file": SimpleUploadedFile("Rambu Teladan.png", content)}
    answer = people.client(who).post(reverse("cases:attach_file", args=[case.code]), sent)
    people.actor("melati")
    return answer


def test_a_photo_is_kept_sealed_and_comes_back_as_it_was(people: Any) -> None:
    case = opened(people.actor("melati"))
    assert attached(people, case).status_code == 302
    kept = File.objects.get()
    assert b"isi" not in bytes(kept.sealed)
    assert b"Rambu" not in bytes(kept.sealed_name)
    answer = unlock(people.client("melati")).get(reverse("cases:file", args=[case.code, kept.pk]))
    assert answer.content == PNG
    assert answer["Content-Disposition"] == f'inline; filename="berkas-{kept.pk.hex[-8:]}.png"'
    assert answer["Content-Type"] == "image/png"
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("no-store", "nosniff")
    people.actor("melati")
    assert View.objects.filter(what="letter", dossier=case.pk).exists()


def test_a_disguised_file_is_refused(people: Any) -> None:
    case = opened(people.actor("melati"))
    answer = attached(people, case, b"<script>alert(1)</script>")
    assert answer.status_code == 422
    assert "bukan PDF, JPG atau PNG" in answer.content.decode()
    assert not File.objects.exists()


def test_no_file_at_all_is_told(people: Any) -> None:
    case = opened(people.actor("melati"))
    answer = people.client("melati").post(reverse("cases:attach_file", args=[case.code]), {"kind": "photo"})
    assert answer.status_code == 422


def test_who_does_not_work_the_case_neither_adds_nor_reads(people: Any) -> None:
    case = opened(people.actor("melati"))
    attached(people, case)
    kept = File.objects.get()
    assert (attached(people, case, who="bima").status_code, attached(people, case, who="dewi").status_code) == (
        403,
        404,
    )
    where = reverse("cases:file", args=[case.code, kept.pk])
    for who in ("dewi", "eka", "indah"):
        assert people.client(who).get(where).status_code == 404
    for who, lock in (("melati", "access:open_names"), ("bima", "cases:reveal_case")):
        there = reverse(lock, args=[case.code] if lock == "cases:reveal_case" else [])
        assert people.client(who).get(where).url.startswith(f"{there}?next=")


def test_a_file_is_found_only_in_its_own_case(people: Any) -> None:
    first, second = opened(people.actor("melati")), opened(people.actor("melati"))
    attached(people, first)
    kept = File.objects.get()
    assert people.client("melati").get(reverse("cases:file", args=[second.code, kept.pk])).status_code == 404


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"\xef\xbb\xbf%PDF-1.4\n%%EOF\n", 302), (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", 422)],
    ids=["pdf with the mark of a text", "heic"],
)
def test_what_a_phone_or_a_scanner_makes_of_it_is_taken_or_told_how(people: Any, content: bytes, status: int) -> None:
    case = opened(people.actor("melati"))
    answer = attached(people, case, content)
    assert answer.status_code == status
    if status == 422:
        assert "Paling Kompatibel" in answer.content.decode()
        return
    people.actor("melati")
    kept = File.objects.get()
    assert kept.media_type == "application/pdf"
    assert unlock(people.client("melati")).get(reverse("cases:file", args=[case.code, kept.pk])).content == content


def test_what_is_said_of_heic_stands_once_and_where_a_photo_is_chosen(people: Any) -> None:
    case = opened(people.actor("melati"))
    browser = unlock(people.client("melati"))
    page = browser.get(reverse("cases:attach_file", args=[case.code])).content.decode()
    assert f'data-heic="{HEIC}"' in page
    assert page.count("HEIC") == 1
    assert "HEIC" not in browser.get(reverse("cases:case", args=[case.code])).content.decode()
