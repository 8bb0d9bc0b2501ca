"""What legs cost, along what the costs of services are told by: payer, kind, claim, budget year (ADR 25).

By the office whose leg it is: it writes its costs. A group's leg is one bill, so nothing here is told of a person.
"""

from django.utils.translation import gettext_lazy as _

from rehsos.house.counting import Along, Measure, Source, Unit

SOURCE = "leg_cost"
COUNTED = (
    Source(
        SOURCE,
        _("biaya etape yang tercatat"),
        "repatriation_legcost",
        counts_at="l.office_id",
        place="o.place_id",
        instant="coalesce(l.departed_at, l.departs)",
        joins="JOIN repatriation_leg l ON l.id = c.leg_id JOIN directory_office o ON o.id = l.office_id",
        above=False,
        by_day=_("tanggal berangkat"),
        at=_("Tempat kantor"),
        by=("year", "payer"),
        titles={"office": _("Kantor yang memulangkan"), "place": _("Kabupaten/kota kantor")},
    ),
    Measure("leg_costs", _("Biaya etape pemulangan"), SOURCE, "c.struck_as = ''", order=79),
    Unit(
        "rupiah_etape", _("rupiah biaya etape"), SOURCE, "coalesce(sum(c.amount), 0)::bigint", additive=True, order=81
    ),
    Unit("baris_etape", _("baris biaya etape"), SOURCE, additive=True, order=82),
    Along("payer", SOURCE, "c.payer"),
    Along("cost_kind", SOURCE, "c.kind"),
    Along("claim", SOURCE, "c.claim"),
    Along("budget_year", SOURCE, "coalesce(c.budget_year, 0)::text"),
)
