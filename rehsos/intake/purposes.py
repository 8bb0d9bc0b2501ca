"""For what somebody calls: chosen from a list, so that it names nobody."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.house.rooms import composed, merged

from .doors import Purposes

OTHER = "other"
OF_ANY: Mapping[str, Words] = {
    "hospital": _("Dampingi visum atau berobat"),
    "shelter": _("Carikan tempat aman malam ini"),
    OTHER: _("Lainnya"),
}


@composed
def purposes() -> Mapping[str, Words]:
    """What the rooms above do, then what anybody may. ValueError where two give one."""
    return {**merged(Purposes, lambda door: door.words), **OF_ANY}
