"""Opening a case."""

from django.urls import path

from .pages import opening

urlpatterns = [
    path("baru/", opening.case_open, name="case_open"),
    path("baru/<uuid:person>/", opening.case_open_for, name="case_open_for"),
    path("dari-aduan/<uuid:report>/", opening.case_of_report, name="case_of_report"),
]
