"""The kinds of letters that any office writes or gets; those of one law are its room's."""

from django.utils.translation import gettext_lazy as _

from rehsos.papers.doors import LetterKind, Names

REPLY = "reply"
KINDS = (
    LetterKind("summons", _("Panggilan atau undangan"), 30, comes=True),
    LetterKind("assignment", _("Surat tugas"), 40, comes=True),
    LetterKind(REPLY, _("Balasan surat"), 50, goes=True, names=Names.AS_ASKED),
    LetterKind("visum_request", _("Permintaan visum"), 60, goes=True, names=Names.IN_FULL),
    LetterKind("certificate_request", _("Permintaan akta"), 70, goes=True),
    LetterKind("psychology_request", _("Permintaan pemeriksaan psikolog"), 80, goes=True),
    LetterKind("invitation", _("Undangan temu bahas kasus"), 90, goes=True, names=Names.BY_INITIALS),
    LetterKind("referral", _("Surat rujukan"), 100, goes=True),
    LetterKind("cover_letter", _("Surat pengantar"), 110, goes=True),
    LetterKind("other", _("Surat lain"), 900, comes=True, goes=True),
)
