"""Filled forms, files and letters. Contents are sealed with the key of the dossier they lie in."""

from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office, Worker
from rehsos.house.shapes import FiledIn


class Paper(models.Model):
    """Anything filed in a dossier; seen by those who see the dossier's case."""

    id = models.UUIDField(primary_key=True, editable=False)
    dossier = models.UUIDField()
    offices = ArrayField(models.IntegerField(), default=list)
    barred = ArrayField(models.IntegerField(), default=list)

    shape = FiledIn("dossier")

    class Meta:
        abstract = True

    @property
    def dossier_id(self) -> UUID:
        return self.dossier


class FilledForm(Paper):
    """Answers to a blank of one version. Counted answers are plain, the rest sealed."""

    blank = models.CharField(max_length=40)
    blank_version = models.SmallIntegerField()
    counted = models.JSONField(default=dict)
    sealed = models.BinaryField()
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    finished = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    filled_at = models.DateTimeField()
    author = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["dossier", "blank"], name="form_dossier")]


class FileKind(models.TextChoices):
    LETTER_IN = "letter_in", _("Surat masuk")
    SIGNED = "signed", _("Pindaian bertanda tangan")
    ESIGNED = "esigned", _("PDF bertanda tangan elektronik")
    RECEIPT = "receipt", _("Tanda terima")
    TO_SIGN = "to_sign", _("PDF untuk ditandatangani")
    DOCUMENT = "document", _("Dokumen")
    PHOTO = "photo", _("Foto")


class File(Paper):
    """A file, unchangeable once stored. `sealed` is the content under the dossier's key."""

    kind = models.CharField(max_length=10, choices=FileKind.choices)
    media_type = models.CharField(max_length=80)
    size = models.IntegerField()
    sha256 = models.BinaryField()
    sealed = models.BinaryField()
    sealed_name = models.BinaryField()
    stored_at = models.DateTimeField()
    author = models.IntegerField()

    append_only = True

    class Meta:
        indexes = [models.Index(fields=["dossier"], name="file_dossier")]


class Direction(models.TextChoices):
    IN = "in", _("Surat masuk")
    OUT = "out", _("Surat keluar")


class Classification(models.TextChoices):
    """The degree of secrecy of a letter."""

    SECRET = "secret", _("RAHASIA")
    TOP = "top", _("SANGAT RAHASIA")
    LIMITED = "limit", _("TERBATAS")
    PLAIN = "plain", _("Biasa")


class LetterState(models.TextChoices):
    RECEIVED = "received", _("Diterima")
    DRAFT = "draft", _("Konsep")
    SETTLED = "settled", _("Siap dinomori")
    NUMBERED = "numbered", _("Bernomor")
    SIGNED = "signed", _("Ditandatangani")
    DELIVERED = "delivered", _("Diserahkan")
    ACKNOWLEDGED = "acknowledged", _("Diterima pihak tujuan")


class Road(models.TextChoices):
    """How letters of an office are signed."""

    PEN = "pen", _("Dengan pena: dicetak, ditandatangani, dicap")
    ELECTRONIC = "electronic", _("Secara elektronik di aplikasi lain (BSrE, SRIKANDI)")


class NumberSource(models.TextChoices):
    AGENDA = "agenda", _("Agenda TU")
    SRIKANDI = "srikandi", _("SRIKANDI")
    OWN = "own", _("Seri sendiri")


class Letter(Paper):
    """A letter in or out, from receipt or draft to delivery.

    `kind` is the code of one that a room declares (`kinds`).
    `answered_with` (in): the letter out, handed over before this one was recorded, that is said to answer it, too.
    `received_at` (in): the hour it reached the office; that, not the disposisi, starts a clock.
    `delivered_at` (out): the hour it was handed over with a receipt; that stops one.
    `road` (out): how it is signed, from its number on. `to_sign` is the PDF that was numbered and given to be signed;
    `final` is what is kept: the same, or the PDF that came back with an electronic signature.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=20)
    classification = models.CharField(max_length=6, choices=Classification.choices, default=Classification.SECRET)
    state = models.CharField(max_length=12, choices=LetterState.choices)
    # Ours, of a letter out; that of a letter that came in is in its envelope.
    number = models.CharField(max_length=80, blank=True)
    number_source = models.CharField(max_length=8, choices=NumberSource.choices, blank=True)
    dated = models.DateField(null=True)
    sealed = models.BinaryField()
    received_at = models.DateTimeField(null=True)
    reached_worker_at = models.DateTimeField(null=True)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    answered_with = models.ForeignKey("self", on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    subject = models.UUIDField(null=True)
    author = models.IntegerField()
    signer = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=8, blank=True)
    signed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    road = models.CharField(max_length=10, choices=Road.choices, blank=True)
    to_sign = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    final = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    scan = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    receipt = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    check_code = models.CharField(max_length=16, blank=True)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["dossier"], name="letter_dossier"),
            models.Index(fields=["office", "direction", "-id"], name="letter_register"),
            models.Index(
                fields=["office", "received_at"], name="letter_came", condition=models.Q(received_at__isnull=False)
            ),
            models.Index(fields=["check_code"], name="letter_check", condition=~models.Q(check_code="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "number"],
                condition=models.Q(direction="out") & ~models.Q(number=""),
                name="letter_number_once",
            )
        ]


class Series(models.Model):
    """The last number of an office's own series in a year; without gaps."""

    # Found by the constraint that begins with it.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "year"], name="series_once")]
