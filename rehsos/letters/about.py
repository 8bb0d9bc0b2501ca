"""What the letters of a case may be about beside the case itself, of all rooms that have such things."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from rehsos.cases.models import Case
from rehsos.house.rooms import given, merged
from rehsos.papers.models import Letter

from .doors import About, Told


def subjects(case: Case, *, opens: bool) -> dict[str, Sequence[tuple[str, str]]]:
    """What a letter that comes may be about, by its kind. `opens`: whether texts may be shown.

    ValueError when two rooms give a kind.
    """
    return merged(About, lambda door: {door.kind: door.choices(case, opens)})


def subject_of(case: Case, request: Letter | None) -> UUID | None:
    """What a letter is about: what the letter is that it answers, else the only such thing of the case."""
    if request and request.subject:
        return request.subject
    found = [only for door in given(About) if (only := door.only(case))]
    return found[0] if len(found) == 1 else None


def told_of(case: Case, subject: UUID | None) -> Told:
    """What a letter in full says of what it is about."""
    return next(_told(case, subject), Told()) if subject else Told()


def _told(case: Case, subject: UUID) -> Iterator[Told]:
    return (told for door in given(About) if (told := door.told(case, subject)))
