"""Facts with their hour, and the clocks that follow from them.

Facts are the truth; a clock row is what the law's calculator made of them, kept for lists. A fact is
corrected by another fact that replaces it; clocks are then computed anew and say so.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Office
from rehsos.house.shapes import FiledIn

from .case import CASE, Case, Filed, Status, Subject, Withdrawable


class Precision(models.TextChoices):
    HOUR = "hour", _("Jam diketahui")
    DAY = "day", _("Hanya tanggal")


class Hanging(Filed):
    """What hangs on a subject of a case: the case itself, or something of a declared kind that stands in it.

    The database takes no row whose kind says otherwise than its subject (`_kind_of`).
    """

    kind = models.CharField(max_length=12, db_default=CASE)
    subject = models.UUIDField()

    class Meta:
        abstract = True

    @property
    def on(self) -> Subject:
        """What it hangs on."""
        return Subject(self.kind, self.subject)


def _kind_of(table: str) -> models.CheckConstraint:
    """A row is of the kind of the case exactly where it hangs on its case."""
    itself = models.Q(kind=CASE, subject=models.F("case"))
    return models.CheckConstraint(
        condition=itself | ~models.Q(kind=CASE) & ~models.Q(subject=models.F("case")), name=f"{table}_kind"
    )


class Fact(Hanging):
    """Something that happened at a known hour or day and matters to a clock.

    `level` is the stage of the matter where the
    same fact can happen at several. `until` is the last day of an order; `cause` the action that put it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    # Found by the index that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    code = models.CharField(max_length=40)
    level = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    precision = models.CharField(max_length=4, choices=Precision.choices, default=Precision.HOUR)
    until = models.DateField(null=True)
    replaced_by = models.UUIDField(null=True)
    cause = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "subject", "code"], name="fact_subject")]
        constraints = [_kind_of("fact")]


class Circumstance(Hanging):
    """A yes, no or choice that decides whether a rule applies. No row means: not known yet."""

    # Found by the constraint that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    code = models.CharField(max_length=40)
    value = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "subject", "code"], name="circumstance_once"),
            _kind_of("circumstance"),
        ]


class Extension(Hanging, Withdrawable):
    """A clock extended by a named officer's letter. There is no other way to lengthen a statutory clock.

    `sealed` names the officer and the number of the letter.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    rule = models.CharField(max_length=40)
    level = models.CharField(max_length=12, blank=True)
    sealed = models.BinaryField()
    dated = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [_kind_of("extension")]


class ClockState(models.TextChoices):
    """Where a clock stands (law.clocks.State). `unknown`: another's duty whose time passed; ask."""

    UNDETERMINED = "undetermined", _("Belum dapat ditentukan")
    RUNNING = "running", _("Berjalan")
    OPEN = "open", _("Tanpa batas waktu")
    PAUSED = "paused", _("Dijeda")
    STOPPED = "stopped", _("Selesai")
    ENDED = "ended_by_next_level", _("Berakhir oleh tahap berikutnya")
    UNKNOWN = "unknown", _("Tidak diketahui")
    LIMIT = "limit", _("Batas")


class Clock(Hanging):
    """One rule running for one subject. `duty` says whose it is: ours, others', limit or policy.

    `owner` and `status` are mirrored from the case, so that one index holds what is late in an office.
    """

    # Found by the constraint that begins with it.
    case = models.ForeignKey(Case, on_delete=models.PROTECT, db_index=False, related_name="+")
    rule = models.CharField(max_length=40)
    level = models.CharField(max_length=12, blank=True)
    duty = models.CharField(max_length=8)
    state = models.CharField(max_length=20, choices=ClockState.choices)
    advisory = models.BooleanField(default=False)
    started_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    second_due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    missing = models.JSONField(default=list)
    asked_at = models.DateTimeField(null=True)
    ask_again_on = models.DateField(null=True)
    paused_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, null=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)

    shape = FiledIn("case_id", now=True)
    mirrors = ("owner_id", "status")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "subject", "rule", "level"], name="clock_once"),
            _kind_of("clock"),
        ]
        indexes = [
            models.Index(
                fields=["owner", "due_at"],
                name="clock_late",
                include=["case", "rule", "duty", "second_due_at", "offices", "barred"],
                condition=models.Q(
                    status__in=["open", "closed"], state="running", duty__in=["ours", "policy"], advisory=False
                ),
            ),
            # What runs on one thing of a room, without the case it lies in: of all who stay in a province.
            models.Index(
                fields=["subject"],
                name="clock_runs_on",
                include=["rule", "due_at", "offices", "barred"],
                condition=models.Q(state="running") & ~models.Q(kind="case"),
            ),
        ]


class RuleKept(models.Model):
    """A rule of the book as it stood when the kept clocks were last reckoned by it; no row: never."""

    code = models.CharField(max_length=40, primary_key=True)
    digest = models.CharField(max_length=64)


class BookRound(models.Model):
    """How far the kept clocks were brought in step with a book: cases up to `after`. Gone once all are."""

    book = models.CharField(max_length=64, primary_key=True)
    after = models.UUIDField()
