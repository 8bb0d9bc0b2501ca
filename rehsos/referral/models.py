"""A referral between two offices, and what of a case its sender told the other."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from rehsos.cases.aged import Called
from rehsos.cases.models import Case
from rehsos.directory.models import Office, PlaceSeries
from rehsos.house.shapes import Beside, OwnedBy, Window
from rehsos.law.ages import Age
from rehsos.people.models import Sex

from .models_guest import Guest, Went

WENT = (Guest, Went)
"""Who is here in no case, and what became of them: a table of this room in a file of its own."""


class Deed(models.TextChoices):
    """What is done: four deeds, never one button."""

    REFER = "refer", _("Rujuk")
    ASK_OPINION = "ask_opinion", _("Minta pendapat")
    TRANSFER = "transfer", _("Alihkan kasus")
    HAND_OVER = "hand_over", _("Serah terimakan orang")


class State(models.TextChoices):
    """Where it stands. That it is late, or not answered, is never stored."""

    DRAFT = "draft", _("Konsep")
    SENT = "sent", _("Dikirim")
    RECEIVED = "received", _("Diterima, menunggu jawaban")
    ACCEPTED = "accepted", _("Disetujui")
    PARTLY = "partly", _("Disetujui sebagian")
    REFUSED = "refused", _("Ditolak")
    ARRIVED = "arrived", _("Berjalan")
    DONE = "done", _("Selesai")
    REVOKED = "revoked", _("Dicabut")
    """By its sender."""
    FELL = "fell", _("Gugur")
    """By what became of its case: it was handed on, its client protected, its words erased. Nobody took it back."""


CAME_TO_NOTHING = (State.REVOKED, State.FELL)
"""Over before it came to anything."""
WAITS = (State.SENT, State.RECEIVED)
"""Sent, and not answered."""
AGREED = (State.ACCEPTED, State.PARTLY)
"""Accepted, and not begun."""
RUNS = (*AGREED, State.ARRIVED)
"""Accepted, and without a result."""


class Answer(models.TextChoices):
    """What the receiver may say."""

    ACCEPTED = "accepted", _("Disetujui")
    PARTLY = "partly", _("Disetujui sebagian")
    REFUSED = "refused", _("Ditolak")


class Urgency(models.TextChoices):
    USUAL = "usual", _("Biasa")
    URGENT = "urgent", _("Mendesak (tempat tidur, risiko tinggi)")


class Wanted(models.TextChoices):
    """What is asked, as a list can tell it."""

    BED = "bed", _("Tempat tinggal sementara")
    ADVANCED = "advanced", _("Rehabilitasi lanjut")
    ASSESSMENT = "assessment", _("Asesmen bersama")
    EXPERT = "expert", _("Psikolog atau tenaga ahli")
    AID = "aid", _("Bantuan atau alat bantu")
    FAMILY = "family", _("Mencari atau memeriksa keluarga")
    CARE = "care", _("Keputusan pengasuhan anak baru di LKSA")
    """Asked by a room above alone (`doors.AnsweredOn`)."""
    OTHER = "other", _("Lainnya")


ASKED_FOR = [one for one in Wanted if one != Wanted.CARE]
"""What may be chosen on a form of this room."""


class Refusal(models.TextChoices):
    """Why it was refused, as a list can tell it; the words stand beside."""

    NONE = "", _("Tidak ditolak")
    FULL = "full", _("Tempat penuh")
    NOT_OURS = "not_ours", _("Bukan kewenangan atau sasaran layanan")
    NO_STAFF = "no_staff", _("Tenaga atau dana tidak ada")
    INCOMPLETE = "incomplete", _("Keterangan belum lengkap")
    UNSAFE = "unsafe", _("Tidak aman bagi klien atau penghuni lain")
    OTHER = "other", _("Alasan lain")


class LeftTo(models.TextChoices):
    """Where somebody went who had come by a hand-over; but for the first, kinds of whereabouts."""

    SENDER = "sender", _("Kembali ke kantor yang menangani kasusnya")
    FAMILY = "family", _("Keluarga atau rumah sendiri")
    INSTITUTION = "institution", _("Lembaga lain")
    HOSPITAL = "hospital", _("Rumah sakit")
    POLICE = "police", _("Kepolisian")
    UNKNOWN = "unknown", _("Tidak diketahui (pergi sendiri)")


class Reading(models.TextChoices):
    """Why somebody opens the names of a referral at an office that has no case of it."""

    ANSWERS = "answers", _("Menjawab atau menangani rujukan ini")
    STANDS_IN = "stands_in", _("Menggantikan rekan")
    CONFERENCE = "conference", _("Temu bahas kasus")
    HEAD_ASKED = "head_asked", _("Permintaan Kabid")
    SUPERVISES = "supervises", _("Supervisi atau keputusan")


def aged(counted: int | None, low: int | None = None, high: int | None = None) -> Age | None:
    """An age as it is kept here: one number, or with the span of what it may be."""
    if counted is None:
        return None
    return Age(counted, counted) if low is None or high is None else Age(low, high, counted)


def called(at_opening: Age | None, by: str, other: Sequence[int] | None) -> Called:
    """By which age a client is called, as it is kept here."""
    return Called(aged(*other), by) if by and other else Called(at_opening)


def kept(age: Age) -> list[int]:
    """An age as `other_age` keeps it."""
    return [age.counted, age.low, age.high] if age.estimated else [age.counted]


class Outside(models.TextChoices):
    """Who is asked without being an office of ours: nobody there signs in (ADR 34)."""

    HOSPITAL = "hospital", _("Rumah sakit atau puskesmas")
    SCHOOL = "school", _("Sekolah")
    CIVIL = "civil", _("Dukcapil")
    NGO = "ngo", _("Lembaga atau LSM")
    VILLAGE = "village", _("Desa atau kelurahan")
    AGENCY = "agency", _("Instansi lain")
    OTHER = "other", _("Pihak lain")


class ReferralSeries(PlaceSeries):
    """The last number of a sender's place in a year."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "year"], name="referral_series_once")]


MOMENT = Coalesce("sent_at", "drafted_at")
"""By what the list of an office is ordered."""
OWED = Coalesce("answer_due", "sent_at")
"""By what those that wait for an answer are ordered: until when, or since when where nothing was promised."""
TOLD = Greatest("answered_at", "arrived_at", "resulted_at")
"""When the sender was told something last."""
COUNTED = (
    "deed",
    "state",
    "wanted",
    "urgency",
    "answer",
    "refusal",
    "received_at",
    "answered_at",
    "offices",
    "barred",
)
"""What a count reads of a referral beside its two offices and its day."""


class Referral(models.Model):
    """One deed from one office to another, in one case.

    A draft is nobody's but the sender's: `shown_to` is the receiver from the sending on. `barred` are the workers
    behind the wall of the case (in_database.py). `counts_at` is who began it, and counts it for ever; `sender` is who
    answers for it now, another office once the case was handed on (`actions.across.follow_on`). `sealed` says what is
    asked, under a key of its own: who is erased is erased there too, and what goes on can still be answered. It has no
    `receiver` where somebody `outside` is asked: who that is, and their telephone, is sealed too, and they answer with
    a code (outside.py). `answer_due` is reckoned once, at the sending: from then on it stands on the receiver's first
    page. `received_at`: who answers it took it up. `age_low` and `age_high` are what the client's age may be where it
    is not sure. `age_by` is by which other age the case called its client (`cases.aged`), `other_age` that age as kept
    here: both as the page of the case said it at the sending. `went_further_at`: who took the case by it handed it on
    again. `spoken` is an answer that the sender was told: none until the receiver gives it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    code = models.CharField(max_length=24, null=True)  # noqa: DJ001 - one from the sending on, and none twice
    deed = models.CharField(max_length=12, choices=Deed.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    urgency = models.CharField(max_length=8, choices=Urgency.choices)
    wanted = models.CharField(max_length=12, choices=Wanted.choices)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    sender = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    counts_at = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    receiver = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    outside = models.CharField(max_length=10, choices=Outside.choices, default="", blank=True)
    shown_to = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    proposed = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    """Which office was proposed first: another was taken where the receiver is another."""
    sent_by = models.IntegerField()
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.SmallIntegerField(null=True)
    age_low = models.SmallIntegerField(null=True)
    age_high = models.SmallIntegerField(null=True)
    age_by = models.CharField(max_length=20, default="", blank=True)
    other_age = ArrayField(models.SmallIntegerField(), null=True)
    key = models.UUIDField()
    sealed = models.BinaryField()
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    answer_due = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    resulted_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    went_further_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, default="", blank=True)
    refusal = models.CharField(max_length=12, choices=Refusal.choices, default=Refusal.NONE, blank=True)
    spoken = models.CharField(max_length=10, choices=Answer.choices, default="", blank=True)
    spoken_at = models.DateTimeField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("sender_id", "shown_to_id")
    window = Window("counts_at_id", "sent_at")
    nation_sees = (
        "id", "deed", "state", "urgency", "wanted", "answer", "refusal", "sender_id", "counts_at_id",
        "receiver_id", "outside", "sent_at", "received_at",
        "answer_due", "answered_at", "resulted_at",
    )  # fmt: skip

    class Meta:
        indexes = [
            models.Index(fields=["case"], name="referral_case"),
            # What waits for an answer, and what runs: the first pages of both sides.
            models.Index(
                fields=["receiver", "state"], name="referral_inbox", condition=models.Q(state__in=[*WAITS, *RUNS])
            ),
            models.Index(fields=["sender", "state"], name="referral_sent", condition=~models.Q(state="done")),
            # What is to be answered, the most overdue first.
            models.Index("receiver", OWED, models.F("id"), name="referral_owed", condition=models.Q(state__in=WAITS)),
            # The list of either side, newest first.
            models.Index("shown_to", MOMENT.desc(), models.F("id").desc(), name="referral_list_to"),
            models.Index("sender", MOMENT.desc(), models.F("id").desc(), name="referral_list_from"),
            # Everything a count and its row-level security read: of either line.
            models.Index(fields=["counts_at", "sent_at"], include=["receiver", *COUNTED], name="referral_count"),
            # What an office sent, and another follows.
            models.Index(
                fields=["counts_at", "-sent_at", "-id"],
                name="referral_list_before",
                condition=~models.Q(sender=models.F("counts_at")),
            ),
            models.Index(fields=["receiver", "sent_at"], include=["counts_at", *COUNTED], name="referral_count_in"),
            # What was told, asked or taken back of late.
            models.Index("sender", TOLD, name="referral_told"),
            models.Index(
                fields=["receiver", "-answered_at"],
                name="referral_agreed",
                condition=models.Q(state__in=["accepted", "partly"]),
            ),
            models.Index(
                fields=["receiver", "asked_at"], name="referral_asked", condition=models.Q(asked_at__isnull=False)
            ),
            models.Index(fields=["sender", "left_at"], name="referral_left", condition=models.Q(left_at__isnull=False)),
            models.Index(
                fields=["sender", "went_further_at"],
                name="referral_further",
                condition=models.Q(went_further_at__isnull=False),
            ),
            models.Index(
                fields=["receiver", "revoked_at"], name="referral_gone", condition=models.Q(state__in=CAME_TO_NOTHING)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code"], name="referral_code_once"),
            models.CheckConstraint(condition=~models.Q(sender=models.F("receiver")), name="referral_between_two"),
            models.CheckConstraint(
                condition=models.Q(receiver=None, deed__in=["refer", "ask_opinion"]) & ~models.Q(outside="")
                | models.Q(receiver__isnull=False, outside=""),
                name="referral_office_or_outside",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_to=None) | models.Q(shown_to=models.F("receiver")), name="referral_shown"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", *CAME_TO_NOTHING])
                | models.Q(sent_at__isnull=False, code__isnull=False),
                name="referral_sent_has_code",
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(_("konsep"))

    @property
    def dossier_id(self) -> UUID:
        """Its own file, of both offices: no file of the case."""
        return self.id

    @property
    def aged(self) -> Age | None:
        """How old the client was when the case was opened: what a house asks, whatever it is called by."""
        return aged(self.age, self.age_low, self.age_high)

    @property
    def called(self) -> Called:
        """By which age the case called its client when this was sent: said alike on every page and paper of it."""
        return called(self.aged, self.age_by, self.other_age)

    @property
    def waits(self) -> bool:
        """Whether the receiver owes an answer."""
        return self.state in WAITS

    @property
    def office(self) -> Office:
        """The office that is asked, in a deed between two offices. Raises TypeError where somebody outside is."""
        if self.receiver is None:
            raise TypeError(f"referral {self.pk} goes to nobody of ours")
        return self.receiver

    @property
    def to(self) -> str:
        """Whom it goes to, as a list may tell it: an office, or what kind of party outside."""
        return str(self.receiver or self.get_outside_display())


class Part(models.Model):
    """Something told in a referral, by whom and when: never changed, and nothing is taken back from who has read it.

    `code` is a part of the summary (`doors.Summary`), or what else is said: a question, an answer, a result. `key` is
    whose key it lies under: the referral's, or its own where it may tell who somebody is.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="parts")
    code = models.CharField(max_length=20)
    at = models.DateTimeField()
    worker = models.IntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    key = models.UUIDField()
    sealed = models.BinaryField()
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = Beside("referral_id")
    append_only = True

    @property
    def dossier_id(self) -> UUID:
        return self.referral_id
