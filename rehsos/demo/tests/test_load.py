from typing import Any
import time
import pytest
from rehsos.audit.actor import set_scope
from rehsos.cases.models import Case, Clock

pytestmark = pytest.mark.django_db


def test_everything(demo: list[str]) -> None:
    set_scope((1,2,3,4,5,6), 0)
    print(demo)
    print(Case.objects.count())
    from collections import Counter
    for c in Case.objects.filter(status='open').order_by('code'):
        print(c.code, c.primary_type, c.role, c.stage, c.risk, c.barred, c.opened_on)
        for k in Clock.objects.filter(case=c): print('    ', k.rule, k.level, k.duty, k.state, k.due_at, k.missing)
