"""What stays cost, along what the costs of services and legs are told by: payer, kind, claim, budget year (ADR 25).

By the house: it writes its costs, whosever the case is.
"""

from django.utils.translation import gettext_lazy as _

from rehsos.directory.kinds import counted_place, listed
from rehsos.house.counting import Along, Measure, Source, Unit

SOURCE = "stay_cost"
COUNTED = (
    Source(
        SOURCE,
        _("biaya tinggal yang tercatat"),
        "placement_staycost",
        counts_at="s.office_id",
        place=counted_place("o"),
        day="c.spent_on",
        barred="s.barred",
        joins="JOIN placement_stay s ON s.id = c.stay_id JOIN directory_office o ON o.id = s.office_id",
        beside=listed("o"),
        by_day=_("tanggal tagihan"),
        at=_("Tempat lembaga"),
        anywhere=_("semua lembaga"),
        by=("year", "payer"),
        titles={"office": _("Lembaga"), "place": _("Kabupaten/kota lembaga")},
    ),
    Measure("stay_costs", _("Biaya tinggal"), SOURCE, "s.withdrawn_by IS NULL AND c.struck_as = ''", order=76),
    Unit(
        "rupiah_tinggal", _("rupiah biaya tinggal"), SOURCE, "coalesce(sum(c.amount), 0)::bigint", additive=True,
        order=83,
    ),
    Unit("baris_tinggal", _("baris biaya tinggal"), SOURCE, additive=True, order=84),
    Along("payer", SOURCE, "c.payer"),
    Along("cost_kind", SOURCE, "c.kind"),
    Along("claim", SOURCE, "c.claim"),
    Along("budget_year", SOURCE, "coalesce(c.budget_year, 0)::text"),
)  # fmt: skip
