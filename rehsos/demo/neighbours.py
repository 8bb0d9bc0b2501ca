"""The others: Bima across the wall, Dewi in TTS, Hadi in NTB."""

from rehsos.audit.actions import new_id
from rehsos.cases.actions.stages import set_risk
from rehsos.cases.models import AppointmentKind, Mode, Relation, Risk, ServiceKind
from rehsos.justice.actions.matter import join_matter
from rehsos.justice.models import Part, Side
from rehsos.justice.roles import Role
from rehsos.people.identity import Identity
from rehsos.people.models import Sex

from . import cast
from .around import appointed, intake, nearby, served
from .opening import adult, opened
from .told import Days, by_hand

ABH = "child_in_justice"


def child(name: str, sex: Sex, age: int, days: Days, **more: str) -> cast.Client:
    """An invented child of an age, today."""
    return cast.Client(Identity(called=name.partition(" ")[0], full_name=name, **more), sex, days.today.year - age)


def across_the_wall(accused: Part, days: Days) -> None:
    """Bima works for the child harmed in Dodi's matter: neither he nor Melati can open the other's file."""
    with by_hand(cast.BIMA, days.at(-37, 10)) as by:
        case = opened(child("Lumut Khayalan", Sex.MALE, 13, days), ABH, "53.01", days.day(-37), by, key="lumut")
        intake(case, days.at(-37, 9), by)
        set_risk(case=case, risk=Risk.LOW, reasons="Tinggal dengan keluarga.", by=by, action_id=new_id())
        join_matter(case=case, matter=accused.matter, role=Role.VICTIM, side=Side.HARMED, age_at_deed=13,
                    age_estimated=False, earlier_diversi=None, by=by, action_id=new_id())  # fmt: skip
    with by_hand(cast.BIMA, days.at(-36, 12)) as by:
        served(case, ServiceKind.VISIT, days.at(-36, 10), Mode.VISIT, "Bertemu anak dan ibunya.", by=by)


def bima(days: Days) -> None:
    """One more of Bima's, which Melati sees while she stands in for him."""
    with by_hand(cast.BIMA, days.at(-12, 10)) as by:
        client = child("Kenari Andaian", Sex.FEMALE, 11, days)
        case = opened(client, "neglected_child", "53.01", days.day(-12), by, key="kenari")
        intake(case, days.at(-12, 9), by)
        set_risk(case=case, risk=Risk.LOW, reasons="Diasuh kakek.", by=by, action_id=new_id())
        kin = adult("Karang Andaian", Sex.MALE, by, "kakek kenari")
        nearby(case, kin, Relation.GRANDPARENT, by, lives_together=True)
        served(case, ServiceKind.VISIT, days.at(-12, 9, 30), Mode.VISIT, "Bertemu anak dan kakek.", by=by)
        appointed(case, AppointmentKind.VISIT, days.at(4, 9), "Desa Naibonat", by=by)


def elsewhere(days: Days) -> None:
    """Open cases of Dewi and Hadi: other offices, which Kupang never sees. One of Dewi's lives in Lombok."""
    for hand, place, name, sex, age, kind in (
        (cast.DEWI, "53.02", "Pinang Tiruan", Sex.MALE, 13, "neglected_child"),
        (cast.DEWI, "53.02", "Sirih Misalan", Sex.FEMALE, 15, "maltreated_child"),
        (cast.DEWI, "52.02", "Sawo Tiruan", Sex.MALE, 12, "neglected_child"),
        (cast.HADI, "52.71", "Nipah Rekaan", Sex.MALE, 10, "street_child"),
        (cast.HADI, "52.02", "Teratai Peraga", Sex.FEMALE, 16, "special_protection_child"),
    ):
        with by_hand(hand, days.at(-10, 10)) as by:
            case = opened(child(name, sex, age, days), kind, place, days.day(-10), by, key=name)
            intake(case, days.at(-10, 9), by)
            served(case, ServiceKind.VISIT, days.at(-10, 9, 20), Mode.VISIT, "Pertemuan pertama.", by=by)
