"""A worker's registration (STR) that ends soon, for Hari ini."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from rehsos.access.doors import NOBODY, Line
from rehsos.access.pages import Request
from rehsos.law.book import rule

RENEW = timedelta(days=90)
"""How long before its end a worker is reminded of it."""

ENDS_SOON = f"""
SELECT NULL, '', NULL, w.certificate, 0, w.certificate_until, NULL, '', NULL, '', {NOBODY}
  FROM directory_worker w WHERE w.id = %(worker)s AND w.certificate_until < %(renew)s"""


def law(_request: Request, _line: Line, _key: bytes | None) -> Mapping[str, Any]:
    """The rule it rests on."""
    return {"rule": rule("str_expiry")}
