"""As what a letter is signed: what is on record, a jabatan, an STR, a dated mandate; else it says what is missing."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.cases.policies import stands_in
from rehsos.directory.models import Capacity, Worker
from rehsos.directory.policy import policy
from rehsos.papers.letters import Envelope

PEKSOS, TKS, COMPANION = "Pekerja Sosial", "Tenaga Kesejahteraan Sosial", "Pendamping"
ACTING = {"plt": "Plt.", "plh": "Plh."}


def is_qualified(worker: Worker, on: date) -> bool:
    """Whether the worker signs as Pekerja Sosial Profesional: a certificate, still valid that day."""
    valid = worker.certificate_until is None or worker.certificate_until >= on
    return worker.qualified and bool(worker.certificate) and valid


def titles_of(worker: Worker, by: Actor, on: date) -> list[str]:
    """The titles a worker may sign under in their own right, the usual one first."""
    works = by.may(Permission.WORK_CASES)
    own = [PEKSOS] if works and is_qualified(worker, on) else []
    return [title for title in (worker.job_title, *own, *([TKS, COMPANION] if works else [])) if title]


def insist_on_record(capacity: str, envelope: Envelope, by: Actor) -> None:
    """Raise Refused beside its field when the capacity or the title is nowhere on record today."""
    today, worker = timezone.localdate(timezone=by.zone), Worker.objects.get(pk=by.worker)
    acts = [mandate.absent.job_title for mandate in stands_in(by, today) if mandate.capacity == capacity]
    if capacity in ACTING:
        if not acts:
            raise Refused(_NO_MANDATE.format(capacity=ACTING[capacity]), field="capacity")
        return _insist_on_title(envelope.signed_as, [title for title in acts if title])
    if capacity == Capacity.ON_BEHALF:
        _insist_on_behalf(envelope.on_behalf_of.strip(), acts, by, today)
    elif capacity:
        raise Refused(_("Kedudukan ini tidak dikenal."), field="capacity")
    return _insist_on_title(envelope.signed_as, titles_of(worker, by, today))


def _insist_on_title(asked: str, known: Iterable[str]) -> None:
    names = list(dict.fromkeys(known))
    if asked.strip() not in names:
        listed = "; ".join(names) or str(_("belum ada"))
        raise Refused(_NO_TITLE.format(asked=asked, known=listed), field="signed_as")


def _insist_on_behalf(whose: str, acts: list[str], by: Actor, day: date) -> None:
    if not whose:
        raise Refused(_("Isi atas nama siapa surat ditandatangani."), field="on_behalf_of")
    told = policy(by.office, "letter_acknowledge", on=day)
    decided = told.get("on_behalf_of") if told.get("worker") == by.worker and told.get("capacity") == "an" else None
    if whose not in {*acts, decided}:
        raise Refused(_NO_BEHALF.format(whose=whose), field="on_behalf_of")


_NO_MANDATE = _(
    "Penunjukan Anda sebagai {capacity} tidak tercatat untuk hari ini. Minta Kabid mencatatnya: Persetujuan dan tim, "
    "Catat pengganti."
)
_NO_BEHALF = _(
    "Mandat untuk menandatangani atas nama “{whose}” tidak tercatat untuk hari ini. Minta Kabid mencatatnya: Surat "
    "kantor (Yang mengetahui, a.n.), atau Catat pengganti sebagai a.n."
)
_NO_TITLE = _(
    "“{asked}” tidak tercatat sebagai jabatan Anda. Yang tercatat: {known}. Pekerja Sosial perlu STR yang berlaku; "
    "jabatan lain dicatat administrator."
)
