"""What every page is given for the frame around it: who is at work, where they may go, what a form must carry."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.utils import translation
from django.utils.functional import lazy
from django.utils.safestring import SafeString

from rehsos.access.lost_sessions import writer_input
from rehsos.access.permissions import Permission, role_label
from rehsos.audit.actor import Actor
from rehsos.look.repeated import url

ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the base layout shows around a page; `desk` is None for who is not at work."""
    actor: Actor | None = getattr(request, "actor", None)
    desk = _desk(request, actor) if actor else None
    return {"desk": desk, "debug": settings.DEBUG, "csrf_input": _proofs(request)}


def _proof(request: Any) -> SafeString:
    if not hasattr(request, "proof"):
        request.proof = csrf_input(request) + writer_input(request)
    return request.proof  # type: ignore[no-any-return]


_proofs: Any = lazy(_proof, SafeString)
"""What every form that is sent carries, made once a page: the proof against forgery, and whose form it is."""


def _desk(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    session = request.session
    return {
        "worker_name": actor.name,
        "office_name": actor.office_name,
        "role_label": role_label(actor.role),
        "zone": ZONES.get(actor.time_zone, actor.time_zone),
        "may": {
            "record": actor.may(Permission.WORK_CASES),
            "open_cases": _may(actor, SEES),
            "receive": actor.may(Permission.REGISTER_LETTERS),
            "names": actor.may(Permission.SEE_NAMES),
        },
        "nav": _entries(request, actor, NAV),
        "tabs": _entries(request, actor, TABS),
        "public_screen": session.get("public_screen", False),
        "names_open": session.get("names_open", False),
        "language": (translation.get_language() or "id")[:2],
        "messages": [{"level": m.level_tag, "text": str(m)} for m in messages.get_messages(request)],
        "urls": {
            "sign_out": url("account_logout"),
            "language": url("language"),
            "cases": url("desk:cases"),
            "public_screen": url("access:public_screen"),
            "hide_names": url("access:hide_names"),
        },
    }


_ = translation.gettext_lazy
Entry = tuple[Any, str, str, tuple[str, ...]]
"""Words, name of the address, icon, and the permissions of which one is enough."""
WORK, ANY = (Permission.WORK_CASES, Permission.REGISTER_LETTERS), ()
SEES = (Permission.WORK_CASES, Permission.SUPERVISE, Permission.APPROVE)
TODAY = (_("Hari ini"), "desk:today", "home", SEES)
CASES = (_("Kasus"), "desk:cases", "folder", SEES)
COUNT = (_("Rekap"), "statistics:rekap", "chart-bar", (Permission.COUNT,))
NAV = [
    TODAY,
    CASES,
    (_("Aduan masuk"), "intake:reports", "inbox-arrow-down", (*WORK, Permission.APPROVE)),
    (_("Agenda surat"), "desk:register", "envelope", (Permission.REGISTER_LETTERS, Permission.APPROVE)),
    (_("Orang"), "people:people", "users", (Permission.WORK_CASES,)),
    (_("Persetujuan dan tim"), "desk:team", "clipboard-document-check", (Permission.APPROVE,)),
    COUNT,
    (_("Laporan bulanan saya"), "statistics:my_month", "calendar-days", (Permission.WORK_CASES,)),
    (_("Kebijakan kantor"), "desk:office", "building-office-2", (Permission.APPROVE,)),
    (_("Pengaturan saya"), "access:my_settings", "cog-6-tooth", ANY),
]
TABS = [
    TODAY,
    CASES,
    (_("Catat…"), "desk:quick", "plus-circle", (Permission.WORK_CASES,)),
    (_("Tim"), "desk:team", "clipboard-document-check", (Permission.APPROVE,)),
    COUNT,
    (_("Lainnya"), "desk:more", "bars-3", ANY),
]


def _may(actor: Actor, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(actor.may(p) for p in wanted)


def _entries(request: HttpRequest, actor: Actor, entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """The entries this role has; the one whose address is the longest beginning of ours is where we are."""
    shown = [(label, url(name), icon) for label, name, icon, _wanted in entries if _may(actor, _wanted)]
    here = max((at for _l, at, _i in shown if request.path == at or (at != "/" and request.path.startswith(at))),
               key=len, default=None)  # fmt: skip
    return [{"label": label, "url": at, "icon": icon, "current": at == here} for label, at, icon in shown]
