"""The register is walked along its index, however the planner takes the scope of an office."""

from typing import Any

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def test_the_register_is_walked_without_bitmaps(people: Any) -> None:
    browser, found = people.client("indah"), []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "directions" in sql:
            with connection.connection.cursor() as cursor:
                found.append(cursor.execute("SHOW enable_bitmapscan").fetchone())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        assert browser.get("/surat/").status_code == 200
    assert found == [("off",)]
