"""People of an invented case as they are registered: the child, and for some a parent."""

from collections.abc import Iterator

from rehsos.house.sample import Filled, InventedCase, Person, Row


def _person_row(it: InventedCase, person: Person) -> Row:
    """A person as registered here."""
    told = {"called": person.name.split(maxsplit=1)[0], "full_name": person.name}
    told |= {"lives_in": it.office["place"], "lives_at": f"Dusun Contoh {it.number}"}
    text = it.sealed(person.id, told, "identity")
    return person.id, person.sex, person.born, False, text, it.office["id"], 1, it.seen, it.barred


def _token_row(it: InventedCase, person: Person) -> Row:
    """What the person is found by."""
    from rehsos.people.tokens import tokens_for
    from rehsos.vault.keys import keyset

    tokens = tokens_for(keyset().token_key, names=[person.name], birth_year=person.born, regency=it.office["place"])
    return person.id, sorted(tokens), it.seen


def _person(it: InventedCase) -> Iterator[Row]:
    if it.before is None:
        yield _person_row(it, it.child)


def _tokens(it: InventedCase) -> Iterator[Row]:
    if it.before is None:
        yield _token_row(it, it.child)


def _carer_person(it: InventedCase) -> Iterator[Row]:
    if carer := it.carer:
        yield *_person_row(it, carer)[:-1], []


def _carer_tokens(it: InventedCase) -> Iterator[Row]:
    if carer := it.carer:
        yield _token_row(it, carer)


PERSON = "id, sex, birth_year, birth_estimated, sealed, registered_at_id, version, offices, barred"
FOUND_BY = "person_id, tokens, offices"
FILLED = (
    Filled("people_person", PERSON, _person, 10),
    Filled("people_token", FOUND_BY, _tokens, 20),
    Filled("people_person", PERSON, _carer_person, 170),
    Filled("people_token", FOUND_BY, _carer_tokens, 180),
)
