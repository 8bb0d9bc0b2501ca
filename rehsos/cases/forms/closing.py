"""Ending a case, aftercare, taking it up again, and who works it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm

from .. import voiding
from ..actions import assigning, closing
from ..actions.voiding import restore_case, void_case
from ..actions.waiting import let_wait_again, take_again
from ..models import AssignmentKind, ClosureReason
from .deciding import DecisionForm
from .fields import Chips, Day, Moment, Note, Pick

GOALS = (("met", _("Tercapai")), ("partly", _("Tercapai sebagian")), ("not", _("Belum tercapai")))


class ClosureForm(ActionForm):
    """Why the case ends, how far the goals are met, who cares for the client now."""

    does = Does(closing.request_closure, about=("case",))

    reason = Chips(_("Alasan pengakhiran"), ClosureReason)
    goals = Chips(_("Tujuan rencana"), GOALS)
    carer = Note(_("Siapa yang mengasuh atau mendampingi klien sekarang"), lines=2)
    told_client = Note(_("Kapan dan bagaimana disampaikan kepada klien"), lines=2)
    handed_on = Note(
        _("Yang belum selesai, diteruskan kepada siapa"), lines=3, help_text=_("Wajib bila ada daftar di atas.")
    )

    def __init__(self, *args: Any, planned: bool = True, **given: Any) -> None:
        super().__init__(*args, **given)
        if not planned:
            said = _("Belum ada rencana di kasus ini. Jawab menurut tujuan yang disepakati dengan klien.")
            self.fields["goals"].help_text = said


class ClosureDecisionForm(DecisionForm):
    """The decision on an end that was asked for."""

    does = Does(closing.decide_closure, about=("approval", "case"))


class AftercareForm(ActionForm):
    """An aftercare visit."""

    does = Does(closing.record_aftercare, about=("appointment",))

    at = Moment(_("Tanggal dan jam kunjungan"), past=True)
    note = Note(_("Keadaan klien dan keluarganya"), required=True, lines=5)


class ReopenForm(ActionForm):
    """Why the case is taken up again."""

    does = Does(closing.reopen_case, about=("case",))

    reason = Note(_("Alasan membuka kembali"), required=True, lines=3)


class VoidForm(ActionForm):
    """Why a case is void, or no longer."""

    does = Does(
        voiding.void, voiding.restore, about=("case",), of=(void_case, let_wait_again, restore_case, take_again)
    )

    reason = Note(_("Alasan"), required=True, lines=3)


class TakeOffForm(ActionForm):
    """Why a helper no longer works the case."""

    does = Does(assigning.take_off, about=("case", "worker"))

    reason = Note(_("Alasan"), required=True, lines=2, help_text=_("Misalnya: salah pilih."))


class SwapForm(ActionForm):
    """Why who leads one side and who leads the other change places."""

    does = Does(assigning.swap_leads, about=("case", "other"))

    reason = Note(_("Alasan"), required=True, lines=2, help_text=_("Misalnya: salah tunjuk sejak awal."))


class AssignForm(ActionForm):
    """Who works the case, as what, from when."""

    does = Does(assigning.assign_worker, about=("case",))

    worker = Pick(_("Pekerja sosial"), ())
    kind = Chips(_("Sebagai"), AssignmentKind.choices, help_text=_("Penanggung jawab baru mengakhiri yang lama."))
    since = Day(_("Mulai"))
    until = Day(_("Sampai"), forward=True, required=False, help_text=_("Untuk pengganti sementara."))

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["worker"] = Pick(_("Pekerja sosial"), workers)

    def clean(self) -> dict[str, Any]:
        super().clean()
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", str(_("Akhir lebih awal daripada mulainya.")))
        if self.cleaned_data.get("kind") == AssignmentKind.COVER and not until and "until" not in self.errors:
            self.add_error("until", str(_("Isi sampai kapan menggantikan.")))
        return self.cleaned_data
