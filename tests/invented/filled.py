"""Puts the cast and one running case into the house with the invented room; says the case's code."""

import sys
from zoneinfo import ZoneInfo

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from rehsos.audit.actor import set_scope  # noqa: E402
from rehsos.cases.models import Case  # noqa: E402
from rehsos.demo import cast, living  # noqa: E402
from rehsos.demo.told import Days  # noqa: E402

if __name__ == "__main__":
    with transaction.atomic():
        cast.load_places("53.01.06", "53.01.08")
        cast.put_offices_and_workers()
        with timezone.override("Asia/Makassar"):
            living.lia(Days(timezone.now(), ZoneInfo("Asia/Makassar")))
        set_scope((cast.MELATI.office,), cast.MELATI.id)
        sys.stdout.write(Case.objects.values_list("code", flat=True).get())
