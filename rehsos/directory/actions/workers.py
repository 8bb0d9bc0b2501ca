"""What letters print of a worker: name, degree, jabatan, NIP. Done on the server; the STR by its holder."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused

from ..models import Worker
from ..permissions import OPERATE
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
