"""What the road between offices gives to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.doors import Block, ByCode, Menu, Today
from rehsos.access.permissions import SEES
from rehsos.audit.doors import Said
from rehsos.cases.desks import FollowsDesk, LeftOpen
from rehsos.cases.doors import Answers, Erased, Forgotten, SubjectKind
from rehsos.cases.made import Made
from rehsos.cases.protecting import Protects
from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.house.sample import Sample, Things
from rehsos.look.doors import Labels
from rehsos.people.doors import Coded
from rehsos.vault.doors import Sealed

from . import coded, counts, desk, file, filled, letters, sample, summary, today
from .actions import protecting
from .actions.outside import KIND as KIND_OF_CODE
from .actions.outside import OPINION, answer_by_code
from .clock import KIND
from .erasing import erase_referrals, forget_somebody
from .forms_outside import OpinionForm, PartnerForm
from .guests import CONTEXT as GUEST
from .in_database import FUNCTIONS, TRIGGERS
from .models import Deed, LeftTo, Outside, Part, Referral, Refusal, State, Urgency, Wanted
from .models_guest import Guest
from .sealing import CONTEXT

ROOM = Room(
    Pages("rujukan/", "rehsos.referral.urls"),
    Menu(_("Rujukan"), "referral:referrals", "arrows-right-left", SEES, rail=25),
    Labels(
        {
            "deed": Deed,
            "referral_state": State,
            "asked_for": Wanted,
            "refusal": Refusal,
            "outside": Outside,
            "left_to": LeftTo,
        }
    ),
    Labels({"summary": summary.words_of}),
    Answers({Urgency.USUAL: _("biasa"), Urgency.URGENT: _("mendesak")}),
    Said(),
    SubjectKind(KIND, _("Rujukan")),
    Made(
        ["referral_sent", "referral_answered"],
        _("Rujukan dijawab kantor penerima; jawaban lisan dicatat di halaman rujukannya."),
    ),
    Today(Block.ANSWER, today.TO_ANSWER, "referral/today/answer.html", today.told),
    Today(Block.HERE, today.HERE, "referral/today/here.html", stirs=today.ANY_HERE),
    Today(Block.WAITING, today.SENT, "referral/today/sent.html", today.told),
    LeftOpen("referrals", _("{n} rujukan belum selesai"), desk.OPEN, desk.referral_left),
    FollowsDesk(desk.draft_goes_along),
    Coded(coded.leads),
    Protects(protecting.fall_with_protection, protecting.said_before),
    Erased(erase_referrals),
    Forgotten(forget_somebody),
    Sealed(Referral, "key", CONTEXT),
    Sealed(Part, "key", CONTEXT),
    Sealed(Guest, "key", GUEST),
    ByCode(KIND_OF_CODE, _("Permintaan dari dinas sosial"), PartnerForm, answer_by_code),
    ByCode(OPINION, _("Permintaan pendapat dari dinas sosial"), OpinionForm, answer_by_code),
    *counts.COUNTED,
    *summary.SUMMARIES,
    *file.SHOWN,
    *letters.GIVEN,
    *FUNCTIONS,
    *TRIGGERS,
    Sample(sample.between_offices),
    *filled.FILLED,
    Things({"referral": "SELECT id, case_id FROM referral_referral WHERE case_id = ANY(%s)"}),
)
