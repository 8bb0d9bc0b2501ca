"""What the database does by itself for referrals: the wall of a case stands around what was told of it, too."""

from rehsos.house.database import Function, Trigger, on_change

FUNCTIONS = (
    Function(
        "referral_wall()",
        "trigger",
        "BEGIN SELECT barred INTO NEW.barred FROM cases_case WHERE id = NEW.case_id; RETURN NEW; END",
    ),
    Function(
        "cases_case_to_referral()",
        "trigger",
        "BEGIN UPDATE referral_referral SET barred = NEW.barred WHERE case_id = NEW.id; RETURN NULL; END",
    ),
)
TRIGGERS = (
    Trigger("wall", "referral_referral", "BEFORE INSERT", "referral_wall"),
    on_change("referral", "cases_case", ("barred",), "cases_case_to_referral"),
)
