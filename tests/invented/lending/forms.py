"""The forms of this room, each bound to its action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Line, Note

from . import actions
from .models import Aid, AidKind


class AidForm(ActionForm):
    """An aid of the office."""

    does = Does(actions.register_aid)

    kind = Chips(_("Jenis alat"), AidKind)
    mark = Line(_("Tanda"), required=True)
    giver = Line(_("Pemberinya"))


class LendForm(ActionForm):
    """Which aid, and what was agreed."""

    does = Does(actions.lend, about=("case",))

    aid = forms.ModelChoiceField(Aid.objects.none(), label=_("Alat"))
    agreed = Note(_("Yang disepakati"), required=True, lines=2)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["aid"].queryset = Aid.objects.order_by("mark")  # type: ignore[attr-defined]
        self.fields["aid"].label_from_instance = lambda aid: f"{aid.get_kind_display()} {aid.mark}"  # type: ignore[attr-defined]


class BackForm(ActionForm):
    """It is back."""

    does = Does(actions.take_back, about=("loan",))
