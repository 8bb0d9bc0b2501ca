"""Places, offices, workers, postings, cover and each office's own dated policy."""

from uuid import UUID, uuid5

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.house.shapes import OwnedBy

from .gazetteer import place as known_place

_OFFICES = UUID("5c0f4f0e-3f0f-5d0b-8d5c-6a6e0a1b7c11")
"""The namespace of the files that are offices' own."""


class Place(models.Model):
    """A province, kabupaten/kota, kecamatan or desa by its Kemendagri code; retired codes are kept."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    parent = models.CharField(max_length=8)
    time_zone = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.CharField(max_length=13, blank=True)

    def __str__(self) -> str:
        found = known_place(self.code)
        return found.label if found else self.name


class PlaceSeries(models.Model):
    """The last number given at a place in a year: its offices share it, for the code that bears it names the place."""

    # Found by the constraint that begins with it.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        abstract = True

    @classmethod
    def following(cls, office: "Office", year: int) -> str:
        """The next one of the office's place in a year: `53.01-18-0034`."""
        series = cls._default_manager.filter(place=office.place_id, year=year)
        cls._default_manager.get_or_create(place_id=office.place_id, year=year)
        series.update(last=models.F("last") + 1)
        number = series.values_list("last", flat=True).get()
        return f"{office.place_id}-{year % 100:02d}-{number:04d}"


class OfficeKind(models.TextChoices):
    """What an office is. Which of them are alike says `kinds`."""

    REGENCY = "regency", _("Dinas sosial kabupaten/kota")
    PROVINCE = "province", _("Dinas sosial provinsi")
    UPT = "upt", _("UPT/UPTD sosial")
    RPTC = "rptc", _("RPTC (rumah perlindungan dan trauma center)")
    RPSA = "rpsa", _("RPSA (rumah perlindungan sosial anak)")
    PUSLANSOS = "puslansos", _("Puslansos (pusat layanan sosial)")
    SENTRA = "sentra", _("Sentra atau balai kementerian")
    LKSA = "lksa", _("LKSA (lembaga kesejahteraan sosial anak)")
    LPA = "lpa", _("LPA (lembaga perlindungan anak)")
    PARTNER = "partner", _("Lembaga mitra lain")
    MINISTRY = "ministry", _("Kementerian Sosial")


class Office(models.Model):
    """A place where workers work and files are kept. `parent` is the office that sees above it.

    `hidden_place`: where it stands is told to nobody, as of a safe house; its row bears a code (actions/hiding.py).
    """

    id = models.IntegerField(primary_key=True)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=OfficeKind.choices)
    nation_sees = ("id", "place_id", "kind", "parent_id", "time_zone", "hidden_place")

    # No index on the place: who counts staff by place reads the offices, some hundreds, anyway.
    place = models.ForeignKey(Place, on_delete=models.PROTECT, db_index=False, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    time_zone = models.CharField(max_length=20)
    address = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    hidden_place = models.BooleanField(default=False, db_default=False)

    def __str__(self) -> str:
        return self.short

    @property
    def own_file(self) -> UUID:
        """Under whose key lies what the log says of the office itself, and its true name while it is hidden."""
        return uuid5(_OFFICES, str(self.pk))


class HiddenPlace(models.Model):
    """What a hidden office is really called and where it stands: sealed under `key`, seen by that office alone."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, primary_key=True, related_name="+")
    key = models.UUIDField()
    sealed = models.BinaryField()
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")


class PaperKind(models.TextChoices):
    """What an office is allowed or found to be by a paper."""

    LICENCE = "licence", _("Izin operasional")
    ACCREDITATION = "accreditation", _("Akreditasi")
    OTHER = "other", _("Surat lain")


class OfficePaper(models.Model):
    """A licence or an accreditation of an office, as printed. `until` is its last day; null: it names none.

    `withdrawn_by` is the action that took it back: it was recorded wrongly.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=PaperKind.choices)
    number = models.CharField(max_length=80)
    grade = models.CharField(max_length=40, blank=True)
    issuer = models.CharField(max_length=120)
    since = models.DateField()
    until = models.DateField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    offices = ArrayField(models.IntegerField(), default=list)

    shape = OwnedBy("office_id")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="office_paper_in_order",
            )
        ]


class Worker(models.Model):
    """A person who works for an office. Not a client: the name is plain."""

    name = models.CharField(max_length=120)
    degree = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=80, blank=True)  # jabatan, as letters print it over the name
    nip = models.CharField(max_length=30, blank=True)
    # UU 14/2019 Ps 28, 30: an STR is valid for five years.
    certificate = models.CharField(max_length=60, blank=True)
    certificate_until = models.DateField(null=True)
    qualified = models.BooleanField(default=False)
    phone = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.name}, {self.degree}" if self.degree else self.name


class Posting(models.Model):
    """A worker in a role at an office, from–to. The role is a word; access says what it may do.

    `contract_until` is the last day of the contract it rests on: nothing ends by itself then, but who works cases is
    reminded before to hand them on or to have it renewed.
    """

    # Found by the index that begins with it.
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, db_index=False, related_name="postings")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=20)
    # Which bidang of the office (directory.bidang); empty: the whole of it.
    bidang = models.CharField(max_length=20, default="", db_default="", blank=True)
    since = models.DateField()
    until = models.DateField(null=True)
    contract_until = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "until"], name="posting_worker")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="posting_in_order",
            )
        ]


class Catchment(models.Model):
    """A province that a Sentra, balai or UPT serves, from–to. Many to many, and no parent: it shows no case."""

    id = models.UUIDField(primary_key=True)
    # Found by the constraint that begins with it.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="catchments")
    province = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "province", "since"], name="catchment_once"),
            models.UniqueConstraint(
                fields=["office", "province"], condition=models.Q(until=None), name="catchment_serves_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="catchment_in_order",
            ),
        ]


class Capacity(models.TextChoices):
    """In what capacity somebody stands in for another."""

    COVER = "cover", _("Menggantikan")
    PLT = "plt", _("Plt. (pelaksana tugas)")
    PLH = "plh", _("Plh. (pelaksana harian)")
    ON_BEHALF = "an", _("a.n. (atas nama)")


class Cover(models.Model):
    """Somebody stands in for an absent worker or superior, from–to."""

    id = models.UUIDField(primary_key=True)
    absent = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=Capacity.choices, default=Capacity.COVER)
    since = models.DateField()
    until = models.DateField()


class LocalPolicy(models.Model):
    """What an office decides for itself, dated: letter series, terms of its own, signers. None: back to the default."""

    # Found by the constraint that begins with it.
    office = models.ForeignKey(Office, on_delete=models.PROTECT, db_index=False, related_name="policies")
    key = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    since = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "key", "since"], name="policy_once_a_day")]
