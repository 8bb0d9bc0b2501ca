"""Registering and correcting persons."""

from dataclasses import asdict
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.permissions import OPERATE
from rehsos.vault.keys import destroy, key_destroyed

from ..finding import tokens_of
from ..identity import ERASED, Identity, identities_of, identity_of, seal_identity
from ..models import Person, Sex, Token
from ..names import normalise
from ..nik import digits_of
from ..policies import may_name
from .sameness import forget

OLDEST = 125
"""Years: the same bound for a date, a year and an age."""


@action(_("Orang didaftarkan"))
def register_person(
    *,
    identity: Identity,
    sex: Sex,
    birth_year: int | None,
    birth_estimated: bool,
    by: Actor,
    action_id: UUID,
) -> Person:
    """Register a person with whatever is known; no NIK, one name and an estimated year are all fine."""
    by.need(Permission.WORK_CASES)
    identity = _plausible(identity, birth_year)
    year = identity.born.year if identity.born else birth_year
    person = Person.objects.create(
        id=action_id,
        sex=sex,
        birth_year=year,
        birth_estimated=birth_estimated and not identity.born,
        sealed=seal_identity(identity, action_id),
        registered_at_id=by.office,
        offices=[by.office],
    )
    Token.objects.bulk_create([Token(person=person, tokens=tokens_of(identity, year), offices=person.offices)])
    return person


@action(_("Identitas diperbaiki"))
def correct_identity(
    *,
    person: Person,
    identity: Identity,
    sex: Sex,
    birth_year: int | None,
    birth_estimated: bool,
    version: int,
    by: Actor,
    action_id: UUID,
) -> None:
    """Correct what is known of a person. Raises Conflict when somebody else corrected it meanwhile."""
    may_name(person, by).insist()
    identity = _plausible(identity, birth_year)
    year = identity.born.year if identity.born else birth_year
    if key_destroyed(person.pk):
        raise Refused(_("Identitas ini sudah dihapus dan tidak dapat diisi lagi."))
    changed = Person.objects.filter(pk=person.pk, version=version).update(
        sex=sex,
        birth_year=year,
        birth_estimated=birth_estimated and not identity.born,
        sealed=seal_identity(identity, person.pk),
        version=version + 1,
    )
    if not changed:
        raise Conflict(_("Identitas ini baru saja diubah orang lain. Bandingkan dulu, lalu simpan lagi."))
    Token.objects.filter(pk=person.pk).update(tokens=tokens_of(identity, year))


@action(_("Identitas dihapus: {because}"))
def erase_person(*, person: Person, because: Code, although_open: Code, by: Actor, action_id: UUID) -> None:
    """Destroy the person's key and search tokens; what is counted stays. Who is erased can't come back.

    The reasons stay readable in the log for ever, so they may not name anybody. Whether a case is still open:
    cases.erasing.
    """
    by.need(OPERATE)
    identity = identities_of([person])[person.pk]  # also one that no longer opens can be erased
    if identity is ERASED:
        raise Refused(_("Identitas ini sudah dihapus."))
    if not because.strip():
        raise Refused(_("Tulis alasannya, misalnya nomor permintaan. Tanpa nama."), field="because")
    if names_in(identity, f"{because} {although_open}"):
        raise Refused(_("Alasan tercatat selamanya, jadi tidak boleh memuat nama atau NIK orangnya."), field="because")
    destroy(person.pk)
    Token.objects.filter(pk=person.pk).delete()
    forget(person)
    Person.objects.filter(pk=person.pk).update(sealed=b"", version=F("version") + 1)


def names_in(identity: Identity, text: str) -> bool:
    """Whether a text tells who this is: any part of a name, the NIK, the phone."""
    parts = {part for name in identity.names for part in normalise(name)} & set(normalise(text))
    digits = [number for number in map(digits_of, (identity.nik, identity.phone)) if number]
    return bool(parts) or any(number in digits_of(text) for number in digits)


def same_identity(person: Person, identity: Identity) -> bool:
    """Whether nothing would change."""
    return asdict(identity_of(person)) == asdict(identity)


def _plausible(identity: Identity, birth_year: int | None) -> Identity:
    today = timezone.localdate()
    if identity.born and identity.born > today:
        raise Refused(_("Tanggal lahir ada di masa depan. Periksa tahunnya."), field="birth_date")
    oldest = today.year - OLDEST
    if identity.born and identity.born.year < oldest:
        raise Refused(_("Tanggal lahir tidak mungkin. Periksa tahunnya."), field="birth_date")
    if birth_year is not None and not oldest <= birth_year <= today.year:
        raise Refused(_("Tahun lahir tidak mungkin. Isi umur atau tahun yang benar."), field="birth_year")
    if not (identity.called or identity.full_name):
        raise Refused(_("Isi nama panggilan. Bila belum diketahui, tulis “Tanpa nama”."), field="called")
    return identity.cleaned()
