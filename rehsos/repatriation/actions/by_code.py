"""Who receives at the end of a leg may have no account: a village, a dinas that is not here, a partner's shelter.

They say once, with a code, who came and who did not (ADR 34). They read where the leg comes from, its hours, and who
rides by number, sex and age, of one client the initials; nothing else, and they reach no page.
"""

from collections.abc import Iterator
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.by_code import DIGITS, digits
from rehsos.access.by_code import give_code as give
from rehsos.access.models import AnswerCode
from rehsos.audit.actions import Private, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, Refused
from rehsos.cases.actions.placing import everywhere
from rehsos.people.identity import Identity
from rehsos.people.names import initials
from rehsos.referral.nameless import insist_unnamed
from rehsos.referral.others import insist_no_nik
from rehsos.referral.policies import may_answer_by_code
from rehsos.vault.keys import keys_of

from ..drafting import Trip
from ..models import AcceptedAs, Leg, Ride, Taker, Vehicle
from ..policies import may_give_leg_code
from ..queries import RELATED, rides_of
from ..sealing import shown, unsealed
from .arriving import Accepted, take_in, write_words

CODE = "leg"
"""Whose codes these are, among all that are given."""


@action(_("Lembar kode penerimaan etape dibuat"))
def give_leg_code(*, leg: Leg, phone: Private, by: Actor, action_id: UUID) -> AnswerCode:
    """A code for who is to receive; an earlier one ends. What they read is what stands now.

    `phone` is theirs: its last digits are asked with the code, and kept with it alone.
    """
    may_give_leg_code(leg, by).insist()
    if len(digits(phone)) < DIGITS:
        raise Refused(_("Isi nomor telepon mereka: 4 angka terakhirnya diminta bersama kode."), field="phone")
    rides = rides_of(leg)
    if not rides:
        raise Refused(_("Tidak ada orang lagi di etape ini. Batalkan etapenya."), field="phone")
    key = rides[0].key if leg.group_id is None else leg.pk
    with translation.override("id"):
        told = {name: said for name, said in _lines(leg, rides, by) if said}
    return give(CODE, leg.pk, told, office=leg.office_id, phone=phone, key=key, number=action_id)


def _lines(leg: Leg, rides: list[Ride], by: Actor) -> Iterator[tuple[str, str]]:
    """What is read with the code."""
    trip = Trip(leg, "", "")
    yield _g("Dari"), str(leg.office)
    yield _g("Petugas"), by.name
    yield _g("Perjalanan"), f"{trip.start} → {trip.goal}"
    yield _g("Naik apa"), str(Vehicle(leg.vehicle).label)
    yield _g("Rencana tiba"), trip.at(leg.arrives)
    yield _g("Jumlah"), _g("{n} orang").format(n=len(rides))
    for ride in rides:
        yield _g("No. {n}").format(n=ride.number), ", ".join(filter(None, _person(leg, ride)))


def _person(leg: Leg, ride: Ride) -> Iterator[str]:
    """Of a group the list is on the paper that goes along: its key opens the names of all."""
    if leg.group_id is None:
        yield initials(str(unsealed(ride.key, ride.sealed).get("name", "")))
    yield str(ride.get_sex_display())
    yield _g("{n} th").format(n=ride.age) if ride.age is not None else ""


@action(_("Etape diterima dengan kode: {taker}"))
def accept_leg_by_code(
    *, thing: UUID, taker: Taker, absent: tuple[int, ...], who: Private, words: Private, by: Actor, action_id: UUID
) -> None:
    """Who came is accepted, at the hour this arrives. Who did not is named, and stays to be told of by whose leg it is.

    They answer once: the code has ended. Where nobody came their words stand on the leg, which stays open.
    """
    may_answer_by_code(by).insist()
    with everywhere():
        leg = Leg.objects.select_related(*RELATED).get(pk=thing)
        _insist_under_way(leg)
        here = set(Ride.objects.filter(leg=leg, aboard=True, outcome="").values_list("number", flat=True))
        if unknown := sorted(set(absent) - here):
            raise Refused(_NOT_HERE.format(numbers=", ".join(map(str, unknown))), field="absent")
        _insist_nameless(leg, words)
        said = " · ".join(filter(None, (words.strip(), _missing(absent))))
        arrived = tuple(sorted(here - set(absent)))
        if not arrived:
            return write_words(leg, said, who.strip())
    way, outside = _received(leg, taker, who.strip())
    return take_in(leg, Accepted(arrived, timezone.now(), way, said, outside, who.strip()), by, action_id)


_NOT_HERE = _("Nomor {numbers} tidak ada di daftar yang berangkat. Periksa nomornya.")


def settled(thing: UUID) -> str:
    """Whom their own office was told of is accepted: who answers after that reads it."""
    at = Leg.objects.filter(pk=thing, accepted_at__isnull=False).values_list("accepted_at", flat=True).first()
    return _g("Etape ini sudah dicatat diterima oleh kantor pengirim. Anda tidak perlu menjawab lagi.") if at else ""


def _insist_nameless(leg: Leg, words: str) -> None:
    """Whom a number names, no word of an answer does: it is read with names closed too."""
    insist_no_nik(words)
    rides = rides_of(leg)
    keys = keys_of(ride.key for ride in rides)
    for ride in rides:
        name = str(shown(ride.key, ride.sealed, keys.get(ride.key)).get("name", ""))
        if name:
            insist_unnamed(Identity(full_name=name), {"words": words}, named=_NAMED, found=None)


_NAMED = _("Tulis tanpa nama: “{word}” ada di daftar ini. Sebut nomornya, atau {initials}")


def _insist_under_way(leg: Leg) -> None:
    Conflict.unless(leg.accepted_at is None and leg.cancelled_at is None, _("Etape ini sudah diterima."))
    if leg.departed_at is None:
        raise Refused(_("Mereka belum tercatat berangkat. Hubungi kantor yang mengirim, lalu jawab lagi."))


def _missing(absent: tuple[int, ...]) -> str:
    return str(_("tidak tiba: no. {numbers}").format(numbers=", ".join(map(str, absent)))) if absent else ""


def _received(leg: Leg, taker: Taker, who: str) -> tuple[AcceptedAs, str]:
    """As whom they are put down, and in which words who answers for them is named, where that is no office of ours."""
    if taker == Taker.FAMILY:
        return AcceptedAs.OTHER if leg.receiver_id else AcceptedAs.FAMILY, ""
    return (AcceptedAs.OFFICE, "") if leg.receiver_id else (AcceptedAs.OUTSIDE, who)
