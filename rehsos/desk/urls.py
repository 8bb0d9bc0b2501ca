"""Pages composed of several rooms."""

from django.urls import path

from .pages import case, cases, more, today

urlpatterns = [
    path("", today.today, name="today"),
    path("catat/", more.quick, name="quick"),
    path("lainnya/", more.more, name="more"),
    path("kasus/", cases.cases, name="cases"),
    path("kasus/<str:code>/", case.case, name="case"),
    path("kasus/<str:code>/cetak/", case.case_print, name="case_print"),
    path("kasus/<str:code>/nama/", case.reveal_case, name="reveal_case"),
]
