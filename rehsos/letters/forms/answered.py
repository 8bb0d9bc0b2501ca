"""Whether what was handed over already answers a letter that comes after it: never taken for granted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from rehsos.cases.actions.receiving import handed_over
from rehsos.cases.asked import answered_by
from rehsos.cases.models import Case, Fact
from rehsos.look import words
from rehsos.papers.kinds import incoming, kind_of
from rehsos.papers.models import Letter


class AnsweredToo(forms.BooleanField):
    """A box to tick; without it the term of the letter runs."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Sudah dijawab"), required=False,
            help_text=_("Tidak dicentang: belum dijawab, dan tenggat surat ini berjalan."),
        )  # fmt: skip


def ask_answered(form: Any, handed: datetime | None) -> None:
    """Ask where something was handed over; else it is no question."""
    if handed is None:
        del form.fields["answered"]
        return
    said = _("Laporan yang diserahkan {when} menjawab surat ini juga")
    form.fields["answered"].label = said.format(when=words.moment(handed))


def last_handed(case: Case) -> datetime | None:
    """When a request about the case, or about what stands in it, was answered last."""
    found = (handed_over(case, case.pk, kind) for kind in incoming() if kind.term)
    return max((at for at in found if at), default=None)


def with_told(letters: QuerySet[Letter], case: Case) -> QuerySet[Any]:
    """Letters that may come into the case, with when such a thing was answered there last."""
    kinds = [kind for kind in incoming() if kind.term]
    asked, answers = {kind.starts for kind in kinds}, {code for kind in kinds for code in answered_by(kind)}
    begun = Fact.objects.filter(case=case, code__in=asked).values("pk")
    told = Fact.objects.filter(Q(replaced_by=None) | Q(replaced_by__in=begun), case=case, code__in=answers)
    return letters.annotate(answered_last=Subquery(told.order_by("-at").values("at")[:1]))


def handed_before(came: Iterable[Any]) -> datetime | None:
    """The same as `last_handed`, of letters `with_told`, if there is one among them that begins a term."""
    return next((one.answered_last for one in came if kind_of(one.kind).term and one.answered_last), None)
