"""Taking the demonstration away again. Only the owner may, and never from a house with real people in it."""

from django.apps import apps
from django.db import connection

from rehsos.access.models import User

KEPT = {"directory_place"}


class RealPeopleError(RuntimeError):
    """Somebody who is not of the invented cast has a sign-in here."""


def wipe() -> None:
    """Empty every table of ours but the places. Run as the owner. Raises RealPeopleError."""
    real = User.objects.exclude(email__endswith="@contoh.test").count()
    if real:
        raise RealPeopleError(f"{real} sign-in di sini bukan orang contoh; datanya tidak dihapus.")
    tables = [m._meta.db_table for m in apps.get_models() if m.__module__.startswith("rehsos.")]  # noqa: SLF001 - public
    tables = [connection.ops.quote_name(table) for table in tables if table not in KEPT]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(sorted(tables))} RESTART IDENTITY CASCADE")
