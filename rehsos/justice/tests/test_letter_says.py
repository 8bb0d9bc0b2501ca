"""What is read of the subject of a letter, and what is left to whoever types: only what is surely said."""

import pytest

from ..letter_says import child_of, says
from .test_from_letter import ABOUT


@pytest.mark.parametrize(
    ("text", "number", "day"),
    [
        (ABOUT, "LP/B/112/XI/2026/Polres", "2026-11-20"),
        ("LP / 12/XI/2026, terjadi 3/11/2026", "LP/12/XI/2026", "2026-11-03"),
        ("LP/B/7/XI/2026/SPKT/POLRES KUPANG/POLDA NTT", "LP/B/7/XI/2026/SPKT/POLRES KUPANG/POLDA NTT", "None"),
        ("LP/B/8/XI/2026/SPKT/POLSEK AMARASI tanggal 3", "LP/B/8/XI/2026/SPKT/POLSEK AMARASI", "None"),
        ("LP/B/9/XI/2026/SPKT/Polres Kupang Anak Korban Yunus", "LP/B/9/XI/2026/SPKT/Polres Kupang", "None"),
        ("LP/B/9/XI/2026/SPKT/POLRES yang dilaporkan", "LP/B/9/XI/2026", "None"),
        ("LP/B/9/XI/2026/SPKT/POLRES Aa Bb Cc Dd", "LP/B/9/XI/2026", "None"),
        ("Surat LP / B / 112 / XI / 2026 / SPKT tgl 3", "LP/B/112/XI/2026/SPKT", "None"),
        ("lapsos, LP B/113/XI/2026/Polres", "LP/B/113/XI/2026/Polres", "None"),
        ("LP/B/ 114 /XI/ 2026 kejadian 3/11/2026", "LP/B/114/XI/2026", "2026-11-03"),
        ("Anak / orang tua, LP menyusul", "", "None"),
        ("Surat tanggal 20 November 2026", "", "None"),
        ("kejadian 31 Nop 2026", "", "None"),
    ],
)
def test_only_what_is_surely_said_is_read(text: str, number: str, day: str) -> None:
    found = says(text)
    assert (found.police_number, str(found.event_from)) == (number, day)


@pytest.mark.parametrize(
    ("text", "offence"),
    [
        ("Permintaan lapsos perkara pencurian a.n. Yunus Umpama", "Pencurian"),
        ("dugaan tindak pidana PENCURIAN DENGAN PEMBERATAN, LP/B/7/XI/2026", "Pencurian dengan pemberatan"),
        ("Lapsos dalam perkara persetubuhan terhadap anak a.n. Marta Khayalan", "Persetubuhan terhadap anak"),
        ("kasus kekerasan dalam rumah tangga, anak korban Yunus", "Kekerasan dalam rumah tangga"),
        ("kasus anak korban Yunus Umpama", ""),
        ("perkara pendampingan anak", ""),
        ("Yunus dituduh temannya, kata ibunya ada pencurian", ""),
        (ABOUT, ""),
    ],
)
def test_the_offence_is_read_where_the_letter_calls_it_one(text: str, offence: str) -> None:
    assert says(text).offence == offence


@pytest.mark.parametrize(
    ("text", "name", "age"),
    [
        ("Permintaan laporan sosial a.n. Marta Khayalan", "Marta Khayalan", ""),
        ("Permintaan laporan sosial an. Yunus Umpama umur 13 tahun", "Yunus Umpama", "13"),
        ("Pendampingan anak korban an Yunus Umpama dkk", "Yunus Umpama", ""),
        ("Lapsos a.n. Yunus Umpama dan Marta Khayalan 12 th", "Yunus Umpama", ""),
        ("a.n. Yunus Umpama tanggal kejadian 20 November 2026", "Yunus Umpama", ""),
        ("atas nama anak Yunus Umpama", "Yunus Umpama", ""),
        ("atas nama Anak Korban Sdri. Marta Khayalan (12 tahun)", "Marta Khayalan", "12"),
        ("atas nama: anak saksi Yunus bin Peraga", "Yunus bin Peraga", ""),
        ("LAPORAN SOSIAL A.N YUNUS UMPAMA UMUR 13 TAHUN", "Yunus Umpama", "13"),
        ("A.N. DODI CONTOH", "Dodi Contoh", ""),
        ("A.N. M. YUNUS BIN PERAGA, 13 TH", "M. Yunus bin Peraga", "13"),
        ("ATAS NAMA MARIA DA COSTA", "Maria da Costa", ""),
        ("a.n. MA'RUF D'ORNAY", "Ma'ruf D'Ornay", ""),
        ("a.n. Yunus UMPAMA", "Yunus UMPAMA", ""),
        ("a.n. YU", "YU", ""),
        ("a.n. Yunus Umpama\nAgar Segera", "Yunus Umpama", ""),
        ("a.n. M. Yunus Umpama. Terima Kasih", "M. Yunus Umpama", ""),
        ("a.n. Anak Agung Yunus", "Anak Agung Yunus", ""),
        ("atas nama Anak Korban Maria da Costa, 13 tahun", "Maria da Costa", "13"),
        ("a.n. Yunus van der Umpama", "Yunus van der Umpama", ""),
        ("a.n. Yunus dan Maria da Costa", "Yunus", ""),
        ("a/n Yunus Umpama", "Yunus Umpama", ""),
        ("Nama anak: Yunus Umpama, umur 13 th", "Yunus Umpama", "13"),
        ("a.n. yunus umpama", "Yunus Umpama", ""),
        ("permintaan lapsos an. yunus umpama umur 13 tahun", "Yunus Umpama", "13"),
        ("a/n anak korban yunus bin peraga, 13 th", "Yunus bin Peraga", "13"),
        ("atas nama maria da costa (12 tahun)", "Maria da Costa", "12"),
        ("a.n. yunus umpama dan marta khayalan", "Yunus Umpama", ""),
        ("a.n. yunus", "", ""),
        ("atas nama ibu kandung", "", ""),
        ("a.n. keluarga korban", "", ""),
        ("a.n. anak yang bersangkutan", "", ""),
        ("a.n. kepala dinas, mohon pendampingan", "", ""),
        ("a.n. yunus umpama segera", "", ""),
        ("a.n. yunus umpama lalu semua berkas dikirim", "", ""),
        ("a.n. Kepala Kepolisian Resor Contoh, permintaan laporan sosial", "", ""),
        ("a.n. Kapolres Contoh, laporan sosial a.n. Marta Khayalan", "Marta Khayalan", ""),
        ("a.n. Aipda Peraga Umpama", "", ""),
        ("a.n. Y.U.", "", ""),
        ("atas nama anak yang bersangkutan", "", ""),
        ("a.n. Yunus Umpama Teladan Bayangan Karangan Rekaan", "", ""),
        ("Pendampingan anak 13 th, ancaman pidana 7 tahun", "", "13"),
        ("Pencurian, ancaman pidana 7 tahun", "", ""),
    ],
)
def test_the_name_in_the_subject_ends_where_it_ends_and_what_may_be_another_thing_is_not_read(
    text: str, name: str, age: str
) -> None:
    found = says(text, text)  # of a letter that came before its case, subject and request are the same words
    assert (found.name, found.age) == (name, age)


@pytest.mark.parametrize(
    "text",
    ["kejadian itu, surat tanggal 20 November 2026", "peristiwa; korban lahir 3 Mei 2013", "kejadian\n3 Mei 2013"],
)
def test_another_day_of_the_letter_is_not_that_of_the_event(text: str) -> None:
    assert says(text).event_from is None


def test_a_child_is_read_as_a_call_tells_it() -> None:
    assert (child_of("Yunus, kira-kira 13 th").name, child_of("Yunus, kira-kira 13 th").age) == ("Yunus", "13")
    assert child_of("Anak Yunus Umpama, 13").name == "Yunus Umpama"
    for nobody in ("anak perempuan dari Oesao", "Kepala Unit PPA", "Yunus dan Marta"):
        assert child_of(nobody).name == "", nobody
