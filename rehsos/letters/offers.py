"""What letters offer to record of a case."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import DAILY, Offer
from rehsos.cases.file import CaseFile
from rehsos.cases.offers import offer


def letters(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """What comes by post and what goes out: nearly every day."""
    yield offer(_("Surat masuk"), "letters:letter_in", file, DAILY, place=(30,))
    yield offer(_("Surat keluar"), "letters:letter_out", file, DAILY, place=(60,))
