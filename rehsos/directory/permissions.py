"""What this room's actions ask of who does them. Which roles may, says `access`, which stands above and takes it up."""

APPROVE = "approve"
"""To decide for the office."""
ARRANGE = "arrange_house"
"""To say what a house has: rooms, beds, whom it takes, its papers."""
OPERATE = "operate"
"""Held by no role: only by who runs the server."""
