"""What is odd about a PDF that came back signed: another's name, an issuer nobody trusts, a false foot, other pages."""

import re
from collections.abc import Iterator

from rehsos.papers.esigned import Signature, printed
from rehsos.papers.issuers import Doubt, Standing
from rehsos.papers.rendering.small_print import SIGNED_BSRE

from .comparing import pages_drawn_anew

_BY_ISSUER = {Standing.UNKNOWN: Doubt.UNKNOWN, Standing.INVALID: Doubt.INVALID}


def doubts_of(found: list[Signature], signer: str, ours: bytes, content: bytes) -> tuple[Doubt, ...]:
    """All that is to be said, each once; `ours` is the PDF that was given to be signed, `content` what came back."""
    reprinted = [Doubt.REPRINTED] if pages_drawn_anew(ours, content) else []
    return tuple(dict.fromkeys([*reprinted, *_doubts(found, signer, ours)]))


def _doubts(found: list[Signature], signer: str, ours: bytes) -> Iterator[Doubt]:
    if signer and not any(is_called(one.name, signer) for one in found):
        yield Doubt.SIGNER
    yield from (_BY_ISSUER[one.standing] for one in found if one.standing in _BY_ISSUER)
    if not all(one.of_bsre for one in found) and _names_bsre(ours):
        yield Doubt.FOOT


def _names_bsre(ours: bytes) -> bool:
    return "".join(SIGNED_BSRE.split()) in "".join(printed(ours).words)


def is_called(certified: str, name: str) -> bool:
    """Whether a certificate's name is that of a worker: each word of the shorter in the longer, initials count."""
    shorter, longer = sorted((_words(certified.partition(",")[0]), _words(name)), key=len)
    return bool(shorter) and all(any(_same(one, other) for other in longer) for one in shorter)


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.casefold())


def _same(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
