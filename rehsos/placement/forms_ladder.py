"""The ladder of care as one screen of taps: a row for each rung, a reason where one is passed over."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Line, Moment

from .actions.laddering import RungTold, tell_ladder
from .models import Rung, RungState

_STATES = [(one.value, one.label) for one in RungState if one]
_WHY = "|".join(one.value for one in RungState if one not in {RungState.NOT_ASKED, RungState.USED})


def _tap(rung: Rung) -> Chips:
    return Chips(rung.label, _STATES, blank=RungState.NOT_ASKED.label, required=False)


def _why(rung: Rung) -> Line:
    field = Line(_("Alasannya: {rung}").format(rung=rung.label), most=240)
    field.when = f"{rung.value}={_WHY}"  # type: ignore[attr-defined]
    return field


class LadderForm(ActionForm):
    """Six rows of taps. Nothing must be answered; one tap is enough to save."""

    does = Does(
        tell_ladder, about=("case",), made=("rungs",),
        folded=tuple(name for one in Rung for name in (one.value, f"{one.value}_why")),
    )  # fmt: skip

    own, own_why = _tap(Rung.OWN), _why(Rung.OWN)
    kin, kin_why = _tap(Rung.KIN), _why(Rung.KIN)
    foster, foster_why = _tap(Rung.FOSTER), _why(Rung.FOSTER)
    guardian, guardian_why = _tap(Rung.GUARDIAN), _why(Rung.GUARDIAN)
    adoption, adoption_why = _tap(Rung.ADOPTION), _why(Rung.ADOPTION)
    institution, institution_why = _tap(Rung.INSTITUTION), _why(Rung.INSTITUTION)
    at = Moment(_("Ditanyakan"), past=True, required=False)

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """Each rung with the field of its reason."""
        return [(self[one.value], self[f"{one.value}_why"]) for one in Rung]

    def clean(self) -> dict[str, Any]:
        """Two cannot be used at once: said beside the second."""
        told = super().clean() or {}
        used = [one for one in Rung if told.get(one.value) == RungState.USED]
        for one in used[1:]:
            self.add_error(one.value, ValidationError(_("Hanya satu yang dipakai. Pilih keadaan lain di salah satu.")))
        return told

    @property
    def given(self) -> dict[str, Any]:
        """The rungs as they were tapped."""
        told = self.cleaned_data
        rungs = tuple(RungTold(one, RungState(told[one.value] or ""), told[f"{one.value}_why"] or "") for one in Rung)
        return {"rungs": rungs, "at": told["at"] or timezone.now()}


def shown_as(states: dict[str, str], reasons: dict[str, str]) -> dict[str, Any]:
    """The form as it was filled in last."""
    return {**states, **{f"{rung}_why": words for rung, words in reasons.items()}}
