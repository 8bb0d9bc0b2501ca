"""What the letters of a case may be about beside the case itself, of all rooms that have such things."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from uuid import UUID

from rehsos.cases.models import CASE, Case
from rehsos.cases.subjects import kept_on, kinds
from rehsos.house.rooms import by_room, composed, given, merged
from rehsos.law.book import fact_kinds
from rehsos.papers.doors import LetterKind
from rehsos.papers.models import Letter

from .doors import About, Told


@composed
def abouts() -> Mapping[str, About]:
    """By the kind of subject.

    ValueError when two rooms give a kind, one is of no kind of subject, or handing a letter over stops what is told of
    a kind that no letter can be about: it would be told of the case, and stop nothing.
    """
    found = merged(About, lambda door: {door.kind: door})
    if lost := [f"{room} has letters about {door.kind!r}" for room, door in by_room(About) if door.kind not in kinds()]:
        raise ValueError(f"no such kind of subject: {'; '.join(lost)}")
    if lost := list(_stopping({CASE, *found})):
        raise ValueError(f"no letter is about what its fact is told of: {'; '.join(lost)}")
    return found


def _stopping(about: Collection[str]) -> Iterator[str]:
    """Kinds that stop what is told of none of these; a fact in no book is refused elsewhere."""
    for room, kind in by_room(LetterKind):
        fact = fact_kinds().get(kind.stops)
        if fact and kept_on(fact.subject) not in about:
            yield f"{room}'s {kind.code} stops {kind.stops}, of {fact.subject!r}"


def subjects(case: Case, *, opens: bool) -> dict[str, Sequence[tuple[str, str]]]:
    """What a letter that comes may be about, by its kind. `opens`: whether texts may be shown."""
    return {kind: door.choices(case, opens) for kind, door in abouts().items()}


def subject_of(case: Case, request: Letter | None) -> UUID | None:
    """What a letter is about: what the letter is that it answers, else the only such thing of the case."""
    if request and request.subject:
        return request.subject
    found = [only for door in given(About) if (only := door.only(case))]
    return found[0] if len(found) == 1 else None


def is_about(case: Case, asked: str) -> bool:
    """Whether a letter of the case may be about what is asked for."""
    try:
        return any(_told(case, UUID(asked)))
    except ValueError:
        return False


def told_of(case: Case, subject: UUID | None) -> Told:
    """What a letter in full says of what it is about."""
    return next(_told(case, subject), Told()) if subject else Told()


def _told(case: Case, subject: UUID) -> Iterator[Told]:
    return (told for door in given(About) if (told := door.told(case, subject)))
