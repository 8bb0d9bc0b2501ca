"""Names as they are written in registers, letters and chats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehsos.people.names import clean_display, initials, main_parts, mentioned, normalise
from rehsos.people.phonetics import codes, of_today, opening, skeleton

odd_text = st.text(st.sampled_from("Rambu .,'-(/\"@\u202e\u200d\u200b\ud800\u0301é😀🎈محم\n\t0H"))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Rambu Teladan", "rambu teladan"),
        ("Mawar", "mawar"),
        ("Hj. Siti Rambu, S.Sos., M.Si", "siti rambu"),
        ("Drs. H. M.Rizbi Contoh S. Sos", "muhammad rizbi contoh"),
        ("R. Bima Contoh, SE", "bima contoh"),
        ("Bima Contoh SH", "bima contoh"),
        ("By. Ny. Mawar", "mawar"),
        ("Dr.", "dr"),
        ("Moh. Abdurrehka bin H. Abd. Rekaan", "muhammad abdul rehka abdul rekaan"),
        ("Abdoellah", "abdullah"),
        ("Abdulloh Contoh", "abdullah contoh"),
        ("Abdusamaran", "abdul samaran"),
        ("St. Samaran", "siti samaran"),
        ("I Md. Karangan", "i made karangan"),
        ("Md. Karangan", "muhammad karangan"),
        ("Ni Kdk Contoh", "ni kadek contoh"),
        ("Mahmud", "mahmud"),
        ("Rina br. Karangan", "rina karangan"),
        ("Yanto alias Tole", "yanto tole"),
        ("Yanto al. Tole", "yanto tole"),
        ("Yanto (Tole) Bayangan", "yanto tole bayangan"),
        ("Al Contoh", "al contoh"),
        ("Ma'ruk Contoh", "maruk contoh"),
        ("Tjontoh Soekarangan", "contoh sukarangan"),
        ("Bayangan, Yanto", "bayangan yanto"),
        ("😀 RAMBU 🎈", "rambu"),
        ("\u202eRa\u200bmbu\u2066", "rambu"),
        ("Ｒａｍｂｕ", "rambu"),
        ("Réka", "reka"),
        ("مثال", "مثال"),
        ("😀", ""),
        ("", ""),
        ("-", ""),
        ("123", ""),
    ],
)
def test_parts(name: str, parts: str) -> None:
    assert " ".join(normalise(name)) == parts


@pytest.mark.parametrize(
    "form",
    [
        *("Muhammad", "Muhamad", "Mohammad", "Mohamad", "Mochammad", "Mochamad", "Mukhamad", "Moehammad"),
        *("Muhammed", "Muhamat", "MUHAMMAD", "Moh.", "Moch.", "Muh.", "Much.", "Mohd", "Muhd.", "Mhd", "M."),
    ],
)
def test_every_muhammad_is_one(form: str) -> None:
    assert normalise(f"{form} Contoh") == ("muhammad", "contoh")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Rambu Teladan", "R.T."),
        ("Yanto Bayangan", "Y.B."),
        ("Mawar", "M."),
        ("Anton Rekaan", "A.R."),
        ("A.N.R.", "A.N.R."),
        ("R.T.", "R.T."),
        ("Hj. Siti Samaran, S.Sos", "S.S."),
        ("St. Samaran", "S.S."),
        ("Abdurrehka Contoh", "A.C."),
        ("Dodi Karangan bin Contoh", "D.K."),
        ("Yanto (Tole) Bayangan", "Y.B."),
        ("(Tole)", "T."),
        ("Yanto alias Tole", "Y."),
        ("Bayi 2", "B."),
        ("😀 Rambu 🎈", "R."),
        ("ßamaran", "S."),
        ("😀", "–"),
        ("", "–"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_the_main_name_is_without_father_and_alias() -> None:
    assert main_parts("H. Dodi Karangan bin Contoh alias Tole") == ("dodi", "karangan")
    assert main_parts("") == ()


@given(odd_text)
def test_what_is_shown_is_one_honest_line(text: str) -> None:
    shown = clean_display(text)
    assert clean_display(shown) == shown
    assert shown == " ".join(shown.split())
    assert not set(shown) & set("\u202e\u200b\ud800\n\t")
    shown.encode()


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Oki/Yana", "O."), ("Oki / Yana", "O."), ("Oki-Yana", "O.Y."), ("O'Neil", "O.N."), ("Oki2", "O."),
        ("(Oki)", "O."), ("Oki (Yana)", "O."), ("Oki alias Yana", "O."), ("alias Oki", "O."), ("Oki@Yana", "O."),
        ("Oki_Yana", "O.Y."), ("Oki|Yana", "O."), ("123", "–"),
    ],
)  # fmt: skip
def test_a_sign_within_a_name_never_lets_the_whole_of_it_stand(name: str, letters: str) -> None:
    assert initials(name) == letters


@given(odd_text)
def test_any_text_has_parts_and_initials(text: str) -> None:
    assert all(part and not part.isspace() and part == part.casefold() for part in normalise(text))
    assert initials(text)
    assert (initials(text) == "–") == (not normalise(text))


def test_emoji_and_other_scripts_are_kept_for_showing() -> None:
    assert clean_display("  Rambu 👩\u200d👧  مثال ") == "Rambu 👩\u200d👧 مثال"
    assert clean_display("Ra\u200dmbu") == "Rambu"
    assert clean_display("\u3164") == ""


@pytest.mark.parametrize(
    "alike",
    [
        "Rizki Riski Rizky Rizqi Rizqy",
        "Aisyah Aisah Aisha Aisya Aissyah",
        "Khairul Chairul Khoirul Choirul Hairul",
        "Akhmat Achmat Ahmad Ahmat",
        "Rahman Rohman Rachman Rochman",
        "Fitriyah Fitriah Pitria Vitria",
        "Novi Nofi Nopi Novy",
        "Zainal Zaenal Sainal",
        "Jaenal Zaenal",
        "Jusuf Yusuf Yusup",
        "Candra Chandra",
        "Christin Kristin",
        "Monica Monika",
        "Suwandi Suandi Soewandi Suwandhy",
        "Soerja Surya Suria",
        "Tjahja Cahya Cahia",
        "Dzaki Zaki Saki",
        "Annisa Anisa Anisah",
        "Ayub Ayup",
        "Ghani Gani",
        "Alex Aleks",
    ],
)
def test_spellings_of_one_name_share_a_sound(alike: str) -> None:
    first, *others = (set(codes(of_today(name.lower()))) for name in alike.split())
    for sounds in others:
        assert sounds & first


@pytest.mark.parametrize("apart", ["Dewi Dodi", "Rambu Yanto", "Citra Dewi", "Anton Yanto", "Bima Mawar"])
def test_different_names_sound_different(apart: str) -> None:
    one, two = (set(codes(name.lower())) for name in apart.split())
    assert not one & two


def test_a_j_is_old_only_beside_another_old_mark() -> None:
    assert of_today("jajang") == "jajang"
    assert of_today("djoerja") == "jurya"


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1))
def test_every_part_has_sounds(part: str) -> None:
    assert all(codes(part))
    assert len(codes(part)) == len(set(codes(part))) <= 6
    assert opening(part)
    assert not set(skeleton(codes(part)[0])) & set("aiueo")


def test_consonants_survive_wrong_vowels() -> None:
    assert skeleton(codes("husain")[0]) == skeleton(codes("husen")[0]) == "hsn"
    assert skeleton("aiu") == ""


@pytest.mark.parametrize(
    ("text", "name", "word"),
    [
        ("Mohon bantuan bagi Rambu.", "Rambu Teladan", "Rambu"),
        ("mohon bantuan bagi RAMBU-nya", "Rambu Teladan", "RAMBU"),
        ("(Teladan, R.)", "Rambu Teladan", "Teladan"),
        ("bagi Ramboe", "Rambu Teladan", "Ramboe"),
        ("bagi Ra\u200bmbu", "Rambu Teladan", "Rambu"),
        ("Ni Luh Putu hadir", "Ni Luh Putu", "Ni Luh Putu"),
        ("Luh dan Putu lain hadir", "Ni Luh Putu", ""),
        ("Kami mendampingi seorang anak.", "Rambu Teladan", ""),
        ("R.T. dan ibu", "Rambu Teladan", ""),
        ("Mohon RambuTeladan ditolong", "Rambu Teladan", "RambuTeladan"),
        ("Mohon rambu-teladan ditolong", "Rambu Teladan", "rambu"),
        ("niluhputu hadir", "Ni Luh Putu", "niluhputu"),
        ("", "Rambu Teladan", ""),
        ("Rambu", "", ""),
        ("🙂 \u202e!", "Rambu", ""),
    ],
)
def test_a_name_is_found_in_a_text_however_it_is_spelt(text: str, name: str, word: str) -> None:
    assert mentioned(text, name) == word


@pytest.mark.parametrize("first", ["Rambu", "h", "Ny", "Bin", "ST", "alias", "Al"])
@pytest.mark.parametrize("second", ["Teladan", "binti", "SH", "Se", "aka", "dr", "M"])
@pytest.mark.parametrize("third", ["", " Kaka", " mh"])
def test_a_name_of_plain_words_has_the_initials_that_its_parts_give(first: str, second: str, third: str) -> None:
    """A mark that shows nothing has every part looked at."""
    name = f"{first} {second}{third}"
    assert initials(name) == initials(f"{name}\u200e")
