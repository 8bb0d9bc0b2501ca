"""Pages about a clock of a case. Facts and circumstances, which can concern a whole matter, are justice's."""

from django.urls import path

from .pages import clocks

urlpatterns = [
    path("<str:code>/tenggat/perpanjang/", clocks.extend_clock, name="extend_clock"),
    path("<str:code>/tenggat/<int:clock>/tanyakan/", clocks.ask_clock, name="ask_clock"),
    path("<str:code>/tenggat/<int:clock>/jeda/", clocks.pause_clock, name="pause_clock"),
]
