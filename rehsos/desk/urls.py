"""Pages composed of several rooms."""

from django.urls import path

from .pages import more, today

urlpatterns = [
    path("", today.today, name="today"),
    path("catat/", more.quick, name="quick"),
    path("lainnya/", more.more, name="more"),
]
