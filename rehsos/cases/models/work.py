"""What is done in a case: basis, assessment, conference, plan, approval, service, tasks, review."""

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Worker
from rehsos.house.shapes import Gathered, Reaches
from rehsos.papers.models import FilledForm

from .case import Case, Filed, Withdrawable


class Thing(Filed):
    """Something made by an action and filed in a case; its id is the action's."""

    id = models.UUIDField(primary_key=True, editable=False)

    class Meta:
        abstract = True


class Ground(models.TextChoices):
    CONSENT = "consent", _("Persetujuan")
    STATUTE = "statute", _("Kewajiban menurut undang-undang")
    VITAL = "vital", _("Kepentingan vital (keselamatan)")
    PUBLIC_TASK = "public_task", _("Tugas pelayanan publik")


class Assessment(Thing):
    """A filled assessment: of whom, when, by what manner, with its score."""

    form = models.OneToOneField(FilledForm, on_delete=models.PROTECT, related_name="+")
    blank = models.CharField(max_length=40)
    about = models.CharField(max_length=12)
    phase = models.CharField(max_length=8, blank=True)
    on = models.DateField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    needs_panti = models.BooleanField(null=True)


class Conference(Thing):
    """A case conference (temu bahas kasus). Minutes and attendees are in its form."""

    held_at = models.DateTimeField()
    form = models.OneToOneField(FilledForm, on_delete=models.PROTECT, related_name="+")


class TaskState(models.TextChoices):
    OPEN = "open", _("Belum")
    ASKED = "asked", _("Sudah diminta")
    DONE = "done", _("Selesai")
    DROPPED = "dropped", _("Tidak jadi")


class Errand(models.TextChoices):
    BIRTH = "birth", _("Akta kelahiran")
    IDENTITY = "identity", _("KIA, KTP, atau KK")
    VISUM = "visum", _("Visum")
    PSYCHOLOGIST = "psychologist", _("Hasil psikolog")
    SCHOOL = "school", _("Sekolah")
    HEALTH = "health", _("BPJS atau kesehatan")
    AID = "aid", _("Bantuan sosial")
    DECISION = "decision", _("Keputusan temu bahas kasus")
    OTHER = "other", _("Lainnya")


class Task(Thing):
    """An errand or a decision to carry out: akta, visum, school. What it says and at which agency is sealed."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=Errand.choices)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    sealed = models.BinaryField()
    conference = models.ForeignKey(Conference, on_delete=models.PROTECT, null=True, related_name="+")
    done_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "due_on"], name="task_due", condition=models.Q(state="open"))]


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Konsep")
    SUBMITTED = "submitted", _("Menunggu persetujuan")
    APPROVED = "approved", _("Disetujui")
    RETURNED = "returned", _("Dikembalikan")
    REPLACED = "replaced", _("Diganti")


class Answer(models.TextChoices):
    """The client's answer to the plan (UU 14/2019 Ps 43)."""

    NOT_ASKED = "", _("Belum ditanyakan")
    AGREES = "agrees", _("Setuju")
    PARTLY = "partly", _("Setuju sebagian")
    DECLINES = "declines", _("Menolak")


class Plan(Thing):
    """A plan of services; `version` grows with every edit, so that two tabs never overwrite each other."""

    # Found by the constraint that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    number = models.SmallIntegerField()
    author = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NOT_ASKED, blank=True)
    answered_version = models.IntegerField(null=True)
    """The version that the client was asked about: a plan that was changed since is answered anew."""
    review_on = models.DateField(null=True)
    sealed_goal = models.BinaryField()
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="plan_number_once")]

    @property
    def answer_stands(self) -> bool:
        """Whether what the client said was said of the plan as it is now."""
        return bool(self.answer) and self.answered_version == self.version


class Payer(models.TextChoices):
    NOBODY = "nobody", _("Tidak ada/belum dibayar siapa pun")
    APBN = "apbn", _("APBN")
    APBD = "apbd", _("APBD")
    VILLAGE = "village", _("Desa")
    BAZNAS = "baznas", _("BAZNAS")
    LPSK = "lpsk", _("LPSK")
    BP3MI = "bp3mi", _("BP3MI")
    MISSION = "mission", _("Perwakilan RI di luar negeri")
    PARTNER = "partner", _("Mitra")
    COMPANY = "company", _("Perusahaan")
    FAMILY = "family", _("Keluarga")
    IN_KIND = "in_kind", _("Natura dari dinas")
    OWN = "own", _("Dibayar sendiri")


class PlanItem(Filed):
    """One step of a plan, under an ATENSI component code."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    position = models.SmallIntegerField()
    component = models.CharField(max_length=24)
    by_when = models.DateField(null=True)
    cost = models.BigIntegerField(null=True)
    payer = models.CharField(max_length=8, choices=Payer.choices, blank=True)
    sealed = models.BinaryField()


class ApprovalKind(StrEnum):
    """What this room asks a superior to decide; how it and what other rooms ask is called, their `Decision` says."""

    PLAN = "plan"
    CLOSURE = "closure"


class Approval(Thing):
    """A request for a superior's decision and the decision. Never given by its author."""

    kind = models.CharField(max_length=40)
    subject = models.UUIDField()
    requested_by = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    capacity = models.CharField(max_length=8, blank=True)
    approved = models.BooleanField(null=True)
    sealed = models.BinaryField(null=True)
    sealed_note = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case"], name="approval_waiting", condition=models.Q(approved=None))]


class ServiceKind(models.TextChoices):
    VISIT = "visit", _("Kunjungan rumah")
    ACCOMPANY = "accompany", _("Pendampingan")
    COUNSEL = "counsel", _("Konseling")
    MEDIATE = "mediate", _("Mediasi keluarga")
    ADVOCATE = "advocate", _("Advokasi sosial")
    GROUP = "group", _("Kegiatan kelompok")
    AID = "aid", _("Bantuan diserahkan")
    REFER = "refer", _("Rujukan")
    CONTACT = "contact", _("Kontak")
    OTHER = "other", _("Layanan lain")


class Mode(models.TextChoices):
    VISIT = "visit", _("Kunjungan")
    OFFICE = "office", _("Di kantor")
    PHONE = "phone", _("Telepon")
    VIDEO = "video", _("Video")
    COURT = "court", _("Di pengadilan")
    POLICE = "police", _("Di kepolisian")
    SCHOOL = "school", _("Di sekolah")


class Level(models.TextChoices):
    """Of which level the rehabilitation is (PP 52/2019 Ps 10-13)."""

    UNKNOWN = "", _("Belum ditentukan")
    BASIC = "basic", _("Dasar")
    ADVANCED = "advanced", _("Lanjut")


class Service(Withdrawable):
    """Something done on one occasion, by one or two workers, for one or several clients.

    `minutes` is the length of the service, `waiting` the minutes spent waiting. It stands while a case that it was for
    does: neither taken back there nor void. `closed_to` are the workers behind a wall before each of these cases; it
    hides no row, for who sees one of the cases sees the service. Both are kept by triggers (in_database.py).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    kind = models.CharField(max_length=12, choices=ServiceKind.choices)
    component = models.CharField(max_length=24, blank=True)
    at = models.DateTimeField()
    minutes = models.IntegerField(null=True)
    waiting = models.IntegerField(null=True)
    mode = models.CharField(max_length=8, choices=Mode.choices, blank=True)
    level = models.CharField(max_length=8, choices=Level.choices, default="", db_default="", blank=True)
    office = models.IntegerField()
    late_entry = models.BooleanField(default=False)
    stands = models.BooleanField(default=True, db_default=True)
    closed_to = ArrayField(models.IntegerField(), default=list, db_default=[])
    offices = ArrayField(models.IntegerField(), default=list)

    shape = Gathered()
    nation_sees = ("id", "kind", "at", "minutes", "waiting", "mode", "level", "office", "stands", "closed_to")

    class Meta:
        indexes = [
            # All that a count and its row-level security read, so that it never touches the table.
            models.Index(
                fields=["office", "at"],
                include=["kind", "mode", "minutes", "waiting", "stands", "closed_to", "offices"],
                name="service_count",
            ),
            # The few behind a wall, which every count asks for first.
            models.Index(fields=["office"], condition=~models.Q(closed_to=[]), name="service_walled"),
        ]


class ServiceCase(Filed, Withdrawable):
    """A client served on that occasion; where, on which surat tugas, what was seen and agreed: sealed with the case.

    `step` is the step of the approved plan that it carried out, where it did.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, db_index=False, related_name="clients")
    step = models.ForeignKey(PlanItem, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    sealed = models.BinaryField(null=True)

    reaches = (Reaches("service_id"),)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "case"], name="service_case_once")]
        indexes = [models.Index(fields=["step"], name="service_of_step", condition=models.Q(step__isnull=False))]


class ServiceWorker(models.Model):
    service = models.ForeignKey(Service, on_delete=models.PROTECT, db_index=False, related_name="workers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "worker"], name="service_worker_once")]
        indexes = [models.Index(fields=["worker", "at"], name="service_worker_month")]


class AppointmentKind(models.TextChoices):
    """Kinds of any case; those for something of a room above, that room gives (`cases.appointments`)."""

    VISIT = "visit", _("Kunjungan")
    CONFERENCE = "conference", _("Temu bahas kasus")
    AFTERCARE = "aftercare", _("Kunjungan bimbingan lanjut")
    OTHER = "other", _("Janji lain")


class AppointmentState(models.TextChoices):
    SET = "set", _("Dijadwalkan")
    HELD = "held", _("Berlangsung")
    POSTPONED = "postponed", _("Ditunda")
    ABSENT = "absent", _("Tidak hadir")
    CANCELLED = "cancelled", _("Batal")


class Appointment(Thing):
    """An hour and a place to be. Postponing makes the next one and links to it.

    `sealed` holds the place and the number of the surat tugas: a place can be somebody's home.
    """

    subject = models.UUIDField(null=True)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    state = models.CharField(max_length=10, choices=AppointmentState.choices, default=AppointmentState.SET)
    session = models.SmallIntegerField(default=1)
    moved_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["at"], name="appointment_day", condition=models.Q(state="set"))]


class Progress(models.TextChoices):
    BETTER = "better", _("Membaik")
    SAME = "same", _("Tetap")
    WORSE = "worse", _("Memburuk")


class Review(Thing):
    """Monitoring: how far the goals are, what changes, when next."""

    on = models.DateField()
    progress = models.CharField(max_length=10, choices=Progress.choices)
    next_on = models.DateField(null=True)
    sealed = models.BinaryField()


class SupervisionNote(Thing):
    """Advice on a case between worker and supervisor; sealed to the two, apart from any approval."""

    supervisor = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.UUIDField()
    sealed = models.BinaryField()
    asked_by = models.IntegerField()


class ClosureReason(models.TextChoices):
    GOALS_MET = "goals_met", _("Tujuan tercapai")
    MOVED = "moved", _("Pindah dan diserahterimakan")
    REFUSED = "refused", _("Menolak layanan")
    NOT_FOUND = "not_found", _("Tidak ditemukan setelah dicari")
    DIED = "died", _("Meninggal")
    TRANSFERRED = "transferred", _("Dialihkan")
    ADULT = "adult", _("Berusia 18 dan tidak perlu lagi")
    MATTER_ENDED = "matter_ended", _("Perkara selesai dan tidak perlu lagi")
