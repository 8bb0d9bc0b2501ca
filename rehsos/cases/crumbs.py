"""Where one is: the trail above a page of a case."""

from django.utils.translation import gettext as _

from rehsos.access.permissions import SEES
from rehsos.audit.actor import Actor
from rehsos.look.repeated import way_to

from .queries import Opened


def case_crumbs(file: Opened, by: Actor | None = None) -> list[tuple[str, str | None]]:
    """Kasus / 53.01-18-0034; for who only keeps the register: Agenda surat / the code, which leads nowhere."""
    if by is not None and not opens_cases(by):
        return [(_("Agenda surat"), way_to("register")), (file.case.code, None)]
    return [(_("Kasus"), way_to("cases")), (file.case.code, way_to("case", file.case.code))]


def opens_cases(by: Actor) -> bool:
    """Whether the actor's role opens case pages at all."""
    return any(by.may(permission) for permission in SEES)
