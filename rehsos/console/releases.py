"""The ladder of releases from the keyboard: tell the years that are due, check what was told, read it."""

import getpass
import sys
from argparse import Namespace
from urllib.parse import urlencode

from django.utils import timezone

from rehsos.audit.actor import Actor
from rehsos.audit.views import saw
from rehsos.directory.days import WEST
from rehsos.statistics.estimates import how_counted
from rehsos.statistics.everywhere import month_label
from rehsos.statistics.ladder.asking import NotToldError, Sought, reach, wanted
from rehsos.statistics.ladder.hiding import Sign
from rehsos.statistics.ladder.printed import Printed, printed
from rehsos.statistics.ladder.releasing import broken, release_due
from rehsos.statistics.ladder.told import told_so_far
from rehsos.statistics.models import Release

from .database import answering, as_owner
from .problem import Problem
from .table import Row, show

COLUMNS = ("year", "through", "item", "dimension", "told", "hidden", "withheld", "data_version", "signed_by")


def tell(asked: Namespace) -> None:
    """Solve and tell every closed year that was not told yet, as the owner. Nothing to tell: no rows."""
    with answering(), as_owner():
        made = release_due(timezone.localdate(timezone=WEST), signed_by=signer())
        show([_told(release) for release in made], asked.format, columns=COLUMNS)


def signer() -> str:
    """Who lets a release out: the account that runs the command or the job."""
    return getpass.getuser()


def listed(asked: Namespace) -> None:
    """All that was told, by block."""
    with answering():
        found = Release.objects.prefetch_related("cells").order_by("year", "through", "item", "dimension")
        show([_told(release) for release in found], asked.format, columns=COLUMNS)


def check(_asked: Namespace) -> None:
    """Each release against its digest and signature. Problem names those that are not as they were told."""
    with answering():
        wrong = [f"{one.year} {one.item} {one.dimension or 'jumlah'}" for one in broken()]
        number = Release.objects.count()
    if wrong:
        raise Problem(f"Tidak seperti saat diumumkan: {', '.join(wrong)}.")
    print(f"{number} pengumuman sama seperti saat diumumkan.")


def _told(release: Release) -> Row:
    signs = [cell.sign for cell in release.cells.all()]
    return {
        "year": release.year, "through": release.through, "item": release.item, "dimension": release.dimension,
        "told": signs.count(Sign.TOLD), "hidden": len(signs) - signs.count(Sign.TOLD),
        "withheld": release.withheld, "data_version": release.data_version, "signed_by": release.signed_by,
    }  # fmt: skip


def show_released(asked: Namespace, by: tuple[str, ...], actor: Actor) -> None:
    """The same answer as the page gives this person. Problem where it is never told. The look is recorded."""
    question = {"apa": asked.measure, "by": ",".join(by), "satuan": asked.unit, "tempat": asked.place,
                "dari": asked.first or "", "sampai": asked.last or ""}  # fmt: skip
    saw("count", None, actor, question=urlencode(question))
    sought = Sought(asked.measure, by, asked.place, asked.first, asked.last, asked.unit)
    years, until = told_so_far(asked.measure)
    try:
        table = printed(wanted(sought, years, until))
    except NotToldError as refused:
        raise Problem(str(refused)) from None
    names = [name for name in (table.wanted.rows, table.wanted.columns) if name]
    rows = [row for code, said in table.rows.items() for row in _rows(table, code, [one.text for one in said], asked)]
    if asked.format == "text" and names:
        rows.append(dict.fromkeys(names, "") | {names[0]: "Jumlah", "count": table.total[-1].text})
    show(rows, asked.format, columns=[*names, "count"])
    last = reach(table.wanted, years, until)
    print(f"Angka diumumkan sampai {month_label(last.strftime('%Y-%m'))}.", file=sys.stderr)
    if estimates := how_counted((table.wanted.columns,)):
        print(estimates, file=sys.stderr)  # beside the table, so that a program still reads it


def _rows(table: Printed, code: str, said: list[int | str], asked: Namespace) -> list[Row]:
    """One row of the table as one line for each part; as one line where it is not divided."""
    words, by = asked.format == "text", table.wanted
    start = {by.rows: table.row_label(code) if words else code} if by.rows else {}
    if not by.columns:
        return [{**start, "count": said[-1]}]
    labels = (table.code_label(part) if words else part for part in table.codes)
    return [{**start, by.columns: label, "count": number} for label, number in zip(labels, said, strict=False)]
