"""Referrals as something to count: how many were sent, to what kind of office, how answered, in how many days."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.directory.kinds import COUNTED_KINDS, counted_kind
from rehsos.house.counting import Dimension, Measure, Source, Unit

from .models import Deed, Outside, Refusal, Urgency, Wanted

SENT = "c.sent_at IS NOT NULL"
DAYS: dict[str, Words] = {
    "0": _("hari yang sama"), "1": _("1 hari"), "2": _("2 hari"), "3": _("3 hari"), "4_7": _("4–7 hari"),
    "8_up": _("8 hari atau lebih"), "none": _("belum dijawab"),
}  # fmt: skip
_DAYS = """CASE WHEN c.answered_at IS NULL THEN 'none'
  WHEN c.answered_at < c.sent_at + interval '1 day' THEN '0'
  WHEN c.answered_at < c.sent_at + interval '2 days' THEN '1'
  WHEN c.answered_at < c.sent_at + interval '3 days' THEN '2'
  WHEN c.answered_at < c.sent_at + interval '4 days' THEN '3'
  WHEN c.answered_at < c.sent_at + interval '8 days' THEN '4_7' ELSE '8_up' END"""
"""Whole days of 24 hours between sending and answer."""
ANSWERS: dict[str, Words] = {
    "waiting": _("belum dijawab"), "accepted": _("disetujui"), "partly": _("disetujui sebagian"),
    "refused": _("ditolak"), "opinion": _("pendapat diberikan"), "revoked": _("dicabut"), "fell": _("gugur"),
}  # fmt: skip
_HANDED = "c.deed = 'transfer' AND c.answer = 'accepted'"
"""A transfer that was accepted."""
_ANSWER = """CASE WHEN c.state IN ('revoked', 'fell') THEN c.state WHEN c.answered_at IS NULL THEN 'waiting'
  WHEN c.answer = '' THEN 'opinion' ELSE c.answer END"""


OUTSIDE = "outside"
TO_KINDS: dict[str, Words] = {**COUNTED_KINDS, OUTSIDE: _("di luar Rehsos")}


def _of(code: str, title: Words, sql: str, words: Mapping[str, Words], order: int) -> Dimension:
    """By a code that both sources tell in the same SQL."""
    each = {"referral": sql, "referral_in": sql}
    return Dimension(code, title, each, lambda one: str(words.get(one, one)), all_codes=tuple(words), order=order)


COUNTED = (
    # Counted at who sent it: so it stands in one line. What an office received is another source, of the same rows.
    Source(
        "referral",
        _("rujukan yang dikirim"),
        "referral_referral",
        counts_at="c.counts_at_id",
        place="coalesce(s.place_id, '')",
        barred="c.barred",
        instant="c.sent_at",
        joins="JOIN directory_office s ON s.id = c.counts_at_id LEFT JOIN directory_office t ON t.id = c.receiver_id",
        above=False,
        by_day=_("tanggal dikirim"),
        at=_("Kantor pengirim"),
        anywhere=_("semua kantor"),
        by=("year", "answer"),
    ),
    Source(
        "referral_in",
        _("rujukan yang diterima"),
        "referral_referral",
        counts_at="c.receiver_id",
        place="coalesce(t.place_id, '')",
        barred="c.barred",
        instant="c.sent_at",
        joins="JOIN directory_office s ON s.id = c.counts_at_id JOIN directory_office t ON t.id = c.receiver_id",
        above=False,
        by_day=_("tanggal dikirim"),
        at=_("Kantor penerima"),
        anywhere=_("semua kantor"),
        by=("year", "answer"),
    ),
    Measure("referrals", _("Rujukan dikirim"), "referral", SENT, order=60),
    Measure("given", _("Pelimpahan diserahkan"), "referral", f"{SENT} AND {_HANDED}", order=61),
    Measure("referrals_in", _("Rujukan masuk"), "referral_in", SENT, order=62),
    Measure("taken", _("Pelimpahan diterima"), "referral_in", f"{SENT} AND {_HANDED}", order=63),
    Unit("rujukan", _("rujukan"), "referral", additive=True, order=60),
    Unit("rujukan_masuk", _("rujukan"), "referral_in", additive=True, order=61),
    _of("answer", _("Jawaban"), _ANSWER, ANSWERS, 130),
    _of("days_to_answer", _("Hari sampai dijawab"), _DAYS, DAYS, 131),
    _of("deed", _("Jenis rujukan"), "c.deed", dict(Deed.choices), 132),
    _of("asked_for", _("Yang diminta"), "c.wanted", dict(Wanted.choices), 133),
    _of("urgency", _("Seberapa mendesak"), "c.urgency", dict(Urgency.choices), 134),
    _of("refusal", _("Alasan penolakan"), "c.refusal", dict(Refusal.choices), 135),
    _of("to_kind", _("Kepada jenis apa"), f"coalesce({counted_kind('t')}, '{OUTSIDE}')", TO_KINDS, 136),
    _of("outside", _("Pihak di luar"), "c.outside", {"": _("kantor"), **dict(Outside.choices)}, 137),
)
