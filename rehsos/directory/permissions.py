"""What this room's actions ask of who does them. Which roles may, says `access`, which stands above and takes it up."""

APPROVE = "approve"
"""To decide for the office."""
OPERATE = "operate"
"""Held by no role: only by who runs the server."""
