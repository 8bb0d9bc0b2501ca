"""Pages of this room: only the public check of a letter."""

from django.urls import path

from rehsos.papers import pages

app_name = "papers"
urlpatterns = [path("<str:code>/", pages.letter_check, name="letter_check")]
