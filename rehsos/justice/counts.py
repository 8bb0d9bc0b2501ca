"""What the matters of children before the law add to the count of cases: perkara, and the age that UU SPPA goes by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from rehsos.cases.counts import BY_LAW, ITEMS, NOT_VOID, STANDS, UNKNOWN, band_codes, bands, choice, said_band
from rehsos.cases.doors import OtherAge
from rehsos.house.counting import Dimension, Item, Logged, Measure, Told, Unit
from rehsos.law.ages import LAW_BANDS, Age, Birth

from .deed import computed_age, said_age
from .models import MISTAKE, HearingKind
from .roles import Role

ABH = _("Anak berhadapan dengan hukum")
BEFORE_THE_LAW = tuple(role.value for role in (Role.IN_CONFLICT, Role.VICTIM, Role.WITNESS))
_ROLES = ", ".join(f"'{role}'" for role in BEFORE_THE_LAW)
_AGE = "CASE WHEN c.role = '' THEN c.age ELSE c.age_at_deed END"
"""Of a child before the law the age at the deed. Without a perkara there is none to go by."""


def _hearing(kind: str) -> str:
    return str(HearingKind(kind).label) if kind in HearingKind.values else ""


_DEED = f"""
SELECT json_build_object('kept', c.age_at_deed, 'estimated', part.age_estimated,
                         'from', part.event_from, 'to', part.event_to)
  FROM (SELECT c.role) one LEFT JOIN LATERAL (
    SELECT j.age_estimated, m.event_from, m.event_to
      FROM justice_part j LEFT JOIN justice_matter m ON m.id = j.matter_id
     WHERE j.case_id = c.id AND j.ended_by <> '{MISTAKE}' ORDER BY j.id LIMIT 1) part ON true
 WHERE one.role <> ''
"""


def _age_at_deed(found: Mapping[str, Any], born: Birth | None) -> Age | None:
    """As every page says it; None where the count has none to go by either, or the part is not for this reader."""
    if found["kept"] is None or found["estimated"] is None:
        return None
    began, ended = (date.fromisoformat(found[day]) if found[day] else None for day in ("from", "to"))
    return said_age(computed_age(born, began, ended), found["kept"], estimated=found["estimated"])


COUNTED = (
    Measure(
        "abh",
        ABH,
        "case",
        STANDS,
        {"role": BEFORE_THE_LAW},
        items=("abh",),
        told_in=("anak", "perkara"),
        order=10,
    ),
    Item(
        "abh",
        "case",
        f"{NOT_VOID} AND c.role IN ({_ROLES})",
        ABH,
        of=("cases",),
        along=("sex",),
        beside={"type": "abh"},
        order=20,
    ),
    Logged(
        "record_hearing",
        _("Sidang atau pertemuan perkara"),
        _hearing,
        met=True,
        figure=_("Sidang dan pertemuan perkara"),
        order=10,
    ),
    Logged("record_diversi", _("Hasil diversi dicatat")),
    Unit(
        "perkara",
        _("perkara"),
        "case",
        "count(DISTINCT j.matter_id)",
        f"JOIN justice_part j ON j.case_id = c.id AND j.ended_by <> '{MISTAKE}'",
        # a child may be the victim in one matter and in conflict in another, at another age
        instead={"role": "j.role", "age_band": bands(LAW_BANDS, "j.age_at_deed")},
        order=30,
    ),
    Dimension(
        "role",
        _("Peran"),
        {"case": "c.role"},
        choice(Role.choices),
        all_codes=tuple(Role.values),
        told=Told(("abh",), beside={"other": Role.NONE}),
        order=30,
    ),
    Dimension(
        "age_band",
        _("Umur menurut UU SPPA"),
        {"case": bands(LAW_BANDS, _AGE)},
        said_band,
        band_codes(LAW_BANDS[:3]),
        (*band_codes(LAW_BANDS), UNKNOWN),
        guessed=f"c.guessed & {BY_LAW} > 0",
        told=Told(("abh", *ITEMS)),
        order=50,
    ),
    OtherAge("age_band", _DEED, _age_at_deed, _("{age} saat kejadian")),
)
