"""A page that says what went wrong says only what is true."""

from typing import Any

from rehsos.desk.errors import forbidden, server_error


def test_who_only_looked_is_not_told_that_something_was_not_saved(people: Any) -> None:
    request = people.client("melati").get("/").wsgi_request
    assert "belum tersimpan" not in server_error(request).content.decode()
    request.method = "POST"
    assert "belum tersimpan" in server_error(request).content.decode()


def test_a_refusal_with_its_own_reason_does_not_send_anybody_for_another_role(people: Any) -> None:
    request = people.client("melati").get("/").wsgi_request
    assert "menyesuaikan peran" not in forbidden(request, Exception("Kasus ini sudah diakhiri.")).content.decode()
    assert "menyesuaikan peran" in forbidden(request, Exception("")).content.decode()
