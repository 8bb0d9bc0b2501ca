"""What an office decides of its clocks: the lengths of its own terms, advice it wants, days off of its region."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.bound import Does
from rehsos.access.pages import ActionForm
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.directory.doors import Choices, Policy
from rehsos.directory.models import Office
from rehsos.directory.policy import since
from rehsos.law.facts import Choice
from rehsos.law.shapes import Length, Rule
from rehsos.look.typed_day import Unread, read_day
from rehsos.look.words import say

from ..actions.terms import own_rules, proposed, set_days_off, set_terms, unverified_rules
from ..clockwork import AS_PROPOSED, CHOICES, DAYS_OFF
from ..rulebook import length_words
from .fields import Chips, Note

LONGEST, LONGEST_NAME = 999, 80
WRITTEN = "%d-%m-%Y"


REACH = (
    (
        "running",
        _(
            "juga kasus yang sedang berjalan, dihitung sejak hari itu; yang rencananya belum disetujui menyusul "
            "setelah disetujui"
        ),
    ),
    ("new", _("hanya yang mulai sejak hari itu")),
)
ON = "on_"
"""Before the code of a rule: the switch of that term."""


class TermsForm(ActionForm):
    """A switch and a length for each of the office's own terms, and the advice it wants to see."""

    shown = forms.MultipleChoiceField(
        label=_("Aturan yang belum dipastikan, tampilkan sebagai anjuran"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tidak pernah menahan pekerjaan dan tidak pernah merah."),
    )

    reach = Chips(_("Yang baru dinyalakan berlaku bagi"), REACH, required=False, initial="running")

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for rule in own_rules():
            self.fields[ON + rule.code] = forms.BooleanField(label=say(rule.label), required=False)
            self.fields[rule.code] = _number(rule)
        field = self.fields["shown"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(r.code, f"{say(r.label)} ({r.basis[0]})") for r in unverified_rules()]
        self.order_fields([*(name for rule in own_rules() for name in (ON + rule.code, rule.code)), "reach", "shown"])

    @property
    def switches(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Each switch with the length that it switches."""
        return [(self[ON + rule.code], self[rule.code]) for rule in own_rules()]

    @property
    def used(self) -> tuple[str, ...]:
        """The terms that the office keeps."""
        return tuple(rule.code for rule in own_rules() if self.cleaned_data[ON + rule.code])

    @property
    def lengths(self) -> dict[str, str]:
        """The length of each term, also of one that is off, in the unit the book proposes; empty: as proposed."""
        found = ((rule, self.cleaned_data[rule.code]) for rule in own_rules())
        return {rule.code: f"{number} {proposed(rule).unit}" for rule, number in found if number}


def _number(rule: Rule) -> forms.IntegerField:
    number, _space, unit = length_words(proposed(rule)).partition(" ")
    return forms.IntegerField(
        label=_g("Lama, dalam {unit}").format(unit=unit),
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=_g("Usulan {number}.").format(number=number),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"),
            _("Tulis bilangan dari 1 sampai {most}, atau kosongkan: dipakai usulannya.").format(most=LONGEST),
        ),
    )


def _choice(chosen: Choices) -> Choice:
    """What was decided, as the calculator takes it."""
    return Choice(switched_on=frozenset(chosen["on"]), switched_off=frozenset(chosen["off"]))


def _length(rule: Rule, chosen: Choices) -> Length:
    """How long it is here: the office's choice, else the proposal."""
    text = chosen["lengths"].get(rule.code)
    return Length.parse(text) if text else proposed(rule)


def _said(rule: Rule, chosen: Choices) -> Mapping[str, Any]:
    length = _length(rule, chosen)
    return {
        "label": say(rule.label),
        "code": rule.code,
        "on": _choice(chosen).shows(rule),
        "length": length_words(length),
        "proposed": length_words(proposed(rule)),
        "own": length != proposed(rule),
    }


def _terms_now(holds: Choices) -> Mapping[str, Any]:
    chosen = holds[CHOICES]
    switches = {ON + rule.code: _choice(chosen).shows(rule) for rule in own_rules()}
    advice = [rule.code for rule in unverified_rules() if rule.code in chosen["on"]]
    return {**switches, **{rule.code: _length(rule, chosen).number for rule in own_rules()}, "shown": advice}


def _terms_told(office: Office, holds: Choices) -> Mapping[str, Any]:
    chosen = holds[CHOICES]
    return {
        "terms": sorted((_said(rule, chosen) for rule in own_rules()), key=lambda told: not told["on"]),
        "advice": [say(rule.label) for rule in unverified_rules() if rule.code in chosen["on"]],
        "since": _since(office),
        "chosen": chosen != AS_PROPOSED,
    }


def _since(office: Office) -> date | None:
    """Since when this was chosen; None for what an office has from before it could choose."""
    found = since(office.pk, CHOICES)
    return found if found and found > min(rule.valid_from for rule in own_rules()) else None


def _decide_terms(form: Any, *, office: Office, by: Actor, action_id: UUID) -> None:
    given = form.cleaned_data
    set_terms(
        office=office, lengths=form.lengths, used=form.used, shown=tuple(given["shown"]), since=given["since"],
        reaching=given["reach"] == "running", by=by, action_id=action_id,
    )  # fmt: skip


class DaysOffForm(ActionForm):
    """A day in each line, with its name."""

    does = Does(set_days_off, about=("office",))

    days = Note(
        _("Hari libur daerah"), lines=6,
        help_text=_("Satu hari tiap baris: tanggal, lalu namanya. Misalnya: 11-12-2026 Hari jadi daerah."),
    )  # fmt: skip

    def clean_days(self) -> dict[str, str]:
        """The lines as days with their names; a line that is none is said."""
        lines = (line.split(maxsplit=1) for line in self.cleaned_data["days"].splitlines() if line.strip())
        found: dict[str, str] = {}
        for day, name in map(self._read, lines):
            if found.setdefault(day, name) != name:
                said = _("Dua baris dengan tanggal yang sama: “{one}” dan “{other}”. Gabungkan dalam satu baris.")
                raise ValidationError(said.format(one=found[day], other=name))
            if len(name) > LONGEST_NAME:
                raise ValidationError(_("Nama hari terlalu panjang: paling banyak 80 huruf. Singkatkan."))
        return found

    @staticmethod
    def _read(line: list[str]) -> tuple[str, str]:
        try:
            day, name = _day_and_name(" ".join(line).split())
            return day.isoformat(), name
        except Unread:
            said = _("“{line}” belum dapat dibaca. Tulis tanggal seperti 11-12-2026, lalu nama harinya.")
            raise ValidationError(said.format(line=" ".join(line)[:LONGEST_NAME])) from None


def _day_and_name(line: list[str]) -> tuple[date, str]:
    """A date of one word or several, then the name: 11-12-2026 Hari jadi; 11 Des 2026 Hari jadi. Raises Unread."""
    for end in range(min(4, len(line) - 1), 0, -1):
        with suppress(Unread):
            return read_day(" ".join(line[:end]), timezone.localdate(), ahead=True), " ".join(line[end:])
    raise Unread(" ".join(line))


def _days_now(holds: Choices) -> Mapping[str, Any]:
    kept = sorted(holds[DAYS_OFF].items())
    return {"days": "\n".join(f"{datetime.fromisoformat(day):{WRITTEN}} {name}" for day, name in kept)}


def _days_told(_office: Office, holds: Choices) -> Mapping[str, Any]:
    return {"days_off": [(date.fromisoformat(day), name) for day, name in sorted(holds[DAYS_OFF].items())]}


def _decide_days(form: Any, *, office: Office, by: Actor, action_id: UUID) -> None:
    set_days_off(office=office, **form.given, by=by, action_id=action_id)


TERMS = Policy(
    _("Tenggat kantor"), "office_terms", "tenggat/", 20, {CHOICES: AS_PROPOSED}, TermsForm, _terms_now,
    "cases/policy/terms.html", _terms_told, Permission.SET_TERMS, decide=_decide_terms,
    sheet="cases/policy/terms_form.html",
    lead=_("Kebijakan dinas, bukan undang-undang. Tenggat undang-undang tetap berjalan, apa pun yang dipilih di sini."),
)  # fmt: skip
REGION = Policy(
    _("Hari libur daerah"), "office_days_off", "libur/", 30, {DAYS_OFF: {}}, DaysOffForm, _days_now,
    "cases/policy/days_off.html", _days_told, Permission.APPROVE, at_once=True, decide=_decide_days,
    lead=_("Libur nasional dan cuti bersama sudah ada di Rehsos. Hanya tenggat dalam hari kerja yang bergeser."),
)  # fmt: skip
