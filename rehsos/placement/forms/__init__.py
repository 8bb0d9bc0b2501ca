"""The forms of this room, each bound to its action."""
