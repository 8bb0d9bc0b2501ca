"""Who may sign in. Done on the server by who runs it, or (later) by who administers an office."""

from datetime import date
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Private, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.actions.offices import OPERATE
from rehsos.directory.models import Office, Posting, Worker

from .models import User
from .permissions import ROLES


def operator(office: Office) -> Actor:
    """Whoever runs the server, acting for an office. The log names no worker: worker 0."""
    return Actor(
        worker=0,
        name=str(_("Penjaga server")),
        office=office.pk,
        offices=(office.pk,),
        role="operator",
        permissions=frozenset({OPERATE}),
        office_name=office.short,
        office_kind=office.kind,
        place=office.place_id,
        time_zone=office.time_zone,
    )


@action(_("Pengguna ditambahkan: {name}, {role}"))
def add_user(
    *,
    name: Code,
    degree: Code,
    email: Code,
    office: Office,
    role: Code,
    since: date,
    password: Private,
    by: Actor,
    action_id: UUID,
) -> User:
    """A worker, the posting at an office from a day, and the sign-in. The password is nowhere in the log."""
    del action_id
    by.need(OPERATE)
    _check(name, email, role)
    worker = Worker.objects.create(name=name.strip(), degree=degree)
    Posting.objects.create(worker=worker, office=office, role=role, since=since)
    user = User(email=email.lower(), worker=worker)
    _check_password(password, user)
    user.set_password(password)
    user.save(force_insert=True)
    return user


def _check(name: str, email: str, role: str) -> None:
    if not name.strip():
        raise Refused(_("Isi nama pengguna."), field="name")
    if role not in ROLES:
        raise Refused(_("Peran ini tidak dikenal. Pilihannya: ") + ", ".join(ROLES), field="role")
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("Alamat e-mail ini tidak benar. Periksa lagi."), field="email") from None
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Alamat e-mail ini sudah dipakai pengguna lain."), field="email")


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field="password") from None
