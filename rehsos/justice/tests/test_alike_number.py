"""One police report in two matters, because who wrote the second could not see the first: who sees both is told."""

from typing import Any

from django.urls import reverse

from rehsos.audit.actions import new_id
from rehsos.cases.actions.protecting import end_protection, protect
from rehsos.cases.models import Case, Protection
from rehsos.directory.models import Worker
from rehsos.justice.roles import Role

from .bench import case_of, part_of

SAID = "tercatat sebagai perkara lain juga"


def page(people: Any, who: str, case: Case) -> str:
    text: str = people.client(who).get(reverse("cases:case", args=[case.code])).content.decode()
    return text


def test_who_sees_both_is_told_and_who_does_not_reads_nothing_until_the_protection_ends(people: Any) -> None:
    by = people.actor("melati")
    first = part_of(case_of("lia", by), Role.VICTIM, by).case
    protect(case=first, first=Worker.objects.get(pk=1), second=None, words="LPSK", by=people.actor("citra"),
            action_id=new_id())  # fmt: skip
    by = people.actor("bima")
    second = part_of(case_of("dodi", by), Role.WITNESS, by).case
    assert SAID not in page(people, "bima", second)
    assert first.code not in page(people, "bima", second)
    told = page(people, "citra", second)
    assert SAID in told
    assert first.code in told
    assert SAID in page(people, "citra", first)
    citra = people.actor("citra")
    end_protection(protection=Protection.objects.get(), words="Selesai", by=citra, action_id=new_id())
    assert SAID in page(people, "bima", second)


def test_another_number_is_another_matter(people: Any) -> None:
    by = people.actor("melati")
    case = part_of(case_of("lia", by), Role.VICTIM, by).case
    assert SAID not in page(people, "melati", case)
