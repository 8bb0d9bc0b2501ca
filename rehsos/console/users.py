"""Sign-ins: adding one with its posting, closing, another password, another posting, and the list."""

import secrets
import sys
from argparse import Namespace

from django.db.models import QuerySet

from rehsos.access.actions import add_user, close_user, post_user, renew_password
from rehsos.access.models import User
from rehsos.access.permissions import ROLES, role_label
from rehsos.audit.actions import new_id
from rehsos.cases.models import Assignment, Case, Status
from rehsos.directory.actions.workers import describe_worker
from rehsos.directory.days import runs, today_at
from rehsos.directory.models import Office, Posting

from .database import answering
from .offices import office_numbered
from .operating import operating
from .problem import Problem, unknown
from .table import show

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def add(asked: Namespace) -> None:
    """Add a user; prints the first password unless it came from the input."""
    with answering():
        office = office_numbered(asked.office)
        _check_role(asked.role)
        password = _password(asked)
        _add(asked, office, password)
    print(f"{asked.email.lower()} ditambahkan di {office.short} sebagai {role_label(asked.role)}.")
    _show_password(asked, password)


def _add(asked: Namespace, office: Office, password: str) -> None:
    with operating(office) as by:
        add_user(name=asked.name, degree=asked.degree, job_title=asked.title, email=asked.email, office=office,
                 role=asked.role, since=today_at(office), password=password, by=by,
                 action_id=new_id())  # fmt: skip


def close(asked: Namespace) -> None:
    """End somebody's work here; says how many open cases the Kabid has to give to others."""
    user = user_named(asked.email)
    office = office_of(user)
    on = asked.on or today_at(office)
    with operating(office, everywhere=True) as by:
        close_user(user=user, on=on, by=by, action_id=new_id())
        left = _open_cases(user).count()
    print(f"{user.email} ditutup; penempatannya berakhir {on}. {_told(left)}")


def password(asked: Namespace) -> None:
    """Another first password for who forgot theirs."""
    user = user_named(asked.email)
    office = office_of(user)
    fresh = _password(asked)
    with operating(office) as by:
        renew_password(user=user, password=fresh, without_second_factor=asked.without_second_factor, by=by,
                       action_id=new_id())  # fmt: skip
    print(f"Kata sandi {user.email} diganti; semua sesinya berakhir.")
    if asked.without_second_factor:
        print("Langkah kedua dihapus: aplikasi autentikator, passkey dan kode cadangan. Minta dipasang lagi.")
    _show_password(asked, fresh)


def change(asked: Namespace) -> None:
    """What letters print of a worker; what is given is changed, the rest stays."""
    user = user_named(asked.email)
    told = {field: given for option, field in _SAID.items() if (given := getattr(asked, option)) is not None}
    if not told:
        raise Problem("Tidak ada yang diubah. Tulis misalnya --title atau --nip. Bantuan: --help")
    kept = {field: getattr(user.worker, field) for field in _SAID.values()}
    with operating(office_of(user)) as by:
        describe_worker(worker=user.worker, **{**kept, **told}, by=by, action_id=new_id())
    print(f"{user.email} diubah.")


_SAID = {"name": "name", "degree": "degree", "title": "job_title", "nip": "nip"}


def post(asked: Namespace) -> None:
    """Move somebody to an office or a role; says how many open cases stay behind."""
    user = user_named(asked.email)
    office = office_numbered(asked.office)
    _check_role(asked.role)
    with operating(office, everywhere=True) as by:
        post_user(user=user, office=office, role=asked.role, since=asked.since, bidang=asked.bidang, by=by,
                  action_id=new_id())  # fmt: skip
        left = _open_cases(user).exclude(owner=office).count()
    print(f"{user.email}: {office.short} sebagai {role_label(asked.role)} sejak {asked.since}. {_told(left)}")
    if not user.has_usable_password():
        print(f"Akun terbuka lagi, tetapi belum punya kata sandi. Beri yang baru: rehsos user password {user.email}")


def user_named(email: str) -> User:
    """The sign-in, closed or not."""
    with answering():
        found = User.objects.select_related("worker").filter(email__iexact=email).first()
        if found is None:
            raise unknown("Akun", email.lower(), User.objects.values_list("email", flat=True))
    return found


def office_of(user: User) -> Office:
    """Where the newest posting is: its log tells what is done to the sign-in."""
    newest = Posting.objects.filter(worker=user.worker_id).select_related("office").order_by("since", "pk").last()
    return newest.office if newest else Office.objects.earliest("pk")


def _open_cases(user: User) -> QuerySet[Case]:
    mine = Assignment.objects.filter(runs("case__owner_id"), worker=user.worker_id).values("case")
    return Case.objects.filter(pk__in=mine, status=Status.OPEN)


def _told(left: int) -> str:
    if not left:
        return "Tidak ada kasus berjalan yang tertinggal."
    return f"{left} kasus berjalan tetap atas namanya: minta Kabid membaginya di halaman Persetujuan dan tim."


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise unknown("Peran", role, ROLES)


def _password(asked: Namespace) -> str:
    return sys.stdin.readline().rstrip("\r\n") if asked.password_stdin else _first_password()


def _show_password(asked: Namespace, password: str) -> None:
    if not asked.password_stdin:
        print(f"Kata sandi pertama: {password}\nTampil sekali ini saja. Minta diganti saat masuk pertama kali.")


def _first_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def list_users(asked: Namespace) -> None:
    """Every sign-in with its postings of today, each by the day of its office."""
    with answering():
        postings = Posting.objects.filter(runs("office_id")).select_related("office")
        at = {p.worker_id: p for p in postings.order_by("pk")}
        rows = [
            {
                "email": user.email,
                "name": user.worker.name,
                "title": user.worker.job_title,
                "role": posting.role if (posting := at.get(user.worker_id)) else "",
                "office": posting.office.short if posting else "",
                "active": user.is_active,
            }
            for user in User.objects.select_related("worker").order_by("email")
        ]
    show(rows, asked.format, columns=["email", "name", "title", "role", "office", "active"])
