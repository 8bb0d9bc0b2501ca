"""Of which type and category a case is, when that changes; and what is made of the hint whose affair it is."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import Code, action
from rehsos.audit.actor import Actor
from rehsos.audit.answers import Refused
from rehsos.law.authority import Government, Where
from rehsos.law.book import ampk_groups, ppks_types
from rehsos.law.categories import AMPK, stay_categories

from ..models import Case, CaseType, CompetenceAnswer
from ..policies import may_record


def check_words(category: str, protection: str, on: date) -> None:
    """Raise Refused for a category that is none on that day, or a letter that is none. Neither need be told."""
    known = stay_categories().get(category)
    if category and (known is None or not known.in_use(on)):
        raise Refused(
            _("Kata ini tidak ada di daftar pada hari itu. Pilih yang lain, atau kosongkan."), field="category"
        )
    if protection and protection not in ampk_groups():
        raise Refused(_("Pilih kelompoknya."), field="protection")


@action(_("Jenis diubah menjadi {primary_type}"))
def change_type(
    *, case: Case, category: Code, primary_type: Code, protection: Code, since: date, by: Actor, action_id: UUID
) -> None:
    """The case is of another primary type, category or group, from a day on.

    The type it was before ends on that day; other types stay. A count reads what holds now.
    """
    may_record(case, by).insist()
    if primary_type not in ppks_types():
        raise Refused(_("Pilih satu jenis PPKS."), field="primary_type")
    if not case.opened_on <= since <= timezone.localdate():
        raise Refused(_("Isi hari antara pembukaan kasus dan hari ini."), field="since")
    check_words(category, protection, since)
    if protection and primary_type != AMPK:
        raise Refused(_("Kelompok hanya untuk anak yang memerlukan perlindungan khusus."), field="protection")
    CaseType.objects.filter(case=case, type=case.primary_type).exclude(type=primary_type).update(until=since)
    CaseType.objects.update_or_create(
        case=case, type=primary_type,
        defaults={"ampk": protection, "until": None}, create_defaults={"ampk": protection, "since": since},
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(primary_type=primary_type, category=category)


@action(_("Kewenangan {government}: {competence}"))
def settle_competence(
    *, case: Case, government: Government, where: Where, competence: CompetenceAnswer, by: Actor, action_id: UUID
) -> None:
    """What the office makes of the hint: whose affair it was said to be, met where, and what is done about it."""
    may_record(case, by).insist()
    Case.objects.filter(pk=case.pk).update(competence=competence)
