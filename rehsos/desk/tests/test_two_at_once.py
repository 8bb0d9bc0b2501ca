"""Two people at once in two threads of one worker: each reads in their own language and by their own clock."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from threading import Barrier, Thread
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from rehsos.access.middleware import language
from rehsos.access.threads import KEPT
from rehsos.look.environment import environment
from rehsos.look.repeated import said

ROUNDS = 40
MOMENT = datetime(2026, 11, 27, 1, 15, tzinfo=UTC)
PAGE = """{% for _n in range(rounds) %}{{ meet() }}{{ _("Simpan") }} {{ meet() }}{{ moment | hour }}
{% endfor %}"""


def at_once(*works: Callable[[], str]) -> list[str]:
    """What each says, each in a thread of its own."""
    told: dict[int, str] = {}
    threads = [Thread(target=lambda n=n, work=work: told.update({n: work()})) for n, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return [told.get(n, "nothing") for n in range(len(works))]


def reader(chosen: str, zone: str, meet: Barrier) -> Callable[[], str]:
    """A request that waits for the other before each sentence and each hour."""
    page = environment(autoescape=True).from_string(PAGE)

    def drawn(_request: HttpRequest) -> HttpResponse:
        with timezone.override(zone):
            return HttpResponse(page.render(rounds=ROUNDS, moment=MOMENT, meet=lambda: str(meet.wait(10))[:0]))

    request = RequestFactory().get("/")
    request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = chosen
    return lambda: str(language(drawn)(request).content, "utf-8")


def test_each_reads_in_their_own_language_and_zone() -> None:
    meet = Barrier(2)
    indonesian, english = at_once(reader("id", "Asia/Makassar", meet), reader("en", "Asia/Jayapura", meet))
    assert {line for line in indonesian.splitlines() if line} == {"Simpan 09.15"}
    assert {line for line in english.splitlines() if line} == {"Save 10.15"}


def test_a_letter_in_indonesian_comes_from_an_english_page_and_leaves_it_english() -> None:
    with translation.override("en"):
        assert said("Simpan") == "Save"
        with translation.override("id"):
            assert said("Simpan") == "Simpan"
        assert said("Simpan") == "Save"
        with translation.override(None):
            assert said("Simpan") == "Simpan"


def test_every_form_of_a_page_carries_the_one_proof_and_each_page_another(people: Any) -> None:
    browser = people.client("melati")
    proofs = [re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get("/").content.decode()) for _ in "ab"]
    assert [len(set(page)) for page in proofs] == [1, 1]
    assert len(proofs[0]) > 1
    assert proofs[0][0] != proofs[1][0]


def test_plain_text_is_not_taken_for_markup_of_the_same_letters() -> None:
    told: Any = engines["jinja2"].env
    with translation.override("id"):
        said(mark_safe("<b>x</b>"))
        assert told.from_string("{{ _(word) }}").render(word="<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"


def test_django_keeps_them_where_we_put_them() -> None:
    for module, name in KEPT:
        assert name in vars(import_module(module.__name__)), f"{module.__name__} has no {name} any more"
    with translation.override("en"), timezone.override("Asia/Jayapura"):
        here = translation.get_language(), timezone.get_current_timezone_name()
        [there] = at_once(lambda: f"{translation.get_language()} {timezone.get_current_timezone_name()}")
    assert (here, there) == (("en", "Asia/Jayapura"), "id Asia/Jakarta")
