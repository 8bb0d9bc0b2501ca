"""Acting as whoever runs the server: one transaction, one scope, and a refusal told in its own line."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from rehsos.access.actions import operator
from rehsos.audit.actor import Actor, set_scope
from rehsos.audit.answers import Refused
from rehsos.cases.models import Case
from rehsos.directory.models import Office

from .database import answering
from .problem import Problem

OPERATOR = 0  # the worker whom the logs name for whoever runs the server


@contextmanager
def operating(office: Office, *, everywhere: bool = False) -> Iterator[Actor]:
    """The operator at an office, who sees that office's rows, or everybody's where a question needs it."""
    by = operator(office)
    try:
        with answering(), transaction.atomic():
            set_scope(all_offices() if everywhere else by.offices, by.worker)
            yield by
    except Refused as refused:
        raise Problem(str(refused.reason)) from None


def case_coded(code: str) -> Case:
    """The case with that code, wherever it is."""
    with answering(), transaction.atomic():
        set_scope(all_offices(), OPERATOR)
        found = Case.objects.select_related("owner", "client__registered_at").filter(code=code.strip()).first()
    if found is None:
        raise Problem(f"Kasus “{code}” tidak ada. Tulis kodenya seperti 53.01-26-0034.")
    return found


def all_offices() -> tuple[int, ...]:
    """What the operator may see where a question is about the whole installation."""
    return tuple(Office.objects.values_list("pk", flat=True))
