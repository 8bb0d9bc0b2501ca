"""Where one is: the trail above a page of a case."""

from django.urls import reverse
from django.utils.translation import gettext as _

from .queries import Opened


def case_crumbs(file: Opened) -> list[tuple[str, str | None]]:
    """Kasus / 53.01-18-0034."""
    return [(_("Kasus"), reverse("cases")), (file.case.code, reverse("case", args=[file.case.code]))]
