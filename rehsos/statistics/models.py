"""What was told, to whom nothing more is told; and sums of cases. The app reads these tables and may not write them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from rehsos.cases.models import CaseKind, Status
from rehsos.house.shapes import AsWritten
from rehsos.people.models import Sex


class Release(models.Model):
    """One item of one year along one dimension (empty: its totals): solved once, told once, never changed.

    `through` is the last month it tells: 12 for the whole year, less for a month of the running one, which the
    release of its year replaces.

    `data_version` is the hour of the last action that it counts. `withheld` says that it could not be told without
    giving a small number away. `digest` is over the cells, `signature` over the digest and all that stands here.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    item = models.CharField(max_length=14)
    year = models.SmallIntegerField()
    dimension = models.CharField(max_length=12, blank=True)
    through = models.SmallIntegerField(default=12)
    withheld = models.BooleanField()
    data_version = models.DateTimeField(null=True)
    released_at = models.DateTimeField()
    signed_by = models.CharField(max_length=60)
    digest = models.BinaryField()
    signature = models.BinaryField()

    append_only = True
    read_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "year", "dimension", "through"], name="release_once_through")
        ]


class ReleasedCell(models.Model):
    """A number of a release, or that it is hidden. What is hidden stands nowhere here.

    A total that is nought has no row. A place that is divided has a row for every code.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="cells", db_index=False)
    item = models.CharField(max_length=14)
    dimension = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=5)
    period = models.CharField(max_length=8)
    code = models.CharField(max_length=40, blank=True)
    sign = models.CharField(max_length=8)
    number = models.IntegerField(null=True)

    append_only = True
    read_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "place", "period", "code"], name="released_cell_once_a_release"),
            models.CheckConstraint(
                condition=models.Q(sign="told", number__isnull=False)
                | (~models.Q(sign="told") & models.Q(number=None)),
                name="released_cell_hides",
            ),
        ]


class Alike(models.Model):
    """Cases that are alike in all that is counted, and how many; columns as those of a case, so that both read alike.

    `offices` are those that see the cases, by the same row-level security; nobody where a wall stands: an office counts
    those one by one. Kept by triggers (in_database.py). `alone`: how many a count of children takes by themselves, for
    their client has no more than two (`Pair`).
    """

    counts_at_id = models.BigIntegerField()
    kind = models.CharField(max_length=12, choices=CaseKind.choices)
    role = models.CharField(max_length=18, blank=True)
    opened_month = models.SmallIntegerField()
    place_id = models.CharField(max_length=13)
    sex = models.CharField(max_length=1, choices=Sex.choices)
    age = models.SmallIntegerField(null=True)
    age_at_deed = models.SmallIntegerField(null=True)
    guessed = models.SmallIntegerField(default=0)
    status = models.CharField(max_length=8, choices=Status.choices)
    primary_type = models.CharField(max_length=40)
    category = models.CharField(max_length=24, blank=True, db_default="")
    offices = ArrayField(models.IntegerField(), default=list)
    n = models.IntegerField()
    alone = models.IntegerField()

    shape = AsWritten("a line of sums is of cases that these offices see")
    read_only = True
    nation_sees: tuple[str, ...] = (
        "counts_at_id", "kind", "role", "opened_month", "place_id", "sex", "age", "age_at_deed", "guessed",
        "status", "primary_type", "category", "n", "alone",
    )  # fmt: skip

    class Meta:
        abstract = True


class Sum(Alike):
    """Cases for the office that reads them with those below it: a province, or whoever has none above; or that counts.

    A grain (in_database.GRAINS) tells some of the columns; where it does not, `opened_month` is the January,
    `place_id` the province, `counts_at_id` that office, and others are empty. Ages are the youngest of their piece of
    the age bands.
    """

    grain = models.SmallIntegerField()

    nation_sees = (*Alike.nation_sees, "grain")

    class Meta:
        indexes = [models.Index(fields=["grain", "counts_at_id", "opened_month", "role"], name="sum_found")]


class Line(models.Model):
    """Rows of a source that are alike in the columns it declares (`told`, as text), and what they add up to.

    `numbers` are how many they are, then what else the source adds up. Kept by triggers (in_database_of_sources.py).
    """

    source = models.CharField(max_length=20)
    counts_at_id = models.BigIntegerField()
    at = models.DateTimeField()
    told = ArrayField(models.TextField(null=True))
    offices = ArrayField(models.IntegerField(), default=list)
    numbers = ArrayField(models.BigIntegerField())

    shape = AsWritten("a line of sums is of rows that these offices see")
    read_only = True
    nation_sees: tuple[str, ...] = ("source", "counts_at_id", "at", "told", "numbers")

    class Meta:
        abstract = True


class SourceSum(Line):
    """Of a month or a year, by a grain of the source (house.counting.Grain), by its number. `at` is its beginning."""

    grain = models.SmallIntegerField()

    nation_sees = (*Line.nation_sees, "grain")

    class Meta:
        indexes = [models.Index(fields=["source", "grain", "counts_at_id", "at"], name="source_sum_found")]


class SourceChange(Line):
    """What a change of one row added and took away, until the job folds it into the sums."""

    class Meta:
        indexes = [models.Index(fields=["source", "counts_at_id", "at"], name="source_change_found")]


class SummedAs(models.Model):
    """What a source declared when its sums were made; declared otherwise, they are made anew after the migration."""

    source = models.CharField(max_length=20, primary_key=True)
    digest = models.CharField(max_length=64)

    read_only = True


class Change(Alike):
    """What a change of one case added and took away (n 1 or -1), until the job folds it into the sums."""


class Pair(models.Model):
    """The two cases of a client who has no third, with what a count reads of each.

    `offices` are those that see both. Kept by triggers (in_database_of_pairs.py).
    """

    one_id = models.UUIDField(unique=True)
    other_id = models.UUIDField(unique=True)
    one_opened_month = models.SmallIntegerField()
    other_opened_month = models.SmallIntegerField()
    one_counts_at_id = models.BigIntegerField()
    other_counts_at_id = models.BigIntegerField()
    one_age = models.SmallIntegerField(null=True)
    other_age = models.SmallIntegerField(null=True)
    one_age_at_deed = models.SmallIntegerField(null=True)
    other_age_at_deed = models.SmallIntegerField(null=True)
    one_kind = models.CharField(max_length=12)
    other_kind = models.CharField(max_length=12)
    one_role = models.CharField(max_length=18, blank=True)
    other_role = models.CharField(max_length=18, blank=True)
    one_sex = models.CharField(max_length=1)
    other_sex = models.CharField(max_length=1)
    one_status = models.CharField(max_length=8)
    other_status = models.CharField(max_length=8)
    one_place_id = models.CharField(max_length=13)
    other_place_id = models.CharField(max_length=13)
    one_primary_type = models.CharField(max_length=40)
    other_primary_type = models.CharField(max_length=40)
    one_category = models.CharField(max_length=24, blank=True, db_default="")
    other_category = models.CharField(max_length=24, blank=True, db_default="")
    offices = ArrayField(models.IntegerField(), default=list)
    one_offices = ArrayField(models.IntegerField(), default=list)
    other_offices = ArrayField(models.IntegerField(), default=list)

    shape = AsWritten("a pair is of cases that these offices see both")
    read_only = True
    nation_sees = tuple(
        f"{which}_{name}"
        for which in ("one", "other")
        for name in ("id", "opened_month", "counts_at_id", "age", "age_at_deed", "kind", "role", "sex", "status",
                     "place_id", "primary_type", "category")
    )  # fmt: skip

    class Meta:
        indexes = [models.Index(fields=["one_counts_at_id"], name="pair_found")]


class PairsAlike(models.Model):
    """Pairs whose cases are alike in what the nation is mostly told by, and how many; `opened_month` is the January.

    The nation alone reads them: whichever office asks reads its own pairs. Kept by triggers (in_database_of_pairs.py).
    """

    one_kind = models.CharField(max_length=12)
    other_kind = models.CharField(max_length=12)
    one_role = models.CharField(max_length=18, blank=True)
    other_role = models.CharField(max_length=18, blank=True)
    one_opened_month = models.SmallIntegerField()
    other_opened_month = models.SmallIntegerField()
    one_sex = models.CharField(max_length=1)
    other_sex = models.CharField(max_length=1)
    one_status = models.CharField(max_length=8)
    other_status = models.CharField(max_length=8)
    offices = ArrayField(models.IntegerField(), db_default=[])
    n = models.IntegerField()

    shape = AsWritten("no office sees it: it is of pairs of the whole nation")
    read_only = True
    nation_sees = (
        *(
            f"{which}_{name}"
            for which in ("one", "other")
            for name in ("kind", "role", "opened_month", "sex", "status")
        ),
        "n",
    )

    class Meta:
        abstract = True


class PairSum(PairsAlike):
    """So many are alike."""


class PairChange(PairsAlike):
    """What a change of one pair added and took away (n 1 or -1), until the job folds it into the sums."""
