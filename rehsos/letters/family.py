"""The family of a client as a letter in full tells it: a row each, a drawing of three generations, who is suspected."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone, translation

from rehsos.cases.cards import ROWS
from rehsos.cases.models import Case, Participant, Relation
from rehsos.cases.models.case import said_relation
from rehsos.cases.protected import SOMEBODY, protected
from rehsos.directory import gazetteer
from rehsos.look import drawing
from rehsos.papers.rendering.sheet import Picture, Table
from rehsos.people.identity import Identity, identities_of
from rehsos.people.models import Person
from rehsos.people.queries import age_on

COLUMNS = ("Nama", "Hubungan", "Umur", "Pekerjaan", "Tempat tinggal")
TITLE = "Genogram"
_KIN = (*ROWS, Relation.SPOUSE, Relation.OFFSPRING, Relation.UNCLE, Relation.COUSIN, Relation.RELATIVE)
_MOST_DRAWN = 14
_SEXES = {"L": "male", "P": "female"}


@dataclass(frozen=True)
class Kin:
    """One of the family, as it is known now; `line` is their line in the drawing."""

    name: str
    relation: str
    age: str = ""
    work: str = ""
    home: str = ""
    sex: str = ""
    line: str = "other"
    suspected: bool = False

    @property
    def row(self) -> tuple[str, ...]:
        """What the table says, in the order of its columns."""
        return tuple(told or "–" for told in (self.name, self.relation, self.age, self.work, self.home))


Family = tuple[Kin, ...]


def family_of(case: Case) -> Family:
    """Those around the client who are family or suspected, elders first, as far as they are known."""
    around = sorted((one for one in Participant.objects.filter(case=case) if _told(one)), key=_place)
    people = {
        person.pk: person
        for person in Person.objects.filter(pk__in=[one.person_id for one in around])
        if {circle for circle in person.barred if circle < 0} <= {*case.barred}
    }
    names = identities_of(people.values())
    closed = protected([one.person_id for one in around if one.person_id not in people])
    return tuple(
        _kin(one, people[one.person_id], names[one.person_id]) if one.person_id in people else _somebody(one)
        for one in around
        if one.person_id in people or one.person_id in closed
    )


def _somebody(one: Participant) -> Kin:
    """Who is protected: that there is somebody, and nothing more."""
    with translation.override("id"):
        relation, name = str(said_relation(one.relation, "")), str(SOMEBODY)
    return Kin(name, relation, "", "", "", "other", ROWS.get(one.relation, "other"), suspected=one.alleged)


def _told(one: Participant) -> bool:
    return one.alleged or one.relation in _KIN


def _place(one: Participant) -> int:
    return _KIN.index(one.relation) if one.relation in _KIN else len(_KIN)


def _kin(one: Participant, person: Person, identity: Identity) -> Kin:
    today = timezone.localdate()
    age = age_on(identity, person.birth_year, today, estimated=person.birth_estimated)
    with translation.override("id"):
        relation = str(said_relation(one.relation, person.sex))
    return Kin(
        name=identity.name,
        relation=relation,
        age=age.words(long=True)[0] if age else "",
        work=identity.school,
        home=_home(one, identity),
        sex=_SEXES.get(person.sex, "other"),
        line=ROWS.get(one.relation, "other"),
        suspected=one.alleged,
    )


def _home(one: Participant, identity: Identity) -> str:
    if one.lives_together:
        return "serumah dengan anak"
    told = ", ".join(filter(None, (identity.lives_at, gazetteer.full_name(identity.lives_in))))
    return told or ("tidak serumah" if one.lives_together is False else "")


def kept(family: Family) -> tuple[Mapping[str, Any], ...]:
    """As an envelope keeps them: what a family was when the letter was settled."""
    return tuple(vars(one) for one in family)


def read(told: tuple[Mapping[str, Any], ...]) -> Family:
    """The same, out of an envelope."""
    return tuple(Kin(**one) for one in told)


def blocks(family: Family, client: str, sex: str) -> Iterator[Table | Picture]:
    """Table and drawing; nothing where nobody is known."""
    kin = [one for one in family if one.line != "other" or not one.suspected]
    if not kin:
        return
    yield Table(COLUMNS, tuple(one.row for one in kin))
    drawn = [_drawn(one) for one in kin]
    child = {"label": client, "sex": _SEXES.get(sex, "other"), "row": "child", "client": True}
    with translation.override("id"):
        yield Picture(drawing.genogram([child, *drawn], TITLE), f"{TITLE}: {_spoken(kin, client)}", TITLE)


def _drawn(one: Kin) -> Mapping[str, Any]:
    note = "\n".join(filter(None, (_short(one.name), "disangka" if one.suspected else "")))
    return {"label": one.relation, "sex": one.sex, "row": one.line, "note": note}


def _short(name: str) -> str:
    """As much of a name as stands in one line beneath one of four beside each other; the table has it whole."""
    first, *rest = name.split() or [""]
    return name if len(name) <= _MOST_DRAWN else " ".join((first[:_MOST_DRAWN], *(f"{word[0]}." for word in rest[:2])))


def _spoken(kin: list[Kin], client: str) -> str:
    return "; ".join((client, *(f"{one.relation} {one.name}" for one in kin)))


def suspected(family: Family) -> str:
    """A sentence on each who is suspected and known; nothing of those who are not."""
    return " ".join(_sentence(one) for one in family if one.suspected)


def _sentence(one: Kin) -> str:
    who = "seorang yang dikenal anak" if one.relation == "Lainnya" else f"{one.relation.lower()} anak"
    lives = {"serumah dengan anak": " dan tinggal serumah dengan anak", "tidak serumah": " dan tidak tinggal serumah"}
    return f"Orang yang disangka dalam perkara ini, {one.name}, adalah {who}{lives.get(one.home, '')}."
