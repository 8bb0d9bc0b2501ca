"""Who signs a letter out, and as what."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from rehsos.directory.actions import WORKERS
from rehsos.directory.days import held_on
from rehsos.directory.models import Posting, Worker
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter, Road
from rehsos.papers.rendering.letter import FIELDS, Signer, Stage

from .signing import ACTING, PEKSOS, TKS, is_qualified

CAPACITIES = {"an": "a.n.", "plt": "Plt.", "plh": "Plh."}


SIGNED_BY = "Ditandatangani secara elektronik oleh:"
TEMPLATE: Mapping[str, Any] = {
    "name": FIELDS["name"], "title": FIELDS["title"], "nip": FIELDS["nip"], "room": FIELDS["signature"],
    "capacity": "", "on_behalf_of": (),
}  # fmt: skip
"""What SRIKANDI knows of the signer; that one is a peksos, by which STR, it does not."""


def signer_of(letter: Letter, envelope: Envelope, stage: Stage) -> Signer:
    """Whoever settled it to sign it, or, before, whoever wrote it; in a template fields for what is filled in."""
    on = timezone.localdate(letter.signed_at or timezone.now())
    posted = Posting.objects.filter(held_on(on), worker=OuterRef("pk"), office=letter.office_id)
    standing = {"works": Exists(posted.filter(role__in=WORKERS)), "posted": Exists(posted)}
    worker: Any = Worker.objects.annotate(**standing).get(pk=letter.signer_id or letter.author)
    qualified = is_qualified(worker, on)
    officer = letter.capacity in ACTING or (worker.posted and not worker.works)
    signer = Signer(
        name=str(worker),
        title=envelope.signed_as or title_of(worker, on),
        capacity=CAPACITIES.get(letter.capacity, ""),
        on_behalf_of=(envelope.on_behalf_of,) if letter.capacity == "an" else (),
        nip=worker.nip,
        certificate=worker.certificate if qualified and not officer else "",
        qualified=None if officer else qualified,
        room=SIGNED_BY if letter.road == Road.ELECTRONIC else "",
    )
    return replace(signer, **TEMPLATE) if stage is Stage.TEMPLATE else signer


def title_of(worker: Worker, on: date) -> str:
    """The jabatan as letters print it; where none is recorded, what the STR allows."""
    return worker.job_title or (PEKSOS if is_qualified(worker, on) else TKS)


def acknowledging(told: Mapping[str, Any] | None) -> Signer | None:
    """Who says Mengetahui where the office wants it: {"worker", "title", "capacity", "on_behalf_of"}."""
    worker = Worker.objects.filter(pk=told["worker"]).first() if told else None
    if told is None or worker is None:
        return None
    capacity = CAPACITIES.get(told.get("capacity", ""), "")
    over = (told.get("on_behalf_of", ""),) if capacity == "a.n." else ()
    return Signer(str(worker), told["title"], capacity, over, nip=worker.nip)
