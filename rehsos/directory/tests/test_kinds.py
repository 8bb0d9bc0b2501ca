"""Which kinds of office are alike, and that an office may turn out to be another of them."""

import pytest

from rehsos.access.actions import operator
from rehsos.audit.actions import new_id
from rehsos.audit.actor import set_scope
from rehsos.audit.answers import Refused
from rehsos.directory.actions.offices import set_kind
from rehsos.directory.governments import of_kind
from rehsos.directory.kinds import HOUSES, INSTITUTIONS, PARTNERS, UNITS
from rehsos.directory.models import Office, OfficeKind
from rehsos.law.authority import Government

pytestmark = pytest.mark.django_db
RPTC, LKSA, REGENCY = 11, 12, 3


def turn(number: int, kind: OfficeKind) -> str:
    office = Office.objects.get(pk=number)
    by = operator(office)
    set_scope(by.offices, by.worker)
    set_kind(office=office, kind=kind, by=by, action_id=new_id())
    return str(Office.objects.get(pk=number).kind)


def test_every_kind_is_of_a_government_or_a_partner() -> None:
    dinas = {OfficeKind.REGENCY, OfficeKind.PROVINCE, OfficeKind.MINISTRY}
    assert set(OfficeKind) - dinas == HOUSES
    assert not UNITS & PARTNERS
    assert {OfficeKind.SENTRA} == INSTITUTIONS - UNITS


@pytest.mark.parametrize("kind", sorted(UNITS))
def test_each_kind_of_unit_stands_for_whom_it_is_under(kind: OfficeKind) -> None:
    assert of_kind(kind, "52.71", OfficeKind.PROVINCE) is Government.PROVINCE
    assert of_kind(kind, "52.71", None) is Government.REGENCY


@pytest.mark.parametrize("kind", sorted(PARTNERS))
def test_no_partner_stands_for_a_government(kind: OfficeKind) -> None:
    assert of_kind(kind, "52.71", OfficeKind.PROVINCE) is None


def test_a_unit_turns_out_to_be_another_kind_of_unit() -> None:
    assert turn(RPTC, OfficeKind.RPSA) == OfficeKind.RPSA
    assert turn(LKSA, OfficeKind.LPA) == OfficeKind.LPA


@pytest.mark.parametrize(
    ("number", "kind"),
    [(RPTC, OfficeKind.LKSA), (LKSA, OfficeKind.UPT), (RPTC, OfficeKind.SENTRA), (REGENCY, OfficeKind.UPT)],
)
def test_no_office_leaves_its_group(number: int, kind: OfficeKind) -> None:
    with pytest.raises(Refused, match="UPT tetap UPT"):
        turn(number, kind)
