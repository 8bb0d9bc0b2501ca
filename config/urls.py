"""The site map. Each room says under which word its pages stand, and has its name before theirs: `cases:plan`.

`/sehat/` is answered before any of them (access.health).
"""

from django.urls import path
from django.views.i18n import set_language

from rehsos.access.security_contact import security_contact
from rehsos.desk import errors
from rehsos.house.pages import pages

urlpatterns = [
    path(".well-known/security.txt", security_contact, name="security_contact"),
    path("bahasa/", set_language, name="language"),
    *pages(),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
