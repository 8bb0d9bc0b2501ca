"""An office comes under another. Its cases would have to come along, which is not a thing to do in passing."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case
from rehsos.directory.actions.offices import put_under
from rehsos.directory.models import Office

HAS_CASES = _(
    "Kantor ini sudah punya kasus. Kantor di atasnya yang sekarang tetap melihat kasus itu, dan yang baru tidak akan "
    "melihatnya. Selama kasus belum dapat dialihkan, kantor di atasnya tidak dapat diganti."
)


def reorganise(*, office: Office, parent: Office | None, by: Actor, action_id: UUID) -> None:
    """Put an office under another. Refused once it has cases: each was shared upward when it was opened."""
    if Case.objects.filter(owner=office).exists():
        raise Refused(HAS_CASES, field="parent")
    put_under(office=office, parent=parent, by=by, action_id=action_id)
