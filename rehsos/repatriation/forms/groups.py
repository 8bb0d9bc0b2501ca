"""The forms of a group: the list as it is pasted, and a line of it that joins a case."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Line, Note, Pick
from rehsos.cases.forms.opening import plain_words
from rehsos.cases.models import Case, Status
from rehsos.directory.forms import PlaceField

from ..actions import groups
from ..lines import read
from ..models import Direction

EXAMPLE = _(
    "Satu orang satu baris: nama atau “tanpa nama”, L/P, umur, tujuan. Contoh: Nipah Rekaan, L, 34, Lombok Timur"
)


class GroupForm(ActionForm):
    """A list, pasted or typed."""

    does = Does(groups.begin_group)

    direction = Chips(_("Arah"), Direction, initial=Direction.OUT)
    lines = Note(_("Daftar orang"), required=True, lines=12, help_text=EXAMPLE)
    same_meant = forms.BooleanField(label=_("Nama yang sama memang dua orang"), required=False)
    category = Pick(_("Keadaan mereka dengan satu kata"), (), required=False)
    from_place = PlaceField(label=_("Dari"), required=False, max_length=160)
    to_place = PlaceField(label=_("Tujuan bersama"), required=False, max_length=160)

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        words: Any = self.fields["category"]
        words.choices = plain_words(timezone.localdate())

    def clean_lines(self) -> Any:
        """What each line says; those that say too little are named."""
        told = read(self.cleaned_data["lines"])
        if told.unclear:
            some = "; ".join(f"{number}: {words[:40]}" for number, words in told.unclear[:5])
            raise forms.ValidationError(
                str(_("Baris yang belum jelas (perlu L atau P, dan tujuan yang dikenal): {some}")).format(some=some)
            )
        return told.lines


class JoinForm(ActionForm):
    """Which case it is."""

    does = Does(groups.join_member, about=("member",))

    case = Line(_("Kode kasus"), required=True, help_text=_("Kasus yang berjalan di kantor ini."))
    same_meant = forms.BooleanField(label=_("Memang orang yang sama, walau catatannya berbeda"), required=False)

    def clean_case(self) -> Case:
        """The case of that code, that runs."""
        found = (
            Case.objects.select_related("client")
            .filter(code=self.cleaned_data["case"].strip(), status=Status.OPEN)
            .first()
        )
        if found is None:
            raise forms.ValidationError(_("Tidak ada kasus berjalan dengan kode itu. Periksa tulisannya."))
        return found


class OpenForm(ActionForm):
    """In one tap."""

    does = Does(groups.open_member, about=("member",))


class EndForm(ActionForm):
    """In one tap."""

    does = Does(groups.end_group, about=("group",))
