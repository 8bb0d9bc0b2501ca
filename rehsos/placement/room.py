"""What houses and stays give to the doors of the house."""

from rehsos.house.pages import Pages
from rehsos.house.rooms import Room

ROOM = Room(
    Pages("tinggal/", "rehsos.placement.urls"),
)
