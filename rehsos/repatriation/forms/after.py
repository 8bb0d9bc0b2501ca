"""The forms of contacts after a return: what the dinas of the family's place is asked for, and what it answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Moment, Note, Pick
from rehsos.directory.models import Office

from ..actions import after
from ..models import Found


class AskContactsForm(ActionForm):
    """Which dinas, with whom they live, what to look for."""

    does = Does(after.ask_contacts, about=("journey",))

    home = Pick(_("Dinas tempat keluarganya"), ())
    family = Note(_("Siapa keluarganya dan di mana"), lines=2, help_text=_("Dibaca dinas itu. Boleh kosong."))
    words = Note(
        _("Yang perlu diperhatikan"), lines=3,
        help_text=_("Dibaca dinas itu. Tulis yang perlu dilihat di sana, bukan ceritanya. Boleh kosong."),
    )  # fmt: skip

    def __init__(self, *args: Any, homes: list[Office], **given: Any) -> None:
        super().__init__(*args, **given)
        field: Any = self.fields["home"]
        field.choices = [(str(office.pk), str(office)) for office in homes]

    @property
    def given(self) -> dict[str, Any]:
        """The office itself."""
        told = super().given
        return {**told, "home": Office.objects.get(pk=told["home"])}


class EndContactsForm(ActionForm):
    """Nothing is asked."""

    does = Does(after.end_contacts, about=("journey",))


class TellContactForm(ActionForm):
    """How they were found."""

    does = Does(after.tell_contact, about=("contact",))

    contact_found = Chips(
        _("Bagaimana keadaannya?"), [one for one in Found if one not in {Found.OPEN, Found.BY_OTHERS}]
    )
    at = Moment(_("Kapan dihubungi"), past=True)
    words = Note(_("Keterangan"), lines=3, help_text=_("Dibaca kantor yang memulangkan. Tersegel. Boleh kosong."))


class TakeBackContactForm(ActionForm):
    """Nothing is asked."""

    does = Does(after.take_back_contact, about=("contact",))
