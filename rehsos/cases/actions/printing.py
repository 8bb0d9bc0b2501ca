"""The whole file on paper, for a purpose that is none of the usual."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused

from ..models import Case
from ..policies import may_open_names


@action(_("Berkas dicetak untuk keperluan lain"))
def print_for_other(
    *,
    case: Case,
    purpose: Text,
    by: Actor,
    action_id: UUID,
) -> None:
    """The file is printed for what is none of the usual; the words stand on the timeline for who reads the notes."""
    may_open_names(case, by).insist()
    if not purpose.strip():
        raise Refused(_("Tulis untuk keperluan apa."), field="purpose")
