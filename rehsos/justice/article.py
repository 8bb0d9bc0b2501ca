"""An article as lawyers write it: figures, single letters and the law's own words; no other word stands in it."""

import re

EXAMPLE = "Pasal 80 ayat (1) jo. Pasal 76C UU 35/2014"
_BETWEEN = re.compile(r"[\s,;.:()/&–—-]+")
_FIGURE = re.compile(r"\d{1,4}[a-z]{0,3}|[a-z]|[ivxl]{1,6}|ke\d{1,2}", re.IGNORECASE)
_WORDS = frozenset((
    "pasal", "ps", "psl", "ayat", "huruf", "angka", "butir", "ke", "jo", "juncto", "dan", "atau", "serta", "sd",
    "subsider", "subsidair", "subs", "primair", "lebih", "lapisan", "uu", "undang", "perppu", "perpu", "perda", "pp",
    "kuhp", "kuhpidana", "kuhap", "ri", "republik", "indonesia", "no", "nomor", "th", "thn", "tahun", "tentang",
    "perubahan", "kedua", "atas", "lama", "baru", "sppa", "pa", "tpks", "tppo", "pkdrt", "kdrt", "ite", "tpo",
    "narkotika", "psikotropika", "pornografi", "perlindungan", "peradilan", "pidana", "sistem", "anak", "kesatu",
    "ketiga", "keempat", "kelima", "alternatif", "kumulatif", "pertama", "nasional", "llaj", "lalu", "lintas",
    "angkutan", "jalan", "darurat", "drt", "ptppo", "uupa", "uuite", "uusppa", "uutpks", "pemberantasan",
    "penghapusan", "kekerasan", "dalam", "rumah", "tangga", "seksual", "perdagangan", "orang", "tindak", "informasi",
    "transaksi", "elektronik", "kehutanan", "perikanan", "kesehatan", "keimigrasian", "konservasi", "sumber", "daya",
    "alam", "hayati", "lingkungan", "hidup", "kitab", "hukum", "acara", "penjelasan", "lampiran", "terorisme",
    "perkawinan", "ketenagakerjaan", "pelayaran", "perkebunan", "pertambangan", "kepabeanan", "qanun", "jinayat",
))  # fmt: skip


_FEW = 4


def is_article(text: str) -> bool:
    """Whether it names articles and laws only, with a figure among them; single letters are few."""
    words = [word for word in _BETWEEN.split(text) if word]
    if sum(len(word) == 1 and word.isalpha() for word in words) > _FEW:
        return False
    told = all(word.casefold() in _WORDS or _FIGURE.fullmatch(word) for word in words)
    return told and any(word[0].isdigit() and word.isascii() for word in words)
