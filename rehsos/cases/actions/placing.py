"""Where a client is and who answers for them: told in a case, true of the person, in one place only (ADR 29)."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Text, action, new_id
from rehsos.audit.actor import Actor, acting_for
from rehsos.audit.answers import Conflict, Refused
from rehsos.audit.models import Action
from rehsos.directory.models import Office
from rehsos.house.rooms import given
from rehsos.look import words
from rehsos.people.models import Person
from rehsos.vault.keys import key_destroyed, key_of
from rehsos.vault.seal import seal

from ..doors import Moves
from ..dying import death_of, said_dead
from ..keeping import Asked
from ..models import (
    Case,
    Clash,
    Custody,
    CustodyKind,
    Placed,
    Protection,
    Standing,
    Status,
    Whereabouts,
    WhereaboutsKind,
)
from ..policies import may_answer, may_place
from .withdrawing import undoes

CONTEXT = "placed"
CUSTODY, WHEREABOUTS = "custody", "whereabouts"
FACTS: Mapping[str, type[Custody] | type[Whereabouts]] = {CUSTODY: Custody, WHEREABOUTS: Whereabouts}
Row = Custody | Whereabouts


@dataclass(frozen=True)
class Told:
    """What is told of one of the two: the kind, the office where it is one of ours, words where it is not."""

    kind: str
    office: Office | None = None
    words: str = ""


@action(_("Tempat atau pemegang tanggung jawab klien dicatat"))
def place_client(
    *,
    case: Case,
    custody: CustodyKind | None,
    custody_office: Office | None,
    custody_words: Text,
    whereabouts: WhereaboutsKind | None,
    whereabouts_office: Office | None,
    whereabouts_words: Text,
    at: datetime,
    by: Actor,
    action_id: UUID,
) -> None:
    """Tell who answers for the client from an hour on, or where they are, or both; None: as it was.

    What was told before ends with that hour. Where another office holds that the client is elsewhere, this stands
    beside it and the heads of both are told; where that place is hidden, only who holds it is.
    """
    may_place(case, by).insist()
    place(
        case,
        custody=Told(custody, custody_office, custody_words) if custody else None,
        whereabouts=Told(whereabouts, whereabouts_office, whereabouts_words) if whereabouts else None,
        at=at,
        by=by,
        cause=action_id,
    )


def place(
    case: Case,
    *,
    at: datetime,
    by: Actor,
    cause: UUID,
    custody: Told | None = None,
    whereabouts: Told | None = None,
    agreed: bool = False,
    asks: Asked | None = None,
) -> None:
    """The same within an action of another room, which asks its own policy; `cause` is that action's id.

    By the office whose case it is then, there is no clash: a transfer moves the case first. `agreed`: the office that
    holds another place said yes. `asks`: the house they stay in says itself that they left, whosever case it is; until
    then its word holds. Raises Refused beside `at`, or beside the fact that is not told whole.
    """
    told = {fact: one for fact, one in ((CUSTODY, custody), (WHEREABOUTS, whereabouts)) if one}
    if not told:
        raise Refused(_("Belum ada yang berubah. Pilih tempat atau pemegang tanggung jawab yang baru."))
    if at > timezone.now():
        raise Refused(_("Jamnya ada di masa depan. Catat bila klien sudah berpindah."), field="at")
    for fact, one in told.items():
        _check(fact, one)
    with everywhere():
        who = client_of(case)
        _insist_alive(case, cause)
        hides = hidden(who)
        _of_two_cases().filter(held_in=case).update(held_at=case.owner_id)  # it may have moved since
        for fact, one in told.items():
            _tell(_Telling(fact, case, who, at, cause, asks), one, by, hides=hides, agreed=agreed)
        follow_them(who, by, cause)


def follow_them(one: UUID, by: Actor, cause: UUID) -> None:
    """What hangs on where somebody is follows them. Asked `everywhere`, once that is written."""
    for door in given(Moves):
        door.follow(one, by, cause)


def everywhere() -> AbstractContextManager[None]:
    """Past every office's own sight: nobody is in two places, whoever sees which."""
    return acting_for(tuple(Office.objects.values_list("pk", flat=True)))


def client_of(case: Case) -> UUID:
    """Who stands for the client of a case, locked: the case before its client, as where it is handed on."""
    Case.objects.select_for_update(no_key=True).only("pk").get(pk=case.pk)
    return one_of(case.client_id)


def one_of(person: UUID) -> UUID:
    """Who stands for a person, locked: two offices at once, one waits. Asked `everywhere`."""
    true = Person.objects.values_list("true_person", flat=True).get(pk=person) or person
    Person.objects.select_for_update(no_key=True).only("pk").get(pk=true)
    return true


def hidden(one: UUID) -> bool:
    """Whether what holds of somebody is told to no other office. Asked `everywhere`."""
    holds = {"until": None, "withdrawn_by": None, "standing": Standing.HOLDS}
    now = (model.objects.filter(one=one, **holds) for model in FACTS.values())
    protected = Protection.objects.filter(Q(person=one) | Q(person__true_person=one), until=None)
    return protected.exists() or any(rows.filter(office__hidden_place=True).exists() for rows in now)


def _insist_alive(case: Case, cause: UUID) -> None:
    """Who died is moved nowhere; but for the death itself."""
    if (death := death_of(case)) is not None and death.pk != cause:
        raise Refused(said_dead(death))


def _check(fact: str, told: Told) -> None:
    if told.kind == CustodyKind.OFFICE and told.office is None:
        raise Refused(_("Pilih kantor atau lembaganya."), field=f"{fact}_office")
    if told.kind in {CustodyKind.OUTSIDE, WhereaboutsKind.INSTITUTION} and not told.words.strip():
        raise Refused(_("Tulis siapa atau lembaga mana."), field=f"{fact}_words")


def _kept_words(client: UUID, text: str) -> bytes | None:
    """Under the client's key; of who was erased the place is told, in no words."""
    known = bool(text) and not key_destroyed(client)
    return seal(key_of(client), {"words": text}, subject=client, context=CONTEXT) if known else None


@dataclass(frozen=True)
class _Telling:
    """One of the two, of one client, from an hour on, in a case, by an action."""

    fact: str
    case: Case
    one: UUID
    at: datetime
    cause: UUID
    asks: Asked | None = None

    def after(self, last: Row | None) -> "_Telling":
        """The same, not before what held last ended: of our own that is said, what another office wrote is not."""
        if last is None or last.until is None or self.at >= last.until:
            return self
        if last.case.owner_id == self.case.owner_id:
            raise Refused(_LATER.format(since=words.moment(last.until)), field="at")
        return replace(self, at=last.until)

    def makes(self, told: Told, standing: Standing) -> Row:
        client = self.case.client_id
        return FACTS[self.fact].objects.create(
            id=new_id(), case=self.case, person_id=client, one=self.one, kind=told.kind, since=self.at,
            office=told.office if told.kind == CustodyKind.OFFICE else None, cause=self.cause, standing=standing,
            sealed=_kept_words(client, told.words.strip()),
        )  # fmt: skip


def _tell(new: _Telling, told: Told, by: Actor, *, hides: bool, agreed: bool) -> None:
    rows = FACTS[new.fact].objects.select_related("case").filter(one=new.one, until=None, withdrawn_by=None)
    office, held = new.case.owner_id, rows.filter(standing=Standing.HOLDS).first()
    for claim in rows.filter(case__owner=office).exclude(standing=Standing.HOLDS):
        _end(claim, new.at, new.cause)
        _settle(Clash.objects.filter(pk=claim.pk), new.cause)
    if held is not None and (new.asks or (held.case.owner_id != office and not agreed and _answers(held))):
        contend(held, new.makes(told, Standing.UNTOLD if hides else Standing.ASKED), by, new.asks)
        return
    if held is not None:
        _end(held, new.at, new.cause, ours=held.case.owner_id == office)
    new.after(_last(new.fact, new.one)).makes(told, Standing.HOLDS)


def _answers(held: Row) -> bool:
    """Whether the office that holds a place still works a case of the client: an ended one holds nobody."""
    whose = Q(client=held.one) | Q(client__true_person=held.one)
    return Case.objects.filter(whose, owner=held.case.owner_id, status=Status.OPEN).exists()


def _last(fact: str, one: UUID) -> Row | None:
    """What held last of what held before."""
    ended = FACTS[fact].objects.select_related("case").filter(one=one, withdrawn_by=None, standing=Standing.HOLDS)
    return ended.exclude(until=None).order_by("-until").first()


def _end(row: Row, at: datetime, cause: UUID, *, ours: bool = True) -> None:
    if ours and at <= row.since:
        raise Refused(_LATER.format(since=words.moment(row.since)), field="at")
    type(row).objects.filter(pk=row.pk).update(until=max(at, row.since), ended_by=cause)


_LATER = _(
    "Yang tercatat sekarang berlaku sejak {since}. "
    "Isi jam sesudahnya; bila catatan itu keliru, tarik dulu di Perjalanan."
)


def contend(held: Row, claim: Row, by: Actor, asks: Asked | None = None) -> None:
    """Two offices say otherwise: who holds is told, and who says so unless the place is hidden. Asked `everywhere`."""
    asked = asks or Asked(held.case.owner_id, claim.case.owner_id)
    office = asked.said_at
    Clash.objects.create(
        id=claim.pk, fact=fact_of(held), one=held.one, held_in=held.case, told_in=claim.case, at=timezone.now(),
        held_at_id=asked.house, said_at_id=office, told_id=office if claim.standing == Standing.ASKED else None,
    )  # fmt: skip
    placed_elsewhere(case=held.case, by=by, action_id=new_id())


def fact_of(row: Placed) -> str:
    """Which of the two a row tells."""
    return CUSTODY if isinstance(row, Custody) else WHEREABOUTS


@action(_("Kantor lain mencatat klien ini di tempat lain; Kabid diberi tahu"))
def placed_elsewhere(*, case: Case, by: Actor, action_id: UUID) -> None:
    """Said in the file of who holds, whenever another office tells another place."""


@action(_("Kantor lain mencatat klien di tempat lain: sudah berpindah {moved}"))
def settle_clash(*, clash: Clash, moved: bool, by: Actor, action_id: UUID) -> None:
    """Who holds says whether the client is where another office says. If so, what is recorded here ends then."""
    may_answer(clash, by).insist()
    with everywhere():
        one = client_of(clash.held_in)
        standing = Clash.objects.filter(pk=clash.pk, settled_at=None)
        Conflict.unless(standing.exists(), _("Ini baru saja dijawab orang lain, atau tidak perlu dijawab lagi."))
        if moved:
            _give_way(clash, action_id)
        else:
            FACTS[clash.fact].objects.filter(pk=clash.pk, standing=Standing.ASKED).update(standing=Standing.DENIED)
            _settle(Clash.objects.filter(pk=clash.pk), action_id, moved=False)
        follow_them(one, by, action_id)


def _settle(clashes: QuerySet[Clash], cause: UUID, *, moved: bool | None = None) -> None:
    clashes.filter(settled_at=None).update(settled_at=timezone.now(), settled_by=cause, moved=moved)


def _give_way(clash: Clash, cause: UUID) -> None:
    """What the other office told holds, from its hour on or from when nothing else held."""
    rows = FACTS[clash.fact].objects
    claim = rows.get(pk=clash.pk)
    held = rows.filter(one=clash.one, until=None, withdrawn_by=None, standing=Standing.HOLDS).first()
    if held is not None:
        _end(held, claim.since, cause, ours=False)
    last = _last(clash.fact, clash.one)
    since = max(claim.since, last.until) if last and last.until else claim.since
    rows.filter(pk=claim.pk).update(standing=Standing.HOLDS, since=since)
    _settle(Clash.objects.filter(pk=clash.pk), cause, moved=True)


def go_with(case: Case, sender: Office, cause: UUID, by: Actor) -> None:
    """A case that is handed on: who gave it away answers for its client no more, but who took it does from now on.

    Unless it works another case of the client still, in which it said so. `cause` is the action that hands it on.
    """
    with everywhere():
        one = client_of(case)
        held = Custody.objects.select_related("case").filter(one=one, office=sender, until=None, withdrawn_by=None)
        for row in held.filter(standing=Standing.HOLDS):
            if row.case_id == case.pk or (row.case.owner_id == sender.pk and not _answers(row)):
                _end(row, timezone.now(), cause, ours=False)
                at = max(timezone.now(), row.since)
                _Telling(CUSTODY, case, one, at, cause).makes(Told(CustodyKind.OFFICE, case.owner), Standing.HOLDS)
        _ask_new_owner(case)
        follow_them(one, by, cause)


def _of_two_cases() -> QuerySet[Clash]:
    """Between a house and a leg in one case it stays between these two, whosever case it becomes."""
    return Clash.objects.filter(settled_at=None).exclude(held_in=F("told_in"))


def _ask_new_owner(case: Case) -> None:
    """What two offices tell otherwise is from now on between whose cases they are."""
    open_ones = _of_two_cases()
    open_ones.filter(held_in=case).update(held_at=case.owner_id)
    open_ones.filter(told_in=case).update(said_at=case.owner_id)
    open_ones.filter(told_in=case).exclude(told=None).update(told=case.owner_id)


def let_go(case: Case, cause: UUID, by: Actor, *, void: bool = False) -> None:
    """A case that ends, or never was, holds nobody against another office; of one that never was nothing holds."""
    with everywhere():
        one = client_of(case)
        for model in FACTS.values():
            for row in model.objects.filter(case=case, withdrawn_by=None).order_by("-since") if void else ():
                _take_back(row, cause)
            if void:
                _back_from_merge(model, one)
            claims = model.objects.filter(case=case, until=None, withdrawn_by=None).exclude(standing=Standing.HOLDS)
            claims.update(until=timezone.now(), ended_by=cause)
        _settle(Clash.objects.filter(told_in=case), cause)
        let_others(one, cause)
        follow_them(one, by, cause)


def _back_from_merge(model: type[Row], one: UUID) -> None:
    """Of two who became one a place was taken back for the other's: if that never was, it holds again."""
    rows = model.objects.filter(one=one, until=None)
    if rows.filter(withdrawn_by=None, standing=Standing.HOLDS).exists():
        return
    merged = Action.objects.filter(name__in=MERGES, pk=OuterRef("withdrawn_by"))
    held = rows.filter(Exists(merged), standing=Standing.HOLDS).exclude(case__status=Status.VOID)
    last = held.order_by("-since").values_list("pk", flat=True).first()
    model.objects.filter(pk__in=[last] if last else []).update(withdrawn_by=None)


MERGES = ("say_same", "settle_same")
"""The actions that make two persons one, as the log names them."""


def come_back(case: Case, voided: UUID, by: Actor) -> None:
    """It was a case after all: what was told in it and went with it is true again, until what was told since."""
    with everywhere():
        one = client_of(case)
        for model in FACTS.values():
            gone = model.objects.select_related("case").filter(case=case, withdrawn_by=voided)
            for row in gone.filter(standing=Standing.HOLDS).order_by("since"):
                _put_back(row, by)
        follow_them(one, by, voided)


def _put_back(row: Row, by: Actor) -> None:
    """Between what held before and what was told after. Against another office that holds now it is a claim."""
    rows = type(row).objects.select_related("case").filter(one=row.one, withdrawn_by=None, standing=Standing.HOLDS)
    before = rows.filter(Q(until=None) | Q(until__gt=row.since), since__lte=row.since).first()
    after = rows.filter(since__gt=row.since).order_by("since").first()
    held = next((other for other in (before, after) if other and other.until is None), None)
    row.withdrawn_by = None
    if held and row.until is None and held.case.owner_id != row.case.owner_id and _answers(held):
        row.standing = Standing.UNTOLD if hidden(row.one) else Standing.ASKED
        row.save(update_fields=["withdrawn_by", "standing"])
        contend(held, row, by)
        return
    if before:
        type(row).objects.filter(pk=before.pk).update(until=row.since, ended_by=row.cause)
    if after and (row.until is None or after.since < row.until):
        row.until, row.ended_by = after.since, after.cause
    row.save(update_fields=["withdrawn_by", "until", "ended_by"])


def let_others(one: UUID, cause: UUID) -> None:
    """What another office told holds once nobody answers for what held."""
    for clash in Clash.objects.filter(one=one, settled_at=None).order_by("at", "id"):
        open_rows = FACTS[clash.fact].objects.select_related("case").filter(one=one, until=None, withdrawn_by=None)
        held = open_rows.filter(standing=Standing.HOLDS).first()
        if held is None or (held.pk != clash.pk and not _answers(held)):
            _give_way(clash, cause)


@undoes("place_client", _("tempat klien"))
def _placed(case: Case, recorded: Action, action_id: UUID, by: Actor) -> None:
    unplace(case, recorded.pk, action_id, by)


def unplace(case: Case, cause: UUID, action_id: UUID, by: Actor) -> None:
    """What was told by the action `cause` never was; `action_id` is that of the action which takes it back."""
    with everywhere():
        one = client_of(case)
        for model in FACTS.values():
            for row in model.objects.filter(case=case, cause=cause, withdrawn_by=None):
                _take_back(row, action_id)
        let_others(one, action_id)
        follow_them(one, by, action_id)


def _take_back(row: Row, cause: UUID) -> None:
    """It never was: what it ended goes on to where it ended itself, and what it had said against another place, too."""
    model = type(row)
    model.objects.filter(pk=row.pk).update(withdrawn_by=cause)
    _settle(Clash.objects.filter(pk=row.pk), cause)
    before = list(model.objects.filter(ended_by=row.cause, one=row.one, withdrawn_by=None))
    model.objects.filter(pk__in=[one.pk for one in before]).update(until=row.until, ended_by=row.ended_by)
    again = Clash.objects.filter(pk__in=[one.pk for one in before], settled_by=row.cause, moved=None)
    if row.until is None:
        again.update(settled_at=None, settled_by=None)
    _take_back_what_went_with(row, before, cause)


def _take_back_what_went_with(row: Row, before: Sequence[Placed], cause: UUID) -> None:
    """What never held did not go with the case either: what held before it goes on, unless that goes with it, too."""
    if row.ended_by is None or any(one.office_id == row.office_id for one in before):
        return
    if Action.objects.filter(pk=row.ended_by, name="take_over").exists():
        for one in type(row).objects.filter(cause=row.ended_by, one=row.one, withdrawn_by=None):
            _take_back(one, cause)
