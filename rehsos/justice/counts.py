"""What the matters of children before the law add to the count of cases: perkara, and the age that UU SPPA goes by."""

from django.utils.translation import gettext_lazy as _

from rehsos.cases.counts import BY_LAW, ITEMS, UNKNOWN, band_codes, bands, choice, said_band
from rehsos.house.counting import Dimension, Logged, Told, Unit
from rehsos.law.ages import LAW_BANDS

from .models import MISTAKE, HearingKind
from .roles import Role

_AGE = "CASE WHEN c.role = '' THEN c.age ELSE c.age_at_deed END"
"""Of a child before the law the age at the deed. Without a perkara there is none to go by."""


def _hearing(kind: str) -> str:
    return str(HearingKind(kind).label) if kind in HearingKind.values else ""


COUNTED = (
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
        told_of="abh",
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
        told=Told(ITEMS),
        order=50,
    ),
)
