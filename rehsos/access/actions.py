"""Who may sign in. Done on the server by who runs it, or (later) by who administers an office."""

from datetime import date, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, Private, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.actions.lengths import check_lengths
from rehsos.directory.bidang import bidang_of
from rehsos.directory.days import not_over
from rehsos.directory.models import Office, Posting, Worker
from rehsos.directory.permissions import OPERATE

from .models import User
from .permissions import ROLES
from .sessions import end_sessions


def operator(office: Office) -> Actor:
    """Whoever runs the server, acting for an office. The log names no worker: worker 0."""
    return Actor(
        worker=0,
        name=str(_("Administrator")),
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
    job_title: Code,
    email: Code,
    office: Office,
    role: Code,
    since: date,
    password: Private,
    by: Actor,
    action_id: UUID,
) -> User:
    """A worker, the posting at an office from a day, and the sign-in. The password is nowhere in the log."""
    by.need(OPERATE)
    _check(name, email, role)
    told = {"name": name.strip(), "degree": degree, "job_title": job_title}
    check_lengths(Worker, told)
    worker = Worker.objects.create(**told)
    Posting.objects.create(worker=worker, office=office, role=role, since=since)
    user = User(email=email.lower(), worker=worker)
    _check_password(password, user)
    user.set_password(password)
    user.save(force_insert=True)
    return user


@action(_("Akun ditutup per {on}"))
def close_user(*, user: User, on: date, by: Actor, action_id: UUID) -> None:
    """The last day of somebody here: postings end with it, the sign-in and its sessions at once.

    Cases stay assigned; the Kabid finds them as cases of nobody once the posting is over.
    """
    by.need(OPERATE)
    if not user.is_active:
        raise Refused(_("Akun ini sudah ditutup."))
    today = timezone.localdate(timezone=by.zone)
    if on > today:
        raise Refused(_("Tanggalnya di masa depan. Tutup akun ini pada hari terakhirnya."), field="on")
    mine = Posting.objects.filter(worker=user.worker_id)
    if late := mine.filter(since__gt=on, since__lte=today).first():
        raise Refused(_BEGAN.format(since=late.since), field="on")
    mine.filter(since__gt=today).delete()
    mine.filter(Q(until=None) | Q(until__gt=on)).update(until=on)
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    end_sessions(user)


_BEGAN = _("Penempatan yang mulai {since} tidak dapat berakhir sebelum itu. Pilih tanggal sesudahnya.")


@action(_("Kata sandi pertama diberikan lagi"))
def renew_password(*, user: User, password: Private, without_second_factor: bool, by: Actor, action_id: UUID) -> None:
    """For who forgot it: another first password, and every session ends.

    The second factor stays, unless it was lost with the phone and who asks is surely that person.
    """
    by.need(OPERATE)
    if not user.is_active:
        raise Refused(_("Akun ini ditutup. Tempatkan orangnya dahulu: rehsos user post."))
    _check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    if without_second_factor:
        Authenticator.objects.filter(user=user).delete()
    end_sessions(user)


@action(_("Ditempatkan di {office} sebagai {role} sejak {since}"))
def post_user(
    *, user: User, office: Office, role: Code, since: date, bidang: Code = "", by: Actor, action_id: UUID
) -> None:
    """Another office, role or bidang from a day; what was before ends the day before. Opens a closed sign-in again."""
    by.need(OPERATE)
    _check_role(role)
    if bidang and bidang not in {one.code for one in bidang_of(office.pk, since)}:
        raise Refused(_("Bidang ini tidak ada di kantor itu pada hari itu."), field="bidang")
    before = Posting.objects.filter(not_over(since), worker=user.worker_id)
    same = before.filter(office=office, role=role, bidang=bidang, since__lt=since, until=None)
    if same.count() == before.count() == 1:
        raise Refused(_("Orang ini sudah bertugas di sana dengan peran itu."), field="office")
    if late := before.filter(since__gte=since).first():
        raise Refused(_BEGAN.format(since=late.since), field="since")
    before.update(until=since - timedelta(days=1))
    Posting.objects.create(worker_id=user.worker_id, office=office, role=role, bidang=bidang, since=since)
    user.is_active = True
    user.save(update_fields=["is_active"])


def _check(name: str, email: str, role: str) -> None:
    if not name.strip():
        raise Refused(_("Isi nama pengguna."), field="name")
    _check_role(role)
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("Alamat surel ini tidak benar. Periksa lagi."), field="email") from None
    if User.objects.filter(email__iexact=email).exists():
        raise Refused(_("Alamat surel ini sudah dipakai pengguna lain."), field="email")


def _check_role(role: str) -> None:
    if role not in ROLES:
        raise Refused(_("Peran ini tidak dikenal. Pilihannya: {roles}").format(roles=", ".join(ROLES)), field="role")


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field="password") from None
