"""May this happen now, in a matter?"""

from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rehsos.audit.answers import YES, Answer, no
from rehsos.cases.models import Case, Fact

from .models import Level, Part

# What each level should come after.
_AFTER = {
    Level.PROSECUTION: "file_received_by_prosecutor",
    Level.COURT: "file_received_at_court",
}


def chronology(part: Part, at: datetime, level: Level, reason: str) -> Answer:
    """A date before what it should follow is questioned; with a reason it is saved."""
    if reason.strip():
        return YES
    code = _AFTER.get(level)
    before = (
        Fact.objects.filter(case=part.case_id, subject=part.pk, code=code, replaced_by=None, at__gt=at).first()
        if code
        else None
    )
    if before is None:
        return YES
    day = formats.date_format(timezone.localtime(before.at), "j M Y")
    return no(
        _("Lebih awal daripada pelimpahan yang tercatat ({day}). Perbaiki, atau simpan dengan alasan.").format(day=day)
    )


def unfinished(case: Case) -> list[str]:
    """What of this room keeps a case from being closed: parts without an end."""
    open_parts = Part.objects.filter(case=case, ended_by="").exclude(role="")
    return [_("Perkara belum dicatat berakhir bagi anak ini.") for _part in open_parts]
