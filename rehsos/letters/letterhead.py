"""The head of an office's letters: as the office set it, else as its kind writes it."""

import base64
import re
from collections.abc import Mapping
from typing import Any

from rehsos.directory import gazetteer
from rehsos.directory.kinds import PARTNERS, UNITS
from rehsos.directory.models import Office, OfficeKind
from rehsos.directory.policy import policies, policy
from rehsos.papers.rendering.sheet import Letterhead

MINISTRY = "Kementerian Sosial Republik Indonesia"
LOOKS: Mapping[str, Any] = {"letter_emblem": "", "letter_font": "ours", "letter_red": True, "letter_numbered": False}
"""How letters look where the office has not said otherwise, by the key of its policy. The emblem is base64."""


_ADDRESS = re.compile(r"(jl|jln|jalan|alamat)\b|.*\bkode pos\b|.*\b\d{5}\b", re.IGNORECASE)
_CONTACT = re.compile(
    r".*(@|www\.|https?:|\b(te?lp|tel|telepon|telp?\.|fax|faks|faksimile|hp|wa|whatsapp|e-?mail|pos-?el|surel|laman|situs"
    r"|website)\b)",
    re.IGNORECASE,
)


def letterhead(office: Office, decided: Mapping[str, Any] | None = None) -> Letterhead:
    """The office's lines, address and contact. `letter_head` of what the office decided overrides the lines.

    Of a hidden office it is the code, and nothing of what it decided.

    Who copies the head of the office's paper types its address and telephone too: they are not printed twice.
    """
    decided = policies(office.pk) if decided is None else decided
    decided = {} if office.hidden_place else decided  # the head of its paper tells where it stands
    names, small = _parted([str(line) for line in decided.get("letter_head") or _lines(office)])
    contact = [line for line in small if _CONTACT.match(line)]
    address = [line for line in small if line not in contact]
    told_both = any(_ADDRESS.match(line) for line in contact)
    looks: dict[str, Any] = {**LOOKS} | {key: decided[key] for key in LOOKS if key in decided}
    return Letterhead(
        tuple(names),
        "\n".join(address) or ("" if told_both else office.address),
        "\n".join(contact) or office.contact,
        name=office.name,
        emblem=base64.b64decode(looks["letter_emblem"]),
        font=looks["letter_font"],
        red=looks["letter_red"],
        numbered=looks["letter_numbered"],
        issuer=decided.get("letter_issuer") or "",
    )


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines that name the office, and from the first address or contact on what stands small beneath them."""
    small = (at for at, line in enumerate(lines) if at and (_ADDRESS.match(line) or _CONTACT.match(line)))
    at = next(small, len(lines))
    return lines[:at], lines[at:]


def _lines(office: Office) -> tuple[str, ...]:
    if office.kind == OfficeKind.SENTRA:
        return MINISTRY, office.name
    above = _government_of(office)
    if above.kind in {OfficeKind.SENTRA, OfficeKind.MINISTRY} and above is not office:
        return MINISTRY, office.name
    region = region_of(above)
    if office.kind == OfficeKind.MINISTRY or office.kind in PARTNERS or not region:
        return (office.name,)
    return f"Pemerintah {region}", office.name.removesuffix(region).strip()


def _government_of(office: Office) -> Office:
    """The office whose government a unit stands for: a province's house in a town is the province's."""
    while office.kind in UNITS and office.parent is not None:
        office = office.parent
    return office


def region_of(office: Office) -> str:
    """Kabupaten Kupang: the region of the place of the office, written out."""
    place = gazetteer.place(office.place_id)
    return f"{place.kind.title()} {place.name}" if place else ""


def letter_place(office: Office) -> str:
    """Where the office's letters are dated: its policy `letter_place`, else the last word of its address."""
    town = office.address.rpartition(",")[2].strip()
    default = town if town and not any(sign.isdigit() for sign in town) else region_of(office)
    return default if office.hidden_place else str(policy(office.pk, "letter_place") or default)
