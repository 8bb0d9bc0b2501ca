"""What each role may do, on one page, in words a manager can read."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rehsos.directory import permissions as directory


class Permission(StrEnum):
    """One thing a role may do. Names are written to nothing; they may be renamed."""

    WORK_CASES = "work_cases"
    SEE_NAMES = "see_names"
    APPROVE = directory.APPROVE
    ASSIGN = "assign"
    SUPERVISE = "supervise"
    REGISTER_LETTERS = "register_letters"
    KEEP_REGISTER = "keep_register"
    SET_TERMS = "choose_terms"
    SIGN_LETTERS = "sign_letters"
    COUNT = "count"
    OPEN_CELLS = "open_cells"
    COUNT_NATION = "count_nation"
    SEE_SHARED = "see_shared"
    """To open a case that another office shares; without it only what is the office's own."""
    ARRANGE_HOUSE = directory.ARRANGE
    CALL_ROLL = "call_roll"


P = Permission
SEES = (P.WORK_CASES, P.SUPERVISE, P.APPROVE)
"""Any of these has cases to look at, of their own or of others."""

_WORKER = frozenset(
    {P.WORK_CASES, P.SEE_NAMES, P.REGISTER_LETTERS, P.SIGN_LETTERS, P.COUNT, P.OPEN_CELLS, P.SEE_SHARED, P.CALL_ROLL}
)

ROLES: dict[str, tuple[Promise, frozenset[Permission]]] = {
    "peksos": (_("Pekerja sosial"), _WORKER),
    "kabid": (
        _("Kepala bidang rehabilitasi sosial"),
        frozenset(
            {
                P.APPROVE,
                P.ASSIGN,
                P.SUPERVISE,
                P.SEE_NAMES,
                P.SIGN_LETTERS,
                P.SET_TERMS,
                P.COUNT,
                P.OPEN_CELLS,
                P.SEE_SHARED,
                P.ARRANGE_HOUSE,
                P.CALL_ROLL,
            }
        ),
    ),
    "clerk": (_("Tata usaha"), frozenset({P.REGISTER_LETTERS, P.KEEP_REGISTER, P.SET_TERMS, P.COUNT})),
    "province": (
        _("Pengawas (provinsi atau kementerian)"),
        frozenset({P.SUPERVISE, P.COUNT, P.OPEN_CELLS, P.SEE_SHARED}),
    ),
    "sentra": (_("Pekerja sosial Sentra"), _WORKER),
    "institution": (
        _("Lembaga (LKSA)"),
        frozenset({P.WORK_CASES, P.SEE_NAMES, P.REGISTER_LETTERS, P.ARRANGE_HOUSE, P.CALL_ROLL}),
    ),
    "night": (_("Petugas malam"), frozenset({P.CALL_ROLL})),
    "analyst": (_("Analis"), frozenset({P.COUNT, P.COUNT_NATION})),
}


def permissions_of(role: str) -> frozenset[str]:
    """The permissions of a role key; none for a key nobody knows any more."""
    known = ROLES.get(role)
    return frozenset(known[1]) if known else frozenset()


def role_label(role: str) -> str:
    """The role in words."""
    known = ROLES.get(role)
    return str(known[0]) if known else role
