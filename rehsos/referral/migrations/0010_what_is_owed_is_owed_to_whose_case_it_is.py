"""What another office owes of a case is owed to whose case it is; who took it over owes nothing to itself.

A hand-over, a service or an opinion that ran in a case when it was handed on stayed with who gave it away.
"""

from typing import Any

from django.db import migrations
from django.db.models import F

RUNS = ("accepted", "partly", "arrived")


def follow(apps: Any, _editor: Any) -> None:
    """As the road itself would have, at the hour of the transfer; of what no transfer moved nothing is said."""
    referral, part = apps.get_model("referral", "Referral"), apps.get_model("referral", "Part")
    runs = referral.objects.filter(state__in=RUNS).exclude(deed="transfer").exclude(sender=F("case__owner"))
    for it in runs.select_related("case"):
        taken = referral.objects.filter(case=it.case_id, deed="transfer", state="accepted", receiver=it.case.owner_id)
        at = taken.order_by("-answered_at").values_list("answered_at", flat=True).first()
        if at is None:
            continue
        own = it.receiver_id == it.case.owner_id
        _say(part, it, "own" if own else "follows", at)
        told = {"state": "done", "resulted_at": at} if own else {"sender": it.case.owner_id}
        referral.objects.filter(pk=it.pk).update(**told)


def _say(part: Any, it: Any, code: str, at: Any) -> None:
    from rehsos.audit.actions import new_id
    from rehsos.audit.actor import SYSTEM
    from rehsos.referral.sealing import seal_in

    part.objects.create(
        id=new_id(), referral_id=it.pk, code=code, at=at, worker=SYSTEM, office_id=it.case.owner_id, key=it.pk,
        sealed=seal_in(it.pk, lines=()), offices=it.offices, barred=it.barred,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("referral", "0009_what_was_told_is_read_by_who_follows"),
        ("cases", "0038_who_answers_for_a_client_went_with_their_case"),
    ]

    operations = [migrations.RunPython(follow, migrations.RunPython.noop)]
