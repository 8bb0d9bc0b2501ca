"""What the demonstration tells of this room: an aid of the office, and that Mawar has it."""

from rehsos.audit.actions import new_id
from rehsos.cases.models import Case
from rehsos.house.sample import Scene

from .actions import lend, register_aid
from .models import Aid, AidKind


def an_aid(scene: Scene) -> None:
    """The office has one before any case is there."""
    with scene.by("melati") as by:
        given = {"kind": AidKind.HEARING, "mark": "AB-01", "giver": "Yayasan Contoh"}
        register_aid(**given, by=by, action_id=scene.id("aid", "AB-01"))


def lent(scene: Scene) -> None:
    """Mawar has it since yesterday."""
    with scene.by("melati", scene.days.at(-1, 10)) as by:
        case, aid = Case.objects.get(pk=scene.case("mawar")), Aid.objects.get(pk=scene.id("aid", "AB-01"))
        lend(case=case, aid=aid, agreed="Dipakai di sekolah.", by=by, action_id=new_id())
