"""Files of a case."""

from django.urls import path

from rehsos.cases.pages import files

urlpatterns = [
    path("<str:code>/berkas/baru/", files.attach_file, name="attach_file"),
    path("<str:code>/berkas/<uuid:file>/", files.file, name="file"),
]
