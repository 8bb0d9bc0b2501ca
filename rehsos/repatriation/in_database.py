"""What the database does by itself for rides: what their leg tells its two offices stands on each of them, too."""

from rehsos.house.database import Function, on_change

from . import counted

_COLUMNS = ("sender_id", "receiver_id", "shown_from", "shown_until")
FUNCTIONS = (
    *counted.FUNCTIONS,
    Function(
        "repatriation_leg_shown()",
        "trigger",
        """BEGIN
             UPDATE repatriation_ride SET sender_id = NEW.sender_id, receiver_id = NEW.receiver_id,
                    shown_from = NEW.shown_from, shown_until = NEW.shown_until WHERE leg_id = NEW.id;
             RETURN NULL;
           END""",
    ),
)
TRIGGERS = (on_change("shown", "repatriation_leg", _COLUMNS, "repatriation_leg_shown"),)
