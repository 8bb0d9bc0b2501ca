"""Ending a case asks every room what is unfinished."""

from collections import Counter
from typing import Any

from django.db.models import Value
from django.utils.translation import gettext as _

from rehsos.cases.models import (
    Appointment,
    AppointmentKind,
    AppointmentState,
    Case,
    Claim,
    Clock,
    Cost,
    Task,
    TaskState,
)
from rehsos.justice.models import Part
from rehsos.papers.models import Direction, Letter, LetterState


def unfinished(case: Case) -> list[str]:
    """What is still open: clocks of ours, errands, appointments, claims, letters, a matter without an end.

    A list to weigh, not a lock: the request for closure says to whom each is handed on. Errands, appointments
    and claims can be settled after the case is closed, too.
    """
    said = {
        "clock": _("{n} kewajiban kami masih berjalan."),
        "task": _("{n} tugas belum selesai."),
        "appointment": _("{n} janji masih terjadwal."),
        "claim": _("{n} klaim biaya belum selesai."),
        "letter": _("{n} surat keluar belum diserahkan."),
    }
    found = _counted(case)
    open_parts = [_("Perkara belum dicatat berakhir bagi anak ini.")] * found["part"]
    return [words.format(n=found[what]) for what, words in said.items() if found[what]] + open_parts


NOT_HANDED_OVER = (LetterState.DRAFT, LetterState.SIGNED, LetterState.NUMBERED)


def _counted(case: Case) -> Counter[str]:
    """How many of each kind stand open, in one statement."""
    standing: dict[str, Any] = {
        "clock": Clock.objects.filter(case=case, duty="ours", state="running"),
        "task": Task.objects.filter(case=case, state__in=[TaskState.OPEN, TaskState.ASKED]),
        "appointment": Appointment.objects.filter(case=case, state=AppointmentState.SET).exclude(
            kind=AppointmentKind.AFTERCARE
        ),
        "claim": Cost.objects.filter(
            service__clients__case=case, service__withdrawn_by=None, claim__in=[Claim.NONE, Claim.FILED]
        ),
        "letter": Letter.objects.filter(dossier=case.pk, direction=Direction.OUT, state__in=NOT_HANDED_OVER),
        "part": Part.objects.filter(case=case, ended_by=""),
    }
    first, *others = (rows.annotate(what=Value(what)).values_list("what", flat=True) for what, rows in standing.items())
    return Counter(first.union(*others, all=True))
