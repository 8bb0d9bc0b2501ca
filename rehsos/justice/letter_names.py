"""The child's name in what an officer wrote: read where it surely is one, not where it may be something else.

Officers write it behind “a.n.”, before an age, a second child, the day of the event, all on one line. What stands
behind “a.n.” may as well be an office, for which somebody signs. A wrong name hides the child who is registered
already, so a name ends at the first word that is none, and what is too long to be one is not read at all.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BEHIND = re.compile(
    r"\b(?:a\.?[ ]?n\.|(?:a\.?[ ]?n|a/n|atas nama|bernama)\b|nama(?: (?:anak|korban|klien|lengkap))*[ ]?:)[ \t:\"“]*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[ \t]*(?P<word>[^\W\d_][^\s,;:()\[\]/\d\"“”&+–—]*)")
_NAME_SHAPED = re.compile(r"[^\W\d_a-z][\w'’`.-]*|[dlo]['’`]\w+")
_INITIALS = re.compile(r"(?:\w\.)+\w?")
_BEGINS = re.compile(r"^(?:[dlo]['’`])?[^\W\d_]|(?<=-)[^\W\d_]")
"""Where a word of a name, or a part of it, has its capital."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_WHAT_SOMEBODY_IS = _words(
    "anak korban saksi pelaku tersangka terlapor terduga abh akh klien seorang inisial an sdr",
    "sdri saudara saudari nn nona",
)
_NO_NAME = _words(
    "umur usia berumur berusia th thn tahun dkk dkk dst cs dan serta beserta bersama tanggal tgl kejadian peristiwa",
    "terjadi lahir kelahiran alias als yang sebagai selaku dalam terkait tentang terhadap untuk guna atas di dari pada",
    "oleh dengan dugaan perkara kasus tindak pidana pasal lp nomor no nik pelajar siswa siswi kelas sekolah jenis",
    "kelamin laki laki-laki perempuan lelaki agama alamat warga tinggal beralamat bertempat desa kelurahan kecamatan",
    "kabupaten kota permintaan permohonan laporan sosial pendampingan mohon agar surat perihal",
)
_OF_OFFICE = _words(
    "kepala kapolri kapolda kapolres kapolresta kapolsek wakapolres kasat kanit kasi kabid kabag kasubbag kajari",
    "kajati kejaksaan jaksa ketua wakil direktur sekretaris sekda bupati walikota wali gubernur menteri camat lurah",
    "plt plh pj dinas polri polda polres polresta polsek kepolisian resor sektor satuan satreskrim reskrim unit ppa",
    "pengadilan negeri hakim penyidik penuntut bapas balai sentra kantor pimpinan komandan pemerintah kementerian",
    "panitera bripda briptu brigadir bripka aipda aiptu ipda iptu akp kompol akbp",
)
_FATHERS = _words("bin binti")
_BETWEEN = _words("da das de del della den der do dos du el al la van von y e")
"""Small words within a name (Maria da Costa): of it where a name goes on behind them."""
_SHORTENED = _words("m muh moh mohd muhd abd st ach akh")
_NONE_IN_SMALL = (
    _NO_NAME
    | _OF_OFFICE
    | _words(
        "keluarga orang tua orangtua ibu bapak ayah kakak adik kakek nenek paman bibi wali kandung tiri angkat pelapor",
        "pemohon segera tersebut dimaksud bersangkutan berikut terlampir lampiran atasan dll lain lainnya nihil",
        "ini itu kami kita saya mereka dia ia nya baru lama tidak belum sudah telah akan masih juga serta hal daftar",
    )
)
_SMALL = re.compile(
    r"(?P<words>[a-z'’]+(?:[ ][a-z'’]+){1,6}?)"
    rf"(?=[ \t]*(?:$|[,;(\[/\d]|[.][ \t]*$)|[ \t]+(?:{'|'.join(sorted(_NO_NAME))})\b)"
)
"""Words in small letters as far as a name may go: to the end, a sign, a number, or a word that is none."""
MOST_WORDS, MOST_OF_FATHER, MOST_IN_SMALL = 5, 3, 3
MOST_INITIALS = 3
"""Capitals alone may be initials (YU), and stay as they stand."""


@dataclass(frozen=True)
class Named:
    """A name that was read, and what stands behind it on its line."""

    name: str
    behind: str


def named_in(line: str) -> Named | None:
    """The first child named on a line, behind what says that a name follows; None: none, or none for sure."""
    behind = (line[mark.end() :] for mark in _BEHIND.finditer(line))
    found = (name_at(text) or _name_in_small_letters(text) for text in behind)
    return next((one for one in found if one), None)


def _name_in_small_letters(text: str) -> Named | None:
    """Two or three words that are none of another kind, up to an end that is surely one; written as a name is.

    Nothing tells a name from other words then but what follows it, so a single word is not taken for one.
    """
    found = _SMALL.match(text)
    own = [word for word in found["words"].split() if word not in _WHAT_SOMEBODY_IS] if found else []
    if found is None or not 1 < len(own) <= MOST_IN_SMALL or any(word in _NONE_IN_SMALL for word in own):
        return None
    return name_at(" ".join(map(_as_in_a_name, own)) + text[found.end() :])


def name_at(text: str) -> Named | None:
    """The name with which a text begins, without what the child is called beside it (Anak Korban, Sdr.)."""
    words = [*_name_words(text)]
    while words and _is_said_before(words):
        words = words[1:]
    said = [word for word, _end in words]
    if not said or _plain(said[0]) in _OF_OFFICE or _too_long(said) or all(map(_INITIALS.fullmatch, said)):
        return None
    shouted = all(word.isupper() for word in said) and any(len(word) > MOST_INITIALS for word in said)
    written = map(_as_in_a_name, said) if shouted else said
    return Named(" ".join(written).rstrip(".-'"), text[words[-1][1] :])


def _as_in_a_name(word: str) -> str:
    """A word of a name that stood in small letters or capitals, as names are written: Contoh, bin, D'Ornay, M.A."""
    small = word.casefold()
    if _INITIALS.fullmatch(word):
        return word
    return small if small in _FATHERS | _BETWEEN else _BEGINS.sub(lambda begin: begin[0].upper(), small)


def _name_words(text: str) -> Iterator[tuple[str, int]]:
    """The words that may be of a name, each with where it ends: to the first that is of none."""
    at, begun = 0, False
    while found := _WORD.match(text, at):
        word, at = found["word"], found.end()
        before, office = _plain(word) in _WHAT_SOMEBODY_IS, _plain(word) in _OF_OFFICE
        if (before or office) and begun:
            return
        goes_on = begun and word in _BETWEEN and _name_follows(text, at)
        if not (before or office or goes_on or _is_of_a_name(word)):
            return
        begun = begun or not before
        yield word, at
        if office or _ends_a_sentence(word):
            return


def _name_follows(text: str, at: int) -> bool:
    """Whether the next word is of a name, small words aside."""
    while found := _WORD.match(text, at):
        if found["word"] not in _BETWEEN:
            return _is_of_a_name(found["word"]) and _plain(found["word"]) not in _WHAT_SOMEBODY_IS | _OF_OFFICE
        at = found.end()
    return False


def _is_of_a_name(word: str) -> bool:
    plain = _plain(word)
    return plain in _FATHERS or (plain not in _NO_NAME and _NAME_SHAPED.fullmatch(word) is not None)


def _ends_a_sentence(word: str) -> bool:
    plain = _plain(word)
    return word.endswith(".") and len(plain) > 1 and plain not in _SHORTENED | _WHAT_SOMEBODY_IS


def _is_said_before(words: list[tuple[str, int]]) -> bool:
    """Anak Agung is a name, Anak Korban says what somebody is."""
    first, then = _plain(words[0][0]), _plain(words[1][0]) if len(words) > 1 else ""
    return first in _WHAT_SOMEBODY_IS and (first, then) != ("anak", "agung")


def _too_long(said: list[str]) -> bool:
    """Whether so many words stand in a row that something else must be among them; a father who is not named, too."""
    own = next((place for place, word in enumerate(said) if _plain(word) in _FATHERS), len(said))
    of_father = len(said) - own - 1
    return own == 0 or own > MOST_WORDS or of_father == 0 or of_father > MOST_OF_FATHER


def _plain(word: str) -> str:
    return word.casefold().rstrip(".-'").replace(".", "")
