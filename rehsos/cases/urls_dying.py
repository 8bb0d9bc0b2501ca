"""Pages of a death in a case."""

from django.urls import path

from .pages import dying

urlpatterns = [
    path("<str:code>/meninggal/", dying.record_death, name="record_death"),
    path("<str:code>/kematian/", dying.death, name="death"),
    path("<str:code>/kematian/salah-catat/", dying.nobody_died, name="nobody_died"),
    path("<str:code>/kematian/<slug:kind>/", dying.after_death, name="after_death"),
]
