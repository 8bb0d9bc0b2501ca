"""Who is protected as a witness or a victim: a few named workers open their files, and nobody else (ADR 32)."""

from django.db import models

from rehsos.access.models import Circle
from rehsos.people.models import Person

from .case import Filed


class Protection(Filed):
    """That a client is protected, from an hour on until another; filed in the case in which the head said so.

    While it is open every case of `person`, and of whoever is the same person, is open to the circle alone
    (in_database.py). `sealed` are the words on what ground, under the case's key. Instants; `until` is outside.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, db_index=False, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, db_index=False, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=models.Q(until=None), name="protected_once"),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("since")), name="protection_in_order"
            ),
        ]
