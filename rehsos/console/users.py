"""Sign-ins: adding one with its posting, and the list."""

import secrets
import sys
from argparse import Namespace

from django.utils import timezone

from rehsos.access.actions import add_user
from rehsos.access.models import User
from rehsos.access.permissions import ROLES, role_label
from rehsos.audit.actions import new_id
from rehsos.directory.models import Office, Posting

from .database import answering
from .offices import office_numbered
from .operating import operating
from .problem import unknown
from .table import show

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def add(asked: Namespace) -> None:
    """Add a user; prints the first password unless it came from the input."""
    with answering():
        office = office_numbered(asked.office)
        if asked.role not in ROLES:
            raise unknown("Peran", asked.role, ROLES)
        password = sys.stdin.readline().rstrip("\r\n") if asked.password_stdin else _first_password()
        _add(asked, office, password)
    print(f"{asked.email.lower()} ditambahkan di {office.short} sebagai {role_label(asked.role)}.")
    if not asked.password_stdin:
        print(f"Kata sandi pertama: {password}\nTampil sekali ini saja. Minta diganti saat masuk pertama kali.")


def _add(asked: Namespace, office: Office, password: str) -> None:
    with operating(office) as by:
        add_user(name=asked.name, degree=asked.degree, email=asked.email, office=office, role=asked.role,
                 since=timezone.localdate(timezone=by.zone), password=password, by=by, action_id=new_id())  # fmt: skip


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
