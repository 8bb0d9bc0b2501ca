"""Whether what was typed fits its column: said before the database would."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Refused

_TOO_LONG = _("Terlalu panjang: “{text}…”. Paling panjang {most} huruf.")


def check_lengths(model: type[models.Model], told: Mapping[str, str]) -> None:
    """Raise Refused for the first text that is longer than its column."""
    for name, text in told.items():
        most: int = getattr(model._meta.get_field(name), "max_length", 0)  # noqa: SLF001 - the public way in
        if len(text) > most:
            raise Refused(
                _("Terlalu panjang: “{text}…”. Paling panjang {most} huruf.").format(text=text[:20], most=most),
                field=name,
            )
