"""Who issued the certificate of a signature, and whether the office trusts that issuer.

An issuer is trusted only where its root certificate lies in the folder of `TRUSTED_ROOTS`, put there by whoever runs
the house. No root comes with it, and nothing is fetched: whether a certificate was revoked is not asked.
"""

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

_LOG = logging.getLogger(__name__)
_ENDINGS = {".pem", ".crt", ".cer", ".der"}


class Standing(TextChoices):
    """What is known of the issuer of a certificate on the day its signature was kept."""

    UNCHECKED = "unchecked", _("belum diperiksa")
    TRUSTED = "trusted", _("diperiksa")
    UNKNOWN = "unknown", _("penerbit tidak dikenal")
    INVALID = "invalid", _("sertifikat tidak berlaku")


class Doubt(TextChoices):
    """What is odd about a signature or the file that bears it: said wherever the letter is shown, and never a lock."""

    SIGNER = "signer", _("Ditandatangani orang lain, bukan penanda tangan surat")
    UNKNOWN = "unknown", _("Penerbit sertifikat tidak dikenal")
    INVALID = "invalid", _("Sertifikat tidak berlaku saat diterima")
    REPRINTED = "reprinted", _("Dicetak ulang: halamannya bukan dari berkas kami")
    FOOT = "foot", _("Kaki surat menyebut BSrE, sertifikatnya dari penerbit lain")


def roots() -> list[Any]:
    """The root certificates that the office trusts; a file that is none is left out and named in the log."""
    return [root for file in _files() for root in _read(file)]


def trusts_any() -> bool:
    """Whether there is a folder with files in it that may be roots; none of them is read."""
    return bool(_files())


def _files() -> list[Path]:
    folder = settings.TRUSTED_ROOTS
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [file for file in found if file.suffix.lower() in _ENDINGS]


def _read(file: Path) -> list[Any]:
    from pyhanko.keys import load_certs_from_pemder

    try:
        return list(load_certs_from_pemder([str(file)]))  # type: ignore[no-untyped-call]
    except (OSError, ValueError):
        _LOG.warning("No certificate can be read in %s of TRUSTED_ROOTS; it is left out.", file.name)
        return []


def standing(status: Any, *, checked: bool) -> Standing:
    """What pyHanko found of the way from a certificate to the roots; `checked` where there were any."""
    from pyhanko.sign.ades.report import AdESIndeterminate

    if not checked:
        return Standing.UNCHECKED
    if status.trusted:
        return Standing.TRUSTED
    unknown = {AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND, AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE}
    return Standing.UNKNOWN if status.trust_problem_indic in unknown else Standing.INVALID


_BSRE = ("bsre", "balai sertifikasi elektronik", "balai besar sertifikasi elektronik")


def of_bsre(issuer: Any) -> bool:
    """Whether a certificate says that BSrE issued it."""
    told = str(issuer.human_friendly).casefold()
    return any(name in told for name in _BSRE)
