"""The locks name no place to download from, pin every version, and give every pin its hashes."""

import re
import sys
from pathlib import Path

from ops.locations import ROOT

LOCKS = (ROOT / "requirements" / "app.txt", ROOT / "requirements" / "dev.txt")
ADDRESS = re.compile(r"://|^\s*(-i|-f|--(extra-)?index-url|--find-links|--trusted-host)\b|\s@\s")
PIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*==[^\s;]+( ;[^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")
COMMENT = re.compile(r"^\s*#|^$")


def objections(lock: Path) -> list[str]:
    """What is wrong with a lock, each with its file and line; nothing where all is well."""
    lines = lock.read_text("utf-8").splitlines()
    found = []
    for number, (line, following) in enumerate(zip(lines, [*lines[1:], ""], strict=True), start=1):
        if ADDRESS.search(line):
            found.append(f"{lock.name}:{number}: alamat unduhan: {line}")
        elif PIN.match(line):
            found += [] if HASH.match(following) else [f"{lock.name}:{number}: tanpa hash: {line}"]
        elif not (HASH.match(line) or COMMENT.match(line)):
            found.append(f"{lock.name}:{number}: bukan versi yang dipatok: {line}")
    return found


def main() -> int:
    """0 where the locks are as they should be, else 1."""
    found = [each for lock in LOCKS for each in objections(lock)]
    for each in found:
        print(each)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
