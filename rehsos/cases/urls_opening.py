"""Opening a case. Two words long, so that no case's code is ever taken for it."""

from django.urls import path

from .pages import opening

urlpatterns = [
    path("baru/klien/", opening.case_open, name="case_open"),
    path("baru/<uuid:person>/", opening.case_open_for, name="case_open_for"),
]
