"""How names of places are compared: letters and digits alone, short words written out, the kind told apart."""

import re
import unicodedata

# What people write for the kinds, and which kinds they mean by it. Regions have their own words for kecamatan and desa.
_VILLAGES = ("kelurahan", "desa", "desa adat")
KIND_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("prov", "prop", "provinsi", "propinsi", "province"), ("provinsi",)),
    **dict.fromkeys(("kab", "kabupaten", "regency"), ("kabupaten",)),
    **dict.fromkeys(("kota", "kotamadya", "kodya", "kotif", "city"), ("kota",)),
    **dict.fromkeys(("kec", "kecamatan", "distrik", "kapanewon", "kemantren", "district"), ("kecamatan",)),
    **dict.fromkeys(("kel", "kelurahan"), ("kelurahan",)),
    **dict.fromkeys(("desa", "ds"), ("desa", "desa adat")),
    **dict.fromkeys(("kampung", "kalurahan", "village"), _VILLAGES),
    **dict.fromkeys(("nagari", "nagori", "gampong", "gp", "pekon", "tiyuh", "lembang", "negeri", "ohoi"), _VILLAGES),
    **dict.fromkeys(("kampong", "kute"), _VILLAGES),
}
_ADMINISTRATIVE = {"adm", "administrasi", "administratif"}  # Jakarta's labels have it, and few people write it
_LONG = {
    "kep": "kepulauan", "peg": "pegunungan", "tj": "tanjung", "tjg": "tanjung", "utr": "utara", "kp": "kampung",
}  # fmt: skip


def words(text: str) -> list[str]:
    """The words of a name: lower case, without accents and points, short ones written out."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    found = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    return [_LONG.get(word, word) for word in found if word not in _ADMINISTRATIVE]


def fold(text: str) -> str:
    """The same as one: `Kutai Kartanegara` and `KUTAI-KARTANEGARA` are alike, and so are `Kota Baru` and `Kotabaru`."""
    return "".join(words(text))


def meanings(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The folded names a text may stand for, each with the kinds it then means; without kinds, any.

    `Kota Baru` is a place called so, or the kota called Baru.
    """
    found = words(text)
    whole: list[tuple[str, tuple[str, ...]]] = [("".join(found), ())] if found else []
    kinds = KIND_WORDS.get(found[0], ()) if found[1:] else ()
    if kinds == ("desa", "desa adat") and found[1:2] == ["adat"] and found[2:]:
        return [*whole, ("".join(found[2:]), ("desa adat",)), ("".join(found[1:]), kinds)]
    return [*whole, ("".join(found[1:]), kinds)] if kinds else whole


def parts(text: str) -> list[str]:
    """What an address names one after the other: behind each comma, and from each word for a kind to the next.

    A kind right behind a kind belongs to the name: Desa Kampung Baru.
    """
    found: list[list[str]] = []
    for piece in text.split(","):
        kind_before = False
        for at, word in enumerate(piece.split()):
            kind = fold(word) in KIND_WORDS
            if at == 0 or (kind and not kind_before):
                found.append([])
            found[-1].append(word)
            kind_before = kind
    return [" ".join(part) for part in found]
