"""What signing in and being somebody give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.house.pages import Pages
from rehsos.house.rooms import Room

from .doors import Menu
from .policies import SIGN_IN

ROOM = Room(
    Pages("masuk/", "rehsos.access.urls_sign_in"),
    Pages("", "rehsos.access.urls"),
    Menu(_("Pengaturan saya"), "access:my_settings", "cog-6-tooth", rail=100),
    SIGN_IN,
)
