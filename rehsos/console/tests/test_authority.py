"""Banten on 22 March 2022, as its office told the press: 26 types, 20 by one speaker, 18 printed by name."""

import json
from typing import Any

import pytest

from rehsos.demo import arranged

pytestmark = pytest.mark.django_db
SHOW = ("authority", "show", "--office", "Dinsos Prov. Banten", "--on")
PRINTED = (
    "Anak balita telantar", "Anak telantar", "Anak yang berhadapan dengan hukum", "Anak jalanan",
    "Anak dengan kedisabilitasan", "Anak yang menjadi korban tindak kekerasan atau diperlakukan salah",
    "Anak yang memerlukan perlindungan khusus", "Lanjut usia telantar", "Penyandang disabilitas", "Tuna susila",
    "Gelandangan", "Pengemis", "Pemulung", "Kelompok minoritas", "Bekas warga binaan lembaga pemasyarakatan",
    "Korban trafficking", "Korban tindak kekerasan", "Pekerja migran bermasalah sosial",
)  # fmt: skip
"""The eighteen that the article prints, in the annex's words and in its order."""


@pytest.fixture(autouse=True)
def _arranged() -> None:
    assert arranged.tell()
    assert not arranged.tell()  # once


def rows(says: Any, on: str) -> list[dict[str, Any]]:
    return list(json.loads(says(*SHOW, on, "--format", "json").out))


def in_rehabilitation(found: list[dict[str, Any]]) -> list[str]:
    return [row["label"] for row in found if row["bidang"] == "Rehabilitasi Sosial"]


def test_twenty_six_types_of_which_eighteen_are_printed_by_name(says: Any) -> None:
    found = rows(says, "2022-03-22")
    assert len(found) == 26
    assert in_rehabilitation(found) == list(PRINTED)


def test_before_that_it_was_twenty_and_the_two_that_went_are_the_nations(says: Any) -> None:
    assert len(in_rehabilitation(rows(says, "2021-12-31"))) == 20
    gone = {row["type"]: (row["community"], row["bidang"]) for row in rows(says, "2022-03-22") if not row["bidang"]}
    assert gone == {"person_with_hiv": ("pusat", ""), "recovering_from_drugs": ("pusat", "")}


def test_on_paper_it_says_how_many_since_when_and_what_went_where(says: Any) -> None:
    out = says(*SHOW, "2022-03-22").out
    assert "Dinsos Prov. Banten (provinsi), 22 Mar 2022: 26 jenis PPKS." in out
    assert "Bidang Rehabilitasi Sosial: 18 jenis sejak 1 Jan 2022, sebelumnya 20" in out
    assert "(keluar Orang dengan HIV/AIDS, kewenangan pusat (Kementerian Sosial); keluar Korban penyalahgunaan" in out
    assert "Bidang Pemberdayaan Sosial: 3 jenis" in out


def test_a_balai_says_which_provinces_it_serves_and_an_office_of_one_bidang_that(says: Any) -> None:
    out = says("authority", "show", "--office", "8", "--on", "2020-09-09").out
    assert "Wilayah layanan: provinsi 13, 14, 18, 21." in out
    assert "Kantor ini satu bidang." in out


def test_an_office_nobody_knows_is_answered_in_one_line(says: Any) -> None:
    told = says("authority", "show", "--office", "Dinsos Prov. Bantn")
    assert (told.code, told.err.count("\n")) == (2, 1)
    assert "Kantor “Dinsos Prov. Bantn” tidak dikenal. Mungkin: Dinsos Prov. Banten" in told.err
