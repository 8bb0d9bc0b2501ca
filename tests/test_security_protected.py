"""Who is protected is met nowhere: not by who is outside the circle, on no page, in no file, by no search (ADR 32)."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from conftest import People, reveal, unlock
from rehsos.audit.actions import new_id
from rehsos.audit.actor import acting_for
from rehsos.cases.actions.opening import add_participant
from rehsos.cases.actions.protecting import protect
from rehsos.cases.models import Case, Relation
from rehsos.demo import cast
from rehsos.directory.models import Office as Seat
from rehsos.directory.models import Worker
from rehsos.people.actions import correct_identity
from rehsos.people.identity import identities_of
from rehsos.people.models import Person, Sex
from rehsos.referral.actions import begin_referral, send_referral
from rehsos.referral.doors import Told
from rehsos.referral.models import Deed, Urgency, Wanted
from tests.whole_office import Office, doors

pytestmark = pytest.mark.usefixtures("undone_office")

OUTSIDE = {
    "bima": "a colleague", "indah": "TU", "eka": "the province", "dewi": "another kab", "hadi": "another province",
    "jaya": "a head elsewhere", "fajar": "a Sentra to which she was referred", "gita": "the ministry's analyst",
}  # fmt: skip
WORDS = (
    "Rambu Teladan",
    "5301016203120001",
    "0812 0000 0001",
    "0812-0000-0001",
    "081200000001",
    "Marta",
    "Rumah nenek",
)


def rambus(office: Office) -> Case:
    office.people.actor("melati")
    found: Case = Case.objects.get(client__in=_named("rambu"))
    return found


def _named(key: str) -> list[Any]:
    people = list(Person.objects.all())
    names = identities_of(people)
    return [one.pk for one in people if names[one.pk].called.lower() == key]


@pytest.fixture
def told(office: Office) -> Case:
    """She is around another client of the office, too, and was referred to the Sentra."""
    case = rambus(office)
    _call_the_other_otherwise(office)
    by = office.people.actor("melati")
    yanto = Case.objects.get(client__in=_named("yanto"), owner=3)
    add_participant(
        case=yanto, person=case.client, relation=Relation.COUSIN, lives_together=None, no_contact=False, alleged=False,
        trusted=False, safe_contact="", by=by, action_id=new_id(),
    )  # fmt: skip
    made = begin_referral(
        case=case, deed=Deed.REFER, receiver=Seat.objects.get(pk=5), wanted=Wanted.AID, asked="Kursi roda.",
        urgency=Urgency.USUAL, proposed=None, by=by, action_id=new_id(),
    )  # fmt: skip
    send_referral(referral=made, parts=(Told("kind", ("Anak",)),), by=by, action_id=new_id())
    return case


def _call_the_other_otherwise(office: Office) -> None:
    """The clients of the Sentra bear the same name."""
    by = office.people.actor("fajar")
    for other in Person.objects.filter(registered_at=5):
        correct_identity(
            person=other, identity=cast.clients(timezone.localdate())["anton"].identity, sex=Sex.MALE, birth_year=None,
            birth_estimated=False, version=other.version, by=by, action_id=new_id(),
        )  # fmt: skip


def close(people: People, case: Case) -> None:
    """Citra protects her: Melati and she herself open the file."""
    protect(
        case=case, first=Worker.objects.get(pk=cast.MELATI.id), second=None, words="Keputusan LPSK 12/2026",
        by=people.actor("citra"), action_id=new_id(),
    )  # fmt: skip


def pages(office: Office, case: Case) -> list[str]:
    """Every page of the site, those of her case among them."""
    office.people.actor("melati")
    with acting_for((3,)):
        own = [a.path for a in office.addresses()]
        hers = [a.path for a in Office.addresses(_Of(office, case))]
    plain = [reverse(d.name) for d in doors() if not d.arguments]
    return sorted({*own, *hers, *plain} - {"/keluar/"})


class _Of(Office):
    """The same office, with her case in the first place."""

    def __init__(self, office: Office, case: Case) -> None:
        self.__dict__.update(office.__dict__, cases=[case])


def read(content: bytes) -> str:
    """What stands in an answer, in a workbook or a letter as well."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return " ".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def met(office: Office, who: str, paths: list[str], words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Where one of the words stands that was not asked for by the address; and each address of hers that opens."""
    client = unlock(office.people.client(who))
    for path in paths:
        asked = {word for word in words if word in path}
        for answer in (client.get(path), client.post(path, {"action_id": str(new_id()), "reason": "x"})):
            if asked and answer.status_code not in CLOSED:
                yield path, str(answer.status_code)
            content = read(b"".join(answer.streaming_content) if answer.streaming else answer.content)
            content = REFERRAL_CODE.sub("", content)
            yield from ((path, word) for word in words if word in content and word not in asked)


CLOSED = {404, 405}
REFERRAL_CODE = re.compile(r"RUJ-[\d.]+-\d+-\d+")
"""A referral has a number of its own, which may be that of her case."""


@pytest.mark.parametrize("who", list(OUTSIDE), ids=list(OUTSIDE.values()))
def test_who_is_outside_meets_nothing_of_her(office: Office, told: Case, who: str) -> None:
    close(office.people, told)
    paths = pages(office, told)
    found = sorted(set(met(office, who, paths, (told.code, str(told.pk), str(told.client_id), *WORDS))))
    assert found == [], found


def test_the_very_same_walk_meets_her_before_she_is_protected(office: Office, told: Case) -> None:
    """Otherwise the test above would prove nothing."""
    paths = pages(office, told)  # before the first of them cancels what the second would open
    found = {word for _path, word in met(office, "melati", paths, (told.code, *WORDS))}
    assert {"200", "Rambu Teladan", "5301016203120001", "Marta", "Rumah nenek"} <= found
    found = {word for _path, word in met(office, "bima", paths, (told.code, *WORDS))}
    assert "200" in found


def test_the_few_open_it_as_before(office: Office, told: Case) -> None:
    close(office.people, told)
    for who in ("melati", "citra"):
        assert unlock(office.people.client(who)).get(f"/kasus/{told.code}/").status_code == 200, who


NOBODY = {
    "Rambu Teladan": "Wxqzy Vbnmk", "rambu": "wxqzy", "Marta Teladan": "Wxqzy Vbnmk",
    "5301016203120001": "5301016203129999", "0812 0000 0001": "0812 0000 9999",
}  # fmt: skip
"""What is asked, and the same of whom nobody is."""


@pytest.mark.parametrize("who", ["bima", "dewi", "eka", "indah", "jaya"])
@pytest.mark.parametrize("asked", list(NOBODY))
def test_no_search_tells_her_from_nobody(office: Office, told: Case, who: str, asked: str) -> None:
    close(office.people, told)
    client = office.people.client(who)
    with at_one_moment():
        assert sought(client, asked) == sought(client, NOBODY[asked])


def test_no_search_by_her_code_tells_it_from_no_code(office: Office, told: Case) -> None:
    close(office.people, told)
    for who in ("bima", "dewi"):
        client = office.people.client(who)
        with at_one_moment():
            assert sought(client, told.code) == sought(client, "53.01-26-9999")


def at_one_moment() -> Any:
    """A page prints the minute and signs with the second: two that are compared are of one moment."""
    return time_machine.travel(timezone.now(), tick=False)


def sought(client: Any, asked: str) -> str:
    """What a search answers, without what was typed and what is new on every page."""
    answer = client.post(reverse("people:people"), {"q": asked})
    text = answer.content.decode()
    for typed in (asked, asked.replace(" ", "+"), asked.replace(" ", "%20"), *asked.split()):
        text = text.replace(typed, "…")
    return re.sub(r'nonce="[^"]*"|value="[0-9a-f-]{36}"|[0-9A-Za-z]{64}', "", text)


@pytest.mark.parametrize("who", ["melati", "bima"])
def test_in_anothers_file_she_is_somebody_protected_to_the_few_as_well(office: Office, told: Case, who: str) -> None:
    """What the few write out of that file, a letter, goes to whom she is nobody."""
    office.people.actor("melati")
    yanto = Case.objects.get(client__in=_named("yanto"), owner=3)
    address = f"/kasus/{yanto.code}/"
    close(office.people, told)
    client = office.people.client(who)
    reveal(client, yanto.code)
    page = client.get(address).content.decode()
    assert "orang yang dilindungi" in page
    assert "Rambu" not in page
