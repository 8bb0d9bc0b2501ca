"""Pages of what comes in: aduan and requests."""

from django.urls import path

from . import pages

app_name = "intake"
urlpatterns = [
    path("", pages.reports, name="reports"),
    path("baru/", pages.receive_report, name="receive_report"),
    path("lisan/", pages.spoken_request, name="spoken_request"),
    path("<uuid:report>/", pages.report, name="report"),
    path("<uuid:report>/putusan/", pages.decide_report, name="decide_report"),
    path("<uuid:report>/berkas/<uuid:file>/", pages.report_file, name="report_file"),
]
