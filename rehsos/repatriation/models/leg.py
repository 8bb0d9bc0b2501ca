"""A leg: from somebody to somebody, with a vehicle and its hours; and who rides on it, each to an end of their own."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case
from rehsos.directory.models import Office, Place
from rehsos.house.shapes import FiledIn, OwnedBy, Window
from rehsos.people.models import Sex

from .group import Group, Member
from .journey import Journey


class Vehicle(models.TextChoices):
    """What they go with."""

    CAR = "car", _("Mobil dinas")
    BUS = "bus", _("Bus")
    SHIP = "ship", _("Kapal atau feri")
    TRAIN = "train", _("Kereta api")
    PLANE = "plane", _("Pesawat")
    OTHER = "other", _("Kendaraan lain")


class AcceptedAs(models.TextChoices):
    """By whom somebody was accepted who rode. On one leg several may be: each is asked by themselves."""

    OPEN = "", _("Belum diterima")
    OFFICE = "office", _("Kantor penerima")
    FAMILY = "family", _("Keluarga")
    OTHER = "other", _("Penerima pengganti")
    OUTSIDE = "outside", _("Kantor atau lembaga di luar Rehsos")


AT_HOME = (AcceptedAs.FAMILY, AcceptedAs.OTHER)
"""Accepted by the family, or by who stood for the office that did not come."""
WINDOW = Window("receiver_id", "shown_from", "shown_until", others=("sender_id",))
"""The two offices of a leg see it from 48 hours before it to 7 days after, whosever it is."""


class Leg(models.Model):
    """One leg of a journey or of a group, of the office that arranges it. Instants.

    `sender` and `receiver` are offices of ours; none where a place or a family stands there, and `sealed` says who,
    under the leg's own key, with what the record of the handing over needs. It is closed once everybody who boarded
    has an end (`accepted_at`); before, it is open.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, db_index=False, null=True, related_name="legs")
    number = models.SmallIntegerField()
    sender = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    receiver = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    from_place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    to_place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    vehicle = models.CharField(max_length=8, choices=Vehicle.choices)
    seats = models.SmallIntegerField(null=True)
    escort = models.IntegerField(null=True)
    departs = models.DateTimeField()
    arrives = models.DateTimeField()
    departed_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()
    sealed = models.BinaryField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")
    window = WINDOW
    nation_sees = ("id", "office_id", "group_id", "receiver_id", "vehicle", "departs", "departed_at")

    class Meta:
        indexes = [
            models.Index(fields=["office", "-departs"], name="leg_of_office"),
            models.Index(fields=["group", "number"], name="leg_of_group", condition=models.Q(group__isnull=False)),
            models.Index(
                fields=["receiver", "arrives"], name="leg_to_accept",
                condition=models.Q(accepted_at=None, cancelled_at=None),
            ),
            models.Index(fields=["sender", "departs"], name="leg_sent_from", condition=models.Q(accepted_at=None)),
            models.Index(fields=["office", "accepted_at"], name="leg_of_late", condition=models.Q(cancelled_at=None)),
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(condition=models.Q(arrives__gte=models.F("departs")), name="leg_planned_in_order"),
            models.CheckConstraint(
                condition=models.Q(arrived_at=None) | models.Q(arrived_at__gte=models.F("departed_at")),
                name="leg_in_order",
            ),
        ]


class Taker(models.TextChoices):
    """Who received them where that is no office of ours."""

    FAMILY = "family", _("Keluarga, bersama perangkat desa")
    INSTITUTION = "institution", _("Kantor atau lembaga")


class Outcome(models.TextChoices):
    """How a leg ended for one who rode, or was to."""

    OPEN = "", _("Belum ada kabar")
    ARRIVED = "arrived", _("Tiba")
    LEFT = "left", _("Keluar dari rombongan")
    ILL = "ill", _("Sakit")
    DIED = "died", _("Meninggal")
    NOT_ABOARD = "not_aboard", _("Tidak naik")


OUT = (Outcome.LEFT, Outcome.ILL, Outcome.DIED)
"""The named differences between who boarded and who arrived."""


class Ride(models.Model):
    """Somebody on a leg. Filed in their case, where they have one; else of the office that arranges the leg.

    `key` is whose key seals the name and the needs: the ride's own, or the group's. `cause` is the action that told
    their end, `accepted_as` by whom they were accepted. What the leg tells its two offices stands here too, kept by a
    trigger (in_database.py).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    leg = models.ForeignKey(Leg, on_delete=models.PROTECT, db_index=False, related_name="rides")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, db_index=False, null=True, related_name="rides")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, db_index=False, null=True, related_name="rides")
    number = models.SmallIntegerField()
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.SmallIntegerField(null=True)
    category = models.CharField(max_length=24, blank=True)
    destination = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    aboard = models.BooleanField(default=False)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN, blank=True)
    accepted_as = models.CharField(max_length=8, choices=AcceptedAs.choices, default=AcceptedAs.OPEN, blank=True)
    ended_at = models.DateTimeField(null=True)
    cause = models.UUIDField(null=True)
    key = models.UUIDField()
    sealed = models.BinaryField(null=True)
    told = models.BinaryField(null=True)
    """Where somebody went who did not arrive, under the same key."""
    sender = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    receiver = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = FiledIn("case_id")
    window = WINDOW
    nation_sees = (
        "id", "leg_id", "journey_id", "member_id", "sex", "category", "destination_id", "aboard", "outcome", "ended_at",
        "accepted_as",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="ride_case", condition=models.Q(case__isnull=False)),
            models.Index(fields=["journey"], name="ride_journey", condition=models.Q(journey__isnull=False)),
            models.Index(fields=["member"], name="ride_member", condition=models.Q(member__isnull=False)),
            models.Index(fields=["ended_at"], name="ride_died", condition=models.Q(outcome="died")),
            models.Index(fields=["leg"], name="ride_walled", condition=~models.Q(barred=[])),
            models.Index(
                fields=["receiver", "-ended_at"], name="ride_instead", condition=models.Q(accepted_as=AcceptedAs.OTHER)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["leg", "number"], name="ride_number_once"),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, outcome="")
                | models.Q(ended_at__isnull=False) & ~models.Q(outcome=""),
                name="ride_ended_somehow",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.ARRIVED) & ~models.Q(accepted_as="")
                | ~models.Q(outcome=Outcome.ARRIVED) & models.Q(accepted_as=""),
                name="ride_accepted_by_somebody",
            ),
        ]

    @property
    def dossier_id(self) -> object:
        """The case they ride in, where they have one."""
        return self.case_id
