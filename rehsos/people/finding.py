"""By what a person is found: the tokens of all that is known of them."""

from rehsos.vault.keys import keyset

from .identity import Identity
from .tokens import tokens_for


def tokens_of(identity: Identity, year: int | None) -> list[int]:
    """The tokens of somebody's names, numbers, home and carer, for the index of the search."""
    found = tokens_for(
        keyset().token_key,
        names=identity.names,
        nik=identity.nik or None,
        birth_year=year,
        regency=identity.lives_in[:5] if len(identity.lives_in) >= len("53.01") else None,
        code=None,
        phones=[identity.phone] if identity.phone else [],
        carer=identity.carer_name,
    )
    return sorted(found)
