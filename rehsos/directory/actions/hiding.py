"""An office whose place nobody is to know, a safe house: it goes by a code, and what it is called is sealed.

There is no second name to be shown by mistake: what lists, letters, counts and errors read of an office is its row, and
the row itself bears the code. The true one lies sealed beside it, seen by the office alone.
"""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.vault.keys import key_of
from rehsos.vault.seal import seal, unseal_json

from ..kinds import HOUSES
from ..models import HiddenPlace, Office
from ..permissions import OPERATE

CONTEXT = "hidden"
CODED = "Rumah aman ({number})"
"""What a hidden office is called on every screen and paper, by its number."""
TRUE = ("name", "short", "address", "contact", "place_id")


@action(_("Tempat kantor disembunyikan"))
def hide_place(*, office: Office, by: Actor, action_id: UUID) -> None:
    """From now on its name is a code, its address is nobody's, its place is the province. What was printed stays so."""
    by.need(OPERATE)
    if office.hidden_place:
        raise Refused(_("Tempat kantor ini sudah disembunyikan."))
    if office.kind not in HOUSES:
        raise Refused(_("Yang dapat disembunyikan hanya UPT, Sentra, dan lembaga mitra."))
    subject = office.own_file
    told = {name: getattr(office, name) for name in TRUE}
    HiddenPlace.objects.create(
        office=office, key=subject, sealed=seal(key_of(subject), told, subject=subject, context=CONTEXT)
    )
    office.name = office.short = CODED.format(number=office.pk)
    office.address = office.contact = ""
    office.place_id, office.hidden_place = office.place_id[:2], True
    office.save(update_fields=[*TRUE, "hidden_place"])


@action(_("Tempat kantor tidak lagi disembunyikan"))
def show_place(*, office: Office, by: Actor, action_id: UUID) -> None:
    """It goes by its own name again."""
    by.need(OPERATE)
    found = HiddenPlace.objects.filter(office=office).first()
    if found is None:
        raise Refused(_("Tempat kantor ini tidak disembunyikan."))
    for name, told in true_place(found).items():
        setattr(office, name, told)
    office.hidden_place = False
    office.save(update_fields=[*TRUE, "hidden_place"])
    found.delete()


def true_place(found: HiddenPlace) -> dict[str, str]:
    """What it is called and where it stands."""
    told: dict[str, str] = unseal_json(key_of(found.key), bytes(found.sealed), subject=found.key, context=CONTEXT)
    return told
