"""A line of the log that somebody hid from the timeline is found, though no seal can hold who sees it."""

from typing import Any

import pytest
from django.db import connection, transaction

from rehsos.audit.models import Action
from rehsos.cases.tests.test_open_case import opened
from rehsos.console.audit import SHOWN
from rehsos.console.database import as_owner


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hidden", ["offices = '{}'", "barred = '{1}'"])
def test_a_line_hidden_from_its_case_is_named(people: Any, says: Any, hidden: str) -> None:
    with transaction.atomic():
        case = opened(people.actor("melati"))
        line = Action.objects.filter(dossier=case.pk).earliest("id").pk
    assert f"✓ {SHOWN}" in says("check", "--audit").out
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_action DISABLE TRIGGER USER")
        cursor.execute(f"UPDATE audit_action SET {hidden} WHERE id = %s", [line])
        cursor.execute("ALTER TABLE audit_action ENABLE TRIGGER USER")
    told = says("check", "--audit")
    assert told.code == 1
    assert f"1 baris tidak ({line})" in told.out
