"""Which port `make run` serves on: PORT, or 8000. Asked with the system's Python before anything is installed."""

import os
import sys

HIGHEST = 65535


def wanted() -> int:
    """The port that PORT names. Leaves with one line where it names none."""
    text = os.environ.get("PORT") or "8000"
    port = number(text)
    if port is None:
        sys.exit(f"PORT={text} bukan nomor port (1–{HIGHEST}). Tulis misalnya: PORT=8080 make run")
    return port


def number(text: str) -> int | None:
    """The number of a port; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST else None


if __name__ == "__main__":
    wanted()
