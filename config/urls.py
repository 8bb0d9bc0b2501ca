"""The site map. Each room lists its own pages, and has its name before theirs: `cases:plan`, `desk:today`.

`/sehat/` is answered before any of them (access.health).
"""

from django.urls import include, path
from django.views.i18n import set_language

from rehsos.access.security_contact import security_contact
from rehsos.desk import errors

urlpatterns = [
    path(".well-known/security.txt", security_contact, name="security_contact"),
    path("bahasa/", set_language, name="language"),
    path("masuk/", include("rehsos.access.urls_sign_in")),
    path("", include("rehsos.access.urls")),
    path("aduan/", include("rehsos.intake.urls")),
    path("orang/", include("rehsos.people.urls")),
    path("", include("rehsos.cases.urls")),
    path("kasus/", include("rehsos.justice.urls")),
    path("rekap/", include("rehsos.statistics.urls")),
    path("periksa/", include("rehsos.papers.urls")),
    path("", include("rehsos.desk.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
