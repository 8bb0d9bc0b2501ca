"""Puts the cast, two cases and what each room tells into the house with the invented room; says the code of Lia's."""

import sys
from zoneinfo import ZoneInfo

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from rehsos.audit.actor import set_scope  # noqa: E402
from rehsos.cases.models import Case  # noqa: E402
from rehsos.demo import cast, living  # noqa: E402
from rehsos.demo.told import CastScene, Days  # noqa: E402
from rehsos.house import sample  # noqa: E402
from rehsos.house.sample import Stage  # noqa: E402

if __name__ == "__main__":
    with transaction.atomic():
        cast.load_places("53.01.06", "53.01.08")
        cast.put_offices_and_workers()
        with timezone.override("Asia/Makassar"):
            scene = CastScene(Days(timezone.now(), ZoneInfo("Asia/Makassar")))
            sample.tell(Stage.BEFORE, scene)
            living.lia(scene.days)
            living.mawar(scene.days)
            sample.tell(Stage.AFTER, scene)
        set_scope((cast.MELATI.office,), cast.MELATI.id)
        sys.stdout.write(Case.objects.get(pk=scene.case("lia")).code)
