"""What people write for a place: taken where it is equal to a name, a code or a name it is known by; else offered."""

import pytest

from ops import build_abbreviations
from rehsos.directory import gazetteer, known_as
from rehsos.directory.reading import read

KUPANG = "53.01"


def offered(text: str, near: str = KUPANG) -> list[str]:
    reading = read(text, near)
    assert reading.sure is None, text
    return [p.code for p in reading.offered]


PROVINCES = {
    "NAD": "11", "Sumut": "12", "Sumbar": "13", "RIAU": "14", "Provinsi Jambi": "15", "Sumsel": "16",
    "Prov. Bengkulu": "17", "Lampung": "18", "Babel": "19", "Kepri": "21", "DKI": "31", "Jabar": "32", "Jateng": "33",
    "DIY": "34", "Jatim": "35", "Banten": "36", "Bali": "51", "NTB": "52", "NTT": "53", "Kalbar": "61",
    "Kalteng": "62", "Kalsel": "63", "Kaltim": "64", "Kaltara": "65", "Sulut": "71", "Sulteng": "72", "Sulsel": "73",
    "Sultra": "74", "PROVINSI GORONTALO": "75", "Sulbar": "76", "Maluku": "81", "Malut": "82", "Papua": "91",
    "Papbar": "92", "Papsel": "93", "Papteng": "94", "Papua Peg.": "95", "PBD": "96",
}  # fmt: skip


def test_every_province_by_what_it_is_called_for_short() -> None:
    assert len(PROVINCES) == len(set(PROVINCES.values())) == len(gazetteer.children())
    found = {text: read(text, KUPANG).sure for text in PROVINCES}
    assert {text: p.code if p else "" for text, p in found.items()} == PROVINCES


REGENCIES = {
    "Abdya": "11.12", "Agara": "11.02", "Pijay": "11.18", "Tapsel": "12.03", "Taput": "12.02", "Tapteng": "12.01",
    "Madina": "12.13", "Sergai": "12.18", "Paluta": "12.20", "Labura": "12.23", "Labusel": "12.22", "Humbahas": "12.16",
    "Pessel": "13.01", "Solsel": "13.11", "Pasbar": "13.12", "50 Kota": "13.07", "Inhu": "14.02", "Inhil": "14.04",
    "Rohul": "14.06", "Rohil": "14.07", "Kuansing": "14.09", "Tanjabbar": "15.06", "Tanjabtim": "15.07", "OKU": "16.01",
    "OKI": "16.02", "Muba": "16.06", "OKUT": "16.08", "OKU Selatan": "16.09", "PALI": "16.12", "Muratara": "16.13",
    "Lamsel": "18.01", "Lamteng": "18.02", "Lampura": "18.03", "Tubaba": "18.12", "Beltim": "19.06", "Jakpus": "31.71",
    "Jaksel": "31.74", "KBB": "32.17", "Solo": "33.72", "Tangsel": "36.74", "Lobar": "52.01", "Loteng": "52.02",
    "Lotim": "52.03", "KSB": "52.07", "KLU": "52.08", "TTS": "53.02", "TTU": "53.03", "Flotim": "53.06", "SBD": "53.18",
    "Mabar": "53.15", "Matim": "53.19", "Kobar": "62.01", "Kotim": "62.02", "HST": "63.07", "Kukar": "64.02",
    "Kubar": "64.07", "Kutim": "64.08", "PPU": "64.09", "Bolmong": "71.01", "Minut": "71.06", "Minsel": "71.05",
    "Sitaro": "71.09", "Bangkep": "72.07", "Parimo": "72.08", "Touna": "72.09", "Pangkep": "73.10", "Sidrap": "73.14",
    "Tator": "73.18", "Lutra": "73.22", "Lutim": "73.24", "Konsel": "74.05", "Konut": "74.09", "Butur": "74.10",
    "Bonbol": "75.03", "Polman": "76.04", "Malteng": "81.01", "MTB": "81.03", "SBB": "81.06", "MBD": "81.08",
    "Halsel": "82.04", "Haltim": "82.06", "Pegubin": "95.02",
}  # fmt: skip


CONTESTED = {"KBB", "KSB", "KLU", "Kotim"}  # a rule would shorten another kabupaten so, too


@pytest.mark.parametrize("near", ["32.04", ""])
def test_kabupaten_and_kota_by_what_they_are_called_for_short(near: str) -> None:
    assert len(REGENCIES) >= 60
    taken = {text: code for text, code in REGENCIES.items() if text not in CONTESTED}
    found = {text: read(text, near).sure for text in taken}
    assert {text: p.code if p else "" for text, p in found.items()} == taken


@pytest.mark.parametrize("text", sorted(CONTESTED))
def test_what_is_usual_for_one_is_taken_in_its_province_and_far_from_it_offered_beside_the_other(text: str) -> None:
    code = REGENCIES[text]
    assert [p.code for p in [read(text, code[:2]).sure] if p] == [code]
    assert len(offered(text)) > 1
    assert offered(text)[0] == code


def test_a_short_name_of_two_is_never_taken_until_what_lies_around_tells_them_apart() -> None:
    for near in ("53.01", "16.05", "62.12"):
        assert offered("Mura", near) == offered("Kab. Mura", near) == ["16.05", "62.12"]
    assert [p.code for text in ("Mura, Kalteng", "Mura, Sumsel") if (p := read(text).sure)] == ["62.12", "16.05"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KABUPATEN PASAMAN", "13.08"),
        ("KABUPATEN SOLOK", "13.02"),
        ("KOTA SOLOK", "13.72"),
        ("Kab. Nias", "12.04"),
        ("DKI Jakarta", "31"),
        ("DI Yogyakarta", "34"),
        ("D.I. Yogyakarta", "34"),
        ("DI", "34"),
        ("kab kupang, NTT", "53.01"),
        ("Surabaya Jatim", "35.78"),
        ("Kep. Aru", "81.07"),
        ("Kab. Toba Samosir", "12.12"),
        ("Mamuju Utara", "76.01"),
        ("Ds. Oesao", "53.01.06.2015"),
        ("Desa Oesao", "53.01.06.2015"),
        ("Kel. Oesao", "53.01.06.1004"),
        ("Desa Oesao Kec. Kupang Timur Kab. Kupang", "53.01.06.2015"),
        ("Kecamatan Fatuleu", "53.01.10"),
        ("53.01", "53.01"),
        ("53", "53"),
        ("530110", "53.01.10"),
        ("TTU, NTT", "53.03"),
        ("KSB, NTB", "52.07"),
        ("Kota Kupang, NTT, Indonesia", "53.71"),
        ("NTT, Kab. Kupang, Desa Oesao", "53.01.06.2015"),
        ("Kab TTS Kec Mollo Utara", "53.02.03"),
        ("Desa Oesao Kec. Kupang Timur, NTT", "53.01.06.2015"),
        ("Kel. Oesao RT 03/RW 02, Kec. Kupang Timur", "53.01.06.1004"),
        ("Desa Oesao RT 03/02", "53.01.06.2015"),
    ],
)
def test_as_people_write_it(text: str, code: str) -> None:
    found = read(text, KUPANG).sure
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "near", "code"),
    [
        ("Distrik Merauke", "93.01", "93.01.01"),
        ("Kapanewon Sewon", "34.02", "34.02.15"),
        ("Nagari Sijunjung", "13.03", "13.03.04.2009"),
        ("Gampong Lampulo", "11.71", "11.71.02.2010"),
        ("Kp. Lampulo", "11.71", "11.71.02.2010"),
    ],
)
def test_in_the_words_of_a_region(text: str, near: str, code: str) -> None:
    found = read(text, near).sure
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("IKN", ["64.09.04", "64.09", "64.02"]),
        ("Flores", ["53.06", "53.07", "53.08"]),
        ("Kupang", ["53.01", "53.71"]),
        ("Jambi", ["15", "15.71"]),
        ("Yogyakarta", ["34.71", "34"]),
        ("Kec. Tampan", ["71.04.10"]),
        ("Oesao", ["53.01.06.1004", "53.01.06.2015"]),
        ("Oes", ["53.01.06.1004"]),
        ("Camplong", ["53.01.10.1001", "53.01.10.2007", "35.27.04"]),
        ("asing", ["11.10"]),  # only a rule shortens Aceh Singkil so
        ("5301", ["53.01", "53.12"]),  # the ministry's code, and that of the statistics office
        ("3174", ["31.74", "31.73"]),
        ("91", ["91", "92"]),
        ("Oelamasi", ["53.01"]),  # the seat of the kabupaten, which is more than its seat
        ("Oelamasi, NTT", ["53.01"]),
        ("Timika", ["94.04"]),
        ("Sampit", ["62.02", "62.02.11"]),
        ("Rantau", ["63.05", "11.16.08"]),  # a seat, and a kecamatan elsewhere
        ("jkt", ["31"]),
        ("Sby", ["35.78"]),
        ("kpg", ["53.01", "53.71"]),
        ("Irian Jaya", ["91", "92", "93", "94", "95", "96"]),
        ("NTT, Kupang, Oesao", ["53.01.06.1004", "53.01.06.2015"]),
        ("Kupang Oesao", ["53.01.06.1004", "53.01.06.2015"]),
        ("Jl. Timor Raya, Oesao", ["53.01.06.1004", "53.01.06.2015"]),  # no street is in the table
        ("Oesoa, Kupang Timur", ["53.01.06"]),
        ("53.01.01", ["53.01"]),  # nobody gave this code
    ],
)
def test_what_is_not_surely_one_is_offered(text: str, first: list[str]) -> None:
    assert offered(text)[: len(first)] == first


@pytest.mark.parametrize(
    ("text", "kecamatan"),
    [("Kp. Melayu", "17.71.05"), ("Kampung Melayu", "17.71.05"), ("Mekarsari", "63.04.13"), ("Candi", "35.15.07")],
)
def test_a_kecamatan_far_away_is_offered_beside_the_desa_of_its_name_and_taken_where_its_kind_is_told(
    text: str, kecamatan: str
) -> None:
    found = offered(text)
    there = gazetteer.place(kecamatan)
    assert there is not None
    assert kecamatan in found
    assert {gazetteer.Level.VILLAGE, gazetteer.Level.DISTRICT} <= {code.count(".") for code in found}
    assert len({code[:2] for code in found}) > 1
    assert read(text, KUPANG).around is None, "nothing is true of all of them"
    assert read(f"Kec. {there.name}", KUPANG).sure == there
    assert all(known == gazetteer.place(known.code) for known in gazetteer.villages_called(text))


def test_the_only_place_of_its_name_is_taken_however_far() -> None:
    alone = read("Kampung Rakyat", KUPANG).sure
    assert alone is not None
    assert alone.level is gazetteer.Level.DISTRICT
    assert not gazetteer.villages_called("Kampung Rakyat")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Nagari Sungai Pua", "13.06.12.2002"),
        ("Gampong Lampulo", "11.71.02.2010"),
        ("Nagori Bah Jambi", "12.08.19.2008"),
        ("Kel. Kampung Melayu", "31.75.03.1001"),
    ],
)
def test_a_desa_far_away_is_offered_and_never_taken(text: str, code: str) -> None:
    assert code in offered(text)


@pytest.mark.parametrize(
    ("text", "near", "codes"),
    [("Depok", "34.71", ["32.76", "34.04.07"]), ("Kotabaru", "53.01", ["63.02", "53.08.13"])],
)
def test_a_kota_of_another_province_is_offered_beside_the_kecamatan_of_the_own(
    text: str, near: str, codes: list[str]
) -> None:
    assert [p.code for p in read(text, near).offered] == codes
    kind = "Kota" if text == "Depok" else "Kab."
    told = read(f"{kind} {text}", near).sure
    assert told is not None
    assert told.code == codes[0]


def test_what_is_called_so_near_is_taken_whatever_desa_far_away_bears_the_name_too() -> None:
    near = read("Mekarsari", "63.04").sure, read("Oelnasi", KUPANG).sure
    assert [p.code[:5] for p in near if p] == ["53.01"], "of a kecamatan and its own desa neither is taken"


def test_consonants_alone_offer_both_of_a_name_and_no_place_that_lacks_one() -> None:
    assert {"32.04", "32.73", "32.17", "51.03"} <= set(offered("bdg"))
    assert all(gazetteer.full_name(code).casefold().count("d") for code in offered("bdg"))
    assert offered("dg") == []


def test_a_seat_is_a_town_that_no_kecamatan_inside_is_called_by() -> None:
    seats = known_as.seats()
    assert len(seats) > 100
    for code, towns in seats.items():
        bearers = [p for p in (gazetteer.place(code), *gazetteer.children(code)) if p]
        assert bearers
        assert not [(town, p.label) for town in towns for p in bearers if gazetteer.same_name(town, p)]


def test_a_village_of_that_name_near_goes_before_an_abbreviation() -> None:
    near = read("Mabar", "12.07").sure
    assert near is not None
    assert near.label == "Desa Mabar"


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("91.01", "93.01"),
        ("91.01.01", "93.01.01"),
        ("35.15.04.1013", "35.15.04"),
        ("Kab. Merauke, Prov. Papua", "93.01"),
    ],
)
def test_what_no_longer_holds_is_offered_what_follows_it(text: str, now: str) -> None:
    assert read(text, KUPANG).retired
    assert offered(text) == [now]


@pytest.mark.parametrize("text", ["xyzq", "", "?", "99.99", "12345678", "😀", "IKX"])
def test_what_nobody_knows_is_nothing(text: str) -> None:
    reading = read(text, KUPANG)
    assert (reading.sure, reading.offered) == (None, ())


def test_how_the_box_writes_a_kabupaten_or_kecamatan_is_read_back_as_it() -> None:
    from rehsos.directory.forms import written

    for p in [*gazetteer.rows(gazetteer.Level.PROVINCE), *gazetteer.rows(gazetteer.Level.REGENCY)]:
        if not p.retired:
            assert read(written(p.code), KUPANG).sure == p


def test_the_lists_are_those_that_the_names_make() -> None:
    assert (gazetteer.DATA / "abbreviations.csv").read_text("utf-8") == build_abbreviations.table()
    assert build_abbreviations.LIST.read_text("utf-8") == build_abbreviations.page(build_abbreviations.made_by_rule())
    assert all(gazetteer.place(code) for codes in known_as.by_hand().values() for code in codes)
