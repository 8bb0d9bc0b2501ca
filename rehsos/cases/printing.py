"""What the whole file of a case is printed for: asked each time, since paper leaves the house and its walls.

Single letters, files and counts are not asked about: a letter says itself for whom it is, and a count names nobody.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.models import Action

from .actions.printing import print_for_other
from .models import Case


class Purpose(models.TextChoices):
    """What for. Kept in the view log by its code; the words of another purpose are sealed in the case."""

    FIELD = "field", _("Kerja lapangan")
    COURT = "court", _("Pengadilan")
    POLICE = "police", _("Kepolisian")
    REPORT = "report", _("Laporan pimpinan")
    MEETING = "meeting", _("Rapat")
    OTHER = "other", _("Keperluan lain")


def said_today(case: Case, by: Actor) -> bool:
    """Whether the actor wrote today for what other purpose they print the case."""
    told = Action.objects.filter(name=print_for_other.__name__, dossier=case.pk, worker=by.worker)
    return any(timezone.localdate(at, by.zone) == timezone.localdate(timezone=by.zone)
               for at in told.order_by("-recorded_at").values_list("recorded_at", flat=True)[:1])  # fmt: skip
