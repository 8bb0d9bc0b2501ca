"""A case knows which rooms filed something in it (`cases_case.rooms`): what the database does at the first row."""

from collections.abc import Iterator

from django.apps import apps

from rehsos.house.rooms import rooms

ROOM_FUNCTIONS = [
    (
        "rehsos_room()",
        "trigger",
        """BEGIN
             UPDATE cases_case SET rooms = array_append(rooms, TG_ARGV[0]::varchar)
              WHERE id = NEW.case_id AND TG_ARGV[0] <> ALL(rooms);
             RETURN NULL;
           END""",
    ),
]


def room_triggers() -> Iterator[str]:
    """For each table of a room above the cases that is filed in one: the case bears the room's name from then on."""
    above = [name.split(".")[1] for name in rooms()]
    above = above[above.index("cases") + 1 :]
    for model in apps.get_models():
        room, meta = model.__module__.split(".")[1], model._meta  # noqa: SLF001 - the public way in
        if room in above and hasattr(model, "filed_by"):
            yield f"DROP TRIGGER IF EXISTS room ON {meta.db_table}"
            yield (
                f"CREATE TRIGGER room AFTER INSERT ON {meta.db_table} "
                f"FOR EACH ROW EXECUTE FUNCTION rehsos_room('{room}')"
            )
