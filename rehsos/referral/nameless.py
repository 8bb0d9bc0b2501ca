"""What is typed beside the summary names nobody: an office where a role reads by code alone reads it as it stands.

Who somebody is goes in the parts of the summary that say so, and is read with names open (ADR 31).
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.cases.actions.placing import everywhere
from rehsos.letters.discretion import given_away, leads_to
from rehsos.people.identity import Identity, identities_of
from rehsos.people.models import Person
from rehsos.vault.keys import keys_of

from .models import Part, Referral
from .sealing import shown
from .telling import IDENTITY

NAMED = _(
    "Tulis tanpa nama klien: “{word}” menyebut orangnya, dan di kantor itu ini dibaca juga tanpa membuka nama. "
    "Ganti dengan {initials} Siapa orangnya dikirim lewat ringkasan."
)
FOUND = _(
    "Hapus “{word}”: itu tercatat di identitas klien dan menunjukkan orangnya. "
    "Tulis {initials} Siapa orangnya dikirim lewat ringkasan."
)
_DRAFTED = _("Permintaan di konsep ini menyebut klien: “{word}”. Cabut konsepnya, lalu susun lagi dengan {initials}")


def insist_nameless(
    identity: Identity, told: Mapping[str, str], *, named: Words = NAMED, found: Words | None = FOUND
) -> None:
    """Raise Refused beside the line that says who the client is; or leads to them, unless `found` is None.

    Of who was erased nothing does.
    """
    for field, text in told.items():
        if word := given_away(text, identity):
            raise Refused(str(named).format(word=word, initials=identity.initials), field=field)
        if found and (word := leads_to(text, identity)):
            raise Refused(str(found).format(word=word, initials=identity.initials), field=field)


def insist_request_nameless(referral: Referral) -> None:
    """As its case knows the client when it is sent: a draft may be older than a name."""
    key = keys_of([referral.key]).get(referral.key)
    asked = str(shown(referral.key, referral.sealed, key).get("asked", ""))
    insist_nameless(_client(referral), {"asked": asked}, named=_DRAFTED, found=_DRAFTED)


def insist_sender_nameless(referral: Referral, **told: str) -> None:
    """What the sender writes to an office after the request itself. Of somebody outside nothing of it is read."""
    if referral.shown_to_id is not None:
        insist_nameless(_client(referral), told)


def insist_receiver_nameless(referral: Referral, by: Actor, **told: str) -> None:
    """What the receiver writes: colleagues who read by code read it, too.

    Asked where they were told who it is, and of who sees names: a refusal tells nobody whether they guessed right.
    """
    if not by.may(Permission.SEE_NAMES) or referral.shown_to_id is None or not any(told.values()):
        return
    if Part.objects.filter(referral=referral, code=IDENTITY).exists():
        insist_nameless(_client(referral), told, named=_THEIRS, found=None)


_THEIRS = _(
    "Tulis tanpa nama klien: “{word}” menyebut orangnya, dan ini dibaca juga tanpa membuka nama. "
    "Ganti dengan {initials}"
)


def _client(referral: Referral) -> Identity:
    """Whose referral it is: in a case that its receiver does not see."""
    with everywhere():
        return known(referral.case.client)


def known(client: Person) -> Identity:
    """Who somebody is, for comparing: nobody where they were erased or their seal does not open."""
    return identities_of([client])[client.pk]
