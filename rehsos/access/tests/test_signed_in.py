"""Who asks is found before every page: in how few statements, and whose rows may be seen when it is nobody."""

from typing import Any

from django.db import connection
from django.urls import reverse

from rehsos.access.models import User


def test_a_page_with_nothing_on_it_asks_for_the_session_and_for_who_it_is(people: Any, few_statements: Any) -> None:
    browser = people.client("melati")
    browser.get(reverse("desk:more"))
    few_statements(browser, reverse("desk:more"), most=2)


def _scope() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('rehsos.offices', true), current_setting('rehsos.worker', true)")
        found: tuple[str, str] = cursor.fetchone()
    return found


NOTHING = ({"", "{}"}, {"", "{}"})


def _is_empty(scope: tuple[str, str]) -> bool:
    return all(told in empty for told, empty in zip(scope, NOTHING, strict=True))


def test_a_closed_sign_in_sees_nobodys_rows(people: Any) -> None:
    browser = people.client("melati")
    browser.get(reverse("desk:more"))
    assert not _is_empty(_scope())
    User.objects.filter(worker_id=people.hands["melati"].id).update(is_active=False)
    assert browser.get(reverse("desk:more")).status_code == 302
    assert _is_empty(_scope())


def test_a_session_from_before_the_password_changed_sees_nobodys_rows(people: Any) -> None:
    browser = people.client("melati")
    user = User.objects.get(worker_id=people.hands["melati"].id)
    user.set_password("Kata sandi yang lain 7")
    user.save()
    assert browser.get(reverse("desk:more")).status_code == 302
    assert _is_empty(_scope())
