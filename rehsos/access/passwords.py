"""Passwords that somebody who knows where one works would try first."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .models import User

WORDS = (
    "password", "katasandi", "sandi", "rahasia", "rehsos", "rehabilitasi", "dinsos", "dinassosial", "kemensos",
    "kementerian", "sosial", "peksos", "pekerjasosial", "indonesia", "bismillah", "alhamdulillah", "sayang", "cinta",
    "admin", "administrator", "selamat", "pagi", "merdeka", "garuda", "qwerty", "asdfgh", "kupang", "jakarta",
)  # fmt: skip
FEWEST_OWN = 4
"""Letters that must be left when such words, figures and signs are taken away."""
_LEET = str.maketrans("0134578@$!", "oieastbasi")


class NotTheFirstGuess:
    """Refuses a password that is little more than such a word, one's own name or one's e-mail, with figures behind."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError that says what to do instead."""
        left = min((_own(text, user) for text in (password.lower(), password.lower().translate(_LEET))), key=len)
        if len(left) < FEWEST_OWN and re.search(r"[a-z]", password.lower()):
            raise ValidationError(
                _("Kata sandi ini mudah ditebak. Pakai tiga atau empat kata yang tidak berhubungan dengan pekerjaan.")
            )

    def get_help_text(self) -> str:
        """What is asked of a password."""
        return _("Bukan nama Anda, nama dinas, atau kata yang umum dengan angka di belakangnya.")


def _own(text: str, user: User | None) -> str:
    """The letters that are the writer's own."""
    letters = re.sub(r"[^a-z]", "", text)
    for word in sorted({*WORDS, *_of(user)}, key=len, reverse=True):
        letters = letters.replace(word, "")
    return letters


def _of(user: User | None) -> set[str]:
    if user is None:
        return set()
    name = user.worker.name if user.worker_id else ""
    return {word for word in re.split(r"[^a-z]+", f"{user.email} {name}".lower()) if len(word) >= FEWEST_OWN - 1}
