"""Pages about the clocks of a case: the facts and answers they hang on, and what is done about one."""

from django.urls import path

from .pages import clocks, facts

urlpatterns = [
    path("<str:code>/fakta/", facts.record_fact, name="record_fact"),
    path("<str:code>/keadaan/", facts.set_circumstance, name="set_circumstance"),
    path("<str:code>/tenggat/perpanjang/", clocks.extend_clock, name="extend_clock"),
    path("<str:code>/tenggat/<int:clock>/tanyakan/", clocks.ask_clock, name="ask_clock"),
    path("<str:code>/tenggat/<int:clock>/jeda/", clocks.pause_clock, name="pause_clock"),
]
