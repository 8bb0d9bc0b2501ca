"""Of which type and category a case is; and what the office makes of the hint whose affair it is."""

from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.law.authority import Government, Where
from rehsos.law.book import ampk_groups, ppks_types
from rehsos.look.words import say

from ..actions.classifying import change_type, settle_competence
from ..models import CompetenceAnswer
from .fields import Chips, Day, Pick
from .opening import FIND, WORD, plain_words, with_old_words


class ChangeTypeForm(ActionForm):
    """Another word, type or group, from a day on."""

    does = Does(change_type, about=("case",))

    category = Pick(_("Keadaannya dengan satu kata"), [], required=False)
    primary_type = Pick(_("Jenis PPKS utama"), [])
    protection = Pick(
        _("Kelompok, bila anak yang memerlukan perlindungan khusus"), [], required=False,
        help_text=_("UU 35/2014 Pasal 59 ayat (2)."),
    )  # fmt: skip
    since = Day(_("Sejak"))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.initial.setdefault("since", timezone.localdate())
        kinds = [(kind.code, with_old_words(kind)) for kind in ppks_types().values()]
        groups = [(letter, f"{letter}. {say(group.label)}") for letter, group in ampk_groups().items()]
        blank = ("", _("Pilih…"))
        offered = {"category": plain_words(timezone.localdate()), "primary_type": [blank, *kinds],
                   "protection": [blank, *groups]}  # fmt: skip
        for name, choices in offered.items():
            cast("Pick", self.fields[name]).choices = choices
        self.fields["category"].widget.attrs["data-find"] = WORD["data-find"]
        self.fields["primary_type"].widget.attrs.update(FIND)


WHERES = (
    (Where.COMMUNITY, _("Tidak memerlukan panti")),
    (Where.PANTI, _("Memerlukan panti")),
)


class CompetenceForm(ActionForm):
    """Whether a panti is needed, and what the office does."""

    does = Does(settle_competence, about=("case",), made=("government",))

    where = Chips(_("Cara dilayani"), [(where.value, words) for where, words in WHERES])
    competence = Pick(_("Pilihan kantor ini"), CompetenceAnswer)

    def __init__(self, *args: Any, whose: dict[Where, Government], **given: Any) -> None:
        super().__init__(*args, **given)
        self.whose = whose

    @property
    def given(self) -> dict[str, Any]:
        """With whose affair it is, met so."""
        where = Where(self.cleaned_data["where"])
        return {**super().given, "where": where, "government": self.whose[where]}
