"""The page on which a placement is looked at again."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from rehsos.access.pages import Request, page
from rehsos.access.permissions import SEES

from ..actions.reviewing import review_placement
from ..forms_review import ReviewForm
from .stays import of_stay


@page(*SEES)
def review(request: Request, stay: UUID) -> HttpResponseBase:
    """Why they are still here, and who is to care for them next."""
    return of_stay(request, stay, ReviewForm, review_placement, _("Tinjau penempatan"))
