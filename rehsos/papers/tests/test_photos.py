"""A photo tells nothing but the picture, and the picture stays bit by bit."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rehsos.audit.answers import Refused
from rehsos.papers.photos import bare
from rehsos.papers.uploads import checked

from .pictures import GPS, JPEG, PNG, told_jpeg, told_png


def test_the_picture_is_the_one_that_came() -> None:
    assert bare("image/jpeg", JPEG) == JPEG
    assert bare("image/png", PNG) == PNG
    assert bare("application/pdf", b"%PDF-1.7" + GPS) == b"%PDF-1.7" + GPS


@pytest.mark.parametrize("order", ["<", ">"])
def test_place_telephone_and_film_are_left(order: str) -> None:
    kept = bare("image/jpeg", told_jpeg(up=1, order=order))
    assert kept == JPEG
    assert bare("image/png", told_png()) == PNG


@pytest.mark.parametrize("order", ["<", ">"])
def test_which_way_is_up_is_kept_alone(order: str) -> None:
    kept = bare("image/jpeg", told_jpeg(up=6, order=order))
    assert GPS not in kept
    assert kept.endswith(JPEG[2:])
    assert b"\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00" in kept
    assert bare("image/jpeg", kept) == kept


def test_an_upload_is_kept_bare() -> None:
    assert GPS not in checked(SimpleUploadedFile("rumah.jpg", told_jpeg())).content


@pytest.mark.parametrize("end", [3, 19, 25, len(JPEG) // 2, len(JPEG) - 2])
def test_a_photo_that_was_cut_off_is_told(end: int) -> None:
    with pytest.raises(Refused, match="terpotong"):
        checked(SimpleUploadedFile("foto.jpg", JPEG[:end]))
    with pytest.raises(Refused, match="terpotong"):
        checked(SimpleUploadedFile("foto.png", PNG[: max(end * len(PNG) // len(JPEG), 9)]))
