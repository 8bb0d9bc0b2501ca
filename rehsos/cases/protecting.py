"""Who is protected, by whom the file is open then, and who may say so: asked by pages and actions alike (ADR 32)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import NOBODY
from rehsos.access.heads import HEADS, HEADS_LISTED, has_head
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, no, not_for
from rehsos.audit.models import Action
from rehsos.directory.days import held_on, holds, lasts
from rehsos.directory.models import Office, Posting
from rehsos.house.rooms import Door

from .doors import CASE, Card, Offer, Place, Rows
from .doors import holds as holds_rows
from .file import CaseFile
from .models import Case, Custody, Protection, Standing, Status, Whereabouts
from .offers import offer
from .policies import owns, works


@dataclass(frozen=True)
class Protects(Door):
    """What a room takes back when the client of a case is protected (the case, and who says so), and says before."""

    follow: Callable[[Case, Actor], None]
    says: Callable[[Case], Iterable[str]]


def same_person(person: UUID) -> Q:
    """The cases whose client is that person or is said to be the same; `person` is who stands for both."""
    return Q(client=person) | Q(client__true_person=person)


def protection_of(case: Case) -> Protection | None:
    """What protects the client of a case now; None where nothing does, or for whom it is closed."""
    one = case.client.true_person_id or case.client_id
    whose = Q(person=one) | Q(person__true_person=one)
    found = Protection.objects.select_related("circle", "case__owner").filter(whose, until=None)
    return found.order_by("since").first()


def may_protect(case: Case, by: Actor) -> Answer:
    """The head of the office whose case it is, who is then one of the few who open it."""
    if not (decides := _decides(case, by, _ONLY_HEAD)):
        return decides
    if case.status == Status.VOID:
        return no(_("Kasus ini dibatalkan. Cabut dulu pembatalannya."))
    if protection_of(case):
        return no(_("Klien ini sudah dilindungi. Muat ulang halaman."))
    return owns(case, by)


_ONLY_HEAD = not_for(_("Hanya Kabid kantor pemilik kasus yang menetapkan perlindungan."))


def _decides(case: Case, by: Actor, others: Answer) -> Answer:
    """The head; of an office that has none, who works the case: somebody answers."""
    if by.may(Permission.APPROVE):
        return YES
    return others if has_head(case.owner_id) else works(case, by)


def may_change(protection: Protection, by: Actor) -> Answer:
    """The head who is of the circle; where none of it heads the office any more, a worker of it lets one in."""
    if protection.until is not None:
        return no(_("Perlindungan ini sudah berakhir. Muat ulang halaman."))
    if not (ours := owns(protection.case, by)):
        return ours
    if by.may(Permission.APPROVE) or not heads_among(protection):
        return YES
    return not_for(_("Kabid yang menetapkan perlindungan ini yang mengubahnya."))


def may_end(protection: Protection, by: Actor) -> Answer:
    """The head who is of the circle; where the office has none, who works the case."""
    return may_change(protection, by) if (decides := _decides(protection.case, by, _ONLY_ENDS)) else decides


_ONLY_ENDS = not_for(_("Hanya Kabid yang mengakhiri perlindungan."))


def heads_among(protection: Protection) -> bool:
    """Whether one of the circle heads the office of the case today."""
    today = timezone.localdate()
    members = Posting.objects.filter(held_on(today), worker__in=protection.circle.members, role__in=HEADS)
    return members.filter(office=protection.case.owner_id).exists()


def runs_elsewhere(case: Case) -> list[Office]:
    """The other offices that work a case of the same client. Asked past every office's own sight."""
    one = case.client.true_person_id or case.client_id
    others = Case.objects.filter(same_person(one), status=Status.OPEN).exclude(owner=case.owner_id)
    return list(Office.objects.filter(pk__in=others.values("owner")).order_by("pk"))


def stays_at(case: Case) -> list[Office]:
    """The other offices that have the client or answer for them. Asked past every office's own sight.

    Not where they were when that office handed the case on: that is its own telling, and the new owner says what is so.
    """
    one = case.client.true_person_id or case.client_id
    now = {"one": one, "until": None, "withdrawn_by": None, "standing": Standing.HOLDS, "office__isnull": False}
    held = set(Custody.objects.filter(**now).values_list("office", flat=True))
    held |= {row.office_id or 0 for row in Whereabouts.objects.filter(**now) if not _handed_on_since(row)}
    return list(Office.objects.filter(pk__in=held).exclude(pk=case.owner_id).order_by("pk"))


def _handed_on_since(row: Whereabouts) -> bool:
    """Whether the office it names gave the case away after it was told."""
    handed_on = Action.objects.filter(dossier=row.case_id, name="take_over", facts__sender=str(row.office_id))
    told_at = Action.objects.filter(pk=row.cause).values("recorded_at")
    return handed_on.filter(recorded_at__gte=Subquery(told_at)).exists()


# On the page of the case, and on Hari ini.

PROTECTED = Rows(
    "protected",
    """SELECT p.id, p.since, (SELECT string_agg(w.name, ', ' ORDER BY array_position(g.members, w.id::int))
              FROM access_circle g JOIN directory_worker w ON w.id = ANY(g.members) WHERE g.id = p.circle_id) AS names
       FROM cases_protection p WHERE p.until IS NULL AND p.circle_id = cases_circle_of(c.client_id)""",
    moments=("since",),
)
HEADLESS = Rows(
    "headless",
    f"""SELECT 1 AS here WHERE NOT EXISTS (SELECT FROM directory_posting h WHERE h.office_id = c.owner_id
        AND h.role IN ({HEADS_LISTED}) AND {holds("h")})""",
)
CARD = Card("cases/file/protected.html", Place.LEAD, 5, holds_rows("protected"))

_STAYS = f"""EXISTS (SELECT 1 FROM directory_posting h WHERE h.worker_id = m.worker AND h.office_id = c.owner_id
   AND h.since <= %(today)s AND {lasts("h", "%(today)s::date + 30")}
   AND (h.contract_until IS NULL OR h.contract_until >= %(today)s::date + 30))"""
LEAVING = f"""
SELECT p.id, '', NULL, string_agg(w.name, ', ' ORDER BY w.name), 0, NULL, NULL, '', NULL, c.code, {NOBODY}
  FROM cases_protection p JOIN cases_case c ON c.id = p.case_id JOIN access_circle g ON g.id = p.circle_id
 CROSS JOIN LATERAL unnest(g.members) m (worker) JOIN directory_worker w ON w.id = m.worker
 WHERE p.until IS NULL AND c.owner_id = %(office)s AND NOT {_STAYS}
 GROUP BY p.id, c.code, p.since ORDER BY p.since LIMIT 10"""
"""Of the few who open a protected case somebody is not of the office any more, or soon: the others are told."""
ANY_PROTECTED = "SELECT FROM cases_protection p WHERE p.until IS NULL"
"""Whether there is a protected case at all that the reader opens."""


def heading(by: Actor, file: CaseFile) -> Iterable[Offer]:
    """What the head does about it, and where there is none who works the case."""
    if file.case["owner"] == by.office and file.case["status"] != Status.VOID:
        words = _("Perlindungan saksi atau korban (LPSK)")
        yield offer(words, "cases:protect", file, CASE, place=(80,))


def to_heads(by: Actor, file: CaseFile) -> bool:
    """Who may decide."""
    return by.may(Permission.APPROVE) or bool(file.rows["headless"] and file.works)
