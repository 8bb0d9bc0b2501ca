"""What one is called to in a perkara, and what a spoken request means by it."""

from rehsos.cases.models import AppointmentKind as Kind

KINDS = frozenset({Kind.STATEMENT, Kind.HEARING, Kind.DIVERSI, Kind.PROSECUTION, Kind.U12_MEETING})
"""Each is for a child's part in a matter, whose course this room records."""
ASKED = {"bap": Kind.STATEMENT, "hearing": Kind.HEARING, "diversi": Kind.DIVERSI}
