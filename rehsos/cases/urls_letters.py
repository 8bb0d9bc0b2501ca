"""Files of a case. Pages of letters need the matter and stand in desk."""

from django.urls import path

from rehsos.cases.pages import letters

urlpatterns = [
    path("<str:code>/berkas/baru/", letters.attach_file, name="attach_file"),
    path("<str:code>/berkas/<uuid:file>/", letters.file, name="file"),
]
