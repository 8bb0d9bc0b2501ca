"""Checks of dates, lengths and ages already recorded: does the paper agree with the law? Warnings only."""

from datetime import date, datetime, timedelta
from typing import Literal

from rehsos.law.ages import Age
from rehsos.law.book import measures, ppks_types, rule, rules
from rehsos.law.counting import day_after
from rehsos.law.findings import ADULT, Answer, Article, Finding, Role, article_of
from rehsos.law.shapes import Basis, Duty, Length, Measure, Rule, Words

NEW_KUHAP = date(2026, 1, 2)


def report_before_hearing(handed_over: datetime | None, hearing: datetime | None) -> Finding:
    """Whether the report was with the officer before the hearing; a warning only."""
    article = article_of("report_before_hearing", "PP 65/2015 Ps 31", "UU 11/2012 Ps 57")
    if hearing is None:
        return article.asks("hearing")
    if handed_over is None:
        return article.asks("social_report_handed_over")
    if handed_over <= hearing:
        return article.says(Answer.MET, "Laporan diserahkan sebelum sidang.", "Report handed over before the hearing.")
    return article.says(
        Answer.NOT_MET,
        "Sidang mendahului penyerahan laporan; periksa tanggalnya.",
        "The hearing came before the report was handed over; check the dates.",
    )


# ------------------------------------------------------------------ orders and verdicts


def detention_order_dates(rule_code: str, first: date, until: date | None, *, extended: bool = False) -> Finding:
    """Whether an order's "sampai dengan" agrees with the law's count, the first day counted in.

    `rule_code` is a detention rule, with `extended` for the order that prolongs it. Equal or shorter is met.
    One day longer is the next-day reading and is said so; more is not met.
    """
    held = rule(rule_code)
    article = Article("detention_order_dates", held.basis, held.verified)
    allowed = held.extension.length if extended and held.extension else held.length
    if until is None or allowed is None:
        return article.asks("until")
    last = first + timedelta(days=allowed.number - 1)
    over = (until - last).days
    if over <= 0:
        return article.says(Answer.MET, "Sesuai hitungan undang-undang.", "Agrees with the count of the law.")
    if over == 1:
        return article.says(
            Answer.MET,
            "Sesuai bila dihitung mulai hari berikutnya; lebih satu hari bila hari pertama ikut dihitung.",
            "Agrees if counted from the next day; one day over if the first day counts.",
        )
    return article.says(
        Answer.NOT_MET,
        f"Perintah melebihi hitungan {over} hari; tanyakan kepada pejabat tempat anak ditahan.",
        f"The order exceeds the count by {over} days; ask the officer of the place of detention.",
    )


def verdict_length(measure_code: str, length: Length, *, adult_most: Length | None = None) -> Finding:
    """Whether the length of a penalty or tindakan lies within the law; prison needs the adult maximum."""
    measure = measures()[measure_code]
    article = Article("verdict_length", measure.basis, measure.verified)
    if measure.adult_fraction and adult_most is None:
        return article.asks("adult_maximum")
    most = _most(measure, adult_most)
    if measure.least and _size(length) < _size(measure.least):
        return article.says(
            Answer.NOT_MET,
            f"Belum sesuai ketentuan: paling singkat {_say(measure.least)[0]}.",
            f"Not met: at least {_say(measure.least)[1]}.",
        )
    if most is not None and _size(length) > most:
        return article.says(
            Answer.NOT_MET,
            "Belum sesuai ketentuan: melebihi batas paling lama.",
            "Not met: longer than the law allows.",
        )
    return article.says(Answer.MET, "Dalam batas undang-undang.", "Within the limits of the law.")


def _most(measure: Measure, adult_most: Length | None) -> float | None:
    most = None if measure.most is None else _size(measure.most)
    if measure.adult_fraction and adult_most:
        half = measure.adult_fraction * _size(adult_most)
        return half if most is None else min(half, most)
    return most


_HOURS = {
    "hours": 1,
    "working_hours": 1,
    "days": 24,
    "working_days": 24,
    "months": 24 * 30,
    "years": 24 * 360,
}
_UNITS: dict[str, Words] = {
    "hours": ("jam", "hours"),
    "days": ("hari", "days"),
    "months": ("bulan", "months"),
    "years": ("tahun", "years"),
}


def _size(length: Length) -> float:
    """Only for comparing two lengths: 30-day months, twelve to the year."""
    return length.number * _HOURS[length.unit]


def _say(length: Length) -> Words:
    indonesian, english = _UNITS[length.unit]
    return f"{length.number} {indonesian}", f"{length.number} {english}"


def verdict_level(stands_at: str) -> Finding:
    """Whether the matter stands where a verdict is given; a warning only, for levels are recorded late."""
    article = article_of("verdict_level", "UU 11/2012 Ps 61")
    if not stands_at:
        return article.asks("level")
    if stands_at in {"police", "prosecution"}:
        return article.says(
            Answer.NOT_MET,
            "Perkara tercatat belum sampai di sidang. Catat perpindahan tahapnya, atau periksa putusannya.",
            "The matter is not recorded as having reached the court. Record its level, or check the verdict.",
        )
    return article.says(Answer.MET, "Perkara sudah di sidang.", "The matter has reached the court.")


def verdict_after_diversi(*, agreed: bool | None) -> Finding:
    """Whether a diversi was agreed: then the matter is stopped, unless the agreement was not carried out."""
    article = article_of("verdict_after_diversi", "UU 11/2012 Ps 13", "UU 11/2012 Ps 12")
    if agreed is None:
        return article.asks("diversi_agreed")
    if agreed:
        return article.says(
            Answer.NOT_MET,
            "Diversi tercatat sepakat: proses berlanjut hanya bila kesepakatan tidak dilaksanakan.",
            "Diversion is recorded as agreed: the process goes on only if it was not carried out.",
        )
    return article.says(Answer.MET, "Tidak ada diversi yang disepakati.", "No diversion was agreed.")


def agreement_length(form: str, agreed: date, until: date | None) -> Finding:
    """Whether what diversi agreed on ends within the limit of its form; met where the law knows none.

    Months by the calendar: the longer reading, so that nobody is warned without need.
    """
    limit = next((one for one in rules().values() if _limits(one, form)), None)
    if limit is None or limit.length is None:
        return article_of("agreement_length", "UU 11/2012 Ps 11").says(
            Answer.MET, "Tanpa batas lama.", "Without a limit of time."
        )
    article = Article("agreement_length", limit.basis, limit.verified)
    if until is None:
        return article.asks("until")
    most, said = limit.length, _say(limit.length)
    over = (until - day_after(agreed, most, criminal=False)).days
    if over <= 0:
        return article.says(Answer.MET, f"Dalam batas {said[0]}.", f"Within the limit of {said[1]}.")
    return article.says(
        Answer.NOT_MET,
        f"Melewati batas {said[0]} sejak kesepakatan dengan {over} hari; tanyakan kepada PK.",
        f"Goes past the limit of {said[1]} from the agreement by {over} days; ask the PK.",
    )


def _limits(one: Rule, form: str) -> bool:
    """Whether a rule limits how long diversi of this form may take."""
    forms = {value for on in one.applies if on.fact == "diversi_form" for value in on.among}
    return one.start == "diversi_agreed" and one.duty is Duty.LIMIT and form in forms


# ------------------------------------------------------------------ plausibility


def role_age_plausible(role: Role | None, act_age: Age | None) -> Finding:
    """Whether an age fits a role of the juvenile act at the time of the act; a warning only."""
    article = article_of("role_age_plausible", "UU 11/2012 Ps 1 angka 3", "UU 11/2012 Ps 1 angka 4", "UU 11/2012 Ps 20")
    if role is None or act_age is None:
        return article.asks(*(["role"] if role is None else []), *(["act_age_band"] if act_age is None else []))
    if act_age.low >= ADULT:
        said = act_age.words()
        return article.says(
            Answer.NOT_MET,
            f"Periksa lagi: {said[0]} saat kejadian, bukan anak.",
            f"Check again: {said[1]} at the act is not a child.",
        )
    if act_age.high >= ADULT:
        return article.asks("birth_date")
    return article.says(Answer.MET, "Umur sesuai peran.", "The age fits the role.")


def type_age_bound(type_code: str, age: Age | None) -> Finding:
    """Whether an age lies in the bounds the annex prints for a PPKS type; advisory, bounds conflict."""
    kind = ppks_types()[type_code]
    article = Article("type_age_bound", (Basis("Permensos 8/2012", "lampiran"),), verified=False)
    low, high = kind.age_min, kind.age_max
    if low is None and high is None:
        return article.says(Answer.MET, "Lampiran tidak memberi batas umur.", "The annex gives no age bound.")
    if age is None:
        return article.asks("age")
    if type_code == "child_in_justice" and age.high < ADULT:
        return article.says(
            Answer.MET,
            "UU 11/2012 didahulukan: korban dan saksi tanpa batas bawah umur.",
            "UU 11/2012 prevails: victim and witness have no lower bound.",
        )
    below = low is not None and age.high < low
    above = high is not None and age.low > high
    if below or above:
        return article.says(
            Answer.NOT_MET,
            f"Di luar batas umur lampiran ({_bound(low, high)}); boleh disimpan dengan alasan.",
            f"Outside the annex's age bound ({_bound(low, high)}); may be kept with a reason.",
        )
    return article.says(Answer.MET, "Dalam batas umur lampiran.", "Within the annex's age bound.")


def _bound(low: int | None, high: int | None) -> str:
    if low is None:
        return f"≤ {high}"
    return f"≥ {low}" if high is None else f"{low}–{high}"


def procedure_of(step_on: date, named: Literal["old", "new"] | None = None) -> Finding:
    """Which KUHAP a step belongs to, and whether the one named fits: procedure follows the step's time."""
    new = step_on >= NEW_KUHAP
    article = article_of("procedure_of", "UU 20/2025 Ps belum dibaca", verified=False)
    right = "new" if new else "old"
    said = (
        ("KUHAP baru (UU 20/2025, sejak 2 Januari 2026)", "the new KUHAP (UU 20/2025, from 2 January 2026)")
        if new
        else ("KUHAP lama (UU 8/1981)", "the old KUHAP (UU 8/1981)")
    )
    transition = (
        "; perkara yang sudah berjalan mengikuti aturan peralihan",
        "; matters already begun follow the transition rules",
    )
    state = Answer.MET if named in (None, right) else Answer.NOT_MET
    return article.says(
        state,
        f"Langkah ini menurut {said[0]}{transition[0]}.",
        f"This step falls under {said[1]}{transition[1]}.",
    )


def measure_ends(measure_code: str, start: date, length: Length) -> date:
    """The last day of a penalty or tindakan that begins on a day; criminal months of 30 days."""
    if measures()[measure_code].kind == "additional" or length.unit not in ("days", "months", "years"):
        raise ValueError(f"{measure_code} has no last day for {length}")
    return day_after(start, length, criminal=True) - timedelta(days=1)
