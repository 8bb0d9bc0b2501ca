"""What journeys give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, ByCode, Menu, Today
from rehsos.access.permissions import SEES
from rehsos.audit.doors import Said
from rehsos.cases.decisions import Decision
from rehsos.cases.doors import Erased, Forgotten, OnClock
from rehsos.cases.dying import Dies
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.house.sample import Sample, Things
from rehsos.look.doors import Labels
from rehsos.vault.doors import Sealed

from . import (
    after_return,
    answered,
    counts,
    counts_of_money,
    dying,
    file,
    filled,
    in_database,
    kept_at_houses,
    letters,
    on_clock,
    sample,
    today,
)
from .actions.by_code import CODE, accept_leg_by_code, settled
from .erasing import erase_road, forget_rider
from .forms.by_code import ReceivedForm
from .going_home import RETURN
from .models import (
    AcceptedAs,
    Direction,
    Ended,
    Found,
    Hold,
    HomeContact,
    Leg,
    Member,
    NoteKind,
    Outcome,
    Ride,
    Step,
    TraceResult,
    Vehicle,
)
from .pages.going_home import decide_return
from .sealing import CONTEXT

ROOM = Room(
    Pages("pulang/", "rehsos.repatriation.urls"),
    Menu(_("Perjalanan"), "repatriation:journeys", "map", SEES, rail=24),
    Labels(
        {
            "direction": Direction,
            "ended": Ended,
            "hold": Hold,
            "note_kind_of_journey": NoteKind,
            "trace_result": TraceResult,
            "vehicle": Vehicle,
            "outcome": Outcome,
            "accepted_as": AcceptedAs,
            "contact_step": Step,
            "contact_found": Found,
        }
    ),
    Said(),
    Erased(erase_road),
    Forgotten(forget_rider),
    Sealed(Leg, "id", CONTEXT),
    Sealed(Member, "group_id", CONTEXT),
    Sealed(Ride, "key", CONTEXT),
    Sealed(HomeContact, "asked", CONTEXT),
    ByCode(CODE, _("Penerimaan orang dari dinas sosial"), ReceivedForm, accept_leg_by_code, settled),
    Today(Block.ANSWER, today.TO_ACCEPT, "repatriation/today/leg.html", today.told, stirs=today.ANY_TO_ACCEPT),
    Today(Block.WAITING, today.AWAITED, "repatriation/today/awaited.html", today.told, stirs=today.ANY_AWAITED),
    Today(Block.WAITING, today.ABSENT, "repatriation/today/leg.html", stirs=today.ANY_ABSENT),
    Today(Block.WAITING, answered.TOLD, "repatriation/today/told.html", answered.told, stirs=answered.ANY_TOLD),
    Today(
        Block.ANSWER,
        after_return.OWED,
        "repatriation/today/contact.html",
        after_return.owed,
        stirs=after_return.ANY_OWED,
    ),
    Today(
        Block.WAITING,
        after_return.HEARD,
        "repatriation/today/contact_heard.html",
        after_return.told,
        stirs=after_return.ANY_HEARD,
    ),
    Today(Block.DEAD, today.DIED, "repatriation/today/died.html", stirs=today.ANY_DIED),
    Today(Block.DEAD, kept_at_houses.DIED, "repatriation/today/died_at_house.html", stirs=kept_at_houses.ANY_DIED),
    OnClock(on_clock.go_to_leg, order=16),
    OnClock(on_clock.contact, order=17),
    *on_clock.MADE,
    Decision(
        RETURN,
        _("Pulang ke keluarga"),
        _("Pulang meskipun belum lengkap"),
        _("Persetujuan pulang ke keluarga"),
        decide_return,
    ),
    Dies(dying.ends, dying.goes_on, dying.holds),
    *file.SHOWN,
    *letters.GIVEN,
    *in_database.FUNCTIONS,
    *in_database.TRIGGERS,
    *counts.COUNTED,
    *counts_of_money.COUNTED,
    Sample(sample.on_the_road),
    filled.FURNISHED,
    Things(
        {
            "ride": "SELECT id, case_id FROM repatriation_ride WHERE case_id = ANY(%s)",
            "journey": "SELECT id, case_id FROM repatriation_journey WHERE case_id = ANY(%s)",
            "journeynote": "SELECT id, case_id FROM repatriation_journeynote WHERE case_id = ANY(%s)",
        }
    ),
)
