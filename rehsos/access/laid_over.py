"""A form laid over values that exist: whoever saves second is told what changed meanwhile, and loses nothing.

A page says what its form is laid over. The form carries a keyed digest of each value as it was shown. When it is
sent, the row is locked and the values are read anew: where one is another by now, nothing is saved. What the writer
typed stays; what the writer had left as it was takes the value that holds now, so that saving again takes nothing back.

Values do not tell everything: who says today once more that a risk is critical changes none, and it is news. Where
saying the same again means something, the form is laid over the deed (`last_done`), too.
"""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rehsos.audit.answers import Conflict
from rehsos.audit.models import Action
from rehsos.directory.models import Worker
from rehsos.look.words import when
from rehsos.vault.keys import keyset

FIELD, DEED = "laid_over", "deed"
Values = Mapping[str, Any]
Sent = list[str]
"""A value as a browser sends it back when nobody touched it."""


@dataclass(frozen=True)
class LaidOver:
    """What a form is laid over: the row that stands for it, and its values now, by the form's own fields.

    A name that is no field of the form is watched all the same: what the page only tells, such as the stage.
    `deeds` are the actions that made it so, by their ids: another one is news also where it says the same.
    """

    row: models.Model
    read: Callable[[Any], Values]
    deeds: Callable[[], Iterable[UUID]] | None = None

    def values(self) -> Values:
        """The values as the page has read them."""
        return self._with_deeds(self.read(self.row))

    def locked(self) -> Values:
        """The values now; nobody else who saves over them gets past here until this request is over."""
        return self._with_deeds(self.read(lock(self.row)))

    def _with_deeds(self, values: Values) -> Values:
        return {**values, DEED: " ".join(sorted(map(str, self.deeds())))} if self.deeds else values

    def version(self, form: forms.Form, values: Values) -> str:
        """What the form carries: each name with a digest of its value."""
        told = ((name, self._digest(name, sent(form, name, value))) for name, value in sorted(values.items()))
        return " ".join(f"{name}={digest}" for name, digest in told)

    def insist_unchanged(self, form: forms.Form, seen: str, values: Values) -> None:
        """Raise Conflict, with the words beside each field, when the form was laid over other values."""
        shown = dict(part.split("=", 1) for part in seen.split() if "=" in part)
        changed = [name for name in sorted({*values, *shown}) if self._is_another(form, name, shown, values)]
        if not changed:
            return
        if changed == [DEED]:
            raise Conflict(_said_again(values.get(DEED, "").split()))
        for name in changed:
            if name != DEED:
                self._tell(form, name, shown, values)
        raise Conflict(_("Baru saja diubah di layar lain dan belum ditimpa. Lihat yang ditandai, lalu simpan lagi."))

    def _is_another(self, form: forms.Form, name: str, shown: Mapping[str, str], values: Values) -> bool:
        return self._shown(name, shown) != self._digest(name, sent(form, name, values.get(name)))

    def _shown(self, name: str, shown: Mapping[str, str]) -> str:
        return shown.get(name) or self._digest(name, [])

    def _tell(self, form: forms.Form, name: str, shown: Mapping[str, str], values: Values) -> None:
        """Beside the field: what stands there now. Left untouched, the field takes it."""
        now = said(form.fields.get(name), values.get(name))
        if name not in form.fields:
            form.add_error(None, _("Sekarang tercatat: {now}.").format(now=now))
            return
        untouched = self._digest(name, posted(form, name)) == self._shown(name, shown)
        words = (
            _("Diubah orang lain menjadi: {now}.") if untouched else _("Sekarang tercatat: {now}. Isian Anda tetap.")
        )
        form.add_error(name, words.format(now=now))
        if untouched:
            put(form, name, sent(form, name, values.get(name)))

    def _digest(self, name: str, value: Sequence[str]) -> str:
        told = "\x1f".join((str(self.row.pk), name, *value)).encode()
        digest = hashlib.blake2b(told, digest_size=6, key=keyset().token_key[:32], person=b"laid over")
        return urlsafe_b64encode(digest.digest()).decode()


def last_done(dossier: UUID, *actions: Callable[..., Any], **about: Any) -> list[UUID]:
    """Which of these actions was the last in a file, about that: none, or one."""
    names = [action.__name__ for action in actions]
    lines = Action.objects.filter(
        dossier=dossier, name__in=names, facts__contains={n: str(v) for n, v in about.items()}
    )
    return list(lines.order_by("-recorded_at", "-pk").values_list("pk", flat=True)[:1])


def _said_again(deeds: list[str]) -> str:
    """Who said the same again, and when, as far as the log of this office tells it."""
    line = Action.objects.filter(pk__in=deeds).order_by("-recorded_at").first()
    who = Worker.objects.filter(pk=line.worker).values_list("name", flat=True).first() if line else None
    text = _(
        "{who} baru saja menyimpannya lagi dengan isi yang sama{at}. Isian Anda belum disimpan: baca dulu alasannya di "
        "Perjalanan kasus, lalu simpan lagi bila tetap perlu."
    )
    return text.format(who=who or _("Orang lain"), at=f" ({when(line.recorded_at)})" if line else "")


def lock(row: models.Model) -> models.Model:
    """The row as it is now. Nobody else who asks for it gets past here until the request is over."""
    rows = type(row)._default_manager.select_for_update(no_key=True)  # noqa: SLF001 - Django's public way
    return rows.get(pk=row.pk)


def sent(form: forms.Form, name: str, value: Any) -> Sent:
    """A value as the browser sends it when the field is left alone."""
    field = form.fields.get(name)
    if field is None:
        return _plain([value])
    widget, value = field.widget, field.prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value and widget.check_test(value) else []
    shown = widget.format_value(value)
    return _plain(sorted(shown) if isinstance(shown, list) else [shown])


def posted(form: forms.Form, name: str) -> Sent:
    """What was sent for a field, in the same shape."""
    data = form.data
    values = data.getlist(form.add_prefix(name)) if isinstance(data, QueryDict) else []
    if isinstance(form.fields[name].widget, forms.CheckboxInput):
        return ["on"] if values else []
    return _plain(sorted(values))


def put(form: forms.Form, name: str, value: Sent) -> None:
    """Let the form hold a value as if it had been sent."""
    data = form.data.copy() if isinstance(form.data, QueryDict) else QueryDict(mutable=True)
    data.setlist(form.add_prefix(name), value)
    form.data = data


def _plain(values: Sequence[Any]) -> Sent:
    found = ("" if value is None else str(value).replace("\r\n", "\n").strip() for value in values)
    return [value for value in found if value]


def said(field: forms.Field | None, value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool) or isinstance(field, forms.BooleanField):
        return _("ya") if value else _("tidak")
    if isinstance(field, forms.ChoiceField):
        labels = {str(code): str(label) for code, label in field.widget.choices}
        many = value if isinstance(value, (list, tuple)) else [value]
        return ", ".join(labels.get(_code(one), str(one)) for one in many if one is not None) or _("kosong")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "j M Y H.i")
    if isinstance(value, date):
        return date_format(value, "j M Y")
    return f"“{value}”" if value not in (None, "") else _("kosong")


def _code(value: Any) -> str:
    return str(getattr(value, "value", value))
