"""The letters of the law of children: what is asked of us, the laporan sosial, and what of a case they are about."""

from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case, Stage
from rehsos.letters.doors import About, Term, Written
from rehsos.letters.home_told import contradicted
from rehsos.look.labels import label
from rehsos.papers.doors import LetterKind, Names

from . import first_draft, social_report
from .models import MISTAKE, PART, Part
from .sealing import KEY, Words, words_around
from .social_report import AT_THE_SIGNER, HANDED_OVER, REACHED, REPORT, REQUEST, REQUESTED, TERM

KINDS = (
    LetterKind(
        REQUEST,
        _("Permintaan laporan sosial"),
        10,
        comes=True,
        starts=REQUESTED,
        reaches=REACHED,
        term=TERM,
        of_officers=True,
    ),
    LetterKind("companion_request", _("Permintaan pendampingan"), 20, comes=True, of_officers=True),
    LetterKind(
        REPORT,
        _("Laporan sosial"),
        45,
        goes=True,
        signs=AT_THE_SIGNER,
        stops=HANDED_OVER,
        term=TERM,
        names=Names.IN_FULL,
    ),
)
WRITTEN = Written(
    kind=REPORT,
    blank=social_report.BLANK,
    edit="justice:social_report_edit",
    known=social_report.known_of,
    paper=social_report.compose,
    lacks=first_draft.empty_fields,
    complete=_("Lengkapi laporan sosial"),
    lacking=_("Belum diisi: {what}. Lengkapi, atau pilih “Tidak diketahui”."),
    stage=Stage.ASSESSMENT,
    answers=REQUEST,
    begin="justice:social_report",
    begun=_("Susun laporan sosial"),
    doubt=contradicted,
)
WORDS = Term(
    rule=TERM,
    card=_("Tenggat laporan sosial"),
    called=_("Laporan sosial"),
    ask=_("Catat surat permintaan dan perkara anak ini; tenggat berlaku bagi anak korban dan anak saksi."),
    since=_("3×24 jam sejak diterima di kantor"),
    received=_("Tenggat 3×24 jam dihitung dari jam diterima di kantor."),
    falls=_("laporan sosial jatuh tempo {when}"),
)


def _choices(case: Case, opens: bool) -> list[tuple[str, str]]:
    parts = Part.objects.select_related("matter").annotate(**KEY).filter(case=case, ended_by="").order_by("-id")
    return [(str(part.pk), _said(part, opens=opens)) for part in parts]


def _said(part: Part, *, opens: bool) -> str:
    told = words_around(part) if opens else Words()
    known = (told.police_number, told.police_unit, told.offence)
    return " · ".join((label(part.role, "role"), *(text for text in known if text)))


def _only(case: Case) -> UUID | None:
    parts = Part.objects.filter(case=case, ended_by="").values_list("pk", flat=True)[:2]
    return parts[0] if len(parts) == 1 else None


def _roles() -> QuerySet[Any, Any]:
    """Of the part that a letter is about; of all parts where it is about the case."""
    about = Coalesce(NullIf(OuterRef("subject"), OuterRef("dossier")), F("pk"))
    return Part.objects.filter(case=OuterRef("dossier"), pk=about).exclude(ended_by=MISTAKE).values("role")


ABOUT = About(PART, choices=_choices, only=_only, told=social_report.told, roles=_roles)
