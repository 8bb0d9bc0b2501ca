"""What the papers give to the doors of the house."""

from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.look.doors import Labels

from .blanks.book import title
from .in_database import FUNCTIONS
from .models import FileKind, LetterKind, LetterState

ROOM = Room(
    Pages("periksa/", "rehsos.papers.urls"),
    Labels({"blank": title, "file": FileKind, "letter": LetterKind, "letter_state": LetterState}),
    *FUNCTIONS,
)
