"""In which role a child stands before the law."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """In which role a child stands before the law (UU 11/2012 Ps 1); empty where none applies.

    The code stands on the case, whose room asks for the words (`cases.doors.Roles`).
    """

    NONE = "", _("Tanpa perkara")
    IN_CONFLICT = "child_in_conflict", _("Anak (berkonflik)")
    VICTIM = "child_victim", _("Anak korban")
    WITNESS = "child_witness", _("Anak saksi")
