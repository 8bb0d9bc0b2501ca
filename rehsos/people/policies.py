"""May this person be worked with? By an office that knows who they are."""

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rehsos.access.permissions import Permission
from rehsos.audit.actor import Actor
from rehsos.audit.answers import YES, Answer, not_for

from .models import Person

_KNOWS = """
SELECT p.registered_at_id = %(office)s OR EXISTS (
  SELECT 1 FROM cases_share s
   WHERE s.office_id = %(office)s AND s.named AND s.since <= %(today)s AND (s.until IS NULL OR s.until >= %(today)s)
     AND s.case_id IN (SELECT id FROM cases_case WHERE client_id = p.id
                        UNION ALL SELECT case_id FROM cases_participant WHERE person_id = p.id))
  FROM people_person p WHERE p.id = %(person)s
"""


def may_name(person: Person, by: Actor) -> Answer:
    """Who works cases, at an office that registered this person or sees a case of theirs by name."""
    if not by.may(Permission.WORK_CASES):
        return not_for(_("Hanya pekerja sosial yang mendaftarkan dan memperbaiki identitas."))
    with connection.cursor() as cursor:
        cursor.execute(
            _KNOWS, {"office": by.office, "person": person.pk, "today": timezone.localdate(timezone=by.zone)}
        )
        row = cursor.fetchone()
    return YES if row and row[0] else _STRANGER


_STRANGER = not_for(_("Kantor Anda tidak mengenal orang ini dengan nama. Hubungi kantor yang menanganinya."))
