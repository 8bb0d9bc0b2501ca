"""Choosing a kind of letter, out of those that the rooms declare."""

from collections.abc import Callable, Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.cases.forms.fields import Pick
from rehsos.papers.doors import LetterKind


class OneOfKinds(Pick):
    """One kind of `those`: asked when a form is shown, for the rooms are read by then."""

    def __init__(self, those: Callable[[], Iterable[LetterKind]]) -> None:
        super().__init__(_("Jenis surat"), ())

        def offered() -> Iterator[tuple[str, Words]]:
            yield "", _("Pilih…")
            yield from ((kind.code, kind.words) for kind in those())

        self.choices = offered
