"""What one is called to in a perkara, what a spoken request means by it, and why it did not take place."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.cases.doors import Appointments

from .models import PART


class Kind(models.TextChoices):
    """Each is for a child's part in a matter, whose course this room records."""

    STATEMENT = "statement", _("Pendampingan BAP")
    HEARING = "hearing", _("Sidang")
    DIVERSI = "diversi", _("Diversi")
    PROSECUTION = "prosecution", _("Tahap II di kejaksaan")
    U12_MEETING = "u12_meeting", _("Rapat keputusan anak <12")


PURPOSES: Mapping[str, Words] = {
    "bap": _("Dampingi pemeriksaan (BAP)"),
    "hearing": _("Dampingi sidang"),
    "diversi": _("Hadiri musyawarah diversi"),
}
ASKED = {"bap": Kind.STATEMENT, "hearing": Kind.HEARING, "diversi": Kind.DIVERSI}
HINDERED: Mapping[str, Words] = {
    "judge": _("Hakim atau majelis berhalangan"),
    "prosecutor": _("Jaksa atau penyidik berhalangan"),
    "witness": _("Saksi tidak hadir"),
}
CALLED_TO = Appointments(
    PART,
    dict(Kind.choices),
    asked=ASKED,
    hindered=HINDERED,
    moved=_("sidang ke-{n}"),
    recorded="justice:hearing",
)
