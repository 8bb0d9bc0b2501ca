"""The case itself: what is counted, who sees it, who works it, who is around the client."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from rehsos.audit.answers import Words
from rehsos.directory.models import Office, Place, PlaceSeries, Worker
from rehsos.house.shapes import FiledIn, Reaches, SharedThrough
from rehsos.people.models import Person, Sex


class Subject(NamedTuple):
    """What a fact, a circumstance or a clock of a case hangs on: the case itself, a part in a matter, a stay.

    `kind` is one that a room declares (`doors.SubjectKind`).
    """

    kind: str
    id: UUID


CASE = "case"
"""The kind of subject that the case itself is."""


class CaseKind(models.TextChoices):
    CASE = "case", _("Kasus")
    RESPONSE = "response", _("Respon kasus")
    CONSULTATION = "consultation", _("Konsultasi")
    VOID = "void", _("Dibatalkan")


class Stage(models.TextChoices):
    """The eight stages of a case. Any may be skipped with a reason; none traps anybody."""

    RECEIVED = "1_received", _("Diterima")
    BASIS = "2_basis", _("Dasar layanan")
    ASSESSMENT = "3_assessment", _("Asesmen")
    PLAN = "4_plan", _("Rencana layanan")
    SERVICE = "5_service", _("Layanan")
    MONITORING = "6_monitoring", _("Pemantauan")
    TERMINATION = "7_termination", _("Pengakhiran")
    AFTERCARE = "8_aftercare", _("Bimbingan lanjut")


class Status(models.TextChoices):
    OPEN = "open", _("Berjalan")
    CLOSED = "closed", _("Diakhiri")
    VOID = "void", _("Dibatalkan")


class Risk(models.TextChoices):
    UNKNOWN = "", _("Belum dinilai")
    LOW = "low", _("Rendah")
    MEDIUM = "medium", _("Sedang")
    HIGH = "high", _("Tinggi")
    CRITICAL = "critical", _("Kritis")


class CompetenceAnswer(models.TextChoices):
    """What a worker makes of the hint whose affair a case is."""

    OURS = "ours", _("Kewenangan kami")
    URGENT = "urgent", _("Kami tangani dulu: mendesak")
    AGREED = "agreed", _("Kami tangani, disepakati dengan yang berwenang")
    NOBODY = "nobody", _("Kami tangani: yang berwenang tidak punya petugas")
    PASSED_ON = "passed_on", _("Akan dirujuk atau diserahkan")
    DISPUTED = "disputed", _("Kantor kami membaca aturannya lain")


COUNTED_BY = ("counts_at", "role", "opened_month")
COUNTED = ("kind", "place", "sex", "age", "age_at_deed", "guessed", "status", "primary_type", "category", "offices",
           "barred", "opened_on", "id")  # fmt: skip
"""What a count finds cases by, and what it and its row-level security read of them beside."""


class Case(models.Model):
    """One file: what one office does for one client.

    `owner` works it, `counts_at` counts it, `place` is where the child lives: three fields, because they
    differ. `category` is the plain word it was opened by (law.categories), `competence` what was made of the hint whose
    affair it is (cases.competence). `age` is that on the day it was opened, `age_at_deed` that of the part whose role
    the case has: whole years, as a count takes them. `opened_month` is year x 12 + month - 1, for counting from an
    index alone.
    `offices` and `barred` (workers behind a wall) are kept by triggers from the shares (access.guard), `repeated` by
    another: the client has or had more than two, or another and a wall before one of them, and a count of children
    looks whose they are (in_database.py), `guessed` by
    one more: which of the two ages is an estimate, in bits (in_database.py here and in justice). `rooms` are the rooms
    above this one that filed something in it, ever (access.guard): its page asks no other (warmth). `history_for` are
    the offices that handed it on: they see what was filed until then (access.guard).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, choices=CaseKind.choices, default=CaseKind.CASE)
    owner = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    counts_at = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    event_place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    client = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    primary_type = models.CharField(max_length=40)
    category = models.CharField(max_length=24, default="", db_default="", blank=True)
    competence = models.CharField(
        max_length=12, choices=CompetenceAnswer.choices, default="", db_default="", blank=True
    )
    role = models.CharField(max_length=18, default="", blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.SmallIntegerField(null=True)
    age_at_deed = models.SmallIntegerField(null=True)
    opened_on = models.DateField()
    opened_month = models.SmallIntegerField()
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.RECEIVED)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    risk = models.CharField(max_length=8, choices=Risk.choices, default=Risk.UNKNOWN, blank=True)
    closed_on = models.DateField(null=True)
    closed_because = models.CharField(max_length=20, blank=True)
    last_contact_on = models.DateField(null=True)
    alarmed_on = models.DateField(null=True)
    home_unsafe_on = models.DateField(null=True)
    report = models.UUIDField(null=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)
    repeated = models.BooleanField(default=False, db_default=False)
    guessed = models.SmallIntegerField(default=0, db_default=0)
    rooms = ArrayField(models.CharField(max_length=20), default=list, db_default=[])
    history_for = ArrayField(models.IntegerField(), default=list, db_default=[])

    shape = SharedThrough(
        "cases.Share", file="case_id", rooms="rooms",
        history="history_for", past_by="grounds", past="s.grounds = 'handed_on'",
    )  # fmt: skip
    reaches = (Reaches("client_id"),)
    nation_sees = (
        "id", "code", "kind", "owner_id", "counts_at_id", "place_id", "client_id", "primary_type", "category", "role",
        "sex", "age", "age_at_deed", "opened_on", "opened_month", "stage", "status", "risk", "closed_on",
        "closed_because", "repeated", "guessed",
    )  # fmt: skip

    class Meta:
        indexes = [
            GinIndex(fields=["offices"], name="case_offices", opclasses=["array_ops"]),
            # What the Kabid's page asks of the cases that run: those of nobody, those gone quiet.
            models.Index(
                "owner",
                Coalesce("last_contact_on", "opened_on"),
                condition=models.Q(status="open"),
                include=["code", "opened_on", "id", "offices", "barred"],
                name="case_running",
            ),
            # The few whose head is told of them.
            models.Index(
                fields=["owner"],
                name="case_alarmed",
                condition=models.Q(
                    models.Q(alarmed_on__isnull=False) | models.Q(home_unsafe_on__isnull=False), status="open"
                ),
            ),
            # The few behind a wall: every count asks first which of them it may not tell, and counts them one by one.
            models.Index(fields=COUNTED_BY, condition=~models.Q(barred=[]), include=COUNTED, name="case_walled"),
            # And of clients with many cases: each child is counted once, so sums do not hold them.
            models.Index(
                fields=COUNTED_BY,
                condition=~models.Q(barred=[]) | models.Q(repeated=True),
                include=[*COUNTED, "client", "repeated"],
                name="case_apart",
            ),
            # Everything a count, its row-level security and the list behind a number of few cases read, so that
            # counting never touches the table.
            models.Index(fields=COUNTED_BY, include=COUNTED, name="case_count"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="case_code_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="case_closed_after_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def dossier_id(self) -> UUID:
        return self.id

    @property
    def subject(self) -> Subject:
        """The case itself, as what something hangs on."""
        return Subject(CASE, self.id)


class CaseSeries(PlaceSeries):
    """The last case number of a place in a year."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="case_series_once")]


class Filed(models.Model):
    """Anything that belongs to one case; seen by those who see the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = FiledIn("case_id")

    class Meta:
        abstract = True

    @property
    def dossier_id(self) -> UUID:
        return self.case_id


class Withdrawable(models.Model):
    """What can turn out to be recorded wrongly: then it bears the action that took it back, and counts no longer."""

    withdrawn_by = models.UUIDField(null=True)

    class Meta:
        abstract = True


class CaseType(Filed):
    """A PPKS type a client has, from–to; one of those without an end is the case's primary type."""

    # Found by the constraint that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    type = models.CharField(max_length=40)
    ampk = models.CharField(max_length=1, blank=True)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "type"], name="case_type_once")]


class Share(Filed):
    """An office that sees the case, from–to, and why. Lists page in this index first.

    `named` says whether the office may see names at all; a province that only sees gets the code. What the list is
    filtered by is mirrored from the case, so that a filter nobody answers ends at an index.
    """

    # Found by the constraint that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    grounds = models.CharField(max_length=12)
    named = models.BooleanField(default=True)
    opened_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    stage = models.CharField(max_length=14, choices=Stage.choices, default=Stage.RECEIVED)
    role = models.CharField(max_length=18, default="", blank=True)
    last_contact_on = models.DateField(null=True)

    mirrors = ("status", "stage", "role", "last_contact_on")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "office", "since"], name="share_once")]
        indexes = [
            models.Index(fields=["office", "-opened_on", "-case"], name="share_page"),
            models.Index(fields=["office", "status", "stage", "role", "-opened_on", "-case"], name="share_filter"),
            models.Index(
                fields=["office", "-opened_on", "-case"], name="share_open", condition=models.Q(status=Status.OPEN)
            ),
        ]


class AssignmentKind(models.TextChoices):
    LEAD = "lead", _("Penanggung jawab")
    SECOND = "second", _("Pendamping kedua")
    COVER = "cover", _("Pengganti sementara")


class Assignment(Filed):
    """A worker who works the case, from–to."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="+")
    kind = models.CharField(max_length=8, choices=AssignmentKind.choices)
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "until", "since"], name="assignment_worker")]
        constraints = [
            models.UniqueConstraint(fields=["case", "worker"], condition=models.Q(until=None), name="assigned_once")
        ]


class LookReason(models.TextChoices):
    """Why somebody who does not work a case opens its names."""

    STANDS_IN = "stands_in", _("Menggantikan rekan")
    CONFERENCE = "conference", _("Temu bahas kasus")
    HEAD_ASKED = "head_asked", _("Permintaan Kabid")
    SUPERVISES = "supervises", _("Supervisi atau keputusan")


class Relation(models.TextChoices):
    MOTHER = "mother", _("Ibu")
    FATHER = "father", _("Ayah")
    STEPMOTHER = "stepmother", _("Ibu tiri")
    STEPFATHER = "stepfather", _("Ayah tiri")
    GUARDIAN = "guardian", _("Wali")
    GRANDPARENT = "grandparent", _("Kakek atau nenek")
    SIBLING = "sibling", _("Saudara kandung")
    UNCLE = "uncle", _("Paman atau bibi")
    COUSIN = "cousin", _("Sepupu")
    SPOUSE = "spouse", _("Suami atau istri")
    OFFSPRING = "offspring", _("Anak klien")
    RELATIVE = "relative", _("Kerabat")
    TEACHER = "teacher", _("Guru")
    NEIGHBOUR = "neighbour", _("Tetangga")
    FRIEND = "friend", _("Teman")
    TRUSTED = "trusted", _("Orang yang dipercaya anak")
    EMPLOYER = "employer", _("Pemberi kerja")
    OTHER = "other", _("Lainnya")


BY_SEX: Mapping[tuple[str, str], Words] = {
    (Relation.GRANDPARENT, "L"): _("Kakek"), (Relation.GRANDPARENT, "P"): _("Nenek"),
    (Relation.UNCLE, "L"): _("Paman"), (Relation.UNCLE, "P"): _("Bibi"),
    (Relation.SPOUSE, "L"): _("Suami"), (Relation.SPOUSE, "P"): _("Istri"),
}  # fmt: skip
"""What a relation is called of a man and of a woman, where one word stands for both."""


def said_relation(relation: str, sex: str) -> Words:
    """A relation as it is called of somebody of that sex."""
    return BY_SEX.get((relation, sex), Relation(relation).label)


class Participant(Filed):
    """A person around the client. `alleged` and `no_contact` are shown wherever the person is."""

    id = models.UUIDField(primary_key=True, editable=False)
    # Found by the constraint that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    lives_together = models.BooleanField(null=True)
    no_contact = models.BooleanField(default=False)
    alleged = models.BooleanField(default=False)
    trusted = models.BooleanField(default=False)
    sealed_contact = models.BinaryField(null=True)

    # Who is around clients of both sides is closed to nobody; who is around one side's, to the workers of the other.
    reaches = (Reaches("person_id", walls=False),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="participant_once")]


class LawfulBasis(Filed, Withdrawable):
    """On what ground personal data is worked with (UU 27/2022 Ps 20, 25): consent, or another."""

    id = models.UUIDField(primary_key=True, editable=False)
    ground = models.CharField(max_length=20)
    given_by = models.CharField(max_length=12, blank=True)
    on = models.DateField()
    withdrawn_on = models.DateField(null=True)
    sealed = models.BinaryField(null=True)
