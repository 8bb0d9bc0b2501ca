"""What an office decides for itself: its letters and its own terms, each from a day on."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from rehsos.access.laid_over import LaidOver
from rehsos.access.pages import ActionForm, Request, form_page, page
from rehsos.access.permissions import Permission, role_label
from rehsos.access.second_factor import POLICY as SECOND_FACTOR
from rehsos.cases.actions.terms import own_rules, proposed, set_terms, unverified_rules
from rehsos.cases.clockwork import AS_PROPOSED, CHOICES, DAYS_OFF
from rehsos.cases.forms.fields import Chips, Day, Line, Note, Pick
from rehsos.cases.forms.letters import CAPACITIES
from rehsos.cases.pages.case_forms import colleagues
from rehsos.cases.rulebook import length_words
from rehsos.directory.actions import set_policy
from rehsos.directory.models import LocalPolicy, Office
from rehsos.directory.policy import policies
from rehsos.journeys.letterhead import letterhead
from rehsos.law.shapes import Length, Rule
from rehsos.look.words import say
from rehsos.papers.letters import NUMBERING
from rehsos.papers.models import NumberSource
from rehsos.papers.rendering.numbering import Pattern

TITLE = _("Kebijakan kantor")
_WHAT = {CHOICES: _("Tenggat kantor"), SECOND_FACTOR: _("Masuk ke Rehsos")}
LONGEST = 999
Policies = Mapping[str, Any]


@page(Permission.APPROVE)
def office(request: Request) -> HttpResponseBase:
    """How the office writes its letters and what terms it gives itself, with what is still to come."""
    here = Office.objects.get(pk=request.actor.office)
    holds = policies(here.pk)
    chosen = holds.get(CHOICES, AS_PROPOSED)
    later = LocalPolicy.objects.filter(office=here, since__gt=timezone.localdate())
    days = sorted({(row.since, row.key) for row in later if row.key in {CHOICES, SECOND_FACTOR}}
                  | {(row.since, "") for row in later if row.key not in {CHOICES, SECOND_FACTOR}})  # fmt: skip
    shown = {
        "head": letterhead(here),
        "numbers": NumberSource(_letters(holds)["letter_numbers"]),
        "example": _example(holds),
        "acknowledges": holds.get("letter_acknowledge", {}).get("title"),
        "terms": [_said(rule, chosen) for rule in own_rules()],
        "advice": [say(rule.label) for rule in unverified_rules() if rule.code in chosen["on"]],
        "days_off": [(date.fromisoformat(day), name) for day, name in sorted(holds.get(DAYS_OFF, {}).items())],
        "later": [(day, _WHAT.get(key, _("Surat kantor"))) for day, key in days],
        "second_factor": [role_label(role) for role in holds.get(SECOND_FACTOR, [])],
    }
    return render(request, "desk/office.html", shown)


def _said(rule: Rule, chosen: Policies) -> Mapping[str, Any]:
    length = _length(rule, chosen)
    return {
        "label": say(rule.label),
        "code": rule.code,
        "length": length and length_words(length),
        "proposed": length_words(proposed(rule)),
        "own": length != proposed(rule),
    }


def _length(rule: Rule, chosen: Policies) -> Length | None:
    """What holds here: the office's choice, else the proposal; None where it is left out."""
    if rule.code in chosen["off"]:
        return None
    text = chosen["lengths"].get(rule.code)
    return Length.parse(text) if text else proposed(rule)


def _letters(holds: Policies) -> Policies:
    return {**NUMBERING, **holds}


def _example(holds: Policies) -> str:
    """How a number of the office's own series looks."""
    told = _letters(holds)
    pattern, kode, unit = (str(told[f"letter_{name}"]) for name in ("pattern", "code", "unit"))
    return Pattern(pattern).number(agenda=12, on=timezone.localdate(), kode=kode, unit=unit)


class OfficeForm(ActionForm):
    """From when a choice of the office holds; asked last."""

    field_order: list[str] | None = None
    since = Day(_("Berlaku sejak"), ahead=True, help_text=_("Yang sudah berjalan tidak berubah."))

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.order_fields([*(name for name in self.fields if name != "since"), "since"])


class OfficeLettersForm(OfficeForm):
    """The letterhead, where numbers come from, who acknowledges."""

    letter_head = Note(_("Kop surat"), lines=3, help_text=_("Baris demi baris. Kosongkan: ditulis dari nama kantor."))
    letter_place = Line(_("Kota pada tanggal surat"), most=60, help_text=_("Kosongkan: diambil dari alamat kantor."))
    letter_numbers = Chips(_("Nomor surat dari"), NumberSource.choices)
    letter_pattern = Line(_("Pola seri sendiri"), most=80, required=True,
                          help_text=_("Yang dalam kurung diisi sendiri: {agenda} nomor urut, {kode} kode klasifikasi, "
                                      "{unit} singkatan unit, {bulan} atau {bulan_romawi}, {tahun}. "
                                      "{agenda:3} menulis 012."))  # fmt: skip
    letter_code = Line(_("Kode klasifikasi"), most=20)
    letter_unit = Line(_("Singkatan unit"), most=30)
    worker = Pick(_("Yang mengetahui"), [], required=False, blank=_("Tidak ada"))
    title = Line(_("Jabatannya pada surat"), most=120)
    capacity = forms.ChoiceField(label=_("Kedudukannya"), choices=CAPACITIES, required=False)
    on_behalf_of = Line(_("Atas nama"), most=120, help_text=_("Hanya untuk a.n.: jabatan yang diwakili."))

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        field = self.fields["worker"]
        assert isinstance(field, Pick)  # noqa: S101 - for the type checker
        field.choices = [("", str(_("Tidak ada"))), *workers]

    def clean(self) -> dict[str, Any]:
        """The pattern must make a number; who acknowledges has a title."""
        given = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"letter_pattern", "letter_code", "letter_unit"}:
            self._check_pattern(given)
        if given.get("worker") and not given.get("title"):
            self.add_error("title", str(_("Isi jabatannya seperti tertulis pada surat.")))
        return given

    def _check_pattern(self, given: Mapping[str, Any]) -> None:
        try:
            _example(given)
        except ValueError:
            self.add_error("letter_pattern", str(_BAD_PATTERN))

    @property
    def values(self) -> dict[str, Any]:
        """The choices by key; what was left empty goes back to the default."""
        given = self.cleaned_data
        plain = ("letter_place", "letter_numbers", "letter_pattern", "letter_code", "letter_unit")
        signer = {"worker": int(given["worker"])} if given["worker"] else None
        told = {name: given[name] for name in ("title", "capacity", "on_behalf_of") if given[name]}
        return {
            **{name: given[name] or None for name in plain},
            "letter_head": [line.strip() for line in given["letter_head"].splitlines() if line.strip()] or None,
            "letter_acknowledge": {**signer, **told} if signer else None,
        }


_BAD_PATTERN = _(
    "Pola ini tidak menghasilkan nomor. {agenda} dan {tahun} masing-masing sekali; kode dan unit diisi bila disebut; "
    "selain itu hanya huruf, angka, spasi, titik, garis miring, dan tanda hubung."
)


@page(Permission.APPROVE)
def office_letters(request: Request) -> HttpResponseBase:
    """Set how the office's letters look and are numbered."""
    here = Office.objects.get(pk=request.actor.office)

    def save(form: OfficeLettersForm) -> None:
        since = form.cleaned_data["since"]
        set_policy(office=here, values=form.values, since=since, by=request.actor, action_id=form.id)

    return _record(
        request,
        OfficeLettersForm,
        save,
        title=_("Surat kantor"),
        form_kwargs={"workers": colleagues(request, "kabid", "peksos", "sentra", above=True)},
        over=LaidOver(here, _letters_now),
    )


def _letters_now(office: Office) -> dict[str, Any]:
    holds, later = _decided(office)
    told = dict(_letters(holds))
    head, acknowledges = told.pop("letter_head", []), told.pop("letter_acknowledge", {})
    known = {name: value for name, value in told.items() if name in OfficeLettersForm.base_fields}
    return {**known, **acknowledges, "letter_head": "\n".join(head), "later": later}


def _decided(office: Office) -> tuple[Policies, str]:
    """What holds, and what is still to come: a choice for next week is not overwritten unseen either."""
    rows, today = list(LocalPolicy.objects.filter(office=office).order_by("since", "key")), timezone.localdate()
    holds = {row.key: row.value for row in rows if row.since <= today}
    later = "; ".join(f"{row.since:%d-%m-%Y} {row.key}: {row.value}" for row in rows if row.since > today)
    return {key: value for key, value in holds.items() if value is not None}, later


class OfficeTermsForm(OfficeForm):
    """A length for each of the office's own terms, and the advice it wants to see."""

    shown = forms.MultipleChoiceField(
        label=_("Aturan yang belum dipastikan, tampilkan sebagai anjuran"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tidak pernah menahan pekerjaan dan tidak pernah merah."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for rule in own_rules():
            self.fields[rule.code] = _number(rule, say(rule.label))
        field = self.fields["shown"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - for the type checker
        field.choices = [(r.code, f"{say(r.label)} ({r.basis[0]})") for r in unverified_rules()]
        self.order_fields([*(rule.code for rule in own_rules()), "shown", "since"])

    @property
    def lengths(self) -> dict[str, str]:
        """The length of each term that is used, in the unit the book proposes."""
        found = ((rule, self.cleaned_data[rule.code]) for rule in own_rules())
        return {rule.code: f"{number} {proposed(rule).unit}" for rule, number in found if number}

    @property
    def left_out(self) -> tuple[str, ...]:
        """Terms left empty: this office does not use them."""
        return tuple(rule.code for rule in own_rules() if not self.cleaned_data[rule.code])


def _number(rule: Rule, label: str) -> forms.IntegerField:
    unit = length_words(proposed(rule)).partition(" ")[2]
    proposal = _g("Dalam {unit}; usulan {proposed}.").format(unit=unit, proposed=length_words(proposed(rule)))
    wrong = _("Tulis bilangan dari 1 sampai {most}, atau kosongkan bila tidak dipakai.").format(most=LONGEST)
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text=proposal,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


@page(Permission.APPROVE)
def office_terms(request: Request) -> HttpResponseBase:
    """Set the lengths of the office's own terms. The law's are not the office's to change."""
    here = Office.objects.get(pk=request.actor.office)

    def save(form: OfficeTermsForm) -> None:
        set_terms(
            office=here,
            lengths=form.lengths,
            left_out=form.left_out,
            shown=tuple(form.cleaned_data["shown"]),
            since=form.cleaned_data["since"],
            by=request.actor,
            action_id=form.id,
        )

    return _record(
        request,
        OfficeTermsForm,
        save,
        title=_("Tenggat kantor"),
        lead=_("Kebijakan dinas, bukan undang-undang. Kosongkan tenggat yang tidak dipakai."),
        over=LaidOver(here, _terms_now),
    )


def _terms_now(office: Office) -> dict[str, Any]:
    holds, later = _decided(office)
    chosen = holds.get(CHOICES, AS_PROPOSED)
    lengths = ((rule.code, _length(rule, chosen)) for rule in own_rules())
    return {**{code: length and length.number for code, length in lengths}, "shown": chosen["on"], "later": later}


def _record(request: Request, form: type[OfficeForm], save: Any, *, title: Any, **more: Any) -> HttpResponseBase:
    """One form of the office's, from today unless somebody says later."""
    initial = {"since": timezone.localdate()}
    crumbs = [(TITLE, reverse("desk:office")), (title, None)]
    return form_page(
        request, form, save, title=title, back=reverse("desk:office"), initial=initial, crumbs=crumbs,
        done=_("Tersimpan, berlaku sejak tanggal itu."), **more,
    )  # fmt: skip
