"""What letters print of a worker: name, degree, jabatan, NIP. Done on the server; the STR by its holder."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import NotAllowed, Refused

from ..models import Posting, Worker
from ..permissions import APPROVE, OPERATE
from .lengths import check_lengths


@action(_("Data pegawai diubah: {name}"))
def describe_worker(
    *,
    worker: Worker,
    name: Code,
    degree: Code,
    job_title: Code,
    nip: Code,
    by: Actor,
    action_id: UUID,
) -> None:
    """What letters print of who signs them. A numbered letter keeps what it printed."""
    by.need(OPERATE)
    told = {"name": name.strip(), "degree": degree, "job_title": job_title, "nip": nip}
    if not told["name"]:
        raise Refused(_("Isi nama pengguna."), field="name")
    check_lengths(Worker, told)
    Worker.objects.filter(pk=worker.pk).update(**told)


@action(_("Akhir kontrak dicatat"))
def note_contract(*, posting: Posting, until: date | None, by: Actor, action_id: UUID) -> None:
    """The last day of the contract that a posting rests on, or none. It ends nothing: it is a day to be reminded of."""
    by.need(APPROVE)
    if posting.office_id != by.office:
        raise NotAllowed(_("Kontrak dicatat di kantor tempat bertugas."))
    if until and until < posting.since:
        raise Refused(_("Kontrak berakhir sebelum penempatannya mulai. Periksa tahunnya."), field="until")
    Posting.objects.filter(pk=posting.pk).update(contract_until=until)
