"""What is typed beside the summary names nobody: an office where a role reads by code alone reads it as it stands.

Who somebody is goes in the parts of the summary that say so, and is read with names open (ADR 31).
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused, Words
from rehsos.cases.actions.placing import everywhere
from rehsos.cases.models import Case
from rehsos.letters.discretion import given_away, leads_to
from rehsos.people.identity import Identity, identities_of
from rehsos.people.names import initials
from rehsos.vault.keys import keys_of

from .models import Part, Referral
from .others import insist_no_number, somebody_protected
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


def insist_unnamed(
    identity: Identity, told: Mapping[str, str], *, named: Words = NAMED, found: Words | None = FOUND
) -> None:
    """Raise Refused beside the line that says who somebody is; or leads to them, unless `found` is None.

    Of who was erased nothing does.
    """
    for field, text in told.items():
        if word := given_away(text, identity):
            raise Refused(str(named).format(word=word, initials=identity.initials), field=field)
        if found and (word := leads_to(text, identity)):
            raise Refused(str(found).format(word=word, initials=identity.initials), field=field)


def insist_nameless(
    case: Case,
    told: Mapping[str, str],
    *,
    office: int,
    named: Words = NAMED,
    found: Words | None = FOUND,
    more: Words = "",
) -> None:
    """The same of the client of a case, and of whoever else a line may not tell of. `office` is the writer's."""
    insist_unnamed(_client(case), told, named=named, found=found)
    insist_nobody_else(case, told, office=office, named=named, more=more)


def insist_nobody_else(
    case: Case, told: Mapping[str, str], *, office: int, named: Words = NAMED, more: Words = ""
) -> None:
    """Raise Refused beside the line that names who is protected, or has a number that leads to somebody."""
    for field, text in told.items():
        if word := somebody_protected(case, text, office):
            raise Refused(str(named).format(word=word.split()[0], initials=initials(word)), field=field)
    insist_no_number(case, told, office, more)


def insist_request_nameless(referral: Referral) -> None:
    """As its case knows the client when it is sent: a draft may be older than a name."""
    insist_asked_nameless(referral, _DRAFTED, _ANEW)


def insist_asked_nameless(referral: Referral, words: Words, more: Words) -> None:
    """What was asked, before somebody else reads it; what may be done about it is said with `words` and `more`."""
    key = keys_of([referral.key]).get(referral.key)
    asked = str(shown(referral.key, referral.sealed, key).get("asked", ""))
    told, office = {"asked": asked}, referral.sender_id
    insist_nameless(referral.case, told, office=office, named=words, found=words, more=more)


def insist_sender_nameless(referral: Referral, **told: str) -> None:
    """What the sender writes to an office after the request itself. Of somebody outside nothing of it is read."""
    if referral.shown_to_id is not None:
        insist_nameless(referral.case, told, office=referral.sender_id)


def insist_receiver_nameless(referral: Referral, by: Actor, **told: str) -> None:
    """What the receiver writes: colleagues who read by code read it, too.

    Asked where they were told who it is, and of who sees names: a refusal tells nobody whether they guessed right.
    A number tells by its form.
    """
    if referral.shown_to_id is None or not any(told.values()):
        return
    with everywhere():
        case = Case.objects.get(pk=referral.case_id)
    if by.may(Permission.SEE_NAMES) and Part.objects.filter(referral=referral, code=IDENTITY).exists():
        insist_nameless(case, told, office=by.office, named=_THEIRS, found=None)
    insist_no_number(case, told, by.office)


def insist_others_spared(case: Case, told: Mapping[str, str], office: int) -> None:
    """What is typed in a paper of the road: it is signed, copied, and read past both offices (`Written.spares`).

    All its lines at once before each: nearly always there is nobody.
    """
    if somebody_protected(case, "\n".join(told.values()), office):
        for field, text in told.items():
            if word := somebody_protected(case, text, office):
                raise Refused(str(_ON_PAPER).format(word=word.split()[0], initials=initials(word)), field=field)
    insist_no_number(case, told, office)


_ON_PAPER = _(
    "Tulis dengan inisial: “{word}” menyebut nama orang, dan surat ini ditandatangani dan disalin. "
    "Ganti dengan {initials}"
)
_ANEW = _("Cabut konsepnya, lalu susun lagi.")
_THEIRS = _(
    "Tulis tanpa nama klien: “{word}” menyebut orangnya, dan ini dibaca juga tanpa membuka nama. "
    "Ganti dengan {initials}"
)


def _client(case: Case) -> Identity:
    """Whose case it is, also where its writer does not see it: nobody where erased, or where the seal does not open."""
    with everywhere():
        client = case.client
    return identities_of([client])[client.pk]
