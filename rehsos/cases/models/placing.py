"""Who answers for a client, and where the client is: two facts of a person, dated, neither made out of the other.

Police hand a foundling over on paper while it lies in a hospital: then the two differ. Why so: ADR 29.
"""

from typing import Any
from uuid import UUID

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office
from rehsos.house.shapes import OwnedBy
from rehsos.people.models import Person

from .case import Case, Filed, Withdrawable


class CustodyKind(models.TextChoices):
    """Who answers for a client."""

    OFFICE = "office", _("Kantor atau lembaga")
    FAMILY = "family", _("Keluarga")
    OUTSIDE = "outside", _("Pihak luar")


class WhereaboutsKind(models.TextChoices):
    """Where a client is tonight."""

    FAMILY = "family", _("Keluarga atau rumah sendiri")
    OFFICE = "office", _("Kantor atau lembaga dalam daftar")
    INSTITUTION = "institution", _("Lembaga lain")
    HOSPITAL = "hospital", _("Rumah sakit")
    POLICE = "police", _("Kepolisian")
    TRAVELLING = "travelling", _("Dalam perjalanan")
    UNKNOWN = "unknown", _("Tidak diketahui")
    DECEASED = "deceased", _("Meninggal")
    """Told by a death alone (`actions.dying`); the words say where the body is."""


class Standing(models.TextChoices):
    """Whether a row holds, or says otherwise than one of another office that does (`actions.placing`)."""

    HOLDS = "holds", _("Berlaku")
    ASKED = "asked", _("Sudah tercatat di tempat lain; Kabid kedua kantor diberi tahu")
    UNTOLD = "untold", _("Berlaku")
    """The same, and who wrote it is not told: the other place is hidden. On every page it stands as if it held."""
    DENIED = "denied", _("Menurut kantor lain, klien masih di tempat yang tercatat di sana")


class Placed(Filed, Withdrawable):
    """A dated fact of a person, until the next one. Filed in the case it was told in: who sees that, sees it.

    `one` is who stands for the person, kept by a trigger (in_database.py): nobody has two open rows that hold. `sealed`
    are words, under the key of `person`. Instants: `until` is outside. `cause` is the action that told it, `ended_by`
    the one that told the next.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    one = models.UUIDField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.UUIDField()
    ended_by = models.UUIDField(null=True)
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.HOLDS)

    class Meta:
        abstract = True


_OPEN = models.Q(until=None, withdrawn_by=None)
_HELD = models.Q(withdrawn_by=None, standing=Standing.HOLDS)


def _one_at_a_time(name: str) -> list[Any]:
    """No two open rows of who is one, and no two of a registered person that overlap: what is withdrawn leaves both.

    An exclusion takes no uuid without an extension that the embedded PostgreSQL lacks: its 64-bit hash is a range.
    """
    number = models.Func("person", 0, function="uuid_hash_extended", output_field=models.BigIntegerField())
    person = models.Func(number, number, models.Value("[]"), function="int8range")
    during = models.Func("since", "until", function="tstzrange")
    overlaps = RangeOperators.OVERLAPS
    return [
        models.UniqueConstraint(fields=["one"], condition=_HELD & models.Q(until=None), name=f"{name}_one_place"),
        ExclusionConstraint(
            name=f"{name}_no_overlap", expressions=[(person, overlaps), (during, overlaps)], condition=_HELD
        ),
        models.CheckConstraint(
            condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name=f"{name}_in_order"
        ),
        models.CheckConstraint(
            condition=models.Q(kind="office", office__isnull=False) | ~models.Q(kind="office") & models.Q(office=None),
            name=f"{name}_names_its_office",
        ),
    ]


class Custody(Placed):
    """Who answers for the client. No row: the office whose case it is."""

    kind = models.CharField(max_length=12, choices=CustodyKind.choices)

    class Meta:
        indexes = [
            models.Index(fields=["one"], condition=_OPEN, name="custody_now"),
            models.Index(fields=["office"], condition=_OPEN, name="custody_here"),
        ]
        constraints = _one_at_a_time("custody")


class Whereabouts(Placed):
    """Where the client is tonight. No row: nobody told."""

    kind = models.CharField(max_length=12, choices=WhereaboutsKind.choices)

    class Meta:
        indexes = [
            models.Index(fields=["one"], condition=_OPEN, name="whereabouts_now"),
            models.Index(fields=["office"], condition=_OPEN, name="whereabouts_here"),
        ]
        constraints = _one_at_a_time("whereabouts")


class PlacedFact(models.TextChoices):
    """Which of the two."""

    CUSTODY = "custody", _("Pemegang tanggung jawab")
    WHEREABOUTS = "whereabouts", _("Tempat klien")


class Clash(models.Model):
    """Another office told another place of a client than the one that is recorded at the office that holds them.

    Its id is that of the row that says so, in the other case; `fact` says of which table. `told` is that office where
    it is told, null where the place is hidden: then only who holds is. `moved`: who holds said that it is so.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    fact = models.CharField(max_length=12, choices=PlacedFact.choices)
    one = models.UUIDField()
    held_in = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    told_in = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    held_at = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    said_at = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    told = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    moved = models.BooleanField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("held_at_id", "told_id")

    class Meta:
        indexes = [
            models.Index(fields=["held_at"], condition=models.Q(settled_at=None), name="clash_held"),
            models.Index(fields=["told"], condition=models.Q(settled_at=None), name="clash_told"),
            models.Index(fields=["one"], condition=models.Q(settled_at=None), name="clash_of"),
        ]

    @property
    def dossier_id(self) -> UUID:
        """Told in the file of who holds."""
        return self.held_in_id
