"""Ending a case asks every room what is unfinished."""

from django.utils.translation import gettext as _

from rehsos.cases.models import Case, Clock
from rehsos.justice import policies as justice
from rehsos.papers.models import Direction, Letter


def unfinished(case: Case) -> list[str]:
    """What is still open: clocks of ours, letters not handed over, a matter without an end.

    A list to weigh, not a lock: the request for closure says to whom each is handed on.
    """
    clocks = Clock.objects.filter(case=case, duty="ours", state="running").count()
    letters = Letter.objects.filter(
        dossier=case.pk, direction=Direction.OUT, state__in=["draft", "signed", "numbered"]
    ).count()
    found = []
    if clocks:
        found.append(_("{n} kewajiban kami masih berjalan.").format(n=clocks))
    if letters:
        found.append(_("{n} surat keluar belum diserahkan.").format(n=letters))
    return [*found, *justice.unfinished(case)]
