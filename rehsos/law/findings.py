"""Small questions of law with an answer: met, not met, or cannot be told yet. It advises, never refuses.

Each function takes what is known (None: unknown), gives its articles and words to say in two languages.
Words follow the manner of the house: "Belum sesuai ketentuan: …", never "Tidak memenuhi syarat".
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from rehsos.law.ages import Age, straddled
from rehsos.law.shapes import Basis, Words

Role = Literal["child_in_conflict", "child_victim", "child_witness"]
DIVERSI_AGE, DETENTION_AGE, ADULT = 12, 14, 18


class Answer(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer of the law: state, articles, words for the screen, and what to ask while it is unknown."""

    code: str
    state: Answer
    basis: tuple[Basis, ...]
    words: Words
    verified: bool = True
    missing: tuple[str, ...] = ()

    @property
    def words_id(self) -> str:
        return self.words[0]

    @property
    def words_en(self) -> str:
        return self.words[1]


@dataclass(frozen=True, slots=True)
class Article:
    """The frame of a finding: its code and articles, ready to be answered."""

    code: str
    basis: tuple[Basis, ...]
    verified: bool = True

    def says(self, state: Answer, indonesian: str, english: str) -> Finding:
        return Finding(self.code, state, self.basis, (indonesian, english), self.verified)

    def asks(self, *missing: str) -> Finding:
        words = ("Belum dapat ditentukan.", "Cannot be told yet.")
        return Finding(self.code, Answer.UNKNOWN, self.basis, words, self.verified, missing)


def article_of(code: str, *basis: str, verified: bool = True) -> Article:
    return Article(code, tuple(Basis.parse(text) for text in basis), verified)


def _at_least(age: Age | None, years: int) -> bool | None:
    """Whether someone is at least so old; None when unknown or the estimate straddles it."""
    if age is None or age.low < years <= age.high:
        return None
    return age.low >= years


# ------------------------------------------------------------------ the child in conflict with the law


def diversi_eligible(
    *,
    act_age: Age | None,
    penalty_below_7y: bool | None,
    repeat_offence: bool | None,
    earlier_diversi: bool | None = None,
) -> Finding:
    """Whether diversion must be tried: 12 or over, threatened with less than 7 years, no repeat at all."""
    article = article_of("diversi_eligible", "UU 11/2012 Ps 7 ayat (2)", "UU 11/2012 Ps 1 angka 3")
    if penalty_below_7y is False:
        return article.says(
            Answer.NOT_MET,
            "Belum sesuai ketentuan: ancaman pidana 7 tahun atau lebih.",
            "Not met: the threatened term is 7 years or more.",
        )
    if repeat_offence or earlier_diversi:
        return article.says(
            Answer.NOT_MET,
            "Belum sesuai ketentuan: pengulangan, termasuk yang pernah diselesaikan dengan diversi.",
            "Not met: a repeat, which includes one settled by diversion.",
        )
    if (old_enough := _at_least(act_age, DIVERSI_AGE)) is False:
        return article.says(
            Answer.NOT_MET,
            "Di bawah 12 tahun: keputusan bersama, bukan diversi (UU 11/2012 Ps 21).",
            "Under 12: a joint decision, not diversion (UU 11/2012 Art 21).",
        )
    if (grown := _at_least(act_age, ADULT)) is True:
        return article.says(
            Answer.NOT_MET,
            "18 tahun atau lebih saat kejadian: bukan Anak menurut undang-undang ini (Ps 1 angka 3, Ps 20).",
            "18 or over at the act: not a child under this act (Art 1(3), 20).",
        )
    known = {
        "act_age_band": old_enough if grown is False else None,
        "penalty_below_7y": penalty_below_7y,
        "repeat_offence": repeat_offence,
        "earlier_diversi": earlier_diversi,
    }
    if missing := [name for name, answer in known.items() if answer is None]:
        return article.asks(*missing)
    return article.says(
        Answer.MET,
        "Diversi wajib diupayakan di penyidikan, penuntutan dan sidang.",
        "Diversion must be tried at police, prosecutor and court.",
    )


def under_12_branch(act_age: Age | None) -> Finding:
    """Whether the joint decision for a child under 12 at the act is the road to take."""
    article = article_of("under_12_branch", "UU 11/2012 Ps 21", "PP 65/2015 Ps 67", "PP 65/2015 Ps 77")
    old_enough = _at_least(act_age, DIVERSI_AGE)
    if old_enough is None:
        return article.asks("act_age_band")
    if old_enough:
        return article.says(
            Answer.NOT_MET,
            "12 tahun atau lebih saat kejadian: proses peradilan anak biasa.",
            "12 or over at the act: the ordinary juvenile process.",
        )
    return article.says(
        Answer.MET,
        "Di bawah 12 tahun saat kejadian: keputusan bersama penyidik, PK dan Pekerja Sosial; buktikan umur"
        " dengan akta, surat lahir atau ahli (PP 65/2015 Ps 74).",
        "Under 12 at the act: joint decision of investigator, PK and social worker; prove the age by birth"
        " paper or expert (PP 65/2015 Art 74).",
    )


def detention_allowed(
    *, age: Age | None, penalty_below_7y: bool | None, guarantee_given: bool | None = None
) -> Finding:
    """Whether the law allows detention: 14 or over, 7 years or more, no guarantee by anyone."""
    article = article_of("detention_allowed", "UU 11/2012 Ps 32 ayat (1)", "UU 11/2012 Ps 32 ayat (2)")
    old_enough = _at_least(age, DETENTION_AGE)
    grounds = (
        (guarantee_given is True, "ada jaminan orang tua atau lembaga", "a parent or institution guarantees"),
        (old_enough is False, "belum 14 tahun", "not yet 14"),
        (penalty_below_7y is True, "ancaman di bawah 7 tahun", "threatened with less than 7 years"),
    )
    for against, indonesian, english in grounds:
        if against:
            return article.says(
                Answer.NOT_MET,
                f"Belum sesuai ketentuan: {indonesian}. LPKS tetap mungkin demi keselamatan (ayat (5)).",
                f"Not met: {english}. An LPKS remains possible for safety (5).",
            )
    known = {"age": old_enough, "penalty_below_7y": penalty_below_7y, "guarantee_given": guarantee_given}
    if missing := [name for name, answer in known.items() if answer is None]:
        return article.asks(*missing)
    return article.says(
        Answer.MET,
        "Penahanan dimungkinkan; tanggal acuan umur 14 tidak disebut undang-undang.",
        "Detention is possible; the act does not say at which date the age of 14 counts.",
    )


_BOUNDS = {
    12: article_of("age_to_settle", "UU 11/2012 Ps 21", "PP 65/2015 Ps 74"),
    14: article_of("age_to_settle", "UU 11/2012 Ps 32 ayat (2)", "UU 11/2012 Ps 69 ayat (2)"),
    18: article_of("age_to_settle", "UU 11/2012 Ps 1 angka 3", "UU 11/2012 Ps 20"),
}


def ages_to_settle(role: str, act_age: Age | None) -> tuple[Finding, ...]:
    """The ages of the act on which the road depends and of which nobody can tell yet: to be made sure, never guessed.

    For the child in conflict with the law 12, 14 and 18; for victim and witness only 18.
    """
    bounds = tuple(_BOUNDS) if role == "child_in_conflict" else (ADULT,)
    if act_age is None:
        return ()
    asked = ((_BOUNDS[years].asks("act_age_band"), _below(years, act_age)) for years in straddled(act_age, bounds))
    return tuple(replace(finding, words=words) for finding, words in asked)


def _below(years: int, age: Age) -> Words:
    indonesian, english = age.words()
    return (
        f"Umur saat kejadian perlu dipastikan: di bawah {years} tahun atau tidak ({indonesian}).",
        f"The age at the act is to be made sure: below {years} or not ({english}).",
    )


# ------------------------------------------------------------------ companions and reports


def companion_allowed(
    role: Role | None,
    companion: Literal["parent", "trusted", "peksos", "pk", "other"],
    *,
    is_suspect: bool | None = None,
) -> Finding:
    """Whether someone may accompany the child in an examination; never the parent who is the suspect."""
    article = article_of("companion_allowed", "UU 11/2012 Ps 23")
    if role is None:
        return article.asks("role")
    if role == "child_in_conflict":
        return _companion_of_child(article, companion)
    if companion == "parent" and is_suspect is None:
        return article.asks("parent_is_suspect")
    if companion in {"parent", "trusted"} and is_suspect:
        return _suspect(article, companion)
    if companion in {"parent", "trusted", "peksos"}:
        return article.says(Answer.MET, "Boleh mendampingi (ayat (2)).", "May accompany (2).")
    return article.says(
        Answer.NOT_MET,
        "Belum sesuai ketentuan: korban dan saksi didampingi orang tua, orang yang dipercaya anak,"
        " atau Pekerja Sosial.",
        "Not met: victim and witness are accompanied by parent, trusted person or social worker.",
    )


def _suspect(article: Article, companion: str) -> Finding:
    if companion == "parent":
        return article.says(
            Answer.NOT_MET,
            "Belum sesuai ketentuan: orang tua yang disangka tidak boleh mendampingi (ayat (3)).",
            "Not met: a parent who is the suspect may not accompany (3).",
        )
    return article.says(
        Answer.NOT_MET,
        "Orang ini disangka: pilih pendamping lain. Ayat (3) hanya menyebut orang tua; alasannya sama.",
        "This person is a suspect: choose another companion. (3) names only parents; the reason is the same.",
    )


def _companion_of_child(article: Article, companion: str) -> Finding:
    if companion == "pk":
        return article.says(Answer.MET, "PK mendampingi anak (ayat (1)).", "The PK accompanies the child (1).")
    return article.says(
        Answer.MET,
        "Boleh sebagai pendamping lain menurut peraturan; PK tetap diperlukan (ayat (1)).",
        "May be another companion under the rules; the PK is still needed (1).",
    )


def peksos_required(level: str, *, victim_consent_needed: bool = True) -> Finding:
    """Whether the social worker must take part in the diversion meeting at a level of the matter."""
    article = article_of(
        "peksos_required", "PP 65/2015 Ps 15 ayat (3)", "PP 65/2015 Ps 33 ayat (3)", "PP 65/2015 Ps 54"
    )
    if not victim_consent_needed:
        return article.says(
            Answer.NOT_MET,
            "Tanpa persetujuan korban: Pekerja Sosial tidak disyaratkan (PP 65/2015 Ps 26).",
            "Where the victim's consent is not needed the social worker is not required (PP 65/2015 Art 26).",
        )
    if level in {"police", "prosecution"}:
        return article.says(
            Answer.MET,
            "Pekerja Sosial dilibatkan dan ikut menandatangani; bila tidak ada, TKS dapat menggantikan.",
            "The social worker takes part and signs; where there is none, TKS may stand in.",
        )
    if level == "court":
        return article.says(
            Answer.NOT_MET,
            "Di sidang dan/atau: Pekerja Sosial dapat dilibatkan, tidak diwajibkan (Ps 54).",
            "At court and/or: the social worker may take part, is not required (Art 54).",
        )
    return article.asks("level")


def social_report_required(role: Role | None, *, act_age: Age | None = None) -> Finding:
    """Whether a laporan sosial is owed: for victim and witness, and before an under-12 decision."""
    article = article_of("social_report_required", "PP 65/2015 Ps 13 ayat (1)", "PP 65/2015 Ps 69 ayat (1) huruf e")
    if role is None:
        return article.asks("role")
    if role in {"child_victim", "child_witness"}:
        return article.says(
            Answer.MET,
            "Laporan sosial diperlukan atas permintaan penyidik, 3×24 jam.",
            "A social report is owed at the investigator's request, 3×24 hours.",
        )
    old_enough = _at_least(act_age, DIVERSI_AGE)
    if old_enough is None:
        return article.asks("act_age_band")
    if old_enough:
        return article.says(
            Answer.NOT_MET,
            "Bagi anak (berkonflik) yang diperlukan litmas dari PK, bukan laporan sosial.",
            "For a child in conflict the law asks the PK's litmas, not a social report.",
        )
    return article.says(
        Answer.MET,
        "Laporan sosial diperlukan sebelum keputusan anak di bawah 12 tahun, tanpa batas hari.",
        "A social report is needed before the under-12 decision, without a number of days.",
    )
