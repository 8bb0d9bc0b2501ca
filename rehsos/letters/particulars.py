"""Who the client is, as a letter that says it in full: their own data, who cares for them, and school."""

from collections.abc import Iterable, Iterator

from rehsos.cases.models import Assessment, Case
from rehsos.directory import gazetteer
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import said
from rehsos.papers.blanks.shape import SILENCES
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import Row
from rehsos.papers.rendering.words import long_date
from rehsos.people.forms import GUESS, PROOFS
from rehsos.people.identity import Identity
from rehsos.people.models import Person

from .family import Family, family_of

SEXES = {"P": "Perempuan", "L": "Laki-laki"}
CARERS = ("Ibu", "Ayah", "Ibu tiri", "Ayah tiri", "Wali")
"""Who of a family answers for the child, as they are called on paper."""


def particulars(
    case: Case, identity: Identity, after_birth: Iterable[Row] = (), family: Family | None = None
) -> tuple[Row, ...]:
    """The rows by which a letter says in full who the client is; what is not known is left out.

    `family` is theirs, where it was asked for already.
    """
    around = family_of(case) if family is None else family
    return tuple(row for row in _rows(case, identity, after_birth, around) if row[1])


def _rows(case: Case, identity: Identity, after_birth: Iterable[Row], family: Family) -> Iterator[Row]:
    person = case.client
    yield "Nama lengkap", identity.name
    yield "Nama panggilan", identity.called if identity.called != identity.name else ""
    yield "NIK", identity.nik or identity.no_nik_because
    yield "Tempat, tanggal lahir", _birth(identity, person)
    yield from after_birth
    yield "Jenis kelamin", SEXES.get(person.sex, "")
    yield "Pendidikan", _school(case, identity)
    yield from _carers(family, identity)
    yield (
        "Tempat tinggal",
        ", ".join(filter(None, (identity.lives_at, gazetteer.full_name(identity.lives_in)))),
    )


def _birth(identity: Identity, person: Person) -> str:
    """Place and day, or year; in one bracket whether it is an estimate and by what it is known, each said once."""
    day = long_date(identity.born) if identity.born else f"tahun {person.birth_year}" if person.birth_year else ""
    told = ", ".join(filter(None, (identity.birth_place, day)))
    known = list(_known_by(identity, person)) if day else []
    return f"{told} ({', '.join(known)})" if known else told


def _known_by(identity: Identity, person: Person) -> Iterator[str]:
    """`perkiraan, keterangan keluarga`; of a worker's guess only `perkiraan petugas`."""
    proof = str(dict(PROOFS).get(identity.birth_proof, identity.birth_proof)).lower()
    if not identity.born and person.birth_estimated and identity.birth_proof != GUESS:
        yield "perkiraan"
    if identity.birth_proof:
        yield proof


def _carers(family: Family, identity: Identity) -> Iterator[Row]:
    """Mother, father and guardian as the case knows them, and whom the child's own data name besides."""
    known = sorted((one for one in family if one.relation in CARERS), key=lambda one: CARERS.index(one.relation))
    yield from ((one.relation, one.name) for one in known)
    if identity.carer_name not in {one.name for one in known}:
        yield "Orang tua/wali", identity.carer_name


def _school(case: Case, identity: Identity) -> str:
    """The school of the child's data; else what the newest assessment says of it."""
    if identity.school:
        return identity.school
    row = Assessment.objects.select_related("form").filter(case=case, blank="child_assessment").order_by("-on").first()
    if row is None:
        return ""
    answers, fields = answers_of(row.form), blank(row.blank, row.form.blank_version).fields
    told = {code: answers.get(code) for code in ("school_state", "school_name")}
    return ", ".join(said(fields[code], answer) for code, answer in told.items() if answer and answer not in SILENCES)
