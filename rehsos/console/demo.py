"""The invented people and cases: loading them, who may sign in, and starting over."""

import os
import sys
import time
from argparse import Namespace

from django.utils import timezone

from ops.environment import demo
from rehsos.access.models import User
from rehsos.access.permissions import role_label
from rehsos.audit.answers import Refused
from rehsos.demo import cast
from rehsos.demo.load import inhabited, load
from rehsos.demo.wipe import RealPeopleError, wipe
from rehsos.directory.days import WEST
from rehsos.statistics.ladder.releasing import release_due

from .database import answering, as_owner
from .problem import Problem
from .releases import signer
from .table import show

WIDTH = 60


def load_demo(_asked: Namespace) -> None:
    """Load the demonstration unless it is there, or anybody real is; a line tells how far it is."""
    started = time.monotonic()
    try:
        with answering():
            if inhabited():
                print("Contoh tidak dimuat: di sini sudah ada kantor atau pengguna sungguhan.")
                return
            with as_owner():  # who alone may give the log an hour that is past
                loaded = load(_progress)
                release_due(timezone.localdate(timezone=WEST), signed_by=signer())
    except Refused as refused:
        raise Problem(f"Contoh tidak dapat dimuat: {refused.reason}") from None
    if loaded:
        _progress("")
        print(f"Contoh dimuat, {time.monotonic() - started:.0f} s.")
    else:
        print("Contoh sudah dimuat.")


def _progress(line: str) -> None:
    """One line that overwrites itself, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{line:<{WIDTH}}\r", end="", file=sys.stderr, flush=True)


def signins(asked: Namespace) -> None:
    """Where to go and with what: the people of the demonstration who are in this database."""
    with answering():
        here = set(User.objects.filter(is_active=True, email__in=_EMAILS).values_list("email", flat=True))
        others = User.objects.exclude(email__in=_EMAILS).exists()
    offices = {office.id: office.short for office in cast.OFFICES}
    rows = [
        {"role": role_label(h.role), "name": h.name, "office": offices[h.office], "email": h.email,
         "password": cast.PASSWORD, "pin": cast.PIN}
        for h in cast.HANDS if h.email in here
    ]  # fmt: skip
    if asked.format != "text":
        show(rows, asked.format, columns=["role", "name", "office", "email", "password", "pin"])
    elif rows:
        print(f"Buka {_address()} dan masuk sebagai salah satu orang contoh ini:\n")
        show(rows, "text")
        if not demo():
            print("\nREHSOS_DEMO=no, tetapi siapa pun dapat masuk sebagai mereka. Tutup: rehsos user close EMAIL")
    else:
        print("Tidak ada orang contoh di sini." if others else FIRST_STEPS.format(address=_address()))


_EMAILS = [hand.email for hand in cast.HANDS]
FIRST_STEPS = """Belum ada pengguna. Buka kantor pertama, lalu tambah pengguna pertamanya:

  .venv/bin/rehsos office add --name "Dinas Sosial Kabupaten …" --short "Dinsos …" --kind regency --place 53.01
  .venv/bin/rehsos user add --email … --name "…" --office 1 --role kabid

Jenis kantor, peran dan pilihan lain: tambahkan --help. Sesudah itu masuk di {address}"""


def _address() -> str:
    return os.environ.get("REHSOS_URL") or f"http://localhost:{os.environ.get('PORT') or 8000}"


def reset(asked: Namespace) -> None:
    """Empty this database of everything but places, and load the demonstration anew."""
    if not asked.yes:
        raise Problem(
            "Perintah ini menghapus semua kasus di basis data ini. Bila memang itu maksudnya, tambahkan --yes."
        )
    with answering():
        try:
            with as_owner():
                wipe()
        except RealPeopleError as refusal:
            raise Problem(str(refusal)) from None
    load_demo(asked)
