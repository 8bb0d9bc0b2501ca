"""What the papers give to the doors of the house."""

from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.look.doors import Labels

from .blanks.book import title
from .in_database import FUNCTIONS
from .kinds import words_of
from .models import FileKind, LetterState

ROOM = Room(
    Pages("periksa/", "rehsos.papers.urls"),
    Labels({"blank": title, "file": FileKind, "letter": words_of, "letter_state": LetterState}),
    *FUNCTIONS,
)
