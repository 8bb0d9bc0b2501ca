"""What an office may and is, by papers of others: its licence, its accreditation."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict, NotAllowed, Refused

from ..models import Office, OfficePaper, PaperKind
from ..permissions import ARRANGE
from .lengths import check_lengths


@action(_("{paper_kind} dicatat"))
def record_paper(
    *,
    office: Office,
    paper_kind: PaperKind,
    number: Code,
    grade: Code,
    issuer: Code,
    since: date,
    until: date | None,
    by: Actor,
    action_id: UUID,
) -> OfficePaper:
    """Keep a paper as it is printed. One that follows another stands beside it: both have their days."""
    _insist(office, by)
    paper = OfficePaper(
        id=action_id, office=office, kind=paper_kind, number=number.strip(), grade=grade.strip(),
        issuer=issuer.strip(), since=since, until=until,
    )  # fmt: skip
    if not (paper.number and paper.issuer):
        raise Refused(_("Isi nomor dan penerbitnya."), field="issuer" if paper.number else "number")
    if until and until < since:
        raise Refused(_("Berakhir sebelum mulai. Periksa kedua tanggalnya."), field="until")
    check_lengths(OfficePaper, {name: getattr(paper, name) for name in ("number", "grade", "issuer")})
    paper.save(force_insert=True)
    return paper


@action(_("Surat kantor ditarik: salah catat"))
def take_back_paper(*, paper: OfficePaper, by: Actor, action_id: UUID) -> None:
    """It was recorded wrongly."""
    _insist(paper.office, by)
    stands = OfficePaper.objects.filter(pk=paper.pk, withdrawn_by=None)
    Conflict.unless(stands.update(withdrawn_by=action_id), _("Surat ini sudah ditarik."))


def _insist(office: Office, by: Actor) -> None:
    if not (by.may(ARRANGE) and by.office == office.pk):
        raise NotAllowed(_("Izin dan akreditasi dicatat kepala kantor itu sendiri."))
