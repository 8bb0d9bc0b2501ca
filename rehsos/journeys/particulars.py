"""What a letter says of the child from the file around them: who cares for them, and school."""

from collections.abc import Iterator

from rehsos.cases.models import Assessment, Case, Participant, Relation
from rehsos.papers.blanks.book import blank
from rehsos.papers.blanks.render import said
from rehsos.papers.blanks.shape import SILENCES
from rehsos.papers.filling import answers_of
from rehsos.papers.letters import Row
from rehsos.people.identity import Identity, identities_of

CARERS = {
    Relation.MOTHER: "Ibu",
    Relation.FATHER: "Ayah",
    Relation.STEPMOTHER: "Ibu tiri",
    Relation.STEPFATHER: "Ayah tiri",
    Relation.GUARDIAN: "Wali",
}


def carers(case: Case, identity: Identity) -> Iterator[Row]:
    """Mother, father and guardian as the case knows them, and whom the child's own data name besides."""
    around = Participant.objects.select_related("person").filter(case=case, relation__in=CARERS)
    known = sorted(around, key=lambda one: list(CARERS).index(Relation(one.relation)))
    names = identities_of(one.person for one in known)
    told = [(CARERS[Relation(one.relation)], names[one.person_id].name) for one in known]
    yield from told
    if identity.carer_name not in {name for _, name in told}:
        yield "Orang tua/wali", identity.carer_name


def school(case: Case, identity: Identity) -> str:
    """The school of the child's data; else what the newest assessment says of it."""
    if identity.school:
        return identity.school
    row = Assessment.objects.select_related("form").filter(case=case, blank="child_assessment").order_by("-on").first()
    answer = answers_of(row.form).get("school_state") if row else None
    if row is None or not answer or answer in SILENCES:
        return ""
    return said(blank(row.blank, row.form.blank_version).fields["school_state"], answer)
