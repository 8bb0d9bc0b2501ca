"""Licence and accreditation, as printed."""

from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.cases.forms.fields import Chips, Day, Line
from rehsos.directory.actions import papers
from rehsos.directory.models import PaperKind


class PaperForm(ActionForm):
    """A paper of the house."""

    does = Does(papers.record_paper, about=("office",))

    paper_kind = Chips(_("Jenis"), PaperKind)
    number = Line(_("Nomor"), required=True, most=80)
    grade = Line(_("Peringkat, seperti tercetak"), most=40, help_text=_("Misalnya: A, Baik. Kosongkan bila tidak ada."))
    issuer = Line(_("Diterbitkan oleh"), required=True)
    since = Day(_("Berlaku sejak"))
    until = Day(_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila tidak tercetak."))


class PaperBackForm(ActionForm):
    """Nothing is asked."""

    does = Does(papers.take_back_paper, about=("paper",))
