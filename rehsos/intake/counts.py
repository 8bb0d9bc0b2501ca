"""Reports as something to count: how many came in, and what became of them."""

from django.utils.translation import gettext_lazy as _

from rehsos.house.counting import Dimension, Item, Listed, Logged, Measure, Source, Told, Unit

from .models import INBOX, Channel, Decision, FromRole


def _channel(code: str) -> str:
    return str(Channel(code).label)


COUNTED = (
    # An office sees what it received, and nobody above it: so far it counts them.
    Source(
        "report",
        _("aduan dan permintaan yang tercatat"),
        "intake_report",
        counts_at="c.office_id",
        place="coalesce(c.place_id, '')",
        instant="c.received_at",
        above=False,
        by_day=_("tanggal diterima"),
        at=_("Tempat"),
        anywhere=_("semua tempat"),
        by=("year", "decision"),
        listed=Listed("c.channel", "report", "c.id", _channel),
    ),
    Measure("reports", INBOX, "report", items=("reports",), order=40),
    Item("reports", "report"),
    Logged("decide_report", _("Aduan dan permintaan ditindaklanjuti"), made=True),
    Unit("aduan", _("aduan"), "report", additive=True, order=40),
    Dimension(
        "decision",
        _("Tindak lanjut"),
        {"report": "c.decision"},
        lambda code: str(Decision(code).label),
        tuple(Decision.values),
        tuple(Decision.values),
        told=Told(("reports",)),
        order=100,
    ),
    Dimension.of_choices("channel", _("Lewat apa"), {"report": "c.channel"}, Channel, order=110),
    Dimension.of_choices("sender", _("Dari siapa"), {"report": "c.from_role"}, FromRole, order=120),
)
