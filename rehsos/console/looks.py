"""Who looked at what, and when: the view log, for a complaint, an audit or a data subject who asks.

Reading it leaves a line in it.
"""

from argparse import Namespace
from collections.abc import Iterable
from uuid import UUID

from rehsos.access.queries import user_key
from rehsos.audit.actor import Actor
from rehsos.audit.models import View
from rehsos.audit.views import LOOKS, READ, looks, saw
from rehsos.cases.models import Case
from rehsos.directory.models import Office, Worker

from .operating import case_coded, operating
from .table import Row, show
from .users import office_of, user_named

COLUMNS = ("at", "worker", "office", "what", "case")


def list_looks(asked: Namespace) -> None:
    """The looks at one case and its client, or those of one worker, oldest first."""
    rows = _of_case(asked) if asked.case else _of_worker(asked)
    show(rows, asked.format, columns=COLUMNS)


def _of_case(asked: Namespace) -> list[Row]:
    case = case_coded(asked.case)
    with operating(case.owner, everywhere=True) as by:
        saw(READ, case.pk, by, offices=case.offices)
        found = looks(since=asked.since).filter(dossier__in=[case.pk, case.client_id])
        return _rows(found, by, words=asked.format == "text")


def _of_worker(asked: Namespace) -> list[Row]:
    user = user_named(asked.worker)
    with operating(office_of(user), everywhere=True) as by:
        saw(READ, user_key(user), by)
        return _rows(looks(since=asked.since).filter(worker=user.worker_id), by, words=asked.format == "text")


def _rows(found: Iterable[View], by: Actor, *, words: bool) -> list[Row]:
    found = list(found)
    workers = dict(Worker.objects.filter(pk__in={v.worker for v in found}).values_list("pk", "name")) | {0: by.name}
    offices = dict(Office.objects.values_list("pk", "short"))
    codes = _codes({v.dossier for v in found if v.dossier})
    return [
        {
            "at": view.at.astimezone(by.zone).isoformat(timespec="minutes"),
            "worker": workers.get(view.worker, str(view.worker)),
            "office": offices.get(view.office, str(view.office)),
            "what": str(LOOKS.get(view.what, view.what)) if words else view.what,
            "case": codes.get(view.dossier, []) if view.dossier else [],
        }
        for view in found
    ]


def _codes(dossiers: set[UUID]) -> dict[UUID, list[str]]:
    """For each case its code, for each client the codes of their cases."""
    told: dict[UUID, list[str]] = {}
    for case in (Case.objects.filter(pk__in=dossiers) | Case.objects.filter(client__in=dossiers)).order_by("code"):
        for dossier in {case.pk, case.client_id} & dossiers:
            told.setdefault(dossier, []).append(case.code)
    return told
