"""Pages of people."""

from django.urls import path

from . import pages, pages_edit, pages_same

app_name = "people"
urlpatterns = [
    path("", pages.people, name="people"),
    path("baru/", pages.person_new, name="person_new"),
    path("baru/mulai/", pages.person_start, name="person_start"),
    path("<uuid:person>/", pages.person, name="person"),
    path("<uuid:person>/ubah/", pages_edit.person_edit, name="person_edit"),
    path("<uuid:person>/sama/", pages_same.person_same, name="person_same"),
    path("<uuid:person>/bukan-sama/", pages_same.person_apart, name="person_apart"),
    path("sama/<uuid:sameperson>/", pages_same.settle_same, name="settle_same"),
]
