"""Tables of houses and stays."""

from .house import Bed, House, Room, Sexes, Use

__all__ = ["Bed", "House", "Room", "Sexes", "Use"]
