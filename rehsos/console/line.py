"""One line of `rehsos check`."""

from dataclasses import dataclass

REPAIR = "Jalankan: rehsos migrate"
UNMADE = f"tabelnya belum ada. {REPAIR}"


@dataclass(frozen=True)
class Line:
    """An answer: what was asked, whether it is well, and if not, what is wrong and what to do."""

    what: str
    ok: bool
    note: str = ""
