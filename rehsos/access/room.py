"""What signing in and being somebody give to the doors of the house."""

from django.utils.translation import gettext_lazy as _

from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.vault.doors import Sealed

from .by_code import CONTEXT as BY_CODE
from .doors import Menu
from .drafts import CONTEXT as DRAFT
from .in_database import FUNCTIONS
from .lost_sessions import CONTEXT as KEPT
from .models import AnswerCode, Draft, KeptForm
from .policies import SIGN_IN
from .queries import key_of_sign_in

ROOM = Room(
    Pages("masuk/", "rehsos.access.urls_sign_in"),
    Pages("", "rehsos.access.urls"),
    Menu(_("Pengaturan saya"), "access:my_settings", "cog-6-tooth", rail=100),
    SIGN_IN,
    Sealed(Draft, "user_id", DRAFT, whose=key_of_sign_in),
    Sealed(KeptForm, "user_id", KEPT, whose=key_of_sign_in),
    Sealed(AnswerCode, "key", BY_CODE),
    *FUNCTIONS,
)
