"""The words of this room for a timeline and for its codes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.audit.doors import ITSELF
from rehsos.directory.models import Office, Worker
from rehsos.law.authority import Government
from rehsos.law.shapes import AND
from rehsos.look.labels import label
from rehsos.look.words import say

from . import decisions
from .actions.withdrawing import RECORDED
from .appointments import said_kind
from .forms.around import GIVERS
from .models import (
    AfterDeath,
    BelongingsGiven,
    BodyGiven,
    Claim,
    CompetenceAnswer,
    Confirmed,
    CostKind,
    CustodyKind,
    DeathPaper,
    DeathPlace,
    Errand,
    FamilyAnswer,
    Ground,
    Level,
    Payer,
    PlanState,
    Relation,
    Risk,
    ServiceKind,
    Stage,
    StatedBy,
    Status,
    Struck,
    WhereaboutsKind,
)
from .roles import answers, said_role

BESIDE: Mapping[str, Words] = {
    "rehab_level": _("rehabilitasi {}"),
    **dict.fromkeys(("mode", "component", "on", "role", "risk", "value", "primary_type", "category", "starts"), ITSELF),
    **dict.fromkeys(("whereabouts", "custody"), ITSELF),
    "minutes": _("{} menit"), "waiting": _("menunggu {} menit"), "received_at": _("diterima {}"),
    "stood_at": _("semula {}"), "due_on": _("sampai {}"), "until": _("sampai {}"),
    "review_on": _("tinjau {}"), "next_on": _("berikutnya {}"), "given_by": _("oleh {}"), "workers": _("bersama {}"),
}  # fmt: skip
SPOKEN: Mapping[str, Words] = {
    "present": _("hadir: {}"), "next_step": _("langkah berikutnya: {}"), "assignment_letter": _("surat tugas {}"),
    "for_what": _("yang diminta: {}"),
    "agenda": _("agenda {}"), "received_by": _("diterima oleh {}"),
    "number": _("nomor {}"), "letter_number": _("surat {}"),
    "carer": _("pengasuh atau pendamping sekarang: {}"), "told_client": _("disampaikan kepada klien: {}"),
    "handed_on": _("yang belum selesai, diteruskan: {}"), "handed_to": _("diterima oleh {}"),
    "was": _("semula: {}"), "asked": _("ditanyakan kepada {}"), "answer": _("jawabannya: {}"), "goal": _("tujuan: {}"),
    "safe_contact": _("cara menghubungi yang aman: {}"),
}  # fmt: skip
LABELS: Mapping[str, str] = {
    "primary_type": "type", "category": "category", "government": "government", "competence": "competence",
    "code": "fact", "ground": "ground", "rule_code": "rule", "blank": "blank",
    "whereabouts": "whereabouts", "custody": "custody",
    "component": "component", "value": "known", "given_by": "giver", "protection": "ampk", "recorded_as": "recorded",
}  # fmt: skip


def known(code: Any) -> str:
    """An answer to a question of the law; several of them joined."""
    if AND in str(code):
        return ", ".join(label(one, "known") for one in str(code).split(AND))
    return str(answers().get(code, code or ""))


def government(code: Any) -> str:
    """Whose affair something is."""
    return say(Government(code).words) if code in set(Government) else str(code or "")


def recorded(code: Any) -> str:
    """What was withdrawn: each room tells it where it says how, when that is read."""
    return str(RECORDED.get(code, code or ""))


def office(code: Any) -> str:
    """What an office is called, by its key; a name stays as it was written."""
    return _called(Office.objects.filter(pk=int(code)), _("kantor lain")) if str(code).isdigit() else str(code or "")


def called(code: Any) -> str:
    """The same of a worker."""
    return _called(Worker.objects.filter(pk=int(code)), _("pekerja lain")) if str(code).isdigit() else str(code or "")


def _called(found: QuerySet[Any], other: Words) -> str:
    return str(found.first() or other)


CODES: Mapping[str, Any] = {
    "after_death": AfterDeath,
    "appointment": said_kind,
    "belongings_given": BelongingsGiven,
    "body_given": BodyGiven,
    "confirmed": Confirmed,
    "death_paper": DeathPaper,
    "death_place": DeathPlace,
    "family_answer": FamilyAnswer,
    "stated_by": StatedBy,
    "called": called,
    "approval": decisions.name,
    "claim": Claim,
    "competence": CompetenceAnswer,
    "cost": CostKind,
    "decision": decisions.title,
    "errand": Errand,
    "giver": GIVERS,
    "ground": Ground,
    "government": government,
    "known": known,
    "office": office,
    "payer": Payer,
    "plan_state": PlanState,
    "recorded": recorded,
    "rehab_level": Level,
    "relation": Relation,
    "risk": Risk,
    "role": said_role,
    "service": ServiceKind,
    "stage": Stage,
    "status": Status,
    "struck_as": Struck,
    "wanted": decisions.wanted,
    "whereabouts": WhereaboutsKind,
    "custody": CustodyKind,
}
