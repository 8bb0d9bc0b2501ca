"""A social worker's own registration (STR): its number and last day. UU 14/2019 Ps 28, 30."""

from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Request, form_page, page
from rehsos.access.permissions import Permission
from rehsos.cases.forms.fields import Day, Line
from rehsos.directory.actions import record_certificate
from rehsos.directory.models import Worker


class CertificateForm(ActionForm):
    """What is printed on the STR."""

    number = Line(_("Nomor STR"), most=60, required=True)
    until = Day(
        _("Berlaku sampai"), forward=True, help_text=_("Seperti tertulis pada STR. Diingatkan tiga bulan sebelumnya.")
    )


def _on_record(worker: Worker) -> dict[str, Any]:
    return {"number": worker.certificate, "until": worker.certificate_until}


@page(Permission.SIGN_LETTERS)
def my_certificate(request: Request) -> HttpResponseBase:
    """Record one's own STR, after it was renewed or for the first time."""
    worker = Worker.objects.get(pk=request.actor.worker)

    def save(form: CertificateForm) -> None:
        given = form.cleaned_data
        record_certificate(
            worker=worker, **{n: given[n] for n in ("number", "until")}, by=request.actor, action_id=form.id
        )

    back = reverse("access:my_settings")
    return form_page(
        request,
        CertificateForm,
        save,
        title=_("STR saya"),
        lead=_("Tercetak pada laporan sosial selama masih berlaku."),
        back=back,
        over=LaidOver(worker, _on_record),
        crumbs=[(_("Pengaturan saya"), back), (_("STR saya"), None)],
    )
