"""Pages of people."""

from django.urls import path

from . import pages

urlpatterns = [
    path("", pages.people, name="people"),
    path("baru/", pages.person_new, name="person_new"),
    path("baru/mulai/", pages.person_start, name="person_start"),
    path("<uuid:person>/", pages.person, name="person"),
]
