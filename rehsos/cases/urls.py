"""Pages of a case. Each theme lists its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("rehsos.cases.urls_opening")),
    path("", include("rehsos.cases.urls_work")),
    path("", include("rehsos.cases.urls_letters")),
    path("", include("rehsos.cases.urls_clocks")),
]
