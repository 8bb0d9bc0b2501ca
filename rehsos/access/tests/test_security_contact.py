from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

ADDRESS = "/.well-known/security.txt"
pytestmark = pytest.mark.django_db


def test_whoever_found_a_weakness_reads_whom_to_tell(settings: Any, client: Client) -> None:
    settings.SECURITY_CONTACT = "mailto:keamanan@contoh.test"
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    told = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert told["Contact"] == "mailto:keamanan@contoh.test"
    assert timezone.now() < datetime.fromisoformat(told["Expires"]) < timezone.now() + timedelta(days=365)
    assert client.post(ADDRESS).status_code == 405


def test_without_a_contact_there_is_no_such_page(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 404
