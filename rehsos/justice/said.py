"""The words of this room for a timeline and for its codes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.audit.doors import ITSELF
from rehsos.look.labels import label

from .models import MISTAKE, Level, Outcome, Side

BESIDE: Mapping[str, Words] = {"form": ITSELF, "length": ITSELF, "present": _("hadir: {}"), "testimony": ITSELF}
LABELS: Mapping[str, str] = {"ending": "part_ended", "form": "known", "measure": "imposed"}
ANSWERS: Mapping[str, Words] = {
    "child": _("anak"), "adult": _("orang dewasa"),
    "under_12": _("di bawah 12 tahun"), "12_13": _("12–13 tahun"), "14_17": _("14–17 tahun"),
    "18_20": _("18–20 tahun"), "21_up": _("21 tahun ke atas"),
    "peace": _("perdamaian"), "return": _("dikembalikan kepada orang tua atau wali"),
    "payment": _("ganti rugi atau pemulihan"), "service": _("pelayanan masyarakat"),
    "programme": _("pendidikan, pelatihan atau program LPKS"), "other": _("kewajiban lain"),
}  # fmt: skip
"""What questions of `law/facts.toml` are answered with: who did it, at which age, what diversi agreed on."""
KNOWERS: Mapping[str, Words] = {
    "police": _("Kepolisian"), "prosecutor": _("Kejaksaan"), "bapas": _("Bapas"), "lpsk": _("LPSK"),
}  # fmt: skip
"""Who knows the facts of `law/facts.toml` that are not ours to know."""


def imposed(code: str) -> str:
    """A measure behind the outcome, without the outcome's word: Pidana peringatan, not Pidana Pidana peringatan."""
    said = label(code, "measure")
    return next((rest for one in Outcome if (rest := said.removeprefix(f"{one.label} ")) != said), said)


def ended(code: str) -> str:
    """By what a part ended: an ending of the book, or that it never was."""
    return gettext("salah catat, bukan perkara atau peran anak ini") if code == MISTAKE else label(code, "ending")


CODES: Mapping[str, Any] = {"part_ended": ended, "level": Level, "side": Side, "imposed": imposed}
