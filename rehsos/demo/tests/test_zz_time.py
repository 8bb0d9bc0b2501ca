import time
import pytest
from rehsos.demo import past
@pytest.mark.django_db
def test_time():
    from django.db import connection
    from rehsos.audit.actor import set_scope
    from django.test.utils import CaptureQueriesContext
    ks=past.kupang(); ns=past.ntb()
    print(len(ks), len(ns))
    t=time.time()
    for p in ks[:20]: past.tell(p)
    print('kupang20', time.time()-t)
    with CaptureQueriesContext(connection) as q:
        past.tell(ks[20])
    print(len(q), sum(float(x['time']) for x in q))
    from collections import Counter
    for s,c in Counter(x['sql'][:60] for x in q).most_common(12): print(c,s)
    t=time.time()
    for p in ns[:20]: past.tell(p)
    print('ntb20', time.time()-t)
    set_scope((3,6),0)
    from rehsos.cases.models import Clock, Case
    print(Counter(Clock.objects.values_list('rule','state')))
    print(Counter(Case.objects.values_list('status','closed_because')))
    import cProfile,pstats
    pr=cProfile.Profile(); pr.enable(); past.tell(ks[30]); pr.disable()
    pstats.Stats(pr).sort_stats('cumtime').print_stats(35)
