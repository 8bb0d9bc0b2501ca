"""The words of this room for a timeline and for its codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.audit.doors import ITSELF

from .models import Level, Side

BESIDE: Mapping[str, Words] = {"form": ITSELF, "length": ITSELF, "present": _("hadir: {}"), "testimony": ITSELF}
LABELS: Mapping[str, str] = {"ending": "ending", "form": "known", "measure": "measure"}
CODES: Mapping[str, Any] = {"level": Level, "side": Side}
