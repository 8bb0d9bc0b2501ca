"""What something cost: a line with its payer and the year of their budget. Rooms above have costs of theirs."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from rehsos.directory.models import Worker
from rehsos.house.shapes import Beside

from .work import Payer, Service


class CostKind(models.TextChoices):
    TRANSPORT = "transport", _("Transpor")
    MEALS = "meals", _("Makan")
    PAPERS = "papers", _("Fotokopi dan ATK")
    LODGING = "lodging", _("Penginapan")
    TICKET = "ticket", _("Tiket")
    VEHICLE = "vehicle", _("Kendaraan dan BBM")
    ESCORT = "escort", _("Uang harian pendamping")
    POCKET = "pocket", _("Uang saku")
    IN_HOUSE = "in_house", _("Makan di panti (orang-hari)")
    MEDICINE = "medicine", _("Obat atau RS yang tidak ditanggung")
    IDENTITY = "identity", _("Surat identitas")
    BURIAL = "burial", _("Pemakaman")
    CARER = "carer", _("Dukungan bagi pengasuh")
    TRAINING = "training", _("Pelatihan")
    TONGUE = "tongue", _("Juru bahasa")
    AID = "aid", _("Bantuan")
    OTHER = "other", _("Lainnya")


class Claim(models.TextChoices):
    NONE = "none", _("Belum diajukan")
    FILED = "filed", _("Diajukan")
    PAID = "paid", _("Dibayar")
    OWN = "own", _("Ditanggung sendiri")
    NO_BUDGET = "no_budget", _("Belum ada pagu")


class Struck(models.TextChoices):
    """Why a line that was written down does not stand."""

    TYPED = "typed", _("Jumlah, jenis, atau harinya salah tulis")
    TWICE = "twice", _("Tercatat dua kali")
    ELSEWHERE = "elsewhere", _("Bukan biaya di sini, milik orang atau kegiatan lain")
    NOT_SPENT = "not_spent", _("Tidak jadi dibeli, atau uangnya kembali")


BACK = (Claim.PAID, Claim.OWN)
"""Nobody waits for that money any more; without a budget line one still does."""


class AnyCost(models.Model):
    """A cost line of whatever it is of, in whole rupiah: who pays, out of which year's budget, where the claim stands.

    Several payers of one bill are a line each: `bill` is the line that it was written as, which is its own part now. So
    what a bill came to is the sum of its lines, and typed nowhere. `activity` is the code of the sub-activity. What was
    written wrongly is `struck`: it stays to be read, and is in no sum.
    """

    bill_id: int | None

    kind = models.CharField(max_length=10, choices=CostKind.choices)
    amount = models.BigIntegerField()
    payer = models.CharField(max_length=8, choices=Payer.choices)
    claim = models.CharField(max_length=10, choices=Claim.choices, default=Claim.NONE)
    budget_year = models.SmallIntegerField(null=True)
    activity = models.CharField(max_length=30, default="", blank=True)
    offices = ArrayField(models.IntegerField(), default=list)
    struck_as = models.CharField(max_length=10, choices=Struck.choices, default="", blank=True)
    struck_by = models.ForeignKey(Worker, on_delete=models.PROTECT, null=True, db_index=False, related_name="+")
    struck_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def as_first_part(self) -> dict[str, Any]:
        """What the form that shares it among payers begins with."""
        told = ("payer", "claim", "budget_year", "activity")
        return {f"{name}_0": getattr(self, name) for name in told} | {"amount_0": f"{self.amount:,}".replace(",", ".")}


class Cost(AnyCost):
    """A cost line of a service."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="costs")
    bill = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    shape = Beside("service_id")
    nation_sees = ("service_id", "kind", "amount", "payer", "claim", "budget_year", "struck_as")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount__gte=0), name="cost_not_negative")]
