"""The shapes a model may declare, on tables of their own: a file shared by offices, and a table of each shape."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps
from django.utils import timezone

from rehsos.access.guard import APP, drawing, statements
from rehsos.access.guard_copies import copies
from rehsos.access.models import Circle
from rehsos.audit.actor import acting_for, set_scope
from rehsos.console.database import as_owner
from rehsos.demo import cast
from rehsos.house.shapes import AsWritten, Beside, FiledIn, Gathered, OwnedBy, Reaches, SharedThrough

from .shaped import (
    TABLES,
    TODAY,
    Couple,
    Folder,
    FolderShare,
    Group,
    Hideout,
    Known,
    Leaf,
    Leg,
    Member,
    Note,
    Remark,
    Saying,
    Vein,
    ids,
    to,
)

KUPANG, TTS, NTB, PROVINCE = 3, 4, 6, 2
MELATI, BIMA, DEWI = 1, 2, 4
ALL = tuple(office.id for office in cast.OFFICES)


@pytest.fixture(scope="module")
def _tables(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Real tables, made and guarded by the owner, and gone after the module."""
    wanted = drawing(TABLES)
    with django_db_blocker.unblock():
        with as_owner():
            with connection.schema_editor() as editor:
                for model in TABLES:
                    editor.create_model(model)
            with connection.cursor() as cursor:
                for statement in statements(wanted):
                    cursor.execute(statement)
                cursor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {APP}")
                for model in TABLES:
                    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {model._meta.db_table} TO {APP}")
        yield
        with as_owner(), connection.cursor() as cursor:
            for model in TABLES:
                cursor.execute(f"DROP TABLE {model._meta.db_table} CASCADE")
            for function in copies(TABLES):
                if hasattr(function, "types"):
                    cursor.execute(f"DROP FUNCTION {function.types}")


@pytest.fixture(autouse=True)
def _working(_tables: None, db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APP,)
    set_scope(ALL, 0)


def folder(*offices: int, client: Any = None, **given: Any) -> Any:
    client = client or Known.objects.create(known_at_id=offices[0], offices=ALL)
    made = Folder.objects.create(owner_id=offices[0], client=client, offices=ALL, **given)
    for office in offices:
        FolderShare.objects.create(folder=made, office_id=office)
    return made


def lists(row: Any) -> tuple[Any, ...]:
    """What the row's lists are in the database, as the system sees them."""
    with acting_for(ALL):
        found = type(row).objects.filter(pk=row.pk)
        names = [n for n in ("offices", "barred") if hasattr(row, n)]
        return tuple(found.values_list(*names).get())


def seen(row: Any, worker: int, *offices: int) -> bool:
    set_scope(offices, worker)
    there = bool(type(row).objects.filter(pk=row.pk).exists())
    set_scope(ALL, 0)
    return there


# Filed in one file.


def test_what_is_filed_takes_the_lists_of_its_file_whatever_it_was_written_with() -> None:
    made = folder(KUPANG, PROVINCE, colour="red")
    Folder.objects.filter(pk=made.pk).update(barred=[BIMA])
    leaf = Leaf.objects.create(dossier=made.pk, offices=[TTS], barred=[DEWI], colour="blue")
    assert lists(leaf) == ([PROVINCE, KUPANG], [BIMA])
    assert Leaf.objects.get(pk=leaf.pk).colour == "red"


def test_what_is_filed_follows_its_file() -> None:
    made = folder(KUPANG)
    leaf = Leaf.objects.create(dossier=made.pk)
    FolderShare.objects.create(folder=made, office_id=TTS)
    Folder.objects.filter(pk=made.pk).update(barred=[BIMA, DEWI], colour="green")
    assert lists(leaf) == ([KUPANG, TTS], [BIMA, DEWI])
    assert Leaf.objects.get(pk=leaf.pk).colour == "green"


def test_what_is_filed_elsewhere_takes_the_lists_of_there() -> None:
    leaf = Leaf.objects.create(dossier=folder(KUPANG).pk)
    Leaf.objects.filter(pk=leaf.pk).update(dossier=folder(TTS).pk)
    assert lists(leaf)[0] == [TTS]


def test_a_dossier_that_is_no_file_leaves_the_lists_as_written() -> None:
    assert lists(Leaf.objects.create(dossier=uuid4(), offices=[TTS], barred=[BIMA])) == ([TTS], [BIMA])


def test_a_share_ends_with_its_last_day_and_begins_with_its_first() -> None:
    made = folder(KUPANG)
    share = FolderShare.objects.create(folder=made, office_id=TTS, until=TODAY - timedelta(days=2))
    assert lists(made)[0] == [KUPANG]
    FolderShare.objects.filter(pk=share.pk).update(until=None)
    assert lists(made)[0] == [KUPANG, TTS]
    FolderShare.objects.filter(pk=share.pk).update(since=TODAY + timedelta(days=2))
    assert lists(made)[0] == [KUPANG]
    FolderShare.objects.filter(pk=share.pk).delete()
    FolderShare.objects.all().delete()
    assert not seen(made, MELATI, *ALL)


# Gathered over many.


def test_what_is_met_in_many_files_is_seen_by_whoever_sees_one_and_by_its_own_office() -> None:
    child = Known.objects.create(known_at_id=NTB, offices=ALL)
    folder(KUPANG, PROVINCE, client=child)
    second = folder(TTS, client=child)
    assert lists(child)[0] == [PROVINCE, KUPANG, TTS, NTB]
    FolderShare.objects.filter(folder=second).delete()
    assert lists(child)[0] == [PROVINCE, KUPANG, NTB]


def test_who_is_barred_from_a_clients_file_is_barred_from_the_client_and_not_from_who_is_beside_others_too() -> None:
    child, mother = (Known.objects.create(known_at_id=KUPANG, offices=ALL) for _each in range(2))
    for worker in (BIMA, DEWI):
        made = folder(KUPANG, client=child)
        Member.objects.create(folder=made, group=Group.objects.create(offices=ALL), beside=mother)
        Folder.objects.filter(pk=made.pk).update(barred=[worker])
    assert lists(child)[1] == [BIMA, DEWI]
    assert lists(mother)[1] == []
    assert not seen(child, BIMA, KUPANG)
    assert seen(mother, BIMA, KUPANG)


def test_who_is_beside_one_sides_client_alone_is_closed_to_who_is_barred_there() -> None:
    mother = Known.objects.create(known_at_id=KUPANG, offices=ALL)
    made = folder(KUPANG)
    Folder.objects.filter(pk=made.pk).update(barred=[BIMA])
    Member.objects.create(folder=made, group=Group.objects.create(offices=ALL), beside=mother)
    assert lists(mother)[1] == [BIMA]
    assert (seen(mother, BIMA, KUPANG), seen(mother, MELATI, KUPANG)) == (False, True)
    other = folder(KUPANG)
    Member.objects.create(folder=other, group=Group.objects.create(offices=ALL), beside=mother)
    assert seen(mother, BIMA, KUPANG)
    Folder.objects.filter(pk=made.pk).update(barred=[BIMA, DEWI])
    Folder.objects.filter(pk=other.pk).update(barred=[DEWI])
    assert lists(mother)[1] == [DEWI]


def test_a_new_client_reaches_the_one_and_lets_go_of_the_other() -> None:
    before, after = (Known.objects.create(known_at_id=NTB, offices=ALL) for _each in range(2))
    made = folder(KUPANG, client=before)
    Folder.objects.filter(pk=made.pk).update(client=after)
    assert (lists(before)[0], lists(after)[0]) == ([NTB], [KUPANG, NTB])


def test_what_nothing_reaches_keeps_what_it_was_written_with() -> None:
    group = Group.objects.create(offices=[TTS])
    assert lists(group)[0] == [TTS]
    member = Member.objects.create(folder=folder(KUPANG), group=group)
    assert lists(group)[0] == [KUPANG]
    Member.objects.filter(pk=member.pk).delete()
    assert lists(group)[0] == [KUPANG]


def test_what_is_met_only_in_a_file_that_nobody_sees_any_more_is_seen_by_nobody() -> None:
    made, group = folder(KUPANG), Group.objects.create(offices=ALL)
    Member.objects.create(folder=made, group=group)
    FolderShare.objects.filter(folder=made).delete()
    assert not seen(group, MELATI, *ALL)


# Beside its parent.


def test_what_lies_beside_takes_its_parents_lists_and_follows_them() -> None:
    group = Group.objects.create(offices=[TTS])
    note = Note.objects.create(group=group, offices=[NTB])
    remark = Remark.objects.create(note=note, offices=[NTB])
    assert lists(note) == lists(remark) == ([TTS], [])
    made = folder(KUPANG)
    Member.objects.create(folder=made, group=group)
    closed = circle(MELATI)
    Folder.objects.filter(pk=made.pk).update(barred=[closed])
    assert lists(note) == lists(remark) == ([KUPANG], [closed])


# Of an office, in no file.


def test_what_an_office_owns_is_seen_by_the_offices_it_names() -> None:
    couple = Couple.objects.create(office_id=KUPANG, offices=ALL)
    assert lists(couple) == ([KUPANG],)
    Couple.objects.filter(pk=couple.pk).update(other=PROVINCE)
    assert lists(couple) == ([PROVINCE, KUPANG],)
    Couple.objects.filter(pk=couple.pk).update(office=PROVINCE)
    assert lists(couple) == ([PROVINCE],)
    assert not seen(couple, MELATI, KUPANG)


def test_what_lies_beside_it_goes_to_its_next_office_too() -> None:
    couple = Couple.objects.create(office_id=KUPANG, offices=ALL)
    saying = Saying.objects.create(couple=couple, offices=ALL)
    assert lists(saying) == ([KUPANG],)
    Couple.objects.filter(pk=couple.pk).update(office=PROVINCE)
    assert lists(saying) == ([PROVINCE],)


def test_what_lies_beside_a_leaf_goes_into_another_folder_with_it() -> None:
    leaf = Leaf.objects.create(dossier=folder(KUPANG).pk)
    vein = Vein.objects.create(leaf=leaf, offices=ALL)
    assert lists(vein)[0] == [KUPANG]
    Leaf.objects.filter(pk=leaf.pk).update(dossier=folder(TTS).pk)
    assert lists(vein)[0] == [TTS]


def test_nobody_writes_a_row_for_an_office_they_are_not_of() -> None:
    set_scope((KUPANG,), MELATI)
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Couple.objects.create(office_id=TTS, offices=[KUPANG])


# Only these workers: a circle.


def circle(*members: int) -> int:
    """As it stands in `barred`."""
    return -int(Circle.objects.create(members=members).pk)


def test_a_file_with_a_circle_is_seen_by_those_workers_alone_with_all_that_hangs_on_it() -> None:
    made = folder(KUPANG, PROVINCE)
    group = Group.objects.create(offices=ALL)
    member = Member.objects.create(folder=made, group=group)
    rows = (made, made.client, Leaf.objects.create(dossier=made.pk), member, group, Note.objects.create(group=group))
    assert all(seen(row, BIMA, KUPANG) for row in rows)
    Folder.objects.filter(pk=made.pk).update(barred=[circle(MELATI)])
    for row in rows:
        assert seen(row, MELATI, KUPANG)
        assert not seen(row, MELATI, TTS)
        assert not seen(row, BIMA, KUPANG)
        assert not seen(row, DEWI, PROVINCE)
    set_scope((KUPANG,), BIMA)
    assert Folder.objects.filter(pk=made.pk).update(barred=[]) == 0
    set_scope(ALL, 0)
    Folder.objects.filter(pk=made.pk).update(barred=[])
    assert all(seen(row, BIMA, KUPANG) for row in rows)


def test_a_circle_of_nobody_or_that_is_not_there_keeps_everybody_out_but_the_system() -> None:
    made = folder(KUPANG)
    for closed in (circle(), -(10**6)):
        Folder.objects.filter(pk=made.pk).update(barred=[closed])
        assert not seen(made, MELATI, KUPANG)
        assert not seen(made.client, MELATI, KUPANG)
        assert seen(made, 0, KUPANG)


def test_who_is_let_into_a_circle_sees_at_once_what_it_closes_and_who_is_taken_out_no_more() -> None:
    made = folder(KUPANG)
    closed = circle(MELATI)
    Folder.objects.filter(pk=made.pk).update(barred=[closed])
    Circle.objects.filter(pk=-closed).update(members=[BIMA])
    assert (seen(made.client, MELATI, KUPANG), seen(made.client, BIMA, KUPANG)) == (False, True)


def test_whoever_has_another_file_without_a_circle_is_known_to_its_workers() -> None:
    child = Known.objects.create(known_at_id=KUPANG, offices=ALL)
    hidden = folder(KUPANG, client=child)
    Folder.objects.filter(pk=hidden.pk).update(barred=[circle(MELATI)])
    assert not seen(child, BIMA, KUPANG)
    folder(KUPANG, client=child)
    assert (seen(child, BIMA, KUPANG), seen(hidden, BIMA, KUPANG)) == (True, False)


def test_of_two_circles_the_workers_of_either_know_who_is_in_both_files() -> None:
    child = Known.objects.create(known_at_id=KUPANG, offices=ALL)
    for worker in (MELATI, BIMA):
        Folder.objects.filter(pk=folder(KUPANG, client=child).pk).update(barred=[circle(worker)])
    assert [seen(child, worker, KUPANG) for worker in (MELATI, BIMA, DEWI)] == [True, True, False]


def test_who_is_beside_a_client_is_closed_with_the_file_while_every_file_of_theirs_is() -> None:
    mother = Known.objects.create(known_at_id=KUPANG, offices=ALL)
    for number in range(2):
        made = folder(KUPANG)
        Member.objects.create(folder=made, group=Group.objects.create(offices=ALL), beside=mother)
        Folder.objects.filter(pk=made.pk).update(barred=[circle(MELATI)])
        assert not seen(mother, BIMA, KUPANG), number
    Folder.objects.filter(pk=made.pk).update(barred=[])
    assert seen(mother, BIMA, KUPANG)


def test_a_wall_holds_within_a_circle() -> None:
    made = folder(KUPANG)
    Folder.objects.filter(pk=made.pk).update(barred=[circle(MELATI, BIMA), BIMA])
    assert (seen(made, MELATI, KUPANG), seen(made, BIMA, KUPANG)) == (True, False)


def test_a_table_may_have_a_circle_of_its_own() -> None:
    hideout = Hideout.objects.create(office_id=KUPANG, barred=[circle(MELATI)])
    assert (seen(hideout, MELATI, KUPANG), seen(hideout, BIMA, KUPANG)) == (True, False)


# From hour to hour.


def leg(made: Any, hours: int | None = 2, **given: Any) -> Any:
    now = timezone.now()
    leaves = None if hours is None else now + timedelta(hours=hours)
    return Leg.objects.create(folder=made, host_id=TTS, arrives=now, leaves=leaves, **given)


@pytest.mark.parametrize(("minutes", "there"), [(-1, False), (0, True), (119, True), (120, False), (60 * 24, False)])
def test_another_office_sees_the_row_from_hour_to_hour_and_no_other_row(minutes: int, *, there: bool) -> None:
    now = timezone.now().replace(microsecond=0)
    with time_machine.travel(now, tick=False):
        made = folder(KUPANG)
        row = leg(made)
    with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
        assert seen(row, DEWI, TTS) is there
        assert not seen(made, DEWI, TTS)
        assert not seen(row, DEWI, NTB)
        assert seen(row, MELATI, KUPANG)


def test_within_its_hours_the_office_writes_and_afterwards_no_more() -> None:
    row, now = leg(folder(KUPANG)), timezone.now()
    set_scope((TTS,), DEWI)
    assert Leg.objects.filter(pk=row.pk).update(leaves=now + timedelta(hours=1)) == 1
    with time_machine.travel(now + timedelta(hours=1, minutes=1)):
        set_scope((TTS,), DEWI)
        assert Leg.objects.filter(pk=row.pk).update(leaves=None) == 0


def test_an_hour_that_is_not_said_is_no_window() -> None:
    assert not seen(leg(folder(KUPANG), hours=None), DEWI, TTS)


def test_lists_hold_within_the_window() -> None:
    made = folder(KUPANG)
    row = leg(made)
    Folder.objects.filter(pk=made.pk).update(barred=[DEWI])
    assert not seen(row, DEWI, TTS)
    Folder.objects.filter(pk=made.pk).update(barred=[circle(MELATI)])
    assert not seen(row, DEWI, TTS)


def test_without_a_scope_nothing_is_seen_at_any_hour() -> None:
    row = leg(folder(KUPANG))
    set_scope((), None)
    assert not Leg.objects.filter(pk=row.pk).exists()


# What a model may not say.


def model_of(**given: Any) -> Any:
    with isolate_apps("rehsos.access"):
        return type("Wrong", (models.Model,), {"__module__": "rehsos.access.models", **given})


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"offices": ids()}, "a table with `offices` has a `shape`"),
        ({"shape": OwnedBy("office_id")}, "a table with `offices` has a `shape`"),
        ({"offices": ids(), "shape": Beside("group_id"), "group_id": models.UUIDField()}, "refers to nothing"),
        ({"offices": ids(), "shape": Gathered()}, "nothing reaches it"),
        ({"offices": ids(), "shape": FiledIn("dossier"), "dossier": models.UUIDField()}, "and Wrong nobody"),
        ({"offices": ids(), "shape": AsWritten("so"), "reaches": (Reaches("g_id"),), "g": to(Group)}, "not filed"),
        ({"offices": ids(), "barred": ids(), "shape": FiledIn("folder_id"), "folder": to(Folder),
          "reaches": (Reaches("folder_id"),)}, "reached and not gathered"),
        ({"offices": ids(), "shape": SharedThrough("access.FolderShare", file="folder_id")}, "one file in a house"),
    ],
)  # fmt: skip
def test_what_can_not_be_kept_true_is_refused_before_anything_is_drawn(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=said):
        list(copies([*TABLES, model_of(**given)]))


def test_ids_are_uuids_or_numbers() -> None:
    assert isinstance(folder(KUPANG).pk, UUID)
