"""Ending a case asks every room what is unfinished."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import gettext as _

from rehsos.cases.models import Case, Clock
from rehsos.justice.models import Part
from rehsos.papers.models import Direction, Letter, LetterState


def unfinished(case: Case) -> list[str]:
    """What is still open: clocks of ours, letters not handed over, a matter without an end.

    A list to weigh, not a lock: the request for closure says to whom each is handed on.
    """
    clocks = Clock.objects.filter(case=OuterRef("pk"), duty="ours", state="running")
    letters = Letter.objects.filter(dossier=OuterRef("pk"), direction=Direction.OUT, state__in=NOT_HANDED_OVER)
    parts = Part.objects.filter(case=OuterRef("pk"), ended_by="")
    counted = Case.objects.filter(pk=case.pk).values_list(_count(clocks), _count(letters), _count(parts))
    ours, out, open_parts = (number or 0 for number in counted.get())
    found = [_("{n} kewajiban kami masih berjalan.").format(n=ours)] if ours else []
    found += [_("{n} surat keluar belum diserahkan.").format(n=out)] if out else []
    return found + [_("Perkara belum dicatat berakhir bagi anak ini.")] * open_parts


NOT_HANDED_OVER = (LetterState.DRAFT, LetterState.SIGNED, LetterState.NUMBERED)


def _count(rows: QuerySet[Any]) -> Subquery:
    """How many, as a column: what every room left unfinished is asked in one statement."""
    return Subquery(rows.order_by().values(one=Value(1)).annotate(n=Count("*")).values("n"))
