"""Files of a case: a document or a photo, kept with it."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from rehsos.audit.actions import action
from rehsos.audit.actor import Actor
from rehsos.papers.filling import store
from rehsos.papers.models import FileKind
from rehsos.papers.uploads import Upload

from ..models import Case
from ..policies import may_finish


@action(_("Berkas disimpan: {kind}"))
def attach_file(*, case: Case, file: Upload, kind: FileKind, by: Actor, action_id: UUID) -> None:
    """Keep a document or photo with the case."""
    may_finish(case, by).insist()
    store(case.pk, file, kind, file_id=action_id, by=by)
