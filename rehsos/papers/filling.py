"""Writing filled forms and files: plain functions that actions of the rooms above call.

They are no actions themselves: what a form means (an assessment, minutes) is known above.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.audit.actor import Actor
from rehsos.audit.answers import Conflict
from rehsos.vault.keys import key_of
from rehsos.vault.seal import Unsealable, seal, unseal, unseal_json, unseal_text

from .blanks.answers import score, split
from .blanks.book import blank as blank_of
from .models import File, FileKind, FilledForm
from .uploads import Upload

ANSWERS, CONTENT, NAME = "answers", "file", "file-name"


def fill(
    dossier: UUID, blank: str, answers: Mapping[str, Any], *, form_id: UUID, by: Actor, finished: bool
) -> FilledForm:
    """File answers to the newest version of a blank. Secret answers are sealed, counted ones plain."""
    shape = blank_of(blank)
    plain, secret = split(shape, dict(answers))
    scored = score(shape, dict(answers))
    return FilledForm.objects.create(
        id=form_id,
        dossier=dossier,
        blank=blank,
        blank_version=shape.version,
        counted=plain,
        sealed=seal(key_of(dossier), secret, subject=dossier, context=ANSWERS),
        score=scored.value if scored else None,
        finished=finished,
        filled_at=timezone.now(),
        author=by.worker,
    )


def refill(form: FilledForm, answers: Mapping[str, Any], *, version: int, finished: bool) -> None:
    """Change the answers. Raises Conflict when another tab or person changed them meanwhile."""
    shape = blank_of(form.blank, form.blank_version)
    plain, secret = split(shape, dict(answers))
    scored = score(shape, dict(answers))
    changed = FilledForm.objects.filter(pk=form.pk, version=version).update(
        counted=plain,
        sealed=seal(key_of(form.dossier), secret, subject=form.dossier, context=ANSWERS),
        score=scored.value if scored else None,
        finished=finished,
        version=version + 1,
    )
    if not changed:
        raise Conflict(_("Formulir ini baru saja diubah di tempat lain. Bandingkan dulu, lalu simpan lagi."))


def answers_of(form: FilledForm, key: bytes | None = None) -> dict[str, Any]:
    """All answers, sealed and plain."""
    secret = unseal_json(key or key_of(form.dossier), bytes(form.sealed), subject=form.dossier, context=ANSWERS)
    return {**form.counted, **secret}


def store(
    dossier: UUID, upload: Upload, kind: FileKind, *, file_id: UUID, by: Actor, offices: Sequence[int] = ()
) -> File:
    """Seal and keep a file. It is never changed again. `offices` see it where its dossier is no case."""
    key = key_of(dossier)
    return File.objects.create(
        id=file_id,
        dossier=dossier,
        offices=list(offices),
        kind=kind,
        media_type=upload.media_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).digest(),
        sealed=seal(key, upload.content, subject=dossier, context=CONTENT),
        sealed_name=seal(key, upload.name, subject=dossier, context=NAME),
        stored_at=timezone.now(),
        author=by.worker,
    )


def content_of(file: File) -> bytes:
    """The file's bytes, exactly as stored. Raises Unsealable when they were altered, Destroyed when erased."""
    content = unseal(key_of(file.dossier), bytes(file.sealed), subject=file.dossier, context=CONTENT)
    if hashlib.sha256(content).digest() != bytes(file.sha256):
        raise Unsealable("Stored file differs from its fingerprint.")
    return content


def upload_of(file: File) -> Upload:
    """The file as it was handed in, to be kept in another dossier."""
    name = unseal_text(key_of(file.dossier), bytes(file.sealed_name), subject=file.dossier, context=NAME)
    return Upload(name, file.media_type, content_of(file))
