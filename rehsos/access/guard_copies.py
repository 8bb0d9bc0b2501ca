"""How the lists of a row come to be and stay true: functions and triggers for each shape a model declares (ADR 21).

    copies(models)      # every Function and Trigger, for these models and no other

| function        | on what it hangs                       | what it does                                          |
|-----------------|----------------------------------------|-------------------------------------------------------|
| `<table>_file`  | a row of `<table>` comes               | lists (and mirrors) from its file, parent, office     |
| `<table>_share` | a share in a file comes, changes, goes | the file's offices anew                               |
| `<table>_spread`| the lists of a row of `<table>` change | the same to all that is filed in it or lies beside it |
| `<table>_gather`| called with an id                      | the lists of what is met in many files                |
| `<table>_reach` | a row that reaches comes, changes, goes| gathers what it reaches                               |

They run as the owner. Whoever gathers locks the row first and asks afterwards: two at once both count.
"""

from collections.abc import Iterator, Sequence

from django.core.exceptions import ImproperlyConfigured

from rehsos.audit.actor import OFFICES_NOW
from rehsos.directory.days import holds
from rehsos.house.database import Function, Trigger, differs
from rehsos.house.shapes import Beside, FiledIn, Gathered, OwnedBy, Shape, SharedThrough

from .guard_models import House, Link, Model, copied_lists, key, key_type, lists, room, shape_of, table

_ARRAYS = "o int[]; b int[];"
_SHORT = {"offices": "o", "barred": "b"}


def copies(given: Sequence[Model]) -> Iterator[Function | Trigger]:
    """What keeps the lists of these models true."""
    house = House(given)
    for model in given:
        yield from _filing(house, model)
        yield from _mirroring(house, model)
        yield from _gathering(house, model)
        yield from _reaching(house, model)
        yield from _spreading(house, model)
    if house.file:
        yield from _sharing(house.file)


# When a row comes.


def _filing(house: House, model: Model) -> Iterator[Function | Trigger]:
    shape, name = house.shapes.get(model), table(model)
    if isinstance(shape, OwnedBy):
        columns, body = shape.columns, _owned(shape)
    elif isinstance(shape, FiledIn | Beside) and (parent := house.parent(model)):
        columns, body = (shape.column,), _copied(house, model, parent, shape.column)
    else:
        return
    yield Function(f"{name}_file()", "trigger", body)
    yield Trigger("filed", name, f"BEFORE INSERT OR UPDATE OF {', '.join(columns)}", f"{name}_file")


def _owned(shape: OwnedBy) -> str:
    columns = ", ".join(f"NEW.{column}::int" for column in shape.columns)
    if len(shape.columns) == 1:
        return f"BEGIN NEW.offices := array_remove(ARRAY[{columns}], NULL); RETURN NEW; END"
    distinct = f"SELECT DISTINCT u FROM unnest(ARRAY[{columns}]) u WHERE u IS NOT NULL ORDER BY u"
    return f"BEGIN NEW.offices := ARRAY({distinct}); RETURN NEW; END"


def _copied(house: House, model: Model, parent: Model, column: str) -> str:
    names = (*copied_lists(parent, model), *getattr(model, "mirrors", ()))
    take = " ".join(f"NEW.{name} := f.{name};" for name in names)
    rooms, past = _rooms(model, parent), _past(house, parent)
    return f"""DECLARE f record;
           BEGIN
             SELECT {", ".join((*names, *rooms, *past))} INTO f FROM {table(parent)} WHERE {key(parent)} = NEW.{column};
             IF FOUND THEN {take}{_unless_handed_on(house, model, parent, column)}
             END IF;{_known_to(model, parent, column, *rooms)}
             RETURN NEW;
           END"""


def _past(house: House, parent: Model) -> tuple[str, ...]:
    return (house.history,) if house.history and parent is house.file else ()


def _unless_handed_on(house: House, model: Model, parent: Model, column: str) -> str:
    """What comes now is not for an office that handed the file on, unless it writes it; what had come stays with it."""
    past = house.history
    if _past(house, parent):
        now, when = f"u <> ALL(f.{past})", f"f.{past} <> '{{}}'"
        now += "" if _stands(house, model) else f" OR {_writes(past)}"
    elif past and house.gathers_rows(parent):
        files = [_files(house, link, f"NEW.{column}") for link in house.links if link.target is parent]
        now = _some(files, f"u = ANY(c.offices) AND u <> ALL(c.{past})")
        when = _some(files, f"c.{past} <> '{{}}'")
    else:
        return ""
    kept = (
        "" if _stands(house, model) else f"OR TG_OP = 'UPDATE' AND NEW.{column} = OLD.{column} AND u = ANY(OLD.offices)"
    )
    return f"""
               IF {when} THEN
                 NEW.offices := ARRAY(SELECT u FROM unnest(f.offices) u WHERE {now} {kept} ORDER BY u);
               END IF;"""


def _stands(house: House, model: Model) -> bool:
    """Whether it says how a file stands now, and is no history."""
    shape = house.shapes.get(model)
    return isinstance(shape, FiledIn) and shape.now


def _writes(past: str) -> str:
    """Whether the office `u` itself writes it, and nobody who works the file: only it is in the scope."""
    return (
        f"u = ANY({OFFICES_NOW}::int[]) AND NOT EXISTS "
        f"(SELECT FROM unnest(f.offices) w WHERE w = ANY({OFFICES_NOW}::int[]) AND w <> ALL(f.{past}))"
    )


def _some(files: Sequence[str], which: str) -> str:
    return f"EXISTS ({' UNION ALL '.join(f'SELECT {one} AND {which}' for one in files)})"


def _rooms(model: Model, file: Model) -> tuple[str, ...]:
    """The column in which the file keeps the rooms above it, where the model is of one: it refers to the file."""
    shape = shape_of(file)
    rooms = shape.rooms if isinstance(shape, SharedThrough) else ""
    above = any(field.related_model is file for field in model._meta.fields) and room(model) != room(file)  # noqa: SLF001
    return (rooms,) if rooms and above else ()


def _known_to(model: Model, file: Model, column: str, rooms: str = "") -> str:
    if not rooms:
        return ""
    name, more = room(model), f"array_append({rooms}, '{room(model)}'::varchar)"
    return f"""
             IF '{name}' <> ALL(f.{rooms}) THEN
               UPDATE {table(file)} SET {rooms} = {more} WHERE {key(file)} = NEW.{column} AND '{name}' <> ALL({rooms});
             END IF;"""


def _mirroring(house: House, model: Model) -> Iterator[Function | Trigger]:
    """What lists ask of a file is kept beside what they walk along: `mirrors` of the file's columns."""
    mirrors, shape, file = getattr(model, "mirrors", ()), house.shapes.get(model), house.file
    if not (mirrors and isinstance(shape, FiledIn) and file):
        return
    name, columns = table(model), ", ".join(mirrors)
    news = ", ".join(f"NEW.{column}" for column in mirrors)
    take = f"SELECT {columns} INTO {news} FROM {table(file)} WHERE {key(file)} = NEW.{shape.column}"
    give = f"UPDATE {name} SET ({columns}) = ROW ({news}) WHERE {shape.column} = NEW.{key(file)}"
    yield Function(f"{name}_mirror()", "trigger", f"BEGIN {take}; RETURN NEW; END")
    yield Trigger("mirror", name, f"BEFORE UPDATE OF {columns}", f"{name}_mirror")
    yield Function(f"{table(file)}_to_{name}()", "trigger", f"BEGIN {give}; RETURN NULL; END")
    yield _woken(f"{name}_mirror", file, mirrors, f"{table(file)}_to_{name}")


def _woken(name: str, model: Model, columns: Sequence[str], function: str) -> Trigger:
    """Whoever changes the columns, or those they follow from: what a trigger writes is no column of the UPDATE."""
    told = (*columns, *_followed(shape_of(model)))
    return Trigger(name, table(model), f"AFTER UPDATE OF {', '.join(told)}", function, differs(tuple(columns)))


def _followed(shape: Shape | None) -> Sequence[str]:
    if isinstance(shape, OwnedBy):
        return shape.columns
    return (shape.column,) if isinstance(shape, FiledIn | Beside) else ()


# When the lists of a file or a parent change.


def _sharing(file: Model) -> Iterator[Function | Trigger]:
    """The offices of a file are those whose share runs."""
    shape: SharedThrough = getattr(file, "shape")  # noqa: B009 - a model's attribute that Django's types do not know
    shares, name = table(file._meta.apps.get_model(shape.shares)), table(file)  # noqa: SLF001 - the public way in
    lists_, values, past = (
        ("offices", "o", "")
        if not shape.history
        else (f"(offices, {shape.history})", "(o, h)", _handed_on(file, shape, shares))
    )
    yield Function(
        f"{shares}_share()",
        "trigger",
        f"""DECLARE which {key_type(file)} := coalesce(NEW.{shape.file}, OLD.{shape.file}); {_ARRAYS} h int[];
           BEGIN
             PERFORM 1 FROM {name} WHERE {key(file)} = which FOR NO KEY UPDATE;
             SELECT coalesce(array_agg(DISTINCT s.{shape.office} ORDER BY s.{shape.office}), '{{}}') INTO o
               FROM {shares} s JOIN {name} c ON c.{key(file)} = s.{shape.file}
              WHERE c.{key(file)} = which
                AND {holds("s", f"rehsos_today(c.{shape.day_at})")};{past}
             UPDATE {name} SET {lists_} = {values} WHERE {key(file)} = which AND {lists_} IS DISTINCT FROM {values};
             RETURN NULL;
           END""",
    )
    columns = (shape.office, "since", "until", *((shape.past_by,) if shape.history else ()))
    events = f"INSERT OR DELETE OR UPDATE OF {', '.join(columns)}"
    yield Trigger("share", shares, f"AFTER {events}", f"{shares}_share")


def _handed_on(file: Model, shape: SharedThrough, shares: str) -> str:
    """Those of the offices all of whose shares say that they handed it on."""
    return f"""
             h := ARRAY(SELECT s.{shape.office} FROM {shares} s JOIN {table(file)} c ON c.{key(file)} = s.{shape.file}
              WHERE c.{key(file)} = which AND {holds("s", f"rehsos_today(c.{shape.day_at})")}
              GROUP BY s.{shape.office} HAVING bool_and({shape.past}) ORDER BY s.{shape.office});"""


def _spreading(house: House, model: Model) -> Iterator[Function | Trigger]:
    """What is filed in a file or lies beside a row follows it; so does what is gathered over the file."""
    steps = [_given_on(house, model, child, column) for child, column in house.children(model)]
    if model is house.file:
        steps += [*_gathered_anew(house), *_come_back(house)]
    if not steps:
        return
    name = table(model)
    yield Function(f"{name}_spread()", "trigger", f"BEGIN\n{chr(10).join(steps)}\nRETURN NULL; END")
    yield _woken("spread", model, (*lists(model), *_past(house, model)), f"{name}_spread")


def _given_on(house: House, parent: Model, child: Model, column: str) -> str:
    names = copied_lists(parent, child)
    given = ", ".join(
        f"{name} = {_given(house, parent, child) if name == 'offices' else f'NEW.{name}'}" for name in names
    )
    return f"UPDATE {table(child)} SET {given} WHERE {column} = NEW.{key(parent)};"


def _given(house: House, parent: Model, child: Model) -> str:
    """The offices of a row that is filed: who came gets it, who went loses it, who handed on keeps what it had."""
    had = "SELECT u FROM unnest(NEW.offices) u WHERE u = ANY(offices) OR"
    if _past(house, parent):
        h = house.history
        if _stands(house, child):
            some = f"SELECT u FROM unnest(NEW.offices) u WHERE u <> ALL(NEW.{h}) ORDER BY u"
            return f"CASE WHEN NEW.{h} = '{{}}' THEN NEW.offices ELSE ARRAY({some}) END"
        came = f"u <> ALL(NEW.{h}) AND (u <> ALL(OLD.offices) OR u = ANY(OLD.{h}))"
        none = f"OLD.{h} = '{{}}' AND NEW.{h} = '{{}}'"
        return f"CASE WHEN {none} THEN NEW.offices ELSE ARRAY({had} {came} ORDER BY u) END"
    if house.history and house.gathers_rows(parent):
        return f"ARRAY({had} u <> ALL(OLD.offices) ORDER BY u)"
    return "NEW.offices"


def _come_back(house: House) -> Iterator[str]:
    """Who takes a file back sees what was written meanwhile beside what it reaches, too."""
    if not house.history:
        return
    back = f"SELECT u FROM unnest(OLD.{house.history}) u WHERE u <> ALL(NEW.{house.history}) AND u = ANY(NEW.offices)"
    for target in dict.fromkeys(link.target for link in house.links if house.gathers_rows(link.target)):
        found = " UNION ".join(_reached(house, link) for link in house.links if link.target is target)
        for child, column in house.children(target):
            both = f"SELECT unnest(offices) UNION {back} ORDER BY 1"
            where = f"{column} IN ({found}) AND EXISTS ({back})"
            yield f"UPDATE {table(child)} SET offices = ARRAY({both}) WHERE {where};"


def _gathered_anew(house: House) -> Iterator[str]:
    """Each thing that is reached from the file, once."""
    for target in dict.fromkeys(link.target for link in house.links):
        found = " UNION ".join(_reached(house, link) for link in house.links if link.target is target)
        yield f"PERFORM {table(target)}_gather(r) FROM ({found}) q (r) WHERE r IS NOT NULL ORDER BY r;"


def _reached(house: House, link: Link) -> str:
    if link.model is house.file:
        return f"SELECT NEW.{link.reach.column}"
    return f"SELECT {link.reach.column} FROM {table(link.model)} WHERE {_filed_by(link.model)} = NEW.{_file_key(house)}"


def _filed_by(model: Model) -> str:
    shape = shape_of(model)
    return shape.column if isinstance(shape, FiledIn) else key(model)


def _file_key(house: House) -> str:
    return key(house.file) if house.file else ""


# What is met in many files.


def _gathering(house: House, model: Model) -> Iterator[Function | Trigger]:
    shape, links = house.shapes.get(model), [link for link in house.links if link.target is model]
    if not (isinstance(shape, Gathered) and house.file):
        return
    if not links:
        raise ImproperlyConfigured(f"{model.__name__} is gathered and nothing reaches it")
    name, names = table(model), [one for one in lists(model) if one in lists(house.file)]
    given = ", ".join(f"{one} = {_SHORT[one]}" for one in names)
    columns, variables = ", ".join(names), ", ".join(_SHORT[one] for one in names)
    own = f" UNION SELECT {shape.own} FROM {name} WHERE {key(model)} = which" if shape.own else ""
    yield Function(
        f"{name}_gather(which {key_type(model)})",
        "void",
        f"""DECLARE {_ARRAYS}
           BEGIN
             PERFORM 1 FROM {name} WHERE {key(model)} = which FOR NO KEY UPDATE;
             SELECT array_agg(DISTINCT x ORDER BY x) INTO o FROM ({_all(house, links, "offices")}{own}) q (x);
             IF o IS NULL AND NOT EXISTS ({_each(house, links)}) THEN RETURN; END IF;
             o := coalesce(o, '{{}}');
             {_barred(house, links, names)}
             UPDATE {name} SET {given} WHERE {key(model)} = which AND ({columns}) IS DISTINCT FROM ({variables});
           END""",
    )


def _all(house: House, links: Sequence[Link], column: str) -> str:
    """The ids in a list of all the files that reach the row `which`; the offices that see the row that reaches it."""
    filed = {True: "l", False: "c"}
    return " UNION ".join(
        f"SELECT unnest({filed[column == 'offices' and link.model is not house.file]}.{column}) {_files(house, link)}"
        for link in links
    )


def _each(house: House, links: Sequence[Link], what: str = "") -> str:
    """Something of each of the files that reach the row `which`."""
    return " UNION ALL ".join(f"SELECT {what} {_files(house, link)}" for link in links)


def _files(house: House, link: Link, which: str = "which") -> str:
    file, column = table(link.model if house.file is None else house.file), link.reach.column
    if link.model is house.file:
        return f"FROM {file} c WHERE c.{column} = {which}"
    joined = f"c.{_file_key(house)} = l.{_filed_by(link.model)}"
    return f"FROM {table(link.model)} l JOIN {file} c ON {joined} WHERE l.{column} = {which}"


def _barred(house: House, links: Sequence[Link], names: Sequence[str]) -> str:
    """Who is barred in one of the files, or in every one that reaches the row; and the circles, while each has one."""
    if "barred" not in names:
        return ""
    walled, each = [link for link in links if link.reach.walls], _each(house, links, "c.barred")
    walls = [f"SELECT x FROM ({_all(house, walled, 'barred')}) q (x) WHERE x > 0"] if walled else []
    everywhere = f"""SELECT x FROM ({each}) q (walls), unnest(q.walls) x WHERE x > 0 GROUP BY x
               HAVING count(*) = (SELECT count(*) FROM ({each}) q)"""
    closed = f"NOT EXISTS (SELECT 1 FROM ({each}) q (x) WHERE 0 < ALL(x))"
    circles = f"SELECT x FROM ({_all(house, links, 'barred')}) q (x) WHERE x < 0 AND {closed}"
    return f"b := ARRAY(SELECT DISTINCT x FROM ({' UNION '.join([*walls, everywhere, circles])}) u (x) ORDER BY x);"


def _reaching(house: House, model: Model) -> Iterator[Function | Trigger]:
    """A row that reaches something comes, reaches something else, goes: gathered at once."""
    links = [link for link in house.links if link.model is model]
    if not links:
        return
    name = table(model)
    steps = "".join(_gathers(link) for link in links)
    columns = dict.fromkeys(link.reach.column for link in links)
    yield Function(f"{name}_reach()", "trigger", f"BEGIN{steps} RETURN NULL; END")
    yield Trigger("reach", name, f"AFTER INSERT OR DELETE OR UPDATE OF {', '.join(columns)}", f"{name}_reach")


def _gathers(link: Link) -> str:
    gather, column = f"{table(link.target)}_gather", link.reach.column
    return f"""
             IF TG_OP <> 'DELETE' AND NEW.{column} IS NOT NULL THEN PERFORM {gather}(NEW.{column}); END IF;
             IF TG_OP <> 'INSERT' AND OLD.{column} IS NOT NULL AND (TG_OP = 'DELETE'
               OR NEW.{column} IS DISTINCT FROM OLD.{column}) THEN PERFORM {gather}(OLD.{column}); END IF;"""
