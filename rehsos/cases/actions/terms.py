"""The office's own clocks: their lengths, and which advisory rules it wants to see."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Codes, action, new_id
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.directory.actions import Settings, set_policy
from rehsos.directory.models import Office
from rehsos.law.book import rules
from rehsos.law.shapes import Duty, Length, Rule

from ..clockwork import AS_PROPOSED, CHOICES, DAYS_OFF, REACHING, recompute
from ..models import Case, Clock, Status
from ..promises import bring_in_step, chosen_before


def own_rules() -> list[Rule]:
    """Terms an office may change or leave out: its own policy."""
    return [rule for rule in rules().values() if rule.duty is Duty.POLICY]


def unverified_rules() -> list[Rule]:
    """Rules whose text nobody read: off, or shown as advice where the office wants it."""
    return [rule for rule in rules().values() if not rule.verified]


def proposed(rule: Rule) -> Length:
    """The length the book proposes for a term of the office's own."""
    length = rule.lead or rule.length
    assert length  # noqa: S101 - every policy rule has one; a test says so
    return length


@action(_("Tenggat kantor ditetapkan, berlaku sejak {since}"))
def set_terms(
    *,
    office: Office,
    lengths: Settings,
    used: Codes,
    shown: Codes,
    since: date,
    by: Actor,
    action_id: UUID,
    reaching: bool = False,
) -> None:
    """Which of its own terms the office keeps (`used`), how long they are (`{rule: "14 days"}`), the advice it wants.

    Holds for terms that begin from that day: what runs keeps the length it began with. What is not kept any more stops.
    Where it is `reaching`, what is newly switched on holds for cases that run already too, counted from that day.
    """
    _check(lengths, used, shown)
    kept = {code: text for code, text in lengths.items() if Length.parse(text) != proposed(rules()[code])}
    value = {"lengths": kept, "on": sorted({*shown, *used} & _chosen()), "off": sorted(_holding() - set(used))}
    if found := sorted(_reaching(office, since, used, reaching=reaching)):
        value[REACHING] = found
    set_policy(office=office, values={CHOICES: None if value == AS_PROPOSED else value}, since=since, by=by,
               action_id=new_id())  # fmt: skip
    if since == timezone.localdate():
        bring_in_step(office, since, by)


def _reaching(office: Office, since: date, used: Collection[str], *, reaching: bool) -> set[str]:
    """What holds for what ran already: still, or newly with this choice."""
    before = chosen_before(office, since)
    own = [rule for rule in own_rules() if rule.code in used]
    fresh = {rule.code for rule in own if reaching and not before.shows(rule)}
    return fresh | {rule.code for rule in own if rule.code in before.reaching}


def _chosen() -> set[str]:
    return {rule.code for rule in rules().values() if rule.chosen}


def _holding() -> set[str]:
    return {rule.code for rule in own_rules() if rule.holds}


@action(_("Hari libur daerah ditetapkan"))
def set_days_off(*, office: Office, days: Settings, by: Actor, action_id: UUID) -> None:
    """The days off of the office's region (`{"2026-12-11": name}`), all of them: what is left out is worked again.

    Terms in working days of its open cases move at once, and say so.
    """
    kept = {day: name for day, name in sorted(days.items()) if date.fromisoformat(day) and name.strip()}
    set_policy(office=office, values={DAYS_OFF: kept or None}, since=timezone.localdate(), by=by, action_id=new_id())
    counted = [rule.code for rule in rules().values() if rule.length and rule.length.unit.startswith("working_")]
    moved = Clock.objects.filter(case__owner=office, case__status=Status.OPEN, rule__in=counted, due_at__isnull=False)
    for case in Case.objects.filter(pk__in=moved.values("case")):
        recompute(case, by=by)


def _check(lengths: Mapping[str, str], used: Collection[str], shown: Collection[str]) -> None:
    """Only the office's own terms change; only advice is switched on."""
    own, unread = {rule.code for rule in own_rules()}, {rule.code for rule in unverified_rules()}
    if not (lengths.keys() | set(used) <= own and set(shown) <= unread):
        raise Refused(_("Tenggat undang-undang tidak dapat diubah oleh kantor."))
