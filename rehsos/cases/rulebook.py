"""The rules of the law in words for a screen: lengths, kinds, who may extend."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from rehsos.law import words
from rehsos.law.shapes import Duty, Kind, Length, Rule
from rehsos.look.words import language, say


def length_words(length: Length) -> str:
    """72 jam, 3 hari kerja, 6 bulan, in the language of the screen."""
    return say(words.length_words(length))


def kind_words(rule: Rule) -> str:
    """How the term is counted, in one sentence."""
    thirty = rule.month == "30 days"
    said = {
        Kind.HOURS: _("Dihitung jam demi jam sejak mulai, siang malam, termasuk hari libur."),
        Kind.DAYS: _("Dihitung dalam hari; batas yang aman ditampilkan, tafsir lain di sampingnya."),
        Kind.WORKING_DAYS: _("Dihitung dalam hari atau jam kerja, tanpa hari libur."),
        Kind.MONTHS: _("Dihitung dalam bulan; satu bulan 30 hari.") if thirty else _("Dihitung menurut kalender."),
        Kind.LIMIT: _("Batas paling lama atau paling singkat; bukan alarm."),
        Kind.RECURRING: _("Berulang setiap masa itu."),
        Kind.NONE: _("Peraturan tidak memberi jumlah hari."),
    }
    return said[rule.kind]


def duty_words(rule: Rule) -> str:
    """Whose duty it is."""
    said = {
        Duty.OURS: _("Kewajiban kami"),
        Duty.OTHERS: _("Kewajiban pihak lain"),
        Duty.LIMIT: _("Batas menurut aturan"),
        Duty.POLICY: _("Kebijakan dinas"),
    }
    return said[rule.duty]


def extension_words(rule: Rule) -> str:
    """Who may extend it, for how long and how often; or that nobody may."""
    terms = rule.extension
    if terms is None:
        return _("Aturan ini tidak mengenal perpanjangan.")
    length = length_words(terms.length) if terms.length else _("sesuai suratnya")
    return _("Dapat diperpanjang {times} kali, {length}, oleh {by}.").format(
        times=terms.times, length=length, by=say(terms.by)
    )


def said_due(due: datetime) -> str:
    """A due time in words; midnight is 24.00 of the day before."""
    return words.when(due, ZoneInfo(timezone.get_current_timezone_name()), language(), ends=True)
