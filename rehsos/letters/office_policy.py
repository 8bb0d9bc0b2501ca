"""What an office decides of its letters: their head, where numbers come from, who acknowledges."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.pages import ActionForm
from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.cases.forms.fields import Chips, Line, Note, Pick
from rehsos.cases.pages.case_forms import colleagues
from rehsos.directory.doors import Choices, Policy
from rehsos.directory.models import Office
from rehsos.papers.kinds import kinds as all_kinds
from rehsos.papers.kinds import words_of
from rehsos.papers.letters import NUMBERING, lines_of
from rehsos.papers.models import NumberSource, Road
from rehsos.papers.rendering.numbering import Pattern

from .forms.steps import CAPACITIES
from .letterhead import letterhead


class OfficeLettersForm(ActionForm):
    """The letterhead, where numbers come from, who acknowledges."""

    letter_head = Note(
        _("Kop surat"),
        lines=3,
        help_text=_(
            "Baris demi baris, seperti pada kertas kop: nama kantor dulu, alamat dan telepon di bawahnya dicetak "
            "kecil. Kosongkan: ditulis dari data kantor."
        ),
    )
    letter_place = Line(_("Kota pada tanggal surat"), most=60, help_text=_("Kosongkan: diambil dari alamat kantor."))
    letter_road = Chips(_("Surat ditandatangani"), Road.choices,
                        help_text=_("Yang sudah bernomor tetap pada caranya."))  # fmt: skip
    letter_issuer = Chips(
        _("Penerbit sertifikat di kaki surat"),
        [("bsre", "BSrE")],
        blank=_("Tidak disebut"),
        required=False,
        help_text=_("Untuk tanda tangan elektronik. Pilih BSrE bila semua penanda tangan memakai sertifikat BSrE."),
    )
    letter_numbers = Chips(_("Nomor surat dari"), NumberSource.choices)
    letter_pattern = Line(_("Pola seri sendiri"), most=80, required=True,
                          help_text=_("Yang dalam kurung diisi sendiri: {agenda} nomor urut, {derajat} B, T, R atau "
                                      "SR, {kode} kode klasifikasi arsip, {unit} singkatan unit, {bulan} atau "
                                      "{bulan_romawi}, {tahun}. {agenda:3} menulis 012."))  # fmt: skip
    letter_code = Line(_("Kode klasifikasi arsip"), most=20)
    letter_codes = Note(_("Kode lain menurut jenis surat"), lines=3,
                        help_text=_("Satu baris satu jenis, misalnya: Laporan sosial = 400.9.1"))  # fmt: skip
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

    def clean_letter_codes(self) -> dict[str, str]:
        """Archive codes by kind of letter; a line that names no kind is said."""
        kinds = {str(kind.words).casefold(): kind.code for kind in all_kinds().values() if kind.goes}
        told = (line.partition("=") for line in lines_of(self.cleaned_data["letter_codes"]))
        codes = {words.strip(): code.strip() for words, _equals, code in told}
        for words, code in codes.items():
            if words.casefold() not in kinds or not Pattern.takes(code):
                raise forms.ValidationError(_NO_KIND.format(line=words, kinds=", ".join(sorted(kinds))))
        return {kinds[words.casefold()]: code for words, code in codes.items()}

    def _check_pattern(self, given: Mapping[str, Any]) -> None:
        try:
            _example(given)
        except ValueError:
            self.add_error("letter_pattern", str(_BAD_PATTERN))

    @property
    def values(self) -> dict[str, Any]:
        """The choices by key; what was left empty goes back to the default."""
        given = self.cleaned_data
        plain = (*(key for key in NUMBERING if key != "letter_codes"), "letter_place")
        signer = {"worker": int(given["worker"])} if given["worker"] else None
        told = {name: given[name] for name in ("title", "capacity", "on_behalf_of") if given[name]}
        return {
            **{name: given[name] or None for name in plain},
            "letter_codes": given["letter_codes"] or None,
            "letter_head": [line.strip() for line in given["letter_head"].splitlines() if line.strip()] or None,
            "letter_acknowledge": {**signer, **told} if signer else None,
        }


_BAD_PATTERN = _(
    "Pola ini tidak menghasilkan nomor. {agenda} dan {tahun} masing-masing sekali; kode dan unit diisi bila disebut; "
    "selain itu hanya huruf, angka, spasi, titik, garis miring, dan tanda hubung."
)


_NO_KIND = _("“{line}”: tulis jenis surat, tanda =, lalu kodenya. Jenisnya: {kinds}.")


def _example(holds: Choices) -> str:
    """How a number of the office's own series looks."""
    pattern, kode, unit = (str(holds[f"letter_{name}"]) for name in ("pattern", "code", "unit"))
    return Pattern(pattern).number(agenda=12, on=timezone.localdate(), kode=kode, unit=unit, degree="R")


def _letters_now(holds: Choices) -> Mapping[str, Any]:
    codes = "\n".join(f"{words_of(kind)} = {code}" for kind, code in sorted(holds["letter_codes"].items()))
    plain = {name: holds[name] for name in (*NUMBERING, "letter_place")}
    lines = {"letter_head": "\n".join(holds["letter_head"]), "letter_codes": codes}
    return {**plain, **holds["letter_acknowledge"], **lines}


def _letters_told(office: Office, holds: Choices) -> Mapping[str, Any]:
    return {
        "head": letterhead(office, holds),
        "road": Road(holds["letter_road"]),
        "issuer": holds["letter_issuer"] if holds["letter_road"] == Road.ELECTRONIC else "",
        "numbers": NumberSource(holds["letter_numbers"]),
        "example": _example(holds),
        "acknowledges": holds["letter_acknowledge"].get("title"),
    }


def _who_may_acknowledge(by: Actor) -> Mapping[str, Any]:
    return {"workers": colleagues(by, "kabid", "peksos", "sentra", above=True)}


LETTERS = Policy(
    _("Surat kantor"), "office_letters", "surat/", 10,
    {**NUMBERING, "letter_head": [], "letter_place": "", "letter_acknowledge": {}}, OfficeLettersForm, _letters_now,
    "letters/policy/letters.html", _letters_told, Permission.APPROVE, asks=_who_may_acknowledge,
)  # fmt: skip
