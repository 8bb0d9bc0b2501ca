"""Who signs a letter out, and as what."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from rehsos.directory.models import Worker
from rehsos.papers.letters import Envelope
from rehsos.papers.models import Letter
from rehsos.papers.rendering.letter import Signer

CAPACITIES = {"an": "a.n.", "plt": "Plt.", "plh": "Plh."}
TITLE = "Pekerja Sosial"


def signer_of(letter: Letter, envelope: Envelope) -> Signer:
    """Whoever signed, or, before, whoever wrote it."""
    worker = Worker.objects.get(pk=letter.signer_id or letter.author)
    qualified = is_qualified(worker, timezone.localdate(letter.signed_at or timezone.now()))
    return Signer(
        name=str(worker),
        title=envelope.signed_as or title_of(worker),
        capacity=CAPACITIES.get(letter.capacity, ""),
        on_behalf_of=(envelope.on_behalf_of,) if letter.capacity == "an" else (),
        nip=worker.nip,
        certificate=worker.certificate if qualified else "",
        qualified=qualified,
    )


def title_of(worker: Worker) -> str:
    """The jabatan as letters print it, unless another one is typed at signing."""
    return worker.job_title or TITLE


def is_qualified(worker: Worker, on: date) -> bool:
    """Whether the worker signs as Pekerja Sosial Profesional: a certificate, still valid that day."""
    valid = worker.certificate_until is None or worker.certificate_until >= on
    return worker.qualified and bool(worker.certificate) and valid


def acknowledging(told: Mapping[str, Any] | None) -> Signer | None:
    """Who says Mengetahui where the office wants it: {"worker", "title", "capacity", "on_behalf_of"}."""
    worker = Worker.objects.filter(pk=told["worker"]).first() if told else None
    if told is None or worker is None:
        return None
    capacity = CAPACITIES.get(told.get("capacity", ""), "")
    over = (told.get("on_behalf_of", ""),) if capacity == "a.n." else ()
    return Signer(str(worker), told["title"], capacity, over, nip=worker.nip)
