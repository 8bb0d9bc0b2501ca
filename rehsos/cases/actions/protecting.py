"""A witness or a victim is protected: from then on a few named workers open the file, and nobody else (ADR 32)."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.heads import HEADS, has_head
from rehsos.access.models import Circle
from rehsos.access.permissions import Permission, permissions_of
from rehsos.audit.actions import Text, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.directory.days import held_on, not_over
from rehsos.directory.models import Posting, Worker
from rehsos.house.rooms import given

from ..assignments import lead_of
from ..models import Assignment, Case, Protection, Status
from ..protecting import (
    Protects,
    may_change,
    may_end,
    may_protect,
    runs_elsewhere,
    same_person,
    stays_at,
)
from ..sealing import seal_for
from .assigning import others_work
from .placing import everywhere, one_of


@action(_("Klien dilindungi: hanya pekerja yang disebut dan Kabid yang membuka berkasnya"))
def protect(*, case: Case, first: Worker, second: Worker | None, words: Text, by: Actor, action_id: UUID) -> Protection:
    """Close every file of the client to all but two workers and the head who says so; `words`: on what ground.

    Who else works the case works it no more. Refused where another office works a case of the same client: nobody
    there would see its clocks; and where another has the client: it could not record that they left. In an office
    without a head, who works the case is in that one's stead.
    """
    with everywhere():
        _insist_not_handed_on(case)
        one_of(case.client_id)
        elsewhere = [office.short for office in runs_elsewhere(case)]
        held_at = [office.short for office in stays_at(case)]
    may_protect(case, by).insist()
    if held_at:
        raise Refused(_HELD.format(offices=", ".join(held_at)))
    if elsewhere:
        raise Refused(_ELSEWHERE.format(offices=", ".join(elsewhere)))
    _grounded(words)
    for door in given(Protects):
        door.follow(case, by)
    circle = Circle.objects.create(members=_members(case, first, second, Worker.objects.get(pk=by.worker)))
    made = Protection.objects.create(
        id=action_id, case=case, person_id=case.client_id, circle=circle, since=timezone.now(),
        sealed=seal_for(case.pk, words=words.strip()),
    )  # fmt: skip
    _take_off_others(case, circle)
    return made


def _insist_not_handed_on(case: Case) -> None:
    """As it stands, whoever holds it as it was. The case is locked before its client, as where it is handed on."""
    owner = Case.objects.select_for_update(no_key=True).values_list("owner", flat=True).get(pk=case.pk)
    Conflict.unless(owner == case.owner_id, _HANDED_ON)


_HANDED_ON = _(
    "Kasus ini baru saja dialihkan ke kantor lain, jadi perlindungan tidak disimpan. "
    "Hubungi kantor itu: kini mereka yang menetapkannya."
)
_HELD = _(
    "Klien ini sekarang di {offices} atau menjadi tanggung jawabnya, dan kantor itu tidak dapat membukanya lagi. "
    "Alihkan kasusnya ke sana, atau catat dulu ke mana klien pindah, lalu tetapkan perlindungannya."
)
_ELSEWHERE = _(
    "Klien ini juga ditangani {offices}. Minta kantor itu mengakhiri kasusnya atau mengalihkannya ke sini, "
    "lalu tetapkan perlindungannya."
)


@action(_("Yang boleh membuka berkas klien yang dilindungi diganti"))
def change_circle(
    *, protection: Protection, first: Worker, second: Worker | None, head: Worker | None, words: Text, by: Actor,
    action_id: UUID,
) -> None:  # fmt: skip
    """Others open the file from now on: one of the two is away or left, or another heads the office."""
    may_change(protection, by).insist()
    _grounded(words)
    _insist_head(head, by)
    members = _members(protection.case, first, second, head)
    Circle.objects.filter(pk=protection.circle_id).update(members=members)
    protection.circle.members = members
    _take_off_others(protection.case, protection.circle)


def _insist_head(head: Worker | None, by: Actor) -> None:
    """Whoever heads the office today; nobody where nobody does."""
    heads = Posting.objects.filter(held_on(timezone.localdate()), office=by.office, role__in=HEADS, worker=head)
    if has_head(by.office) if head is None else not heads.exists():
        raise Refused(_("Yang ini bukan Kabid kantor ini hari ini."), field="head")


@action(_("Perlindungan klien berakhir"))
def end_protection(*, protection: Protection, words: Text, by: Actor, action_id: UUID) -> None:
    """The files are open again to whom they were open before."""
    may_end(protection, by).insist()
    _grounded(words)
    Protection.objects.filter(pk=protection.pk, until=None).update(until=timezone.now())


def _grounded(words: str) -> None:
    if not words.strip():
        raise Refused(_("Tulis dasarnya, misalnya keputusan LPSK: nomor dan tanggalnya."), field="words")


def _members(case: Case, first: Worker, second: Worker | None, head: Worker | None) -> list[int]:
    """Two workers of the office and its head, who lead every case of the client that runs."""
    workers = [worker for worker in (first, second) if worker is not None]
    for field, worker in zip(("first", "second"), workers, strict=False):
        _insist_works_here(case, worker, field)
    chosen = {worker.pk for worker in workers}
    leads = [lead for one in _ours(case) if (lead := lead_of(one, timezone.localdate())) is not None]
    for lead in leads:
        if lead.worker_id not in chosen:
            raise Refused(_LEADS.format(name=lead.worker.name, code=lead.case.code), field="first")
    return [*dict.fromkeys([*(worker.pk for worker in (*workers, head) if worker)])]


_LEADS = _("{name} penanggung jawab {code}: pilih juga di sini, atau tunjuk dulu penanggung jawab lain.")


def _insist_works_here(case: Case, worker: Worker, field: str) -> None:
    here = Posting.objects.filter(held_on(timezone.localdate()), worker=worker, office=case.owner_id)
    works = any(Permission.WORK_CASES in permissions_of(role) for role in here.values_list("role", flat=True))
    if not works:
        raise Refused(_("Pekerja ini tidak bertugas sebagai pekerja sosial di kantor ini hari ini."), field=field)
    if worker.pk in case.barred:
        raise Refused(_("Pekerja ini menangani pihak lain dalam perkara yang sama."), field=field)


def _ours(case: Case) -> Sequence[Case]:
    one = case.client.true_person_id or case.client_id
    return list(Case.objects.filter(same_person(one), owner=case.owner_id, status=Status.OPEN))


def _take_off_others(case: Case, circle: Circle) -> None:
    """Who may not open a case does not work it."""
    today = timezone.localdate()
    for one in _ours(case):
        others = Assignment.objects.filter(not_over(today), case=one).exclude(worker__in=circle.members)
        others.update(until=today - timedelta(days=1))
        others_work(one)
