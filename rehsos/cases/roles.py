"""In which roles clients stand, and what questions of the law are answered with, as the rooms say it."""

from collections.abc import Mapping
from typing import Annotated

from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.house.rooms import composed, merged

from .codes import insist_fits
from .doors import Answers, Roles
from .models import Case

RoleCode = Annotated[str, "plain", "role"]
"""The code of a role as an action takes it: said in its words on a timeline."""
YES_OR_NO: Mapping[str, Words] = {"yes": _("ya"), "no": _("tidak")}


@composed
def roles() -> Mapping[str, Words]:
    """Each role by its code, that of nobody first. ValueError where two rooms give one, or one has too long a code."""
    found = merged(Roles, lambda door: door.words)
    insist_fits(Case.role.field, found)
    return found


def said_role(code: str) -> Words:
    """What it is called; the code itself when no room gives it any more."""
    return roles().get(code, code)


@composed
def answers() -> Mapping[str, Words]:
    """Each answer by its code: yes, no, and the choices of the rooms. ValueError where two rooms give one."""
    return {**YES_OR_NO, **merged(Answers, lambda door: door.words)}
