"""Services and what they cost, as something to count: how many, how long, how much (house.counting).

They are told to nobody who may not open the cells: one child may have many services, so five of them, which the ladder
would tell, may be one child.
"""

from django.utils.translation import gettext_lazy as _

from rehsos.house.counting import Dimension, Grain, Listed, Measure, Source, Summed, Unit

from .models import Claim, CostKind, Level, Mode, Payer, ServiceKind


def _kind(code: str) -> str:
    return str(ServiceKind(code).label)


def _mode(code: str) -> str:
    return str(Mode(code).label) if code else str(_("Tidak disebut"))


def _level(code: str) -> str:
    return str(Level(code).label)


def _mine(service: str) -> str:
    """Done by the worker `me`, for a case that they see. Its hour stands beside the worker, for their index."""
    return f"""{service}.id IN (SELECT w.service_id FROM cases_serviceworker w WHERE w.worker_id = %(me)s
                AND w.at >= coalesce(%(first)s::timestamptz, '-infinity') AND w.at < %(last)s)
   AND EXISTS (SELECT 1 FROM cases_servicecase v JOIN cases_case d ON d.id = v.case_id
                WHERE v.service_id = {service}.id AND v.withdrawn_by IS NULL AND d.status <> 'void')"""


def _budget(year: str) -> str:
    return year if year.strip("0") else str(_("belum dicatat"))


COUNTED = (
    # By the office that gave it, and where that office is: a service for several clients lives at no client's place.
    Source(
        "service",
        _("layanan yang tercatat"),
        "cases_service",
        counts_at="c.office",
        place="o.place_id",
        instant="c.at",
        barred="c.closed_to",
        joins="JOIN directory_office o ON o.id = c.office",
        mine=_mine("c"),
        by_day=_("tanggal layanan"),
        at=_("Tempat kantor"),
        by=("year", "service_kind"),
        titles={"office": _("Kantor yang melayani"), "place": _("Kabupaten/kota kantor")},
        listed=Listed("c.kind", key="c.id", said=_kind),
        summed=Summed(
            {"kind": "text", "mode": "text", "stands": "bool", "closed_to": "int[]"},
            (
                Grain("year", ("kind", "mode", "stands", "closed_to")),
                Grain("month", ("kind", "stands", "closed_to")),
                Grain("month", ("mode", "stands", "closed_to")),
            ),
            {"minutes": "{row}.minutes", "waiting": "{row}.waiting"},
        ),
    ),
    Source(
        "cost",
        _("biaya layanan yang tercatat"),
        "cases_cost",
        counts_at="s.office",
        place="o.place_id",
        instant="s.at",
        barred="s.closed_to",
        joins="JOIN cases_service s ON s.id = c.service_id JOIN directory_office o ON o.id = s.office",
        mine=_mine("s"),
        by_day=_("tanggal layanan"),
        at=_("Tempat kantor"),
        by=("year", "payer"),
        titles={"office": _("Kantor yang melayani"), "place": _("Kabupaten/kota kantor")},
    ),
    Measure("services", _("Layanan diberikan"), "service", "c.stands", order=50),
    Measure("costs", _("Biaya layanan"), "cost", "s.stands AND c.struck_as = ''", order=60),
    Unit("layanan", _("layanan"), "service", additive=True, summed="c.n", order=50),
    Unit(
        "menit",
        _("menit layanan"),
        "service",
        "coalesce(sum(c.minutes), 0)",
        additive=True,
        summed="c.minutes",
        order=52,
    ),
    Unit(
        "menunggu",
        _("menit menunggu"),
        "service",
        "coalesce(sum(c.waiting), 0)",
        additive=True,
        summed="c.waiting",
        order=54,
    ),
    Unit("rupiah", _("rupiah"), "cost", "coalesce(sum(c.amount), 0)::bigint", additive=True, order=60),
    Unit("baris", _("baris biaya"), "cost", additive=True, order=62),
    Dimension.of_choices(
        "service_kind", _("Jenis layanan"), {"service": "c.kind", "cost": "s.kind"}, ServiceKind, order=130
    ),
    Dimension("mode", _("Cara"), {"service": "c.mode"}, _mode, all_codes=("", *Mode.values), order=140),
    Dimension(
        "level", _("Tingkat rehabilitasi"), {"service": "c.level"}, _level, all_codes=tuple(Level.values), order=145
    ),
    Dimension.of_choices("cost_kind", _("Jenis biaya"), {"cost": "c.kind"}, CostKind, order=150),
    Dimension.of_choices("payer", _("Dibayar oleh"), {"cost": "c.payer"}, Payer, order=160),
    Dimension.of_choices("claim", _("Klaim"), {"cost": "c.claim"}, Claim, order=170),
    Dimension("budget_year", _("Tahun anggaran"), {"cost": "coalesce(c.budget_year, 0)::text"}, _budget, order=180),
)
