"""What the papers give to the doors of the house."""

from rehsos.house.pages import Pages
from rehsos.house.rooms import Room
from rehsos.look.doors import Labels
from rehsos.vault.doors import Sealed

from .blanks.book import title
from .filling import ANSWERS, CONTENT, NAME
from .in_database import FUNCTIONS
from .issuers import Doubt
from .kinds import words_of
from .letters import CONTEXT
from .models import File, FileKind, FilledForm, Letter, LetterState

ROOM = Room(
    Pages("periksa/", "rehsos.papers.urls"),
    Labels({"blank": title, "file": FileKind, "letter": words_of, "letter_state": LetterState}),
    Labels({"signature_doubt": Doubt}),
    Sealed(FilledForm, "dossier", ANSWERS),
    Sealed(File, "dossier", CONTENT, "sealed", heavy=True),
    Sealed(File, "dossier", NAME, "sealed_name"),
    Sealed(Letter, "dossier", CONTEXT),
    *FUNCTIONS,
)
