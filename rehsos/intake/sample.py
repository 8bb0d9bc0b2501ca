"""Reports: one that nobody has decided about, and those an invented case began with."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from rehsos.audit.actions import new_id
from rehsos.house.sample import Filled, InventedCase, Row, Scene

from .actions import Told, receive_report
from .models import Channel, Danger, FromRole

OTHER_DECISIONS = ("consultation", "response", "passed_on", "refused")
WAITING = timedelta(days=12)
"""A report younger than this, of which no case was made, may still wait for a decision."""


def waiting_request(scene: Scene) -> None:
    """A spoken request that nobody has decided about: somebody must be there tomorrow at eight."""
    told = Told(asked="Dampingi pemeriksaan anak saksi", about="Anak saksi, kira-kira 12 tahun",
                officer="Aipda Peraga Umpama", unit="Unit PPA Polres Contoh", phone="081200000099")  # fmt: skip
    at = scene.days.ago(2)
    with scene.by("melati", at) as by:
        receive_report(channel=Channel.PHONE, from_role=FromRole.INVESTIGATOR, received_at=at, told=told,
                       danger=Danger.UNKNOWN, place=None, needed_at=scene.days.at(1, 8), by=by, action_id=new_id())  # fmt: skip


def _reports(it: InventedCase) -> Iterator[Row]:
    """One of two cases began as a report; of nine reports one becomes no case."""
    if it.draw.random() < 0.5:
        yield _report(it, it.case, "case")
    if it.draw.random() < 0.06:
        fresh = it.opened > it.today - WAITING
        yield _report(it, None, "" if fresh else it.draw.choice(OTHER_DECISIONS))


def _report(it: InventedCase, case: UUID | None, decision: str) -> Row:
    subject = it.new_subject()
    told = it.sealed(subject, {"asked": "Minta didampingi.", "about": "Anak contoh"}, "report")
    decided = it.moment if decision else None
    return (
        subject, it.office["id"], it.worker, it.draw.choice(("phone", "letter", "walk_in")), "investigator", it.moment,
        "no", it.office["place"], 1, None, told, decision, decided, case, [it.office["id"]], it.barred if case else [],
    )  # fmt: skip


FILLED = (
    Filled(
        "intake_report",
        "id, office_id, received_by, channel, from_role, received_at, danger, place_id, persons, needed_at, sealed, decision, "
        'decided_at, "case", offices, barred',
        _reports,
        120,
    ),
)
