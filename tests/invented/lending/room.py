"""What this room gives to the doors of the house."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.cases.doors import DAILY, Card, Offer, Offers, Place, Row, Rows, SubjectKind, Unfinished, holds
from rehsos.cases.file import CaseFile
from rehsos.cases.models import Case
from rehsos.cases.offers import offer
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.house.sample import Sample, Stage, Things
from rehsos.letters.doors import Begun
from rehsos.look.doors import Labels
from rehsos.papers.doors import LetterKind
from rehsos.vault.doors import Sealed

from .counts import COUNTED
from .models import GIVER, Aid, AidKind, Loan
from .sample import an_aid, lent


def lending(_by: Actor, file: CaseFile) -> Iterator[Offer]:
    """Lend an aid: always."""
    yield offer(_("Pinjamkan alat"), "lending:lend", file, DAILY, place=(90,))


def out(case: Case) -> QuerySet[Loan]:
    """What did not come back."""
    return Loan.objects.filter(case=case, returned_on=None)


LOANS = Rows(
    "loans",
    """SELECT l.id, l.lent_on, l.returned_on, a.kind, a.mark
         FROM lending_loan l JOIN lending_aid a ON a.id = l.aid_id WHERE l.case_id = c.id ORDER BY l.id""",
    days=("lent_on", "returned_on"),
)


def said(loan: Row) -> str:
    """Which of them it is."""
    return f"{AidKind(loan['kind']).label} {loan['mark']}"


def asks_to_look_after(case: Case, _subject: UUID | None) -> Mapping[str, Any]:
    """What a letter about the aids begins with: those that are out."""
    marks = ", ".join(out(case).order_by("aid__mark").values_list("aid__mark", flat=True))
    return {
        "about": f"Peminjaman alat {marks}",
        "body": "Mohon alatnya diperiksa tiap bulan.",
        "classification": "secret",
    }


ROOM = Room(
    Pages("alat/", "rehsos.lending.urls"),
    Labels({"aid": AidKind}),
    Sealed(Aid, "id", GIVER),
    LOANS,
    SubjectKind("loan", _("Alat"), LOANS, said),
    LetterKind("aid_letter", _("Surat peminjaman alat"), 500, goes=True),
    Begun("aid_letter", asks_to_look_after),
    Card("lending/file/loans.html", Place.MIDDLE, 90, holds("loans")),
    Offers(lending, cold=lending),
    Unfinished(_("{n} alat belum kembali."), out),
    *COUNTED,
    Sample(an_aid, Stage.BEFORE),
    Sample(lent),
    Things({"loan": "SELECT id, case_id FROM lending_loan WHERE case_id = ANY(%s)"}),
)
