"""A file shared by offices, and a table of each shape: what test_shapes makes, guards and takes away again."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.test.utils import isolate_apps

from rehsos.directory.models import Office
from rehsos.house.shapes import Beside, FiledIn, Gathered, OwnedBy, Reaches, SharedThrough, Window

TODAY = datetime.now(UTC).date()


def ids(**given: Any) -> Any:
    return ArrayField(models.IntegerField(), **(given or {"default": list}))


def to(model: Any) -> Any:
    return models.ForeignKey(model, on_delete=models.CASCADE, related_name="+")


with isolate_apps("rehsos.access"):

    class Known(models.Model):
        """Met in many files; of an office that knew it first."""

        known_at = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
        offices, barred = ids(), ids()
        shape = Gathered(own="known_at_id")

    class Group(models.Model):
        """Met in many files, of nobody by itself."""

        offices, barred = ids(), ids()
        shape = Gathered()

    class Folder(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)
        owner, client = to(Office), to(Known)
        colour = models.CharField(max_length=9, default="")
        offices, barred = ids(), ids()
        shape = SharedThrough("access.FolderShare", file="folder_id")
        reaches = (Reaches("client_id"),)

    class FolderShare(models.Model):
        folder, office = to(Folder), to(Office)
        since, until = models.DateField(default=TODAY), models.DateField(null=True)
        offices, barred = ids(), ids()
        shape = FiledIn("folder_id")

    class Leaf(models.Model):
        """Filed by an id that may be no file's."""

        dossier = models.UUIDField()
        colour = models.CharField(max_length=9, default="")
        offices, barred = ids(), ids()
        shape = FiledIn("dossier")
        mirrors = ("colour",)

    class Member(models.Model):
        """In a group, with somebody beside them who is not closed to anybody."""

        folder, group = to(Folder), to(Group)
        beside = models.ForeignKey(Known, on_delete=models.CASCADE, null=True, related_name="+")
        offices, barred = ids(), ids()
        shape = FiledIn("folder_id")
        reaches = (Reaches("group_id"), Reaches("beside_id", walls=False))

    class Note(models.Model):
        group = to(Group)
        offices, barred = ids(), ids()
        shape = Beside("group_id")

    class Remark(models.Model):
        """Beside what lies beside."""

        note = to(Note)
        offices, barred = ids(), ids()
        shape = Beside("note_id")

    class Couple(models.Model):
        office = to(Office)
        other = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, related_name="+")
        offices = ids()
        shape = OwnedBy("office_id", "other_id")

    class Saying(models.Model):
        """Beside what an office owns."""

        couple = to(Couple)
        offices = ids()
        shape = Beside("couple_id")

    class Vein(models.Model):
        """Beside what is filed."""

        leaf = to(Leaf)
        offices, barred = ids(), ids()
        shape = Beside("leaf_id")

    class Hideout(models.Model):
        """With a list of its own."""

        office = to(Office)
        offices, barred = ids(), ids()
        shape = OwnedBy("office_id")

    class Leg(models.Model):
        """A stretch of a way home: another office sees it while the child is with it."""

        folder, host = to(Folder), to(Office)
        arrives, leaves = models.DateTimeField(), models.DateTimeField(null=True)
        offices, barred = ids(), ids()
        shape = FiledIn("folder_id")
        window = Window(office="host_id", opens="arrives", closes="leaves")


TABLES: list[Any] = [Known, Group, Folder, FolderShare, Leaf, Member, Note, Remark, Couple, Saying, Vein, Hideout, Leg]
