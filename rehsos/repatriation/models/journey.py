"""A journey of one client, filed in their case, and what is found out, decided and held up on the way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.cases.models import Case, Filed, Withdrawable
from rehsos.directory.models import Place
from rehsos.people.models import Person


class Direction(models.TextChoices):
    """Whether somebody is brought from here, to here, or through here."""

    OUT = "out", _("Dipulangkan dari sini")
    IN = "in", _("Dijemput dari luar")
    TRANSIT = "transit", _("Singgah")


class Ended(models.TextChoices):
    """How a journey ended."""

    OPEN = "", _("Berjalan")
    DONE = "done", _("Selesai")
    STAYED = "stayed", _("Tidak jadi pulang")
    LEFT = "left", _("Melanjutkan sendiri")
    DIED = "died", _("Meninggal")


class Journey(Filed, Withdrawable):
    """Somebody's road home. How far it is say its notes and its rides, never a column (`stages`).

    `destination` is known at some level; not `certain`: it still has to be confirmed. `home_at` is when the family, or
    who stands for it, accepted them. `sealed` says with whom they live there, under the case's key.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    category = models.CharField(max_length=24, blank=True)
    destination = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    certain = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    home_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=8, choices=Ended.choices, default=Ended.OPEN, blank=True)
    ended_by = models.UUIDField(null=True)
    sealed = models.BinaryField(null=True)

    nation_sees = ("id", "person_id", "direction", "destination_id")

    class Meta:
        indexes = [models.Index(fields=["case"], name="journey_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at=None, withdrawn_by=None), name="journey_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended="") | models.Q(ended_at__isnull=False) & ~models.Q(ended=""),
                name="journey_ended_somehow",
            ),
        ]

    @property
    def is_open(self) -> bool:
        """Whether they are still on their way, or followed after it."""
        return self.ended_at is None and self.withdrawn_by is None


class NoteKind(models.TextChoices):
    """What is found out or decided of a journey."""

    TRACE = "trace", _("Penelusuran")
    WILLING = "willing", _("Keluarga bersedia")
    WILL = "will", _("Kehendaknya sendiri")
    CONFERENCE = "conference", _("Temu bahas keluarga")
    FIT = "fit", _("Layak jalan")
    HOLD = "hold", _("Ditahan dulu")
    RISK = "risk", _("Risiko dinilai ulang")
    HOUSEHOLD = "household", _("Rumah tangga diperiksa")
    SUSPECT = "suspect", _("Terduga pelaku tinggal di sana")
    SKIP = "skip", _("Tahap dilewati")
    CONTACT = "contact", _("Kontak setelah pulang")


class Hold(models.TextChoices):
    """Why somebody does not travel yet."""

    ILL = "ill", _("Sakit")
    IDENTITY = "identity", _("Identitas")
    FAMILY = "family", _("Keluarga")
    MONEY = "money", _("Dana")
    WEATHER = "weather", _("Cuaca")
    WITNESS = "witness", _("Saksi")


class TraceResult(models.TextChoices):
    """What came of asking."""

    WAITING = "waiting", _("Belum dijawab")
    CONFIRMED = "confirmed", _("Alamat dipastikan")
    NOT_FOUND = "not_found", _("Tidak ditemukan")


class JourneyNote(Filed, Withdrawable):
    """Something found out, decided, or in the way. `code` is the answer, the hold or the stage; words are sealed.

    `until`: how long somebody is fit, or held. `again_on`: when to ask again. `ended_at`: a hold that is over.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    journey = models.ForeignKey(Journey, on_delete=models.PROTECT, db_index=False, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind.choices)
    code = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    until = models.DateField(null=True)
    again_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    worker = models.IntegerField()
    sealed = models.BinaryField(null=True)

    class Meta:
        indexes = [models.Index(fields=["journey", "-at"], name="journey_note")]
