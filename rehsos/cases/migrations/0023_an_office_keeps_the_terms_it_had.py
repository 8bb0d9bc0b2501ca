"""An office's own promises are off until it switches them on. Whoever worked with all of them keeps all of them.

What each office had is written down as its own choice: from the first day any of these rules was in force, and in
each choice it made itself, where everything counted that it had not left out.
"""

from datetime import date
from typing import Any

from django.db import migrations

HAD = (
    "first_contact_medium", "first_contact_low", "letter_to_worker", "plan_after_assessment", "monthly_contact",
    "quarterly_review", "draft_to_signer",
)  # fmt: skip
"""What was on without being switched on, and is so no longer."""
FIRST = date(2015, 1, 1)
"""The first day on which one of them was in force."""


def keep(apps: Any, _schema: Any) -> None:
    """Write down for each office what it had."""
    office, policy = apps.get_model("directory", "Office"), apps.get_model("directory", "LocalPolicy")
    for made in policy.objects.filter(key="clocks"):
        policy.objects.filter(pk=made.pk).update(value=_had(made.value))
    begun = set(policy.objects.filter(key="clocks", since__lte=FIRST).values_list("office", flat=True))
    rows = [policy(office_id=pk, key="clocks", since=FIRST, value=_had(None))
            for pk in office.objects.exclude(pk__in=begun).values_list("pk", flat=True)]  # fmt: skip
    policy.objects.bulk_create(rows)


def _had(value: Any) -> Any:
    told = value or {"lengths": {}, "on": [], "off": []}
    left_out = set(told["off"])
    return told | {"on": sorted({*told["on"], *HAD} - left_out), "off": sorted(left_out - set(HAD))}


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_a_service_says_whether_it_stands"),
        ("directory", "0003_indexes_are_those_that_are_walked"),
    ]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
