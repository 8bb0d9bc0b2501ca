"""Erasing a person. Nothing here shows who it is."""

from argparse import Namespace
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.cases.erasing import erase
from rehsos.people.models import Person

from .database import answering
from .operating import OPERATOR, all_offices, case_coded, operating
from .problem import Problem

REMAINS = """Masih ada: {texts}tulisan di kasus orang lain yang menyebutnya; draf, paling lama dua minggu;
surat yang sudah keluar dan cetakan; cadangan yang dibuat sebelum ini.
Agar cadangan lama kehilangan kuncinya: rehsos keys rotate, lalu rehsos keys retire. Rinciannya: docs/security.md."""
TEXTS = "tulisan, berkas, surat dan rujukan di dalam kasus (untuk kasus yang sudah diakhiri: --with-texts); "


def erase_now(asked: Namespace) -> None:
    """Erase whom a case is about, or the person of that id; says what stays."""
    person = _person(asked.whom)
    if not asked.yes:
        raise Problem(f"Identitas di balik {asked.whom} akan hilang untuk selamanya. Bila memang itu, tambahkan --yes.")
    with operating(person.registered_at, everywhere=True) as by:
        cases = erase(person=person, because=asked.because, although_open=asked.although_open,
                      with_texts=asked.with_texts, by=by, action_id=new_id())  # fmt: skip
        others = Person.objects.filter(Q(true_person=person) | Q(pk=person.true_person_id)).exclude(sealed=b"")
        twins = ", ".join(str(other.pk) for other in others)
    counted = ", ".join(case.code for case in cases) or "tidak ada"
    print(f"Identitas dihapus. Kasus yang tetap terhitung: {counted}.")
    if twins:
        print(f"Orang yang sama juga terdaftar sebagai {twins}; identitas itu tidak ikut dihapus.")
    print(REMAINS.format(texts="" if asked.with_texts else TEXTS))


def _person(whom: str) -> Person:
    """The client of a case code, or the person whose id stands in the address of their page."""
    try:
        number = UUID(whom)
    except ValueError:
        return case_coded(whom).client
    with answering(), transaction.atomic():
        set_scope(all_offices(), OPERATOR)
        found = Person.objects.select_related("registered_at").filter(pk=number).first()
    if found is None:
        raise Problem(f"Orang {whom} tidak ada. Tulis kode kasus, atau id dari alamat halaman orangnya.")
    return found
