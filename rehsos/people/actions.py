"""Registering and correcting persons."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.vault.keys import keyset

from .identity import Identity, identity_of, seal_identity
from .models import Person, Sex, Token
from .tokens import tokens_for


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
    Token.objects.bulk_create([Token(person=person, tokens=_tokens(identity, year))])
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
    del action_id
    by.need(Permission.WORK_CASES)
    identity = _plausible(identity, birth_year)
    year = identity.born.year if identity.born else birth_year
    changed = Person.objects.filter(pk=person.pk, version=version).update(
        sex=sex,
        birth_year=year,
        birth_estimated=birth_estimated and not identity.born,
        sealed=seal_identity(identity, person.pk),
        version=version + 1,
    )
    if not changed:
        raise Conflict(_("Identitas ini baru saja diubah orang lain. Bandingkan dulu, lalu simpan lagi."))
    Token.objects.filter(pk=person.pk).update(tokens=_tokens(identity, year))


def same_identity(person: Person, identity: Identity) -> bool:
    """Whether nothing would change."""
    return asdict(identity_of(person)) == asdict(identity)


def _plausible(identity: Identity, birth_year: int | None) -> Identity:
    today = date.today()  # noqa: DTZ011 - a birthday has no time zone
    if identity.born and identity.born > today:
        raise Refused(_("Tanggal lahir ada di masa depan. Periksa tahunnya."), field="birth_date")
    if birth_year is not None and not today.year - 125 <= birth_year <= today.year:
        raise Refused(_("Tahun lahir tidak mungkin. Isi umur atau tahun yang benar."), field="birth_year")
    if not (identity.called or identity.full_name):
        raise Refused(_("Isi nama panggilan. Bila belum diketahui, tulis “Tanpa nama”."), field="called")
    return identity.cleaned()


def _tokens(identity: Identity, year: int | None) -> list[int]:
    found = tokens_for(
        keyset().token_key,
        names=identity.names,
        nik=identity.nik or None,
        birth_year=year,
        regency=identity.lives_in[:5] or None,
        code=None,
        phones=[identity.phone] if identity.phone else [],
    )
    return sorted(found)
