"""Who works the case says that a report of before answers a letter, too, whoever recorded it."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm, Request, page
from rehsos.access.permissions import Permission
from rehsos.audit.answers import YES, no
from rehsos.cases.actions.answered_too import earlier_answer, say_answered
from rehsos.cases.pages.case_forms import case_form, case_to_write, insist
from rehsos.look import words
from rehsos.papers.letters import envelope_of

from .letters import letter_of
from .writing import letter_address


class AnsweredTooForm(ActionForm):
    """Nothing to fill in."""


@page(Permission.WORK_CASES)
def answered_too(request: Request, code: str, letter: UUID) -> HttpResponseBase:
    """The earlier report answers it: its own term ends as if it had never begun."""
    file = case_to_write(request, code)
    found = letter_of(file, letter)
    handed = earlier_answer(file.case, found)
    insist(YES if handed else no(_ANSWERED if found.answered_with_id else _NOTHING_BEFORE))
    assert handed  # noqa: S101 - it is insisted on

    def save(form: AnsweredTooForm) -> str:
        number = envelope_of(found).number
        say_answered(case=file.case, letter=found, handed_at=handed, number=number, by=request.actor, action_id=form.id)
        return letter_address(file, found.pk)

    return case_form(
        request, file, AnsweredTooForm, save, title=_("Sudah dijawab oleh laporan yang lalu"),
        save_label=_("Ya, sudah dijawab"), done=_("Dicatat: laporan yang lalu menjawab surat ini."),
        lead=_("Laporan yang diserahkan {when} menjawab surat ini juga.").format(when=words.moment(handed)),
        notes=[_("Tenggatnya berhenti. Bila keliru, tandai salah catat di Perjalanan kasus: tenggat jalan lagi.")],
    )  # fmt: skip


_ANSWERED = _("Sudah dicatat: surat ini dijawab oleh laporan yang lalu. Laporannya tertulis di halaman suratnya.")
_NOTHING_BEFORE = _("Surat ini tidak memulai tenggat sesudah laporan yang lalu. Muat ulang halaman suratnya.")
