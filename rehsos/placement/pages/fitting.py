"""After somebody was given a bed that its room or house says is not for them: said once more, and nothing refused."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from rehsos.access.pages import ActionForm, Request, Save

from ..fitting import Whom, unlike
from ..models import Bed


def warning(request: Request, save: Save, whom: Callable[[Any], Whom]) -> Save:
    """The same, and a word where the bed that was chosen is not for whom it was chosen."""

    def saved(form: ActionForm) -> str | None:
        to = save(form)
        _say(request, form.given["bed"], whom(form))
        return to

    return saved


def _say(request: Request, bed: Bed | None, one: Whom) -> None:
    room = bed.room if bed else None
    if found := unlike(request.actor.office, room, one):
        words = _("Tersimpan. Perhatikan: {what}. Bila keliru, pindahkan.")
        messages.warning(request, words.format(what="; ".join(found)))
