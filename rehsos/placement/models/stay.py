"""Who stays at an institution: from when to when, in which bed, and when they were not there."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case, Filed, Level, Withdrawable
from rehsos.directory.models import Office, Place
from rehsos.house.shapes import OwnedBy, Window
from rehsos.people.models import Person, Sex
from rehsos.referral.models import Referral

from .house import Bed
from .ladder import Rung


class StayKind(models.TextChoices):
    """What kind of stay it is: by it goes how long it may last."""

    SHELTER = "shelter", _("Penampungan sementara")
    SAFE_HOUSE = "safe_house", _("Rumah aman")
    EMERGENCY = "emergency", _("Perlindungan darurat")
    LONG = "long", _("Pengasuhan atau rehabilitasi di lembaga")
    FAMILY = "family", _("Sementara, bukan lembaga")
    WORKER_HOME = "worker_home", _("Rumah petugas (bukan tempat tinggal)")
    OFFICE_FLOOR = "office_floor", _("Ruang kantor (bukan tempat tinggal)")


NO_PLACE = (StayKind.WORKER_HOME, StayKind.OFFICE_FLOOR)
"""Kinds of stay in which nobody should be: shown red from the first hour."""


class BroughtBy(models.TextChoices):
    """Who brought somebody."""

    UNKNOWN = "", _("Belum dicatat")
    ALONE = "alone", _("Datang sendiri")
    POLICE = "police", _("Kepolisian")
    SATPOL = "satpol", _("Satpol PP")
    VILLAGE = "village", _("Desa atau warga")
    FAMILY = "family", _("Keluarga")
    HOSPITAL = "hospital", _("Rumah sakit atau puskesmas")
    OFFICE = "office", _("Dinas sosial atau lembaga lain")
    OTHER = "other", _("Pihak lain")


class OutTo(models.TextChoices):
    """To whom somebody went when the stay ended."""

    FAMILY = "family", _("Keluarga inti")
    KIN = "kin", _("Kerabat")
    FOSTER = "foster", _("Orang tua asuh atau wali")
    INSTITUTION = "institution", _("Lembaga lain")
    ALONE = "alone", _("Mandiri")
    SENDER = "sender", _("Kembali ke kantor pengirim")
    HOSPITAL = "hospital", _("Rumah sakit (dirawat lama)")
    POLICE = "police", _("Kepolisian")
    RAN_AWAY = "ran_away", _("Pergi, tidak ditemukan")
    DIED = "died", _("Meninggal")
    """By their death alone (`rehsos.placement.dying`)."""
    MOVED = "moved", _("Tercatat pindah")
    """Told elsewhere, not on the stay: the case says where (`actions.moving`)."""


class Consent(models.TextChoices):
    """On what ground somebody is taken in. Vital interest is looked at again within a day."""

    NOT_ASKED = "", _("Belum dicatat")
    GIVEN = "given", _("Setuju")
    CARER = "carer", _("Orang tua atau wali setuju")
    VITAL = "vital", _("Kepentingan vital: ditinjau dalam 24 jam")
    ORDER = "order", _("Penetapan atau surat pejabat")


class Stay(Filed, Withdrawable):
    """Somebody taken in by an institution, from an hour to an hour. Filed in the case it belongs to.

    `office` is the institution; `referral` the hand-over they came by, where the case is another office's. `sealed`
    holds health on arrival, who brought them, the ground: under the case's key. Instants; `ended_at` is outside.
    `one` is who stands for the person, kept by a trigger: nobody stays in two houses but where one is `contested`.

    Who took somebody in counts it for ever: the house sees the row, not the case, also when its sight of that ended.
    So what is counted stands here: `sex`, `age`, `status` and `place` as the case has them, and the days at the house,
    `came_on` and `left_on` (kept by triggers).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    kind = models.CharField(max_length=12, choices=StayKind.choices)
    category = models.CharField(max_length=24, blank=True)
    brought_by = models.CharField(max_length=10, choices=BroughtBy.choices, default="", blank=True)
    level = models.CharField(max_length=8, choices=Level.choices, default="", blank=True)
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_to = models.CharField(max_length=12, choices=OutTo.choices, default="", blank=True)
    ended_by = models.UUIDField(null=True)
    one = models.UUIDField()
    contested = models.BooleanField(default=True)
    """Another office holds that they are elsewhere, or that is not known yet (`actions.moving`)."""
    consent = models.CharField(max_length=8, choices=Consent.choices, default="", blank=True)
    sealed = models.BinaryField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, default="", db_default="", blank=True)
    age = models.SmallIntegerField(null=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    status = models.CharField(max_length=8, default="", db_default="", blank=True)
    came_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    mirrors = ("sex", "age", "place_id", "status")
    window = Window("office_id", "since", "'infinity'")
    nation_sees = (
        "id", "office_id", "one", "kind", "category", "brought_by", "level", "sex", "age", "place_id", "status",
        "came_on", "left_on", "ended_to", "contested", "withdrawn_by",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["office", "came_on"], name="stay_came"),
            models.Index(fields=["office", "left_on"], name="stay_left", condition=models.Q(left_on__isnull=False)),
            models.Index(
                fields=["office", "since"], name="stay_here", condition=models.Q(ended_at=None, withdrawn_by=None)
            ),
            models.Index(fields=["case"], name="stay_case"),
            models.Index(fields=["person"], name="stay_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "office"], condition=models.Q(ended_at=None, withdrawn_by=None), name="stay_once"
            ),
            models.UniqueConstraint(
                fields=["one"],
                condition=models.Q(ended_at=None, withdrawn_by=None, contested=False),
                name="stay_in_one_house",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("since")), name="stay_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_to="")
                | models.Q(ended_at__isnull=False) & ~models.Q(ended_to=""),
                name="stay_ended_to_somebody",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether they still stay there."""
        return self.ended_at is None and self.withdrawn_by is None

    @property
    def no_place(self) -> bool:
        """Whether it is no place to stay at all."""
        return self.kind in NO_PLACE


class Lying(Withdrawable):
    """A bed that is somebody's: of a stay, or promised to a referral until an hour. Nobody shares one (ADR 37).

    Instants: `until` is outside, of a promise the hour at which it ends by itself. What is withdrawn leaves the
    constraint. `cause` is the action that gave it, `ended_by` the one that ended it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    bed = models.ForeignKey(Bed, on_delete=models.PROTECT, db_index=False, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, db_index=False, null=True, related_name="lyings")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    cause = models.UUIDField()
    ended_by = models.UUIDField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        indexes = [
            models.Index(
                fields=["office"], name="lying_now", condition=models.Q(withdrawn_by=None, until=None)
            ),
            models.Index(
                fields=["office", "until"], name="lying_promised",
                condition=models.Q(withdrawn_by=None, referral__isnull=False),
            ),
            models.Index(fields=["stay"], name="lying_of_stay", condition=models.Q(stay__isnull=False)),
        ]  # fmt: skip
        constraints = [
            ExclusionConstraint(
                name="lying_one_in_a_bed",
                expressions=[
                    (
                        models.Func("bed", "bed", models.Value("[]"), function="int4range"),
                        RangeOperators.OVERLAPS,
                    ),
                    (models.Func("since", "until", function="tstzrange"), RangeOperators.OVERLAPS),
                ],
                condition=models.Q(withdrawn_by=None),
            ),
            models.UniqueConstraint(
                fields=["stay"], condition=models.Q(until=None, withdrawn_by=None), name="lying_in_one_bed"
            ),
            models.CheckConstraint(
                condition=models.Q(stay__isnull=False, referral=None)
                | models.Q(stay=None, referral__isnull=False, until__isnull=False),
                name="lying_of_a_stay_or_promised_until",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="lying_in_order"
            ),
        ]


class AbsenceKind(models.TextChoices):
    """Why somebody who stays is not there."""

    LEAVE = "leave", _("Cuti")
    HOSPITAL = "hospital", _("Di rumah sakit")
    MISSING = "missing", _("Tidak di tempat")


class Absence(Filed, Withdrawable):
    """Somebody who stays is away: on leave, in hospital, or not in their place and searched for.

    `expected` is when they are to be back. Of who is missing three things are facts: who of them was told, and when.
    `sealed` says with whom they are or which hospital, under the case's key. The bed stays theirs.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, db_index=False, related_name="absences")
    kind = models.CharField(max_length=10, choices=AbsenceKind.choices)
    since = models.DateTimeField()
    expected = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    head_told_at = models.DateTimeField(null=True)
    police_told_at = models.DateTimeField(null=True)
    family_told_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["stay"], name="absence_of_stay")]
        constraints = [
            models.UniqueConstraint(
                fields=["stay"], condition=models.Q(until=None, withdrawn_by=None), name="absence_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="absence_in_order"
            ),
        ]


class Teller(models.TextChoices):
    """Who is told that somebody is missing."""

    HEAD = "head", _("Kepala lembaga")
    POLICE = "police", _("Kepolisian")
    FAMILY = "family", _("Keluarga")


class NoteKind(models.TextChoices):
    """What is written of a stay, beside its admission and its end."""

    CARE = "care", _("Perawatan: obat, diet, risiko")
    BELONGINGS = "belongings", _("Barang dan uang dihitung")
    NO_VISIT = "no_visit", _("Tidak boleh menjenguk")
    EXIT_PLAN = "exit_plan", _("Rencana pulang")
    REVIEW = "review", _("Tinjauan")
    INCIDENT = "incident", _("Kejadian")
    HARM = "harm", _("Kejadian yang melukai")


REVIEWED = (NoteKind.REVIEW, NoteKind.EXIT_PLAN)
"""Written with the review (`actions.reviewing`), which says also what comes next."""
INCIDENTS = (NoteKind.INCIDENT, NoteKind.HARM)
"""What is counted of what happened."""


class StayNote(Filed, Withdrawable):
    """Something written of a stay, sealed under the case's key. The house counts it for ever, as the stay."""

    id = models.UUIDField(primary_key=True, editable=False)
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, db_index=False, related_name="notes")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    at = models.DateTimeField()
    worker = models.IntegerField()
    next_rung = models.CharField(max_length=12, choices=Rung.choices, default="", db_default="", blank=True)
    """Of a review: who is to care for them next; empty where nothing changes yet."""
    sealed = models.BinaryField()

    window = Window("office_id", "at", "'infinity'")
    nation_sees = ("id", "stay_id", "office_id", "kind", "at", "withdrawn_by")

    class Meta:
        indexes = [
            models.Index(fields=["stay", "kind", "-at"], name="stay_note"),
            models.Index(fields=["office", "at"], name="stay_note_count", condition=models.Q(kind__in=INCIDENTS)),
        ]  # fmt: skip
