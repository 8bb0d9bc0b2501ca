"""The only writers of this room, by what they are about."""
