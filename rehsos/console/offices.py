"""Offices: opening the first and the next, changing what they are called, and the list."""

import sys
from argparse import Namespace

from django.db.models import Max

from rehsos.audit.actions import new_id
from rehsos.directory.actions.arranging import leave_province, serve_province
from rehsos.directory.actions.hiding import hide_place, show_place
from rehsos.directory.actions.offices import add_office, change_office, put_under, set_kind
from rehsos.directory.models import Office, OfficeKind, Place

from .database import answering
from .operating import operating
from .places import meant
from .problem import Problem, unknown
from .table import show

WORDS = ("name", "short", "address", "contact")
STILL_TELLS = (
    "Yang masih menyebut kantor ini: kode kasus dan nomor rujukan yang dibuat sebelum disembunyikan (kode kotanya); "
    "kop surat dan kota surat yang pernah ditetapkan di Kebijakan kantor; catatan lama (kantor dibuka atau diubah "
    "dengan versi sebelum ini) dan setiap cadangan yang sudah dibuat: nama lama tetap terbaca di sana. Simpan cadangan "
    "lama seketat berkas rumah aman; yang paling aman ialah membuka kantor baru yang langsung disembunyikan."
)
"""What hiding cannot reach: said each time, so that nobody relies on more than there is."""


def add(asked: Namespace) -> None:
    """Open an office; prints its number, which a user's posting asks for."""
    with answering():
        given = {
            "number": asked.id or _next_number(),
            "kind": _kind(asked.kind),
            "place": _place(asked.place),
            "parent": parent_named(asked.parent),
            **{word: getattr(asked, word) for word in WORDS},
        }
    draft = Office(id=given["number"], short=asked.short, kind=given["kind"], place=given["place"],
                   time_zone=given["place"].time_zone)  # fmt: skip
    with operating(draft) as by:
        add_office(**given, by=by, action_id=new_id())
    print(f"Kantor {draft.pk} dibuka: {asked.short}. Pengguna pertamanya: rehsos user add --office {draft.pk} …")


def change(asked: Namespace) -> None:
    """What is given is changed, the rest stays."""
    with answering():
        office = office_numbered(asked.number)
    told = {word: getattr(asked, word) for word in WORDS if getattr(asked, word) is not None}
    if not told and asked.parent is None and asked.kind is None:
        raise Problem("Tidak ada yang diubah. Tulis misalnya --address atau --contact. Bantuan: --help")
    with operating(office) as by:
        if asked.kind is not None:
            set_kind(office=office, kind=_kind(asked.kind), by=by, action_id=new_id())
        if asked.parent is not None:
            put_under(office=office, parent=parent_named(asked.parent), by=by, action_id=new_id())
        if told:
            kept = {word: getattr(office, word) for word in WORDS}
            change_office(office=office, **{**kept, **told}, by=by, action_id=new_id())
    print(f"Kantor {office.pk} diubah: {office.short}.")


def serve(asked: Namespace) -> None:
    """A province comes into an office's catchment."""
    with answering():
        office, province = office_numbered(asked.number), _place(asked.province)
    with operating(office) as by:
        serve_province(office=office, province=province, since=asked.on, by=by, action_id=new_id())
    print(f"{office.short} melayani {province} sejak {asked.on}.")


def leave(asked: Namespace) -> None:
    """A province leaves it."""
    with answering():
        office, province = office_numbered(asked.number), _place(asked.province)
    with operating(office) as by:
        leave_province(office=office, province=province, last=asked.on, by=by, action_id=new_id())
    print(f"{office.short} melayani {province} sampai {asked.on}.")


def hide(asked: Namespace) -> None:
    """Nobody is told any more what the office is called and where it stands."""
    with answering():
        office = office_numbered(asked.number)
    with operating(office) as by:
        hide_place(office=office, by=by, action_id=new_id())
    print(f"Kantor {office.pk} disembunyikan: {office.short}. Surat yang sudah bernomor tetap seperti tercetak.")
    print(STILL_TELLS, file=sys.stderr)


def show_again(asked: Namespace) -> None:
    """The office goes by its own name again."""
    with answering():
        office = office_numbered(asked.number)
    with operating(office) as by:
        show_place(office=office, by=by, action_id=new_id())
    print(f"Kantor {office.pk} ditampilkan lagi: {office.short}.")


def list_offices(asked: Namespace) -> None:
    """Every office, with the number of the office above it."""
    columns = ["number", "short", "name", "kind", "place", "parent", "address", "contact"]
    with answering():
        rows = [
            {**{word: getattr(o, word) for word in WORDS}, "number": o.pk, "kind": o.kind, "place": o.place_id,
             "parent": o.parent_id}
            for o in Office.objects.order_by("pk")
        ]  # fmt: skip
    show(rows, asked.format, columns=columns)


def office_numbered(number: int) -> Office:
    """The office, or a line that names those there are."""
    found = Office.objects.filter(pk=number).first()
    if found is None:
        known = ", ".join(f"{o.pk} {o.short}" for o in Office.objects.order_by("pk")[:8])
        raise Problem(f"Kantor nomor {number} tidak ada. Yang ada: {known or 'belum ada satu pun'}.")
    return found


def office_called(text: str) -> Office:
    """The office of that number, or of that short name."""
    if text.isdecimal():
        return office_numbered(int(text))
    found = Office.objects.filter(short__iexact=text.strip()).first()
    if found is None:
        raise unknown("Kantor", text, list(Office.objects.values_list("short", flat=True)))
    return found


def parent_named(number: int | None) -> Office | None:
    """The office above; 0 says that there is none."""
    return office_numbered(number) if number else None


def _next_number() -> int:
    return (Office.objects.aggregate(last=Max("pk"))["last"] or 0) + 1


def _kind(given: str) -> OfficeKind:
    if given not in OfficeKind.values:
        raise unknown("Jenis kantor", given, OfficeKind.values)
    return OfficeKind(given)


def _place(code: str) -> Place:
    return Place.objects.filter(pk=code).first() or Place.objects.get(pk=meant(code).code)
