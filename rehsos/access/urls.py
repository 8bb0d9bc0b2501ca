"""Small pages of a sign-in: names on and off, shared screens, drafts, what was kept."""

from django.urls import path

from . import code_pages
from . import session_pages as pages

app_name = "access"
urlpatterns = [
    path("nama/buka/", pages.open_names, name="open_names"),
    path("nama/pin/", pages.change_pin, name="change_pin"),
    path("nama/tutup/", pages.hide_names, name="hide_names"),
    path("layar-umum/", pages.public_screen, name="public_screen"),
    path("draf/", pages.draft, name="draft"),
    path("lanjutkan/<uuid:kept>/", pages.resume, name="resume"),
    path("pengaturan/", pages.my_settings, name="my_settings"),
    path("pengaturan/sesi/", pages.end_elsewhere, name="end_elsewhere"),
    path("jawab/", code_pages.by_code, name="by_code"),
    path("jawab/terkirim/", code_pages.code_answered, name="code_answered"),
]
