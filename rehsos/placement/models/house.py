"""A house: an office where people sleep, its rooms, its beds. Nothing of it must be known to take somebody in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office
from rehsos.house.shapes import Beside, OwnedBy


class Sexes(models.TextChoices):
    """Whom a house or a room is for; codes as of a person's sex, empty for all."""

    ALL = "", _("Perempuan dan laki-laki")
    FEMALE = "P", _("Perempuan")
    MALE = "L", _("Laki-laki")


class Use(models.TextChoices):
    """What a room is for."""

    GENERAL = "general", _("Umum")
    QUARANTINE = "quarantine", _("Karantina")
    MOTHER_CHILD = "mother_child", _("Ibu dan anak")
    ISOLATION = "isolation", _("Isolasi")


class House(models.Model):
    """What an institution says of itself: whom it takes, how many carers, how long somebody may stay.

    Years of age are whole, both ends within; null: no end. `categories` are codes of `law.categories`, none: all.
    `carers` are those on duty in one shift. `limit_days`: the days a stay may take, null: as the kind of stay says.
    `roll_by`: the hour by which a roll is held each night, null: the house promises none.
    `acts_as_ppt`: it serves as a pusat pelayanan terpadu (PP 9/2008 Ps 16). `complaints` is a contact outside the
    house, told to residents.
    """

    office = models.OneToOneField(Office, on_delete=models.PROTECT, primary_key=True, related_name="+")
    sexes = models.CharField(max_length=1, choices=Sexes.choices, default=Sexes.ALL, blank=True)
    age_from = models.SmallIntegerField(null=True)
    age_to = models.SmallIntegerField(null=True)
    categories = ArrayField(models.CharField(max_length=24), default=list)
    carers = models.SmallIntegerField(null=True)
    limit_days = models.SmallIntegerField(null=True)
    roll_by = models.TimeField(null=True)
    acts_as_ppt = models.BooleanField(default=False)
    complaints = models.CharField(max_length=120, default="", blank=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(age_from=None) | models.Q(age_to=None) | models.Q(age_from__lte=models.F("age_to")),
                name="house_ages_in_order",
            ),
        ]


class Room(models.Model):
    """A room where people sleep. Its id is that of the action; a closed one takes nobody and lists nobody."""

    id = models.UUIDField(primary_key=True, editable=False)
    # Found by the constraint that begins with it.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    name = models.CharField(max_length=40)
    sexes = models.CharField(max_length=1, choices=Sexes.choices, default=Sexes.ALL, blank=True)
    use = models.CharField(max_length=12, choices=Use.choices, default=Use.GENERAL)
    step_free = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="room_called_once")]

    def __str__(self) -> str:
        return self.name


class Bed(models.Model):
    """A bed of a room. Its id is a whole number: who lies in it is excluded by ranges, which are of numbers."""

    id = models.AutoField(primary_key=True)
    # Found by the constraint that begins with it.
    room = models.ForeignKey(Room, on_delete=models.PROTECT, db_index=False, related_name="beds")
    name = models.CharField(max_length=20)
    step_free = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Beside("room_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "name"], name="bed_called_once")]

    def __str__(self) -> str:
        return self.name
