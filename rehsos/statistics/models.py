"""What was told, to whom nothing more is told. The app reads these two tables and may not write them."""

from django.db import models


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

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="cells")
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
