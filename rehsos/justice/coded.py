"""A case looked for by the number of its police report, however it is typed."""

import re

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.coded import to_case
from rehsos.cases.models import Status
from rehsos.people.doors import Led

from .queries import numbered

_REPORT = re.compile(r"LP\b.*\d.*", re.IGNORECASE | re.DOTALL)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def leads(text: str, by: Actor) -> list[Led] | None:
    """The cases of its children, the newest first; empty where none opens, None of what is no such number.

    At the police the number leads to a child: to who may open no name it leads nowhere. Without its year it may be
    that of any report, and leads nowhere either.
    """
    if not _REPORT.fullmatch(text.strip()):
        return None
    whole = _YEAR.search(text) and by.may(Permission.SEE_NAMES)
    parts = [part for matter in numbered(text) for part in matter.parts.all()] if whole else []
    codes = {part.case.code for part in parts if part.case.status != Status.VOID}
    return [to_case(code) for code in sorted(codes, reverse=True)]
