"""Sign-ins: adding one with its posting, and the list."""

import secrets
import sys
from argparse import Namespace

from django.db import transaction
from django.utils import timezone

from rehsos.access.actions import add_user, operator
from rehsos.access.models import User
from rehsos.access.permissions import ROLES, role_label
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Refused
from rehsos.directory.models import Office, Posting

from .database import answering
from .problem import Problem, unknown
from .table import show

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def add(asked: Namespace) -> None:
    """Add a user; prints the first password unless it came from the input."""
    with answering():
        office = _office(asked.office)
        if asked.role not in ROLES:
            raise unknown("Peran", asked.role, ROLES)
        password = sys.stdin.readline().rstrip("\r\n") if asked.password_stdin else _first_password()
        _add(asked, office, password)
    print(f"{asked.email.lower()} ditambahkan di {office.short} sebagai {role_label(asked.role)}.")
    if not asked.password_stdin:
        print(f"Kata sandi pertama: {password}\nTampil sekali ini saja. Minta diganti saat masuk pertama kali.")


def _office(number: int) -> Office:
    found = Office.objects.filter(pk=number).first()
    if found is None:
        known = ", ".join(f"{o.pk} {o.short}" for o in Office.objects.order_by("pk")[:8])
        raise Problem(f"Kantor nomor {number} tidak ada. Yang ada: {known or 'belum ada satu pun'}.")
    return found


def _add(asked: Namespace, office: Office, password: str) -> None:
    by = operator(office)
    try:
        with transaction.atomic():
            set_scope(by.offices, by.worker)
            add_user(name=asked.name, degree=asked.degree, email=asked.email, office=office, role=asked.role,
                     since=timezone.localdate(timezone=by.zone), password=password, by=by,
                     action_id=new_id())  # fmt: skip
    except Refused as refused:
        raise Problem(str(refused.reason)) from None


def _first_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def list_users(asked: Namespace) -> None:
    """Every sign-in with its postings of today."""
    with answering():
        today = timezone.localdate()
        postings = Posting.objects.filter(since__lte=today).exclude(until__lt=today).select_related("office")
        at = {p.worker_id: p for p in postings.order_by("pk")}
        rows = [
            {
                "email": user.email,
                "name": user.worker.name,
                "role": posting.role if (posting := at.get(user.worker_id)) else "",
                "office": posting.office.short if posting else "",
                "active": user.is_active,
            }
            for user in User.objects.select_related("worker").order_by("email")
        ]
    show(rows, asked.format, columns=["email", "name", "role", "office", "active"])
