"""Pages of this room."""

from django.urls import path

from . import pages

app_name = "lending"
urlpatterns = [
    path("", pages.aids, name="aids"),
    path("<str:code>/pinjam/", pages.lend, name="lend"),
    path("<str:code>/kembali/<uuid:loan>/", pages.take_back, name="take_back"),
]
