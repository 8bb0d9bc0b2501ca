"""The matter and what happens in it. Words of the law: docs/glossary.md."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Appointment, Filed, Subject, Withdrawable
from rehsos.house.shapes import Beside, Gathered, Reaches
from rehsos.people.models import Person

from .roles import Role


class Level(models.TextChoices):
    POLICE = "police", _("Penyidikan")
    PROSECUTION = "prosecution", _("Penuntutan")
    COURT = "court", _("Sidang")
    APPEAL = "appeal", _("Banding")
    CASSATION = "cassation", _("Kasasi")
    EXECUTION = "execution", _("Pelaksanaan putusan")


class Matter(models.Model):
    """A perkara: what police and court call one matter. `sealed` holds its words under its own key (sealing.py).

    `police_mark` and `marks` find its numbers, which are among those words (numbers.py). A wall hides it from nobody:
    somebody works in it for either side. A circle does, while every case with a part in it has one.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    article = models.CharField(max_length=80, blank=True)
    sexual_violence = models.BooleanField(null=True)
    penalty_seven_or_more = models.BooleanField(null=True)
    adult_suspect = models.BooleanField(null=True)
    event_from = models.DateField(null=True)
    event_to = models.DateField(null=True)
    event_place = models.CharField(max_length=13, blank=True)
    sealed = models.BinaryField(null=True)
    police_mark = models.BigIntegerField(null=True)
    marks = ArrayField(models.BigIntegerField(), default=list)
    level = models.CharField(max_length=12, choices=Level.choices, default=Level.POLICE)
    version = models.IntegerField(default=1)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list, db_default=[])

    shape = Gathered()

    class Meta:
        indexes = [
            GinIndex(fields=["offices"], name="matter_offices", opclasses=["array_ops"]),
            models.Index(
                fields=["police_mark"], name="matter_police_mark", condition=models.Q(police_mark__isnull=False)
            ),
        ]


class Post(models.TextChoices):
    """Who is who in a matter."""

    INVESTIGATOR = "investigator", _("Penyidik")
    PROSECUTOR = "prosecutor", _("Penuntut umum")
    JUDGE = "judge", _("Hakim")
    PK = "pk", _("Pembimbing Kemasyarakatan (PK Bapas)")
    LAWYER = "lawyer", _("Penasihat hukum")
    LPSK = "lpsk", _("LPSK")
    OTHER = "other", _("Petugas lain")


class Officer(models.Model):
    """An officer of the matter: investigator, prosecutor, judge, PK, lawyer. Name, rank, unit and phone are sealed."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="officers")
    post = models.CharField(max_length=14)
    sealed = models.BinaryField()
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list, db_default=[])

    shape = Beside("matter_id")


class Side(models.TextChoices):
    """Which interest a child stands for; the two sides get two workers and a wall."""

    HARMED = "harmed", _("Pihak korban")
    ACCUSED = "accused", _("Pihak yang disangka")
    NEITHER = "neither", _("Tidak berpihak")


MISTAKE = "recorded_by_mistake"
"""How a part ends that never was: a wrong role or a wrong matter. Not an ending of the law."""


PART = "part"
"""The kind of subject that a child's part in a matter is."""
ENDED = "part_ended"
"""The circumstance of a part that is over: its day."""


class Part(Filed):
    """One child's part in a matter: its role, side, and age in whole years at the deed."""

    id = models.UUIDField(primary_key=True, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, db_index=False, related_name="parts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=18, choices=Role.choices)
    side = models.CharField(max_length=8, choices=Side.choices)
    age_at_deed = models.SmallIntegerField(null=True)
    age_estimated = models.BooleanField(default=False)
    earlier_diversi = models.BooleanField(null=True)
    ended_by = models.CharField(max_length=24, blank=True)
    ended_on = models.DateField(null=True)

    reaches = (Reaches("matter_id", walls=False),)
    nation_sees = ("id", "case_id", "matter_id", "role", "age_at_deed", "ended_by", "ended_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "case", "role"], name="part_once_in_a_case")]

    @property
    def subject(self) -> Subject:
        """What facts and clocks of this part hang on."""
        return Subject(PART, self.id)


class MatterFact(models.Model):
    """A fact common to all children of a matter, entered once and copied to each part's clocks."""

    id = models.UUIDField(primary_key=True, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="facts")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    precision = models.CharField(max_length=4)
    until = models.DateField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list, db_default=[])

    shape = Beside("matter_id")


class HearingKind(models.TextChoices):
    """What took place; the codes are those of appointments, so that a held appointment becomes a hearing."""

    STATEMENT = "statement", _("Pemeriksaan (BAP)")
    HEARING = "hearing", _("Sidang")
    DIVERSI = "diversi", _("Pertemuan diversi")
    PROSECUTION = "prosecution", _("Tahap II di kejaksaan")
    U12_MEETING = "u12_meeting", _("Rapat keputusan anak di bawah 12 tahun")


class Present(models.TextChoices):
    """Who was beside the child (UU 11/2012 Ps 23, 55, 58)."""

    PARENT = "parent", _("Orang tua atau wali")
    TRUSTED = "trusted", _("Orang yang dipercaya anak")
    PEKSOS = "peksos", _("Pekerja Sosial atau TKS")
    PK = "pk", _("Pembimbing Kemasyarakatan (PK)")
    LAWYER = "lawyer", _("Penasihat hukum")
    INTERPRETER = "interpreter", _("Juru bahasa")


class Testimony(models.TextChoices):
    IN_ROOM = "in_room", _("Di ruang sidang")
    LED_OUT = "led_out", _("Di ruang sidang, Anak dibawa keluar")
    RECORDED = "recorded", _("Direkam oleh PK")
    VIDEO = "video", _("Jarak jauh, audiovisual")
    NONE = "none", _("Tidak memberi keterangan")


class Hearing(Filed, Withdrawable):
    """What happened at an appointment of the matter: hearing, BAP, diversi meeting, tahap II."""

    id = models.UUIDField(primary_key=True, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=12)
    level = models.CharField(max_length=12, choices=Level.choices)
    held_at = models.DateTimeField()
    present = ArrayField(models.CharField(max_length=12), default=list)
    testimony = models.CharField(max_length=10, choices=Testimony.choices, blank=True)
    room_safe = models.BooleanField(null=True)
    met_suspect = models.BooleanField(null=True)
    sealed = models.BinaryField(null=True)


class DiversiResult(models.TextChoices):
    AGREED = "agreed", _("Sepakat")
    FAILED = "failed", _("Tidak sepakat")
    REFUSED = "refused", _("Ditolak sejak awal")


class Diversi(Filed, Withdrawable):
    """A diversi at one level and what became of it. Restorative justice elsewhere is an Ending, not this."""

    id = models.UUIDField(primary_key=True, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=Level.choices)
    result = models.CharField(max_length=10, choices=DiversiResult.choices)
    form = models.CharField(max_length=60, blank=True)
    """The forms agreed on, in the law's codes, with + between several."""
    on = models.DateField()
    until = models.DateField(null=True)


class Outcome(models.TextChoices):
    PENALTY = "penalty", _("Pidana")
    MEASURE = "measure", _("Tindakan")
    ACQUITTED = "acquitted", _("Bebas")
    DISCHARGED = "discharged", _("Lepas dari tuntutan")


class Verdict(Filed, Withdrawable):
    """The judgment on one child: pidana or tindakan, its length, and when it became final."""

    id = models.UUIDField(primary_key=True, editable=False)
    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(max_length=40)
    length = models.SmallIntegerField(null=True)
    unit = models.CharField(max_length=8, blank=True)
    on = models.DateField()
    final_on = models.DateField(null=True)
    outcome = models.CharField(max_length=12)
